import { type Selectable, type SqlBool, sql } from 'kysely';
import type { Page } from '../contract/api';
import type { Attachment, ActorKind, Message, MessageExtras } from '../domain/message';
import { type Reader, constants } from './postgres/db';
import type { Tables } from './postgres/schema';

type Row = Selectable<Tables['message']>;

export interface NewMessageRow {
  conversationId: string;
  escalationId: string | null;
  author: { kind: ActorKind; id: string | null; name: string };
  note?: boolean;
  /** On a note for one agent's eyes. */
  whisperTo?: { id: string; name: string } | null;
  text: string;
  format?: 'plain' | 'markdown';
  attachments?: Attachment[];
  /** Its choices are the suggested actions. */
  extras?: MessageExtras;
  value?: unknown;
  externalId?: string | null;
  botExternalId?: string | null;
  /** Of words that are first heard of by their edit. */
  editedAt?: Date | null;
  clientMessageId?: string | null;
  sentAt: Date;
  /** Set when the outbox is to carry it to the customer. */
  delivery?: 'sending' | null;
}

/** Appends under the conversation's lock, which the caller's transaction holds or takes here. */
export async function appendMessage(q: Reader, m: NewMessageRow): Promise<Message> {
  const byCustomer = m.author.kind === 'customer';
  const row = await q
    .with('numbered', (cte) =>
      cte
        .updateTable('conversation')
        .set({
          last_seq: sql<number>`last_seq + 1`,
          ...(byCustomer && { last_customer_seq: sql<number>`last_seq + 1`, active_at: sql<Date>`now()` }),
        })
        .where('id', '=', m.conversationId)
        .returning('last_seq'),
    )
    .insertInto('message')
    .values({
      conversation_id: m.conversationId,
      escalation_id: m.escalationId,
      seq: sql<number>`(select last_seq from numbered)`,
      author_kind: m.author.kind,
      author_id: m.author.id,
      author_name: m.author.name,
      note: m.note ?? false,
      whisper_to: m.whisperTo?.id ?? null,
      whisper_to_name: m.whisperTo?.name ?? null,
      text: m.text,
      format: m.format ?? 'plain',
      attachments: JSON.stringify(m.attachments ?? []),
      suggested_actions: JSON.stringify((m.extras?.choices ?? []).map(({ title }) => title)),
      extras: JSON.stringify(m.extras ?? {}),
      value: m.value === undefined || m.value === null ? null : JSON.stringify(m.value),
      external_id: m.externalId ?? null,
      bot_external_id: m.botExternalId ?? null,
      client_message_id: m.clientMessageId ?? null,
      sent_at: m.sentAt,
      edited_at: m.editedAt ?? null,
      delivery: m.delivery ?? null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toMessage(row);
}

export async function findMessage(q: Reader, id: string): Promise<Message | null> {
  const row = await q.selectFrom('message').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? toMessage(row) : null;
}

/** What a bot needs of a customer's message. */
export async function findMessageForBot(
  q: Reader,
  id: string,
): Promise<{ message: Message; value: unknown; botExternalId: string | null } | null> {
  const row = await q.selectFrom('message').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? { message: toMessage(row), value: row.value, botExternalId: row.bot_external_id } : null;
}

/** What was said under this id in the conversation of an escalation. */
export async function messageByClientId(q: Reader, escalationId: string, clientId: string): Promise<Message | null> {
  const row = await q
    .selectFrom('message')
    .selectAll()
    .where('conversation_id', '=', (eb) =>
      eb.selectFrom('escalation').select('conversation_id').where('id', '=', escalationId),
    )
    .where('client_message_id', '=', clientId)
    .executeTakeFirst();
  return row ? toMessage(row) : null;
}

export async function messageBySeq(q: Reader, conversationId: string, seq: number): Promise<Message | null> {
  const row = await q
    .selectFrom('message')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .where('seq', '=', seq)
    .executeTakeFirst();
  return row ? toMessage(row) : null;
}

/** The part of a conversation an escalation is about. */
export interface Span {
  conversationId: string;
  fromSeq: number;
  toSeq: number | null;
}

/** In order; `next` is the seq to continue after. */
export async function messagesOf(
  q: Reader,
  span: Span,
  options: { after: number; limit: number },
): Promise<Page<Message>> {
  const rows = await inSpan(q, span)
    .where('seq', '>', options.after)
    .orderBy('seq')
    .limit(options.limit + 1)
    .execute();
  const items = rows.slice(0, options.limit).map(toMessage);
  return { items, next: rows.length > options.limit ? String(items.at(-1)?.seq) : null };
}

/** The newest n, oldest of them first. */
export async function lastMessages(q: Reader, span: Span, n: number): Promise<Message[]> {
  const rows = await inSpan(q, span).orderBy('seq', 'desc').limit(n).execute();
  return rows.reverse().map(toMessage);
}

/** The first message of a time or later, by its place; null when all are older. */
export async function seqAt(q: Reader, span: Span, at: Date): Promise<number | null> {
  const row = await inSpan(q, span)
    .clearSelect()
    .select('seq')
    .where('sent_at', '>=', at)
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst();
  return row?.seq ?? null;
}

/**
 * The newest places where words are said, newest first: in texts, names of files, and what was entered on a bot's card.
 * @param readerId whose eyes these are; null: a manager's, who may read every whisper
 */
export async function seqsWith(
  q: Reader,
  span: Span,
  words: string,
  { readerId, limit }: { readerId: string | null; limit: number },
): Promise<number[]> {
  const like = `%${words.replace(/[\\%_]/g, '\\$&')}%`;
  const found = inSpan(q, span)
    .clearSelect()
    .select('seq')
    .where('deleted_at', 'is', null)
    .where(
      sql<SqlBool>`(text ilike ${like}
        or exists (select from jsonb_array_elements(attachments) a where a->>'name' ilike ${like})
        or exists (select from jsonb_array_elements(coalesce(extras->'answers', '[]')) a where a->>'value' ilike ${like}))`,
    );
  const readable =
    readerId === null
      ? found
      : found.where(
          sql<SqlBool>`(whisper_to is null or whisper_to = ${readerId} or author_id is not distinct from ${readerId})`,
        );
  const rows = await readable.orderBy('seq', 'desc').limit(limit).execute();
  return rows.map(({ seq }) => seq);
}

function inSpan(q: Reader, span: Span) {
  const rows = q
    .selectFrom('message')
    .selectAll()
    .where('conversation_id', '=', span.conversationId)
    .where('seq', '>=', span.fromSeq);
  return span.toSeq === null ? rows : rows.where('seq', '<=', span.toSeq);
}

/** What was already seen of a bot's transcript: ids the bot's channel gave, and the words. */
export async function seenByRelay(
  q: Reader,
  conversationId: string,
  fromSeq: number,
): Promise<{ ids: Set<string>; words: Set<string> }> {
  const rows = await q
    .selectFrom('message')
    .select(['bot_external_id', 'author_kind', 'text'])
    .where('conversation_id', '=', conversationId)
    .where('seq', '>=', fromSeq)
    .where('author_kind', 'in', constants('customer', 'bot'))
    .orderBy('seq', 'desc')
    .limit(1_000)
    .execute();
  return {
    ids: new Set(rows.flatMap((row) => (row.bot_external_id ? [row.bot_external_id] : []))),
    words: new Set(rows.map((row) => `${row.author_kind}:${row.text.trim()}`)),
  };
}

/** Writes how a delivery stands; returns the message so that listeners can be told. */
export async function setDelivery(
  q: Reader,
  id: string,
  delivery: { state: 'sending' | 'delivered' | 'failed'; reason: string | null },
  externalId?: string | null,
): Promise<Message | null> {
  const row = await q
    .updateTable('message')
    .set({
      delivery: delivery.state,
      delivery_reason: delivery.reason,
      ...(externalId ? { external_id: externalId } : {}),
    })
    .where('id', '=', id)
    .where('note', '=', false)
    .returningAll()
    .executeTakeFirst();
  return row ? toMessage(row) : null;
}

export function toMessage(row: Row): Message {
  return {
    id: row.id,
    conversationId: row.conversation_id,
    escalationId: row.escalation_id,
    seq: row.seq,
    author: { kind: row.author_kind, id: row.author_id, name: row.author_name },
    note: row.note,
    whisperTo: row.whisper_to === null ? null : { id: row.whisper_to, name: row.whisper_to_name ?? '' },
    text: row.deleted_at ? '' : row.text,
    format: row.format,
    attachments: row.deleted_at ? [] : row.attachments,
    suggestedActions: row.deleted_at ? [] : row.suggested_actions,
    extras: row.deleted_at ? {} : row.extras,
    reactions: row.deleted_at ? [] : row.reactions,
    earlier: row.earlier,
    externalId: row.external_id,
    sentAt: row.sent_at,
    editedAt: row.edited_at,
    deletedAt: row.deleted_at,
    delivery: row.delivery
      ? {
          state: row.delivery,
          reason: row.delivery_reason,
          ...(row.read_at && { readAt: row.read_at.toISOString() }),
        }
      : null,
    clientMessageId: row.client_message_id,
  };
}
