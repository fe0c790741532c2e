/** Changes or takes back a message the customer has in Teams: `PUT` and `DELETE …/activities/{id}`. */
import { settleAmendment } from '../../escalation/settle';
import type { Item, SendOutcome } from '../../domain/outbox';
import type { Sender } from '../../delivery/sender';
import { findConversation } from '../../store/conversations';
import { partsInChat } from '../../store/deliveredParts';
import { findMessage } from '../../store/messages';
import type { Db, Tx } from '../../store/postgres/db';
import type { DeskAdapter } from '../bots/adapter';
import { partsOf } from './customerActivities';
import { appIdOf } from './customerSender';
import { sendOutcomeOf, isGone } from './deliveryFaults';

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
    if (!message || address?.channel !== 'teams') return { result: 'delivered' };
    const ids = await partsInChat(db.q, message.id);
    const [first] = ids;
    // It never got there: what is sent later, if anything, is as it is now.
    if (first === undefined) return { result: 'delivered' };
    try {
      const { conversations } = await adapter.connector(appIdOf(address.botId, botAppId), address.serviceUrl);
      const abort = { abortSignal: signal };
      if (payload.how === 'delete') {
        // The words last: refused half-way, they still say whose the rest was.
        await allOf(ids.reverse(), (id) => conversations.deleteActivity(address.conversationId, id, abort));
        return { result: 'delivered' };
      }
      const [part] = message.externalId === null || message.deletedAt ? [] : partsOf(message);
      if (!part) return { result: 'delivered' };
      const from = { id: address.botId, name: address.botName ?? '' };
      const activity = { ...part.activity, id: first, from, channelId: 'msteams' };
      await conversations.updateActivity(address.conversationId, first, activity, abort);
      return { result: 'delivered' };
    } catch (error) {
      const outcome = sendOutcomeOf(error);
      // That the customer is gone is found out by words, not by their correction.
      return outcome.result === 'failed' ? { result: 'failed', reason: outcome.reason } : outcome;
    }
  }

  async settle(tx: Tx, item: Item<'amend'>, outcome: SendOutcome): Promise<void> {
    if (outcome.result === 'failed') await settleAmendment(tx, item, item.payload, outcome.reason);
  }
}

/** What is gone already need not be taken back; one refusal does not keep the others. */
async function allOf(ids: string[], takeBack: (id: string) => Promise<unknown>): Promise<void> {
  const refusals: unknown[] = [];
  for (const id of ids) {
    try {
      await takeBack(id);
    } catch (error) {
      if (isGone(error)) continue;
      if (sendOutcomeOf(error).result === 'retry') throw error;
      refusals.push(error);
    }
  }
  if (refusals.length > 0) throw refusals[0];
}
