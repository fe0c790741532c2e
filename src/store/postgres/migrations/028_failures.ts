import { type Kysely, sql } from 'kysely';

/** What customers said last to bots, as it is compared. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(SCHEMA).execute(db);
}

const SCHEMA = `
-- The words of the last phrase as numbers; see domain/failures/words.ts.
alter table escalation_fact add column phrase int[] not null default '{}';
create index escalation_fact_phrase on escalation_fact using gin (phrase);

-- They go with the phrase.
create function escalation_phrase_gone() returns trigger language plpgsql as $$
begin
  update escalation_fact set phrase = '{}' where escalation_id = old.id and phrase <> '{}';
  return null;
end $$;
create trigger escalation_phrase_gone after delete on escalation
  for each row execute function escalation_phrase_gone();
create trigger escalation_phrase_taken after update of last_phrase on escalation
  for each row when (new.last_phrase is distinct from old.last_phrase) execute function escalation_phrase_gone();
`;
