import { type Kysely, sql } from 'kysely';

/** Managers who manage some queues and no others. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(SCHEMA).execute(db);
}

const SCHEMA = `
create table manager_bound (
  tenant_id text not null,
  agent_id text collate "C" not null,
  -- Null: all of them again.
  queue_ids uuid[],
  version int not null default 1,
  changed_at timestamptz not null default now(),
  changed_by_name text not null,
  primary key (tenant_id, agent_id)
);
`;
