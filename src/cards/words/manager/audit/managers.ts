/** What the audit says of who manages what. Pure. */
import type { AuditChange } from '../../../../contract/api';
import { changesOf, listedNames } from './change';

export const boundChanged = (name: string, after: readonly string[] | null): string =>
  after === null ? `Let ${name} manage all queues.` : `Let ${name} manage ${listedNames(after) ?? 'no queue'} alone.`;

export const boundMeanwhile = (by: string | null, name: string): string =>
  `${by ?? 'Somebody'} changed what ${name} manages after you opened it. Yours is not saved yet.`;

export const boundChanges = (before: readonly string[] | null, after: readonly string[] | null): AuditChange[] =>
  changesOf([['Manages', told(before), told(after)]]);

const told = (names: readonly string[] | null) => (names === null ? 'all queues' : (listedNames(names) ?? 'no queue'));
