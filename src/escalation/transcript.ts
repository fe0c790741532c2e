/** A bot's own transcript, added to what the desk heard itself. */
import type { TranscriptEntry } from '../domain/escalation';
import type { ConversationRow } from '../store/conversations';
import type { Tx } from '../store/postgres/db';
import { codeKey, isKeyTaken } from '../store/inbox';
import { appendMessage, seenByRelay } from '../store/messages';

/**
 * Keeps the entries the relay did not see: all of them when the bot talked elsewhere, usually none when it
 * talked through us. They are history: nothing of it is delivered.
 */
export async function keepTranscript(
  tx: Tx,
  conversation: ConversationRow,
  fromSeq: number,
  botName: string,
  entries: readonly TranscriptEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  const seen = await seenByRelay(tx.q, conversation.id, fromSeq);
  for (const entry of entries) {
    if (entry.externalId !== null && seen.ids.has(entry.externalId)) continue;
    if (await isCode(tx, conversation.id, entry)) continue;
    if (seen.words.has(`${entry.author}:${entry.text.trim()}`)) continue;
    await appendMessage(tx.q, {
      conversationId: conversation.id,
      escalationId: null,
      author:
        entry.author === 'customer'
          ? { kind: 'customer', id: conversation.customer_id, name: conversation.customer_name }
          : { kind: 'bot', id: null, name: entry.authorName ?? botName },
      text: entry.text,
      format: entry.format,
      attachments: entry.attachments,
      extras: entry.extras,
      botExternalId: entry.externalId,
      sentAt: entry.sentAt ?? new Date(),
    });
  }
}

/** A sign-in's code is one word; only of those it is worth asking. */
async function isCode(tx: Tx, conversationId: string, { author, externalId, text }: TranscriptEntry): Promise<boolean> {
  if (author !== 'customer' || externalId === null || !/^\S+$/.test(text)) return false;
  return isKeyTaken(tx.q, codeKey(conversationId, externalId));
}
