import { makesWork } from '../../domain/routing/assignment';
import type { Consequence } from './consequence';

/** Somebody has room again, or something waits: once that is committed, assignment looks who can take what. */
export const offerWork: Consequence = async ({ tx, before, change, lookForWork }) => {
  if (makesWork(before, change)) tx.after(() => lookForWork(before.tenantId));
};
