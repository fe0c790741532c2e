import { type Kysely, sql } from 'kysely';

/** What customers are asked at the end, and what they answered. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(SCHEMA).execute(db);
}

const SCHEMA = `
-- What customers of a queue are asked; null: nothing.
alter table queue add column survey jsonb;

create table survey (
  escalation_id uuid not null references escalation (id) on delete cascade,
  -- A bot's own survey is known only once it is answered.
  source text not null check (source in ('desk', 'bot')),
  tenant_id text not null,
  customer_id text collate "C" not null,
  -- Where it ended, and whose it was.
  queue_id uuid not null,
  agent_id text collate "C",
  asked_at timestamptz not null,
  scale text not null,
  -- As it was asked: what the queue says since then does not change it.
  form jsonb,
  card_ids text[] not null default '{}',
  remind_at timestamptz,
  reminded_at timestamptz,
  rating int,
  -- The same of five.
  grade int check (grade between 1 and 5),
  comment text,
  answered_at timestamptz,
  changed_at timestamptz,
  primary key (escalation_id, source)
);
-- Whom not to ask again yet.
create index survey_asked on survey (tenant_id, customer_id, asked_at desc) where source = 'desk';
create index survey_reminder on survey (remind_at) where remind_at is not null;

-- What the customer answered to the desk, of five: lists are filtered by it, the newest first.
alter table escalation add column rating smallint;
create index escalation_rating on escalation (tenant_id, rating, opened_at desc, id desc) where rating is not null;
`;
