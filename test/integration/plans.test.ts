/** What is asked all the time reads what it shows, and not what there ever was: after years it costs what it did at first. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { fitsIn, offeredTo, offeringQueues } from '../../src/store/escalation/assignment';
import { lockCues, unreadChats } from '../../src/store/escalation/cues';
import { eventsOf } from '../../src/store/escalation/events';
import { claimedBy, type EscalationQuery, listEscalations } from '../../src/store/escalation/pages';
import { placeInQueue } from '../../src/store/escalation/queuePlaces';
import { midnightBefore } from '../../src/domain/figures/periods';
import { queueFigures, usualWait } from '../../src/store/escalation/queueFigures';
import { statsOf } from '../../src/store/escalation/stats';
import { dueEscalations } from '../../src/store/escalation/timers';
import { movedInQueue } from '../../src/store/escalation/waitingCards';
import { BotFigureReading } from '../../src/escalation/botFigures';
import { Failures } from '../../src/escalation/failures/failures';
import { SearchIndex } from '../../src/escalation/search/searchIndex';
import { hoursOfWeek } from '../../src/domain/figures/periods';
import { readSearch } from '../../src/domain/search/query';
import { countHistory, history, type HistoryQuery } from '../../src/escalation/search/history';
import { endOf, startOf, stepsOf } from '../../src/domain/figures/periods';
import { auditOf } from '../../src/store/audit';
import { listAgents } from '../../src/store/agents';
import { botSpans, botsOf } from '../../src/store/figures/botHours';
import { namesOf } from '../../src/store/figures/names';
import { staffings } from '../../src/store/staffing';
import { isOnItsWay, lockChatsOf, redactExports, requestsIn, wordsOf } from '../../src/store/erasure/customers';
import { dueChats } from '../../src/store/erasure/retention';
import { eraseCustomer, eraseWords } from '../../src/store/erasure/words';
import { outboxState } from '../../src/store/outbox/state';
import { Db } from '../../src/store/postgres/db';
import { buildOn, configOf } from '../support/built';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { eventually } from '../support/eventually';
import { liveYears, type Years } from '../support/years';

const TOTAL = 50_000;
/** Often enough for PostgreSQL to go over to the plan it keeps. */
const TIMES = 8;
/** Rows of these read for one question; a page is of 50. */
const MOST_ROWS = 2_500;
/** Of the managers' lists: given to every third that ended, and to a hundred. */
const COMMON = randomUUID();
const RARE = randomUUID();
const RARE_PHRASE = [7_001, 7_002, 7_003];
const COMMON_PHRASE = [1, 2, 3];
const COMMON_MARK = '7';
const RARE_MARK = '8';
const GROWING = [
  'audit',
  'escalation_fact',
  'survey',
  'escalation_tag',
  'escalation',
  'conversation',
  'message',
  'lane',
  'escalation_event',
  'escalation_person',
  'outbox',
  'search_document',
  'bot_hour',
  'bot_day',
];

let database: TestDatabase;
let years: Years;
let bot: string;

beforeAll(async () => {
  database = await createTestDatabase();
  await counted(live);
});
afterAll(() => database.drop());

async function live(db: Db): Promise<void> {
  years = await liveYears(db.q, TOTAL);
  bot = (
    await db.q.selectFrom('connection').select('id').where('tenant_id', '=', years.tenantId).executeTakeFirstOrThrow()
  ).id;
  for (const [tag, every] of [
    [COMMON, 3],
    [RARE, TOTAL / 100],
  ] as const) {
    await db.pool.query(
      `insert into escalation_tag (tag_id, escalation_id)
       select $1, id from escalation where ended_at is not null and number % $2::int = 0`,
      [tag, every],
    );
  }
  await db.pool.query('update escalation set outcome_id = $1 where ended_at is not null and number % 500 = 0', [RARE]);
  await rate(db);
  await compare(db);
  await writeSomeDocuments(db);
  await keepAudit(db);
  await db.pool.query(
    `insert into bot_hour (connection_id, hour, resolved, gave_up, unknown, known)
     select c.id, hour, 3, 1, 0, true
     from connection c, generate_series(date_trunc('hour', now()) - interval '1 year', now(), interval '1 hour') hour`,
  );
  await db.pool.query('analyze escalation, escalation_tag, survey, escalation_fact, audit, bot_hour, bot_day');
}

