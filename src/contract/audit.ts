/** The audit in the contract: who changed, saw or took what, when, from what to what. */
import { z } from 'zod';
import { CsvForm } from './exports';
import { LIMITS, id, time } from './fields';

/**
 * `setting`: something was changed; `access`: a chat of others was opened; `erasure`: what was said is kept no longer;
 * `signIn`: sign-ins were refused.
 */
export const AuditKind = z.enum(['setting', 'access', 'export', 'erasure', 'signIn']);
export type AuditKind = z.infer<typeof AuditKind>;

export const AuditSubject = z.enum([
  'connection',
  'queue',
  'rules',
  'wrapUp',
  'graph',
  'export',
  'cannedReply',
  'historyView',
  'agent',
  'agentFigures',
  'manager',
  'survey',
  'escalation',
  'customer',
  'retention',
  'signIn',
]);
export type AuditSubject = z.infer<typeof AuditSubject>;

/** One thing that is another now, in words; null: there was, or is, nothing. Never a secret. */
export const AuditChange = z.object({ what: z.string(), before: z.string().nullable(), after: z.string().nullable() });
export type AuditChange = z.infer<typeof AuditChange>;

export const AuditEntry = z.object({
  id,
  at: time,
  kind: AuditKind,
  /** The id is null when the desk itself did it, or nobody known. */
  actor: z.object({ id: z.string().nullable(), name: z.string() }),
  subject: z.object({ kind: AuditSubject, id: z.string(), name: z.string() }),
  verb: z.string(),
  /** One plain sentence, without secrets. */
  summary: z.string(),
  changes: z.array(AuditChange),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

const cursor = z
  .string()
  .regex(/^\d{1,18}$/, 'This cursor is not one of ours; start again without it.')
  .optional();
const limit = z.coerce.number().int().min(1).max(LIMITS.pageSize).default(50);

export const AuditFilter = z.object({ cursor, limit });
const moment = z.iso.datetime({ offset: true });

/** Which entries are meant. */
export const AuditScope = z.object({
  /** Who did it, by id. */
  person: id.optional(),
  kind: AuditKind.optional(),
  subjectKind: AuditSubject.optional(),
  subject: id.optional(),
  /** At this moment or later. */
  from: moment.optional(),
  /** Before this moment. */
  to: moment.optional(),
  /** Words of an entry, as in the history: docs/search.md. */
  q: z.string().max(LIMITS.historySearch, `Search for at most ${LIMITS.historySearch} characters.`).optional(),
});

export type AuditScope = z.infer<typeof AuditScope>;

export const AuditQuery = AuditScope.extend({ cursor, limit });

/** As a file: the same, all of it. */
export const AuditCsvQuery = AuditScope.extend(CsvForm.shape);

export const AuditPage = z.object({
  items: z.array(AuditEntry),
  next: z.string().nullable(),
  /** Entries this process could not write yet, since when; null: all are written. */
  unwritten: z.object({ count: z.number().int(), since: time }).nullable(),
});
export type AuditPage = z.infer<typeof AuditPage>;
