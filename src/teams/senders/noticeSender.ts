/** Tells managers something about the desk itself: in their own chat, or as a post in a queue's channel. */
import { type Activity as BotActivity, CardFactory } from 'botbuilder';
import { QUEUE_HAS_NO_CHANNEL } from '../../cards/words/agent/delivery';
import { render } from '../../cards/cards';
import type { Config } from '../../config/config';
import type { Item, SendOutcome } from '../../domain/outbox';
import type { Sender } from '../../delivery/sender';
import type { Db } from '../../store/postgres/db';
import { findQueue } from '../../store/queues';
import { findTeam } from '../../store/teams';
import type { DeskAdapter } from '../bots/adapter';
import { threadIn } from './cardSender';
import { sendOutcomeOf } from './deliveryFaults';
import { sayPrivately } from './privateChat';

const MOST_ATTEMPTS = 20;
const NOWHERE: SendOutcome = { result: 'failed', reason: QUEUE_HAS_NO_CHANNEL };

export class NoticeSender implements Sender<'notice'> {
  readonly kind = 'notice';
  readonly maxAttempts = MOST_ATTEMPTS;

  constructor(private readonly options: { adapter: DeskAdapter; db: Db; config: Pick<Config, 'bot'> }) {}

  async send({ payload }: Item<'notice'>, signal: AbortSignal): Promise<SendOutcome> {
    const { to, title, text } = payload;
    const card = CardFactory.adaptiveCard(render('notice', { title, text }));
    const activity: Partial<BotActivity> = { type: 'message', summary: title, attachments: [card] };
    try {
      if ('personId' in to) return await sayPrivately(this.options, to, activity, signal);
      return 'address' in to
        ? await this.inChat(to.address, activity, signal)
        : await this.inChannel(to.queueId, activity, signal);
    } catch (error) {
      return sendOutcomeOf(error);
    }
  }

  private async inChat(
    { botId, serviceUrl, conversationId }: Extract<Item<'notice'>['payload']['to'], { address: object }>['address'],
    activity: Partial<BotActivity>,
    signal: AbortSignal,
  ): Promise<SendOutcome> {
    const { conversations } = await this.options.adapter.connector(botId.replace(/^28:/, ''), serviceUrl);
    const said = { ...activity, from: { id: botId, name: '' }, channelId: 'msteams' };
    const { id } = await conversations.sendToConversation(conversationId, said, { abortSignal: signal });
    return { result: 'delivered', externalId: id ?? null };
  }

  private async inChannel(queueId: string, activity: Partial<BotActivity>, signal: AbortSignal): Promise<SendOutcome> {
    const { adapter, db } = this.options;
    const queue = await findQueue(db.q, queueId);
    const team = queue?.teamId ? await findTeam(db.q, queue.teamId) : null;
    if (!queue?.channelId || !team?.installed) return NOWHERE;
    const { conversations } = await adapter.connector(team.bot_app_id, team.service_url);
    const thread = threadIn(queue.channelId, team.tenant_id, team.bot_app_id, activity);
    const { activityId } = await conversations.createConversation(thread, { abortSignal: signal });
    return { result: 'delivered', externalId: activityId ?? null };
  }
}
