/** Delivers words to a customer's chat, one message an item. */
import type { Activity as BotActivity } from 'botbuilder';
import { LRUCache } from 'lru-cache';
import { settleMessage } from '../../escalation/settle';
import type { Item, SendOutcome } from '../../domain/outbox';
import type { Sender } from '../../delivery/sender';
import { findConversation } from '../../store/conversations';
import type { Db, Tx } from '../../store/postgres/db';
import { findMessage } from '../../store/messages';
import type { DeskAdapter } from '../bots/adapter';
import { classify, isRefused } from './deliveryFaults';
import { activitiesFor } from './customerActivities';
import type { CustomerFiles, PlannedActivity } from './customerFiles';

/** About an hour of trying; then the agent decides. */
const MOST_ATTEMPTS = 60;
/** Messages half of which is delivered; forgotten ones are sent whole again. */
const MOST_HALVES = 1_000;
/** A file that comes with a message is there soon after it. */
const FILE_MS = 300;

export class CustomerSender implements Sender<'customer'> {
  readonly kind = 'customer';
  readonly maxAttempts = MOST_ATTEMPTS;
  /** How many activities of an item Teams has, for those of two. */
  private readonly halves = new LRUCache<string, { sent: number; firstId: string | null }>({ max: MOST_HALVES });

  constructor(
    private readonly options: { adapter: DeskAdapter; db: Db; botAppId: string; customerFiles: CustomerFiles },
  ) {}

  async send(item: Item<'customer'>, signal: AbortSignal): Promise<SendOutcome> {
    const { adapter, db } = this.options;
    const message = await findMessage(db.q, item.payload.messageId);
    const conversation = message ? await findConversation(db.q, message.conversationId) : null;
    if (!message || message.note) return { result: 'failed', reason: 'There is nothing to deliver.' };
    if (conversation?.address?.channel !== 'teams')
      return { result: 'failed', reason: 'The customer’s chat is not known.' };
    const { address } = conversation;
    const files = await this.options.customerFiles.activitiesFor(message);
    if (!files) return { result: 'retry', reason: 'A file is still on its way to the desk', afterMs: FILE_MS };
    const activities: PlannedActivity[] = [...activitiesFor(message).map((activity) => ({ activity })), ...files];
    const half = this.halves.get(item.id) ?? { sent: 0, firstId: null };
    try {
      const connector = await adapter.connector(appIdOf(address.botId, this.options.botAppId), address.serviceUrl);
      const post = (activity: Partial<BotActivity>) =>
        connector.conversations.sendToConversation(
          address.conversationId,
          { ...activity, from: { id: address.botId, name: address.botName ?? '' }, channelId: 'msteams' },
          { abortSignal: signal },
        );
      for (const { activity, instead } of activities.slice(half.sent)) {
        const answer = await post(activity).catch((error: unknown) => {
          if (instead && isRefused(error)) return post(instead);
          throw error;
        });
        half.sent += 1;
        half.firstId ??= answer.id ?? null;
        if (half.sent < activities.length) this.halves.set(item.id, half);
      }
      this.halves.delete(item.id);
      return { result: 'delivered', externalId: half.firstId };
    } catch (error) {
      return classify(error);
    }
  }

  async settle(tx: Tx, item: Item<'customer'>, outcome: SendOutcome): Promise<void> {
    await settleMessage(tx, item.payload.messageId, outcome);
    if (outcome.result !== 'retry') this.halves.delete(item.id);
  }
}

/** `28:<app id>`; emulators use ids of their own. */
export function appIdOf(botId: string, deskAppId: string): string {
  return botId.startsWith('28:') ? botId.slice(3) : deskAppId;
}
