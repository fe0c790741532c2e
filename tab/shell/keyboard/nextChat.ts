/** Which of my chats comes next. Pure. */
import type { Escalation } from '../../../src/contract/api';

/** The chat after, or before, in the order of the list; round its ends. Null where there is no other. */
export function neighbour(mine: readonly Escalation[], openId: string | null, by: 1 | -1): Escalation | null {
  const at = mine.findIndex(({ id }) => id === openId);
  if (at === -1) return mine.at(by === 1 ? 0 : -1) ?? null;
  const next = mine[(at + by + mine.length) % mine.length];
  return next === undefined || next.id === openId ? null : next;
}

/** What I have just answered: the customer's words I knew then, and when. */
export interface Answered {
  upTo: number;
  at: number;
}

/** Until the list has heard of an answer; later the list is right, whatever came of the answer. */
const HEARD_MS = 10_000;

/** Whoever waits longest for me, but neither the open chat nor one I have just answered. */
export function longestWaiting(
  mine: readonly Escalation[],
  openId: string | null,
  answered: ReadonlyMap<string, Answered>,
  now: number,
): Escalation | null {
  const waits = ({ id, customerWaitsSince, lastCustomerSeq }: Escalation): boolean => {
    const mineLast = answered.get(id);
    const isHeard = mineLast === undefined || mineLast.upTo < lastCustomerSeq || now - mineLast.at > HEARD_MS;
    return customerWaitsSince !== null && isHeard;
  };
  // In the order of the list, those who wait stand first, the longest on top.
  return mine.find((item) => item.id !== openId && waits(item)) ?? null;
}
