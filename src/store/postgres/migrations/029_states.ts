import { type Kysely, sql } from 'kysely';

/** How queues stood a little while ago, and how agents were at every time. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(SCHEMA).execute(db);
}

const SCHEMA = `
-- Minute by minute, for what Live compares with; forgotten after a quarter of an hour.
create table queue_sample (
  queue_id uuid not null references queue (id) on delete cascade,
  at timestamptz not null,
  waiting int not null,
  claimed int not null,
  available int not null,
  -- In seconds; null: nobody waited.
  longest_wait float8,
  primary key (queue_id, at)
);

-- How an agent was from then on; the next row ends it.
create table agent_state (
  id bigint generated always as identity primary key,
  tenant_id text not null,
  agent_id text collate "C" not null,
  at timestamptz not null,
  state text not null check (state in ('available', 'busy', 'away', 'offline')),
  -- The manager who set it, and why; null: they said so themselves, or it came about.
  by_name text,
  reason text
);
create index agent_state_at on agent_state (tenant_id, agent_id, at, id);

alter table agent
  -- The last of agent_state.
  add column state text,
  add column state_since timestamptz,
  -- Who set their presence for them, until they say how they are.
  add column set_by text,
  add column set_reason text,
  add column set_at timestamptz;
`;
