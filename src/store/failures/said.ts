/** What was escalated, by what the customer said last or by topic. */
import { type SqlBool, sql } from 'kysely';
import type { FailureKind } from '../../contract/failures';
import { allOf, inScope, type Scope } from '../escalation/scope';
import { plannedAnew, type Reader } from '../postgres/db';

/** When the one behind so many newest ones was opened; null: there are not so many. */
export async function openedBehind(q: Reader, scope: Scope, many: number): Promise<Date | null> {
  const { rows } = await sql<{ at: Date }>`
    select ${plannedAnew} e.opened_at as at from escalation e join escalation_fact f on f.escalation_id = e.id
    where ${allOf([...inScope(scope), ...factsIn(scope)])} order by e.opened_at desc offset ${many} limit 1`.execute(q);
  return rows[0]?.at ?? null;
}

/** The same time once more, of the facts: they have an index of it, and are many. */
const factsIn = ({ tenantId, from, to }: Scope) => [
  sql<SqlBool>`f.tenant_id = ${tenantId}`,
  ...(from ? [sql<SqlBool>`f.opened_at >= ${from}`] : []),
  ...(to ? [sql<SqlBool>`f.opened_at < ${to}`] : []),
];

/** All with the same words, or the same topic, of one bot and with one end. */
export interface SaidRow {
  words: number[];
  topic: string;
  connectionId: string;
  /** `open`, `abandoned`, an outcome's id, `own` or `none`. */
  ended: string;
  outcome: string | null;
  count: number;
  previous: number;
  /** Of hours all chats of the bot are known of, by the hour. */
  inChats: number;
  previousInChats: number;
  /** The number of the newest of the period; 0: none is of it. */
  newest: number;
}

const HOUR_MS = 3_600_000;

/**
 * @param since what was opened earlier counts as before. An hour of chats belongs to the day it begins on, so where days
 *   begin at half past the last one ends later.
 */
export async function whatWasSaid(
  q: Reader,
  by: FailureKind,
  { to, ...scope }: Scope & { from: Date; to: Date },
  since: Date,
): Promise<SaidRow[]> {
  const hourly = { ...scope, to: hourOf(new Date(to.getTime() + HOUR_MS - 1)) };
  const key = by === 'phrase' ? sql`f.phrase as words, ''` : sql`array[]::int[] as words, coalesce(e.topic, '')`;
  // Bot by bot, so that hours of other times are not gone through.
  const { rows } = await sql<SaidRow>`
    with known as materialized (
      select b.id as connection_id, h.hour from connection b cross join lateral (
        select hour from bot_hour
        where connection_id = b.id and known and hour >= ${hourOf(hourly.from)} and hour < ${hourly.to} offset 0) h
      where b.tenant_id = ${scope.tenantId}
    )
    select ${plannedAnew} ${key} as topic, e.connection_id as "connectionId", ${ENDED} as ended,
      max(e.outcome) filter (where e.status = 'resolved') as outcome,
      (count(*) filter (where e.opened_at >= ${since} and e.opened_at < ${to}))::int as count,
      (count(*) filter (where e.opened_at < ${since}))::int as previous,
      (count(*) filter (where h.hour >= ${since}))::int as "inChats",
      (count(*) filter (where h.hour < ${since} and h.hour >= ${scope.from}))::int as "previousInChats",
      coalesce(max(e.number) filter (where e.opened_at >= ${since} and e.opened_at < ${to}), 0)::int as newest
    from escalation e join escalation_fact f on f.escalation_id = e.id
      left join known h on h.connection_id = e.connection_id and h.hour = date_trunc('hour', e.opened_at, 'UTC')
    where ${allOf([...inScope(hourly), ...factsIn(hourly)])}
    group by 1, 2, 3, 4`.execute(q);
  return rows;
}

const ENDED = sql`case e.status when 'abandoned' then 'abandoned' when 'resolved' then
  coalesce(e.outcome_id::text, case when e.outcome is null then 'none' else 'own' end) else 'open' end`;

const hourOf = (at: Date): Date => new Date(Math.floor(at.getTime() / HOUR_MS) * HOUR_MS);

/** Their last phrases, by their numbers. */
export async function phrasesOf(
  q: Reader,
  tenantId: string,
  numbers: readonly number[],
  characters: number,
): Promise<Map<number, string>> {
  const { rows } = await sql<{ number: number; text: string }>`
    select number::int as number, left(last_phrase, ${characters}) as text from escalation
    where number = any(${[...numbers]}::bigint[]) and tenant_id = ${tenantId} and last_phrase is not null`.execute(q);
  return new Map(rows.map(({ number, text }) => [number, text]));
}
