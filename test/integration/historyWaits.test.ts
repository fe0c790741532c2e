/** What documents say of waits, topics, ratings and messages left finds what rows say, however old the documents are. */
import { randomUUID } from 'node:crypto';
import { SearchIndex } from '../../src/escalation/search/searchIndex';
import { factsIn } from '../../src/escalation/search/facts';
import { byWait as longestFirst } from '../../src/escalation/search/longestWaits';
import { countHistory, history, type HistoryQuery } from '../../src/escalation/search/history';
import { fact, lookUpOf } from '../../src/domain/search/lookUp';
import type { Scope } from '../../src/store/escalation/scope';
import type { Candidate } from '../../src/store/search/candidates';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { dice } from '../support/dice';
import { liveYears, type Years } from '../support/years';

const TOTAL = 900;
const FORMER_STEPS = [60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 28_800, 86_400];

const AUTUMN = new Date(Date.now() - 60 * 86_400_000);

interface Row {
  id: string;
  openedAt: Date;
  waited: number;
  status: string;
  agent: string | null;
  queue: string;
  topic: string | null;
  rating: number | null;
  hasLeftMessage: boolean;
}

let database: TestDatabase;
let years: Years;
/** The newest first. */
let rows: Row[];
/** The same, the longest wait first. */
let byWait: string[];
const next = dice(4_711);

beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  years = await liveYears(db.q, TOTAL);
  const { rows: ids } = await db.pool.query<{ id: string }>('select id from escalation order by number');
  // Waits of all lengths, whole minutes, parts of seconds and many of one length; some of them an agent never came.
  await db.pool.query(
    `update escalation e set claimed_at = case when e.claimed_at is not null then opened_at + wait * interval '1 second' end,
       ended_at = case when e.ended_at is not null then opened_at + (wait + case when e.claimed_at is null then 0 else 60 end) * interval '1 second' end,
       topic = case when n % 40 = 0 then 'Returns' when n % 3 = 0 then null else 'Orders' end,
       rating = case when n % 7 = 0 then 1 + n % 5 end,
       left_message_at = case when n % 50 = 0 then opened_at end
     from unnest($1::uuid[], $2::float8[]) with ordinality as w (id, wait, n) where w.id = e.id`,
    [
      ids.map(({ id }) => id),
      ids.map((_, n) => (n % 5 === 0 ? 60 * Math.ceil(20 * next()) : n % 4 === 0 ? 600 : 100_000 ** next())),
    ],
  );
  await read();
  const index = new SearchIndex(db);
  for (let rounds = 0; (await many('search_todo')) > 0 && rounds < 10; rounds += 1) await index.keep();
});
afterAll(() => database.drop());

async function read(): Promise<void> {
  ({ rows } = await database.db.pool.query<Row>(
    `select id, opened_at as "openedAt", extract(epoch from coalesce(claimed_at, ended_at, now()) - opened_at)::float8 as waited,
       status, assignee_id as agent, queue_id as queue, topic, rating, left_message_at is not null as "hasLeftMessage"
     from escalation order by opened_at desc, id desc`,
  ));
  const longest = await database.db.pool.query<{ id: string }>(
    `select id from escalation
     order by status = 'waiting' desc, case when status = 'waiting' then now() - opened_at else coalesce(claimed_at, ended_at) - opened_at end desc, id desc`,
  );
  byWait = longest.rows.map(({ id }) => id);
}

const many = async (table: 'search_todo' | 'search_former'): Promise<number> =>
  (await database.db.pool.query<{ many: number }>(`select count(*)::int as many from ${table}`)).rows[0]?.many ?? 0;

/** As a process from before wrote them: without what they say now, and waits by a few steps. */
async function makeFormer(): Promise<void> {
  const { pool } = database.db;
  const former = rows.map(({ waited, status }) =>
    FORMER_STEPS.filter((step) => status !== 'waiting' && step <= waited).map(fact.formerlyWaited),
  );
  await pool.query(
    `update search_document d set opened_at = null, waited = null, lexemes = array_to_tsvector(array(
       select lexeme from unnest(tsvector_to_array(d.lexemes)) lexeme where lexeme !~ '^=[tkrm]'
       union all select jsonb_array_elements_text(f.former)))
     from unnest($1::uuid[], $2::jsonb[]) f (id, former) where f.id = d.escalation_id`,
    [rows.map(({ id }) => id), former.map((each) => JSON.stringify(each))],
  );
}

const all = (): Omit<HistoryQuery, 'order' | 'limit'> => ({
  tenantId: years.tenantId,
  visibleTo: null,
  search: null,
  reader: { id: 'megan', manager: true },
});

async function found(query: Partial<HistoryQuery>): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await history(database.db.q, { ...all(), order: 'newest', limit: 150, ...query, cursor });
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.next ?? undefined;
  } while (cursor);
  expect(await countHistory(database.db.q, { ...all(), ...query })).toEqual({ count: ids.length, isMore: false });
  return ids;
}

