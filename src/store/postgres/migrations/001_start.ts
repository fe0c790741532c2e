import { type Kysely, sql } from 'kysely';

/** Text that is compared or ordered is `collate "C"`: the server's default collation differs between machines. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(SCHEMA).execute(db);
}

const SCHEMA = `
create table team (
  id text collate "C" primary key,
  tenant_id text not null,
  bot_app_id text not null,
  name text not null,
  service_url text not null,
  installed boolean not null default true,
  channels jsonb not null default '[]',
  roster_at timestamptz,
  welcomed_at timestamptz,
  created_at timestamptz not null default now()
);

create table team_member (
  team_id text collate "C" not null references team (id) on delete cascade,
  user_id text collate "C" not null,
  teams_user_id text not null,
  name text not null,
  upn text,
  primary key (team_id, user_id)
);
create index team_member_user on team_member (user_id);

create table agent (
  tenant_id text not null,
  id text collate "C" not null,
  name text not null,
  upn text,
  manager boolean not null default false,
  seen_at timestamptz not null default now(),
  primary key (tenant_id, id)
);

create table queue (
  id uuid primary key default gen_random_uuid(),
  tenant_id text not null,
  name text not null,
  team_id text collate "C" references team (id),
  channel_id text collate "C",
  channel_name text,
  is_default boolean not null default false,
  created_at timestamptz not null default now(),
  removed_at timestamptz
);
create unique index queue_default on queue (tenant_id) where is_default and removed_at is null;
create index queue_team on queue (team_id) where removed_at is null;

create table connection (
  id uuid primary key default gen_random_uuid(),
  tenant_id text not null,
  name text not null,
  kind text not null check (kind in ('copilotStudio', 'botFramework', 'rest')),
  app_id text not null,
  bot_app_id text,
  state text not null default 'draft' check (state in ('draft', 'live', 'paused', 'draining', 'removed')),
  queue_id uuid references queue (id),
  token_endpoint text,
  domain text,
  secret bytea,
  callback_url text,
  last_contact_at timestamptz,
  last_error text,
  last_error_at timestamptz,
  created_at timestamptz not null default now()
);
create unique index connection_app on connection (app_id) where state <> 'removed';

create table conversation (
  id uuid primary key default gen_random_uuid(),
  tenant_id text not null,
  connection_id uuid not null references connection (id),
  -- The channel's own id of this chat: a Teams personal chat, a skill conversation, a REST handoff.
  external_id text collate "C" not null,
  customer_id text collate "C" not null,
  customer_name text not null,
  customer_locale text,
  address jsonb,
  lane text collate "C" not null,
  last_seq int not null default 0,
  last_customer_seq int not null default 0,
  created_at timestamptz not null default now(),
  active_at timestamptz not null default now(),
  unique (connection_id, external_id)
);

-- The relay's side of a conversation with a bot over Direct Line.
create table bot_session (
  conversation_id uuid primary key references conversation (id) on delete cascade,
  -- Sessions of one conversation are numbered; a handoff's end starts the next one.
  generation int not null default 1,
  state text not null default 'open' check (state in ('open', 'ended')),
  bot_conversation_id text collate "C",
  token bytea,
  token_expires_at timestamptz,
  watermark text,
  domain text,
  -- The process that holds the socket; see instance in store/instances.ts.
  owner int,
  context jsonb,
  context_sent boolean not null default false,
  active_at timestamptz not null default now()
);
create index bot_session_owner on bot_session (owner) where owner is not null;

create sequence escalation_number start 1001;

create table escalation (
  id uuid primary key default gen_random_uuid(),
  number bigint not null default nextval('escalation_number'),
  tenant_id text not null,
  conversation_id uuid not null references conversation (id),
  connection_id uuid not null references connection (id),
  queue_id uuid not null references queue (id),
  status text not null default 'waiting' check (status in ('waiting', 'claimed', 'resolved', 'abandoned')),
  version int not null default 1,
  assignee_id text collate "C",
  assignee_name text,
  topic text,
  last_phrase text,
  agent_message text,
  language text,
  priority int not null default 0,
  variables jsonb not null default '[]',
  problems jsonb not null default '[]',
  routing_reason text,
  opened_at timestamptz not null default now(),
  claimed_at timestamptz,
  ended_at timestamptz,
  outcome text,
  previous_id uuid,
  -- The part of the conversation this escalation is about: from_seq … to_seq (null while open).
  from_seq int not null,
  to_seq int,
  card_state text not null default 'pending' check (card_state in ('pending', 'posted', 'failed')),
  card_reason text,
  check ((status = 'claimed') = (claimed_at is not null and ended_at is null) or status in ('resolved', 'abandoned')),
  check ((status in ('resolved', 'abandoned')) = (ended_at is not null))
);
create unique index escalation_number_key on escalation (number);
-- One open escalation per conversation: a second handoff event finds it instead of opening another.
create unique index escalation_open on escalation (conversation_id) where status in ('waiting', 'claimed');
create index escalation_page on escalation (tenant_id, opened_at desc, id desc);
create index escalation_queue on escalation (queue_id, opened_at desc, id desc);
create index escalation_waiting on escalation (queue_id, opened_at) where status in ('waiting', 'claimed');
create index escalation_assignee on escalation (assignee_id, opened_at desc) where assignee_id is not null;
create index escalation_conversation on escalation (conversation_id, opened_at desc);

create table escalation_event (
  id bigint generated always as identity primary key,
  escalation_id uuid not null references escalation (id) on delete cascade,
  version int not null,
  type text not null,
  actor_kind text not null,
  actor_id text,
  actor_name text not null,
  summary text not null,
  at timestamptz not null default now(),
  unique (escalation_id, version)
);

-- Every card ever posted for an escalation; more than one only after an ambiguous fault or a transfer.
create table card (
  escalation_id uuid not null references escalation (id) on delete cascade,
  activity_id text collate "C" not null,
  channel_id text collate "C" not null,
  service_url text not null,
  bot_app_id text not null,
  shown_version int,
  gone boolean not null default false,
  posted_at timestamptz not null default now(),
  primary key (channel_id, activity_id)
);
create index card_escalation on card (escalation_id);

create table message (
  id uuid primary key default gen_random_uuid(),
  conversation_id uuid not null references conversation (id) on delete cascade,
  escalation_id uuid references escalation (id),
  seq int not null,
  author_kind text not null check (author_kind in ('customer', 'bot', 'agent', 'system')),
  author_id text,
  author_name text not null,
  note boolean not null default false,
  text text not null,
  format text not null default 'plain' check (format in ('plain', 'markdown')),
  attachments jsonb not null default '[]',
  suggested_actions jsonb not null default '[]',
  value jsonb,
  external_id text collate "C",
  bot_external_id text collate "C",
  client_message_id text collate "C",
  sent_at timestamptz not null default now(),
  edited_at timestamptz,
  deleted_at timestamptz,
  delivery text check (delivery in ('sending', 'delivered', 'failed')),
  delivery_reason text,
  -- A note can never be delivered.
  check (not (note and delivery is not null)),
  unique (conversation_id, seq)
);
create unique index message_client on message (conversation_id, client_message_id) where client_message_id is not null;
create index message_external on message (conversation_id, external_id) where external_id is not null;

create table inbox (
  key text collate "C" primary key,
  received_at timestamptz not null default now()
);
create index inbox_age on inbox (received_at);

create table lane (
  key text collate "C" primary key,
  -- 0 customers' words, 1 new cards, 2 card refreshes.
  priority int not null default 0,
  rate_key text collate "C",
  tenant_key text collate "C",
  pending int not null default 0,
  next_at timestamptz not null default now(),
  owner int,
  lease_until timestamptz not null default '-infinity',
  blocked text
);
create index lane_due on lane (priority, next_at) where pending > 0;
create index lane_owner on lane (owner) where owner is not null;

create table outbox (
  id bigint generated always as identity primary key,
  lane text collate "C" not null references lane (key),
  kind text not null,
  payload jsonb not null,
  -- Sends it takes out of Teams' rate table.
  cost int not null default 1,
  attempts int not null default 0,
  -- Attempts after which the other side may have taken it all the same.
  ambiguous int not null default 0,
  last_error text,
  created_at timestamptz not null default now()
);
create index outbox_lane on outbox (lane, id);

-- When this key was last sent to; see conversation/rate.ts.
create table rate_budget (
  key text collate "C" primary key,
  recent double precision[] not null default '{}',
  minutes jsonb not null default '{}'
);

create sequence instance_id as int;
`;
