/** Candidates that are so common that they are soon found by going through all there are. */
import type { Reader } from '../../store/postgres/db';
import type { Candidate, Place } from '../../store/search/candidates';
import { goneThrough, placeBehind } from '../../store/search/inOrder';
import { type Amount, batches, type Wanted } from './stretch';

export interface Steps {
  /** So many are gone through at first. */
  first: number;
  /** And so many at most: looked up, they would take as long. */
  most: number;
}

/** How far it came, and how many it found. */
export interface Gone {
  until: Candidate | null;
  isAll: boolean;
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
    if (!end) return { until, isAll: true, seen };
    until = end;
    gone += many;
  }
  return { until, isAll: false, seen };
}

/** How many more have to be gone through for a page, if they are as common as among those so far. */
const needed = (limit: number, seen: number, gone: number): number =>
  Math.ceil((Math.max(limit - seen, limit / 2) * gone) / seen);
