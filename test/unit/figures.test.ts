/** Definitions of figures, as managers read them, and the mistakes other desks made with each of them. */
import type { Hours } from '../../src/contract/api';
import { type Cell, figuresOf, type KeyedCell, loadOf } from '../../src/domain/figures/cells';
import { DayCount } from '../../src/domain/figures/dayCount';
import { type Facts, factsOf, type Word } from '../../src/domain/figures/facts';
import { withStates } from '../../src/domain/figures/oldEvents';
import { before, countDays, dayBehind, dayIn, endOf, hourOfWeek, startOf } from '../../src/domain/figures/periods';
import { type Sketch, SketchTally, summaryOf } from '../../src/domain/figures/sketch';
import type { Whose } from '../../src/domain/figures/measures';
import { toStored } from '../../src/domain/figures/stored';
import type { StoryEvent } from '../../src/domain/figures/story';
import { countedOf, Tally } from '../../src/domain/figures/tally';
import { openTimeBetween } from '../../src/domain/hours';

const DAY = [['09:00', '17:00']] as [string, string][];
const OFFICE: Hours = {
  timeZone: 'Europe/Berlin',
  week: { mon: DAY, tue: DAY, wed: DAY, thu: DAY, fri: DAY, sat: [], sun: [] },
  holidays: ['2026-12-25'],
};
/** A Wednesday. */
const OPENED = '2026-11-25T10:00:00Z';

type Told = [at: string | number, type: StoryEvent['type'], change?: Partial<StoryEvent>];
type Said = [at: string | number, kind: Word['kind'], by?: string];
type Promised = { hours?: Hours | null; targetSeconds?: number | null };

/** Seconds after the opening, or a moment. */
const when = (at: string | number) =>
  typeof at === 'string' ? new Date(at) : new Date(Date.parse(OPENED) + at * 1_000);

function tell(
  told: Told[],
  options: {
    said?: Said[];
    promised?: Record<string, Promised> | ((queue: string, at: Date) => Promised);
    now?: string;
  } = {},
): Facts {
  let state: Pick<StoryEvent, 'status' | 'queueId' | 'ownerId' | 'ownerName'> = {
    status: 'waiting',
    queueId: 'support',
    ownerId: null,
    ownerName: null,
  };
  const events = told.map(([at, type, change = {}]): StoryEvent => {
    const owner = type === 'claimed' ? { status: 'claimed' as const, ownerId: 'adele' } : {};
    const free = type === 'released' ? { status: 'waiting' as const, ownerId: null } : {};
    const end = type === 'resolved' || type === 'abandoned' ? { status: type } : {};
    state = { ...state, ...owner, ...free, ...end, ...change };
    const actorKind = change.actorKind ?? (type === 'opened' ? 'bot' : type === 'abandoned' ? 'customer' : 'agent');
    return { type, at: when(at), actorKind, offeredTo: change.offeredTo ?? null, ...state };
  });
  const { said = [], promised = {}, now = '2026-11-26T10:00:00Z' } = options;
  const facts = factsOf({
    connection: 'bot',
    topic: null,
    events,
    words: said.map(([at, kind, by = 'adele']) => ({ at: when(at), kind, by: kind === 'agent' ? by : null })),
    survey: null,
    botGrade: null,
    targetsAt: (queue, at) => ({
      hours: null,
      targetSeconds: null,
      ...(typeof promised === 'function' ? promised(queue, at) : promised[queue]),
    }),
    now: new Date(now),
  });
  if (!facts) throw new Error('nothing happened');
  return facts;
}

const figures = (facts: Facts | Facts[], whose: { queue?: string; agent?: string } = {}) =>
  figuresOf(cellOf([facts].flat(), { queue: whose.queue ?? null, agent: whose.agent ?? null }));

function cellOf(all: readonly Facts[], { queue, agent }: Whose, zone = 'UTC'): Cell {
  const tally = new Tally();
  for (const facts of all) tally.add(countedOf(facts, { queue, agent }, hourOfWeek(zone)(facts.openedAt)));
  return tally.cell();
}

const OPEN: Told = [0, 'opened'];
const to = (queueId: string, more: Partial<StoryEvent> = {}): Partial<StoryEvent> => ({
  status: 'waiting',
  ownerId: null,
  queueId,
  ...more,
});

