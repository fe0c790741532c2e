/** Candidates of a list, as their documents say; in its order. */
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { allOf, inScope, type Scope, WAIT_ORDER } from '../escalation/scope';
import { plannedAnew, type Reader } from '../postgres/db';

export type ListOrder = 'newest' | 'oldest' | 'waited';

/** Where a list goes on: behind this row. `at` is what it is ordered by, as PostgreSQL writes it. */
export interface Place {
  at: string;
  id: string;
}

export interface Candidate extends Place {
  /** To compare with others: `at` as a number. */
  rank: number;
}

/** A stretch of time, from and to before; null: no limit on that side. */
export interface Stretch {
  from: Date | null;
  to: Date | null;
}

export interface Wanted {
  scope: Scope;
  /** For `tsquery`. */
  query: string;
  order: ListOrder;
  /** They are read themselves. */
  without: readonly string[];
}

/** Rows gone through before anything is looked up. */
const NEAR = 300;

export interface EndOfNear {
  place: Place;
  first: Date;
  last: Date;
}

/** Null: all there is was near. */
export async function endOfNear(
  q: Reader,
  { scope, order }: Pick<Wanted, 'scope' | 'order'>,
  behind: Place | null,
): Promise<EndOfNear | null> {
  const rows = sql`from escalation e where ${nearby(scope, order, behind)} order by ${inOrder(order)}`;
  const result = await sql<Place & { first: Date; last: Date }>`
    select e.id, e.opened_at::text as at, e.opened_at as last, (select e.opened_at ${rows} limit 1) as first
    ${rows} offset ${NEAR - 1} limit 1`.execute(q);
  const row = result.rows[0];
  return row ? { place: { at: row.at, id: row.id }, first: row.first, last: row.last } : null;
}

/** Among the first few hundred, gone through one by one. */
export async function near(
  q: Reader,
  { scope, query, order, without }: Wanted,
  behind: Place | null,
): Promise<Candidate[]> {
  const { rows } = await sql<Raw>`
    select ${columns(order)} from (
      select e.* from escalation e where ${nearby(scope, order, behind)} order by ${inOrder(order)} limit ${NEAR}
    ) e
    -- The limit keeps it one look-up a row, whatever the planner thinks of the words.
    cross join lateral (select d.lexemes from search_document d where d.escalation_id = e.id limit 1) d
    where d.lexemes @@ ${query}::tsquery and ${allOf(inScope(scope))} and e.id <> all(${without}::uuid[])
    order by ${inOrder(order)}`.execute(q);
  return rows.map(toCandidate);
}

/** What an index gives in order: of a tenant, in a time. */
function nearby({ tenantId, from, to }: Scope, order: ListOrder, behind: Place | null): RawBuilder<SqlBool> {
  return allOf([
    sql<SqlBool>`e.tenant_id = ${tenantId}`,
    ...(from ? [sql<SqlBool>`e.opened_at >= ${from}`] : []),
    ...(to ? [sql<SqlBool>`e.opened_at < ${to}`] : []),
    ...(behind ? [isBehind(order, behind)] : []),
  ]);
}

/** In a stretch of time, by the index. */
export async function lookedUp(
  q: Reader,
  { scope, query, order, without }: Wanted,
  { from, to }: Stretch,
  { behind, limit }: { behind: Place | null; limit: number },
): Promise<Candidate[]> {
  const conditions = [
    ...inScope(scope),
    ...(from ? [sql<SqlBool>`e.opened_at >= ${from}`] : []),
    ...(to ? [sql<SqlBool>`e.opened_at < ${to}`] : []),
    ...(behind ? [isBehind(order, behind)] : []),
    sql<SqlBool>`e.id <> all(${without}::uuid[])`,
  ];
  // A subquery is looked up by the index whatever the planner thinks of the words, which a plan it keeps does not know;
  // and the limit keeps it from reading the whole stretch for the few that were found.
  const { rows } = await sql<Raw>`
    with found as materialized (
      select escalation_id from search_document where lexemes @@ (select ${query}::tsquery)
    )
    select ${columns(order)} from found
    cross join lateral (select e.* from escalation e where e.id = found.escalation_id limit 1) e
    where ${allOf(conditions)}
    order by ${inOrder(order)} limit ${limit}`.execute(q);
  return rows.map(toCandidate);
}

interface Raw {
  id: string;
  at: string;
  rank: number;
}
const toCandidate = ({ id, at, rank }: Raw): Candidate => ({ id, at, rank });

/** The row, the place it stands at, and what places are compared by. */
function columns(order: ListOrder) {
  return order === 'waited'
    ? sql`e.id, (${WAIT_ORDER})::text as at, (${WAIT_ORDER})::float8 as rank`
    : sql`e.id, e.opened_at::text as at, (extract(epoch from e.opened_at) * 1e6)::float8 as rank`;
}

function inOrder(order: ListOrder) {
  switch (order) {
    case 'newest':
      return sql`e.opened_at desc, e.id desc`;
    case 'oldest':
      return sql`e.opened_at, e.id`;
    case 'waited':
      return sql`${WAIT_ORDER} desc, e.id desc`;
  }
}

function isBehind(order: ListOrder, { at, id }: Place): RawBuilder<SqlBool> {
  switch (order) {
    case 'newest':
      return sql<SqlBool>`(e.opened_at, e.id) < (${at}::timestamptz, ${id}::uuid)`;
    case 'oldest':
      return sql<SqlBool>`(e.opened_at, e.id) > (${at}::timestamptz, ${id}::uuid)`;
    case 'waited':
      return sql<SqlBool>`(${WAIT_ORDER}, e.id) < (${at}::numeric, ${id}::uuid)`;
  }
}

/** Those that are to be read themselves; `wasFound`: their documents, such as they are, match. */
export async function toBeRead(
  q: Reader,
  which: { ids: readonly string[] } | { number: string },
  wanted: Omit<Wanted, 'query' | 'without'> & { query: string | null; behind: Place | null; limit: number },
): Promise<(Candidate & { wasFound: boolean })[]> {
  const { scope, query, order, behind, limit } = wanted;
  const these =
    'ids' in which ? sql<SqlBool>`e.id = any(${which.ids}::uuid[])` : sql<SqlBool>`e.number = ${which.number}::bigint`;
  const wasFound =
    query === null
      ? sql`true`
      : sql`coalesce((select d.lexemes @@ ${query}::tsquery from search_document d where d.escalation_id = e.id), false)`;
  const { rows } = await sql<Candidate & { wasFound: boolean }>`
    select ${columns(order)}, ${wasFound} as "wasFound" from escalation e
    where ${allOf([these, ...inScope(scope), ...(behind ? [isBehind(order, behind)] : [])])}
    order by ${inOrder(order)} limit ${limit}`.execute(q);
  return rows;
}

export async function countLookedUp(
  q: Reader,
  { scope, query, without }: Omit<Wanted, 'order'>,
  limit: number,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select from search_document d join escalation e on e.id = d.escalation_id
      where d.lexemes @@ (select ${query}::tsquery) and ${allOf(inScope(scope))} and e.id <> all(${without}::uuid[])
      limit ${limit}
    ) found`.execute(q);
  return rows[0]?.count ?? 0;
}

export async function countInScope(q: Reader, scope: Scope, limit: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select ${scope.phrase ? plannedAnew : sql``} count(*)::int as count from (
      select from escalation e where ${allOf(inScope(scope))} limit ${limit}) meant`.execute(q);
  return rows[0]?.count ?? 0;
}
