/** Documents one after the other, in the order of a list, whatever they say. */
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { allOf, rowInScope, WAIT_ORDER } from '../escalation/scope';
import type { Reader } from '../postgres/db';
import {
  among,
  type Amount,
  type Candidate,
  columns,
  inOrder,
  type ListOrder,
  matches,
  nearby,
  type Place,
  placed,
  type Wanted,
} from './candidates';

export interface Far {
  /** The last of them; null: all there are. */
  until: Place | null;
  /** No more of them are there. */
  many: number;
}

/** Of these, those that are meant. */
export function goneThrough(q: Reader, wanted: Wanted, far: Far, page: Amount): Promise<Candidate[]> {
  return wanted.order === 'waited'
    ? byWait(q, wanted, far, page)
    : byTime(q, { ...wanted, order: wanted.order }, far, page);
}

function byWait(q: Reader, wanted: Wanted, { until, many }: Far, page: Amount): Promise<Candidate[]> {
  const { from = null, to = null } = wanted.scope;
  const these = allOf([
    SAYS_WAIT,
    ...(page.behind ? [sql<SqlBool>`(d.waited, d.escalation_id) < ${placed(page.behind)}`] : []),
    ...(until ? [sql<SqlBool>`(d.waited, d.escalation_id) >= ${placed(until)}`] : []),
  ]);
  // The limit keeps PostgreSQL from reading all there are, and from looking up the words all the same.
  const all = sql`
    (select * from search_document d where ${these} order by ${BY_WAIT} limit ${many}) d
    where ${allOf(wanted.queries.map(matches))}`;
  return among(q, all, wanted, { from, to }, page);
}

async function byTime(
  q: Reader,
  { scope, queries, order, without }: Wanted & { order: 'newest' | 'oldest' },
  { until, many }: Far,
  { behind, limit }: Amount,
): Promise<Candidate[]> {
  const these = allOf([nearby(scope, order, behind), ...(until ? [isUpTo(order, until)] : [])]);
  // One look-up a row: the limit keeps PostgreSQL from looking up the words.
  const { rows } = await sql<Candidate>`
    select ${columns(order)}
    from (select e.* from escalation e where ${these} order by ${inOrder(order)} limit ${many}) e
    cross join lateral (select d.lexemes from search_document d where d.escalation_id = e.id limit 1) d
    where ${allOf([...rowInScope(scope), ...queries.map(matches)])} and e.id <> all(${without}::uuid[])
    order by ${inOrder(order)} limit ${limit}`.execute(q);
  return rows;
}

/** Of an agent's, those that waited longer than so many seconds; null: more than `most` did. */
export async function waitedLonger(
  q: Reader,
  { assigneeId, waited }: { assigneeId: string; waited: number },
  most: number,
): Promise<string[] | null> {
  const { rows } = await sql<{ id: string }>`
    select e.id from escalation e where e.assignee_id = ${assigneeId} and ${WAIT_ORDER} > ${waited}::numeric
    order by ${WAIT_ORDER} desc, e.id desc limit ${most + 1}`.execute(q);
  return rows.length > most ? null : rows.map(({ id }) => id);
}

function isUpTo(order: 'newest' | 'oldest', { at, id }: Place): RawBuilder<SqlBool> {
  const way = order === 'oldest' ? sql`<=` : sql`>=`;
  return sql<SqlBool>`(e.opened_at, e.id) ${way} (${at}::timestamptz, ${id}::uuid)`;
}

/** So many further, whatever they say; null: there are not so many. */
export async function placeBehind(
  q: Reader,
  { scope, order }: Pick<Wanted, 'scope'> & { order: ListOrder },
  behind: Place | null,
  many: number,
): Promise<Candidate | null> {
  const from: RawBuilder<unknown> =
    order === 'waited'
      ? sql`
        d.escalation_id as id, d.waited::text as at, d.waited::float8 as rank from search_document d
        where ${SAYS_WAIT} and ${behind ? sql`(d.waited, d.escalation_id) < ${placed(behind)}` : sql`true`}
        order by ${BY_WAIT}`
      : sql`${columns(order)} from escalation e where ${nearby(scope, order, behind)} order by ${inOrder(order)}`;
  const { rows } = await sql<Candidate>`select ${from} offset ${many - 1} limit 1`.execute(q);
  return rows[0] ?? null;
}

/** What a process from before writes does not, and would stand first; it is noted, and read itself. */
const SAYS_WAIT = sql<SqlBool>`d.waited is not null`;
const BY_WAIT = sql`d.waited desc, d.escalation_id desc`;
