import { type Kysely, sql } from 'kysely';

/** Finds a message by any of its parts in the chat, and knows what the customer has read. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(SCHEMA).execute(db);
}

const SCHEMA = `
-- Few messages have more than one part in the chat.
create index message_parts on message (conversation_id) where more_external_ids <> '{}';
-- When the customer's channel said that they have read it.
alter table message add column read_at timestamptz;
`;
