/** Posts the card that asks a customer how it was, and edits it once they have answered. */
import { CardFactory } from 'botbuilder';
import { render } from '../../cards/cards';
import { CHAT_UNKNOWN } from '../../cards/words/agent/delivery';
import { surveyText } from '../../cards/surveyCard';
import type { Sender } from '../../delivery/sender';
import type { Item, SendOutcome } from '../../domain/outbox';
import { isAnswerable } from '../../domain/survey';
import { keepSurveyCard, noteUnasked } from '../../escalation/surveys';
import { findConversation } from '../../store/conversations';
import { type KeptSurvey, findSurvey } from '../../store/escalation/surveys';
import type { Db, Tx } from '../../store/postgres/db';
import type { DeskAdapter } from '../bots/adapter';
import { appIdOf } from './customerSender';
import { isGone, isRefusal, sendOutcomeOf } from './deliveryFaults';

/** About a quarter of an hour: what the bot says next does not wait longer for it. */
const MOST_ATTEMPTS = 20;

export class SurveySender implements Sender<'survey'> {
  readonly kind = 'survey';
  readonly maxAttempts = MOST_ATTEMPTS;

  constructor(private readonly options: { adapter: DeskAdapter; db: Db; botAppId: string }) {}

  async send({ payload }: Item<'survey'>, signal: AbortSignal): Promise<SendOutcome> {
    const { db, adapter, botAppId } = this.options;
    const { escalationId, how } = payload;
    const asked = await findSurvey(db.q, escalationId);
    const conversation = asked && (await findConversation(db.q, asked.conversationId));
    // Erased meanwhile, or answered before the reminder left.
    if (!asked || !conversation || (how === 'remind' && asked.answeredAt)) return { result: 'delivered' };
    if (conversation.address?.channel !== 'teams') return { result: 'failed', reason: CHAT_UNKNOWN };
    const { address } = conversation;
    const activity = {
      type: 'message',
      summary: surveyText(asked.form),
      attachments: [CardFactory.adaptiveCard(cardOf(escalationId, asked, new Date()))],
      from: { id: address.botId, name: address.botName ?? '' },
    };
    try {
      const { conversations } = await adapter.connector(appIdOf(address.botId, botAppId), address.serviceUrl);
      if (how !== 'refresh') {
        const { id } = await conversations.sendToConversation(address.conversationId, activity, {
          abortSignal: signal,
        });
        if (id) await keepSurveyCard(db, escalationId, id);
        return { result: 'delivered', externalId: id ?? null };
      }
      for (const id of asked.cardIds) {
        await conversations
          .updateActivity(address.conversationId, id, { ...activity, id }, { abortSignal: signal })
          .catch((error: unknown) => {
            // The customer has deleted it, or Teams lets nobody edit it any more: another one may stand.
            if (!isGone(error) && !isRefusal(error)) throw error;
          });
      }
      return { result: 'delivered' };
    } catch (error) {
      return sendOutcomeOf(error);
    }
  }

  async settle(tx: Tx, { payload }: Item<'survey'>, outcome: SendOutcome, final: boolean): Promise<void> {
    if (!final || outcome.result === 'delivered' || payload.how !== 'ask') return;
    await noteUnasked(tx, payload.escalationId, outcome.reason);
  }
}

function cardOf(escalationId: string, asked: KeptSurvey, now: Date) {
  const { number, form, rating, comment } = asked;
  const isReminder = asked.remindedAt !== null;
  return render('survey', {
    escalationId,
    number,
    form,
    rating,
    comment,
    isOpen: isAnswerable(asked, now),
    isReminder,
  });
}
