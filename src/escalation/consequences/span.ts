import { isOpen } from '../../domain/transitions';
import { closeSpan } from '../../store/escalation/escalations';
import type { Consequence } from './consequence';

/** It ends with the last word said so far, the customer's farewell among them. */
export const closeItsSpan: Consequence = async ({ tx, before, change }) => {
  if (!isOpen(change.status)) await closeSpan(tx.q, before.id);
};
