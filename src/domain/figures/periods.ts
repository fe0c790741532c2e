/** Days and months of a time zone, which daylight saving makes longer or shorter. Pure. */
import { DateTime } from 'luxon';

/** Days as people write them: 2026-11-26. */
export interface Days {
  from: string;
  to: string;
}

interface Stretch {
  from: Date;
  to: Date;
}

/** No zone changes its clock within a quarter of an hour, and looking a day up takes its time. */
const SLOT_MS = 900_000;

function bySlot<T>(zone: string, read: (time: DateTime) => T): (at: Date) => T {
  const known = new Map<number, T>();
  return (at) => {
    const slot = Math.floor(at.getTime() / SLOT_MS);
    const found = known.get(slot) ?? read(DateTime.fromMillis(slot * SLOT_MS, { zone }));
    known.set(slot, found);
    return found;
  };
}

export const dayIn = (zone: string): ((at: Date) => string) => bySlot(zone, (time) => time.toISODate() ?? '');

/** Monday's first hour is 0. */
export const hourOfWeek = (zone: string): ((at: Date) => number) =>
  bySlot(zone, ({ weekday, hour }) => (weekday - 1) * 24 + hour);

/** No change of a clock is longer. */
const MOST_CHANGED_MS = 3 * 3_600_000;
const HOUR_MS = 3_600_000;

/**
 * The stretches of time, from and to before, in which it is this hour of the week: an hour of most weeks, two where the
 * clock is put back, and none where it is put forward over it. They may reach beyond both ends.
 */
export function hoursOfWeek(hour: number, zone: string, { from, to }: { from: Date; to: Date }): Stretch[] {
  const stretches: Stretch[] = [];
  const hourAt = hourOfWeek(zone);
  let week = DateTime.fromJSDate(from, { zone }).startOf('week');
  for (; week.toMillis() < to.getTime(); week = week.plus({ weeks: 1 })) {
    const begin = week.plus({ days: Math.floor(hour / 24) }).set({ hour: hour % 24 });
    const at = begin.toMillis();
    const isChanged = begin.minus(MOST_CHANGED_MS).offset !== begin.plus(MOST_CHANGED_MS).offset;
    if (!isChanged) stretches.push({ from: new Date(at), to: new Date(at + HOUR_MS) });
    else {
      for (let slot = at - MOST_CHANGED_MS; slot < at + MOST_CHANGED_MS; slot += SLOT_MS) {
        if (hourAt(new Date(slot)) !== hour) continue;
        const last = stretches.at(-1);
        if (last?.to.getTime() === slot) last.to = new Date(slot + SLOT_MS);
        else stretches.push({ from: new Date(slot), to: new Date(slot + SLOT_MS) });
      }
    }
  }
  return stretches;
}

export function startOf(day: string, zone: string): Date {
  const midnight = DateTime.fromISO(day, { zone }).startOf('day');
  const before = midnight.minus(1);
  // Where the clock is put back over midnight, it is midnight twice: a day begins the first time.
  const again = before.hasSame(midnight, 'day') ? before.offset - midnight.offset : 0;
  return midnight.minus({ minutes: again }).toJSDate();
}

/** Since when it is the day that it is. */
export const midnightBefore = (at: Date, zone: string): Date => startOf(dayIn(zone)(at), zone);

/** The first moment after a day. */
export const endOf = (day: string, zone: string): Date => startOf(dayBehind(day), zone);

export const monthOf = (day: string): string => `${day.slice(0, 7)}-01`;

export const lastOfMonth = (month: string): string => shifted(shifted(month, { months: 1 }), { days: -1 });

export const countDays = ({ from, to }: Days): number => Math.round((utc(to) - utc(from)) / 86_400_000) + 1;

/** As many days before. */
export function before(days: Days): Days {
  const many = countDays(days);
  return { from: shifted(days.from, { days: -many }), to: shifted(days.from, { days: -1 }) };
}

export const dayBehind = (day: string): string => shifted(day, { days: 1 });

export const dayBefore = (day: string): string => shifted(day, { days: -1 });

function shifted(day: string, by: { days?: number; months?: number }): string {
  return DateTime.fromISO(day, { zone: 'utc' }).plus(by).toISODate() ?? day;
}

/** The days, or months, of a period: each from its first day to its last that is in the period. */
export function stepsOf({ from, to }: Days, grain: 'day' | 'month'): (Days & { step: string })[] {
  const steps: (Days & { step: string })[] = [];
  for (let first = from; first <= to;) {
    const end = grain === 'day' ? first : lastOfMonth(monthOf(first));
    const last = end < to ? end : to;
    steps.push({ step: grain === 'day' ? first : monthOf(first), from: first, to: last });
    first = dayBehind(last);
  }
  return steps;
}

const utc = (day: string): number => Date.parse(`${day}T00:00:00Z`);
