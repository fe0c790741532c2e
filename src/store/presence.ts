/** Who is there and available, by what they say, whether a tab is open, and what Teams says of them. */
import { type SqlBool, sql } from 'kysely';
import type { Presence, TeamsReason } from '../contract/api';
import type { SeenInTeams } from '../domain/teamsPresence';
import { type Reader, constant } from './postgres/db';

/** An open tab says that somebody is there at least this often. */
const TAB_MS = 120_000;

/** A tab heard of since then is open. */
export const tabSince = (now: Date): Date => new Date(now.getTime() - TAB_MS);

/** Of an agent `a`: a tab of theirs is open, or closed not long enough ago to count them as gone. */
export const isThere = (now: Date) => sql<SqlBool>`(a.presence_at >= ${tabSince(now)} or a.there_until >= ${now})`;

/** Of an agent `a`: Teams has them busy or away, and they have not said otherwise since. What was read long ago does not count. */
const inTeams = (now: Date) =>
  sql<SqlBool>`(a.presence = 'available' and coalesce(a.teams_until > ${now}, false) and coalesce(a.said_at < a.teams_since, true))`;

/** Of an agent `a`: they say they are available, and Teams does not say that they are busy or away. */
export const isAvailable = (now: Date) => sql<SqlBool>`(a.presence = 'available' and not ${inTeams(now)})`;

export const presenceNow = (now: Date) =>
  sql<Presence>`case when ${inTeams(now)} then a.teams_presence else a.presence end`;
export const teamsSays = (now: Date) => sql<TeamsReason | null>`case when ${inTeams(now)} then a.teams_reason end`;

/** Of an agent `a`: a manager with an open tab is no candidate unless they say so. */
export const takesOffers = sql<SqlBool>`coalesce(a.takes_offers, not a.manager)`;

/** Who says they are available and is there: whose presence in Teams is worth asking for. */
export async function availableThere(q: Reader, tenantId: string, now: Date, limit: number): Promise<string[]> {
  const rows = await q
    .selectFrom('agent as a')
    .select('a.id')
    .where('a.tenant_id', '=', tenantId)
    .where('a.presence', '=', constant('available'))
    .where(isThere(now))
    .orderBy('a.id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/**
 * Keeps how Teams says people are, until `until`.
 * @returns those who are available now and were not, or the other way round
 */
export async function saveTeamsPresence(
  q: Reader,
  tenantId: string,
  seen: readonly { id: string; seen: SeenInTeams | null }[],
  { now, until }: { now: Date; until: Date },
): Promise<{ id: string; name: string; isAvailable: boolean }[]> {
  // Locks in one order and skips locked rows, as `stillThere` does; whoever is skipped is read again soon.
  const { rows } = await sql<{ id: string; name: string; was: boolean; isAvailable: boolean }>`
    with news as (
      select * from unnest(
        ${seen.map(({ id }) => id)}::text[],
        ${seen.map((one) => one.seen?.presence ?? null)}::text[],
        ${seen.map((one) => one.seen?.reason ?? null)}::text[]
      ) as n (id, presence, reason)
    ), those as (
      select a.tenant_id, a.id, ${isAvailable(now)} as was,
        case when a.teams_presence = n.presence and a.teams_until > ${now} then a.teams_since else ${now}::timestamptz end as since,
        n.presence, n.reason
      from agent a join news n on n.id = a.id
      where a.tenant_id = ${tenantId} and (n.presence is not null or a.teams_until is not null)
      order by a.tenant_id, a.id for update of a skip locked
    )
    update agent a set teams_presence = t.presence, teams_reason = t.reason,
      teams_since = case when t.presence is not null then t.since end,
      teams_until = case when t.presence is not null then ${until}::timestamptz end
    from those t where a.tenant_id = t.tenant_id and a.id = t.id
    returning a.id, a.name, t.was, ${isAvailable(now)} as "isAvailable"`.execute(q);
  return rows.filter((row) => row.was !== row.isAvailable);
}

/** Nobody asks Teams any more: only what people say counts. */
export async function forgetTeamsPresence(q: Reader, tenantId: string): Promise<void> {
  await q
    .updateTable('agent')
    .set({ teams_presence: null, teams_reason: null, teams_since: null, teams_until: null })
    .where('tenant_id', '=', tenantId)
    .where('teams_until', 'is not', null)
    .execute();
}
