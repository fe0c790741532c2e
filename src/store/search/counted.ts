/** What a figure counts, found by its mark among the facts: in a stretch of time, of which PostgreSQL knows how much it holds. */
import { type RawBuilder, sql } from 'kysely';
import { allOf, inScope, type Scope } from '../escalation/scope';
import { plannedAnew, type Reader } from '../postgres/db';
import { inOrder, isBehind, type Place } from './candidates';

/** From, and to before. */
export interface Time {
  from: Date;
  to: Date;
}

export interface Marked {
  scope: Scope & { mark: string };
  order: 'newest' | 'oldest';
  behind: Place | null;
}

/** In which there is something to find; null: there is nothing. */
export async function timeOf(q: Reader, { scope, order, behind }: Marked): Promise<Time | null> {
  const { rows } = await sql<{ first: Date | null; last: Date | null; at: Date | null }>`
    select min(opened_at) as first, max(opened_at) as last, ${behind?.at ?? null}::timestamptz as at
    from escalation_fact where tenant_id = ${scope.tenantId}`.execute(q);
  const { first = null, last = null, at = null } = rows[0] ?? {};
  if (!first || !last) return null;
  const times = (...all: (Date | null | undefined)[]) => all.flatMap((one) => (one ? [one.getTime()] : []));
  // Dates are cut to milliseconds: what is there twice is behind its place or before it, as its row says.
  const from = Math.max(...times(first, scope.from, order === 'oldest' ? at : null));
  const to = Math.min(last.getTime() + 1, ...times(scope.to), ...(order === 'newest' && at ? [at.getTime() + 1] : []));
  return from < to ? { from: new Date(from), to: new Date(to) } : null;
}

/** In order. */
export async function markedIn(q: Reader, marked: Marked, time: Time, limit: number): Promise<Place[]> {
  const { scope, order, behind } = marked;
  const { rows } = await sql<Place>`
    select ${plannedAnew} e.id, e.opened_at::text as at ${escalationsMarked(scope, time)}
      and ${behind ? isBehind(order, behind) : sql`true`}
    order by ${inOrder(order)} limit ${limit}`.execute(q);
  return rows;
}

export async function countMarked(q: Reader, scope: Marked['scope'], time: Time, limit: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select ${plannedAnew} count(*)::int as count from (
      select ${escalationsMarked(scope, time)} limit ${limit}) meant`.execute(q);
  return rows[0]?.count ?? 0;
}

/** Escalations are looked up one by one; where that says whether they are meant, and not only that they are there, PostgreSQL chooses. */
function escalationsMarked({ mark, ...scope }: Marked['scope'], time: Time): RawBuilder<unknown> {
  const facts = sql`(
    select escalation_id from escalation_fact
    where tenant_id = ${scope.tenantId} and opened_at >= ${time.from} and opened_at < ${time.to}
      and marks @> array[${mark}::bigint] offset 0)`;
  const isAlone = inScope({ ...scope, from: undefined, to: undefined }).length === 1;
  return isAlone
    ? sql`from ${facts} f cross join lateral (select * from escalation where id = f.escalation_id limit 1) e where true`
    : sql`from ${facts} f join escalation e on e.id = f.escalation_id where ${allOf(inScope({ ...scope, ...time }))}`;
}
