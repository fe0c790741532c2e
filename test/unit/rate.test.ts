import fc from 'fast-check';
import { type Budget, EMPTY, PER_CONVERSATION, PER_TENANT, landed, reserve } from '../../src/domain/rate';

/** Sends as fast as the reckoning allows, `pauses` apart, and returns when each left. */
function sendAll(count: number, pauses: (n: number) => number): number[] {
  let budget: Budget = EMPTY;
  let now = 1_700_000_000_000;
  const sent: number[] = [];
  while (sent.length < count) {
    const outcome = reserve(PER_CONVERSATION, budget, 1, now);
    budget = outcome.budget;
    if (outcome.freeAt === null) {
      budget = landed(budget, outcome.marks[0] ?? 0, now);
      sent.push(now);
      now += pauses(sent.length);
    } else {
      expect(outcome.freeAt).toBeGreaterThan(now);
      now = outcome.freeAt;
    }
  }
  return sent;
}

function mostWithin(sent: number[], milliseconds: number): number {
  let most = 0;
  let first = 0;
  sent.forEach((at, last) => {
    while ((sent[first] ?? 0) <= at - milliseconds) first += 1;
    most = Math.max(most, last - first + 1);
  });
  return most;
}

test('as fast as possible stays within every window of the table', () => {
  const sent = sendAll(4_000, () => 0);
  for (const { milliseconds, most } of PER_CONVERSATION)
    expect(mostWithin(sent, milliseconds)).toBeLessThanOrEqual(most);
});

test('uses most of what is allowed: sixty in half a minute', () => {
  const sent = sendAll(60, () => 0);
  expect((sent.at(-1) ?? 0) - (sent[0] ?? 0)).toBeLessThan(20_000);
});

test('any rhythm of sends stays within the windows', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 1, maxLength: 50 }), (pauses) => {
      const sent = sendAll(200, (n) => pauses[n % pauses.length] ?? 0);
      for (const { milliseconds, most } of PER_CONVERSATION) {
        expect(mostWithin(sent, milliseconds)).toBeLessThanOrEqual(most);
      }
    }),
    { numRuns: 50 },
  );
});

test('grants what is left when more is wanted', () => {
  const first = reserve(PER_TENANT, EMPTY, 45, 1_000_000);
  expect(first.granted).toBe(45);
  expect(reserve(PER_TENANT, first.budget, 20, 1_000_001).granted).toBe(5);
});

test('what is kept stays small however much was sent', () => {
  let budget: Budget = EMPTY;
  for (let now = 0; now < 7_200_000; now += 500) {
    const outcome = reserve(PER_CONVERSATION, budget, 1, now);
    budget = landed(outcome.budget, outcome.marks[0] ?? 0, now);
  }
  expect(budget.recent.length).toBeLessThanOrEqual(61);
  expect(Object.keys(budget.minutes).length).toBeLessThanOrEqual(63);
});

test('slow sends that all arrive at once still keep every window', () => {
  let budget: Budget = EMPTY;
  let now = 1_700_000_000_000;
  const arrived: number[] = [];
  for (let round = 0; round < 40; round += 1) {
    const outcome = reserve(PER_CONVERSATION, budget, 7, now);
    budget = outcome.budget;
    if (outcome.freeAt !== null) {
      now = outcome.freeAt;
      continue;
    }
    // Every send of the round takes a second and a half longer than it should.
    now += 1_500;
    for (const mark of outcome.marks) {
      arrived.push(now);
      budget = landed(budget, mark, now);
    }
  }
  expect(arrived.length).toBeGreaterThan(40);
  for (const { milliseconds, most } of PER_CONVERSATION)
    expect(mostWithin(arrived, milliseconds)).toBeLessThanOrEqual(most);
});

test('a send nobody reports on is counted for a while, then forgotten', () => {
  const { budget } = reserve(PER_CONVERSATION, EMPTY, 7, 1_000_000);
  expect(reserve(PER_CONVERSATION, budget, 1, 1_010_000)).toMatchObject({ granted: 0, freeAt: 1_011_120 });
  expect(reserve(PER_CONVERSATION, budget, 7, 1_028_000).granted).toBe(7);
});
