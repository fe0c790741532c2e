/** Who manages the desk of a tenant, and how the desk reaches them in Teams. */
import { sql } from 'kysely';
import type { Reader } from './postgres/db';
import { lockNamed } from './postgres/lockNamed';

export interface ReachableManager {
  id: string;
  /** The chat in which they last wrote to a bot of the desk; null: a team of the desk has them, so one can be begun. */
  conversationId: string | null;
}

/**
 * Managers who can be told something in a chat of their own: whose role the tab has shown, and who is named by object
 * id or sign-in name, whether or not they have ever opened it. Who used the desk last comes first.
 * @param named in lower case
 * @param queueId of whose queue it is about; null: it is about the whole desk, and not for bounded managers
 */
export async function reachableManagers(
  q: Reader,
  { tenantId, queueId }: { tenantId: string; queueId: string | null },
  named: readonly string[],
  limit: number,
): Promise<ReachableManager[]> {
  const { rows } = await sql<ReachableManager>`
    with named as (select unnest(${[...named]}::text[]) as name),
    manager as (
      select a.id from agent a where a.tenant_id = ${tenantId}
        and ((a.manager and not exists (
          select from manager_bound b where b.tenant_id = ${tenantId} and b.agent_id = a.id and b.queue_ids is not null
            and (${queueId}::uuid is null or not b.queue_ids @> array[${queueId}::uuid]))) or lower(a.id) in (select name from named) or lower(a.upn) in (select name from named))
      union
      select m.user_id from team_member m join team t on t.id = m.team_id
      where t.tenant_id = ${tenantId} and t.installed
        and (lower(m.user_id) in (select name from named) or lower(m.upn) in (select name from named))
      union
      select c.customer_id from conversation c
      where c.tenant_id = ${tenantId} and c.customer_id in (select name from named)
    )
    select m.id, chat.address ->> 'conversationId' as "conversationId"
    from manager m
    left join agent a on a.tenant_id = ${tenantId} and a.id = m.id
    left join lateral (
      select c.address from conversation c join connection n on n.id = c.connection_id
      where c.customer_id = m.id and c.tenant_id = ${tenantId} and n.state <> 'removed'
        and c.address ->> 'channel' = 'teams'
      order by c.active_at desc limit 1
    ) chat on true
    where chat.address is not null or exists (
      select from team_member x join team t on t.id = x.team_id
      where t.tenant_id = ${tenantId} and t.installed and x.user_id = m.id)
    order by a.seen_at desc nulls last, m.id
    limit ${limit}`.execute(q);
  return rows;
}

/** The queues a bounded manager manages; null: they manage all. */
export async function boundOf(q: Reader, tenantId: string, id: string): Promise<string[] | null> {
  const row = await q
    .selectFrom('manager_bound')
    .select('queue_ids as queueIds')
    .where('tenant_id', '=', tenantId)
    .where('agent_id', '=', id)
    .executeTakeFirst();
  return row?.queueIds ?? null;
}

export interface ManagerRow {
  id: string;
  name: string;
  upn: string | null;
  queueIds: string[] | null;
  version: number;
  changedAt: Date | null;
  changedBy: string | null;
}

const MOST = 500;

/** Whose role the tab has shown, and who is named by object id or sign-in name and has used it. @param named in lower case */
export async function managersOf(q: Reader, tenantId: string, named: readonly string[]): Promise<ManagerRow[]> {
  const { rows } = await sql<ManagerRow>`
    select a.id, a.name, a.upn, b.queue_ids as "queueIds", coalesce(b.version, 0) as version,
      b.changed_at as "changedAt", b.changed_by_name as "changedBy"
    from agent a left join manager_bound b on b.tenant_id = a.tenant_id and b.agent_id = a.id
    where a.tenant_id = ${tenantId}
      and (a.manager or lower(a.id) = any(${[...named]}::text[]) or lower(a.upn) = any(${[...named]}::text[]))
    order by lower(a.name), a.id limit ${MOST}`.execute(q);
  return rows;
}

/** Bounds are changed one after the other, so that two managers do not bound each other. */
export async function lockBounds(q: Reader, tenantId: string): Promise<void> {
  await lockNamed(q, `manager bounds ${tenantId}`);
}

export async function saveBound(
  q: Reader,
  {
    tenantId,
    id,
    queueIds,
    by,
    now,
  }: { tenantId: string; id: string; queueIds: string[] | null; by: string; now: Date },
): Promise<void> {
  await sql`
    insert into manager_bound (tenant_id, agent_id, queue_ids, changed_at, changed_by_name)
    values (${tenantId}, ${id}, ${queueIds}::uuid[], ${now}, ${by})
    on conflict (tenant_id, agent_id) do update set queue_ids = excluded.queue_ids, changed_at = excluded.changed_at,
      changed_by_name = excluded.changed_by_name, version = manager_bound.version + 1`.execute(q);
}