async function holds(): Promise<void> {
  const agent = years.agents[3] ?? '';
  const queue = years.queueIds[4] ?? '';
  const queries: [Partial<HistoryQuery>, (row: Row) => boolean][] = [
    [{ topic: 'Returns' }, ({ topic }) => topic === 'Returns'],
    [{ topic: 'returns' }, () => false],
    [{ topic: 'Orders', from: AUTUMN }, ({ topic, openedAt }) => topic === 'Orders' && openedAt >= AUTUMN],
    [{ waited: 300, to: AUTUMN }, ({ waited, openedAt }) => waited > 300 && openedAt < AUTUMN],
    [{ topic: 'Orders' }, ({ topic }) => topic === 'Orders'],
    [{ topic: '', queueId: queue }, (row) => row.topic === null && row.queue === queue],
    [{ rating: [1], status: ['resolved'] }, ({ rating, status }) => rating === 1 && status === 'resolved'],
    [{ rating: 'any', queueId: queue }, (row) => row.rating !== null && row.queue === queue],
    [{ leftMessage: 'any' }, ({ hasLeftMessage }) => hasLeftMessage],
    [{ leftMessage: 'any', topic: 'Returns' }, ({ hasLeftMessage, topic }) => hasLeftMessage && topic === 'Returns'],
    [{ leftMessage: 'none', topic: 'Returns' }, ({ hasLeftMessage, topic }) => !hasLeftMessage && topic === 'Returns'],
    [{ assigneeId: agent }, (row) => row.agent === agent],
    [{ assigneeId: agent, to: AUTUMN }, (row) => row.agent === agent && row.openedAt < AUTUMN],
    [{ queueId: queue }, (row) => row.queue === queue],
    [{ status: ['resolved'] }, ({ status }) => status === 'resolved'],
    [{ visibleTo: { id: 'nobody', queueIds: [queue] } }, (row) => row.queue === queue],
  ];
  const waits = [0, 59, 60, 90, 300, 100_000, ...Array.from({ length: 3 }, () => 50_000 ** next())];
  for (const seconds of waits.map(Math.floor)) {
    queries.push(
      [{ waited: seconds }, ({ waited }) => waited > seconds],
      [{ waited: seconds, assigneeId: agent }, (row) => row.waited > seconds && row.agent === agent],
      [{ waited: seconds, status: ['abandoned'] }, (row) => row.waited > seconds && row.status === 'abandoned'],
    );
  }
  for (const [query, isMeant] of queries) {
    const meant = rows.filter(isMeant).map(({ id }) => id);
    expect([query, await found(query)]).toEqual([query, meant]);
    const inOrder = byWait.filter((id) => meant.includes(id));
    for (const limit of meant.length < 60 ? [7, 150] : [150])
      expect([query, await found({ ...query, order: 'waited', limit })]).toEqual([query, inOrder]);
  }
}

it('where all documents are of today', async () => {
  expect(await many('search_former')).toBe(0);
  await holds();
});

/** However far it goes through them, and whatever waited equally long: 600 seconds, as whoever was given up. */
it.each([
  ['nothing is rare', { few: 0, next: 10 }],
  ['all that waited equally long is passed', { few: 0, next: 200 }],
  ['all is passed', { few: 0, next: TOTAL }],
  ['all is rare', { few: TOTAL, next: 10 }],
])('by the wait, step by step: %s', async (_, rest) => {
  const { q } = database.db;
  const agent = years.agents[3] ?? '';
  const meanings: [Partial<Scope>, (row: Row) => boolean][] = [
    [{ assigneeId: agent }, (row) => row.agent === agent],
    [{ status: ['resolved'] }, ({ status }) => status === 'resolved'],
    [{ status: ['waiting'] }, ({ status }) => status === 'waiting'],
    [{ assigneeId: agent, from: AUTUMN }, (row) => row.agent === agent && row.openedAt >= AUTUMN],
    [{ topic: 'Returns' }, ({ topic }) => topic === 'Returns'],
    [{ topic: 'nothing' }, () => false],
  ];
  for (const [some, isMeant] of meanings) {
    const scope = { ...all(), ...some };
    const meant = new Set(rows.filter(isMeant).map(({ id }) => id));
    const expected = byWait.filter((id) => meant.has(id));
    const lookUp = lookUpOf(null, factsIn(scope, false), all().reader);
    const wanted = { scope, lookUp, order: 'waited', without: [], hasFormer: false } as const;
    for (const steps of [
      { first: 1, most: 0 },
      { first: 3, most: 40 },
      { first: 300, most: 300 },
      { first: TOTAL, most: 2 * TOTAL },
    ]) {
      const ids: string[] = [];
      let behind: Candidate | null = null;
      for await (const batch of longestFirst(q, wanted, null, { limit: 5, most: 7 }, { ...steps, ...rest })) {
        ids.push(...batch.map(({ id }) => id));
        if (ids.length < expected.length / 2) behind = batch.at(-1) ?? null;
      }
      expect([scope, steps, ids]).toEqual([scope, steps, expected]);
      const behindIt: string[] = [];
      for await (const batch of longestFirst(q, wanted, behind, { limit: 5, most: 7 }, { ...steps, ...rest })) {
        behindIt.push(...batch.map(({ id }) => id));
      }
      expect(behindIt).toEqual(expected.slice(behind ? expected.indexOf(behind.id) + 1 : 0));
    }
  }
});

