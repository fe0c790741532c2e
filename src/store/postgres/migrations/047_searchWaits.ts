import { type Kysely, sql } from 'kysely';

/** The longest wait first is put in order by documents, too. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(SCHEMA).execute(db);
}

const SCHEMA = `
-- By what the longest wait comes first: the seconds, or, of who waits still, more than any. Null: of a document from
-- before this column, or that a process from before it writes. For some hours 041 made it.
alter table search_document add column if not exists waited numeric;

-- Documents of before do not say it: they are written anew behind everything else.
delete from search_former;
insert into search_former select max(number) + 1 from escalation having count(*) > 0;
`;
