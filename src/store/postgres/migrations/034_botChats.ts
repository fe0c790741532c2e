import { type Kysely, sql } from 'kysely';

/** Chats with bots: those that go on, and how many ended how in each hour; see docs/figures.md. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(SCHEMA).execute(db);
}

const SCHEMA = `
-- Conversations in which something was said to the bot that is not counted yet.
create table bot_chat (
  conversation_id uuid primary key references conversation (id) on delete cascade,
  -- From this message on.
  from_seq int not null,
  -- Not looked at before.
  due_at timestamptz not null
);
create index bot_chat_due on bot_chat (due_at);

-- What a bot said about how it went, until that is counted.
create table bot_outcome (
  conversation_id uuid not null references bot_chat (conversation_id) on delete cascade,
  -- Behind this message.
  seq int not null,
  at timestamptz not null,
  outcome text not null check (outcome in ('resolved', 'gaveUp')),
  -- It ended the conversation with it.
  ends boolean not null
);
create index bot_outcome_conversation on bot_outcome (conversation_id);

create table bot_hour (
  connection_id uuid not null references connection (id) on delete cascade,
  hour timestamptz not null,
  -- Of the desk's own escalations; made again with the facts.
  escalated int not null default 0,
  -- Chats that ended without a handoff.
  resolved int not null default 0,
  gave_up int not null default 0,
  unknown int not null default 0,
  -- All chats of this hour are known: the desk saw them, or the bot reported them.
  known boolean not null default false,
  primary key (connection_id, hour)
);

-- Chats from this hour on are counted where the desk sees them.
alter table figure_state add column chats_since timestamptz not null default date_trunc('hour', now(), 'UTC');
update figure_state set chats_since = date_trunc('hour', now(), 'UTC') + interval '1 hour'
where exists (select from escalation);

insert into bot_hour (connection_id, hour, escalated)
select (f.facts ->> 'connection')::uuid, date_trunc('hour', f.opened_at, 'UTC'), count(*)
from escalation_fact f join connection n on n.id = (f.facts ->> 'connection')::uuid
group by 1, 2;
`;
