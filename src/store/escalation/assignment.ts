/** Who could take an escalation now, and how much everybody has; capacity is guarded by the lock of the agent's row. */
import { sql } from 'kysely';
import type { ServiceTargets } from '../../contract/api';
import type { Fit } from '../../domain/routing/assignment';
import { isAvailable, isThere, tabSince, takesOffers } from '../presence';
import { type Reader, constant, constants } from '../postgres/db';
import { hasRoomNow, hasSkill, isNotTakenFrom, loadNow, mayBeAsked } from './fit';

/** A queue whose escalations are offered. */
export interface OfferingQueue {
  id: string;
  tenantId: string;
  serviceTargets: ServiceTargets;
}

/** Of one agent in one queue; what is beyond is read again once these are offered. */
const FITS_EACH = 4;
const MOST_FITS = 1_000;
const MOST_QUEUES = 5_000;

export async function offeringQueues(q: Reader): Promise<OfferingQueue[]> {
  return q
    .selectFrom('queue')
    .select(['id', 'tenant_id as tenantId', 'service_targets as serviceTargets'])
    .where('removed_at', 'is', null)
    .where(sql`service_targets->>'assignment'`, '=', constant('automatic'))
    .limit(MOST_QUEUES)
    .execute();
}

/**
 * Every agent who may take one more now, with the most urgent of what waits for them in these queues. Read without
 * locks: `takeRoom` says whether it still holds. When nothing waits, nobody's work is counted.
 */
export async function fitsIn(
  q: Reader,
  { tenantId, queueIds, now }: { tenantId: string; queueIds: readonly string[]; now: Date },
): Promise<Fit[]> {
  const { rows } = await sql<FitRow>`
    with free as materialized (
      select a.id, a.name, a.skills, a.capacity, a.asked_at, a.presence_at >= ${tabSince(now)} as has_tab, l.load
      from agent a
      cross join lateral (select ${loadNow} as load offset 0) l
      where a.tenant_id = ${tenantId} and ${isAvailable(now)} and ${isThere(now)} and ${takesOffers}
        and exists (
          select 1 from escalation w
          where w.queue_id = any(${[...queueIds]}::uuid[]) and w.status = 'waiting' and w.offered_to is null)
        and ${hasRoomNow}
    )
    select f.id, m.name, f.load::int as load, f.capacity, f.asked_at, coalesce(f.has_tab, false) as has_tab,
      e.id as escalation_id, e.priority, e.opened_at
    from free f
    join team_member m on m.user_id = f.id
    join queue u on u.team_id = m.team_id and u.id = any(${[...queueIds]}::uuid[])
    cross join lateral (
      select w.id, w.priority, w.opened_at from escalation w
      where w.queue_id = u.id and w.status = 'waiting' and w.offered_to is null
        and ${isNotTakenFrom} and ${mayBeAsked(now)} and ${hasSkill}
      order by -w.priority, w.opened_at, w.id
      limit ${sql.lit(FITS_EACH)}
    ) e
    limit ${sql.lit(MOST_FITS)}`.execute(q);
  return rows.map((row) => ({
    escalation: { id: row.escalation_id, priority: row.priority, openedAt: row.opened_at },
    agent: {
      id: row.id,
      name: row.name,
      load: row.load,
      capacity: row.capacity,
      hasTab: row.has_tab,
      askedAt: row.asked_at,
    },
  }));
}

interface FitRow {
  id: string;
  name: string;
  load: number;
  capacity: number | null;
  asked_at: Date | null;
  has_tab: boolean;
  escalation_id: string;
  priority: number;
  opened_at: Date;
}

/**
 * Whether the agent is still there and has room for this one; they count as asked. Their row stays locked until the
 * transaction ends, so that nobody is offered, claims and is handed more than they take.
 */
export async function takeRoom(
  q: Reader,
  options: { tenantId: string; agentId: string; escalationId: string; now: Date },
): Promise<boolean> {
  const { tenantId, agentId, escalationId, now } = options;
  const agent = await q
    .selectFrom('agent as a')
    .select('a.capacity')
    .where('a.tenant_id', '=', tenantId)
    .where('a.id', '=', agentId)
    .where(isAvailable(now))
    .where(isThere(now))
    .where(takesOffers)
    .forUpdate()
    .executeTakeFirst();
  if (!agent || !(await fits(q, { tenantId, agentId, escalationId }, agent.capacity))) return false;
  await q
    .updateTable('agent')
    .set({ asked_at: now })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', agentId)
    .execute();
  return true;
}

/**
 * Whether the agent may own this one too: what they have and what is offered to them count together. Holds their row,
 * so that of two escalations only one gets the last place; somebody the desk has never seen has no limit yet.
 */
export async function hasRoom(q: Reader, whose: Whose): Promise<boolean> {
  const agent = await q
    .selectFrom('agent')
    .select('capacity')
    .where('tenant_id', '=', whose.tenantId)
    .where('id', '=', whose.agentId)
    .forUpdate()
    .executeTakeFirst();
  return fits(q, whose, agent?.capacity ?? null);
}

interface Whose {
  tenantId: string;
  agentId: string;
  /** The one in question: on offer to them already, it takes their place only once. */
  escalationId: string;
}

async function fits(q: Reader, { tenantId, agentId, escalationId }: Whose, capacity: number | null): Promise<boolean> {
  if (capacity === null) return true;
  const { has } = await q
    .selectFrom('escalation')
    .select((eb) => eb.fn.countAll<string>().as('has'))
    .where('tenant_id', '=', tenantId)
    .where('status', 'in', constants('waiting', 'claimed'))
    .where('id', '<>', escalationId)
    .where((eb) => eb.or([eb('assignee_id', '=', agentId), eb('offered_to', '=', agentId)]))
    .executeTakeFirstOrThrow();
  return Number(has) < capacity;
}

/** What is on offer to somebody now. */
export async function offeredTo(q: Reader, tenantId: string, agentId: string): Promise<string[]> {
  const rows = await q
    .selectFrom('escalation')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('offered_to', '=', agentId)
    .where('status', '=', constant('waiting'))
    .limit(MOST_FITS)
    .execute();
  return rows.map(({ id }) => id);
}