/** Every second was asked, and most of them answered; few were unhappy. */
async function rate(db: Db): Promise<void> {
  await db.pool.query(
    `insert into survey (escalation_id, source, tenant_id, customer_id, queue_id, asked_at, scale, form, rating, grade, answered_at)
     select id, 'desk', tenant_id, 'somebody', queue_id, ended_at, 'stars', '{}', grade, grade, ended_at
     from (select e.*, case when number % 500 = 0 then 1 when number % 3 > 0 then 5 end as grade from escalation e) e
     where ended_at is not null and number % 2 = 0`,
  );
  await db.pool.query(
    `update escalation e set rating = s.grade from survey s where s.escalation_id = e.id and s.grade is not null`,
  );
}

/** What nearly every customer says last, and what few do; of figures that count all, and few. */
async function compare(db: Db): Promise<void> {
  await db.pool.query(
    `insert into escalation_fact (escalation_id, tenant_id, opened_at, version, seq, facts, marks, phrase)
     select id, tenant_id, opened_at, version, 3, json_build_object('topic', topic, 'connection', connection_id),
       case when number % 500 = 0 then array[$3, $4] else array[$3] end::bigint[],
       case when number % 500 = 0 then $1::int[] else $2::int[] || (number % 100)::int end
     from escalation`,
    [RARE_PHRASE, COMMON_PHRASE, COMMON_MARK, RARE_MARK],
  );
}

async function keepAudit(db: Db): Promise<void> {
  await db.pool.query(
    `insert into audit (tenant_id, at, kind, actor_id, actor_name, subject_kind, subject_id, subject_name, verb, summary, words)
     select $1, now() - make_interval(mins => $2::int - n), case when n % 50 = 0 then 'setting' else 'access' end,
       'person-' || n % 100, 'Somebody', 'escalation', gen_random_uuid(), '#' || n, 'opened', 'Opened #' || n,
       ('opened ' || n)::tsvector
     from generate_series(1, $2::int) n`,
    [years.tenantId, TOTAL],
  );
}

/** Of the newest: what is looked up among them, or found in none, is looked up among all. */
async function writeSomeDocuments(db: Db): Promise<void> {
  await db.pool.query('truncate search_todo');
  await db.pool.query('insert into search_backlog select max(number) + 1 from escalation');
  const index = new SearchIndex(db);
  for (let rounds = 0; rounds < 2; rounds += 1) await index.keep();
  await db.pool.query('truncate search_backlog');
  await db.pool.query('vacuum analyze search_document');
}

interface Reads {
  whole: string[];
  rows: number;
}

const READS = `
  select relname as name, seq_scan::int as whole, (seq_tup_read + coalesce(idx_tup_fetch, 0))::int as rows
  from pg_stat_user_tables where relname = any($1)`;

async function counters() {
  const { rows } = await database.db.pool.query<{ name: string; whole: number; rows: number }>(READS, [GROWING]);
  return new Map(rows.map((row) => [row.name, row]));
}

/** On connections of its own: what PostgreSQL read for it is counted once they have ended, and not some seconds later. */
async function counted<T>(work: (db: Db) => Promise<T>): Promise<T> {
  const applicationName = `plans-${randomUUID().slice(0, 8)}`;
  const db = new Db(database.url, { applicationName });
  const result = await work(db);
  await db.close();
  await eventually(async () => {
    const found = await database.db.pool.query('select 1 from pg_stat_activity where application_name = $1', [
      applicationName,
    ]);
    return found.rowCount === 0;
  });
  return result;
}

