/**
 * Candidates in the order of a list, found by their documents. An inverted index knows no order, and a common word has
 * hundreds of thousands of matches, so it is asked stretch by stretch of time: the first is of some hundreds of chats,
 * which finds a page of what is common; the next are the longer the less was found, so that what is looked up is seldom
 * much more than what is shown.
 */
import { edgeOfBlock } from '../../domain/search/lexemes';
import type { Reader } from '../../store/postgres/db';
import { type Candidate, near, type Near, type Place } from '../../store/search/candidates';
import { goingThrough, lookedUpBehind } from './goingThrough';
import { byWait } from './longestWaits';
import { ALL, type Amount, fewIn, inStretch, type Wanted } from './stretch';

/** The first stretch, in times that a few hundred chats took to come. */
const FIRST = 2;
/** How much longer the next stretch is at least, and at most: where nothing was found yet, little is. */
const LEAST_GROWTH = 4;
const MOST_GROWTH = 512;
/** Stretches as long as so many of those times are all the rest. */
const LONGEST = 4_096;
/** The longest blocks a stretch is rounded to; more of them would take longer to look up, longer ones find too much. */
const LEAST_BLOCKS = 4;
/** So many are gone through, and so few looked up without the beginnings of words. */
const STEPS = { first: 250, most: 3_000, few: 2_000 };
/** Shorter stretches would all be one block of the index. */
const SHORTEST_MS = 3 * 3_600_000;

/** Where candidates begin, and how close they stand; null: they are looked up all at once. */
export async function startOf(q: Reader, wanted: Pick<Wanted, 'scope' | 'order'>, behind: Place | null) {
  return wanted.order === 'waited' ? null : near(q, { ...wanted, order: wanted.order }, behind);
}

/** In order, batch by batch, until there are no more. */
export async function* candidates(
  q: Reader,
  wanted: Wanted,
  { start, behind }: { start: Near | null; behind: Place | null },
  amount: Amount,
  steps = STEPS,
): AsyncGenerator<Candidate[], void> {
  const { order, hasFormer, lookUp } = wanted;
  if (order === 'waited' && !hasFormer) yield* byWait(q, wanted, behind, amount);
  else if (order !== 'waited' && lookUp.apart) yield* beginnings(q, wanted, { start, behind }, amount, steps);
  else if (!start) yield* inStretch(q, wanted, ALL, behind, amount.most);
  else yield* byTime(q, wanted, { start, behind, seen: null }, amount);
}

/** What a large part of all words begins with is soon found by going through them, and would take long to look up. */
async function* beginnings(
  q: Reader,
  wanted: Wanted,
  { start, behind }: { start: Near | null; behind: Place | null },
  amount: Amount,
  steps: typeof STEPS,
): AsyncGenerator<Candidate[], void> {
  const near = yield* goingThrough(q, wanted, behind, amount, steps);
  if (near.isAll) return;
  const { until, seen } = near;
  const few = await fewIn(q, wanted, steps.few);
  if (few || !start || !until) {
    yield* inStretch(q, few ?? wanted, ALL, until ?? behind, amount.most);
    return;
  }
  const rest = await lookedUpBehind(q, wanted, behind, near);
  yield* byTime(q, rest, { start: { ...start, first: dateOf(until) }, behind: until, seen }, amount);
}

/** @param from.seen how many were found before it; null: it is not known how common they are */
async function* byTime(
  q: Reader,
  wanted: Wanted,
  from: { start: Near; behind: Place | null; seen: number | null },
  { limit, most }: Amount,
): AsyncGenerator<Candidate[], void> {
  const { first, spanMs } = from.start;
  const sign = wanted.order === 'oldest' ? 1 : -1;
  const unit = sign * Math.max(spanMs, SHORTEST_MS);
  let seen = from.seen ?? 0;
  // Dates are cut to milliseconds; what is there twice stands before its place.
  let edge = new Date(first.getTime() + (sign > 0 ? 0 : 1));
  const nearest = from.seen === null ? FIRST : FIRST * growth(limit, seen);
  for (let length = nearest; ; length *= growth(limit, seen)) {
    const far = length < LONGEST ? wholeBlocks(new Date(first.getTime() + unit * length), edge, sign) : null;
    const stretch = sign > 0 ? { from: edge, to: far } : { from: far, to: edge };
    for await (const batch of inStretch(q, wanted, stretch, from.behind, most)) {
      seen += batch.length;
      yield batch;
    }
    if (!far) return;
    edge = far;
  }
}

/** Of a time, a list is put in order by microseconds. */
const dateOf = ({ rank }: Candidate): Date => new Date(Math.floor(rank / 1_000));

const growth = (limit: number, seen: number): number =>
  seen === 0 ? MOST_GROWTH : Math.min(MOST_GROWTH, Math.max(LEAST_GROWTH, Math.ceil((2 * limit) / seen)));

/** A little longer, so that few blocks cover it. */
const wholeBlocks = (far: Date, edge: Date, sign: number): Date =>
  edgeOfBlock(far, Math.abs(far.getTime() - edge.getTime()) / LEAST_BLOCKS, sign);
