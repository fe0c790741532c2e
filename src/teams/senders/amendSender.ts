/** Changes or takes back a message the customer has in Teams: `PUT` and `DELETE …/activities/{id}`. */
import { settleAmendment } from '../../escalation/settle';
import type { Item, SendOutcome } from '../../domain/outbox';
import type { Sender } from '../../delivery/sender';
import { findConversation } from '../../store/conversations';
import { findMessage } from '../../store/messages';
import type { Db, Tx } from '../../store/postgres/db';
import type { DeskAdapter } from '../bots/adapter';
import { partsOf } from './customerActivities';
import { appIdOf } from './customerSender';
import { classify, isGone } from './deliveryFaults';

const MOST_ATTEMPTS = 60;

export class AmendSender implements Sender<'amend'> {
  readonly kind = 'amend';
  readonly maxAttempts = MOST_ATTEMPTS;

  constructor(private readonly options: { adapter: DeskAdapter; db: Db; botAppId: string }) {}

  async send({ payload }: Item<'amend'>, signal: AbortSignal): Promise<SendOutcome> {
    const { adapter, db, botAppId } = this.options;
    const message = await findMessage(db.q, payload.messageId);
    const conversation = message ? await findConversation(db.q, message.conversationId) : null;
    const address = conversation?.address;
    // It never got there: what is sent later, if anything, is as it is now.
    if (!message?.externalId || address?.channel !== 'teams') return { result: 'delivered' };
    const [part] = payload.how === 'edit' ? partsOf(message) : [];
    try {
      const { conversations } = await adapter.connector(appIdOf(address.botId, botAppId), address.serviceUrl);
      const abort = { abortSignal: signal };
      if (payload.how === 'delete') {
        await conversations.deleteActivity(address.conversationId, message.externalId, abort);
      } else if (part) {
        const from = { id: address.botId, name: address.botName ?? '' };
        const activity = { ...part.activity, id: message.externalId, from, channelId: 'msteams' };
        await conversations.updateActivity(address.conversationId, message.externalId, activity, abort);
      }
      return { result: 'delivered' };
    } catch (error) {
      // What is gone already need not be taken back.
      if (payload.how === 'delete' && isGone(error)) return { result: 'delivered' };
      const outcome = classify(error);
      return outcome.result === 'failed' ? { result: 'failed', reason: outcome.reason } : outcome;
    }
  }

  async settle(tx: Tx, { payload }: Item<'amend'>, outcome: SendOutcome): Promise<void> {
    if (outcome.result === 'failed') await settleAmendment(tx, payload, outcome.reason);
  }
}
