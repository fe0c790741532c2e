import { type Kysely, sql } from 'kysely';

/** Tables and columns get the words of the glossary. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(SCHEMA).execute(db);
}

const SCHEMA = `
alter table queue rename column promises to service_targets;
alter table bot_session rename to bot_conversation;
alter table conversation rename column held_from_seq to deferred_from_seq;
alter table conversation rename column held_told_at to deferred_told_at;
alter index conversation_held rename to conversation_deferred;
`;
