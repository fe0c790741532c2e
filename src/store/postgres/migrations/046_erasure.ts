import { type Kysely, sql } from 'kysely';

/** Customers who are erased, and how long words are kept: what was said goes, what happened stays. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(SCHEMA).execute(db);
}

const SCHEMA = `
alter table conversation
  -- Whose it was is not known any more; whoever writes from the same chat begins another one.
  add column erased_at timestamptz,
  -- Up to where its words are erased.
  add column erased_seq int not null default 0,
  -- When the oldest words it still has were said; null: since it was begun.
  add column words_since timestamptz;
create index conversation_kept on conversation (tenant_id, (coalesce(words_since, created_at)), id) where erased_at is null;

alter table escalation
  add column erased_at timestamptz,
  -- No words come back, whoever brings them.
  add constraint escalation_erased check (erased_at is null or (
    last_phrase is null and agent_message is null and summary is null and routing_reason is null
    and variables = '[]' and problems = '[]' and passed_over = '[]')) not valid;
-- Whether others were escalated with the same topic: what a bot calls many chats is no word of one customer.
create index escalation_topic on escalation (connection_id, topic) where topic is not null;

alter table message
  add column erased_at timestamptz,
  add constraint message_erased check (erased_at is null or (
    text = '' and attachments = '[]' and suggested_actions = '[]' and extras = '{}' and reactions = '[]'
    and earlier = '[]' and value is null and external_id is null)) not valid;

-- What is looked up changes with the escalation once, not with each of its messages.
drop trigger search_said_otherwise on message;
create trigger search_said_otherwise after update of text, attachments, extras, deleted_at, delivery on message
  for each row when (new.erased_at is null and (
    old.text is distinct from new.text
    or old.attachments is distinct from new.attachments
    or old.extras is distinct from new.extras
    or old.deleted_at is distinct from new.deleted_at
    or (old.delivery is not distinct from 'failed') <> (new.delivery is not distinct from 'failed')))
  execute function search_message_changed();

-- Chats in Teams whose customer was erased, each by a fingerprint: an edit of words from before brings nothing back.
create table erased_chat (
  fingerprint bytea primary key,
  at timestamptz not null
);
create index erased_chat_at on erased_chat (at);

-- Whom an entry was about goes with the customer; that something was done, when and by whom stays.
alter table audit add column redacted_at timestamptz;
create or replace function audit_only_grows() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if old.at < now() - interval '365 days' then return old; end if;
  elsif tg_op = 'UPDATE' then
    if old.redacted_at is null and new.redacted_at is not null and old.kind = 'export' and new.changes = '[]'
      and (new.id, new.tenant_id, new.at, new.actor_id, new.actor_name, new.kind, new.subject_kind, new.verb, new.once)
        is not distinct from
        (old.id, old.tenant_id, old.at, old.actor_id, old.actor_name, old.kind, old.subject_kind, old.verb, old.once)
    then return new; end if;
  end if;
  raise exception 'The audit is only added to; what is in it is deleted after a year at the earliest.'
    using errcode = 'restrict_violation';
end $$;

-- One row a tenant; none: words are kept for good.
create table retention (
  tenant_id text primary key,
  version int not null,
  -- How long after their end chats keep their words; null: for good.
  days int check (days >= 7),
  -- Nothing is erased before.
  begins_at timestamptz not null,
  changed_at timestamptz not null,
  changed_by_id text not null,
  changed_by_name text not null,
  -- When everything that was due had last been looked at.
  worked_at timestamptz,
  failed_at timestamptz,
  reason text,
  -- The day these were erased on, of UTC; the audit is told once it is over.
  day date,
  chats int not null default 0,
  requests int not null default 0,
  messages int not null default 0,
  files int not null default 0
);
`;
