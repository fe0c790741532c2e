import { type Kysely, sql } from 'kysely';

/** What hangs on a message, and the files that come with messages. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(SCHEMA).execute(db);
}

const SCHEMA = `
alter table message
  -- Quote, citations, labels, choices, answers: see domain/message.ts.
  add column extras jsonb not null default '{}',
  add column reactions jsonb not null default '[]',
  -- What it said before it was edited or deleted, oldest first.
  add column earlier jsonb not null default '[]';

-- A file belongs to a conversation from the start, and to a message once it was sent.
create table file (
  id uuid primary key default gen_random_uuid(),
  tenant_id text not null,
  conversation_id uuid not null references conversation (id) on delete cascade,
  message_id uuid references message (id) on delete cascade,
  owner_kind text not null check (owner_kind in ('customer', 'bot', 'agent', 'system')),
  owner_id text,
  name text not null,
  content_type text not null,
  size int,
  sha256 bytea,
  state text not null check (state in ('fetching', 'ready', 'unavailable')),
  reason text,
  source jsonb,
  thumbnail bytea,
  created_at timestamptz not null default now()
);
create index file_conversation on file (conversation_id);
create index file_message on file (message_id) where message_id is not null;
create index file_unsent on file (created_at) where message_id is null;

create table file_chunk (
  file_id uuid not null references file (id) on delete cascade,
  seq int not null,
  bytes bytea not null,
  primary key (file_id, seq)
);
-- Pictures and documents are compressed already.
alter table file_chunk alter column bytes set storage external;
`;