describe('wait: entry into the queue → accepted by a human', () => {
  test('over accepted ones; those still waiting are counted apart', () => {
    const shown = figures([tell([OPEN, [90, 'claimed']]), tell([OPEN])]);
    expect(shown.durations.wait).toEqual({ n: 1, mean: 90, median: 90, p90: 90 });
    expect(shown.counts).toMatchObject({ entered: 2, accepted: 1, waiting: 1 });
  });

  test('each queue has its own part of it', () => {
    const facts = tell([OPEN, [60, 'transferred', to('billing')], [100, 'claimed']]);
    expect(figures(facts, { queue: 'support' }).durations.wait).toBeNull();
    expect(figures(facts, { queue: 'billing' }).durations.wait).toMatchObject({ n: 1, median: 40 });
  });

  test('accept time is offered → accepted, and never mixed with the wait', () => {
    const offered: Told = [30, 'offered', { offeredTo: 'adele', actorKind: 'system' }];
    const { durations } = figures(tell([OPEN, offered, [42, 'claimed']]));
    expect(durations).toMatchObject({ wait: { median: 42 }, accept: { median: 12 } });
    expect(figures(tell([OPEN, [42, 'claimed']])).durations.accept).toBeNull();
    const passed: Told = [40, 'passed', { actorKind: 'system' }];
    expect(figures(tell([OPEN, offered, passed, [60, 'claimed']])).durations.accept).toBeNull();
  });

  test('a clock that goes back makes no negative time, and no time at all is none', () => {
    expect(figures(tell([OPEN, [-5, 'claimed']])).durations.wait).toMatchObject({ n: 1, median: 0 });
    expect(figures(tell([OPEN, [0, 'claimed'], [0, 'resolved']])).durations).toMatchObject({
      wait: { median: 0 },
      handle: { median: 0 },
    });
  });
});

describe('first response: handoff → first message by a human agent to the customer', () => {
  test('what was said before the handoff does not count, nor does a claim without a word', () => {
    const said: Said[] = [
      [-30, 'agent'],
      [-20, 'customer'],
      [200, 'agent'],
    ];
    expect(figures(tell([OPEN, [60, 'claimed']], { said })).durations.first).toMatchObject({ n: 1, mean: 200 });
    expect(figures(tell([OPEN, [60, 'claimed']])).durations.first).toBeNull();
  });

  test('none is not in the average: it is counted as unanswered, once it has ended', () => {
    const silent = tell([OPEN, [60, 'claimed'], [600, 'resolved']]);
    const shown = figures([silent, tell([OPEN, [60, 'claimed'], [300, 'resolved']], { said: [[100, 'agent']] })]);
    expect(shown.counts).toMatchObject({ answered: 1, unanswered: 1 });
    expect(shown.durations.first).toEqual({ n: 1, mean: 100, median: 100, p90: 100 });
    expect(figures(tell([OPEN, [60, 'claimed']])).counts).toMatchObject({ answered: 0, unanswered: 0 });
  });

  test('it is the figure of whoever gave it, not of whoever had it', () => {
    const facts = tell([OPEN, [60, 'claimed']], { said: [[100, 'agent', 'megan']] });
    expect(figures(facts, { agent: 'megan' }).counts.answered).toBe(1);
    expect(figures(facts, { agent: 'adele' }).counts.answered).toBe(0);
  });
});

test('response time: first unanswered customer message → that answer', () => {
  const said: Said[] = [
    [10, 'customer'],
    [50, 'customer'],
    [100, 'agent'],
    [110, 'agent'],
    [200, 'customer'],
    [230, 'agent'],
  ];
  expect(tell([OPEN, [60, 'claimed']], { said }).responses.map(({ s }) => s)).toEqual([90, 30]);
});

test('handle time: per owner, claim → release, transfer or resolve; no more than was there to have', () => {
  const facts = tell([
    OPEN,
    [60, 'claimed'],
    [160, 'transferred', { ownerId: 'diego' }],
    [200, 'released'],
    [500, 'claimed'],
    [530, 'resolved'],
  ]);
  expect(facts.handlings.map(({ agent, handle, how }) => [agent, handle, how])).toEqual([
    ['adele', 100, 'transferred'],
    ['diego', 40, 'released'],
    ['adele', 30, 'resolved'],
  ]);
  expect(figures(facts, { agent: 'adele' }).durations.handle).toMatchObject({ n: 2, mean: 65 });
});

