import { type Kysely, sql } from 'kysely';

/** Handoffs a bot asked for under a key of its own, so that asking again is not asking twice. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(SCHEMA).execute(db);
}

const SCHEMA = `
create table idempotency (
  connection_id uuid not null references connection (id) on delete cascade,
  key text collate "C" not null,
  -- SHA-256 of the body the key was used for.
  digest bytea not null,
  escalation_id uuid not null references escalation (id) on delete cascade,
  created_at timestamptz not null default now(),
  primary key (connection_id, key)
);
create index idempotency_age on idempotency (created_at);
create index idempotency_escalation on idempotency (escalation_id);
`;
