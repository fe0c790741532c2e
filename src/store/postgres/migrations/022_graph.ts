import { type Kysely, sql } from 'kysely';

/** Microsoft Graph: what managers use it for, how that goes, and how Teams says agents are. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(SCHEMA).execute(db);
}

const SCHEMA = `
-- One row a tenant; none: nothing is used.
create table graph_setting (
  tenant_id text primary key,
  tell_by text not null default 'chat' check (tell_by in ('chat', 'feed')),
  follow_presence text not null default 'off' check (follow_presence in ('off', 'calls', 'all')),
  -- When presence is asked for next; whoever moves it on is the one who asks.
  presence_due_at timestamptz not null default now(),
  changed_at timestamptz not null,
  changed_by_id text not null,
  changed_by_name text not null
);

create table graph_use (
  tenant_id text not null,
  use text not null check (use in ('feed', 'presence')),
  worked_at timestamptz,
  failed_at timestamptz,
  fault text,
  reason text,
  primary key (tenant_id, use)
);

alter table agent
  -- How Teams says they are, unless they are available there; it counts until teams_until.
  add column teams_presence text check (teams_presence in ('busy', 'away')),
  add column teams_reason text,
  -- Since when: what they say of themselves later stands.
  add column teams_since timestamptz,
  add column teams_until timestamptz;
`;
