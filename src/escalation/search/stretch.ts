/** Candidates in a stretch of a list's order, looked up by what their documents say. */
import { blocksOf, quoted } from '../../domain/search/lexemes';
import { fact, type LookUp } from '../../domain/search/lookUp';
import { blocksBeyond } from '../../domain/search/waits';
import type { Scope } from '../../store/escalation/scope';
import type { Reader } from '../../store/postgres/db';
import {
  areFew,
  type Candidate,
  lookedUp,
  type Place,
  type Stretch,
  type Wanted as Asked,
} from '../../store/search/candidates';

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

export const ALL: Stretch = { from: null, to: null };

/** In order, batch by batch, until there are no more of them. */
export async function* inStretch(
  q: Reader,
  wanted: Wanted,
  stretch: Stretch,
  behind: Place | null,
  limit: number,
): AsyncGenerator<Candidate[], void> {
  const queries = queriesIn(wanted.lookUp, wanted.scope, stretch);
  yield* batches((page) => lookedUp(q, { ...wanted, queries }, stretch, page), behind, limit);
}

/** With beginnings of words kept from being looked up; null: it has none that are those of many words. */
export function apartIn(wanted: Wanted): Wanted | null {
  const { apart } = wanted.lookUp;
  return apart && { ...wanted, lookUp: { ...wanted.lookUp, ...apart }, alsoHolds: apart.beginnings };
}

/** As it is looked up, if no more than these are; null: they are more. */
export async function fewIn(q: Reader, wanted: Wanted, few: number): Promise<Wanted | null> {
  const { lookUp, ...meant } = apartIn(wanted) ?? wanted;
  if (!lookUp.isNarrow) return null;
  return (await areFew(q, queriesIn(lookUp, wanted.scope, ALL), few)) ? { ...meant, lookUp } : null;
}

/** Until a batch is not full. */
export async function* batches(
  some: (page: { behind: Place | null; limit: number }) => Promise<Candidate[]>,
  behind: Place | null,
  limit: number,
): AsyncGenerator<Candidate[], void> {
  let place = behind;
  for (let isMore = true; isMore;) {
    const found = await some({ behind: place, limit });
    if (found.length > 0) yield found;
    place = found.at(-1) ?? place;
    isMore = found.length === limit;
  }
}

/** The words, and the blocks of time the stretch lies in; of one without end, only if nothing else narrows it. */
function queriesIn(
  { queries, isNarrow }: Pick<LookUp, 'queries' | 'isNarrow'>,
  scope: Scope,
  stretch: Stretch,
): readonly string[] {
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
