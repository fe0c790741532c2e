/** Days and months of figures in each time zone that somebody reads them in: which are rolled up, and which are due. */
import { sql } from 'kysely';
import type { Reader } from '../postgres/db';

export interface Span {
  grain: 'day' | 'month';
  day: string;
  due: boolean;
}

export interface Zone {
  tenantId: string;
  zone: string;
}

/** More than anybody's colleagues live in; the one asked for longest ago goes. */
const MOST_ZONES = 12;
const MOST_SPANS = 20_000;

export const zonesOf = async (q: Reader): Promise<Zone[]> =>
  q.selectFrom('figure_zone').select(['tenant_id as tenantId', 'zone']).limit(10_000).execute();

export async function isKnownZone(q: Reader, { tenantId, zone }: Zone): Promise<boolean> {
  const row = await q
    .selectFrom('figure_zone')
    .select('zone')
    .where('tenant_id', '=', tenantId)
    .where('zone', '=', zone)
    .executeTakeFirst();
  return row !== undefined;
}

/** Somebody reads figures in this zone; the caller holds the state's lock. */
export async function addZone(q: Reader, { tenantId, zone }: Zone, now: Date): Promise<void> {
  await sql`
    insert into figure_zone values (${tenantId}, ${zone}, ${now})
    on conflict (tenant_id, zone) do update set asked_at = excluded.asked_at`.execute(q);
  const { rows } = await sql<{ zone: string }>`
    delete from figure_zone where tenant_id = ${tenantId} and zone in (
      select zone from figure_zone where tenant_id = ${tenantId} order by asked_at desc offset ${MOST_ZONES})
    returning zone`.execute(q);
  for (const gone of rows) {
    await sql`delete from figure_cell where tenant_id = ${tenantId} and zone = ${gone.zone}`.execute(q);
    await sql`delete from figure_span where tenant_id = ${tenantId} and zone = ${gone.zone}`.execute(q);
  }
}

/** When the first and the last of all was opened; null: nothing ever was. */
export async function firstAndLast(q: Reader, tenantId: string): Promise<{ first: Date; last: Date } | null> {
  const { rows } = await sql<{ first: Date | null; last: Date | null }>`
    select min(opened_at) as first, max(opened_at) as last from escalation_fact where tenant_id = ${tenantId}`.execute(
    q,
  );
  const { first = null, last = null } = rows[0] ?? {};
  return first && last && { first, last };
}

/** @returns in which of the times that begin then something was opened, by their places in it */
export async function openedIn(q: Reader, tenantId: string, begins: readonly Date[]): Promise<number[]> {
  const { rows } = await sql<{ nth: number }>`
    select distinct width_bucket(opened_at, ${[...begins]}::timestamptz[]) as nth
    from escalation_fact where tenant_id = ${tenantId}`.execute(q);
  return rows.map(({ nth }) => nth - 1);
}

/** Something that was opened on these days has changed; their months are due with them. */
export async function makeDue(q: Reader, days: readonly (Zone & { day: string })[]): Promise<void> {
  if (days.length === 0) return;
  await sql`
    insert into figure_span (tenant_id, zone, grain, day, due)
    select distinct "tenantId", zone, grain, date_trunc(grain, day)::date, true
    from json_to_recordset(${JSON.stringify(days)}::json) as r("tenantId" text, zone text, day date)
      cross join (values ('day'), ('month')) as grains (grain)
    on conflict (tenant_id, zone, grain, day) do update set due = true`.execute(q);
}

export async function spansIn(
  q: Reader,
  { tenantId, zone }: Zone,
  days: { from: string; to: string },
): Promise<Span[]> {
  const { rows } = await sql<Span>`
    select grain, day::text as day, due from figure_span
    where tenant_id = ${tenantId} and zone = ${zone}
      and day >= date_trunc('month', ${days.from}::date) and day <= ${days.to}::date
    order by day limit ${MOST_SPANS}`.execute(q);
  return rows;
}

/** Days before today that are to be rolled up, the newest first. */
export async function dueDays(q: Reader, { tenantId, zone }: Zone, today: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ day: string }>`
    select day::text as day from figure_span
    where tenant_id = ${tenantId} and zone = ${zone} and grain = 'day' and due and day < ${today}::date
    order by day desc limit ${limit}`.execute(q);
  return rows.map(({ day }) => day);
}

/** Months that are over, and all of whose days are rolled up. */
export async function dueMonths(q: Reader, { tenantId, zone }: Zone, today: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ day: string }>`
    select m.day::text as day from figure_span m
    where m.tenant_id = ${tenantId} and m.zone = ${zone} and m.grain = 'month' and m.due
      and m.day < date_trunc('month', ${today}::date)
      and not exists (
        select from figure_span d where d.tenant_id = m.tenant_id and d.zone = m.zone and d.grain = 'day' and d.due
          and d.day >= m.day and d.day < m.day + interval '1 month')
    order by m.day desc limit ${limit}`.execute(q);
  return rows.map(({ day }) => day);
}

export async function noLongerDue(
  q: Reader,
  { tenantId, zone }: Zone,
  { grain, day }: Omit<Span, 'due'>,
): Promise<void> {
  await sql`
    update figure_span set due = false
    where tenant_id = ${tenantId} and zone = ${zone} and grain = ${grain} and day = ${day}::date`.execute(q);
}
