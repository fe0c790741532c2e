/**
 * Puts a reaction under a message, or takes it back. Bots may since July 2026; the library is older, so the request is
 * made here: `PUT` or `DELETE …/v3/conversations/{id}/activities/{id}/reactions/{type}`.
 */
import { settleReaction } from '../../escalation/settle';
import type { Item, SendOutcome } from '../../domain/outbox';
import type { Sender } from '../../delivery/sender';
import type { Tx } from '../../store/postgres/db';
import type { DeskAdapter } from '../bots/adapter';
import { appIdOf } from './customerSender';
import { sendOutcomeOf } from './deliveryFaults';

/** A sign that comes later than a few minutes says nothing any more. */
const MOST_ATTEMPTS = 10;

export class ReactionSender implements Sender<'reaction'> {
  readonly kind = 'reaction';
  readonly maxAttempts = MOST_ATTEMPTS;

  constructor(private readonly options: { adapter: DeskAdapter; botAppId: string }) {}

  async send({ payload }: Item<'reaction'>, signal: AbortSignal): Promise<SendOutcome> {
    const { to, activityId, type, add } = payload;
    const [conversation, activity, reaction] = [to.conversationId, activityId, type].map(encodeURIComponent);
    const path = `v3/conversations/${conversation}/activities/${activity}/reactions/${reaction}`;
    try {
      const appId = appIdOf(to.botId, this.options.botAppId);
      await this.options.adapter.request(appId, to.serviceUrl, add ? 'PUT' : 'DELETE', path, signal);
      return { result: 'delivered' };
    } catch (error) {
      const outcome = sendOutcomeOf(error);
      // A message that is gone, or a Teams that knows no reactions, blocks no words.
      return outcome.result === 'failed' ? { result: 'failed', reason: outcome.reason } : outcome;
    }
  }

  async settle(tx: Tx, { payload }: Item<'reaction'>, outcome: SendOutcome): Promise<void> {
    if (outcome.result === 'failed') await settleReaction(tx, payload, outcome.reason);
  }
}
