/** An hour of the week is, of every week, exactly the time in which it is that hour there, however its clock is changed. */
import { hourOfWeek, hoursOfWeek } from '../../src/domain/figures/periods';

const QUARTER_MS = 900_000;
const WEEK_MS = 7 * 86_400_000;

/** Two weeks around each of these the clock is changed, or not. */
const CHANGES: [string, string][] = [
  ['UTC', '2026-11-26T00:00:00Z'],
  ['Europe/Berlin', '2026-03-29T01:00:00Z'],
  ['Europe/Berlin', '2026-10-25T01:00:00Z'],
  ['America/New_York', '2026-03-08T07:00:00Z'],
  ['America/New_York', '2026-11-01T06:00:00Z'],
  // Half an hour.
  ['Australia/Lord_Howe', '2026-04-04T15:00:00Z'],
  ['Australia/Lord_Howe', '2026-10-03T15:30:00Z'],
  // Over midnight, and from Sunday to Saturday.
  ['Atlantic/Azores', '2026-10-25T01:00:00Z'],
  ['America/Havana', '2026-11-01T05:00:00Z'],
  ['Asia/Kathmandu', '2026-11-26T00:00:00Z'],
  ['Pacific/Apia', '2026-11-26T00:00:00Z'],
];

test.each(CHANGES)('%s around %s', (zone, at) => {
  const from = new Date(Date.parse(at) - WEEK_MS);
  const to = new Date(Date.parse(at) + WEEK_MS);
  const hourAt = hourOfWeek(zone);
  const is: number[][] = Array.from({ length: 168 }, () => []);
  for (let slot = from.getTime(); slot < to.getTime(); slot += QUARTER_MS) is[hourAt(new Date(slot))]?.push(slot);
  for (let hour = 0; hour < 168; hour += 1) {
    const found = hoursOfWeek(hour, zone, { from, to }).flatMap((stretch) => {
      const slots: number[] = [];
      for (let slot = stretch.from.getTime(); slot < stretch.to.getTime(); slot += QUARTER_MS) slots.push(slot);
      return slots;
    });
    expect([hour, found.filter((slot) => slot >= from.getTime() && slot < to.getTime())]).toEqual([hour, is[hour]]);
    expect(new Set(found).size).toBe(found.length);
  }
});

test('of many years it is one stretch a week, in order', () => {
  const years = { from: new Date('2015-01-01T00:00:00Z'), to: new Date('2027-01-01T00:00:00Z') };
  const stretches = hoursOfWeek(9, 'Europe/Berlin', years);
  expect(stretches.length).toBeGreaterThan(620);
  expect(stretches.length).toBeLessThan(630);
  expect(stretches.every((one, n) => n === 0 || one.from > (stretches[n - 1]?.from ?? one.from))).toBe(true);
  expect(stretches.every((one) => one.to.getTime() - one.from.getTime() === 3_600_000)).toBe(true);
});
