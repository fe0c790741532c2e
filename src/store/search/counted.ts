/**
 * What facts tell of: what a figure counts, by its mark, what resembles a phrase or none of some, or what has none: in a
 * stretch of time, of which PostgreSQL knows how much it holds.
 */
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import {
  allOf,
  hasMark,
  inScope,
  isAlike,
  openedWithin,
  resemblesNone,
  rowInScope,
  SAYS_NOTHING,
  type Scope,
  type Stretch,
} from '../escalation/scope';
import { plannedAnew, type Reader } from '../postgres/db';
import { inOrder, isBehind, matches, type Place } from './candidates';

/** What of a scope facts tell. */
const OF_FACTS = { mark: undefined, phrase: undefined, saying: undefined, stretches: undefined } as const;

export type MarkedScope = Scope &
  ({ mark: string } | { phrase: readonly number[] } | { saying: 'nothing' } | UnlikePhrases);
export type UnlikePhrases = { unlike: NonNullable<Scope['unlike']> & { by: 'phrase' } };

/** With what is known of it. */
export type KnownScope = MarkedScope & Rarities;

interface Rarities {
  /** So that facts are looked up by it, too. */
  isTopicRare: boolean;
  /** An agent has fewer than facts tell of: those are gone through. */
  isOwnerRarer: boolean;
}

export interface Marked {
  scope: KnownScope;
  order: 'newest' | 'oldest';
  behind: Place | null;
}

