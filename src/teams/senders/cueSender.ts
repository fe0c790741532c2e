/**
 * Tells an owner which of their customers wait: in Teams' activity feed where managers want that and it can be, else in
 * their chat with the bot; where they have none, it begins one.
 */
import { TEAMS_CLIENT, deepLink } from '../../cards/cards';
import { NO_CHAT_WITH_AGENT, cueWords } from '../../cards/words/agent/cues';
import type { Config } from '../../config/config';
import type { Item, SendOutcome } from '../../domain/outbox';
import type { Sender } from '../../delivery/sender';
import { chatOf } from '../../store/agents';
import { unreadChats } from '../../store/escalation/cues';
import type { Db } from '../../store/postgres/db';
import { memberOfTeam } from '../../store/teams';
import type { DeskAdapter } from '../bots/adapter';
import type { ActivityFeed } from '../graph/activityFeed';
import { appIdOf } from './customerSender';
import { sendOutcomeOf } from './deliveryFaults';

/** Later than that the next one says more. */
const MOST_ATTEMPTS = 8;
/** Customers named in one message. */
const MOST_NAMED = 5;

export class CueSender implements Sender<'cue'> {
  readonly kind = 'cue';
  readonly coalesce = true;
  readonly maxAttempts = MOST_ATTEMPTS;

  constructor(private readonly options: { adapter: DeskAdapter; db: Db; config: Config; feed: ActivityFeed }) {}

  async send({ payload }: Item<'cue'>, signal: AbortSignal): Promise<SendOutcome> {
    const { db, config } = this.options;
    const { tenantId, agentId } = payload;
    const chats = await unreadChats(db.q, tenantId, agentId, MOST_NAMED);
    const [first] = chats;
    // Read or answered meanwhile: nothing is left to say.
    if (!first) return { result: 'delivered' };
    const place = {
      clientUrl: config.mode === 'sandbox' ? config.publicUrl : TEAMS_CLIENT,
      teamsAppId: config.teamsAppId,
      tenantId,
      webUrl: `${config.publicUrl}/tab/work`,
    };
    const named = chats.map((chat) => ({ ...chat, link: deepLink(place, chat) }));
    if (await this.options.feed.tell(payload, { chats: named, count: first.count }, signal)) {
      return { result: 'delivered' };
    }
    const { title, text } = cueWords(named, first.count);
    try {
      return await this.say(payload, { type: 'message', text, textFormat: 'markdown', summary: title }, signal);
    } catch (error) {
      const outcome = sendOutcomeOf(error);
      // Who blocked the bot may take it back: the next cue tries again.
      return outcome.result === 'failed' ? { result: 'failed', reason: outcome.reason } : outcome;
    }
  }

  private async say(
    { tenantId, agentId }: Item<'cue'>['payload'],
    activity: { type: string; text: string; textFormat: string; summary: string },
    signal: AbortSignal,
  ): Promise<SendOutcome> {
    const { adapter, db, config } = this.options;
    const chat = await chatOf(db.q, tenantId, agentId);
    if (chat) {
      const { conversations } = await adapter.connector(appIdOf(chat.botId, config.bot.appId), chat.serviceUrl);
      const said = { ...activity, from: { id: chat.botId, name: '' }, channelId: 'msteams' };
      const { id } = await conversations.sendToConversation(chat.conversationId, said, { abortSignal: signal });
      return { result: 'delivered', externalId: id ?? null };
    }
    const member = await memberOfTeam(db.q, tenantId, agentId);
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
}