test('on hold: of each owner, all holds together; put off it goes on, and what ends the handling ends it', () => {
  const facts = tell([
    OPEN,
    [60, 'claimed'],
    [100, 'put_on_hold'],
    [130, 'put_on_hold'],
    [160, 'continued'],
    [200, 'put_on_hold'],
    [240, 'transferred', { ownerId: 'diego' }],
    [300, 'released'],
    [500, 'claimed'],
    [510, 'put_on_hold'],
    [530, 'resolved'],
  ]);
  expect(facts.handlings.map(({ agent, handle, onHold }) => [agent, handle, onHold])).toEqual([
    ['adele', 180, 100],
    ['diego', 60, undefined],
    ['adele', 30, 20],
  ]);
  expect(figures(facts, { agent: 'adele' }).durations.onHold).toMatchObject({ n: 2, mean: 60 });
  expect(figures(tell([OPEN, [60, 'claimed'], [90, 'put_on_hold']])).durations.onHold).toBeNull();
});

test('resolution: opened → resolved; an abandoned one has none, and one that waits again goes on', () => {
  const facts = tell([OPEN, [60, 'claimed'], [90, 'released'], [100, 'claimed'], [400, 'resolved']]);
  expect(figures(facts).durations.resolution).toMatchObject({ n: 1, mean: 400 });
  expect(figures(tell([OPEN, [60, 'claimed'], [90, 'abandoned']])).durations.resolution).toBeNull();
});

describe('service level: kept ÷ (kept + missed), with what was abandoned, without short abandons', () => {
  const promised = { support: { targetSeconds: 120 }, billing: { targetSeconds: 600 } };
  const story = (...told: Told[]) => tell([OPEN, ...told], { promised });

  test('both variants by name', () => {
    const shown = figures([
      story([60, 'claimed']),
      story([121, 'claimed']),
      story([60, 'abandoned']),
      story([5, 'abandoned']),
    ]);
    expect(shown.counts).toMatchObject({ kept: 1, missed: 2, judged: 3, abandoned: 1, shortAbandoned: 1 });
    expect(shown.serviceLevel).toBe(1 / 3);
    expect(shown.serviceLevelOfAccepted).toBe(1 / 2);
  });

  test('no target is no target, and never met', () => {
    const shown = figures(tell([OPEN, [9, 'claimed']]));
    expect(shown).toMatchObject({ serviceLevel: null, serviceLevelOfAccepted: null, counts: { noTarget: 1, kept: 0 } });
  });

  test('a promise counts for the queue where it was made: a miss that moves away stays', () => {
    const facts = story([300, 'transferred', to('billing', { actorKind: 'system' })], [330, 'claimed']);
    expect(figures(facts, { queue: 'support' }).serviceLevel).toBe(0);
    expect(figures(facts, { queue: 'billing' }).serviceLevel).toBe(1);
    // Of the whole desk it was one escalation, and late.
    expect(figures(facts).counts).toMatchObject({ judged: 1, missed: 1, kept: 0 });
  });

  test('who waits past the target counts before anybody comes, and who has not yet does not', () => {
    const waits = { promised, now: '2026-11-25T10:01:00Z' };
    expect(figures(tell([OPEN], waits)).serviceLevel).toBeNull();
    expect(figures(tell([OPEN], { ...waits, now: '2026-11-25T10:03:00Z' })).serviceLevel).toBe(0);
  });

  test('a later target overrules no earlier one', () => {
    const changed = Date.parse(OPENED) + 60_000;
    const targets = (_: string, at: Date) => ({ targetSeconds: at.getTime() < changed ? 30 : 3_600 });
    expect(figures(tell([OPEN, [300, 'claimed']], { promised: targets })).serviceLevel).toBe(0);
  });
});

test('abandon rate: left before acceptance ÷ entered, without ends by the desk, overflow and short abandons', () => {
  const shown = figures([
    tell([OPEN, [60, 'claimed'], [90, 'abandoned']]),
    tell([OPEN, [60, 'abandoned']]),
    tell([OPEN, [60, 'abandoned', { actorKind: 'bot' }]]),
    tell([OPEN, [9, 'abandoned']]),
    tell([OPEN, [60, 'abandoned', { actorKind: 'system' }]]),
    tell([OPEN, [60, 'transferred', to('billing', { actorKind: 'system' })]]),
  ]);
  expect(shown.counts).toMatchObject({ entered: 6, abandoned: 2, shortAbandoned: 1, endedUnclaimed: 1, overflowed: 1 });
  expect(shown.abandonRate).toBe(2 / 3);
});

