import { type Kysely, sql } from 'kysely';

/** Documents say more, so that more is looked up by them; what figures count is found by its topic, too. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(SCHEMA).execute(db);
}

const SCHEMA = `
-- First, for it takes seconds, and only whoever writes facts waits for it: by which topic, beside its marks, a fact is
-- found; see store/search/counted.ts.
create index escalation_fact_topic on escalation_fact (hashtextextended(coalesce(facts->>'topic', ''), 0));
analyze escalation_fact;

-- Documents of before say less: all of them are written anew behind everything else, however far that is.
delete from search_former;
insert into search_former select max(number) + 1 from escalation having count(*) > 0;

-- A process from before this writes them as it did: they are noted once more, and so read by every search until then.
create function search_document_is_former() returns trigger language plpgsql as $$
begin
  insert into search_todo (escalation_id) values (new.escalation_id);
  return null;
end $$;
create trigger search_document_is_former after insert or update on search_document
  for each row when (not new.lexemes @@ '''=k'':*'::tsquery) execute function search_document_is_former();

create trigger search_told after update of rating, left_message_at on escalation
  for each row when (old.rating is distinct from new.rating
    or (old.left_message_at is null) <> (new.left_message_at is null))
  execute function search_escalation_changed();
`;
