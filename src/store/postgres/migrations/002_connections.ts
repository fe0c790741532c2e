import { type Kysely, sql } from 'kysely';

/** The registry: secrets of its own for every bot, tests, errors by the hour, and who changed what. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(SCHEMA).execute(db);
}

const SCHEMA = `
alter table connection
  add column bot_type text check (bot_type in ('SingleTenant', 'MultiTenant', 'UserAssignedMSI')),
  add column bot_tenant_id text,
  -- Sealed JSON: a password, or a certificate's thumbprint and private key.
  add column bot_secret bytea,
  add column bot_secret_expires_at timestamptz,
  add column secret_expires_at timestamptz,
  -- Signatures made with the secret before the last rotation are believed until then.
  add column previous_secret bytea,
  add column previous_secret_until timestamptz,
  add column tested_at timestamptz,
  add column test_passed boolean,
  add column test_report jsonb,
  -- The smallest number of days before an expiry of which managers were warned.
  add column warned_days int,
  add column removed_at timestamptz;

-- Two registered connections never share a Teams bot of their own.
create unique index connection_bot on connection (bot_app_id) where state <> 'removed' and bot_app_id is not null;

create table connection_fault (
  connection_id uuid not null references connection (id) on delete cascade,
  hour timestamptz not null,
  faults int not null default 0,
  primary key (connection_id, hour)
);

create table audit (
  id bigint generated always as identity primary key,
  tenant_id text not null,
  at timestamptz not null default now(),
  actor_id text,
  actor_name text not null,
  subject_kind text not null,
  subject_id text collate "C" not null,
  subject_name text not null,
  verb text not null,
  summary text not null
);
create index audit_page on audit (tenant_id, id desc);
create index audit_subject on audit (subject_id, id desc);

alter table escalation add column test boolean not null default false;

update conversation set address = address || '{"channel": "teams"}' where address is not null;
`;
