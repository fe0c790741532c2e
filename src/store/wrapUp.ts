/** The outcomes and tags a tenant's managers keep; one row a tenant, read and saved whole. */
import { sql } from 'kysely';
import type { Choice } from '../contract/api';
import type { WrapUpRule } from '../domain/wrapUp';
import type { Reader } from './postgres/db';
import { saveVersioned } from './versioned';

export interface StoredWrapUp {
  version: number;
  outcomes: Choice[];
  tags: Choice[];
  changedAt: Date;
  changedBy: { id: string; name: string };
}

export async function findWrapUp(q: Reader, tenantId: string): Promise<StoredWrapUp | null> {
  const row = await q.selectFrom('wrap_up').selectAll().where('tenant_id', '=', tenantId).executeTakeFirst();
  if (!row) return null;
  const { version, outcomes, tags } = row;
  const changedBy = { id: row.changed_by_id, name: row.changed_by_name };
  return { version, outcomes, tags, changedAt: row.changed_at, changedBy };
}

/** What is asked for when this escalation is resolved, in the queue it is in. */
export async function wrapUpRuleOf(q: Reader, escalationId: string): Promise<WrapUpRule | null> {
  const row = await q
    .selectFrom('escalation as e')
    .innerJoin('queue as u', 'u.id', 'e.queue_id')
    .leftJoin('wrap_up as w', 'w.tenant_id', 'e.tenant_id')
    .select([
      'u.wrap_up_requires as requires',
      sql<Choice[]>`coalesce(w.outcomes, '[]')`.as('outcomes'),
      sql<Choice[]>`coalesce(w.tags, '[]')`.as('tags'),
    ])
    .where('e.id', '=', escalationId)
    .executeTakeFirst();
  return row ?? null;
}

/** False when somebody saved since `version` was read. */
export const saveWrapUp = (
  q: Reader,
  {
    outcomes,
    tags,
    ...saving
  }: {
    tenantId: string;
    version: number;
    outcomes: Choice[];
    tags: Choice[];
    by: { id: string; name: string };
    now: Date;
  },
): Promise<boolean> =>
  saveVersioned(q, 'wrap_up', saving, { outcomes: JSON.stringify(outcomes), tags: JSON.stringify(tags) });
