import { type Kysely, sql } from 'kysely';

/** When facts were last written, so that whoever has counted a day reads only what has changed since. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(SCHEMA).execute(db);
}

const SCHEMA = `
create sequence fact_turn;
-- Grows with every change. Facts are written by one transaction at a time: whoever sees a turn sees all before it.
alter table escalation_fact add column turn bigint not null default 0;

-- Also where a process from before this column writes them.
create function fact_changed() returns trigger language plpgsql as $$
begin
  new.turn := nextval('fact_turn');
  return new;
end $$;
create trigger fact_changed before insert or update of facts on escalation_fact
  for each row execute function fact_changed();
`;
