import { type Kysely, sql } from 'kysely';

/** What customers of a paused connection said is held for the bot; managers are found by their chats. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(SCHEMA).execute(db);
}

const SCHEMA = `
alter table conversation
  -- The first of the customer's messages the bot has not got because its connection is paused.
  add column held_from_seq int,
  -- When the customer was last told so.
  add column held_told_at timestamptz;

create index conversation_held on conversation (connection_id) where held_from_seq is not null;
create index conversation_customer on conversation (customer_id, active_at desc);
`;
