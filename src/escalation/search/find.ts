/** A page of what a search or a narrow filter means: looked up among the documents, and read where they do not say enough. */
import type { EscalationCount, EscalationPage, SearchHit } from '../../contract/api';
import { type LookUp, lookUpOf } from '../../domain/search/lookUp';
import { plainlyAny } from '../../domain/search/finder';
import { matcherOf } from '../../domain/search/match';
import { passagesOf, type Searched } from '../../domain/search/passages';
import type { Search } from '../../domain/search/query';
import type { EscalationRow } from '../../store/escalation/escalations';
import type { Scope } from '../../store/escalation/scope';
import type { Reader } from '../../store/postgres/db';
import {
  type Candidate,
  countLookedUp,
  type ListOrder,
  type Near,
  type Place,
  toBeRead,
} from '../../store/search/candidates';
import { waitedLonger } from '../../store/search/inOrder';
import { type Mentions, readSaid, readSearched } from '../../store/search/reader';
import { MOST_CHANGED, unwritten, type Unwritten } from '../../store/search/state';
import { MOST_MESSAGES } from './document';
import { factsIn } from './facts';
import { candidates, startOf } from './windows';

export interface Find {
  scope: Scope;
  search: Search | null;
  /** Who looks: what is whispered to others is not found. */
  reader: { id: string; manager: boolean };
  order: ListOrder;
  behind: Place | null;
  limit: number;
}

export interface Found extends Candidate {
  /** Empty where only what every list shows matches; null: it was not read, for the index knows enough. */
  hits: SearchHit[] | null;
}

export interface FoundPage {
  items: Found[];
  /** Behind which it goes on; null: there is nothing more. */
  next: Place | null;
  unsearched: EscalationPage['unsearched'];
}

/** Messages of each that are read at once. */
const MOST_READ = 300;
/** Chats of a page that are read to their beginning. */
const MOST_LONG = 10;
/** So many rows are read as quickly as documents are looked up. */
const FEW = 500;
/** What is looked up and then does not match, read and read, ends some time: the page is short, and goes on behind it. */
const MOST_EXAMINED = 1_500;

export async function find(q: Reader, wanted: Find): Promise<FoundPage> {
  const { scope, search, order, limit } = wanted;
  const [{ changed, isBehind: isLate, hasBacklog, hasFormer }, start] = await Promise.all([
    unwritten(q),
    startOf(q, wanted, wanted.behind),
  ]);
  const lookUp = lookUpOf(search, factsIn(scope, hasFormer), wanted.reader);
  if (search?.number) {
    const items = await read(q, wanted, lookUp, { number: search.number });
    return { ...pageOf(items, limit), unsearched: undefined };
  }
  const few = search ? null : await fewOf(q, scope);
  if (few) return { ...pageOf(await read(q, wanted, lookUp, { ids: few }), limit), unsearched: undefined };
  const unsearched = isLate ? 'newest' : hasBacklog ? 'older' : undefined;
  if (lookUp.queries.length === 0) return { items: [], next: null, unsearched };
  const fresh = changed.length > 0 ? await read(q, wanted, lookUp, { ids: changed }) : [];
  const { kept, end } = await looked(q, { ...wanted, start }, lookUp, { changed, hasFormer });
  const inOrder = comparing(order);
  const all = [...kept, ...fresh].toSorted(inOrder);
  // What changed a moment ago and stands behind the last that was looked at comes with the next page.
  const page = pageOf(end ? all.filter((one) => inOrder(one, end) <= 0) : all, limit);
  return { ...page, next: page.next ?? end, unsearched };
}

/** An agent's who waited long, where they are so few that rows tell them sooner than documents. */
async function fewOf(q: Reader, { assigneeId, waited }: Scope): Promise<string[] | null> {
  return assigneeId === undefined || waited === undefined ? null : waitedLonger(q, { assigneeId, waited }, FEW);
}

/** One more than a page, or all there are; `end`: not all were looked at, and this one was the last. */
async function looked(
  q: Reader,
  wanted: Find & { start: Near | null },
  lookUp: LookUp,
  { changed: without, hasFormer }: Pick<Unwritten, 'changed' | 'hasFormer'>,
): Promise<{ kept: Found[]; end: Candidate | null }> {
  const { scope, search, reader, order, limit } = wanted;
  const kept: Found[] = [];
  let examined = 0;
  const isRead = search !== null && lookUp.isRough;
  // Of what is read, many may not match: the index is not asked again for each page of them.
  const atOnce = { limit: limit + 1, most: isRead ? MOST_EXAMINED : limit + 1 };
  for await (const batch of candidates(q, { scope, lookUp, order, without, hasFormer }, wanted, atOnce)) {
    if (!isRead) {
      kept.push(...batch.map(unread));
      if (kept.length > limit) return { kept, end: null };
      continue;
    }
    for (let from = 0; from < batch.length; from += limit + 1) {
      const some = batch.slice(from, from + limit + 1);
      kept.push(...(await confirmed(q, some, search, reader)));
      examined += some.length;
      if (kept.length > limit) return { kept, end: null };
      if (examined >= MOST_EXAMINED) return { kept, end: some.at(-1) ?? null };
    }
  }
  return { kept, end: null };
}

