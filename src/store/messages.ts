import { type Selectable, type UpdateObject, sql } from 'kysely';
import type { Attachment, ActorKind, Message, MessageExtras } from '../domain/message';
import { built } from './postgres/built';
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
  const append = m.author.kind === 'customer' ? appendCustomers : appendOthers;
  const [row] = await append(q, {
    conversationId: m.conversationId,
    escalationId: m.escalationId,
    kind: m.author.kind,
    id: m.author.id,
    name: m.author.name,
    note: m.note ?? false,
    whisperTo: m.whisperTo?.id ?? null,
    whisperToName: m.whisperTo?.name ?? null,
    text: m.text,
    format: m.format ?? 'plain',
    attachments: JSON.stringify(m.attachments ?? []),
    choices: JSON.stringify((m.extras?.choices ?? []).map(({ title }) => title)),
    extras: JSON.stringify(m.extras ?? {}),
    value: m.value === undefined || m.value === null ? null : JSON.stringify(m.value),
    externalId: m.externalId ?? null,
    botExternalId: m.botExternalId ?? null,
    clientMessageId: m.clientMessageId ?? null,
    sentAt: m.sentAt,
    editedAt: m.editedAt ?? null,
    delivery: m.delivery ?? null,
  });
  if (!row) throw new Error('A message was appended to a conversation that is not there.');
  return toMessage(row);
}

interface Appended {
  conversationId: string;
  escalationId: string | null;
  kind: ActorKind;
  id: string | null;
  name: string;
  note: boolean;
  whisperTo: string | null;
  whisperToName: string | null;
  text: string;
  format: Message['format'];
  attachments: string;
  choices: string;
  extras: string;
  value: string | null;
  externalId: string | null;
  botExternalId: string | null;
  clientMessageId: string | null;
  sentAt: Date;
  editedAt: Date | null;
  delivery: NewMessageRow['delivery'] | null;
}

type Numbers = UpdateObject<Tables, 'conversation'>;

const appendOthers = built((q, m: Appended) => appended(q, m, { last_seq: sql<number>`last_seq + 1` }));
const appendCustomers = built((q, m: Appended) =>
  appended(q, m, {
    last_seq: sql<number>`last_seq + 1`,
    last_customer_seq: sql<number>`last_seq + 1`,
    active_at: sql<Date>`now()`,
  }),
);

function appended(q: Reader, m: Appended, numbers: Numbers) {
  return q
    .with('numbered', (cte) =>
      cte
        .updateTable('conversation')
        .set(numbers)
        .where('id', '=', m.conversationId)
        .where('erased_at', 'is', null)
        .returning('last_seq'),
    )
    .insertInto('message')
    .values({
      conversation_id: m.conversationId,
      escalation_id: m.escalationId,
      seq: sql<number>`(select last_seq from numbered)`,
      author_kind: m.kind,
      author_id: m.id,
      author_name: m.name,
      note: m.note,
      whisper_to: m.whisperTo,
      whisper_to_name: m.whisperToName,
      text: m.text,
      format: m.format,
      attachments: m.attachments,
      suggested_actions: m.choices,
      extras: m.extras,
      value: m.value,
      external_id: m.externalId,
      bot_external_id: m.botExternalId,
      client_message_id: m.clientMessageId,
      sent_at: m.sentAt,
      edited_at: m.editedAt,
      delivery: m.delivery,
    })
    .returningAll();
}

export async function findMessage(q: Reader, id: string): Promise<Message | null> {
  const [row] = await byId(q, { id });
  return row ? toMessage(row) : null;
}
const byId = built((q, { id }: { id: string }) => q.selectFrom('message').selectAll().where('id', '=', id));

/** What a bot needs of a customer's message. */
export async function findMessageForBot(
  q: Reader,
  id: string,
): Promise<{ message: Message; value: unknown; botExternalId: string | null } | null> {
  const [row] = await byId(q, { id });
  return row ? { message: toMessage(row), value: row.value, botExternalId: row.bot_external_id } : null;
}

/** What was said under this id in the conversation of an escalation. */
export async function messageByClientId(q: Reader, escalationId: string, clientId: string): Promise<Message | null> {
  const [row] = await byClientId(q, { escalationId, clientId });
  return row ? toMessage(row) : null;
}
const byClientId = built((q, { escalationId, clientId }: { escalationId: string; clientId: string }) =>
  q
    .selectFrom('message')
    .selectAll()
    .where('conversation_id', '=', (eb) =>
      eb.selectFrom('escalation').select('conversation_id').where('id', '=', escalationId),
    )
    .where('client_message_id', '=', clientId),
);

export async function messageBySeq(q: Reader, conversationId: string, seq: number): Promise<Message | null> {
  const row = await q
    .selectFrom('message')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .where('seq', '=', seq)
    .executeTakeFirst();
  return row ? toMessage(row) : null;
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