/** In which there is something to find; null: there is nothing. */
export async function timeOf(
  q: Reader,
  { scope, order, behind }: Omit<Marked, 'scope'> & { scope: Scope },
): Promise<Stretch | null> {
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
export async function placesMarked(q: Reader, marked: Marked, time: Stretch, limit: number): Promise<Place[]> {
  const { scope, order, behind } = marked;
  const { rows } = await sql<Place>`
    select ${plannedAnew} e.id, e.opened_at::text as at ${escalationsMarked(scope, time)}
      and ${behind ? isBehind(order, behind) : sql`true`}
    order by ${inOrder(order)} limit ${limit}`.execute(q);
  return rows;
}

export async function countMarked(q: Reader, scope: KnownScope, time: Stretch, limit: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select ${plannedAnew} count(*)::int as count from (
      select ${escalationsMarked(scope, time)} limit ${limit}) meant`.execute(q);
  return rows[0]?.count ?? 0;
}

/** Escalations in order, with the words of their phrases. */
export interface Piece {
  ids: string[];
  phrases: number[][];
  /** Its end; null: there is nothing. */
  last: Place | null;
}

/** Those of a time with words in their phrase, whatever it is like. As one row: many are read much sooner so. */
export async function phrasesInOrder(
  q: Reader,
  { scope: { unlike: _, ...scope }, order, behind }: Omit<Marked, 'scope'> & { scope: Scope },
  time: Stretch,
  limit: number,
): Promise<Piece> {
  const besides = inScope({ ...scope, from: undefined, to: undefined });
  const isAlone = besides.length === 1;
  const way = order === 'newest' ? sql`desc` : sql`asc`;
  const isBehindIt = behind
    ? sql`(f.opened_at, f.escalation_id) ${order === 'newest' ? sql`<` : sql`>`} (${behind.at}::timestamptz, ${behind.id}::uuid)`
    : sql`true`;
  const { rows } = await sql<{ ids: string[]; phrases: number[][]; at: string }>`
    select ${plannedAnew} json_agg(id) as ids, json_agg(phrase) as phrases,
      (${order === 'newest' ? sql`min` : sql`max`}(opened_at))::text as at
    from (
      select f.escalation_id as id, f.opened_at, f.phrase
      from escalation_fact f ${isAlone ? sql`` : sql`join escalation e on e.id = f.escalation_id`}
      where f.tenant_id = ${scope.tenantId} and f.opened_at >= ${time.from} and f.opened_at < ${time.to}
        and f.phrase <> '{}' and ${isAlone ? sql`true` : allOf(besides)} and ${isBehindIt}
      order by f.opened_at ${way}, f.escalation_id ${way} limit ${limit}) piece
    having count(*) > 0`.execute(q);
  const { ids = [], phrases = [], at = '' } = rows[0] ?? {};
  const id = ids.at(-1);
  return { ids, phrases, last: id === undefined ? null : { at, id } };
}

/** Where escalations stand that are known. */
export async function placesOf(q: Reader, ids: readonly string[]): Promise<Place[]> {
  const { rows } = await sql<Place>`
    select e.id, e.opened_at::text as at from unnest(${[...ids]}::uuid[]) with ordinality n (id, place)
    join escalation e on e.id = n.id order by n.place`.execute(q);
  return rows;
}

/** Escalations are looked up one by one; where that says whether they are meant, and not only that they are there, PostgreSQL chooses. */
function escalationsMarked(scope: KnownScope, time: Stretch): RawBuilder<unknown> {
  const { topic, isTopicRare, isOwnerRarer } = scope;
  if (isOwnerRarer) return sql`from escalation e where ${allOf(rowInScope({ ...scope, ...time }))}`;
  const facts = sql`(
    select f.escalation_id from ${factsBy(scope, time)}
    where f.tenant_id = ${scope.tenantId} and f.opened_at >= ${time.from} and f.opened_at < ${time.to}
      and ${factSays(scope)}
      and ${topic === undefined ? sql`true` : isAbout(topic, isTopicRare)}
    offset 0)`;
  const besides = { ...scope, ...OF_FACTS, ...(scope.unlike?.by === 'phrase' && { unlike: undefined }) };
  const isAlone = inScope({ ...besides, from: undefined, to: undefined }).length === 1;
  return isAlone
    ? sql`from ${facts} f cross join lateral (select * from escalation where id = f.escalation_id limit 1) e where true`
    : sql`from ${facts} f join escalation e on e.id = f.escalation_id where ${allOf(inScope({ ...besides, ...time }))}`;
}

const factsBy = (scope: Scope, time: Stretch): RawBuilder<unknown> =>
  scope.stretches ? openedWithin({ ...scope, ...time }, { table: 'escalation_fact', as: 'f' }) : sql`escalation_fact f`;

/** Of a fact `f`: what is meant of a scope by it, and by nothing else. */
const factSays = (scope: MarkedScope): RawBuilder<SqlBool> =>
  allOf([
    ...(scope.mark === undefined ? [] : [hasMark(scope.mark)]),
    ...(scope.phrase === undefined ? [] : [isAlike(scope.phrase)]),
    ...(scope.saying === undefined ? [] : [SAYS_NOTHING]),
    ...(scope.unlike?.by === 'phrase' ? [resemblesNone(scope.unlike.numbers, scope)] : []),
  ]);

const TOPIC = sql`coalesce(f.facts->>'topic', '')`;
/** As its index has it, or so that the index is not taken, and what is about something else is not looked up. */
const isAbout = (topic: string, isRare: boolean): RawBuilder<SqlBool> =>
  isRare ? sql`hashtextextended(${TOPIC}, 0) = hashtextextended(${topic}::text, 0)` : sql`${TOPIC} = ${topic}`;

/** Of the newest so many. */
const SAMPLE = 300;
/** Of these. What is more common is quicker asked of the escalations. */
const MOST_RARE = 30;

const nearest = ({ tenantId, from, to }: Scope) => sql`
  select e.id, e.topic, e.assignee_id from escalation e where ${allOf(inScope({ tenantId, from, to, visibleTo: null }))}
  order by e.opened_at desc, e.id desc limit ${SAMPLE}`;

/** As the newest tell. */
export async function raritiesOf(q: Reader, scope: MarkedScope): Promise<Rarities> {
  const { topic, assigneeId } = scope;
  if (topic === undefined && assigneeId === undefined) return { isTopicRare: false, isOwnerRarer: false };
  const { rows } = await sql<{ about: number; owned: number; counted: number }>`
    select
      count(*) filter (where coalesce(n.topic, '') = ${topic ?? ''})::int as about,
      count(*) filter (where n.assignee_id = ${assigneeId ?? ''})::int as owned,
      count(*) filter (where (
        select ${factSays(scope)} from escalation_fact f where f.escalation_id = n.id))::int as counted
    from (${nearest(scope)}) n`.execute(q);
  const { about = 0, owned = 0, counted = 0 } = rows[0] ?? {};
  return {
    isTopicRare: topic !== undefined && about <= MOST_RARE,
    isOwnerRarer: assigneeId !== undefined && owned < counted,
  };
}

/** How many facts tell of the newest escalations of a time, and how many of their documents. */
export async function amountsOf(
  q: Reader,
  scope: MarkedScope,
  queries: readonly string[],
): Promise<{ counted: number; lookedUp: number }> {
  const { rows } = await sql<{ counted: number; lookedUp: number }>`
    with nearest as materialized (${nearest(scope)})
    select
      count(*) filter (where (
        select ${factSays(scope)} from escalation_fact f where f.escalation_id = n.id))::int as counted,
      count(*) filter (where (
        select ${allOf(queries.map(matches))} from search_document d where d.escalation_id = n.id))::int as "lookedUp"
    from nearest n`.execute(q);
  return rows[0] ?? { counted: 0, lookedUp: 0 };
}
