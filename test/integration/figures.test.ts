/** Figures over a generated year, each of them reckoned once more from the raw events by other code. */
import {
  Measure,
  Duration,
  type Figures as FiguresShown,
  type FiguresAnswer,
  type FiguresQuery,
} from '../../src/contract/api';
import { markOf } from '../../src/domain/figures/marks';
import { countDays, lastOfMonth } from '../../src/domain/figures/periods';
import { countHistory, history } from '../../src/escalation/search/history';
import { Figures } from '../../src/escalation/figures';
import { FigureReading } from '../../src/escalation/figureReading';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { type Narrow, rank, readYear, reckon } from '../support/figureReckoning';
import { type FigureYear, writeFigureYear, ZONE } from '../support/figureYear';

const TOTAL = 1_500;

let database: TestDatabase;
let year: FigureYear;
let raw: Awaited<ReturnType<typeof readYear>>;
let figures: Figures;
let reading: FigureReading;

beforeAll(async () => {
  database = await createTestDatabase();
  year = await writeFigureYear(database.db, TOTAL);
  raw = await readYear(database.db, year);
  figures = new Figures(database.db);
  reading = new FigureReading(database.db, figures);
});
afterAll(() => database.drop());

const WHOLE = { from: '2025-02-01', to: '2026-01-31', zone: ZONE };
const read = (query: FiguresQuery) => reading.read(year.tenantId, query);

async function settle(): Promise<void> {
  while (await figures.keepFacts({ waits: true })) continue;
  while (await figures.rollUp(new Date())) continue;
}

function expectSame(shown: FiguresShown, narrow: Narrow): void {
  const { counts, durations } = reckon(year, raw, narrow);
  expect(shown.counts).toEqual(Object.fromEntries(Measure.options.map((name) => [name, counts[name] ?? 0])));
  for (const name of Duration.options) {
    const values = durations[name] ?? [];
    const told = shown.durations[name];
    expect([name, told?.n ?? 0]).toEqual([name, values.length]);
    if (!told) continue;
    for (const [is, was] of [
      [told.median, rank(values, 0.5)],
      [told.p90, rank(values, 0.9)],
    ] as const)
      expect(Math.abs(is - was)).toBeLessThanOrEqual(Math.max(0.5, was / 100));
    expect(told.mean).toBe(Math.round(values.reduce((sum, value) => sum + value, 0) / values.length));
  }
  const n = (name: string) => counts[name] ?? 0;
  const share = (part: number, of: number) => (of === 0 ? null : part / of);
  for (const [name, told] of [
    ['rated', shown.rating],
    ['botRated', shown.botRating],
  ] as const) {
    const grades = [1, 2, 3, 4, 5].flatMap((grade) => Array.from({ length: n(`${name}${grade}`) }, () => grade));
    expect([name, told?.n ?? 0]).toEqual([name, grades.length]);
    if (!told) continue;
    expect(told.mean).toBeCloseTo(grades.reduce((sum, grade) => sum + grade, 0) / grades.length, 9);
    expect(told.median).toBe(rank(grades, 0.5));
  }
  expect(shown).toMatchObject({
    surveyAnswered: share(n('rated'), n('surveyed')),
    serviceLevel: share(n('kept'), n('judged')),
    serviceLevelOfAccepted: share(n('acceptedJudged') - n('acceptedLate'), n('acceptedJudged')),
    abandonRate: share(n('abandoned'), n('decided')),
  });
}

test('a time zone is made ready when somebody reads in it, by the next round, and all of it', async () => {
  await figures.keep();
  expect((await read(WHOLE)).preparing).not.toBeNull();
  await figures.keep();
  expect((await read(WHOLE)).preparing).toBeNull();
});

test('every figure of the year is what the raw events say', async () => {
  const answer = await read(WHOLE);
  expectSame(answer.total, WHOLE);
  expect(answer.load).toEqual(reckon(year, raw, WHOLE).load);
  expect(answer.total.counts.opened).toBe(raw.length);
  expect(answer.series.map(({ grain }) => grain)).toEqual(answer.series.map(() => 'month'));
  expect(answer.series.reduce((sum, { figures }) => sum + figures.counts.opened, 0)).toBe(raw.length);
});

