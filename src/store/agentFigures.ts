/** Who sees figures of single agents: what managers chose, and which agents have read it. */
import type { AgentFigures, FiguresShownTo } from '../contract/api';
import type { Reader } from './postgres/db';

/** Null: nobody has ever chosen. */
export async function findAgentFigures(q: Reader, tenantId: string): Promise<AgentFigures | null> {
  const row = await q.selectFrom('agent_figures').selectAll().where('tenant_id', '=', tenantId).executeTakeFirst();
  if (!row) return null;
  return {
    shownTo: row.shown_to,
    changedAt: row.changed_at.toISOString(),
    changedBy: { id: row.changed_by_id, name: row.changed_by_name },
  };
}

export async function saveAgentFigures(
  q: Reader,
  {
    tenantId,
    shownTo,
    by,
    now,
  }: { tenantId: string; shownTo: FiguresShownTo; by: { id: string; name: string }; now: Date },
): Promise<void> {
  const set = { shown_to: shownTo, changed_at: now, changed_by_id: by.id, changed_by_name: by.name };
  await q
    .insertInto('agent_figures')
    .values({ tenant_id: tenantId, ...set })
    .onConflict((oc) => oc.column('tenant_id').doUpdateSet(set))
    .execute();
}

/** When an agent last read who sees figures about them; null: never. */
export async function figuresReadAt(q: Reader, tenantId: string, id: string): Promise<Date | null> {
  const row = await q
    .selectFrom('agent')
    .select('figures_read_at as at')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.at ?? null;
}

export async function figuresRead(q: Reader, tenantId: string, id: string, now: Date): Promise<void> {
  await q
    .updateTable('agent')
    .set({ figures_read_at: now })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute();
}
