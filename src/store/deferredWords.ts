/** Customers' words that wait for a paused connection. */
import { type SqlBool, sql } from 'kysely';
import { type Reader, constant, constants } from './postgres/db';

/** More than anybody writes to a bot that does not answer. */
const MOST_MESSAGES = 50;

/** @param toldAt set when the customer is told so now */
export async function defer(q: Reader, conversationId: string, seq: number, toldAt: Date | null): Promise<void> {
  await q
    .updateTable('conversation')
    .set({
      deferred_from_seq: sql<number>`coalesce(deferred_from_seq, ${seq}::int)`,
      ...(toldAt !== null && { deferred_told_at: toldAt }),
    })
    .where('id', '=', conversationId)
    .execute();
}

export async function clearDeferred(q: Reader, conversationId: string): Promise<void> {
  await q
    .updateTable('conversation')
    .set({ deferred_from_seq: null, deferred_told_at: null })
    .where('id', '=', conversationId)
    .execute();
}

/** In order; what was handed to an agent meanwhile has its answer. */
export async function deferredMessages(
  q: Reader,
  conversationId: string,
  fromSeq: number,
  since: Date,
): Promise<string[]> {
  const rows = await q
    .selectFrom('message')
    .select('id')
    .where('conversation_id', '=', conversationId)
    .where('seq', '>=', fromSeq)
    .where('author_kind', '=', constant('customer'))
    .where('escalation_id', 'is', null)
    .where('deleted_at', 'is', null)
    .where('sent_at', '>', since)
    .where(
      sql<SqlBool>`seq > coalesce((select max(to_seq) from escalation where conversation_id = ${conversationId}), 0)`,
    )
    .orderBy('seq')
    .limit(MOST_MESSAGES)
    .execute();
  return rows.map((row) => row.id);
}

export async function conversationsWithDeferred(q: Reader, connectionId: string, limit: number): Promise<string[]> {
  const rows = await q
    .selectFrom('conversation')
    .select('id')
    .where('connection_id', '=', connectionId)
    .where('deferred_from_seq', 'is not', null)
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}

/** Connections that answer and still have words waiting, because a process stopped in between. */
export async function connectionsWithDeferred(q: Reader): Promise<string[]> {
  const rows = await q
    .selectFrom('connection')
    .select('connection.id')
    .where('connection.state', 'in', constants('live', 'draining'))
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('conversation')
          .select('conversation.id')
          .whereRef('conversation.connection_id', '=', 'connection.id')
          .where('conversation.deferred_from_seq', 'is not', null),
      ),
    )
    .limit(100)
    .execute();
  return rows.map((row) => row.id);
}
