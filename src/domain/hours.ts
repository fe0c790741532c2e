/** When a queue's people are there, in its own time zone; daylight saving and holidays included. Pure. */
import { DateTime } from 'luxon';
import type { Hours } from '../contract/api';

export type { Hours };

/** A queue that is never open within this many days counts as closed for good. */
const DAYS_AHEAD = 400;
const DAY_MS = 86_400_000;
const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

interface Span {
  from: DateTime;
  to: DateTime;
}

/** @param hours null: always open */
export function isOpenAt(hours: Hours | null, at: Date): boolean {
  if (!hours) return true;
  const time = local(hours, at);
  // What began yesterday may last past midnight.
  return [time.minus({ days: 1 }), time].some((day) =>
    spansOf(hours, day).some(({ from, to }) => from <= time && time < to),
  );
}

/** The next moment somebody is there: `at` itself when they are; null when never. */
export function nextOpening(hours: Hours | null, at: Date): Date | null {
  if (isOpenAt(hours, at) || !hours) return at;
  const time = local(hours, at);
  for (const { from } of spansFrom(hours, time)) if (from > time) return from.toJSDate();
  return null;
}

/** The moment by which `ms` of opening time have gone by since `from`; null when that never comes. */
export function afterOpenTime(hours: Hours | null, from: Date, ms: number): Date | null {
  if (!hours) return new Date(from.getTime() + ms);
  let left = ms;
  let passed = local(hours, from);
  for (const span of spansFrom(hours, passed.minus({ days: 1 }))) {
    const begin = span.from > passed ? span.from : passed;
    const open = span.to.toMillis() - begin.toMillis();
    if (open <= 0) continue;
    if (left <= open) return begin.plus({ milliseconds: left }).toJSDate();
    left -= open;
    passed = span.to;
  }
  return null;
}

/** How much opening time lies between two moments, in milliseconds; none when the second is not after the first. */
export function openTimeBetween(hours: Hours | null, from: Date, to: Date): number {
  if (to <= from) return 0;
  if (!hours) return to.getTime() - from.getTime();
  let open = 0;
  // Spans may overlap; what is open twice is open once.
  let counted = from.getTime();
  const begin = local(hours, from).minus({ days: 1 });
  const days = Math.ceil((to.getTime() - begin.toMillis()) / DAY_MS) + 1;
  for (let n = 0; n <= days; n += 1) {
    for (const span of spansOf(hours, begin.plus({ days: n }))) {
      const start = Math.max(span.from.toMillis(), counted);
      const end = Math.min(span.to.toMillis(), to.getTime());
      if (end <= start) continue;
      open += end - start;
      counted = end;
    }
  }
  return open;
}

/** "Monday 30 November, 09:00 (Europe/Berlin)" */
export function openingWords(hours: Hours, at: Date): string {
  return `${local(hours, at).setLocale('en').toFormat('cccc d LLLL, HH:mm')} (${hours.timeZone})`;
}

function* spansFrom(hours: Hours, from: DateTime): Generator<Span> {
  for (let n = 0; n <= DAYS_AHEAD; n += 1) yield* spansOf(hours, from.plus({ days: n }));
}

function spansOf(hours: Hours, day: DateTime): Span[] {
  if (hours.holidays.includes(day.toISODate() ?? '')) return [];
  const name = WEEK[day.weekday - 1];
  return (
    (name ? hours.week[name] : [])
      .map(([open, close]) => ({
        from: timeOn(day, open),
        to: timeOn(close <= open ? day.plus({ days: 1 }) : day, close),
      }))
      // In the night the clock is put on, an hour is left out: what is open within it alone is not open.
      .filter(({ from, to }) => from < to)
      // People may give the afternoon first.
      .sort((a, b) => a.from.toMillis() - b.from.toMillis())
  );
}

/** "24:00" is the next midnight; a day may begin at one, where the clock is put on at midnight. */
function timeOn(day: DateTime, time: string): DateTime {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const midnight = day.startOf('day');
  return hour === 24 ? midnight.plus({ days: 1 }).startOf('day') : midnight.set({ hour, minute });
}

function local({ timeZone }: Hours, at: Date): DateTime {
  return DateTime.fromJSDate(at, { zone: timeZone });
}