test('transfers: out of one queue and into another, by people; what the desk moved is overflow', () => {
  const facts = tell([
    OPEN,
    [60, 'claimed'],
    [90, 'transferred', to('billing')],
    [99, 'transferred', to('vip', { actorKind: 'system' })],
  ]);
  expect(figures(facts, { queue: 'support' }).counts).toMatchObject({ movedOut: 1, movedIn: 0 });
  expect(figures(facts, { queue: 'billing' }).counts).toMatchObject({ movedIn: 1, movedOut: 0, overflowed: 1 });
  expect(figures(facts, { queue: 'vip' }).counts).toMatchObject({ movedIn: 0, entered: 1 });
});

describe('business hours: the clock runs only inside the queue’s hours', () => {
  const promised = { support: { hours: OFFICE, targetSeconds: 600 }, billing: { hours: null, targetSeconds: 600 } };
  const at = (opened: string, claimed: string, more = promised) =>
    tell(
      [
        [opened, 'opened'],
        [claimed, 'claimed'],
      ],
      { promised: more, said: [[claimed, 'agent']] },
    );

  test('a request out of hours that is answered out of hours took no time', () => {
    const shown = figures(at('2026-11-28T10:00:00Z', '2026-11-28T12:00:00Z'));
    expect(shown.durations).toMatchObject({
      wait: { median: expect.closeTo(7_200, -2) },
      waitOpen: { median: 0 },
      firstOpen: { median: 0 },
    });
    expect(shown.serviceLevel).toBe(1);
  });

  test('one of a day off starts when the queue opens, and not at midnight', () => {
    // Sunday, claimed on Monday at 9:05 in Berlin.
    expect(figures(at('2026-11-29T12:00:00Z', '2026-11-30T08:05:00Z')).durations.waitOpen?.median).toBeCloseTo(300, -1);
    // Christmas is a Friday; until Monday.
    expect(figures(at('2026-12-25T10:00:00Z', '2026-12-28T08:01:00Z')).durations.waitOpen?.median).toBe(60);
  });

  test('every weekday counts: Friday’s last minute and Monday’s first', () => {
    expect(figures(at('2026-11-27T15:59:00Z', '2026-11-30T08:01:00Z')).durations.waitOpen?.median).toBe(120);
  });

  test.each([
    ['forward', '2026-03-29T00:30:00Z', '2026-03-29T01:30:00Z', 3_600],
    ['back', '2026-10-25T00:30:00Z', '2026-10-25T02:30:00Z', 7_200],
  ])('a night in which the clocks go %s is as long as it is', (_, from, until, seconds) => {
    const night = [['00:00', '06:00']] as [string, string][];
    const hours = { ...OFFICE, week: { ...OFFICE.week, sun: night } };
    expect(openTimeBetween(hours, new Date(from), new Date(until)) / 1_000).toBe(seconds);
    expect(openTimeBetween(null, new Date(from), new Date(until)) / 1_000).toBe(seconds);
  });

  test('hours edited afterwards do not change the past', () => {
    const changed = Date.parse('2026-11-26T00:00:00Z');
    const closed = { ...OFFICE, week: { ...OFFICE.week, wed: [] } };
    const targets = (_: string, moment: Date) => ({
      hours: moment.getTime() < changed ? OFFICE : closed,
      targetSeconds: 600,
    });
    const shown = figures(tell([OPEN, [900, 'claimed']], { promised: targets }));
    expect(shown).toMatchObject({ serviceLevel: 0, durations: { waitOpen: { median: expect.closeTo(900, -2) } } });
  });

  test('queues with different hours: each wait by the hours of its own', () => {
    const facts = tell(
      [
        ['2026-11-28T10:00:00Z', 'opened'],
        ['2026-11-28T11:00:00Z', 'transferred', to('billing')],
        ['2026-11-28T11:05:00Z', 'claimed'],
      ],
      { promised },
    );
    expect(figures(facts, { queue: 'support' }).counts).toMatchObject({ missed: 0 });
    expect(figures(facts, { queue: 'billing' })).toMatchObject({ serviceLevel: 1, durations: { waitOpen: { n: 1 } } });
  });

  test('regional holidays are those of the queue, and no others', () => {
    // Epiphany: a holiday in some places.
    expect(figures(at('2027-01-06T10:00:00Z', '2027-01-06T10:02:00Z')).durations.waitOpen?.median).toBe(120);
  });
});

