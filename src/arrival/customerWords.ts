/** What a customer's message says in this conversation: whom it quotes, and what was entered on which card. */
import { answerWords } from '../cards/answers';
import { PRESSED } from '../cards/words/agent/captured';
import { choicesOf, heardOf, wordsOf } from '../domain/choices';
import type { Choice, ChoiceKey, CustomerMessage, MessageExtras } from '../domain/message';
import { type ConversationRow, conversationByExternalId } from '../store/conversations';
import { messageByExternalId, recentAttachments } from '../store/customerMessages';
import { findMessage } from '../store/messages';
import type { Tx } from '../store/postgres/db';
import { unnamed } from '../cards/words/names';

const LONGEST_QUOTE = 2_000;
/** Messages of the bot looked through for a card Teams names by an id nobody kept. */
const RECENT = 20;

/** The customer as the desk knows them: what an arrival does not say is not forgotten. */
export async function customerOf(
  tx: Tx,
  connectionId: string,
  { customer, address }: CustomerMessage,
): Promise<{ id: string; name: string; locale: string | null }> {
  const isWhole = customer.id !== null && customer.name !== null && customer.locale !== null;
  const known = isWhole ? null : await conversationByExternalId(tx.q, connectionId, address.conversationId);
  return {
    id: customer.id ?? known?.customer_id ?? address.userId,
    name: customer.name ?? known?.customer_name ?? unnamed.customer,
    locale: customer.locale ?? known?.customer_locale ?? null,
  };
}

export async function wordsIn(
  tx: Tx,
  { id }: ConversationRow,
  { text, extras, quote, pressed, choice, value }: CustomerMessage,
): Promise<{ text: string; extras: MessageExtras; value?: unknown }> {
  const quoted = quote && { quote: await quoteOf(tx, id, quote) };
  if (choice) {
    const chosen = await chosenOf(tx, id, choice);
    return chosen
      ? { text: wordsOf(chosen), extras: { ...extras, heard: heardOf(chosen) } }
      : { text: PRESSED, extras: { ...extras, answers: [] }, value };
  }
  if (!pressed) return { text, extras: { ...extras, ...quoted }, value };
  const named = pressed.cardId === null ? null : await messageByExternalId(tx.q, id, pressed.cardId);
  const cards = [...(named?.attachments ?? []), ...(await recentAttachments(tx.q, id, RECENT))];
  const known = cards.flatMap(({ contentType, content }) => (content === undefined ? [] : [{ contentType, content }]));
  const answered = answerWords(value, known);
  return { text: answered.text, extras: { ...extras, ...quoted, answers: answered.answers }, value };
}

/** Teams shows the bot's name above everything; the desk knows who it was. */
async function quoteOf(
  tx: Tx,
  conversationId: string,
  { externalId, author, text }: NonNullable<CustomerMessage['quote']>,
): Promise<NonNullable<MessageExtras['quote']>> {
  const message = externalId === null ? null : await messageByExternalId(tx.q, conversationId, externalId);
  return {
    messageId: message?.id ?? null,
    seq: message?.seq ?? null,
    author: message?.author.name ?? author,
    text: (message?.text || text).slice(0, LONGEST_QUOTE),
  };
}

/** The button that was pressed; null for one of another chat, or of a message that is gone. */
async function chosenOf(tx: Tx, conversationId: string, { messageId, index }: ChoiceKey): Promise<Choice | null> {
  const message = await findMessage(tx.q, messageId);
  return message?.conversationId === conversationId ? (choicesOf(message)[index] ?? null) : null;
}
