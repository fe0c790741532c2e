/**
 * Candidates the longest wait first. What is common is soon found if one goes through them; what is rare is looked up.
 * In between are chats that were given up after the same time: tens of thousands that waited equally long, and are
 * passed at once.
 */
import type { Reader } from '../../store/postgres/db';
import type { Candidate, Place } from '../../store/search/candidates';
import { placeBehind } from '../../store/search/inOrder';
import { goingThrough, lookedUpBehind, type Steps as ToGoThrough } from './goingThrough';
import { ALL, type Amount, fewIn, inStretch, type Wanted } from './stretch';

export interface Steps extends ToGoThrough {
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
  const begin = near.until ?? behind;
  const few = await fewIn(q, wanted, steps.few);
  if (few) {
    yield* inStretch(q, few, ALL, begin, amount.most);
    return;
  }
  const rest = await lookedUpBehind(q, wanted, behind, near);
  const next = await placeBehind(q, wanted, begin, steps.next);
  const until = next && { ...next, id: LEAST_ID };
  yield* inStretch(q, rest, { ...ALL, until }, begin, amount.most);
  if (!until) return;
  const far = yield* goingThrough(q, wanted, until, amount, steps);
  if (!far.isAll) yield* inStretch(q, rest, ALL, far.until ?? until, amount.most);
}

/** Behind everything that waited as long. */
const LEAST_ID = '00000000-0000-0000-0000-000000000000';