async function readsOf(asked: (db: Db) => Promise<unknown>): Promise<Reads> {
  const before = await counters();
  await counted(async (db) => {
    for (let n = 0; n < TIMES; n += 1) await asked(db);
  });
  const after = [...(await counters()).values()].map(({ name, whole, rows }) => ({
    name,
    whole: whole - (before.get(name)?.whole ?? 0),
    rows: rows - (before.get(name)?.rows ?? 0),
  }));
  return {
    whole: after.filter(({ whole }) => whole > 0).map(({ name }) => name),
    rows: after.reduce((sum, { rows }) => sum + rows, 0) / TIMES,
  };
}

const now = new Date();
const DAY_MS = 86_400_000;
/** From three to four, for a year. */
const tuesdays = () => hoursOfWeek(24 + 15, 'Europe/Berlin', { from: new Date(now.getTime() - 365 * DAY_MS), to: now });
const list = (query: Partial<EscalationQuery>) => (db: Db) =>
  listEscalations(db.q, { tenantId: years.tenantId, order: 'newest', limit: 50, visibleTo: null, ...query });
const ofAll = () => ({
  tenantId: years.tenantId,
  visibleTo: null,
  search: null,
  reader: { id: 'megan', manager: true },
});
const look = (query: Partial<HistoryQuery>) => (db: Db) =>
  history(db.q, {
    ...ofAll(),
    order: 'newest',
    limit: 50,
    ...query,
  });
const audits =
  (query: Partial<Parameters<typeof auditOf>[1]> = {}) =>
  (db: Db) =>
    auditOf(db.q, { tenantId: years.tenantId, visibleTo: null, before: null, limit: 50, ...query });
const agent = () => years.agents[7] ?? '';
const queue = () => years.queueIds[0] ?? '';
const sight = () => ({ id: agent(), queueIds: [queue()] });

