/** Heavy reads on a hot standby, and what follows when it, or the primary, goes. */
import { sql } from 'kysely';
import type { Log } from '../../src/base/log';
import { AppError } from '../../src/base/errors';
import { Db, type Reader } from '../../src/store/postgres/db';
import { HintListener } from '../../src/store/postgres/hintListener';
import { createTestDatabase } from '../support/database';
import { eventually } from '../support/eventually';
import { type Replicated, startReplicated } from '../support/replicated';

let pair: Replicated;
const ends: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  pair = await startReplicated();
});
afterAll(() => pair.stop());
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

interface Told {
  event: string;
  reason: string | undefined;
}

/** A log that keeps what it is told. */
function listening(): { log: Log; told: Told[] } {
  const told: Told[] = [];
  const keep = (event: string, fields?: { reason?: string }) => void told.push({ event, reason: fields?.reason });
  return { log: { fatal: keep, error: keep, warn: keep, info: keep, debug: keep }, told };
}

function open(url: string, readUrl: string | null = null) {
  const { log, told } = listening();
  const db = new Db(url, { log, readUrl });
  ends.push(() => db.close());
  return { db, told, log };
}

const at = ({ url }: { url: string }, database = pair.database) => `${url}/${database}`;

const isOnStandby = async (q: Reader): Promise<boolean> =>
  (await sql<{ yes: boolean }>`select pg_is_in_recovery() as yes`.execute(q)).rows[0]?.yes ?? false;

const countOf = async (q: Reader): Promise<number> =>
  Number((await sql<{ n: string }>`select count(*) as n from place`.execute(q)).rows[0]?.n);

async function withPlaces(db: Db): Promise<() => Promise<void>> {
  await sql`drop table if exists place`.execute(db.q);
  await sql`create table place (id int generated always as identity)`.execute(db.q);
  return () => sql`insert into place default values`.execute(db.q).then(() => undefined);
}

test('an answer of the standby has all that was committed before it was asked', async () => {
  const { db } = open(at(pair.primary), at(pair.standby));
  const add = await withPlaces(db);
  let fromStandby = 0;
  // One that is behind for a moment, on a busy machine, is left for a while.
  for (let n = 1; n <= 100 || (fromStandby <= 50 && n <= 100_000); n += 1) {
    await add();
    const [count, isThere] = await db.read(async (q) => [await countOf(q), await isOnStandby(q)] as const);
    expect(count).toBe(n);
    if (isThere) fromStandby += 1;
  }
  expect(fromStandby).toBeGreaterThan(50);
});

test('a standby that stays behind is left, said once, and found again', async () => {
  const { db, told } = open(at(pair.primary), at(pair.standby));
  const add = await withPlaces(db);
  expect(await db.read(isOnStandby)).toBe(true);
  await pair.standby.ask('select pg_wal_replay_pause()');
  for (let n = 1; n <= 3; n += 1) {
    await add();
    expect(await db.read(countOf)).toBe(n);
    expect(await db.read(isOnStandby)).toBe(false);
  }
  expect(told).toEqual([{ event: 'standby.left', reason: expect.stringMatching(/bytes behind/) as string }]);
  await pair.standby.ask('select pg_wal_replay_resume()');
  await eventually(() => db.read(isOnStandby), { what: 'the standby to answer again' });
  expect(told.at(-1)?.event).toBe('standby.back');
  expect(told).toHaveLength(2);
});

test('a standby that is gone costs nobody an answer, and is used again once it is back', async () => {
  const { db, told } = open(at(pair.primary), at(pair.standby));
  expect(await db.read(isOnStandby)).toBe(true);
  await pair.standby.end('SIGKILL');
  expect(await Promise.all(Array.from({ length: 8 }, () => db.read(isOnStandby)))).toEqual(Array(8).fill(false));
  expect(told.map(({ event }) => event)).toEqual(['standby.left']);
  await pair.standby.start();
  await eventually(() => db.read(isOnStandby), { what: 'the standby to answer again' });
  expect(told.map(({ event }) => event)).toEqual(['standby.left', 'standby.back']);
});

