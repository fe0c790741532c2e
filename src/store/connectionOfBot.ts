import { sql } from 'kysely';
import type { ConnectionRow } from './connections';
import { type Reader, constant, constants } from './postgres/db';

/**
 * The connection behind a Teams bot: the one whose agent the chat is with, the newest if there are several, else the live
 * one, else another that is bound to it. An agent in Teams has the desk's own bot only while one of its escalations is open.
 * @param deskAppId the desk's own bot, for which `bot_app_id` is null
 */
export async function connectionOfBot(
  q: Reader,
  options: { botAppId: string; deskAppId: string; teamsConversationId: string },
): Promise<ConnectionRow | null> {
  const openedAt = sql<Date | null>`(
    select max(e.opened_at) from conversation c join escalation e on e.conversation_id = c.id
    where c.connection_id = n.id and c.external_id = ${options.teamsConversationId} and e.status in ('waiting', 'claimed'))`;
  const isDesks = options.botAppId === options.deskAppId;
  const row = await q
    .selectFrom('connection as n')
    .selectAll('n')
    .where((eb) =>
      eb.or([
        eb.and([
          eb('n.kind', '=', constant('copilotStudio')),
          eb('n.state', 'in', constants('live', 'paused', 'draining')),
          isDesks
            ? eb.or([eb('n.bot_app_id', 'is', null), eb('n.bot_app_id', '=', options.botAppId)])
            : eb('n.bot_app_id', '=', options.botAppId),
        ]),
        ...(isDesks ? [eb.and([eb('n.kind', '=', constant('copilotStudioTeams')), eb(openedAt, 'is not', null)])] : []),
      ]),
    )
    .orderBy(openedAt, (order) => order.desc().nullsLast())
    .orderBy((eb) => eb.case().when('n.state', '=', 'live').then(0).else(1).end())
    .orderBy('n.created_at')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}
