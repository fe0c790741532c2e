/** Adds to the audit: who changed what, in words; within the transaction of the change. */
import { Lexemes } from '../../domain/search/lexemes';
import { insertAudits, type NewAuditRow } from '../../store/audit';
import type { Reader } from '../../store/postgres/db';

/** A setting, unless it says otherwise. */
export type Audited = Omit<NewAuditRow, 'kind' | 'changes' | 'once' | 'at' | 'words'> &
  Partial<Pick<NewAuditRow, 'kind' | 'changes' | 'once' | 'at'>>;

/** What an entry takes: of what is longer, its beginning. */
const MOST = { summary: 2_000, changes: 200, value: 1_000 };

export const appendAudit = (q: Reader, row: Audited): Promise<void> => appendAudits(q, [row]);

export const appendAudits = (q: Reader, rows: readonly Audited[]): Promise<void> => insertAudits(q, rows.map(whole));

function whole(row: Audited): NewAuditRow {
  const { actor, subject } = row;
  const summary = row.summary.slice(0, MOST.summary);
  const changes = (row.changes ?? []).slice(0, MOST.changes).map(({ what, before, after }) => ({
    what: shortened(what),
    before: before && shortened(before),
    after: after && shortened(after),
  }));
  const words = auditWords(auditTexts({ summary, actor, subject, changes }));
  const { kind = 'setting', once = null, at = null } = row;
  return { ...row, kind, once, at, summary, changes, words };
}

const shortened = (text: string): string => (text.length > MOST.value ? `${text.slice(0, MOST.value)}…` : text);

/** What of an entry is searched. */
export const auditTexts = ({
  summary,
  actor,
  subject,
  changes,
}: {
  summary: string;
  actor: { name: string };
  subject: { name: string };
  changes: NewAuditRow['changes'];
}): (string | null)[] => [
  summary,
  actor.name,
  subject.name,
  ...changes.flatMap(({ what, before, after }) => [what, before, after]),
];

/** What an entry is looked up by. */
export function auditWords(texts: readonly (string | null)[]): string {
  const lexemes = new Lexemes();
  for (const text of texts) lexemes.words(text);
  return lexemes.toString();
}
