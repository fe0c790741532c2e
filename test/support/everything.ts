/** Everything a database has, as text: what is nowhere in it is not kept. */
import { sql } from 'kysely';
import type { Db } from '../../src/store/postgres/db';

const BATCH = 1_000;

/** Where some words stand, in any case and as bytes, as `table: row`. */
export async function whereIn(db: Db, words: readonly string[]): Promise<string[]> {
  const wanted = words.flatMap((one) => [one.toLowerCase(), Buffer.from(one).toString('hex')]);
  const found: string[] = [];
  for (const table of await tablesOf(db)) {
    for (let from = 0, isMore = true; isMore; from += BATCH) {
      const { rows } = await sql<{ row: string }>`
        select lower(t::text) as row from ${sql.table(table)} t limit ${BATCH} offset ${from}`.execute(db.q);
      for (const { row } of rows)
        if (wanted.some((one) => row.includes(one))) found.push(`${table}: ${row.slice(0, 2_000)}`);
      isMore = rows.length === BATCH;
    }
  }
  return found;
}

async function tablesOf(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`.execute(db.q);
  return rows.map(({ name }) => name);
}