test('load: opened by hour of the week, in the reader’s time zone', () => {
  const facts = [tell([OPEN]), tell([['2026-11-25T23:30:00Z', 'opened']])];
  const load = (zone: string) => cellOf(facts, { queue: null, agent: null }, zone).load;
  expect(load('UTC')).toEqual([2 * 24 + 10, 1, 2 * 24 + 23, 1]);
  expect(load('Europe/Berlin')).toEqual([2 * 24 + 11, 1, 3 * 24, 1]);
});

test('medians and nine of ten, added up from parts to within one per cent', () => {
  const values = Array.from({ length: 999 }, (_, n) => n * n);
  const sketchOf = (of: readonly number[]): Sketch => {
    const tally = new SketchTally();
    for (const value of of) tally.add(value);
    return tally.sketch();
  };
  const added = new SketchTally();
  for (const part of [sketchOf(values.slice(0, 400)), sketchOf(values.slice(400)), []]) added.addSketch(part);
  const whole = summaryOf(added.sketch());
  expect(whole?.n).toBe(999);
  expect(Math.abs((whole?.median ?? 0) / (499 * 499) - 1)).toBeLessThan(0.01);
  expect(Math.abs((whole?.p90 ?? 0) / (899 * 899) - 1)).toBeLessThan(0.01);
  expect(summaryOf(sketchOf([7, 7, 9]))).toEqual({ n: 3, mean: 8, median: 7, p90: 9 });
  expect(summaryOf([])).toBeNull();
  // What is alone, or like all others, is told to the second.
  expect(summaryOf(sketchOf([7_213]))).toEqual({ n: 1, mean: 7_213, median: 7_213, p90: 7_213 });
  expect(summaryOf(sketchOf([600, 600]))).toEqual({ n: 2, mean: 600, median: 600, p90: 600 });
});

describe('the count of a day on which something still happens', () => {
  const claimed = (after: number, by: string): Told => [after, 'claimed', { ownerId: by }];
  const stories = [
    tell([OPEN]),
    tell([OPEN, claimed(30, 'adele')], { promised: { support: { targetSeconds: 60 } } }),
    tell([OPEN, claimed(4_000, 'lee'), [9_000, 'resolved']], { said: [[4_100, 'agent', 'lee']] }),
    tell([OPEN, [60, 'transferred', to('billing')], claimed(100, 'megan'), [200, 'resolved']]),
    tell([
      ['2026-11-25T23:30:00Z', 'opened'],
      [50_000, 'abandoned'],
    ]),
    { ...tell([OPEN]), topic: 'Returns', connection: 'other bot' },
  ];
  const put = (day: DayCount, id: string, facts: Facts) => day.set(id, facts.openedAt, JSON.stringify(toStored(facts)));
  const sorted = (cells: readonly KeyedCell[]) =>
    new Map(cells.map(({ key, cell }) => [JSON.stringify(key), { ...figuresOf(cell), load: loadOf(cell) }] as const));

  test('is the same whatever an escalation was before, and in whichever order it changed', () => {
    const changed = new DayCount(hourOfWeek('Asia/Kolkata'));
    for (let turn = 0; turn < stories.length; turn += 1)
      stories.forEach((_, n) => put(changed, `${n}`, stories[(n + turn) % stories.length] ?? tell([OPEN])));
    const anew = new DayCount(hourOfWeek('Asia/Kolkata'));
    stories.forEach((_, n) => put(anew, `${n}`, stories[(n + stories.length - 1) % stories.length] ?? tell([OPEN])));
    expect(changed.size).toBe(stories.length);
    expect(sorted(changed.cells())).toEqual(sorted(anew.cells()));
    expect(changed.cells()).toHaveLength(anew.cells().length);
  });

  test('keeps the hundred most frequent topics, as they are now', () => {
    const day = new DayCount(hourOfWeek('UTC'));
    for (let n = 0; n < 150; n += 1) put(day, `${n}`, { ...tell([OPEN]), topic: `topic ${1_000 + n}` });
    put(day, 'once more', { ...tell([OPEN]), topic: 'topic 1149' });
    const topics = () => day.cells(({ queue, topic }) => queue === null && topic !== null).map(({ key }) => key.topic);
    expect(topics()).toHaveLength(100);
    expect(topics()).toContain('topic 1149');
    put(day, 'once more', { ...tell([OPEN]), topic: 'topic 1148' });
    expect(topics()).toContain('topic 1148');
    expect(topics()).not.toContain('topic 1149');
  });
});