it.each<[string, (db: Db) => Promise<unknown>]>([
  [
    'the numbers of a manager',
    (db) => statsOf(db.q, { tenantId: years.tenantId, queueIds: null }, { now, midnight: midnightBefore(now, 'UTC') }),
  ],
  [
    'the numbers of an agent',
    (db) =>
      statsOf(db.q, { tenantId: years.tenantId, queueIds: [queue()] }, { now, midnight: midnightBefore(now, 'UTC') }),
  ],
  ['the outbox’s state', (db) => outboxState(db.q)],
  ['every queue as it stands', (db) => queueFigures(db.q, years.tenantId, now)],
  ['everybody as they stand', (db) => listAgents(db.q, years.tenantId, now)],
  ['the usual wait', (db) => usualWait(db.q, queue(), new Date(now.getTime() - 7 * DAY_MS))],
  ['what waits, for an agent', (db) => list({ order: 'longest', status: ['waiting'], visibleTo: sight() })(db)],
  ['what waits, for a manager', (db) => list({ order: 'longest', status: ['waiting'] })(db)],
  ['what an agent has in hand', (db) => list({ status: ['claimed'], assigneeId: agent(), visibleTo: sight() })(db)],
  [
    'what an agent has in hand, the longest unanswered first',
    (db) => list({ order: 'unanswered', status: ['claimed'], assigneeId: agent(), readerId: agent() })(db),
  ],
  [
    'what an agent has not read',
    (db) => list({ status: ['claimed'], assigneeId: agent(), readerId: agent(), unreadBy: agent() })(db),
  ],
  ['what an agent had, of one status', (db) => list({ status: ['abandoned'], assigneeId: agent() })(db)],
  ['what is offered to an agent', (db) => list({ offeredTo: agent(), visibleTo: sight() })(db)],
  ['what an agent hands on', (db) => claimedBy(db.q, years.tenantId, agent())],
  ['the history', list({})],
  ['the history of an outcome that is rare', (db) => list({ outcome: RARE })(db)],
  ['the history of a tag that is common', (db) => list({ tagId: COMMON })(db)],
  ['the history of a tag that is rare', (db) => list({ tagId: RARE })(db)],
  ['the history of a grade that is common', look({ rating: [5] })],
  ['the history of a grade that is rare', look({ rating: [1] })],
  ['the history of two grades that are rare', look({ rating: [1, 2] })],
  ['the history of whoever answered', look({ rating: 'any' })],
  ['the history of whoever did not', look({ rating: 'none' })],
  ['the history of a phrase nearly everybody says', look({ phrase: COMMON_PHRASE })],
  ['the history of a phrase few say', look({ phrase: RARE_PHRASE })],
  ['the history of a phrase nobody says', look({ phrase: [9_001, 9_002] })],
  ['the history of a figure that counts all', look({ mark: COMMON_MARK })],
  ['the history of a figure that counts few', look({ mark: RARE_MARK })],
  ['the history of a figure that counts nothing', look({ mark: '9' })],
  [
    'the history of a figure that counts all, of one agent',
    (db) => look({ mark: COMMON_MARK, assigneeId: agent() })(db),
  ],
  [
    'how many a figure that counts all has of one agent',
    (db) => countHistory(db.q, { ...ofAll(), mark: COMMON_MARK, assigneeId: agent() }),
  ],
  ['the history of what resembles no phrase of some', (db) => look({ unlike: { by: 'phrase', numbers: [500] } })(db)],
  ['the history of a figure that counts all, of a topic few have', look({ mark: COMMON_MARK, topic: 'Order 4000' })],
  ['the history of a figure that counts few, of a bot', (db) => look({ mark: RARE_MARK, connectionId: bot })(db)],
  ['the history of a figure that counts few, in a language', look({ mark: RARE_MARK, language: 'en' })],
  ['the history of a figure that counts nothing, in a language', look({ mark: '9', language: '' })],
  [
    'the history of a figure that counts all, of what a variable nobody has',
    look({ mark: COMMON_MARK, variable: { name: 'colour', value: 'red' } }),
  ],
  ['the history of a phrase few say, of a bot', (db) => look({ phrase: RARE_PHRASE, connectionId: bot })(db)],
  [
    'how many a figure that counts all counts of a topic few have',
    (db) => countHistory(db.q, { ...ofAll(), mark: COMMON_MARK, topic: 'Order 4000' }),
  ],
  [
    'how many a figure of few counts in a language',
    (db) => countHistory(db.q, { ...ofAll(), mark: RARE_MARK, language: '' }),
  ],
  ['how many a figure of few counts', (db) => countHistory(db.q, { ...ofAll(), mark: RARE_MARK })],
  ['the audit', audits()],
  ['the audit, a page long ago', audits({ before: '20000' })],
  ['the audit of a kind', audits({ kind: 'setting' })],
  ['the audit of a person', audits({ actorId: 'person-7' })],
  ['the audit of a person within a week', audits({ actorId: 'person-7', from: new Date(now.getTime() - 7 * DAY_MS) })],
  ['the audit of a kind nobody left', audits({ kind: 'export' })],
  ['the audit of a word that is everywhere', audits({ words: `'opened'` })],
  ['the audit of a word said once', audits({ words: `'20000'` })],
  ['the audit of a word nobody said', audits({ words: `'zebra'` })],
  ['the audit of one chat', audits({ subjectKind: 'escalation', subjectId: randomUUID() })],
  [
    'the audit of twenty years up to a month ago',
    audits({ from: new Date(now.getTime() - 7_300 * DAY_MS), to: new Date(now.getTime() - 30 * DAY_MS) }),
  ],
  [
    'the audit of all up to a month ago, a page within it',
    audits({ to: new Date(now.getTime() - 30 * DAY_MS), before: '3000' }),
  ],
  [
    'the audit of a day',
    audits({ from: new Date(now.getTime() - 10 * DAY_MS), to: new Date(now.getTime() - 9 * DAY_MS) }),
  ],
  ['what bots failed at on a day', (db) => failuresOn(db, 'phrase')],
  ['the topics bots failed at on a day', (db) => failuresOn(db, 'topic')],
  [
    'what agents are called who left long ago',
    (db) => namesOf(db.q, years.tenantId, 'agent', [...years.agents.slice(0, 20), 'nobody']),
  ],
  ['the history of a queue', (db) => list({ queueId: queue() })(db)],
  [
    'a day of the history',
    list({ from: new Date(now.getTime() - 200 * DAY_MS), to: new Date(now.getTime() - 199 * DAY_MS) }),
  ],
  ['a number', (db) => numbered(db, null)],
  ['a word that is everywhere', look({ search: readSearch('words ') })],
  ['the beginning of many words', look({ search: readSearch('w') })],
  ['how many have the beginning of many words', (db) => countHistory(db.q, { ...ofAll(), search: readSearch('w') })],
  ['a word said once, and the beginning of many', look({ search: readSearch(`order ${TOTAL - 1_500} w`) })],
  ['a word said once', look({ search: readSearch(`order ${TOTAL - 1_500} `) })],
  ['a phrase said once', look({ search: readSearch(`"about order ${TOTAL - 1_500}"`) })],
  ['a word nobody said', look({ search: readSearch('zebra') })],
  ['all but a word nobody said', look({ search: readSearch('-zebra') })],
  ['a word, for an agent', (db) => look({ search: readSearch('words '), visibleTo: sight(), limit: 20 })(db)],
  ['the history of an agent', (db) => look({ visibleTo: sight() })(db)],
  ['a variable nobody has', look({ variable: { name: 'colour', value: 'red' } })],
  ['a tag nobody was given', look({ tagId: randomUUID(), status: ['resolved'] })],
  ['the longest waits', look({ order: 'waited' })],
  ['the longest waits of an agent', (db) => look({ order: 'waited', assigneeId: agent() })(db)],
  ['the longest waits of who said a word', look({ order: 'waited', search: readSearch('words ') })],
  ['whoever was resolved and waited a little longer than everybody', look({ waited: 121, status: ['resolved'] })],
  [
    'how many were resolved and waited a little longer than everybody',
    (db) => countHistory(db.q, { ...ofAll(), waited: 121, status: ['resolved'] }),
  ],
  ['an hour of each week', look({ stretches: tuesdays() })],
  ['an hour of each week, of a queue', (db) => look({ stretches: tuesdays(), queueId: queue() })(db)],
  ['how many came in an hour of each week', (db) => countHistory(db.q, { ...ofAll(), stretches: tuesdays() })],
  ['a topic nobody has', look({ topic: 'zebra' })],
  ['a topic one has, of an agent', (db) => look({ topic: `Order ${TOTAL - 1_500}`, assigneeId: agent() })(db)],
  ['how many have a topic nobody has', (db) => countHistory(db.q, { ...ofAll(), topic: 'zebra' })],
  ['a message left, which nobody did', look({ leftMessage: 'any' })],
  ['a rating of an agent who has none of it', (db) => look({ rating: [1], assigneeId: 'nobody' })(db)],
  ['a number an agent may not see', (db) => numbered(db, { id: agent(), queueIds: [] })],
  [
    'who is free for what waits, where nothing does',
    (db) => fitsIn(db.q, { tenantId: years.tenantId, queueIds: [], now }),
  ],
  ['which queues offer', (db) => offeringQueues(db.q)],
  ['what is on offer to somebody', (db) => offeredTo(db.q, years.tenantId, agent())],
  ['who moved up in the line', (db) => movedInQueue(db, ['copilotStudio'], 100)],
  ['whose owner is told', (db) => db.transaction((tx) => lockCues(tx.q, now, 50))],
  ['of what they are told', (db) => unreadChats(db.q, years.tenantId, agent(), 5)],
  ['who is there, in every queue', (db) => staffings(db.q, now)],
  ['what is due', (db) => dueEscalations(db.q, now, 100)],
  ['how much is kept of a customer', async (db) => expect((await wordsOf(db.q, customer())).requests).toBe(1)],
  ['erasing a customer', eraseOne],
  [
    'chats whose words are due',
    (db) =>
      dueChats(db.q, {
        tenantId: years.tenantId,
        before: new Date(now.getTime() - 90 * DAY_MS),
        behind: null,
        limit: 50,
      }),
  ],
])('%s', async (_, asked) => {
  const { whole, rows } = await readsOf(asked);
  expect(whole).toEqual([]);
  expect(rows).toBeLessThan(MOST_ROWS);
});

