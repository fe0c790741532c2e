/** Who manages the desk of a tenant, and how the desk reaches them in Teams. */
import { sql } from 'kysely';
import type { Reader } from './postgres/db';

export interface ReachableManager {
  id: string;
  /** The chat in which they last wrote to a bot of the desk; null: a team of the desk has them, so one can be begun. */
  conversationId: string | null;
}

/**
 * Managers who can be told something in a chat of their own: whose role the tab has shown, and who is named by object
 * id or sign-in name, whether or not they have ever opened it. Who used the desk last comes first.
 * @param named in lower case
 */
export async function reachableManagers(
  q: Reader,
  tenantId: string,
  named: readonly string[],
  limit: number,
): Promise<ReachableManager[]> {
  const { rows } = await sql<ReachableManager>`
    with named as (select unnest(${[...named]}::text[]) as name),
    manager as (
      select a.id from agent a where a.tenant_id = ${tenantId}
        and (a.manager or lower(a.id) in (select name from named) or lower(a.upn) in (select name from named))
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
