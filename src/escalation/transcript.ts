/** A bot's own transcript, added to what the desk heard itself. */
import { visibleName } from '../base/names';
import { CANNOT_SHOW } from '../cards/words/customer/bot';
import type { IncomingAttachment } from '../domain/file';
import type { TranscriptEntry } from '../domain/escalation';
import type { ConversationRow } from '../store/conversations';
import type { Tx } from '../store/postgres/db';
import { codeKey, isKeyTaken } from '../store/inbox';
import { appendMessage, seenByRelay } from '../store/messages';
import { fetchFiles, receive } from './files';

/** Files of one transcript that are fetched, the newest first. */
const MOST_FILES = 50;

/**
 * Keeps the entries the relay did not see: all of them when the bot talked elsewhere, usually none when it
 * talked through us. They are history: nothing of it is delivered, and its files are fetched as others are.
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
  const kept: TranscriptEntry[] = [];
  for (const entry of entries) {
    if (entry.externalId !== null && seen.ids.has(entry.externalId)) continue;
    if (await isCode(tx, conversation.id, entry)) continue;
    if (!seen.words.has(`${entry.author}:${entry.text.trim()}`)) kept.push(entry);
  }
  for (const entry of withinLimit(kept)) {
    const received = receive(entry.attachments);
    const message = await appendMessage(tx.q, {
      conversationId: conversation.id,
      escalationId: null,
      author:
        entry.author === 'customer'
          ? { kind: 'customer', id: conversation.customer_id, name: conversation.customer_name }
          : { kind: 'bot', id: null, name: visibleName(entry.authorName) ?? botName },
      text: entry.text,
      format: entry.format,
      attachments: received.attachments,
      extras: entry.extras,
      botExternalId: entry.externalId,
      sentAt: entry.sentAt ?? new Date(),
    });
    await fetchFiles(tx, conversation.tenant_id, message, received);
  }
}

/** What is over the limit stays a link, or words. */
function withinLimit(entries: readonly TranscriptEntry[]): TranscriptEntry[] {
  let left = MOST_FILES;
  const limited = entries.toReversed().map((entry) => ({
    ...entry,
    attachments: entry.attachments.map((attachment): IncomingAttachment => {
      if (!attachment.source || (left -= 1) >= 0) return attachment;
      const { source: _, ...rest } = attachment;
      return rest.url === null ? { ...rest, unavailable: CANNOT_SHOW.history } : rest;
    }),
  }));
  return limited.reverse();
}

/** Only a single word can be a sign-in code; others need no look-up. */
async function isCode(tx: Tx, conversationId: string, { author, externalId, text }: TranscriptEntry): Promise<boolean> {
  if (author !== 'customer' || externalId === null || !/^\S+$/.test(text)) return false;
  return isKeyTaken(tx.q, codeKey(conversationId, externalId));
}
