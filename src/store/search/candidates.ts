/** Candidates of a list, as their documents say; in its order. */
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { allOf, inScope, openedWithin, rowInScope, type Scope, WAIT_ORDER } from '../escalation/scope';
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
  /** Of waits: up to this one, and with it. */
  until?: Place | null;
}

export interface Wanted {
  scope: Scope;
  /** For `tsquery`; all of them hold. */
  queries: readonly string[];
  /** For `tsquery`, too: read from what the others find, and not looked up. */
  alsoHolds?: string | null;
  order: ListOrder;
  /** They are read themselves. */
  without: readonly string[];
}

/** Of these rows the time they were opened in says how busy a desk is. */
const NEAR = 300;

/** The first there are, and how long they took to come; null: there are not even so many. */
export interface Near {
  first: Date;
  spanMs: number;
}

export async function near(
  q: Reader,
  { scope, order }: Pick<Wanted, 'scope'> & { order: 'newest' | 'oldest' },
  behind: Place | null,
): Promise<Near | null> {
  const rows = sql`select e.opened_at from escalation e where ${nearby(scope, order, behind)} order by ${inOrder(order)}`;
  const { rows: found } = await sql<{ first: Date | null; last: Date | null }>`
    select (${rows} limit 1) as first, (${rows} offset ${NEAR - 1} limit 1) as last`.execute(q);
  const { first = null, last = null } = found[0] ?? {};
  return first && last && { first, spanMs: Math.abs(first.getTime() - last.getTime()) };
}

/** What an index gives in order: of a tenant, in a time. */
export function nearby({ tenantId, from, to }: Scope, order: ListOrder, behind: Place | null): RawBuilder<SqlBool> {
  return allOf([
    sql<SqlBool>`e.tenant_id = ${tenantId}`,
    ...(from ? [sql<SqlBool>`e.opened_at >= ${from}`] : []),
    ...(to ? [sql<SqlBool>`e.opened_at < ${to}`] : []),
    ...(behind ? [isBehind(order, behind)] : []),
  ]);
}

/** By the index of what documents say, in a stretch of time. */
export async function lookedUp(q: Reader, wanted: Wanted, stretch: Stretch, page: Amount): Promise<Candidate[]> {
  // A subquery is looked up by the index whatever the planner thinks of the words, which a plan it keeps does not know.
  const found = sql`search_document d where ${allOf(wanted.queries.map(isIndexed))}`;
  // Kept from being looked up, too.
  const { alsoHolds } = wanted;
  const documents = alsoHolds ? sql`(select * from ${found} offset 0) d where ${matches(alsoHolds)}` : found;
  return among(q, documents, wanted, stretch, page);
}

/** Whether no more documents than these say so. */
export async function areFew(q: Reader, queries: readonly string[], most: number): Promise<boolean> {
  const { rows } = await sql<{ many: number }>`
    select count(*)::int as many from (
      select from search_document d where ${allOf(queries.map(isIndexed))} limit ${most + 1}) found`.execute(q);
  return (rows[0]?.many ?? 0) <= most;
}

/** A part of a page. */
export interface Amount {
  behind: Place | null;
  limit: number;
}

/** Those of some documents `d` that the list means. */
export async function among(
  q: Reader,
  documents: RawBuilder<unknown>,
  { scope, order, without }: Pick<Wanted, 'scope' | 'order' | 'without'>,
  { from, to, until = null }: Stretch,
  { behind, limit }: Amount,
): Promise<Candidate[]> {
  const found = sql`
    found as materialized (
      select d.escalation_id as id, ${OPENED} as opened_at${order === 'waited' ? sql`, ${WAITED} as waited` : sql``}
      from ${documents}
    )`;
  const these = allOf([
    ...(from ? [sql<SqlBool>`f.opened_at >= ${from}`] : []),
    ...(to ? [sql<SqlBool>`f.opened_at < ${to}`] : []),
    ...(until ? [sql<SqlBool>`(f.waited, f.id) >= ${placed(until)}`] : []),
    ...(behind ? [isBehind(order, behind, 'f')] : []),
    sql<SqlBool>`f.id <> all(${without}::uuid[])`,
  ]);
  // One after the other, in order, until there are enough: the limit keeps it one look-up a row.
  const { rows } = await sql<Candidate>`
    with ${found}
    select ${columns(order, 'f')} from (select * from found f where ${these} order by ${inOrder(order, 'f')}) f
    cross join lateral (select e.* from escalation e where e.id = f.id limit 1) e
    where ${allOf(rowInScope(scope))}
    order by ${inOrder(order, 'f')} limit ${limit}`.execute(q);
  return rows;
}

