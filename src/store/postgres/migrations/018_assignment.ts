import { type Kysely, sql } from 'kysely';

/** Assignment: who counts as there, who was asked when, from whom something was taken. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(SCHEMA).execute(db);
}

const SCHEMA = `
alter table agent
  -- Available for a while after the tab has closed.
  add column there_until timestamptz,
  -- Whether they want offers; null: agents do, managers do not.
  add column takes_offers boolean,
  -- When they last said whether they are there; null: never.
  add column said_at timestamptz,
  -- When they were last offered something.
  add column asked_at timestamptz;
update agent set said_at = coalesce(presence_at, now()) where presence <> 'away';

alter table escalation
  -- The agent a manager took it from: it is not offered to them while it waits.
  add column taken_from text collate "C";
-- What waits for somebody to be offered to, the most urgent first.
create index escalation_unoffered on escalation (queue_id, (-priority), opened_at, id)
  where status = 'waiting' and offered_to is null;
`;
