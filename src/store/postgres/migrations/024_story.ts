import { type Kysely, sql } from 'kysely';

/** Where in the talk an event happened, and from whom to whom; lists of one outcome or one tag, the newest first. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(SCHEMA).execute(db);
}

const SCHEMA = `
alter table escalation_event
  -- The conversation's newest message at the time; null: from before it was kept.
  add column after_seq int,
  add column reason text,
  -- As {id, name}, named as they were.
  add column from_agent jsonb,
  add column from_queue_id uuid,
  add column to_agent jsonb,
  add column to_queue_id uuid;

create index escalation_outcome on escalation (outcome_id, opened_at desc, id desc) where outcome_id is not null;

-- The tags in escalation.tags once more: what has one is found, and whether something has it.
create table escalation_tag (
  tag_id uuid not null,
  escalation_id uuid not null references escalation (id) on delete cascade,
  primary key (escalation_id, tag_id)
);
create index escalation_tag_found on escalation_tag (tag_id, escalation_id);
insert into escalation_tag (tag_id, escalation_id)
select distinct (t->>'id')::uuid, e.id from escalation e, jsonb_array_elements(e.tags) t where e.tags <> '[]';
`;
