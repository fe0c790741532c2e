/** What customers do to messages that are there already: edit, delete, quote, react, answer a card. */
import { sql } from 'kysely';
import type { Attachment, Message, StoredReaction } from '../domain/message';
import { type Reader, constant } from './postgres/db';
import { toMessage } from './messages';

export type WordsChange = { kind: 'edited' | 'restored'; text: string } | { kind: 'deleted' };

/** More than anybody edits one message. */
const MOST_EARLIER = 20;
const MOST_REACTIONS = 50;

/** The customer's own message by Teams' id. */
export async function customersMessage(q: Reader, conversationId: string, externalId: string): Promise<Message | null> {
  return byExternalId(q, conversationId, externalId, true);
}

/** Anybody's message by Teams' id. */
export async function messageByExternalId(
  q: Reader,
  conversationId: string,
  externalId: string,
): Promise<Message | null> {
  return (await byExternalId(q, conversationId, externalId, false)) ?? (await byPart(q, conversationId, externalId));
}

/** A picture or document, say, that the chat has beside the words it was sent with. */
async function byPart(q: Reader, conversationId: string, externalId: string): Promise<Message | null> {
  const row = await q
    .selectFrom('message')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .where('note', '=', false)
    .where(sql<boolean>`more_external_ids <> '{}'`)
    .where(sql<boolean>`${externalId} = any (more_external_ids)`)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? toMessage(row) : null;
}

async function byExternalId(
  q: Reader,
  conversationId: string,
  externalId: string,
  ofCustomer: boolean,
): Promise<Message | null> {
  const rows = q
    .selectFrom('message')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .where('external_id', '=', externalId)
    .where('note', '=', false);
  const row = await (ofCustomer ? rows.where('author_kind', '=', constant('customer')) : rows)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? toMessage(row) : null;
}

/** Keeps what it said before. The caller holds the conversation's lock. */
export async function changeWords(q: Reader, messageId: string, change: WordsChange, at: Date): Promise<void> {
  const before = await q
    .selectFrom('message')
    .select(['text', 'earlier', 'sent_at', 'edited_at', 'deleted_at'])
    .where('id', '=', messageId)
    .executeTakeFirstOrThrow();
  const said = { text: before.text, at: (before.edited_at ?? before.sent_at).toISOString() };
  // Of a deleted message its last words are among the earlier ones already.
  const isKept = before.deleted_at !== null || (change.kind !== 'deleted' && change.text === before.text);
  const earlier = isKept ? before.earlier : [...before.earlier, said].slice(-MOST_EARLIER);
  const isBack = change.kind === 'restored' && change.text === before.text;
  await q
    .updateTable('message')
    .set({
      earlier: JSON.stringify(isBack ? earlier.slice(0, -1) : earlier),
      ...(change.kind === 'deleted' ? { deleted_at: at } : { text: change.text, deleted_at: null }),
      ...(change.kind !== 'deleted' && change.text !== before.text && { edited_at: at }),
    })
    .where('id', '=', messageId)
    .execute();
}

/** The caller holds the conversation's lock. */
export async function keepAttachments(q: Reader, messageId: string, attachments: Attachment[]): Promise<void> {
  await q
    .updateTable('message')
    .set({ attachments: JSON.stringify(attachments) })
    .where('id', '=', messageId)
    .execute();
}

/** The caller holds the conversation's lock. */
export async function changeReactions(
  q: Reader,
  message: Message,
  by: StoredReaction['by'],
  change: { added: readonly string[]; removed: readonly string[]; at: Date },
): Promise<void> {
  const isTheirs = (reaction: StoredReaction) => reaction.by.kind === by.kind && reaction.by.id === by.id;
  const gone = new Set([...change.removed, ...change.added]);
  const kept = message.reactions.filter((reaction) => !isTheirs(reaction) || !gone.has(reaction.type));
  const added = [...new Set(change.added)].map((type) => ({ type, by, at: change.at.toISOString() }));
  const reactions = [...kept, ...added].slice(-MOST_REACTIONS);
  await q
    .updateTable('message')
    .set({ reactions: JSON.stringify(reactions) })
    .where('id', '=', message.id)
    .execute();
}

/** Messages looked through for what a receipt is about. */
const MOST_UNREAD = 200;

/** What agents said in this escalation up to Teams' id, its newest messages at most; gives the places of what is read now. */
export async function markRead(q: Reader, escalation: { id: string; lastSeq: number }, upTo: string, at: Date) {
  // Teams' ids are times in milliseconds: the longer, the later.
  const rows = await q
    .updateTable('message')
    .set({ read_at: at })
    .where('escalation_id', '=', escalation.id)
    .where('author_kind', '=', 'agent')
    .where('note', '=', false)
    .where('delivery', '=', 'delivered')
    .where('read_at', 'is', null)
    .where('seq', '>', escalation.lastSeq - MOST_UNREAD)
    .where(sql<boolean>`(length(external_id), external_id collate "C") <= (${upTo.length}::int, ${upTo})`)
    .returning('seq')
    .execute();
  return rows.map(({ seq }) => seq);
}

/** What bots sent along lately, newest first: the cards an answer may have come from. */
export async function recentAttachments(q: Reader, conversationId: string, limit: number): Promise<Attachment[]> {
  const rows = await q
    .selectFrom('message')
    .select('attachments')
    .where('conversation_id', '=', conversationId)
    .where('author_kind', '=', constant('bot'))
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute();
  return rows.flatMap(({ attachments }) => attachments);
}

/** What came with a message in a person's chat, by Teams' ids of both. */
export async function attachmentsInChat(q: Reader, chatId: string, externalId: string): Promise<Attachment[]> {
  const row = await q
    .selectFrom('message as m')
    .innerJoin('conversation as c', 'c.id', 'm.conversation_id')
    .select('m.attachments')
    .where('c.external_id', '=', chatId)
    .where('m.external_id', '=', externalId)
    .where('m.author_kind', '=', constant('bot'))
    .orderBy('m.seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.attachments ?? [];
}
