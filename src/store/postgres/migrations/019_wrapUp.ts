import { type Kysely, sql } from 'kysely';

/** Wrap-up: outcomes and tags managers keep, what queues ask for, and what was said of each escalation. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(SCHEMA).execute(db);
}

const SCHEMA = `
-- One row a tenant: both lists are read and saved whole, in their order, as {id, name}.
create table wrap_up (
  tenant_id text primary key,
  version int not null,
  outcomes jsonb not null,
  tags jsonb not null,
  changed_at timestamptz not null,
  changed_by_id text not null,
  changed_by_name text not null
);

-- Of outcome, tags and summary, those without which nothing of this queue is resolved.
alter table queue add column wrap_up_requires text[] not null default '{}';

alter table escalation
  -- Of the list at the time, whose name is in outcome; null: own words, as before there was a list.
  add column outcome_id uuid,
  -- As {id, name}, named as they were.
  add column tags jsonb not null default '[]',
  add column summary text;
`;