test('a read that stands in the way of replaying is answered by the primary', async () => {
  await pair.standby.ask(`alter system set max_standby_streaming_delay = 0`);
  await pair.standby.ask('select pg_reload_conf()');
  const { db, told } = open(at(pair.primary), at(pair.standby));
  const add = await withPlaces(db);
  await add();
  // One that is still behind leaves the read to the primary, where nothing stands in the way.
  await eventually(() => db.read(isOnStandby), { what: 'the standby to answer' });
  let asked = 0;
  const count = await db.read(async (q) => {
    asked += 1;
    if (asked > 1) return asked;
    await countOf(q);
    await sql`drop table place`.execute(db.q);
    // The one who replays waits for whoever reads the table, and not for long.
    await sql`select pg_sleep(20)`.execute(q);
    return asked;
  });
  expect(count).toBe(2);
  expect(told).toEqual([]);
});

test('another database is no standby, and is not read', async () => {
  const other = await createTestDatabase();
  ends.push(() => other.drop());
  const { db, told } = open(at(pair.primary), other.url);
  expect(await db.read(isOnStandby)).toBe(false);
  expect(told).toEqual([{ event: 'standby.left', reason: expect.stringMatching(/another database/) as string }]);
});

test('the primary itself may be named, with a role that only reads', async () => {
  await pair.primary.ask('create role reader login');
  await pair.primary.ask('alter role reader set default_transaction_read_only = on');
  const { db, told } = open(at(pair.primary), at(pair.primary).replace('desk@', 'reader@'));
  const user = (q: Reader) =>
    sql<{ name: string }>`select current_user as name`.execute(q).then(({ rows }) => rows[0]?.name);
  expect(await db.read(user)).toBe('reader');
  // It may read nothing yet: the primary answers, for this role would have refused.
  await withPlaces(db);
  expect(await db.read(countOf)).toBe(0);
  expect(told).toEqual([{ event: 'standby.left', reason: expect.stringMatching(/permission denied/) as string }]);
});

test('a refusal is the asker’s, not the standby’s', async () => {
  const { db, told } = open(at(pair.primary), at(pair.standby));
  const refuse = () => Promise.reject(new AppError('bad_request', 'No such page.'));
  await expect(db.read(refuse)).rejects.toThrow('No such page.');
  await expect(db.read((q) => sql`select 1 / 0`.execute(q))).rejects.toThrow(/division by zero/);
  expect(told).toEqual([]);
});

test('a standby alone is refused in words', async () => {
  const { db } = open(at(pair.standby));
  await expect(db.requireWritable()).rejects.toThrow(/only reads/);
  await expect(db.transaction(async (tx) => tx.q.selectFrom('queue').select('id').execute())).rejects.toThrow(
    /only reads/,
  );
});

test('a commit that nobody copied is not acknowledged', async () => {
  await pair.synchronous();
  const { db } = open(at(pair.primary));
  await withPlaces(db);
  await pair.standby.end('SIGKILL');
  const waiting = db.transaction(async (tx) => sql`insert into place default values`.execute(tx.q));
  const refused = expect(waiting).rejects.toThrow(/could not copy/);
  await eventually(
    async () =>
      (await pair.primary.ask(`select pg_cancel_backend(pid) from pg_stat_activity where wait_event = 'SyncRep'`))
        .length > 0,
    { what: 'the commit to wait for the standby' },
  );
  await refused;
  await pair.standby.start();
});

test('of two addresses the one that writes is found, and followed when the standby is promoted', async () => {
  await pair.synchronous();
  const both = `postgres://desk@127.0.0.1:${pair.standby.port},127.0.0.1:${pair.primary.port}/${pair.database}`;
  const { db, told, log } = open(both);
  const add = await withPlaces(db);
  const hints = new HintListener(db.addresses, log);
  await hints.start();
  ends.push(() => hints.stop());
  const heard: string[] = [];
  hints.on((hint) => heard.push(hint.kind));
  const reconnected = new Promise<void>((resolve) => hints.onReconnect(resolve));

  await add();
  told.length = 0;
  await pair.primary.end('SIGKILL');
  await expect(add()).rejects.toThrow(/cannot be reached|only reads/);
  await expect(db.requireWritable()).rejects.toThrow(/cannot be reached|only reads/);
  await pair.promote();
  await eventually(() => add().then(() => true), { what: 'the promoted standby to take words' });
  await db.requireWritable();
  expect(await countOf(db.q)).toBe(2);
  await reconnected;
  await db.transaction(async (tx) => tx.hint({ kind: 'outbox' }));
  await eventually(() => heard.includes('outbox'), { what: 'a hint through the promoted standby' });
  const ofDatabase = told.map(({ event }) => event).filter((event) => event.startsWith('database.'));
  expect(ofDatabase).toEqual(['database.away', 'database.back']);
});
