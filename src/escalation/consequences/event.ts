import { factsOf } from '../../domain/story';
import { appendEvent } from '../../store/escalation/events';
import type { Consequence } from './consequence';

/** The timeline says what happened, who did it, and what it was done to. */
export const leaveEvent: Consequence = async ({ tx, before, version, change, now }) => {
  const { offeredTo = before.offeredTo } = change.timers;
  const event = { ...change.event, facts: factsOf(before, change) };
  tx.later(appendEvent(tx.q, before.id, version, event, now, { ...change, offeredTo }));
};
