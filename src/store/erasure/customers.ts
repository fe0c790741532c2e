/** What the desk keeps of one customer, for whoever is to erase them. */
import { sql } from 'kysely';
import { type CustomerKey, isOf } from '../customer';
import { plannedAnew, type Reader } from '../postgres/db';
import { LANES_OF } from './words';

export interface CustomersWords {
  chats: number;
  requests: number;
  messages: number;
  files: number;
  /** When the first of the chats was begun; null: there are none. */
  since: Date | null;
}

export async function wordsOf(q: Reader, key: CustomerKey): Promise<CustomersWords> {
  const { rows } = await sql<CustomersWords>`
    with chat as (select c.id, c.created_at from conversation c where ${isOf(key)} and c.erased_at is null)
    select ${plannedAnew} (select count(*)::int from chat) as chats,
      (select count(*)::int from chat join escalation e on e.conversation_id = chat.id) as requests,
      (select count(*)::int from chat join message m on m.conversation_id = chat.id and m.erased_at is null) as messages,
      (select count(*)::int from chat join file f on f.conversation_id = chat.id) as files,
      (select min(created_at) from chat) as since`.execute(q);
  const [row] = rows;
  if (!row) throw new Error('PostgreSQL counted nothing, not even none.');
  return row;
}

/** Numbers of those that are open. */
export async function openRequestsOf(q: Reader, key: CustomerKey, limit: number): Promise<number[]> {
  const { rows } = await sql<{ number: number }>`
    select e.number::int as number from conversation c join escalation e on e.conversation_id = c.id
    where ${isOf(key)} and e.status in ('waiting', 'claimed') order by e.number limit ${limit}`.execute(q);
  return rows.map(({ number }) => number);
}

interface LockedChat {
  id: string;
  customerName: string;
  lastSeq: number;
}

/** All their chats, in one order for everybody, so that nobody waits in a circle. */
export async function lockChatsOf(q: Reader, key: CustomerKey, limit: number): Promise<LockedChat[]> {
  const { rows } = await sql<LockedChat>`
    select c.id, c.customer_name as "customerName", c.last_seq as "lastSeq" from conversation c
    where ${isOf(key)} and c.erased_at is null order by c.id limit ${limit} for update`.execute(q);
  return rows;
}

/** Their requests that still have words, and those of them that are open. */
export async function requestsIn(
  q: Reader,
  chatIds: readonly string[],
): Promise<{ id: string; chatId: string; number: number; isOpen: boolean }[]> {
  const { rows } = await sql<{ id: string; chatId: string; number: number; isOpen: boolean }>`
    select id, conversation_id as "chatId", number::int as number, ended_at is null as "isOpen" from escalation
    where conversation_id = any(${[...chatIds]}::uuid[]) and erased_at is null order by number for update`.execute(q);
  return rows;
}

/** Whether something is on its way to these chats' customers, or to their bots; what is out of reach for good is not. */
export async function isOnItsWay(q: Reader, chatIds: readonly string[]): Promise<boolean> {
  const { rows } = await sql<{ one: number }>`
    select 1 as one from conversation c join lane l
      on l.key = any(${LANES_OF})
    where c.id = any(${[...chatIds]}::uuid[]) and l.pending > 0 and l.blocked is null limit 1`.execute(q);
  return rows.length > 0;
}

/** The audit says that they were exported, and no longer who they were. @param words as it is looked up by */
export async function redactExports(
  q: Reader,
  { tenantId, customerId, names }: { tenantId: string; customerId: string; names: readonly string[] },
  put: { name: string; summary: string; words: string; now: Date },
): Promise<void> {
  await sql`
    update audit set subject_id = 'erased', subject_name = ${put.name}, summary = ${put.summary}, changes = '[]',
      words = ${put.words}::tsvector, redacted_at = ${put.now}::timestamptz
    where tenant_id = ${tenantId} and subject_id = ${customerId} and kind = 'export' and redacted_at is null
      and subject_name = any(${[...names, customerId]}::text[])`.execute(q);
}
