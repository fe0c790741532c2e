/** Candidates that are so common that they are soon found by going through all there are. */
import type { Reader } from '../../store/postgres/db';
import type { Candidate, Place } from '../../store/search/candidates';
import { goneThrough, placeBehind } from '../../store/search/inOrder';
import { type Amount, apartIn, batches, type Wanted } from './stretch';

export interface Steps {
  /** So many are gone through at first. */
  first: number;
  /** And so many at most: looked up, they would take as long. */
  most: number;
}

/** How far it came, through how many, and how many of them it found. */
export interface Gone {
  until: Candidate | null;
  isAll: boolean;
  gone: number;
  seen: number;
}

/** Further and further, as long as what was found says that a page is not far. */
export async function* goingThrough(
  q: Reader,
  wanted: Wanted,
  behind: Place | null,
  { limit, most }: Amount,
  steps: Steps,
): AsyncGenerator<Candidate[], Gone> {
  const { queries } = wanted.lookUp;
  let until: Candidate | null = null;
  let seen = 0;
  let gone = 0;
  for (let many = steps.first; gone + many <= steps.most; many = needed(limit, seen, gone)) {
    const from: Place | null = until ?? behind;
    const end = await placeBehind(q, wanted, from, many);
    const far = { until: end, many };
    for await (const batch of batches((page) => goneThrough(q, { ...wanted, queries }, far, page), from, most)) {
      seen += batch.length;
      yield batch;
    }
    if (!end) return { until, isAll: true, gone, seen };
    until = end;
    gone += many;
  }
  return { until, isAll: false, gone, seen };
}

/** Of those that say everything else, so many may be read for each that has the beginning of a word. */
const READ_FOR_ONE = 10;

/** How what is left is looked up: without beginnings of words if most of what is found then has them. */
export async function lookedUpBehind(
  q: Reader,
  wanted: Wanted,
  behind: Place | null,
  { until, gone, seen }: Gone,
): Promise<Wanted> {
  const apart = apartIn(wanted);
  if (!apart?.lookUp.isNarrow) return wanted;
  const { queries } = apart.lookUp;
  const limit = READ_FOR_ONE * (seen + 1);
  const others = await goneThrough(q, { ...wanted, queries }, { until, many: gone }, { behind, limit });
  return others.length < limit ? apart : wanted;
}

/** How many more have to be gone through for a page, if they are as common as among those so far. */
const needed = (limit: number, seen: number, gone: number): number =>
  Math.ceil((Math.max(limit - seen, limit / 2) * gone) / seen);