/** Somebody who was helped long ago. */
const customer = () => ({ tenantId: years.tenantId, customerId: 'customer-20000', connectionId: years.connectionId });

/** With a topic nobody else has; nothing of it is kept. */
async function eraseOne(db: Db): Promise<void> {
  const key = customer();
  await db.transaction(async (tx) => {
    const [chat] = await lockChatsOf(tx.q, key, 10);
    if (!chat) throw new Error('There is no such customer.');
    const requests = await requestsIn(tx.q, [chat.id]);
    expect(await isOnItsWay(tx.q, [chat.id])).toBe(false);
    const part = { conversationId: chat.id, upTo: chat.lastSeq, requestIds: requests.map(({ id }) => id), now };
    expect(await eraseWords(tx.q, part)).toMatchObject({ requests: 1, messages: 3 });
    // The outbox is empty here, and what is empty is gone through whole unless there is an index, and one is asked for.
    await sql`set local enable_seqscan = off`.execute(tx.q);
    await eraseCustomer(tx.q, chat.id, now);
    await redactExports(tx.q, { ...key, names: ['Somebody'] }, { name: '', summary: '', words: '', now });
    return tx.undo(null);
  });
}

/** Of a day and the one before it, some 140 each. */
async function failuresOn(db: Db, by: 'phrase' | 'topic'): Promise<void> {
  const day = new Date(now.getTime() - 100 * DAY_MS).toISOString().slice(0, 10);
  const figures = { catchUp: async () => true, howFar: async () => ({ done: 1, of: 1 }) };
  const botChats = { keep: async () => false };
  const failures = new Failures(
    db,
    figures,
    new BotFigureReading(db, { figures, botChats, counted: ['copilotStudio'] }),
  );
  const of = { tenantId: years.tenantId, visibleTo: null };
  const { total } = await failures.read(of, { from: day, to: day, zone: 'Europe/Berlin', by });
  expect(total).toBeGreaterThan(100);
}

