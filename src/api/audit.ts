import type { AuditEntry } from '../contract/api';
import type { AuditRow } from '../store/audit';

export function presentAudit({ id, at, kind, verb, summary, changes, ...row }: AuditRow): AuditEntry {
  return {
    id,
    at: at.toISOString(),
    kind,
    actor: { id: row.actorId, name: row.actorName },
    subject: { kind: row.subjectKind, id: row.subjectId, name: row.subjectName },
    verb,
    summary,
    changes,
  };
}
