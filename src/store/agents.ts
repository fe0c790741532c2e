import { type SqlBool, sql } from 'kysely';
import type { Presence, TeamsReason } from '../contract/api';
import type { TeamsAddress } from '../domain/message';
import { type Reader, constant } from './postgres/db';
import { isAvailable, isThere, presenceNow, tabSince, takesOffers, teamsSays } from './presence';

export interface AgentRow {
  id: string;
  name: string;
  upn: string | null;
  queueIds: string[];
  presence: Presence;
  skills: string[];
  capacity: number | null;
  load: number;
  /** When their last tab closed; null while one is open, or nobody knows. */
  tabClosedAt: Date | null;
  /** Why Teams has them busy or away though they said they are available. */
  teamsSays: TeamsReason | null;
  setBy: SetBy | null;
}

/** By whom somebody's presence was set, while they have not said otherwise. */
export interface SetBy {
  by: string;
  reason: string;
  at: Date;
}

/** What a person says of themselves, and a manager of them. */
export interface AgentState extends Pick<AgentRow, 'presence' | 'skills' | 'capacity' | 'teamsSays' | 'setBy'> {
  /** Whether they have ever said whether they are there. */
  hasSaid: boolean;
  takesOffers: boolean;
}

const MOST = 1_000;

/** Remembers who signed in to the tab; the role in their token is what a card press cannot show. */
export async function sawAgent(
  q: Reader,
  options: { tenantId: string; id: string; name: string; upn: string | null; manager: boolean },
  now: Date,
): Promise<void> {
  await q
    .insertInto('agent')
    .values({
      tenant_id: options.tenantId,
      id: options.id,
      name: options.name,
      upn: options.upn,
      manager: options.manager,
      seen_at: now,
    })
    .onConflict((oc) =>
      oc
        .columns(['tenant_id', 'id'])
        .doUpdateSet({ name: options.name, upn: options.upn, manager: options.manager, seen_at: now }),
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

/** The chat in which somebody last wrote to a bot of the desk. */
export async function chatOf(q: Reader, tenantId: string, userId: string): Promise<TeamsAddress | null> {
  const row = await q
    .selectFrom('conversation as c')
    .innerJoin('connection as n', 'n.id', 'c.connection_id')
    .select('c.address')
    .where('c.customer_id', '=', userId)
    .where('c.tenant_id', '=', tenantId)
    .where('n.state', '<>', constant('removed'))
    .where(sql<SqlBool>`c.address ->> 'channel' = 'teams'`)
    .orderBy('c.active_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.address?.channel === 'teams' ? row.address : null;
}

/** Everyone on a queue's team, with how they are. */
export async function listAgents(q: Reader, tenantId: string, now: Date): Promise<AgentRow[]> {
  const rows = await q
    .selectFrom('team_member as m')
    .innerJoin('queue as u', 'u.team_id', 'm.team_id')
    .leftJoin('agent as a', (join) => join.onRef('a.id', '=', 'm.user_id').on('a.tenant_id', '=', tenantId))
    .where('u.tenant_id', '=', tenantId)
    .where('u.removed_at', 'is', null)
    .select([
      'm.user_id as id',
      sql<string>`min(m.name)`.as('name'),
      sql<string | null>`min(m.upn)`.as('upn'),
      sql<string[]>`array_agg(distinct u.id::text)`.as('queueIds'),
      sql<Presence>`case when ${isThere(now)} then ${presenceNow(now)} else 'away' end`.as('presence'),
      sql<TeamsReason | null>`case when ${isThere(now)} then ${teamsSays(now)} end`.as('teamsSays'),
      sql<Date | null>`case when a.presence_at < ${tabSince(now)} then a.presence_at end`.as('tabClosedAt'),
      sql<string[]>`coalesce(a.skills, '{}')`.as('skills'),
      'a.capacity',
      'a.set_by',
      'a.set_reason',
      'a.set_at',
      sql<number>`(select count(*)::int from escalation e
        where e.tenant_id = ${tenantId} and e.assignee_id = m.user_id and e.status = 'claimed')`.as('load'),
    ])
    .groupBy(['m.user_id', 'a.tenant_id', 'a.id'])
    .orderBy('name')
    .limit(MOST)
    .execute();
  return rows.map(withSetBy);
}

function withSetBy<Row extends { set_by: string | null; set_reason: string | null; set_at: Date | null }>(row: Row) {
  const { set_by: by, set_reason: reason, set_at: at, ...rest } = row;
  return { ...rest, setBy: by !== null && at !== null ? { by, reason: reason ?? '', at } : null };
}

/** Somebody new is unlimited and away. */
export async function agentOf(q: Reader, tenantId: string, id: string, now: Date): Promise<AgentState> {
  const row = await q
    .selectFrom('agent as a')
    .select([
      presenceNow(now).as('presence'),
      teamsSays(now).as('teamsSays'),
      'a.skills',
      'a.capacity',
      'a.set_by',
      'a.set_reason',
      'a.set_at',
      sql<boolean>`a.said_at is not null`.as('hasSaid'),
      takesOffers.$castTo<boolean>().as('takesOffers'),
    ])
    .where('a.tenant_id', '=', tenantId)
    .where('a.id', '=', id)
    .executeTakeFirst();
  return row ? withSetBy(row) : NOBODY;
}

const NOBODY: AgentState = {
  presence: 'away',
  teamsSays: null,
  skills: [],
  capacity: null,
  hasSaid: false,
  takesOffers: true,
  setBy: null,
};

/**
 * A manager says it for them: available counts as if they had a tab open until `until`.
 * @returns false when they have never opened the tab
 */
export async function setPresenceOf(
  q: Reader,
  whose: { tenantId: string; id: string },
  set: { presence: Presence; by: string; reason: string },
  { now, until }: { now: Date; until: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await q
    .updateTable('agent')
    .set({
      presence: set.presence,
      said_at: now,
      set_by: set.by,
      set_reason: set.reason,
      set_at: now,
      ...(set.presence === 'available' && { there_until: until }),
    })
    .where('tenant_id', '=', whose.tenantId)
    .where('id', '=', whose.id)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** @param until when they count as gone, unless a tab says otherwise meanwhile */
export async function setPresence(
  q: Reader,
  whose: { tenantId: string; id: string },
  change: { presence?: Presence | undefined; takesOffers?: boolean | undefined },
  { now, until }: { now: Date; until: Date },
): Promise<void> {
  await q
    .updateTable('agent')
    .set({
      presence_at: now,
      there_until: until,
      ...(change.presence !== undefined && {
        presence: change.presence,
        said_at: now,
        set_by: null,
        set_reason: null,
        set_at: null,
      }),
      ...(change.takesOffers !== undefined && { takes_offers: change.takesOffers }),
    })
    .where('tenant_id', '=', whose.tenantId)
    .where('id', '=', whose.id)
    .execute();
}

/** Their tab is in view until then, unless it says so again. */
export async function setLooking(q: Reader, tenantId: string, id: string, until: Date): Promise<void> {
  await q
    .updateTable('agent')
    .set({ looking_until: until })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute();
}

/** Their tabs are open: what they said of themselves still holds. */
export async function stillThere(
  q: Reader,
  ids: readonly string[],
  { now, until }: { now: Date; until: Date },
): Promise<void> {
  if (ids.length === 0) return;
  // Locks in one order and skips locked rows: two processes may update the same people.
  await sql`
    with those as (
      select tenant_id, id from agent where id = any(${[...ids]}::text[]) order by tenant_id, id for update skip locked
    )
    update agent a set presence_at = ${now}, there_until = ${until}
    from those where a.tenant_id = those.tenant_id and a.id = those.id`.execute(q);
}

/** Somebody let an offer end unanswered: with no tab open they are not there. */
export async function missedOffer(q: Reader, tenantId: string, id: string, now: Date): Promise<void> {
  await q
    .updateTable('agent')
    .set({ there_until: null })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('presence_at', '<', tabSince(now))
    .execute();
}

export async function changeAgent(
  q: Reader,
  options: { tenantId: string; id: string; name: string },
  change: { skills?: string[] | undefined; capacity?: number | null | undefined },
): Promise<void> {
  const set = {
    ...(change.skills !== undefined && { skills: change.skills }),
    ...(change.capacity !== undefined && { capacity: change.capacity }),
  };
  await q
    .insertInto('agent')
    .values({ tenant_id: options.tenantId, id: options.id, name: options.name, ...set })
    .onConflict((oc) => oc.columns(['tenant_id', 'id']).doUpdateSet({ name: options.name, ...set }))
    .execute();
}

/** Whether some agent of the queue's team is there to be offered what waits. */
export async function isAnybodyThere(q: Reader, queueId: string, now: Date): Promise<boolean> {
  const row = await q
    .selectFrom('queue as u')
    .innerJoin('team_member as m', 'm.team_id', 'u.team_id')
    .innerJoin('agent as a', (join) => join.onRef('a.id', '=', 'm.user_id').onRef('a.tenant_id', '=', 'u.tenant_id'))
    .select('a.id')
    .where('u.id', '=', queueId)
    .where(isAvailable(now))
    .where(isThere(now))
    .where(takesOffers)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
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
