/** Says what stands in no transcript: a greeting, help, what became of a command. */
import { type Activity as BotActivity, CardFactory } from 'botbuilder';
import type { Item, Said, SendOutcome } from '../../domain/outbox';
import type { Sender } from '../../delivery/sender';
import type { DeskAdapter } from '../bots/adapter';
import { keepParts } from '../../store/deliveredParts';
import type { Tx } from '../../store/postgres/db';
import { appIdOf } from './customerSender';
import { sendOutcomeOf } from './deliveryFaults';

/** About a quarter of an hour; an answer later than that helps nobody. */
const MOST_ATTEMPTS = 20;

export class AnswerSender implements Sender<'answer'> {
  readonly kind = 'answer';
  readonly maxAttempts = MOST_ATTEMPTS;

  constructor(private readonly options: { adapter: DeskAdapter; botAppId: string }) {}

  async send({ payload }: Item<'answer'>, signal: AbortSignal): Promise<SendOutcome> {
    const { adapter, botAppId } = this.options;
    const { to, said } = payload;
    try {
      const { conversations } = await adapter.connector(appIdOf(to.botId, botAppId), to.serviceUrl);
      const activity = { type: 'message', ...activityOf(said), from: { id: to.botId, name: '' }, channelId: 'msteams' };
      const { id } = await conversations.sendToConversation(to.conversationId, activity, { abortSignal: signal });
      return { result: 'delivered', externalId: id ?? null };
    } catch (error) {
      return sendOutcomeOf(error);
    }
  }

  async settle(tx: Tx, { payload }: Item<'answer'>, outcome: SendOutcome): Promise<void> {
    const { messageId } = payload;
    if (messageId && outcome.result === 'delivered' && outcome.externalId) {
      await keepParts(tx.q, messageId, [outcome.externalId]);
    }
  }
}

function activityOf(said: Said): Partial<BotActivity> {
  if ('text' in said) return { text: said.text, textFormat: 'markdown' };
  return { attachments: ['card' in said ? CardFactory.adaptiveCard(said.card) : said.attachment] };
}
