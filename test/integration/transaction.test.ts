import { type Kysely, sql } from 'kysely';
import { Db, type Tx } from '../../src/store/postgres/db';
import { type TestDatabase, createTestDatabase } from '../support/database';

interface Shelves {
  shelf: { id: number; name: string };
}

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await sql`create table shelf (id int primary key, name text)`.execute(database.db.q);
});
beforeEach(async () => {
  await sql`delete from shelf`.execute(database.db.q);
});
afterAll(() => database.drop());

const within = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => database.db.transaction(work);
const put = ({ q }: Tx, id: number, name: string) =>
  (q as unknown as Kysely<Shelves>).insertInto('shelf').values({ id, name }).execute();
async function names(): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from shelf order by id`.execute(database.db.q);
  return rows.map(({ name }) => name);
}
const DUPLICATE = { code: '23505' };

test('statements nobody waits for are made in the order they were asked, in one round trip with the commit', async () => {
  await within((tx) => put(tx, 0, 'zero'));
  const before = { ...database.db.work };
  await within(async (tx) => {
    for (const [id, name] of ['one', 'two', 'three'].entries()) tx.later(put(tx, id + 1, name));
    tx.later(sql`update shelf set name = name || '!' where id < 3`.execute(tx.q));
  });
  expect(await names()).toEqual(['zero!', 'one!', 'two!', 'three']);
  expect(database.db.work.roundTrips - before.roundTrips).toBe(2);
  expect(database.db.work.commits - before.commits).toBe(1);
});

test('an error of a statement nobody waited for is the transaction’s, and nothing of it is kept', async () => {
  const work = within(async (tx) => {
    tx.later(put(tx, 1, 'one'));
    tx.later(put(tx, 1, 'once more'));
    return 'done';
  });
  await expect(work).rejects.toMatchObject(DUPLICATE);
  expect(await names()).toEqual([]);
});

test('what fails because of it does not hide it', async () => {
  const work = within(async (tx) => {
    tx.later(put(tx, 1, 'one'));
    tx.later(put(tx, 1, 'once more'));
    await put(tx, 2, 'two');
  });
  await expect(work).rejects.toMatchObject(DUPLICATE);
});

test('an error that was caught does not pass for success', async () => {
  const work = within(async (tx) => {
    await put(tx, 1, 'one');
    await put(tx, 1, 'once more').catch(() => undefined);
  });
  await expect(work).rejects.toThrow('rolled back');
  expect(await names()).toEqual([]);
});

test('an error of ours rolls back what was sent and not yet answered', async () => {
  const work = within(async (tx) => {
    tx.later(put(tx, 1, 'one'));
    throw new Error('changed my mind');
  });
  await expect(work).rejects.toThrow('changed my mind');
  expect(await names()).toEqual([]);
});

test('a connection that is cut in the middle fails its transaction, and the next one has another', async () => {
  const work = within(async (tx) => {
    tx.later(put(tx, 1, 'one'));
    await sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx.q);
  });
  await expect(work).rejects.toThrow();
  await within((tx) => put(tx, 2, 'two'));
  expect(await names()).toEqual(['two']);
});

test('hints are sent with the commit, and with no other outcome', async () => {
  const client = await database.db.pool.connect();
  const heard: string[] = [];
  client.on('notification', ({ payload }) => heard.push(payload ?? ''));
  await client.query('listen handoff_desk');
  await within(async (tx) => {
    tx.hint({ kind: 'queue', id: 'refused' });
    tx.later(put(tx, 1, 'one'));
    tx.later(put(tx, 1, 'once more'));
  }).catch(() => undefined);
  await within(async (tx) => tx.hint({ kind: 'queue', id: 'kept' }));
  await client.query('select 1');
  expect(heard).toEqual(['[{"kind":"queue","id":"kept"}]']);
  client.release(true);
});

test('what goes on after the transaction has ended is refused, and not made outside of it', async () => {
  let goOn = (): void => undefined;
  const gate = new Promise<void>((resolve) => (goOn = resolve));
  let late: Promise<unknown> | undefined;
  const work = within(async (tx) => {
    late = gate.then(() => put(tx, 1, 'too late'));
    late.catch(() => undefined);
    await Promise.all([late, put(tx, 2, 'two').then(() => Promise.reject(new Error('changed my mind')))]);
  });
  await expect(work).rejects.toThrow('changed my mind');
  goOn();
  await expect(late).rejects.toThrow('has ended');
  expect(await names()).toEqual([]);
});

test('what is undone keeps nothing and tells nobody', async () => {
  expect(
    await within(async (tx) => {
      tx.later(put(tx, 1, 'one'));
      return tx.undo('undone');
    }),
  ).toBe('undone');
  expect(await names()).toEqual([]);
});

test('of two that wait for each other PostgreSQL ends one, which is made once more', async () => {
  await within(async (tx) => {
    await put(tx, 1, 'one');
    await put(tx, 2, 'two');
  });
  let met = 0;
  let goOn = (): void => undefined;
  const both = new Promise<void>((resolve) => (goOn = resolve));
  const attempts: number[] = [];
  const change = (first: number, second: number) =>
    within(async ({ q }) => {
      attempts.push(first);
      await sql`update shelf set name = name || ${first}::text where id = ${first}`.execute(q);
      met += 1;
      if (met === 2) goOn();
      await both;
      await sql`update shelf set name = name || ${first}::text where id = ${second}`.execute(q);
    });
  await Promise.all([change(1, 2), change(2, 1)]);
  expect(attempts.length).toBeGreaterThan(2);
  for (const name of await names()) expect(name).toMatch(/^(one|two)(12|21)$/);
});

/** Ends as a deadlock as often as it is told to: those two may meet again. */
const endedAs = (code: string, times: number) => {
  let attempts = 0;
  const work = within(async (tx) => {
    attempts += 1;
    tx.later(put(tx, attempts, 'kept'));
    if (attempts <= times) await sql.raw(`do $$ begin raise sqlstate '${code}'; end $$`).execute(tx.q);
    return attempts;
  });
  return { work, attempts: () => attempts };
};
const DEADLOCK = '40P01';

test('whoever is ended again and again gets through once, and nothing of what was ended is kept', async () => {
  expect(await endedAs(DEADLOCK, 4).work).toBe(5);
  const { rows } = await sql<{ id: number }>`select id from shelf`.execute(database.db.q);
  expect(rows).toEqual([{ id: 5 }]);
});

test('that has an end, and any other error is said at once', async () => {
  const always = endedAs(DEADLOCK, Infinity);
  await expect(always.work).rejects.toMatchObject({ code: DEADLOCK });
  expect(always.attempts()).toBe(5);
  const other = endedAs('22012', Infinity);
  await expect(other.work).rejects.toMatchObject({ code: '22012' });
  expect(other.attempts()).toBe(1);
});

test('closing ends every connection, also where nothing was asked but by the pool', async () => {
  for (const ask of [
    async (db: Db) => void (await db.pool.query('select 1')),
    async (db: Db) => void (await sql`select 1`.execute(db.q)),
    async () => undefined,
  ]) {
    const db = new Db(database.url);
    await ask(db);
    await db.close();
    expect({ open: db.pool.totalCount, isEnded: db.pool.ended }).toEqual({ open: 0, isEnded: true });
  }
});
