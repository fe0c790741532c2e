import { appendEvent } from '../../store/escalation/events';
import type { Consequence } from './consequence';

/** The timeline says what happened, and who did it. */
export const leaveEvent: Consequence = async ({ tx, before, version, change, now }) => {
  const { offeredTo = before.offeredTo } = change.timers;
  tx.later(appendEvent(tx.q, before.id, version, change.event, now, { ...change, offeredTo }));
};
