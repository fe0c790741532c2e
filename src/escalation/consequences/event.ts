import { appendEvent } from '../../store/escalation/events';
import type { Consequence } from './consequence';

/** The timeline says what happened, and who did it. */
export const leaveEvent: Consequence = async ({ tx, before, version, change, now }) => {
  tx.later(appendEvent(tx.q, before.id, version, change.event, now));
};
