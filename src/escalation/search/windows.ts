/**
 * Candidates in the order of a list, found by their documents. An inverted index knows no order, and a common word has
 * hundreds of thousands of matches, so it is asked stretch by stretch of time: the first is of some hundreds of chats,
 * which finds a page of what is common; the next are the longer the less was found, so that what is looked up is seldom
 * much more than what is shown.
 */
import { blocksOf, edgeOfBlock, quoted } from '../../domain/search/lexemes';
import { fact, type LookUp } from '../../domain/search/lookUp';
import { blocksBeyond } from '../../domain/search/waits';
import type { Scope } from '../../store/escalation/scope';
import type { Reader } from '../../store/postgres/db';
import {
  type Candidate,
  lookedUp,
  near,
  type Near,
  type Place,
  type Stretch,
  waitsBehind,
  type Wanted as Asked,
} from '../../store/search/candidates';

/** The first stretch, in times that a few hundred chats took to come. */
const FIRST = 2;
/** How much longer the next stretch is at least, and at most: where nothing was found yet, little is. */
const LEAST_GROWTH = 4;
const MOST_GROWTH = 512;
/** Stretches as long as so many of those times are all the rest. */
const LONGEST = 4_096;
/** The longest blocks a stretch is rounded to; more of them would take longer to look up, longer ones find too much. */
const LEAST_BLOCKS = 4;
/** Rows stepped over at first, and as many as take twenty milliseconds. */
const FIRST_STEPS = 1_000;
const MOST_STEPS = 20_000;
/** Shorter stretches would all be one block of the index. */
const SHORTEST_MS = 3 * 3_600_000;

export type Wanted = Omit<Asked, 'queries'> & {
  lookUp: LookUp;
  /** Not all documents say how long somebody waited. */
  hasFormer: boolean;
};

export interface Amount {
  /** How many somebody wants. */
  limit: number;
  /** A batch. */
  most: number;
}

/** Where candidates begin, and how close they stand; null: they are looked up all at once. */
export async function startOf(q: Reader, wanted: Pick<Wanted, 'scope' | 'order'>, behind: Place | null) {
  return wanted.order === 'waited' ? null : near(q, { ...wanted, order: wanted.order }, behind);
}

/** In order, batch by batch, until there are no more. */
export async function* candidates(
  q: Reader,
  wanted: Wanted,
  { start, behind }: { start: Near | null; behind: Place | null },
  { limit, most }: Amount,
): AsyncGenerator<Candidate[], void> {
  if (wanted.order === 'waited' && !wanted.hasFormer) {
    yield* byWait(q, wanted, behind, { limit, most });
    return;
  }
  if (!start) {
    yield* inStretch(q, wanted, ALL, behind, most);
    return;
  }
  const { first, spanMs } = start;
  const sign = wanted.order === 'oldest' ? 1 : -1;
  const unit = sign * Math.max(spanMs, SHORTEST_MS);
  let seen = 0;
  // Dates are cut to milliseconds; what is there twice stands before its place.
  let edge = new Date(first.getTime() + (sign > 0 ? 0 : 1));
  for (let length = FIRST; ; length *= growth(limit, seen)) {
    const far = length < LONGEST ? wholeBlocks(new Date(first.getTime() + unit * length), edge, sign) : null;
    const stretch = sign > 0 ? { from: edge, to: far } : { from: far, to: edge };
    for await (const batch of inStretch(q, wanted, stretch, behind, most)) {
      seen += batch.length;
      yield batch;
    }
    if (!far) return;
    edge = far;
  }
}

const growth = (limit: number, seen: number): number =>
  seen === 0 ? MOST_GROWTH : Math.min(MOST_GROWTH, Math.max(LEAST_GROWTH, Math.ceil((2 * limit) / seen)));

const ALL: Stretch = { from: null, to: null };

/** The longest wait first: of these nobody knows how many there are between two, so they are stepped over by their index. */
async function* byWait(
  q: Reader,
  wanted: Wanted,
  behind: Place | null,
  { limit, most }: Amount,
): AsyncGenerator<Candidate[], void> {
  let place = behind;
  let seen = 0;
  for (let rows = FIRST_STEPS; ; rows *= growth(limit, seen)) {
    const until = rows <= MOST_STEPS ? await waitsBehind(q, wanted.scope.tenantId, place, rows) : null;
    for await (const batch of inStretch(q, wanted, { ...ALL, until }, place, most)) {
      seen += batch.length;
      yield batch;
    }
    if (!until) return;
    place = until;
  }
}

async function* inStretch(
  q: Reader,
  wanted: Wanted,
  stretch: Stretch,
  behind: Place | null,
  limit: number,
): AsyncGenerator<Candidate[], void> {
  const queries = queriesIn(wanted.lookUp, wanted.scope, stretch);
  let place = behind;
  for (let isMore = true; isMore;) {
    const found = await lookedUp(q, { ...wanted, queries }, stretch, { behind: place, limit });
    if (found.length > 0) yield found;
    place = found.at(-1) ?? place;
    isMore = found.length === limit;
  }
}

/** A little longer, so that few blocks cover it. */
const wholeBlocks = (far: Date, edge: Date, sign: number): Date =>
  edgeOfBlock(far, Math.abs(far.getTime() - edge.getTime()) / LEAST_BLOCKS, sign);

/** The words, and the blocks of time the stretch lies in; of one without end, only if nothing else narrows it. */
function queriesIn({ queries, isNarrow }: LookUp, scope: Scope, stretch: Stretch): readonly string[] {
  const waits = stretch.until ? waitsFrom(stretch.until) : [];
  if (waits.length > 0) {
    const longer = waits.join(' | ');
    return isNarrow ? [...queries, longer] : [[...queries, `(${longer})`].join(' & ')];
  }
  const inOrderOfTime = (dates: (Date | null | undefined)[]) =>
    dates.flatMap((one) => one ?? []).toSorted((a, b) => a.getTime() - b.getTime());
  const from = inOrderOfTime([stretch.from, scope.from]).at(-1);
  const to = inOrderOfTime([stretch.to, scope.to]).at(0);
  if (isNarrow && !(from && to)) return queries;
  const blocks = blocksOf(later(from ?? BEGINNING, BEGINNING), earlier(to ?? END, END));
  const time = blocks.length > 0 ? blocks.map(quoted).join(' | ') : quoted(NOWHERE);
  return isNarrow ? [...queries, time] : [[...queries, `(${time})`].join(' & ')];
}

/** Whoever waited as long, and longer; none: everybody did. */
function waitsFrom({ at }: Place): string[] {
  const seconds = Number(at);
  const waiting = quoted(fact.status('waiting'));
  if (seconds >= STILL_WAITING) return [waiting];
  const least = Math.ceil(seconds) - 1;
  return least < 0 ? [] : [...blocksBeyond(least).map((block) => quoted(fact.waited(block))), waiting];
}

/** In the order of waits, those who wait still come first: see `WAIT_ORDER`. */
const STILL_WAITING = 5e9;

/** Nothing was opened before, and nothing is asked for behind. */
const BEGINNING = new Date('2015-01-01T00:00:00Z');
const END = new Date('2100-01-01T00:00:00Z');
const NOWHERE = '@';
const later = (one: Date, other: Date): Date => (one > other ? one : other);
const earlier = (one: Date, other: Date): Date => (one < other ? one : other);
