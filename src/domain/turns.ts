/**
 * Whose turn it is, what somebody has not read, and when the owner is told outside the tab. Pure.
 * Notes, joins and the desk's own lines change none of it: only the customer's and the owner's words do.
 */
import type { EscalationStatus, Role } from './escalation';

/** Since when the customer waits for the owner's word; null: the owner spoke last, or nobody has it. */
export function waitsForOwnerSince(escalation: {
  status: EscalationStatus;
  customerWaitsSince: Date | null;
}): Date | null {
  return escalation.status === 'claimed' ? escalation.customerWaitsSince : null;
}

/** Since when the owner waits for the customer's word: nothing is due from anybody here, nor while it is on hold. */
export function waitsForCustomerSince(escalation: {
  status: EscalationStatus;
  customerWaitsSince: Date | null;
  ownerSpokeAt: Date | null;
  onHoldSince: Date | null;
}): Date | null {
  const { status, customerWaitsSince, ownerSpokeAt, onHoldSince } = escalation;
  return status === 'claimed' && customerWaitsSince === null && onHoldSince === null ? ownerSpokeAt : null;
}

/** Whose unread words are counted: who has it, and who reads along. */
export function readsAlong(
  who: { id: string },
  escalation: {
    status: EscalationStatus;
    assigneeId: string | null;
    people: readonly { id: string; role: Role }[];
  },
): boolean {
  const { status, assigneeId, people } = escalation;
  if (status !== 'waiting' && status !== 'claimed') return false;
  return assigneeId === who.id || people.some(({ id, role }) => id === who.id && role !== 'owner');
}

/** What a change of an escalation means for the cue of its owner. */
export interface CueChange {
  /** When the owner is told unless they have read by then; null: there is nothing to tell. */
  cueAt?: Date | null;
}

/** Words that come within this time of the first are told together. */
export const BURST_MS = 10_000;
/** Told once, and not again before they have read. */
export const NOT_AGAIN = 'never';

export interface Unseen {
  /** The customer waits, and the owner has not read their latest words. */
  isUnread: boolean;
  /** The customer waits, and was asked to until a moment that has passed. */
  holdRanOut: boolean;
  /** Until when the owner's open tab counts as looked at. */
  lookingUntil: Date | null;
  /** As the queue says; null: once is enough. */
  repeatMinutes: number | null;
}

/** What is done about a cue that has fallen due, and when to look at it again. */
export function decideCue(unseen: Unseen, now: Date): { tell: boolean; next: Date | null | typeof NOT_AGAIN } {
  const { isUnread, holdRanOut, lookingUntil, repeatMinutes } = unseen;
  if (!isUnread && !holdRanOut) return { tell: false, next: null };
  // The row, the title and the announcement say it there.
  if (lookingUntil && lookingUntil > now) return { tell: false, next: lookingUntil };
  // Nothing is left unread by it, so that the customer's next words are told as ever.
  if (!isUnread) return { tell: true, next: null };
  return { tell: true, next: repeatMinutes === null ? NOT_AGAIN : new Date(now.getTime() + repeatMinutes * 60_000) };
}