/** Documents from before they knew it, or of another version of the desk, do not say it. */
const OPENED = sql`coalesce(d.opened_at, (select opened_at from escalation where id = d.escalation_id))`;
const WAITED = sql`coalesce(d.waited, (select ${WAIT_ORDER} from escalation e where e.id = d.escalation_id))`;
export const placed = ({ at, id }: Place) => sql`(${at}::numeric, ${id}::uuid)`;

/** Read from the document `d`. */
export const matches = (query: string) => sql<SqlBool>`d.lexemes @@ ${query}::tsquery`;
/** Looked up by the index. */
const isIndexed = (query: string) => sql<SqlBool>`d.lexemes @@ (select ${query}::tsquery)`;

/** Whose times are looked at: the escalation's own, or those its document says. */
type Of = 'e' | 'f';

/** What a list is ordered by. */
function key(order: ListOrder, of: Of): RawBuilder<unknown> {
  if (order === 'waited') return of === 'e' ? WAIT_ORDER : sql`f.waited`;
  return sql`${sql.ref(of)}.opened_at`;
}

/** The row, the place it stands at, and what places are compared by. */
export function columns(order: ListOrder, of: Of = 'e') {
  const by = key(order, of);
  const rank = order === 'waited' ? by : sql`extract(epoch from ${by}) * 1e6`;
  return sql`e.id, (${by})::text as at, (${rank})::float8 as rank`;
}

export function inOrder(order: ListOrder, of: Of = 'e') {
  const way = order === 'oldest' ? sql`asc` : sql`desc`;
  return sql`${key(order, of)} ${way}, ${sql.ref(of)}.id ${way}`;
}

export function isBehind(order: ListOrder, { at, id }: Place, of: Of = 'e'): RawBuilder<SqlBool> {
  const type = order === 'waited' ? sql`numeric` : sql`timestamptz`;
  const way = order === 'oldest' ? sql`>` : sql`<`;
  return sql<SqlBool>`(${key(order, of)}, ${sql.ref(of)}.id) ${way} (${at}::${type}, ${id}::uuid)`;
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
    where ${allOf([these, ...rowInScope(scope), ...(behind ? [isBehind(order, behind)] : [])])}
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
      select from search_document d
      cross join lateral (select e.* from escalation e where e.id = d.escalation_id limit 1) e
      where ${allOf(queries.map(isIndexed))} and ${allOf(rowInScope(scope))} and e.id <> all(${without}::uuid[])
      limit ${limit}
    ) found`.execute(q);
  return rows[0]?.count ?? 0;
}

export async function countInScope(q: Reader, scope: Scope, limit: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select ${scope.phrase ? plannedAnew : sql``} count(*)::int as count from (
      select ${inScopeByTime(scope)} limit ${limit}) meant`.execute(q);
  return rows[0]?.count ?? 0;
}

/** What is in stretches of time, in order; any index finds everything else. */
export async function placesInScope(
  q: Reader,
  { scope, order, behind }: { scope: Scope; order: 'newest' | 'oldest'; behind: Place | null },
  limit: number,
): Promise<Place[]> {
  const { rows } = await sql<Place>`
    select e.id, e.opened_at::text as at ${inScopeByTime(scope)} and ${behind ? isBehind(order, behind) : sql`true`}
    order by ${inOrder(order)} limit ${limit}`.execute(q);
  return rows;
}

function inScopeByTime({ stretches, ...scope }: Scope): RawBuilder<unknown> {
  const these = stretches ? openedWithin({ ...scope, stretches }, { table: 'escalation', as: 'e' }) : sql`escalation e`;
  return sql`from ${these} where ${allOf(inScope(scope))}`;
}
