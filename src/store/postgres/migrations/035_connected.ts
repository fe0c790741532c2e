import { type Kysely, sql } from 'kysely';

/** Connected agents: what their turns were answered with, and chats by the lane they keep wherever they go on. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(SCHEMA).execute(db);
}

const SCHEMA = `
create table connected_answer (
  -- The turn's, as in the inbox.
  key text primary key,
  message_ids uuid[] not null,
  ends boolean not null,
  at timestamptz not null default now()
);
create index connected_answer_at on connected_answer (at);

create index conversation_connected on conversation (lane) where lane like 'connected:%';
`;
