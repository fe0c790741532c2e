/** When a queue's people are there, in its own time zone; daylight saving and holidays included. Pure. */
import { DateTime } from 'luxon';
import type { Hours } from '../contract/api';

export type { Hours };

/** A queue that is never open within this many days counts as closed for good. */
const DAYS_AHEAD = 400;
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
  return (name ? hours.week[name] : []).map(([open, close]) => {
    const from = timeOn(day, open);
    const to = timeOn(day, close);
    return { from, to: to <= from ? timeOn(day.plus({ days: 1 }), close) : to };
  });
}

/** "24:00" is the next midnight. */
function timeOn(day: DateTime, time: string): DateTime {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const midnight = day.startOf('day');
  return hour === 24 ? midnight.plus({ days: 1 }) : midnight.set({ hour, minute });
}

function local({ timeZone }: Hours, at: Date): DateTime {
  return DateTime.fromJSDate(at, { zone: timeZone });
}
