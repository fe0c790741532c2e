import { type Kysely, sql } from 'kysely';

/** What each agent has read, when an owner is told outside the tab, and whether a queue has somebody. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(SCHEMA).execute(db);
}

const SCHEMA = `
-- Up to where somebody has read; nothing here: from the handoff on, nothing.
create table escalation_read (
  escalation_id uuid not null references escalation (id) on delete cascade,
  agent_id text collate "C" not null,
  seq int not null,
  primary key (escalation_id, agent_id)
);

alter table escalation
  -- The customer chose to leave a message instead of waiting; null once they write to an agent.
  add column left_message_at timestamptz,
  -- When the owner is told that the customer waits, unless they have read by then; infinity: told, and not again.
  add column cue_at timestamptz;
create index escalation_cue on escalation (cue_at) where cue_at is not null and status = 'claimed';

create index message_failed on message (escalation_id, seq) where delivery = 'failed';

-- Somebody looks at their open tab until then.
alter table agent add column looking_until timestamptz;

alter table queue
  -- Somebody of it was available since managers were last told that nobody is.
  add column staffed boolean not null default false,
  -- And nobody is any more, since then.
  add column nobody_since timestamptz;
`;
