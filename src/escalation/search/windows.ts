/**
 * Candidates in the order of a list, found by their documents. An inverted index knows no order, and a common word has
 * hundreds of thousands of matches, so it is asked stretch by stretch: the first few hundred rows are simply gone
 * through, which finds a page of what is common; behind them come stretches of time, each eight times as long as the
 * one before, so that what is looked up is never much more than what is shown.
 */
import { blocksOf, quoted } from '../../domain/search/lexemes';
import type { LookUp } from '../../domain/search/lookUp';
import type { Scope } from '../../store/escalation/scope';
import type { Reader } from '../../store/postgres/db';
import {
  type Candidate,
  type EndOfNear,
  endOfNear,
  type ListOrder,
  lookedUp,
  near,
  type Place,
  type Stretch,
  type Wanted as Asked,
} from '../../store/search/candidates';

const GROWTH = 8;
const STRETCHES = 3;
/** Shorter stretches would all be one block of the index. */
const SHORTEST_MS = 3 * 3_600_000;

export type Wanted = Omit<Asked, 'query'> & { lookUp: LookUp & { query: string } };

/** In order, batch by batch, until there are no more. */
export async function* candidates(
  q: Reader,
  wanted: Wanted,
  behind: Place | null,
  limit: number,
): AsyncGenerator<Candidate[], void> {
  let place = behind;
  let stretches: Stretch[] = [{ from: null, to: null }];
  if (wanted.order !== 'waited') {
    const [found, end] = await Promise.all([
      near(q, { ...wanted, query: wanted.lookUp.query }, behind),
      endOfNear(q, wanted, behind),
    ]);
    if (found.length > 0) yield found;
    if (!end) return;
    place = end.place;
    stretches = stretchesBehind(end, wanted.order);
  }
  for (const stretch of stretches) {
    const query = queryIn(wanted.lookUp, wanted.scope, stretch);
    for (let isMore = true; isMore;) {
      const found = await lookedUp(q, { ...wanted, query }, stretch, { behind: place, limit });
      if (found.length > 0) yield found;
      place = found.at(-1) ?? place;
      isMore = found.length === limit;
    }
  }
}

function stretchesBehind({ first, last }: EndOfNear, order: ListOrder): Stretch[] {
  const unit = Math.max(Math.abs(first.getTime() - last.getTime()), SHORTEST_MS);
  const away = (n: number): Date => new Date(last.getTime() + (order === 'oldest' ? 1 : -1) * unit * GROWTH ** n);
  // Dates are cut to milliseconds; what is there twice stands before its place.
  const nearest = new Date(last.getTime() + (order === 'oldest' ? 0 : 1));
  return Array.from({ length: STRETCHES + 1 }, (_, n): Stretch => {
    const near = n === 0 ? nearest : away(n);
    const far = n === STRETCHES ? null : away(n + 1);
    return order === 'oldest' ? { from: near, to: far } : { from: far, to: near };
  });
}

/** The words, and the blocks of time the stretch lies in; of one without end, only if nothing else narrows it. */
function queryIn({ query, isNarrow }: Wanted['lookUp'], scope: Scope, stretch: Stretch): string {
  const inOrderOfTime = (dates: (Date | null | undefined)[]) =>
    dates.flatMap((one) => one ?? []).toSorted((a, b) => a.getTime() - b.getTime());
  const from = inOrderOfTime([stretch.from, scope.from]).at(-1);
  const to = inOrderOfTime([stretch.to, scope.to]).at(0);
  if (isNarrow && !(from && to)) return query;
  const blocks = blocksOf(later(from ?? BEGINNING, BEGINNING), earlier(to ?? END, END));
  return `${query} & (${blocks.length > 0 ? blocks.map(quoted).join(' | ') : quoted(NOWHERE)})`;
}

/** Nothing was opened before, and nothing is asked for behind. */
const BEGINNING = new Date('2015-01-01T00:00:00Z');
const END = new Date('2100-01-01T00:00:00Z');
const NOWHERE = '@';
const later = (one: Date, other: Date): Date => (one > other ? one : other);
const earlier = (one: Date, other: Date): Date => (one < other ? one : other);
