import { type Kysely, sql } from 'kysely';

/** Chats the desk opens with people it knows by their Entra id: the links that prove who came, and adding the app. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(SCHEMA).execute(db);
}

const SCHEMA = `
alter table graph_setting add column add_app text not null default 'off' check (add_app in ('off', 'customers'));
alter table graph_use drop constraint graph_use_use_check,
  add constraint graph_use_use_check check (use in ('feed', 'presence', 'install'));

-- In a link, a secret that proves that whoever brings it is whom it was made for; good once.
create table chat_token (
  -- SHA-256 of the token, which is nowhere else.
  hash bytea primary key,
  conversation_id uuid not null references conversation (id) on delete cascade,
  tenant_id text not null,
  person_id text collate "C" not null,
  until timestamptz not null,
  used_at timestamptz
);
create index chat_token_until on chat_token (until);
create index chat_token_conversation on chat_token (conversation_id);
`;
