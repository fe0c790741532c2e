/** A transcript, read in parts. */
import { type SqlBool, sql } from 'kysely';
import type { Page } from '../contract/api';
import type { Message } from '../domain/message';
import { toMessage } from './messages';
import type { Reader } from './postgres/db';

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
    .where('seq', '>=', span.fromSeq)
    .where('erased_at', 'is', null);
  return span.toSeq === null ? rows : rows.where('seq', '<=', span.toSeq);
}
