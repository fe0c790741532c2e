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
  /** The day or month in which they ended; null: before the period. */
  step: string | null;
  hours: number;
}

export interface Bot {
  id: string;
  name: string;
  kind: ConnectionKind;
  gone: boolean;
}

/** More than a desk has ever had. */
const MOST_BOTS = 1_000;
/** Whatever was added up: PostgreSQL's sums are larger than its integers. */
const sum = (column: string) => sql`sum(${sql.ref(column)})::float8`;

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

/** Hours that are known, those of each bot together by step. An hour belongs to the day it begins on. */
export async function botSpans(
  q: Reader,
  botIds: readonly string[],
  period: { before: Date; from: Date; to: Date; zone: string; grain: 'day' | 'month' },
): Promise<BotSpan[]> {
  const { before, from, to, zone, grain } = period;
  const { rows } = await sql<BotSpan>`
    select connection_id as bot, step::text as step, count(*)::int as hours, ${sum('escalated')} as escalated,
      ${sum('resolved')} as resolved, ${sum('gave_up')} as "gaveUp", ${sum('unknown')} as unknown
    from (
      select *, case when hour >= ${from} then date_trunc(${grain}, hour at time zone ${zone})::date end as step
      from bot_hour
      where connection_id = any(${[...botIds]}::uuid[]) and hour >= ${before} and hour < ${to} and known
    ) h group by connection_id, step order by step`.execute(q);
  return rows;
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
