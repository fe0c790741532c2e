/** What it means for the timers when an escalation changes hands. Pure. */
import type { Actor, Escalation } from './escalation';
import type { Timers } from './serviceTargets';
import type { CueChange } from './turns';

export type TimersChange = Partial<Omit<Timers, 'status'>> & CueChange;

/** The customer's waiting time begins anew with a new owner. */
export const taken = (now: Date): TimersChange => ({ ...FRESH, customerWaitsSince: now, ownerSpokeAt: now });

export const waits = (now: Date): TimersChange => ({
  ...FRESH,
  waitingSince: now,
  customerWaitsSince: null,
  ownerSpokeAt: null,
});

export const UNOFFERED = { offeredTo: null, offeredName: null, offeredUntil: null } as const;

export const OFF_HOLD = { onHoldSince: null, onHoldUntil: null, holdRanOutAt: null } as const;

/** The owner has spoken: the customer waits for no answer, but for the end of the hold. */
export const onHold = (since: Date | null, until: Date, now: Date): TimersChange => ({
  onHoldSince: since ?? now,
  onHoldUntil: until,
  holdRanOutAt: null,
  customerWaitsSince: null,
  ownerSpokeAt: now,
  ownerWarnedAt: null,
  customerAskedAt: null,
  cueAt: null,
});

const FRESH = {
  alarm: 'none',
  cueAt: null,
  ownerWarnedAt: null,
  customerAskedAt: null,
  ...UNOFFERED,
  ...OFF_HOLD,
  passedBy: [],
  takenFrom: null,
} as const;

/** How long whoever let it go by is left alone. */
const LEFT_ALONE_MS = 30_000;

export const askAgain = (now: Date): Date => new Date(now.getTime() + LEFT_ALONE_MS);

/** Whoever gave it away is not asked at once; whoever a manager took it from is not asked at all. */
export function notTo({ assigneeId }: Escalation, by: Actor & { manager: boolean }, now: Date): TimersChange {
  if (assigneeId === null) return {};
  if (by.manager && by.kind === 'agent' && by.id !== assigneeId) return { takenFrom: assigneeId };
  return { passedBy: [assigneeId], offeredUntil: askAgain(now) };
}
