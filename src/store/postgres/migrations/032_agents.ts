import { type Kysely, sql } from 'kysely';

/** Copilot Studio agents in Teams: the keys they call with, and the app a connected one calls as. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(SCHEMA).execute(db);
}

const SCHEMA = `
alter table connection
  drop constraint connection_kind_check,
  add constraint connection_kind_check check (kind in ('copilotStudio', 'copilotStudioTeams', 'botFramework', 'rest')),
  add column caller_app_id text;
create unique index connection_caller on connection (caller_app_id) where state <> 'removed' and caller_app_id is not null;
-- App IDs are looked up whatever their capitals. Not unique: a desk may have doubles from before that was refused.
create index connection_any_app on connection (lower(app_id)) where state <> 'removed';

create table connection_key (
  id uuid primary key default gen_random_uuid(),
  connection_id uuid not null references connection (id) on delete cascade,
  -- SHA-256 of the key, which is nowhere else.
  hash bytea not null unique,
  hint text not null,
  created_at timestamptz not null default now(),
  created_by text not null,
  -- Good until then, since another took its place.
  until timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz
);
create index connection_key_of on connection_key (connection_id, created_at);
`;