test.each([
  ['a week with a change of the clocks in it', { from: '2025-03-24', to: '2025-03-30' }],
  ['the day on which the clocks go back', { from: '2025-10-26', to: '2025-10-26' }],
  ['two months and some days', { from: '2025-05-17', to: '2025-08-03' }],
  ['a quarter', { from: '2025-07-01', to: '2025-09-30' }],
  ['a half year', { from: '2025-05-17', to: '2025-11-03' }],
  ['a whole month', { from: '2025-09-01', to: '2025-09-30' }],
])('so it is of %s, of each day or month of it, and of the time before', async (_, days) => {
  const answer = await read({ ...days, zone: ZONE });
  expectSame(answer.total, { ...days, zone: ZONE });
  expectSame(answer.previous, { ...answer.before, zone: ZONE });
  const ofDays = countDays(days) <= 92;
  for (const { from, grain, figures } of answer.series) {
    expect([from, grain]).toEqual([from, ofDays ? 'day' : 'month']);
    const to = grain === 'day' ? from : lastOfMonth(from);
    const step = { from: from < days.from ? days.from : from, to: to > days.to ? days.to : to };
    expectSame(figures, { ...step, zone: ZONE });
  }
});

test.each<[NonNullable<FiguresQuery['by']>, (year: FigureYear) => string[]]>([
  ['queue', ({ queueIds }) => queueIds],
  ['connection', ({ connectionIds }) => connectionIds],
  ['agent', ({ agents }) => agents],
  ['topic', ({ topics }) => topics.map((topic) => topic ?? '')],
])('and of each %s, in every queue and in one', async (by, keysOf) => {
  const [queue = ''] = year.queueIds;
  for (const within of by === 'queue' ? [{}] : [{}, { queue }]) {
    const { rows, more } = await read({ ...WHOLE, ...within, by });
    expect(more).toBe(false);
    expect(rows.map(({ key }) => key ?? '').sort()).toEqual([...keysOf(year)].sort());
    for (const row of rows) expectSame(row.figures, { ...WHOLE, ...within, [by]: row.key ?? '' });
  }
});

test('of one bot, agent or topic by queue', async () => {
  const narrowed = [{ connection: year.connectionIds[0] ?? '' }, { agent: 'adele' }, { topic: 'Returns' }];
  for (const one of narrowed) {
    const { rows, total } = await read({ ...WHOLE, ...one, by: 'queue' });
    expectSame(total, { ...WHOLE, ...one });
    expect(rows).toHaveLength(year.queueIds.length);
    for (const { key, figures } of rows) expectSame(figures, { ...WHOLE, ...one, queue: key ?? '' });
  }
});

test.each([
  // Its days begin at half past, and its clock is put on by half an hour.
  'Australia/Lord_Howe',
  // PostgreSQL takes it for another country's, and the last one it does not know.
  'IST',
  'AET',
])('in another time zone the days are other ones, from their facts and rolled up: %s', async (zone) => {
  const days = { from: '2025-10-02', to: '2025-10-08', zone };
  await read(days);
  const fromFacts = await read({ ...days, by: 'agent' });
  expectSame(fromFacts.total, days);
  await settle();
  expect(await read({ ...days, by: 'agent' })).toEqual(fromFacts);
});

/** Of one that is with somebody. */
async function resolveOne(): Promise<void> {
  const open = raw.find(({ events }) => events.at(-1)?.status === 'claimed');
  const last = open?.events.at(-1);
  await database.db.pool.query(
    `with moved as (update escalation set status = 'resolved', version = version + 1, ended_at = now(),
       to_seq = (select last_seq from conversation where id = conversation_id) where id = $1 returning *)
     insert into escalation_event (escalation_id, version, type, actor_kind, actor_id, actor_name, summary, at, status, queue_id, owner_id)
     select id, version, 'resolved', 'agent', $2, $2, 'Resolved', now(), 'resolved', queue_id, assignee_id from moved`,
    [open?.id, last?.owner],
  );
  raw = await readYear(database.db, year);
}

test('what happens now is in the figures at once, and where it was opened', async () => {
  const before = await read(WHOLE);
  await resolveOne();
  const after: FiguresAnswer = await read(WHOLE);
  expectSame(after.total, WHOLE);
  expect(after.total.counts.resolved).toBe(before.total.counts.resolved + 1);
  expect(after.total.counts.claimed).toBe(before.total.counts.claimed - 1);
});

