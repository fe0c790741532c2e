/** Chats of bots by the hour: read for a period, and reported by the authors of bots whose chats the desk does not see. */
import { sql } from 'kysely';
import type { ConnectionKind } from '../../contract/api';
import type { Reader } from '../postgres/db';

export interface HourCounts {
  escalated: number;
  resolved: number;
  gaveUp: number;
  unknown: number;
}

export interface BotSpan extends HourCounts {
  bot: string;
  step: Step['step'];
  hours: number;
}

export interface Bot {
  id: string;
  name: string;
  kind: ConnectionKind;
  gone: boolean;
}

/** More than a desk has ever had. */
const MOST_BOTS = 500;
export async function botsOf(q: Reader, tenantId: string, id: string | undefined): Promise<Bot[]> {
  const { rows } = await sql<Bot>`
    select id, name, kind, state = 'removed' as gone from connection
    where tenant_id = ${tenantId} and (${id === undefined} or id = ${id ?? null}::uuid)
    order by name, id limit ${MOST_BOTS}`.execute(q);
  return rows;
}

export async function chatsCountedSince(q: Reader): Promise<Date> {
  const { rows } = await sql<{ since: Date }>`select chats_since as since from figure_state`.execute(q);
  return rows[0]?.since ?? new Date(0);
}

/** Of which the hours that begin in it are added up; an hour belongs to the day it begins on. */
export interface Step {
  /** A day or a month; null: all before the period. */
  step: string | null;
  from: Date;
  to: Date;
}

const DAY_MS = 86_400_000;

/** Hours that are known, those of each bot together by step; only where there are some. */
export async function botSpans(q: Reader, botIds: readonly string[], steps: readonly Step[]): Promise<BotSpan[]> {
  const whole = steps.map(wholeDays);
  const { rows } = await sql<BotSpan>`
    select b.id as bot, s.step, t.*
    from unnest(${[...botIds]}::uuid[]) b(id)
      cross join unnest(${steps.map(({ step }) => step)}::text[], ${steps.map(({ from }) => from)}::timestamptz[],
        ${whole.map(({ from }) => from)}::timestamptz[], ${whole.map(({ to }) => to)}::timestamptz[],
        ${steps.map(({ to }) => to)}::timestamptz[]) s(step, begins, first, behind, ends)
      cross join lateral (
        select sum(hours)::int as hours, sum(escalated)::float8 as escalated, sum(resolved)::float8 as resolved,
          sum(gave_up)::float8 as "gaveUp", sum(unknown)::float8 as unknown
        from (
          select hours, escalated, resolved, gave_up, unknown from bot_day
          where connection_id = b.id and day >= s.first and day < s.behind
          union all
          select 1, escalated, resolved, gave_up, unknown from bot_hour
          where connection_id = b.id and hour >= s.begins and hour < s.first and known
          union all
          select 1, escalated, resolved, gave_up, unknown from bot_hour
          where connection_id = b.id and hour >= s.behind and hour < s.ends and known
        ) parts) t
    where t.hours > 0`.execute(q);
  return rows;
}

/** The days of UTC that are in it from their first hour to their last; hours on either side of them are read one by one. */
function wholeDays({ from, to }: Step): { from: Date; to: Date } {
  const first = Math.min(Math.ceil(from.getTime() / DAY_MS) * DAY_MS, to.getTime());
  const behind = Math.max(Math.floor(to.getTime() / DAY_MS) * DAY_MS, first);
  return { from: new Date(first), to: new Date(behind) };
}

/** From the first hour to the last of which the chats of one of its bots are known; null: of none they are. */
export async function knownTime(q: Reader, tenantId: string): Promise<{ from: Date; to: Date } | null> {
  const { rows } = await sql<{ from: Date | null; to: Date | null }>`
    select min(h.hour) as from, max(h.hour) + interval '1 hour' as to
    from connection n cross join lateral (
      (select hour from bot_hour where connection_id = n.id and known order by hour limit 1)
      union all
      (select hour from bot_hour where connection_id = n.id and known order by hour desc limit 1)) h
    where n.tenant_id = ${tenantId}`.execute(q);
  const { from = null, to = null } = rows[0] ?? {};
  return from && to && { from, to };
}

export interface ReportedHour extends Omit<HourCounts, 'escalated'> {
  hour: Date;
  known: boolean;
}

/** Each hour is what was reported of it last. */
export async function reportHours(q: Reader, connectionId: string, hours: readonly ReportedHour[]): Promise<void> {
  await sql`
    insert into bot_hour (connection_id, hour, resolved, gave_up, unknown, known)
    select ${connectionId}, hour, resolved, "gaveUp", unknown, known
    from json_to_recordset(${JSON.stringify(hours)}::json)
      as r(hour timestamptz, resolved int, "gaveUp" int, unknown int, known boolean)
    order by hour
    on conflict (connection_id, hour) do update
      set resolved = excluded.resolved, gave_up = excluded.gave_up, unknown = excluded.unknown, known = excluded.known`.execute(
    q,
  );
}

export async function knownHours(
  q: Reader,
  connectionId: string,
  { from, to, limit }: { from: Date; to: Date; limit: number },
): Promise<(HourCounts & { hour: Date })[]> {
  const { rows } = await sql<HourCounts & { hour: Date }>`
    select hour, escalated, resolved, gave_up as "gaveUp", unknown from bot_hour
    where connection_id = ${connectionId} and hour >= ${from} and hour < ${to} and known
    order by hour limit ${limit}`.execute(q);
  return rows;
}
