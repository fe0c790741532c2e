/** Who could take an escalation now, and how much everybody has; capacity is guarded by the lock of the agent's row. */
import { type SqlBool, sql } from 'kysely';
import { THERE_SECONDS } from '../agents';
import { type Reader, constant, constants } from '../postgres/db';

const CANDIDATES = 20;

/** What an agent has: open escalations of theirs, and those on offer to them. */
const load = sql<number>`(
  select count(*) from escalation x
  where x.tenant_id = a.tenant_id and x.status in ('waiting', 'claimed')
    and (x.assignee_id = a.id or x.offered_to = a.id))::int`;

export interface Candidate {
  id: string;
  name: string;
}

/**
 * The least busy agent who is available, has the skill and has capacity, with their row locked until the transaction
 * ends. Of two equally busy ones, who has waited longer for work. Rows locked by another process are skipped.
 */
export async function takeLeastBusy(
  q: Reader,
  options: { tenantId: string; queueId: string; escalationId: string; except: readonly string[]; now: Date },
): Promise<Candidate | null> {
  const there = new Date(options.now.getTime() - THERE_SECONDS * 1_000);
  const rows = await q
    .selectFrom('agent as a')
    .innerJoin('team_member as m', 'm.user_id', 'a.id')
    .innerJoin('queue as u', 'u.team_id', 'm.team_id')
    .innerJoin('escalation as e', (join) => join.on('e.id', '=', options.escalationId))
    .select(['a.id', 'm.name', load.as('load')])
    .where('a.tenant_id', '=', options.tenantId)
    .where('u.id', '=', options.queueId)
    .where('a.presence', '=', constant('available'))
    .where('a.presence_at', '>=', there)
    .where(sql<SqlBool>`a.id <> all(${[...options.except]}::text[])`)
    .where(
      sql<SqlBool>`(e.required_skill is null or lower(e.required_skill) in (select lower(s) from unnest(a.skills) s))`,
    )
    .where(sql<SqlBool>`(a.capacity is null or ${load} < a.capacity)`)
    .orderBy('load')
    .orderBy(sql`(select max(x.claimed_at) from escalation x where x.assignee_id = a.id)`, (by) =>
      by.asc().nullsFirst(),
    )
    .orderBy('a.id')
    .limit(CANDIDATES)
    .execute();
  for (const { id, name } of rows) {
    const agent = await agentRow(q, options.tenantId, id).skipLocked().executeTakeFirst();
    if (agent && hasRoomFor(await loadOf(q, options.tenantId, id, true), agent.capacity)) return { id, name };
  }
  return null;
}

/**
 * Whether the agent may own one more. Holds their row, so that of two escalations only one gets the last place;
 * somebody the desk has never seen has no limit yet.
 */
export async function hasRoom(q: Reader, tenantId: string, agentId: string): Promise<boolean> {
  const agent = await agentRow(q, tenantId, agentId).executeTakeFirst();
  return agent?.capacity == null || hasRoomFor(await loadOf(q, tenantId, agentId, false), agent.capacity);
}

function agentRow(q: Reader, tenantId: string, id: string) {
  return q.selectFrom('agent').select('capacity').where('tenant_id', '=', tenantId).where('id', '=', id).forUpdate();
}

async function loadOf(q: Reader, tenantId: string, agentId: string, withOffers: boolean): Promise<number> {
  const { has } = await q
    .selectFrom('escalation')
    .select((eb) => eb.fn.countAll<string>().as('has'))
    .where('tenant_id', '=', tenantId)
    .where('status', 'in', constants('waiting', 'claimed'))
    .where((eb) => eb.or([eb('assignee_id', '=', agentId), ...(withOffers ? [eb('offered_to', '=', agentId)] : [])]))
    .executeTakeFirstOrThrow();
  return Number(has);
}

const hasRoomFor = (load: number, capacity: number | null): boolean => capacity === null || load < capacity;

/** Somebody became free: what waits for one in their queues is offered again at once. */
export async function offerAnew(q: Reader, tenantId: string, agentId: string, now: Date): Promise<void> {
  // Locked rows are skipped: whoever holds them decides anew anyway.
  await sql`
    with those as (
      select e.id from escalation e join queue u on u.id = e.queue_id
      where e.tenant_id = ${tenantId} and e.status = 'waiting' and e.offered_to is null
        and u.service_targets->>'assignment' = 'automatic'
        and exists (select 1 from team_member m where m.team_id = u.team_id and m.user_id = ${agentId})
      for update of e skip locked
    )
    update escalation e set due_at = least(e.due_at, ${now}), offered_until = null
    from those where e.id = those.id`.execute(q);
}
