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
  /** For `tsquery`; all of them hold. */
  queries: readonly string[];
  order: ListOrder;
  /** They are read themselves. */
  without: readonly string[];
}

/** Rows gone through before anything is looked up. */
const NEAR = 300;

export interface Near {
  found: Candidate[];
  /** The last of those gone through, and when the first and the last were opened; null: all there is was near. */
  end: { place: Place; first: Date; last: Date } | null;
}

/** Among the first few hundred, gone through one by one. */
export async function near(
  q: Reader,
  { scope, queries, order, without }: Wanted & { order: 'newest' | 'oldest' },
  behind: Place | null,
): Promise<Near> {
  const { rows } = await sql<Candidate & { first: Date | null; last: Date | null }>`
    with nearest as materialized (
      select e.* from escalation e where ${nearby(scope, order, behind)} order by ${inOrder(order)} limit ${NEAR}
    )
    select ${columns(order)}, null::timestamptz as first, null::timestamptz as last from nearest e
    -- The limit keeps it one look-up a row, whatever the planner thinks of the words.
    cross join lateral (select d.lexemes from search_document d where d.escalation_id = e.id limit 1) d
    where ${allOf(queries.map(matches))} and ${allOf(inScope(scope))} and e.id <> all(${without}::uuid[])
    union all (
      select ${columns(order)}, (select e.opened_at from nearest e order by ${inOrder(order)} limit 1), e.opened_at
      from nearest e order by ${inOrder(order)} offset ${NEAR - 1} limit 1
    )
    order by ${order === 'oldest' ? sql`rank, id` : sql`rank desc, id desc`}`.execute(q);
  const found: Candidate[] = [];
  let end: Near['end'] = null;
  for (const { first, last, ...row } of rows) {
    if (first && last) end = { place: row, first, last };
    else found.push(row);
  }
  return { found, end };
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
  { scope, queries, order, without }: Wanted,
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
  const { rows } = await sql<Candidate>`
    with found as materialized (
      select d.escalation_id from search_document d where ${allOf(queries.map(isIndexed))}
    )
    select ${columns(order)} from found
    cross join lateral (select e.* from escalation e where e.id = found.escalation_id limit 1) e
    where ${allOf(conditions)}
    order by ${inOrder(order)} limit ${limit}`.execute(q);
  return rows;
}

/** Read from the document. */
const matches = (query: string) => sql<SqlBool>`d.lexemes @@ ${query}::tsquery`;
/** Looked up by the index. */
const isIndexed = (query: string) => sql<SqlBool>`d.lexemes @@ (select ${query}::tsquery)`;

/** The row, the place it stands at, and what places are compared by. */
function columns(order: ListOrder) {
  return order === 'waited'
    ? sql`e.id, (${WAIT_ORDER})::text as at, (${WAIT_ORDER})::float8 as rank`
    : sql`e.id, e.opened_at::text as at, (extract(epoch from e.opened_at) * 1e6)::float8 as rank`;
}

export function inOrder(order: ListOrder) {
  switch (order) {
    case 'newest':
      return sql`e.opened_at desc, e.id desc`;
    case 'oldest':
      return sql`e.opened_at, e.id`;
    case 'waited':
      return sql`${WAIT_ORDER} desc, e.id desc`;
  }
}

export function isBehind(order: ListOrder, { at, id }: Place): RawBuilder<SqlBool> {
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
  wanted: Omit<Wanted, 'without'> & { behind: Place | null; limit: number },
): Promise<(Candidate & { wasFound: boolean })[]> {
  const { scope, queries, order, behind, limit } = wanted;
  const these =
    'ids' in which ? sql<SqlBool>`e.id = any(${which.ids}::uuid[])` : sql<SqlBool>`e.number = ${which.number}::bigint`;
  const wasFound =
    queries.length === 0
      ? sql`true`
      : sql`coalesce((select ${allOf(queries.map(matches))} from search_document d where d.escalation_id = e.id), false)`;
  const { rows } = await sql<Candidate & { wasFound: boolean }>`
    select ${columns(order)}, ${wasFound} as "wasFound" from escalation e
    where ${allOf([these, ...inScope(scope), ...(behind ? [isBehind(order, behind)] : [])])}
    order by ${inOrder(order)} limit ${limit}`.execute(q);
  return rows;
}

export async function countLookedUp(
  q: Reader,
  { scope, queries, without }: Omit<Wanted, 'order'>,
  limit: number,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select from search_document d join escalation e on e.id = d.escalation_id
      where ${allOf(queries.map(isIndexed))} and ${allOf(inScope(scope))} and e.id <> all(${without}::uuid[])
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
