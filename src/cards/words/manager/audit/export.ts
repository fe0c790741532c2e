/** Headings and words of the audit as a file. Pure. */
import type { CutReason } from '../../../../base/cutOff';
import { CUT_OFF } from '../exports';
import type { AuditChange, AuditKind } from '../../../../contract/api';

export const AUDIT = 'Audit';

export const HEADINGS = {
  kind: 'Kind',
  actor: 'Who',
  actorId: 'Who (ID)',
  subjectKind: 'What',
  subject: 'Which',
  subjectId: 'Which (ID)',
  summary: 'What happened',
  changes: 'Before and after',
  id: 'ID',
};

export const timeHeading = (zone: string): string => `When (${zone})`;

export const KINDS: Record<AuditKind, string> = {
  setting: 'Setting changed',
  access: 'Chat of others opened',
  export: 'Export',
  erasure: 'Erased',
  signIn: 'Sign-in refused',
};

/** A line each. */
export const changeLines = (changes: readonly AuditChange[]): string =>
  changes.map(({ what, before, after }) => `${what}: ${before ?? '–'} → ${after ?? '–'}`).join('\n');

export const auditExportBegun = (form: string, filter: string): string =>
  `Began to export the audit as ${form}; ${filter}.`;
export const auditExportEnded = (rows: number): string => `The export of the audit is complete: ${rows} entries.`;
export const auditExportBroken = (rows: number, why: CutReason): string =>
  `The export of the audit was broken off after ${rows} entries: ${CUT_OFF[why]}.`;