async function numbered(db: Db, visibleTo: EscalationQuery['visibleTo']): Promise<void> {
  const { items } = await look({ search: readSearch('#2042'), visibleTo })(db);
  expect(items).toHaveLength(visibleTo ? 0 : 1);
}

it('five years of ten bots, by the month', async () => {
  await counted(async (db) => {
    await db.pool.query(
      `insert into connection (tenant_id, name, kind, app_id, state)
       select 'bots', 'bot ' || n, 'rest', 'bot ' || n, 'live' from generate_series(1, 10) n`,
    );
    await db.pool.query(
      `insert into bot_hour (connection_id, hour, escalated, resolved, gave_up, known)
       select id, hour, 1, 20, 5, true from connection, generate_series('2021-11-25', '2026-11-26', interval '1 hour') hour
       where tenant_id = 'bots'`,
    );
    await db.pool.query('vacuum analyze bot_hour, bot_day');
  });
  const { whole, rows } = await readsOf(async (db) => {
    const bots = await botsOf(db.q, 'bots', undefined);
    const period = { from: '2021-11-26', to: '2026-11-25' };
    const steps = stepsOf(period, 'month').map(({ step, from, to }) => ({
      step,
      from: startOf(from, 'Europe/Berlin'),
      to: endOf(to, 'Europe/Berlin'),
    }));
    const ids = bots.map(({ id }) => id);
    const spans = await botSpans(db.q, ids, steps);
    expect(spans.reduce((sum, { hours }) => sum + hours, 0)).toBe(10 * (5 * 365 + 1) * 24);
  });
  expect(whole).toEqual([]);
  // A row a day, and the hours at the ends of months: not one an hour.
  expect(rows).toBeLessThan(10 * (5 * 366 + 61 * 24));
  // The first hour of each that is known, and the last.
  const ends = await readsOf(look({ tenantId: 'bots', escalated: true }));
  expect(ends.whole).toEqual([]);
  expect(ends.rows).toBeLessThan(100);
});

