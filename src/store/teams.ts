import { type Selectable, sql } from 'kysely';
import { type Reader, anyOf } from './postgres/db';
import type { Tables } from './postgres/schema';

export type TeamRow = Selectable<Tables['team']>;

export interface Member {
  /** Entra object id. */
  userId: string;
  teamsUserId: string;
  name: string;
  upn: string | null;
}

/** A team larger than this is read only in part; the app is for support teams. */
export const MOST_MEMBERS = 5_000;

export async function saveTeam(
  q: Reader,
  options: { id: string; tenantId: string; botAppId: string; name: string; serviceUrl: string },
): Promise<{ isNew: boolean }> {
  const known = await q.selectFrom('team').select('installed').where('id', '=', options.id).executeTakeFirst();
  await q
    .insertInto('team')
    .values({
      id: options.id,
      tenant_id: options.tenantId,
      bot_app_id: options.botAppId,
      name: options.name,
      service_url: options.serviceUrl,
    })
    .onConflict((oc) =>
      oc.column('id').doUpdateSet({
        name: options.name,
        service_url: options.serviceUrl,
        bot_app_id: options.botAppId,
        installed: true,
      }),
    )
    .execute();
  return { isNew: !known?.installed };
}

export async function findTeam(q: Reader, id: string): Promise<TeamRow | null> {
  return (await q.selectFrom('team').selectAll().where('id', '=', id).executeTakeFirst()) ?? null;
}

/** Those of the given people who are on the team. */
export async function membersOf(q: Reader, teamId: string, userIds: readonly string[]): Promise<Member[]> {
  if (userIds.length === 0) return [];
  return q
    .selectFrom('team_member')
    .select(['user_id as userId', 'teams_user_id as teamsUserId', 'name', 'upn'])
    .where('team_id', '=', teamId)
    .where('user_id', '=', anyOf(userIds))
    .execute();
}

/**
 * The managers on a team: whose role the tab has shown, and who is named by object id or sign-in name, whether or not
 * they have ever opened it. Who used the desk last comes first.
 * @param named in lower case
 */
export async function managersOn(
  q: Reader,
  team: { id: string; tenantId: string },
  named: readonly string[],
  limit: number,
): Promise<Member[]> {
  return q
    .selectFrom('team_member as m')
    .leftJoin('agent as a', (join) => join.onRef('a.id', '=', 'm.user_id').on('a.tenant_id', '=', team.tenantId))
    .select(['m.user_id as userId', 'm.teams_user_id as teamsUserId', 'm.name', 'm.upn'])
    .where('m.team_id', '=', team.id)
    .where((eb) =>
      eb.or([
        eb('a.manager', '=', true),
        eb(sql<string>`lower(m.user_id)`, '=', anyOf(named)),
        eb(sql<string>`lower(m.upn)`, '=', anyOf(named)),
      ]),
    )
    .orderBy('a.seen_at', (by) => by.desc().nullsLast())
    .orderBy('m.user_id')
    .limit(limit)
    .execute();
}

/** Those of a team who are named by one of their ids, or by a name only one of them has. */
export async function membersNamed(
  q: Reader,
  teamId: string,
  named: readonly { teamsUserId: string | null; name: string; userId?: string }[],
): Promise<Member[]> {
  const ids = named.flatMap(({ teamsUserId }) => teamsUserId ?? []);
  const userIds = named.flatMap(({ userId }) => userId ?? []);
  const names = named.flatMap(({ name, userId }) => (userId === undefined ? name.toLowerCase() : []));
  const rows = await q
    .selectFrom('team_member')
    .select(['user_id as userId', 'teams_user_id as teamsUserId', 'name', 'upn'])
    .where('team_id', '=', teamId)
    .where((eb) =>
      eb.or([
        eb('teams_user_id', '=', sql<string>`any(${ids}::text[])`),
        eb('user_id', '=', sql<string>`any(${userIds}::text[])`),
        eb(sql<string>`lower(name)`, '=', sql<string>`any(${names}::text[])`),
      ]),
    )
    .limit(100)
    .execute();
  const alone = (name: string) => rows.filter((row) => row.name.toLowerCase() === name.toLowerCase()).length === 1;
  return rows.filter(
    ({ teamsUserId, userId, name }) => ids.includes(teamsUserId) || userIds.includes(userId) || alone(name),
  );
}

/** Somebody as a team of the desk has them, to begin a chat with. */
export async function memberOfTeam(
  q: Reader,
  tenantId: string,
  userId: string,
): Promise<{ teamsUserId: string; serviceUrl: string; botAppId: string } | null> {
  const row = await q
    .selectFrom('team_member as m')
    .innerJoin('team as t', 't.id', 'm.team_id')
    .select(['m.teams_user_id as teamsUserId', 't.service_url as serviceUrl', 't.bot_app_id as botAppId'])
    .where('t.tenant_id', '=', tenantId)
    .where('t.installed', '=', true)
    .where('m.user_id', '=', userId)
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

export async function markTeamRemoved(q: Reader, id: string, { welcomedAgain = true } = {}): Promise<void> {
  await q
    .updateTable('team')
    .set({ installed: false, ...(welcomedAgain && { welcomed_at: null }) })
    .where('id', '=', id)
    .execute();
  await q.deleteFrom('team_member').where('team_id', '=', id).execute();
}

export async function markWelcomed(q: Reader, id: string, now: Date): Promise<void> {
  await q.updateTable('team').set({ welcomed_at: now }).where('id', '=', id).execute();
}

/** Replaces what is known of the team's people and channels; says whether other people are on it now. */
export async function saveRoster(
  q: Reader,
  teamId: string,
  members: Member[],
  channels: { id: string; name: string }[],
  now: Date,
): Promise<{ changed: boolean }> {
  const kept = members.slice(0, MOST_MEMBERS);
  await q
    .updateTable('team')
    .set({ channels: JSON.stringify(channels), roster_at: now })
    .where('id', '=', teamId)
    .execute();
  const before = await q.deleteFrom('team_member').where('team_id', '=', teamId).returning('user_id').execute();
  for (let from = 0; from < kept.length; from += 500) {
    await q
      .insertInto('team_member')
      .values(
        kept.slice(from, from + 500).map((m) => ({
          team_id: teamId,
          user_id: m.userId,
          teams_user_id: m.teamsUserId,
          name: m.name,
          upn: m.upn,
        })),
      )
      .onConflict((oc) => oc.columns(['team_id', 'user_id']).doNothing())
      .execute();
  }
  const after = new Set(kept.map(({ userId }) => userId));
  return { changed: after.size !== before.length || before.some((row) => !after.has(row.user_id)) };
}

/** Teams whose roster was read longest ago, before the given time. */
export async function staleRosters(q: Reader, before: Date, limit: number): Promise<string[]> {
  const rows = await q
    .selectFrom('team')
    .select('id')
    .where('installed', '=', true)
    .where((eb) => eb.or([eb('roster_at', 'is', null), eb('roster_at', '<', before)]))
    .orderBy('roster_at', (ob) => ob.asc().nullsFirst())
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}

/** Teams moved the team's region: cards are found there from now on. */
export async function repointTeam(q: Reader, id: string, serviceUrl: string): Promise<void> {
  await q.updateTable('team').set({ service_url: serviceUrl }).where('id', '=', id).execute();
  await q
    .updateTable('card')
    .set({ service_url: serviceUrl })
    .where('channel_id', 'in', (eb) =>
      eb.selectFrom('queue').select('channel_id').where('team_id', '=', id).$castTo<string>(),
    )
    .execute();
}
