import { type Kysely, sql } from 'kysely';

/** What is looked up is put in order by its document, which is small to read; documents are written anew for phrases. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(SCHEMA).execute(db);
}

const SCHEMA = `
-- When the escalation was opened, which never changes. Null: of a document from before this column, or that a process
-- from before it writes.
alter table search_document add column opened_at timestamptz;
-- What is looked up finds a row and asks when it was opened: its words are kept apart, so that a hundred rows stand
-- where one or two did.
alter table search_document set (toast_tuple_target = 128);

-- Documents of those with lower numbers are of a former form: pairs of words do not say what is behind them.
create table search_former (below bigint not null);
insert into search_former select max(number) + 1 from escalation having count(*) > 0;
`;
