import { type Kysely, sql } from 'kysely';

/** Several Teams bots on one desk: app IDs are compared letter by letter, and a chat is found whoever it is with. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(SCHEMA).execute(db);
}

const SCHEMA = `
update connection set bot_app_id = lower(bot_app_id) where bot_app_id <> lower(bot_app_id);
create index conversation_external on conversation (external_id);
`;