test('days are the reader’s: 23, 24 and 25 hours of them', () => {
  const hours = (day: string) =>
    (endOf(day, 'Europe/Berlin').getTime() - startOf(day, 'Europe/Berlin').getTime()) / 3_600_000;
  expect(['2026-03-29', '2026-11-25', '2026-10-25'].map(hours)).toEqual([23, 24, 25]);
  expect(dayIn('Asia/Kolkata')(new Date('2026-11-25T18:31:00Z'))).toBe('2026-11-26');
  expect(before({ from: '2026-03-01', to: '2026-03-31' })).toEqual({ from: '2026-01-29', to: '2026-02-28' });
  expect(countDays({ from: '2024-02-01', to: '2024-02-29' })).toBe(29);
});

describe('each day begins where the one before ends, and has what is of it', () => {
  // Clocks are put on or back over midnight, by half an hour, by two hours; and once a day is left out.
  test.each([
    ['Atlantic/Azores', '2026-03-28', '2026-10-25'],
    ['America/Havana', '2026-03-07', '2026-11-01'],
    ['America/Scoresbysund', '2023-03-26', '2023-10-29'],
    ['America/Santiago', '2026-04-04', '2026-09-06'],
    ['Africa/Cairo', '2026-04-23', '2026-10-30'],
    ['Australia/Lord_Howe', '2026-04-05', '2026-10-04'],
    ['Antarctica/Troll', '2026-03-29', '2026-10-25'],
    ['Pacific/Apia', '2011-12-28', '2011-12-29'],
    ['America/New_York', '2026-03-08', '2026-11-01'],
    ['Asia/Kolkata', '2028-02-28', '2028-12-31'],
  ])('%s', (zone, ...changes) => {
    const dayOf = dayIn(zone);
    for (let day of changes) {
      for (let n = 0; n < 3; n += 1, day = dayBehind(day)) {
        const [begins, ends] = [startOf(day, zone), endOf(day, zone)];
        expect(ends).toEqual(startOf(dayBehind(day), zone));
        if (begins.getTime() === ends.getTime()) continue;
        expect([-1, 0].map((ms) => dayOf(new Date(begins.getTime() + ms)) === day)).toEqual([false, true]);
        expect([-1, 0].map((ms) => dayOf(new Date(ends.getTime() + ms)) === day)).toEqual([true, false]);
      }
    }
  });
});

test('events from before they said what held are told by their sentences', () => {
  const old = (type: StoryEvent['type'], summary: string, actorId: string | null = 'adele') => ({
    type,
    summary,
    at: when(60),
    actorKind: 'agent' as const,
    actorId,
    actorName: 'Adele',
    status: null,
    queueId: null,
    ownerId: null,
    ownerName: null,
    offeredTo: null,
  });
  const states = withStates(
    [
      old('opened', 'Handed over'),
      old('claimed', 'Adele claimed'),
      old('transferred', 'Adele transferred to Diego'),
      old('transferred', 'Diego transferred to Billing'),
      old('claimed', 'Somebody claimed', null),
      old('resolved', 'Lee resolved'),
    ],
    {
      openedAt: when(0),
      queueId: 'support',
      ownerId: 'lee',
      ownerName: 'Lee',
      queueNamed: (name) => (name === 'Billing' ? 'billing' : null),
      agentNamed: (name) => (name === 'Diego' ? 'diego' : null),
    },
  );
  expect(states.map(({ status, queueId, ownerId }) => [status, queueId, ownerId])).toEqual([
    ['waiting', 'support', null],
    ['claimed', 'support', 'adele'],
    ['claimed', 'support', 'diego'],
    ['waiting', 'billing', null],
    ['claimed', 'billing', 'lee'],
    ['resolved', 'billing', 'lee'],
  ]);
  expect(states[0]?.at).toEqual(when(0));
});