test('and in those of every process, whichever of them wrote it down', async () => {
  const others = new Figures(database.db);
  const desks = [reading, new FigureReading(database.db, others)];
  for (const process of [figures, others, figures]) {
    await resolveOne();
    await process.keepFacts({ waits: true });
    const [one, other] = await Promise.all(desks.map((desk) => desk.read(year.tenantId, { ...WHOLE, by: 'agent' })));
    expect(other).toEqual(one);
  }
  await others.rollUp(new Date());
  await resolveOne();
  for (const desk of desks) {
    const { total, rows } = await desk.read(year.tenantId, { ...WHOLE, by: 'agent' });
    expectSame(total, WHOLE);
    for (const { key, figures } of rows) expectSame(figures, { ...WHOLE, agent: key ?? '' });
  }
});

test('every count opens the history with the same escalations', async () => {
  const within = [
    {},
    { queue: year.queueIds[0] ?? '' },
    { agent: 'adele' },
    { queue: year.queueIds[1] ?? '', agent: 'lee' },
  ];
  for (const { queue, agent } of within as { queue?: string; agent?: string }[]) {
    const { ids } = reckon(year, raw, { ...WHOLE, ...(queue && { queue }), ...(agent && { agent }) });
    for (const figure of Measure.options) {
      const scope = {
        tenantId: year.tenantId,
        from: new Date('2025-01-31T23:00:00Z'),
        to: new Date('2026-01-31T23:00:00Z'),
        mark: markOf(figure, { queue: queue ?? null, agent: agent ?? null }),
        visibleTo: null,
        search: null,
        reader: { id: 'megan', manager: true },
      };
      const all = ids.get(figure) ?? [];
      expect([figure, await countHistory(database.db.q, scope)]).toEqual([
        figure,
        { count: all.length, isMore: false },
      ]);
      if (all.length > 200) continue;
      const page = await history(database.db.q, { ...scope, order: 'newest', limit: 200 });
      expect([figure, page.items.map(({ id }) => id).sort()]).toEqual([figure, all]);
    }
  }
});

test.each(['newest', 'oldest'] as const)('page by page, the %s first, also without dates', async (order) => {
  const { ids } = reckon(year, raw, WHOLE);
  for (const figure of ['opened', 'abandoned', 'overflowed', 'waiting'] as const) {
    const times: number[] = [];
    const seen: string[] = [];
    for (let cursor: string | undefined, isMore = true; isMore;) {
      const { items, next } = await history(database.db.q, {
        tenantId: year.tenantId,
        mark: markOf(figure, { queue: null, agent: null }),
        visibleTo: null,
        search: null,
        reader: { id: 'megan', manager: true },
        order,
        limit: 70,
        cursor,
      });
      seen.push(...items.map(({ id }) => id));
      times.push(...items.map(({ openedAt }) => openedAt.getTime()));
      isMore = next !== null;
      cursor = next ?? undefined;
    }
    expect([figure, [...seen].sort()]).toEqual([figure, ids.get(figure) ?? []]);
    expect(times).toEqual([...times].sort((a, b) => (order === 'newest' ? b - a : a - b)));
  }
});

test('all of it can be made again', async () => {
  const before = await read({ ...WHOLE, by: 'queue' });
  await database.db.pool.query('update figure_state set definitions = 0');
  await settle();
  expect(await read({ ...WHOLE, by: 'queue' })).toEqual(before);
});

test('twenty years are no more than what happened in them, and more than a desk is old is refused', async () => {
  const long = await read({ from: '2007-01-01', to: '2026-12-31', zone: ZONE });
  expect(long.total).toEqual((await read(WHOLE)).total);
  await expect(read({ from: '1900-01-01', to: '2026-12-31', zone: ZONE })).rejects.toThrow('25 years at most');
  await expect(read({ from: '2026-02-01', to: '2026-01-01', zone: ZONE })).rejects.toThrow('before the first');
  await expect(read({ ...WHOLE, agent: 'adele', topic: 'Returns' })).rejects.toThrow('one of bot, agent or topic');
});

test('a queue that was removed, and an agent who left, keep their figures and are said to be gone', async () => {
  await database.db.pool.query('update queue set removed_at = now() where id = $1', [year.queueIds[3]]);
  const { rows } = await read({ ...WHOLE, by: 'queue' });
  expect(rows.filter(({ gone }) => gone)).toMatchObject([{ key: year.queueIds[3], name: 'Walk-in' }]);
  const people = (await read({ ...WHOLE, by: 'agent' })).rows;
  expect(people.every(({ gone }) => gone)).toBe(true);
});
