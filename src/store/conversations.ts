import type { Selectable } from 'kysely';
import { type SqlBool, sql } from 'kysely';
import type { ConnectionKind } from '../contract/api';
import type { CustomerAddress } from '../domain/message';
import { built } from './postgres/built';
import { type Reader, constant } from './postgres/db';
import type { Tables } from './postgres/schema';
import { lockNamed } from './postgres/lockNamed';

/**
 * With its connection's name and kind, which says by what channel its customer is reached. One whose customer was erased
 * is found by nothing here: whatever arrives for it late is for nobody.
 */
export type ConversationRow = Selectable<Tables['conversation']> & { kind: ConnectionKind; connectionName: string };

const connection = [
  sql<ConnectionKind>`(select n.kind from connection n where n.id = conversation.connection_id)`.as('kind'),
  sql<string>`(select n.name from connection n where n.id = conversation.connection_id)`.as('connectionName'),
] as const;

export async function findConversation(q: Reader, id: string): Promise<ConversationRow | null> {
  const [row] = await byId(q, { id });
  return row ?? null;
}
const byId = built((q, { id }: { id: string }) =>
  q.selectFrom('conversation').selectAll().select(connection).where('id', '=', id).where('erased_at', 'is', null),
);

export async function conversationOfMessage(q: Reader, messageId: string): Promise<ConversationRow | null> {
  const [row] = await ofMessage(q, { messageId });
  return row ?? null;
}
const ofMessage = built((q, { messageId }: { messageId: string }) =>
  q
    .selectFrom('conversation')
    .selectAll()
    .select(connection)
    .where('id', '=', (eb) => eb.selectFrom('message').select('conversation_id').where('id', '=', messageId))
    .where('erased_at', 'is', null),
);

/** The row's lock orders everything said in the conversation: numbers are given under it. */
export async function lockConversation(q: Reader, id: string): Promise<ConversationRow | null> {
  const [row] = await lockedById(q, { id });
  return row ?? null;
}
const lockedById = built((q, { id }: { id: string }) =>
  q
    .selectFrom('conversation')
    .selectAll()
    .select(connection)
    .where('id', '=', id)
    .where('erased_at', 'is', null)
    .forUpdate(),
);

/** The same, of the conversation an escalation belongs to. */
export async function lockConversationOf(q: Reader, escalationId: string): Promise<ConversationRow | null> {
  const [row] = await lockedOf(q, { escalationId });
  return row ?? null;
}
const lockedOf = built((q, { escalationId }: { escalationId: string }) =>
  q
    .selectFrom('conversation')
    .selectAll()
    .select(connection)
    .where('id', '=', (eb) => eb.selectFrom('escalation').select('conversation_id').where('id', '=', escalationId))
    .where('erased_at', 'is', null)
    .forUpdate(),
);

/** The same, of the chat a bot knows by its own id. */
export async function lockConversationByExternalId(
  q: Reader,
  connectionId: string,
  externalId: string,
): Promise<ConversationRow | null> {
  const [row] = await lockedByExternalId(q, { connectionId, externalId });
  return row ?? null;
}
const lockedByExternalId = built((q, { connectionId, externalId }: { connectionId: string; externalId: string }) =>
  q
    .selectFrom('conversation')
    .selectAll()
    .select(connection)
    .where('connection_id', '=', connectionId)
    .where('external_id', '=', externalId)
    .forUpdate(),
);

export async function conversationByExternalId(
  q: Reader,
  connectionId: string,
  externalId: string,
): Promise<ConversationRow | null> {
  const row = await q
    .selectFrom('conversation')
    .selectAll()
    .select(connection)
    .where('connection_id', '=', connectionId)
    .where('external_id', '=', externalId)
    .executeTakeFirst();
  return row ?? null;
}

/** The chat with a connected agent, wherever it goes on: its lane stays the same. */
export async function conversationByLane(
  q: Reader,
  connectionId: string,
  lane: string,
): Promise<ConversationRow | null> {
  return (await byLane(q, connectionId, lane).executeTakeFirst()) ?? null;
}

export async function lockConversationByLane(
  q: Reader,
  connectionId: string,
  lane: string,
): Promise<ConversationRow | null> {
  return (await byLane(q, connectionId, lane).forUpdate().executeTakeFirst()) ?? null;
}

const byLane = (q: Reader, connectionId: string, lane: string) =>
  q
    .selectFrom('conversation')
    .selectAll()
    .select(connection)
    .where('lane', '=', lane)
    // The index is of these.
    .where('lane', 'like', constant('connected:%'))
    .where('connection_id', '=', connectionId)
    .limit(1);

/** Finds or begins the conversation, brings address and name up to date, and holds its lock. */
export async function upsertConversation(
  q: Reader,
  options: {
    tenantId: string;
    connectionId: string;
    externalId: string;
    customer: { id: string; name: string; locale: string | null };
    address: CustomerAddress | null;
    lane: string;
  },
): Promise<ConversationRow> {
  const address = options.address ? JSON.stringify(options.address) : null;
  return q
    .insertInto('conversation')
    .values({
      tenant_id: options.tenantId,
      connection_id: options.connectionId,
      external_id: options.externalId,
      customer_id: options.customer.id,
      customer_name: options.customer.name,
      customer_locale: options.customer.locale,
      address,
      lane: options.lane,
    })
    .onConflict((oc) =>
      oc.columns(['connection_id', 'external_id']).doUpdateSet({
        customer_id: options.customer.id,
        customer_name: options.customer.name,
        customer_locale: options.customer.locale,
        address,
        active_at: sql<Date>`now()`,
      }),
    )
    .returningAll()
    .returning(connection)
    .executeTakeFirstOrThrow();
}

/** The customer is reached in another way from now on. */
export async function readdress(q: Reader, id: string, address: CustomerAddress): Promise<void> {
  await q
    .updateTable('conversation')
    .set({ address: JSON.stringify(address) })
    .where('id', '=', id)
    .execute();
}

/** What is done about one customer of an agent's happens one after the other, before they have a conversation, too. */
export async function lockPerson(q: Reader, connectionId: string, personId: string): Promise<void> {
  await lockNamed(q, `person ${connectionId} ${personId}`);
}

/** The chat with the desk's bot an agent's customer has or will have; the caller gets its lock. */
export async function lockPersonsConversation(
  q: Reader,
  connectionId: string,
  personId: string,
): Promise<ConversationRow | null> {
  const row = await q
    .selectFrom('conversation')
    .selectAll()
    .select(connection)
    .where('connection_id', '=', connectionId)
    .where('customer_id', '=', personId)
    .where(sql<SqlBool>`address ->> 'channel' in ('person', 'teams')`)
    .orderBy('active_at', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

/** Who the customer is, as their agent says now. */
export async function rename(
  q: Reader,
  id: string,
  { name, locale }: { name: string; locale: string | null },
): Promise<void> {
  await q
    .updateTable('conversation')
    .set({ customer_name: name, customer_locale: locale, active_at: sql<Date>`now()` })
    .where('id', '=', id)
    .execute();
}
