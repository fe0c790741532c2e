import { type Kysely, sql } from 'kysely';
import { anyOf } from '../../src/store/postgres/db';
import { type TestDatabase, createTestDatabase } from '../support/database';

interface Shelves {
  shelf: { id: number; name: string };
}

let database: TestDatabase;
let q: Kysely<Shelves>;
beforeAll(async () => {
  database = await createTestDatabase();
  q = database.db.q as unknown as Kysely<Shelves>;
  await sql`create table shelf (id int primary key, name text)`.execute(q);
  await sql`insert into shelf values (1, 'one'), (2, 'two'), (3, 'three')`.execute(q);
});
afterAll(() => database.drop());

const shelf = (id: number) => q.selectFrom('shelf').selectAll().where('id', '=', id).executeTakeFirst();

/** Statements the server keeps for the connection that answers. */
const kept = async (): Promise<string[]> => {
  const { rows } = await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(q);
  return rows.map(({ statement }) => statement).filter((statement) => statement.includes('"shelf"'));
};

test('a statement is planned once, from its second time on', async () => {
  await shelf(1);
  expect(await kept()).toEqual([]);
  await shelf(1);
  expect(await shelf(2)).toEqual({ id: 2, name: 'two' });
  expect(await kept()).toHaveLength(1);
});

test('lists of any length are one statement', async () => {
  const shelves = (ids: number[]) => q.selectFrom('shelf').select('name').where('id', '=', anyOf(ids)).execute();
  const before = (await kept()).length;
  for (const ids of [[1], [1, 2], [1, 2, 3], []]) expect(await shelves(ids)).toHaveLength(ids.length);
  expect(await kept()).toHaveLength(before + 1);
});

test('a table that changes under its statements costs nobody an answer, in a transaction or out of it', async () => {
  for (let n = 0; n < 3; n += 1) await shelf(1);
  await sql`alter table shelf add column colour text default 'red'`.execute(q);
  expect(await shelf(1)).toEqual({ id: 1, name: 'one', colour: 'red' });
  for (let n = 0; n < 3; n += 1) await shelf(1);
  await sql`alter table shelf drop column colour`.execute(q);
  const moved = await database.db.transaction(async (tx) => {
    const inside = tx.q as unknown as Kysely<Shelves>;
    await inside.updateTable('shelf').set({ name: 'first' }).where('id', '=', 1).execute();
    return inside.selectFrom('shelf').selectAll().where('id', '=', 1).executeTakeFirst();
  });
  expect(moved).toEqual({ id: 1, name: 'first' });
});
