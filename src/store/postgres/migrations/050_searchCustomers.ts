import { type Kysely, sql } from 'kysely';

/** What is searched follows a customer who is called otherwise, or speaks another language, a last phrase that changes, and bots that go on talking. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(SCHEMA).execute(db);
}

const SCHEMA = `
create function search_customer_changed() returns trigger language plpgsql as $$
begin
  insert into search_todo (escalation_id)
    select id from escalation
    -- Nearly every chat has kept the language it was opened in, and a customer's programs may each say another one.
    where conversation_id = new.id and erased_at is null
      and (old.customer_name is distinct from new.customer_name or language is null);
  return null;
end $$;
-- Every message of a customer says who they are: nearly always the same.
create trigger search_customer after update of customer_name, customer_locale on conversation
  for each row when (new.erased_at is null and (
    old.customer_name is distinct from new.customer_name
    or old.customer_locale is distinct from new.customer_locale))
  execute function search_customer_changed();

-- A bot may go on talking once it has handed over: its words are of the transcript, and of no escalation of their own.
create function search_bot_spoke() returns trigger language plpgsql as $$
begin
  insert into search_todo (escalation_id)
    select id from escalation where conversation_id = new.conversation_id and status in ('waiting', 'claimed');
  return null;
end $$;
create trigger search_bot_spoke after insert on message
  for each row when (new.escalation_id is null and new.author_kind = 'bot')
  execute function search_bot_spoke();

create trigger search_phrased after update of last_phrase on escalation
  for each row when (new.erased_at is null and old.last_phrase is distinct from new.last_phrase)
  execute function search_escalation_changed();
`;
