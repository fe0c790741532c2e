import { type Kysely, sql } from 'kysely';

/** What the history is searched by, and views of it people keep. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(SCHEMA).execute(db);
}

const SCHEMA = `
-- What each escalation is looked up by; see domain/search/lexemes.ts. It holds no text, and nothing refers to it: a
-- reference would lock escalations while this is written.
create table search_document (
  escalation_id uuid primary key,
  lexemes tsvector not null,
  -- How many messages it was made of.
  messages int not null
);
-- What waits to be merged is read by every search, so it is kept short.
create index search_document_lexemes on search_document using gin (lexemes) with (gin_pending_list_limit = 512);

-- Escalations that changed since their document was written. Only ever added to and emptied, so it needs no index.
create table search_todo (
  escalation_id uuid not null,
  at timestamptz not null default now()
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

-- Escalations from before there were documents: those with lower numbers still have none.
create table search_backlog (below bigint not null);
insert into search_backlog select max(number) + 1 from escalation having count(*) > 0;

create function search_escalation_changed() returns trigger language plpgsql as $$
begin
  insert into search_todo (escalation_id) values (new.id);
  return null;
end $$;
create trigger search_opened after insert on escalation
  for each row execute function search_escalation_changed();
create trigger search_changed after update of version, status, queue_id, assignee_id, to_seq, topic, variables,
    outcome, outcome_id, tags, summary, language, test on escalation
  for each row execute function search_escalation_changed();

create function search_escalation_gone() returns trigger language plpgsql as $$
begin
  delete from search_document where escalation_id = old.id;
  -- One that is being read at this moment is looked at again.
  insert into search_todo (escalation_id) values (old.id);
  return null;
end $$;
create trigger search_gone after delete on escalation
  for each row execute function search_escalation_gone();

create function search_message_changed() returns trigger language plpgsql as $$
declare
  changed message;
begin
  if tg_op = 'DELETE' then changed := old; else changed := new; end if;
  if changed.escalation_id is not null then
    insert into search_todo (escalation_id) values (changed.escalation_id);
  else
    -- Said to the bot, before anybody was asked for.
    insert into search_todo (escalation_id)
      select id from escalation
      where conversation_id = changed.conversation_id
        and changed.seq >= from_seq and changed.seq <= coalesce(to_seq, 2147483647);
  end if;
  return null;
end $$;
-- The desk's own words are not searched.
create trigger search_said after insert on message
  for each row when (new.escalation_id is not null and new.author_kind <> 'system')
  execute function search_message_changed();
create trigger search_said_otherwise after update of text, attachments, extras, deleted_at, delivery on message
  for each row when (
    old.text is distinct from new.text
    or old.attachments is distinct from new.attachments
    or old.extras is distinct from new.extras
    or old.deleted_at is distinct from new.deleted_at
    or (old.delivery is not distinct from 'failed') <> (new.delivery is not distinct from 'failed'))
  execute function search_message_changed();
create trigger search_forgotten after delete on message
  for each row execute function search_message_changed();

-- Who waited longest until an agent had it, or it ended; before them those who wait still, the longest first.
create index escalation_waited on escalation (
  tenant_id,
  (coalesce(
    extract(epoch from coalesce(claimed_at, ended_at) - opened_at),
    1e10 - extract(epoch from opened_at - timestamptz '1970-01-01 00:00:00Z'))) desc,
  id desc
);

create table history_view (
  id uuid primary key default gen_random_uuid(),
  tenant_id text collate "C" not null,
  -- Whose it is; null: everybody's.
  owner_id text collate "C",
  name text not null,
  shows jsonb not null,
  version int not null default 1,
  changed_at timestamptz not null default now(),
  changed_by_name text not null
);
create index history_view_owner on history_view (tenant_id, owner_id);
`;