it('within stretches of time, such as an hour of each week', async () => {
  const [newest, oldest] = [rows[0]?.openedAt.getTime() ?? 0, rows.at(-1)?.openedAt.getTime() ?? 0];
  const step = (newest - oldest) / 40;
  const stretches = Array.from({ length: 40 }, (_, n) => ({
    from: new Date(oldest + n * step),
    to: new Date(oldest + (n + 0.7) * step),
  }));
  const isWithin = ({ openedAt }: Row) => stretches.some(({ from, to }) => openedAt >= from && openedAt < to);
  const queue = years.queueIds[4] ?? '';
  const agent = years.agents[3] ?? '';
  const queries: [Partial<HistoryQuery>, (row: Row) => boolean][] = [
    [{}, () => true],
    [{ queueId: queue }, (row) => row.queue === queue],
    [{ from: AUTUMN }, ({ openedAt }) => openedAt >= AUTUMN],
    [{ to: AUTUMN }, ({ openedAt }) => openedAt < AUTUMN],
    [{ status: ['resolved'], queueId: queue }, (row) => row.status === 'resolved' && row.queue === queue],
    [{ assigneeId: agent }, (row) => row.agent === agent],
    [{ topic: 'Orders' }, ({ topic }) => topic === 'Orders'],
    [{ topic: '' }, ({ topic }) => topic === null],
  ];
  for (const [query, isMeant] of queries) {
    const meant = rows.filter((row) => isWithin(row) && isMeant(row)).map(({ id }) => id);
    expect([query, meant.length > 0]).toEqual([query, true]);
    for (const limit of [3, 150]) {
      expect([query, await found({ ...query, stretches, limit })]).toEqual([query, meant]);
      expect([query, await found({ ...query, stretches, limit, order: 'oldest' })]).toEqual([
        query,
        meant.toReversed(),
      ]);
    }
    const inOrder = byWait.filter((id) => meant.includes(id));
    expect([query, await found({ ...query, stretches, order: 'waited' })]).toEqual([query, inOrder]);
  }
  expect(await found({ stretches: [] })).toEqual([]);
});

it('by the wait, beside what a process from before writes at this moment, which is read itself', async () => {
  const { q, pool } = database.db;
  const without = rows.filter((_, n) => n % 9 === 0).map(({ id }) => id);
  await pool.query('update search_document set waited = null where escalation_id = any($1)', [without]);
  const scope = { ...all(), queueId: years.queueIds[4] ?? '' };
  const lookUp = lookUpOf(null, factsIn(scope, false), all().reader);
  const wanted = { scope, lookUp, order: 'waited', without, hasFormer: false } as const;
  const left = new Set(
    rows.filter(({ id, queue }) => queue === scope.queueId && !without.includes(id)).map(({ id }) => id),
  );
  for (const first of [10, 300]) {
    const ids: string[] = [];
    for await (const batch of longestFirst(
      q,
      wanted,
      null,
      { limit: 5, most: 7 },
      { first, most: 600, few: 0, next: 50 },
    )) {
      ids.push(...batch.map(({ id }) => id));
    }
    expect(ids).toEqual(byWait.filter((id) => left.has(id)));
  }
});

it('where they are of a former make, while they are written anew, and once they are', async () => {
  const { pool } = database.db;
  await makeFormer();
  // Each was noted, as when a process from before writes at this moment; these were written long before.
  expect(await many('search_todo')).toBe(TOTAL);
  await pool.query('truncate search_todo');
  await pool.query('insert into search_former select max(number) + 1 from escalation');
  await holds();
  const index = new SearchIndex(database.db);
  await index.keep();
  expect(await many('search_former')).toBe(1);
  await holds();
  await index.keep();
  expect(await many('search_former')).toBe(0);
  await holds();
});

it('behind what a process from before writes at this moment', async () => {
  await database.db.pool.query('update escalation set topic = $1 where id = $2', ['Parcels', rows[5]?.id]);
  await new SearchIndex(database.db).keep();
  await read();
  await makeFormer();
  const [parcel] = rows.filter(({ topic }) => topic === 'Parcels');
  await database.db.pool.query('delete from search_todo where escalation_id <> $1', [parcel?.id ?? randomUUID()]);
  expect(await found({ topic: 'Parcels' })).toEqual([parcel?.id]);
});

it('a rating and a message that is left are noted when they come', async () => {
  const { pool } = database.db;
  await pool.query('truncate search_todo');
  await pool.query('update escalation set rating = 4 where id = $1', [rows[1]?.id]);
  await pool.query('update escalation set left_message_at = now() where id = $1', [rows[2]?.id]);
  await pool.query('update escalation set left_message_at = null where id = $1', [rows[3]?.id]);
  const { rows: noted } = await pool.query<{ id: string }>('select escalation_id as id from search_todo');
  expect(noted.map(({ id }) => id)).toEqual([rows[1]?.id, rows[2]?.id]);
});
