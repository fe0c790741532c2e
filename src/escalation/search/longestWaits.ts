/**
 * Candidates the longest wait first. What is common is soon found if one goes through them; what is rare is looked up.
 * In between are chats that were given up after the same time: tens of thousands that waited equally long, and are
 * passed at once.
 */
import type { Reader } from '../../store/postgres/db';
import { areFew, type Candidate, goneThrough, type Place, waitsBehind } from '../../store/search/candidates';
import { ALL, type Amount, batches, inStretch, queriesIn, type Wanted } from './stretch';

export interface Steps {
  /** So many are gone through at first, and at most: looked up, they would take as long. */
  first: number;
  most: number;
  /** So many are looked up as quickly as they are put in order. */
  few: number;
  /** Looked up before the rest is, and with them all that waited as long as the last. */
  next: number;
}

const STEPS: Steps = { first: 500, most: 4_000, few: 2_000, next: 20_000 };

/** In order, batch by batch, until there are no more. All documents have to say how long it was. */
export async function* byWait(
  q: Reader,
  wanted: Wanted,
  behind: Place | null,
  amount: Amount,
  steps = STEPS,
): AsyncGenerator<Candidate[], void> {
  const near = yield* goingThrough(q, wanted, behind, amount, steps);
  if (near.isAll) return;
  if (await areFew(q, queriesIn(wanted.lookUp, wanted.scope, ALL), steps.few)) {
    yield* inStretch(q, wanted, ALL, near.until, amount.most);
    return;
  }
  const next = await waitsBehind(q, near.until, steps.next);
  const until = next && { ...next, id: LEAST_ID };
  yield* inStretch(q, wanted, { ...ALL, until }, near.until, amount.most);
  if (!until) return;
  const far = yield* goingThrough(q, wanted, until, amount, steps);
  if (!far.isAll) yield* inStretch(q, wanted, ALL, far.until, amount.most);
}

/** Behind everything that waited as long. */
const LEAST_ID = '00000000-0000-0000-0000-000000000000';

/** @returns how far it came */
async function* goingThrough(
  q: Reader,
  wanted: Wanted,
  behind: Place | null,
  { limit, most }: Amount,
  steps: Steps,
): AsyncGenerator<Candidate[], { until: Place | null; isAll: boolean }> {
  const { queries } = wanted.lookUp;
  let until = behind;
  let seen = 0;
  let gone = 0;
  for (let many = steps.first; gone + many <= steps.most; many = needed(limit, seen, gone)) {
    const end = await waitsBehind(q, until, many);
    const these = { until: end, many };
    for await (const batch of batches((page) => goneThrough(q, { ...wanted, queries }, these, page), until, most)) {
      seen += batch.length;
      yield batch;
    }
    if (!end) return { until, isAll: true };
    until = end;
    gone += many;
  }
  return { until, isAll: false };
}

/** How many more have to be gone through for a page, if they are as common as among those so far. */
const needed = (limit: number, seen: number, gone: number): number =>
  Math.ceil((Math.max(limit - seen, limit / 2) * gone) / seen);
