/** What the desk keeps of one customer, page by page. */
import { sql } from 'kysely';
import { type CustomerKey, isOf } from '../customer';
import type { Reader } from '../postgres/db';
import type { StoredFile } from '../files';

export interface CustomersChat {
  id: string;
  bot: { id: string; name: string };
  customerName: string;
  language: string | null;
  createdAt: Date;
  lastSeq: number;
}

export async function chatsOf(q: Reader, key: CustomerKey, limit: number): Promise<CustomersChat[]> {
  const { rows } = await sql<CustomersChat>`
    select c.id, json_build_object('id', n.id, 'name', n.name) as bot, c.customer_name as "customerName",
      c.customer_locale as language, c.created_at as "createdAt", c.last_seq as "lastSeq"
    from conversation c join connection n on n.id = c.connection_id
    where ${isOf(key)} order by c.created_at, c.id limit ${limit}`.execute(q);
  return rows;
}

/** Their escalations, the oldest first. */
export async function escalationsOf(q: Reader, key: CustomerKey, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select e.id from conversation c join escalation e on e.conversation_id = c.id
    where ${isOf(key)} order by e.number limit ${limit}`.execute(q);
  return rows.map(({ id }) => id);
}

/** A file somebody sent in their chats, with the message it came with. */
export interface CustomersFile extends Pick<StoredFile, 'id' | 'name' | 'contentType' | 'size' | 'state' | 'reason'> {
  chat: string;
  seq: number;
  sentAt: Date;
  note: boolean;
}

/** @param after the last one's place; null: from the beginning */
export async function filesIn(
  q: Reader,
  chatId: string,
  { after, withNotes, limit }: { after: { seq: number; id: string } | null; withNotes: boolean; limit: number },
): Promise<CustomersFile[]> {
  const behind = after ? sql`(m.seq, f.id) > (${after.seq}::int, ${after.id}::uuid)` : sql`true`;
  const { rows } = await sql<CustomersFile>`
    select f.id, f.name, f.content_type as "contentType", f.size, f.state, f.reason,
      f.conversation_id as chat, m.seq, m.sent_at as "sentAt", m.note
    from file f join message m on m.id = f.message_id
    where f.conversation_id = ${chatId}::uuid and ${behind} and (${withNotes} or not m.note)
    order by m.seq, f.id limit ${limit}`.execute(q);
  return rows;
}
