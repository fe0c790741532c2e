/** Settling: stores the outcome of a delivery, called by senders. */
import { amendmentRefused, reactionRefused, untoldWords } from '../cards/words/agent/notes';
import { SYSTEM } from '../domain/escalation';
import type { Message } from '../domain/message';
import type { Amendment, Payloads, SendOutcome } from '../domain/outbox';
import { lockConversation } from '../store/conversations';
import { findEscalation, holderOfMessage } from '../store/escalation/escalations';
import { makeAnew } from '../store/figures/facts';
import { appendMessage, findMessage, setDelivery } from '../store/messages';
import { wasBefore } from '../store/outbox/amendments';
import { setReaction, undo } from '../store/ownMessages';
import { rememberWaitingCard } from '../store/escalation/waitingCards';
import type { Db, Tx } from '../store/postgres/db';
import { hintMessage } from './consequences/hints';
import { noteUnasked } from './surveys';

/** Of a message to the customer. */
export async function settleMessage(tx: Tx, messageId: string, outcome: SendOutcome): Promise<Message | null> {
  const delivery =
    outcome.result === 'delivered'
      ? { state: 'delivered' as const, reason: null }
      : { state: outcome.result === 'failed' ? ('failed' as const) : ('sending' as const), reason: outcome.reason };
  const externalId = outcome.result === 'delivered' ? outcome.externalId : null;
  const [message, hinted] = await Promise.all([
    setDelivery(tx.q, messageId, delivery, externalId),
    holderOfMessage(tx.q, messageId),
  ]);
  if (message && hinted) hintMessage(tx, hinted, message.seq);
  // Its answer is none: figures that counted it are to know.
  const isUnsaid = outcome.result === 'failed' && message?.author.kind === 'agent';
  if (isUnsaid && message.escalationId !== null) tx.later(makeAnew(tx.q, message.escalationId));
  const { survey } = message?.extras ?? {};
  if (survey && outcome.result === 'failed') await noteUnasked(tx, survey.escalationId, outcome.reason);
  return message;
}

/** Of news for the bot that it never got: the agents read it instead. */
export async function noteUntold(tx: Tx, escalationId: string, news: string | null, reason: string): Promise<void> {
  const escalation = await findEscalation(tx.q, escalationId);
  if (!escalation || escalation.erasedAt) return;
  const { seq } = await appendMessage(tx.q, {
    conversationId: escalation.conversationId,
    escalationId,
    author: SYSTEM,
    note: true,
    text: untoldWords(news, reason),
    sentAt: new Date(),
  });
  hintMessage(tx, escalation, seq);
}

/** Of a reaction Teams refused: the transcript shows what is there, and the agents read why. */
export async function settleReaction(tx: Tx, payload: Payloads['reaction'], reason: string): Promise<void> {
  const { message: about, type, add } = payload;
  const found = about && (await findMessage(tx.q, about.id));
  if (!found || !(await lockConversation(tx.q, found.conversationId))) return;
  const reaction = { type, by: { kind: 'agent' as const, ...about.by }, at: new Date().toISOString() };
  const message = await setReaction(tx.q, found.id, reaction, !add);
  if (message) await noteRefused(tx, message, reactionRefused(about.by.name, add, reason));
}

/** Of an edit or a deletion the far end refused: the transcript goes back to what the customer sees. */
export async function settleAmendment(
  tx: Tx,
  item: { id: string; lane: string },
  amendment: Amendment,
  reason: string,
): Promise<void> {
  const { messageId, how, by } = amendment;
  const before = await wasBefore(tx, item, amendment);
  if (!before) return;
  const found = await findMessage(tx.q, messageId);
  if (!found || !(await lockConversation(tx.q, found.conversationId))) return;
  const editedAt = before.editedAt === null ? null : new Date(before.editedAt);
  const message = await undo(tx.q, found.id, how, { text: before.text, editedAt });
  if (message) await noteRefused(tx, message, amendmentRefused(by, how, reason));
}

/** For whoever has the chat: what Teams did not take, beside the message it was about. */
async function noteRefused(tx: Tx, { conversationId, escalationId, seq }: Message, text: string): Promise<void> {
  const escalation = escalationId && (await findEscalation(tx.q, escalationId));
  if (!escalation || escalation.erasedAt) return;
  hintMessage(tx, escalation, seq);
  const note = await appendMessage(tx.q, {
    conversationId,
    escalationId: escalation.id,
    author: SYSTEM,
    note: true,
    text,
    sentAt: new Date(),
  });
  hintMessage(tx, escalation, note.seq);
}

/**
 * Which message in the customer's chat the waiting card is; null: it is gone, and the next one is posted anew.
 * At once and not with the rest: a card that is not remembered is never edited.
 */
export async function keepWaitingCard(db: Db, escalationId: string, cardId: string | null): Promise<void> {
  await rememberWaitingCard(db.q, escalationId, cardId);
}