it('a claim, an answer, the place in the line and an end', async () => {
  const waiting = await counted(list({ status: ['waiting'], order: 'longest' }));
  const ids = waiting.items.map(({ id }) => id);
  const who = { tenantId: years.tenantId, id: 'megan', name: 'Megan Bowen', manager: true, queueIds: [] };
  const { whole, rows } = await readsOf(async (db) => {
    const id = ids.pop() ?? '';
    const { desk, close } = await buildOn({ url: database.url, db }, configOf());
    await placeInQueue(db.q, queue(), id);
    expect(await desk.escalations.claim(id, who)).toMatchObject({ ok: true });
    await desk.replies.reply(id, who, { text: 'Hello', clientMessageId: randomUUID() });
    expect(await desk.escalations.resolve(id, who)).toMatchObject({ ok: true });
    expect((await eventsOf(db.q, id)).items.map(({ type }) => type)).toEqual(['opened', 'claimed', 'resolved']);
    await close();
  });
  expect(whole).toEqual([]);
  expect(rows).toBeLessThan(MOST_ROWS);
});

it('who is free for what waits, with a whole desk there to take it', async () => {
  const tenants = [years.tenantId, 'Team', 'bot', 'https://teams.example/'];
  await counted(async (db) => {
    await db.pool.query(
      `insert into team (id, tenant_id, name, bot_app_id, service_url) values ('team', $1, $2, $3, $4)`,
      tenants,
    );
    await db.pool.query(`update queue set team_id = 'team' where id = any($1)`, [years.queueIds.slice(0, 2)]);
    await db.pool.query(
      `insert into agent (tenant_id, id, name, presence, presence_at, capacity)
     select $1, id, id, 'available', now(), 2 from unnest($2::text[]) id on conflict do nothing`,
      [years.tenantId, years.agents],
    );
    await db.pool.query(
      `insert into team_member (team_id, user_id, teams_user_id, name) select 'team', id, id, id from unnest($1::text[]) id`,
      [years.agents.slice(0, 20)],
    );
    await db.pool.query('analyze');
  });
  const { whole, rows } = await readsOf(async (db) => {
    const fits = await fitsIn(db.q, { tenantId: years.tenantId, queueIds: years.queueIds.slice(0, 2), now });
    expect(new Set(fits.map(({ agent: { id } }) => id)).size).toBe(20);
  });
  expect(whole).toEqual([]);
  expect(rows).toBeLessThan(MOST_ROWS);
  const idle = await readsOf((db) => fitsIn(db.q, { tenantId: years.tenantId, queueIds: [randomUUID()], now }));
  // With the plan PostgreSQL keeps nobody's work is counted where nothing waits.
  expect(idle.rows).toBeLessThan(years.agents.length / 4);
});

it('a claim, beside thousands who wait in the same queue', async () => {
  const waiting = await counted(async (db) => {
    const { rows } = await db.pool.query<{ id: string }>(
      `update escalation set status = 'waiting', assignee_id = null, claimed_at = null, ended_at = null, to_seq = null
     where id in (select id from escalation where queue_id = $1 and status in ('resolved', 'abandoned') limit 3000)
     returning id`,
      [queue()],
    );
    await db.pool.query('analyze escalation');
    return rows;
  });
  const who = { tenantId: years.tenantId, id: 'megan', name: 'Megan Bowen', manager: true, queueIds: [] };
  const { rows } = await readsOf(async (db) => {
    const { desk, close } = await buildOn({ url: database.url, db }, configOf());
    expect(await desk.escalations.claim(waiting.pop()?.id ?? '', who)).toMatchObject({ ok: true });
    await close();
  });
  expect(rows).toBeLessThan(200);
});
