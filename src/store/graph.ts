/** What each tenant's managers use Microsoft Graph for, and how that goes. */
import { sql } from 'kysely';
import type { AddApp, FollowPresence, GraphSettingsChange, TellBy } from '../contract/api';
import type { Reader } from './postgres/db';

export type GraphUse = 'feed' | 'presence' | 'install';
/** What stood in the way, for the words of what to do about it. */
export type GraphFault = 'notSetUp' | 'signIn' | 'forbidden' | 'refused' | 'busy' | 'broken';

export interface StoredGraphSettings {
  tellBy: TellBy;
  followPresence: FollowPresence;
  addApp: AddApp;
  changedAt: Date;
  changedBy: { id: string; name: string };
}

export async function findGraphSettings(q: Reader, tenantId: string): Promise<StoredGraphSettings | null> {
  const row = await q.selectFrom('graph_setting').selectAll().where('tenant_id', '=', tenantId).executeTakeFirst();
  if (!row) return null;
  return {
    tellBy: row.tell_by,
    followPresence: row.follow_presence,
    addApp: row.add_app,
    changedAt: row.changed_at,
    changedBy: { id: row.changed_by_id, name: row.changed_by_name },
  };
}

export async function saveGraphSettings(
  q: Reader,
  tenantId: string,
  change: GraphSettingsChange,
  by: { id: string; name: string },
  now: Date,
): Promise<void> {
  const set = {
    ...(change.tellBy !== undefined && { tell_by: change.tellBy }),
    // Asked for at once.
    ...(change.followPresence !== undefined && { follow_presence: change.followPresence, presence_due_at: now }),
    ...(change.addApp !== undefined && { add_app: change.addApp }),
    changed_at: now,
    changed_by_id: by.id,
    changed_by_name: by.name,
  };
  await q
    .insertInto('graph_setting')
    .values({ tenant_id: tenantId, ...set })
    .onConflict((oc) => oc.column('tenant_id').doUpdateSet(set))
    .execute();
}

export interface UseHealth {
  use: GraphUse;
  workedAt: Date | null;
  failedAt: Date | null;
  fault: GraphFault | null;
  reason: string | null;
}

export async function graphHealth(q: Reader, tenantId: string): Promise<UseHealth[]> {
  return q
    .selectFrom('graph_use')
    .select(['use', 'worked_at as workedAt', 'failed_at as failedAt', 'fault', 'reason'])
    .where('tenant_id', '=', tenantId)
    .execute();
}

/** Written once a minute at most, and whenever it had failed. */
export async function noteGraphWorked(q: Reader, tenantId: string, use: GraphUse, now: Date): Promise<void> {
  await sql`
    insert into graph_use as g (tenant_id, use, worked_at) values (${tenantId}, ${use}, ${now})
    on conflict (tenant_id, use) do update set worked_at = excluded.worked_at
    where g.worked_at is null or g.worked_at < excluded.worked_at - interval '1 minute' or g.failed_at >= g.worked_at`.execute(
    q,
  );
}

/** True when it is news: it worked before, or failed in another way. */
export async function noteGraphFailed(
  q: Reader,
  tenantId: string,
  use: GraphUse,
  failed: { fault: GraphFault; reason: string },
  now: Date,
): Promise<boolean> {
  const { rows } = await sql<{ isNews: boolean }>`
    with before as (select worked_at, failed_at, fault from graph_use where tenant_id = ${tenantId} and use = ${use})
    insert into graph_use as g (tenant_id, use, failed_at, fault, reason)
    values (${tenantId}, ${use}, ${now}, ${failed.fault}, ${failed.reason})
    on conflict (tenant_id, use) do update
      set failed_at = excluded.failed_at, fault = excluded.fault, reason = excluded.reason
    returning coalesce((
      select b.failed_at is null or b.worked_at > b.failed_at or b.fault is distinct from ${failed.fault} from before b
    ), true) as "isNews"`.execute(q);
  return rows[0]?.isNews ?? true;
}

/** Tenants whose agents' presence is due to be asked for, each for whoever takes its turn first. */
export async function takePresenceTurns(
  q: Reader,
  now: Date,
  next: Date,
): Promise<{ tenantId: string; follow: FollowPresence }[]> {
  const { rows } = await sql<{ tenantId: string; follow: FollowPresence }>`
    update graph_setting s set presence_due_at = ${next}
    from (
      select tenant_id from graph_setting where follow_presence <> 'off' and presence_due_at <= ${now}
      order by tenant_id limit 100 for update skip locked
    ) due
    where s.tenant_id = due.tenant_id
    returning s.tenant_id as "tenantId", s.follow_presence as "follow"`.execute(q);
  return rows;
}

export async function putOffPresence(q: Reader, tenantId: string, until: Date): Promise<void> {
  await q
    .updateTable('graph_setting')
    .set({ presence_due_at: until })
    .where('tenant_id', '=', tenantId)
    .where('presence_due_at', '<', until)
    .execute();
}
