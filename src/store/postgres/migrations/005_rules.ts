import { type Kysely, sql } from 'kysely';

/** Routing rules, and what they decided for each escalation. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(SCHEMA).execute(db);
}

const SCHEMA = `
-- One row a tenant: the rules are read and saved whole, in their order.
create table rule_set (
  tenant_id text primary key,
  version int not null,
  rules jsonb not null,
  changed_at timestamptz not null,
  changed_by_id text not null,
  changed_by_name text not null
);

alter table escalation
  add column required_skill text,
  -- Where it was sent when it was opened; queue_id moves with every transfer.
  add column routed_queue_id uuid references queue (id),
  add column rule_name text,
  -- Rules that could not be told, as {rule, why}.
  add column passed_over jsonb not null default '[]';

update escalation set routed_queue_id = queue_id;

-- Waiting lists: the most urgent first, then the longest waiting.
create index escalation_urgent on escalation (tenant_id, (-priority), opened_at, id) where status = 'waiting';
`;
