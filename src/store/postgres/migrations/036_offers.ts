import { type Kysely, sql } from 'kysely';

/** Who was passed over when an escalation was offered to somebody. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(SCHEMA).execute(db);
}

const SCHEMA = `
-- Beside the event of this version: events are read everywhere, this only in the timeline.
create table escalation_offer (
  escalation_id uuid not null references escalation (id) on delete cascade,
  version int not null,
  -- How whoever was asked stood: {load, hasTab}.
  asked jsonb not null,
  required_skill text,
  -- Of the queue's team those who were there first, each with the conditions they did not meet.
  people jsonb not null,
  -- Of the team and not among these.
  more int not null,
  primary key (escalation_id, version)
);
`;
