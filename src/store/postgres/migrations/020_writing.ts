import { type Kysely, sql } from 'kysely';

/** What agents keep to say again, and what they are writing. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(SCHEMA).execute(db);
}

const SCHEMA = `
create table canned_reply (
  id uuid primary key default gen_random_uuid(),
  tenant_id text collate "C" not null,
  -- Whose it is; null: everybody's.
  owner_id text collate "C",
  name text not null,
  text text not null,
  version int not null default 1,
  changed_at timestamptz not null default now(),
  changed_by_name text not null
);
create index canned_reply_owner on canned_reply (tenant_id, owner_id);

create table canned_reply_file (
  id uuid primary key default gen_random_uuid(),
  reply_id uuid not null references canned_reply (id) on delete cascade,
  name text not null,
  content_type text not null,
  size int not null,
  bytes bytea not null,
  created_at timestamptz not null default now()
);
create index canned_reply_file_reply on canned_reply_file (reply_id);
-- Pictures and documents are compressed already.
alter table canned_reply_file alter column bytes set storage external;

create table draft (
  escalation_id uuid not null references escalation (id) on delete cascade,
  agent_id text collate "C" not null,
  words jsonb not null,
  version uuid not null default gen_random_uuid(),
  changed_at timestamptz not null default now(),
  primary key (escalation_id, agent_id)
);
create index draft_changed on draft (changed_at);
`;
