/** Where Teams keeps chats, teams and channels: addresses that move, channels that go and come back. */
import { type SqlBool, sql } from 'kysely';
import type { ChannelLoss } from '../contract/api';
import { type Reader, constant } from './postgres/db';

/** Cards brought up to date after a move; older ones stay as they are. */
const MOST_CARDS = 500;

/** The chat's conversations whose address was another one. */
export async function moveChat(
  q: Reader,
  chat: { conversationId: string; botId: string; serviceUrl: string },
): Promise<{ lane: string }[]> {
  return q
    .updateTable('conversation')
    .set({ address: sql<string>`jsonb_set(address, '{serviceUrl}', to_jsonb(${chat.serviceUrl}::text))` })
    .where('external_id', '=', chat.conversationId)
    .where(sql<SqlBool>`address ->> 'channel' = 'teams'`)
    .where(sql<SqlBool>`lower(address ->> 'botId') = ${chat.botId.toLowerCase()}`)
    .where(sql<SqlBool>`address ->> 'serviceUrl' <> ${chat.serviceUrl}`)
    .returning('lane')
    .execute();
}

/** True when it was somewhere else before. */
export async function moveTeam(q: Reader, id: string, serviceUrl: string): Promise<boolean> {
  const result = await q
    .updateTable('team')
    .set({ service_url: serviceUrl })
    .where('id', '=', id)
    .where('service_url', '<>', serviceUrl)
    .executeTakeFirst();
  return Number(result.numUpdatedRows) > 0;
}

/** The team's cards are found there; those that seemed deleted may only have been looked for at the old address. */
export async function moveCards(q: Reader, teamId: string, serviceUrl: string): Promise<void> {
  await sql`update card set service_url = ${serviceUrl}, gone = false
    where service_url <> ${serviceUrl} and channel_id in (${channelsOf(teamId)})`.execute(q);
}

/** Escalations with a card in the team that shows something old, or that wait for one; the open ones first. */
export async function staleCardsOf(
  q: Reader,
  teamId: string,
): Promise<{ id: string; tenantId: string; queueId: string }[]> {
  const { rows } = await sql<{ id: string; tenantId: string; queueId: string }>`
    select e.id, e.tenant_id as "tenantId", e.queue_id as "queueId"
    from escalation e
    where (e.status in ('waiting', 'claimed') and e.queue_id in (select id from queue where team_id = ${teamId}))
      or e.id in (select c.escalation_id from card c join escalation s on s.id = c.escalation_id
        where c.channel_id in (${channelsOf(teamId)}) and not c.gone and c.shown_version is distinct from s.version)
    order by e.ended_at desc nulls first
    limit ${MOST_CARDS}`.execute(q);
  return rows;
}

const channelsOf = (teamId: string) => sql`
  select ${teamId}::text
  union select channel_id from queue where team_id = ${teamId} and channel_id is not null
  union select c ->> 'id' from team, jsonb_array_elements(team.channels) c where team.id = ${teamId}`;

/** The team a channel is in, where Teams does not say. */
export async function teamOfChannel(q: Reader, tenantId: string, channelId: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select team_id as id from queue where tenant_id = ${tenantId} and channel_id = ${channelId} and team_id is not null
    union select id from team where tenant_id = ${tenantId} and id = ${channelId}
    limit 1`.execute(q);
  return rows[0]?.id ?? null;
}

export interface LostQueue {
  id: string;
  tenantId: string;
  name: string;
  channelName: string | null;
}

/** Marks the queues of a channel, or of all of a team's; returns those of which it is news. */
export async function loseChannels(
  q: Reader,
  lost: { teamId: string; channelId?: string; why: ChannelLoss },
): Promise<LostQueue[]> {
  return q
    .updateTable('queue')
    .set({ channel_lost: lost.why })
    .where('team_id', '=', lost.teamId)
    .where('removed_at', 'is', null)
    .where('channel_lost', 'is', null)
    .$if(lost.channelId !== undefined, (qb) => qb.where('channel_id', '=', lost.channelId ?? ''))
    .returning(['id', 'tenant_id as tenantId', 'name', 'channel_name as channelName'])
    .execute();
}

/** The channel takes cards again, or all of the team's that were lost with it. */
export async function regainChannels(
  q: Reader,
  found: { teamId: string; channelId?: string },
): Promise<Pick<LostQueue, 'id' | 'tenantId' | 'name'>[]> {
  return (
    q
      .updateTable('queue')
      .set({ channel_lost: null })
      .where('team_id', '=', found.teamId)
      .where('channel_lost', 'is not', null)
      .$if(found.channelId !== undefined, (qb) => qb.where('channel_id', '=', found.channelId ?? ''))
      // A deleted channel does not come back with its team.
      .$if(found.channelId === undefined, (qb) => qb.where('channel_lost', '<>', constant('channelDeleted')))
      .returning(['id', 'tenant_id as tenantId', 'name'])
      .execute()
  );
}

/** Returns the queues that are called after it. */
export async function renameChannel(q: Reader, teamId: string, channelId: string, name: string): Promise<string[]> {
  const rows = await q
    .updateTable('queue')
    .set({ channel_name: name })
    .where('team_id', '=', teamId)
    .where('channel_id', '=', channelId)
    .where('channel_name', 'is distinct from', name)
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}