function pageOf(all: Found[], limit: number): Pick<FoundPage, 'items' | 'next'> {
  const items = all.slice(0, limit);
  return { items, next: all.length > limit ? (items.at(-1) ?? null) : null };
}

function comparing(order: ListOrder) {
  const sign = order === 'oldest' ? 1 : -1;
  return (one: Candidate, other: Candidate): number =>
    sign * (one.rank - other.rank || (one.id < other.id ? -1 : Number(one.id > other.id)));
}

const unread = (one: Candidate): Found => ({ ...one, hits: null });

/** Those of them that match: looked up roughly, they have to be read. */
async function confirmed(q: Reader, some: Candidate[], search: Search, reader: Find['reader']): Promise<Found[]> {
  const texts = await matchedIn(idsOf(some), search, reader, readingAll(q));
  return some.flatMap((one) => {
    const text = texts.get(one.id);
    return text && (text.hits || text.isCut) ? [{ ...one, hits: text.hits ?? [] }] : [];
  });
}

/**
 * Of a page and nothing more: whoever searched wants to see the places.
 * @param rows those that lists show, which are read meanwhile
 */
export async function hitsOf(
  q: Reader,
  page: readonly Found[],
  rows: Promise<readonly EscalationRow[]>,
  search: Search,
  reader: Find['reader'],
): Promise<Map<string, SearchHit[]>> {
  const unread = idsOf(page.filter(({ hits }) => hits === null));
  const texts = await matchedIn(unread, search, reader, async (ids, most, only) => {
    const [known, said] = await Promise.all([rows, readSaid(q, ids, most, only)]);
    return known.flatMap((row) => (ids.includes(row.id) ? [{ ...searchedOf(row), ...said(row.id) }] : []));
  });
  return new Map(page.map(({ id, hits }) => [id, hits ?? texts.get(id)?.hits ?? []]));
}

const searchedOf = (row: EscalationRow): Omit<Searched, 'messages'> => ({
  ...row,
  comments: [row.survey, row.botRating].flatMap((survey) => survey?.comment ?? []),
});

interface Matched {
  /** Null: what was read does not match. */
  hits: SearchHit[] | null;
  isCut: boolean;
}

type Reading = (ids: string[], most: number, only: Mentions) => Promise<(Searched & { isCut: boolean })[]>;

/** The newest of each is read first, and of a few long ones that do not match so all that is looked up. */
async function matchedIn(
  ids: string[],
  search: Search,
  reader: Find['reader'],
  reading: Reading,
): Promise<Map<string, Matched>> {
  const matched = new Map<string, Matched>();
  const hitsIn = matcherOf(search, reader);
  const only = { plain: plainlyAny([...search.wanted, ...search.unwanted]) };
  const match = async (some: string[], most: number) => {
    if (some.length === 0) return;
    for (const row of await reading(some, most, only)) {
      matched.set(row.id, { hits: hitsIn(passagesOf(row)), isCut: row.isCut });
    }
  };
  await match(ids, MOST_READ);
  const long = ids.filter((id) => matched.get(id)?.isCut && !matched.get(id)?.hits);
  await match(long.slice(0, MOST_LONG), MOST_MESSAGES);
  return matched;
}

const readingAll =
  (q: Reader): Reading =>
  (ids, most, only) =>
    readSearched(q, ids, most, only);

/** Read themselves, and only of what is not read looked up. */
async function read(
  q: Reader,
  { scope, search, reader, order, behind, limit }: Find,
  { queries }: LookUp,
  which: Parameters<typeof toBeRead>[1],
): Promise<Found[]> {
  const rows = await toBeRead(q, which, { scope, queries, order, behind, limit: search ? MOST_CHANGED : limit + 1 });
  if (!search) return rows.map(unread);
  const texts = await matchedIn(idsOf(rows), search, reader, readingAll(q));
  return rows.flatMap(({ wasFound, ...one }) => {
    const { hits = null, isCut = false } = texts.get(one.id) ?? {};
    return hits || (isCut && wasFound) ? [{ ...one, hits: hits ?? [] }] : [];
  });
}

const idsOf = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id);

/** Counted no further. */
export const MOST_COUNTED = 10_000;
/** Of what has to be read to be counted. */
const MOST_READ_TO_COUNT = 500;

/** How many they are, under the same rule as the list. */
export async function countFound(
  q: Reader,
  wanted: Pick<Find, 'scope' | 'search' | 'reader'>,
): Promise<EscalationCount> {
  const { scope, search, reader } = wanted;
  const { changed, hasFormer } = await unwritten(q);
  const lookUp = lookUpOf(search, factsIn(scope, hasFormer), reader);
  const { queries } = lookUp;
  const isRead = search && (lookUp.isRough || lookUp.apart);
  if (search?.number || isRead || queries.length === 0) {
    const { items, next } = await find(q, { ...wanted, order: 'newest', behind: null, limit: MOST_READ_TO_COUNT });
    return { count: items.length, isMore: next !== null };
  }
  const all = { ...wanted, order: 'newest', behind: null, limit: MOST_CHANGED } as const;
  const fresh = changed.length > 0 ? await read(q, all, lookUp, { ids: changed }) : [];
  const written = await countLookedUp(q, { scope, queries, without: changed }, MOST_COUNTED + 1);
  const count = written + fresh.length;
  return { count: Math.min(count, MOST_COUNTED), isMore: count > MOST_COUNTED };
}
