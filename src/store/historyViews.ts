/** Views of the history people keep, everybody's and each person's own. */
import { sql } from 'kysely';
import type { ViewShows } from '../contract/api';
import type { Reader } from './postgres/db';
import { lockNamed } from './postgres/lockNamed';

export interface HistoryViewRow {
  id: string;
  tenantId: string;
  /** Null: everybody's. */
  ownerId: string | null;
  name: string;
  shows: ViewShows;
  version: number;
  changedBy: string;
}

const rows = (q: Reader) =>
  q
    .selectFrom('history_view')
    .select([
      'id',
      'tenant_id as tenantId',
      'owner_id as ownerId',
      'name',
      'shows',
      'version',
      'changed_by_name as changedBy',
    ]);

/** Everybody's and one person's own, by name. */
export async function historyViewsOf(
  q: Reader,
  who: { tenantId: string; id: string },
  most: number,
): Promise<HistoryViewRow[]> {
  return rows(q)
    .where('tenant_id', '=', who.tenantId)
    .where((eb) => eb.or([eb('owner_id', 'is', null), eb('owner_id', '=', who.id)]))
    .orderBy(sql`lower(name)`)
    .orderBy('id')
    .limit(most)
    .execute();
}

export async function findHistoryView(q: Reader, id: string): Promise<HistoryViewRow | null> {
  return (await rows(q).where('id', '=', id).executeTakeFirst()) ?? null;
}

/** The same, locked until the transaction ends. */
export async function lockHistoryView(q: Reader, id: string): Promise<HistoryViewRow | null> {
  return (await rows(q).where('id', '=', id).forUpdate().executeTakeFirst()) ?? null;
}

/** Everybody's list, or one person's: who adds to it counts what is there, and nobody adds meanwhile. */
export async function lockHistoryViews(q: Reader, tenantId: string, ownerId: string | null): Promise<void> {
  await lockNamed(q, `history views ${tenantId} ${ownerId ?? ''}`);
}

export async function countHistoryViews(q: Reader, tenantId: string, ownerId: string | null): Promise<number> {
  const { count } = await q
    .selectFrom('history_view')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('tenant_id', '=', tenantId)
    .where('owner_id', ownerId === null ? 'is' : '=', ownerId)
    .executeTakeFirstOrThrow();
  return count;
}

/** Of the same list, and called the same but for capital letters; the first of them. */
export async function namesake(
  q: Reader,
  { tenantId, ownerId, name }: Pick<HistoryViewRow, 'tenantId' | 'ownerId' | 'name'>,
): Promise<string | null> {
  const other = await q
    .selectFrom('history_view')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('owner_id', ownerId === null ? 'is' : '=', ownerId)
    .where(sql`lower(name)`, '=', sql`lower(${name})`)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return other?.id ?? null;
}

export async function insertHistoryView(
  q: Reader,
  view: { tenantId: string; ownerId: string | null; name: string; shows: ViewShows; by: string },
): Promise<string> {
  const { id } = await q
    .insertInto('history_view')
    .values({
      tenant_id: view.tenantId,
      owner_id: view.ownerId,
      name: view.name,
      shows: JSON.stringify(view.shows),
      changed_by_name: view.by,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export async function updateHistoryView(
  q: Reader,
  id: string,
  change: { name?: string | undefined; shows?: ViewShows | undefined; by: string },
): Promise<void> {
  await q
    .updateTable('history_view')
    .set({
      ...(change.name !== undefined && { name: change.name }),
      ...(change.shows !== undefined && { shows: JSON.stringify(change.shows) }),
      changed_by_name: change.by,
      changed_at: sql<Date>`now()`,
      version: sql<number>`version + 1`,
    })
    .where('id', '=', id)
    .execute();
}

export async function deleteHistoryView(q: Reader, id: string): Promise<void> {
  await q.deleteFrom('history_view').where('id', '=', id).execute();
}
