/** How agents were, from when until when: every change of it is a row; the next one ends it. */
import { sql } from 'kysely';
import type { AgentStateKind } from '../contract/api';
import { isThere, presenceNow, tabSince } from './presence';
import type { Reader } from './postgres/db';

export interface StateRow {
  agentId: string;
  name: string;
  at: Date;
  state: AgentStateKind;
  byName: string | null;
  reason: string | null;
}

/** Read at once; of more, a shorter period is asked for. */
export const MOST_STATES = 50_000;

/**
 * Writes down whoever is another way than last written. Who went unnoticed, as while the desk was down, is offline
 * since then. Locks in one order and skips locked rows: another process writes those.
 * @param who null: everybody
 */
export async function recordStates(
  q: Reader,
  who: { tenantId: string; id: string; by?: { name: string; reason: string } | undefined } | null,
  now: Date,
): Promise<void> {
  const ofWhom = who ? sql`a.tenant_id = ${who.tenantId} and a.id = ${who.id}` : sql`true`;
  const by = who?.by;
  await sql`
    with seen as (
      select a.tenant_id, a.id, a.state as was, a.state_since,
        case when ${isThere(now)} then ${presenceNow(now)} else 'offline' end as state,
        case when a.there_until is not null then least(${now}::timestamptz,
          greatest(a.there_until, a.presence_at + (${now}::timestamptz - ${tabSince(now)}::timestamptz))) end as gone_at
      from agent a where ${ofWhom}
      order by a.tenant_id, a.id for update skip locked
    ), changed as (
      select tenant_id, id, state,
        case when state = 'offline' and was is not null
          then greatest(state_since, coalesce(gone_at, ${now}::timestamptz)) else ${now}::timestamptz end as at
      from seen
      where state is distinct from was and (was is not null or state <> 'offline') or ${by !== undefined}::boolean
    ), kept as (
      update agent a set state = c.state, state_since = c.at
      from changed c where a.tenant_id = c.tenant_id and a.id = c.id
    )
    insert into agent_state (tenant_id, agent_id, at, state, by_name, reason)
    select tenant_id, id, at, state, ${by?.name ?? null}::text, ${by?.reason ?? null}::text from changed`.execute(q);
}

/** Of each agent what held when the period began, and what came after, in order. */
export async function statesIn(
  q: Reader,
  tenantId: string,
  { from, to, agentId }: { from: Date; to: Date; agentId?: string | undefined },
): Promise<StateRow[]> {
  const { rows } = await sql<StateRow>`
    select s.agent_id as "agentId", a.name, s.at, s.state, s.by_name as "byName", s.reason
    from agent a
    cross join lateral (
      (select x.* from agent_state x
        where x.tenant_id = a.tenant_id and x.agent_id = a.id and x.at < ${from} order by x.at desc, x.id desc limit 1)
      union all
      (select x.* from agent_state x
        where x.tenant_id = a.tenant_id and x.agent_id = a.id and x.at >= ${from} and x.at < ${to} order by x.at, x.id
        limit ${sql.lit(MOST_STATES)})
    ) s
    where a.tenant_id = ${tenantId} and a.state is not null and (${agentId ?? null}::text is null or a.id = ${agentId ?? null})
    order by a.id, s.at, s.id
    limit ${sql.lit(MOST_STATES + 1)}`.execute(q);
  return rows;
}

/** What is older is told no more; what held last of each agent is kept. */
export async function forgetStates(q: Reader, before: Date, limit: number): Promise<void> {
  await sql`
    delete from agent_state where id in (
      select s.id from agent_state s
      where s.at < ${before} and exists (
        select from agent_state n
        where n.tenant_id = s.tenant_id and n.agent_id = s.agent_id and n.at < ${before} and (n.at, n.id) > (s.at, s.id))
      order by s.id limit ${limit})`.execute(q);
}

/** Since when anything is known of anybody. */
export async function recordedSince(q: Reader, tenantId: string): Promise<Date | null> {
  const row = await q
    .selectFrom('agent_state')
    .select((eb) => eb.fn.min('at').as('at'))
    .where('tenant_id', '=', tenantId)
    .executeTakeFirst();
  return row?.at ?? null;
}
