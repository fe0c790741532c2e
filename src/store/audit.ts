/** Who changed what in the desk's settings, when, in a sentence; written in the transaction of the change. */
import type { Page } from '../contract/api';
import type { Reader } from './postgres/db';
import type { Tables } from './postgres/schema';

type SubjectKind = Tables['audit']['subject_kind'];

export interface AuditRow {
  id: string;
  at: Date;
  actorId: string | null;
  actorName: string;
  verb: string;
  summary: string;
}

export async function appendAudit(
  q: Reader,
  options: {
    tenantId: string;
    /** A null id is the desk itself. */
    actor: { id: string | null; name: string };
    subject: { kind: SubjectKind; id: string; name: string };
    verb: string;
    summary: string;
  },
): Promise<void> {
  await q
    .insertInto('audit')
    .values({
      tenant_id: options.tenantId,
      actor_id: options.actor.id,
      actor_name: options.actor.name,
      subject_kind: options.subject.kind,
      subject_id: options.subject.id,
      subject_name: options.subject.name,
      verb: options.verb,
      summary: options.summary.slice(0, 2_000),
    })
    .execute();
}

/** Newest first; the cursor is the last row's number. */
export async function auditOf(
  q: Reader,
  options: { tenantId: string; subjectId: string; before: string | null; limit: number },
): Promise<Page<AuditRow>> {
  let rows = q
    .selectFrom('audit')
    .select(['id', 'at', 'actor_id as actorId', 'actor_name as actorName', 'verb', 'summary'])
    .where('subject_id', '=', options.subjectId)
    .where('tenant_id', '=', options.tenantId);
  if (options.before !== null) rows = rows.where('id', '<', options.before);
  const page = await rows
    .orderBy('id', 'desc')
    .limit(options.limit + 1)
    .execute();
  const items = page.slice(0, options.limit);
  return { items, next: page.length > options.limit ? (items.at(-1)?.id ?? null) : null };
}
