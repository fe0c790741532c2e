import { isOpen } from '../../domain/transitions';
import { closeSpan } from '../../store/escalation/ending';
import type { Consequence } from './consequence';

/** An ended escalation's part of the transcript ends with the last message so far. */
export const closeItsSpan: Consequence = async ({ tx, before, change }) => {
  if (!isOpen(change.status)) tx.later(closeSpan(tx.q, before.id));
};
