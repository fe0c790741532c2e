import { sql } from 'kysely';
import type { Reader } from './db';

export interface AgentRow {
  id: string;
  name: string;
  upn: string | null;
  queueIds: string[];
}

const MOST = 1_000;

/** Remembers who signed in to the tab; the role in their token is what a card press cannot show. */
export async function sawAgent(
  q: Reader,
  o: { tenantId: string; id: string; name: string; upn: string | null; manager: boolean },
  now: Date,
): Promise<void> {
  await q
    .insertInto('agent')
    .values({ tenant_id: o.tenantId, id: o.id, name: o.name, upn: o.upn, manager: o.manager, seen_at: now })
    .onConflict((oc) =>
      oc.columns(['tenant_id', 'id']).doUpdateSet({ name: o.name, upn: o.upn, manager: o.manager, seen_at: now }),
    )
    .execute();
}

export async function isKnownManager(q: Reader, tenantId: string, id: string): Promise<boolean> {
  const row = await q
    .selectFrom('agent')
    .select('manager')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.manager ?? false;
}

/** Managers who have used the desk, the latest first. */
export async function managersOf(q: Reader, tenantId: string, limit: number): Promise<string[]> {
  const rows = await q
    .selectFrom('agent')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('manager', '=', true)
    .orderBy('seen_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** Everyone on a queue's team. */
export async function listAgents(q: Reader, tenantId: string): Promise<AgentRow[]> {
  return q
    .selectFrom('team_member')
    .innerJoin('queue', 'queue.team_id', 'team_member.team_id')
    .where('queue.tenant_id', '=', tenantId)
    .where('queue.removed_at', 'is', null)
    .select([
      'team_member.user_id as id',
      sql<string>`min(team_member.name)`.as('name'),
      sql<string | null>`min(team_member.upn)`.as('upn'),
      sql<string[]>`array_agg(distinct queue.id::text)`.as('queueIds'),
    ])
    .groupBy('team_member.user_id')
    .orderBy('name')
    .limit(MOST)
    .execute();
}

export async function findMember(
  q: Reader,
  tenantId: string,
  userId: string,
  queueId: string,
): Promise<{ id: string; name: string } | null> {
  const row = await q
    .selectFrom('team_member')
    .innerJoin('queue', 'queue.team_id', 'team_member.team_id')
    .where('queue.tenant_id', '=', tenantId)
    .where('queue.id', '=', queueId)
    .where('team_member.user_id', '=', userId)
    .select(['team_member.user_id as id', 'team_member.name'])
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}
