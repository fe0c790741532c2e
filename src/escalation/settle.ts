/** What an attempt to deliver means, written down by those who deliver. */
import { SYSTEM } from '../domain/escalation';
import type { SendOutcome } from '../domain/outbox';
import { findEscalation } from '../store/escalation/escalations';
import { appendMessage, setDelivery } from '../store/messages';
import { rememberWaitingCard } from '../store/escalation/waitingCards';
import type { Db, Tx } from '../store/postgres/db';
import { hintMessage } from './consequences/hints';

/** Of a message to the customer. */
export async function settleMessage(tx: Tx, messageId: string, outcome: SendOutcome): Promise<void> {
  const delivery =
    outcome.result === 'delivered'
      ? { state: 'delivered' as const, reason: null }
      : { state: outcome.result === 'failed' ? ('failed' as const) : ('sending' as const), reason: outcome.reason };
  const externalId = outcome.result === 'delivered' ? outcome.externalId : null;
  const message = await setDelivery(tx.q, messageId, delivery, externalId);
  if (!message?.escalationId) return;
  const escalation = await findEscalation(tx.q, message.escalationId);
  if (escalation) hintMessage(tx, escalation, message.seq);
}

/** Of news for the bot that it never got: the agents read it instead. */
export async function noteUntold(tx: Tx, escalationId: string, what: string, reason: string): Promise<void> {
  const escalation = await findEscalation(tx.q, escalationId);
  if (!escalation) return;
  const { seq } = await appendMessage(tx.q, {
    conversationId: escalation.conversationId,
    escalationId,
    author: SYSTEM,
    note: true,
    text: `The bot could not be told ${what}: ${reason}`,
    sentAt: new Date(),
  });
  hintMessage(tx, escalation, seq);
}

/**
 * Which message in the customer's chat the waiting card is; null: it is gone, and the next one is posted anew.
 * At once and not with the rest: a card that is not remembered is never edited.
 */
export async function keepWaitingCard(db: Db, escalationId: string, cardId: string | null): Promise<void> {
  await rememberWaitingCard(db.q, escalationId, cardId);
}
