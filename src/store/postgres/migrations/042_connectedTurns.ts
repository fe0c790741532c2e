import { type Kysely, sql } from 'kysely';

/** A connection has two ways to call the desk: by key or signature, and by turns of a connected agent. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(SCHEMA).execute(db);
}

const SCHEMA = `
alter table connection add column last_turn_at timestamptz;
-- Until now one time stood for both.
update connection set last_turn_at = last_contact_at where caller_app_id is not null;
`;
