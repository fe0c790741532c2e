/** Says something to a colleague in their chat with a bot of the desk; where they have none, it begins one. */
import type { Activity as BotActivity } from 'botbuilder';
import { NO_CHAT_WITH_AGENT } from '../../cards/words/agent/cues';
import type { Config } from '../../config/config';
import type { SendOutcome } from '../../domain/outbox';
import { chatOf } from '../../store/agents';
import type { Db } from '../../store/postgres/db';
import { memberOfTeam } from '../../store/teams';
import type { DeskAdapter } from '../bots/adapter';
import { appIdOf } from './customerSender';

export async function sayPrivately(
  { adapter, db, config }: { adapter: DeskAdapter; db: Db; config: Pick<Config, 'bot'> },
  { tenantId, personId }: { tenantId: string; personId: string },
  activity: Partial<BotActivity>,
  signal: AbortSignal,
): Promise<SendOutcome> {
  const chat = await chatOf(db.q, tenantId, personId);
  if (chat) {
    const { conversations } = await adapter.connector(appIdOf(chat.botId, config.bot.appId), chat.serviceUrl);
    const said = { ...activity, from: { id: chat.botId, name: '' }, channelId: 'msteams' };
    const { id } = await conversations.sendToConversation(chat.conversationId, said, { abortSignal: signal });
    return { result: 'delivered', externalId: id ?? null };
  }
  const member = await memberOfTeam(db.q, tenantId, personId);
  if (!member) return { result: 'failed', reason: NO_CHAT_WITH_AGENT };
  const bot = { id: `28:${member.botAppId}`, name: '' };
  const { conversations } = await adapter.connector(member.botAppId, member.serviceUrl);
  // Asked twice it is the same chat.
  const begun = await conversations.createConversation(
    {
      isGroup: false,
      bot,
      members: [{ id: member.teamsUserId, name: '' }],
      tenantId,
      channelData: { tenant: { id: tenantId } },
    },
    { abortSignal: signal },
  );
  const said = { ...activity, from: bot, channelId: 'msteams' };
  const { id } = await conversations.sendToConversation(begun.id, said, { abortSignal: signal });
  return { result: 'delivered', externalId: id ?? null };
}
