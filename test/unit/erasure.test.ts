/** What of a chat may go by now, from when on, and what a reason may say. */
import { beginsAt, dueWords, type KeptRequest, keptSince, nameIn } from '../../src/domain/erasure';

const NOW = new Date('2026-11-27T12:00:00Z');
const DAY = 86_400_000;
const ago = (days: number) => new Date(NOW.getTime() - days * DAY);
const BEFORE = keptSince(30, NOW);

const request = (change: Partial<KeptRequest> = {}): KeptRequest => ({
  id: 'a',
  endedAt: ago(40),
  fromSeq: 1,
  toSeq: 10,
  survey: null,
  ...change,
});
const due = (requests: KeptRequest[], change: Partial<Parameters<typeof dueWords>[0]> = {}) =>
  dueWords({ lastSeq: 10, activeAt: ago(40), isStaff: false, firstLaterSeq: null, requests, ...change }, BEFORE, NOW);

test.each<[string, ReturnType<typeof due>, ReturnType<typeof due>]>([
  ['a chat with nothing in it', due([], { lastSeq: 0 }), { upTo: 0, requestIds: [], isWhole: true }],
  ['words with the bot alone', due([]), { upTo: 10, requestIds: [], isWhole: true }],
  ['a request that ended long ago', due([request()]), { upTo: 10, requestIds: ['a'], isWhole: true }],
  [
    'whose customer was heard of since',
    due([request()], { activeAt: ago(1) }),
    { upTo: 10, requestIds: ['a'], isWhole: false },
  ],
  ['one of the desk’s own people', due([], { isStaff: true }), { upTo: 10, requestIds: [], isWhole: false }],
  [
    'with later words',
    due([request()], { lastSeq: 14, firstLaterSeq: 12, activeAt: ago(1) }),
    { upTo: 11, requestIds: ['a'], isWhole: false },
  ],
  ['an open one', due([request({ endedAt: null, toSeq: null })]), { upTo: 0, requestIds: [], isWhole: false }],
  [
    'one that ended a moment too late',
    due([request({ endedAt: BEFORE })]),
    { upTo: 0, requestIds: [], isWhole: false },
  ],
  [
    'an open one behind a due one',
    due([request(), request({ id: 'b', endedAt: null, fromSeq: 15, toSeq: null })], { lastSeq: 20 }),
    { upTo: 14, requestIds: ['a'], isWhole: false },
  ],
  [
    'an open one that reaches into a due one',
    due([request(), request({ id: 'b', endedAt: null, fromSeq: 8, toSeq: null })], { lastSeq: 20 }),
    { upTo: 0, requestIds: [], isWhole: false },
  ],
  [
    'a survey that may be answered',
    due([request({ survey: { askedAt: ago(29), answeredAt: null } })]),
    { upTo: 0, requestIds: [], isWhole: false },
  ],
  [
    'an answer that may be changed',
    due([request({ survey: { askedAt: ago(40), answeredAt: ago(0.5) } })]),
    { upTo: 0, requestIds: [], isWhole: false },
  ],
  [
    'a survey whose time is over',
    due([request({ survey: { askedAt: ago(31), answeredAt: null } })]),
    { upTo: 10, requestIds: ['a'], isWhole: true },
  ],
  [
    'a word of it that was said later, by another clock',
    due([request()], { firstLaterSeq: 9 }),
    { upTo: 0, requestIds: [], isWhole: false },
  ],
])('%s', (_, found, expected) => expect(found).toEqual(expected));

test('a shorter time begins a day later, a longer one holds at once', () => {
  const tomorrow = new Date(NOW.getTime() + DAY);
  const begun = { days: 30, beginsAt: ago(100) };
  expect(beginsAt(null, { days: 30 }, NOW)).toEqual(tomorrow);
  expect(beginsAt({ days: null, beginsAt: ago(1) }, { days: 30 }, NOW)).toEqual(tomorrow);
  expect(beginsAt(begun, { days: 29 }, NOW)).toEqual(tomorrow);
  expect(beginsAt(begun, { days: 31 }, NOW)).toEqual(ago(100));
  expect(beginsAt(begun, { days: null }, NOW)).toEqual(ago(100));
});

test('a reason names the customer in whatever way it is written', () => {
  const names = ['Robin Ortiz', 'Łukasz', 'X'];
  expect(nameIn('Letter of ROBIN  ortiz, 3 Nov', names)).toBe('Robin Ortiz');
  expect(nameIn('łukasz asked', names)).toBe('Łukasz');
  expect(nameIn('Ｒobin Ortiz', names)).toBe('Robin Ortiz');
  expect(nameIn('X asked on the telephone', names)).toBeNull();
  expect(nameIn('Case 17', names)).toBeNull();
});
