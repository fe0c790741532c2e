/**
 * What customers say while their connection is paused: kept in the transcript, deferred for the bot, and given to it
 * in order when the connection answers again. Words older than a day stay in the transcript only.
 */
import { pausedWords } from '../cards/words/customer/chat';
import { SYSTEM } from '../domain/escalation';
import type { ConnectionRow } from '../store/connections';
import { findConnection } from '../store/connections';
import { type ConversationRow, lockConversation } from '../store/conversations';
import type { Db, Tx } from '../store/postgres/db';
import { clearDeferred, conversationsWithDeferred, deferredMessages, defer } from '../store/deferredWords';
import { enqueue } from '../store/outbox/outbox';
import { beginBotChat } from '../escalation/botChats';
import type { Channels } from '../escalation/channels';
import { botLane } from '../domain/lanes';
import type { Message } from '../domain/message';

/** Throttle: the notice that the bot is paused is repeated at most this often. */
const TOLD_EVERY_MS = 60 * 60_000;
const DEFERRED_MS = 24 * 3_600_000;
const BATCH = 50;
/** Customers of one connection who wrote during one pause; the sweep goes on where this ends. */
const MOST_BATCHES = 200;

/** The customer's latest words wait; tells them so, once in a while. */
export async function deferWords(
  tx: Tx,
  channels: Channels,
  options: { conversation: ConversationRow; connection: ConnectionRow; message: Message; now: Date },
): Promise<void> {
  const { conversation, connection, message, now } = options;
  const toldAt = conversation.deferred_told_at?.getTime() ?? 0;
  const isDue = conversation.deferred_from_seq === null || now.getTime() - toldAt >= TOLD_EVERY_MS;
  await defer(tx.q, conversation.id, message.seq, isDue ? now : null);
  if (!isDue) return;
  const text = pausedWords(connection.name);
  await channels.sayToCustomer(tx, conversation, { escalationId: null, author: SYSTEM, text, sentAt: now });
}

/** Gives the bot what waited, before anything newer. The caller holds the conversation's lock. */
export async function passDeferred(tx: Tx, conversation: ConversationRow, now: Date): Promise<void> {
  if (conversation.deferred_from_seq === null) return;
  const since = new Date(now.getTime() - DEFERRED_MS);
  for (const messageId of await deferredMessages(tx.q, conversation.id, conversation.deferred_from_seq, since)) {
    enqueue(tx, botLane(conversation.id), 'bot', { conversationId: conversation.id, type: 'message', messageId });
  }
  beginBotChat(tx, conversation.id, conversation.deferred_from_seq);
  await clearDeferred(tx.q, conversation.id);
}

/** The connection answers again: everybody who wrote meanwhile is served. */
export async function passAllDeferred(db: Db, connectionId: string): Promise<void> {
  for (let batch = 0; batch < MOST_BATCHES; batch += 1) {
    const ids = await conversationsWithDeferred(db.q, connectionId, BATCH);
    for (const id of ids) {
      await db.transaction(async (tx) => {
        const conversation = await lockConversation(tx.q, id);
        const connection = await findConnection(tx.q, connectionId);
        // Paused again meanwhile, it goes on waiting.
        if (!conversation || !connection || !answers(connection)) return;
        await passDeferred(tx, conversation, new Date());
      });
    }
    if (ids.length < BATCH) return;
  }
}

/** Whether customers hear the bot: a draining connection only takes no new escalations. */
export const answers = ({ state }: Pick<ConnectionRow, 'state'>): boolean => state === 'live' || state === 'draining';
