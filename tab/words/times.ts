/** Times and durations in words, all of the tab's. Pure: `now` arrives as an argument. */
import { plural } from './language';

const timeWords = {
  today: 'Today',
  yesterday: 'Yesterday',
  underAMinute: 'under a minute',
  minutes: ({ minutes }: { minutes: number }) => `${minutes} min`,
  hours: ({ hours }: { hours: number }) => `${hours} h`,
  hoursAndMinutes: ({ hours, minutes }: { hours: number; minutes: number }) => `${hours} h ${minutes} min`,
  days: ({ days }: { days: number }) => plural(days, { one: `${days} day`, other: `${days} days` }),
  daysAndHours: ({ days, hours }: { days: number; hours: number }) =>
    plural(days, { one: `${days} day ${hours} h`, other: `${days} days ${hours} h` }),
  /** By itself. */
  yesterdayAt: ({ time }: { time: string }) => `Yesterday ${time}`,
  /** After "since", "until" and the like. */
  yesterdayInSentence: ({ time }: { time: string }) => `yesterday ${time}`,
  /** When something happened, in the middle of a sentence. */
  at: ({ time }: { time: string }) => `at ${time}`,
  atYesterday: ({ time }: { time: string }) => `yesterday at ${time}`,
  on: ({ dateAndTime }: { dateAndTime: string }) => `on ${dateAndTime}`,
};

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "under a minute", "4 min", "1 h 5 min", "2 days 3 h". */
export function durationWords(ms: number): string {
  if (ms < MINUTE) return timeWords.underAMinute;
  if (ms < HOUR) return timeWords.minutes({ minutes: Math.floor(ms / MINUTE) });
  if (ms < DAY) {
    const [hours, minutes] = [Math.floor(ms / HOUR), Math.floor((ms % HOUR) / MINUTE)];
    return minutes ? timeWords.hoursAndMinutes({ hours, minutes }) : timeWords.hours({ hours });
  }
  const [days, hours] = [Math.floor(ms / DAY), Math.floor((ms % DAY) / HOUR)];
  return hours ? timeWords.daysAndHours({ days, hours }) : timeWords.days({ days });
}

/** From one time to another, never less than nothing (clocks differ). */
export const between = (from: string, to: string | number): number =>
  Math.max(0, (typeof to === 'number' ? to : Date.parse(to)) - Date.parse(from));

/** "14:02" in the reader's own way. */
export function clockWords(at: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(new Date(at));
}

/** "Today", "Yesterday", or the date. */
export function dayWords(at: string, now: number, locale: string): string {
  const days = daysAgo(at, now);
  if (days === 0) return timeWords.today;
  if (days === 1) return timeWords.yesterday;
  return new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(isSameYear(at, now) ? {} : { year: 'numeric' }),
  }).format(new Date(at));
}

/** "14:02" today, "Yesterday 14:02", else date and time, with the year where it is another. */
export function momentWords(at: string, now: number, locale: string): string {
  const days = daysAgo(at, now);
  if (days === 0) return clockWords(at, locale);
  if (days === 1) return timeWords.yesterdayAt({ time: clockWords(at, locale) });
  return dateAndTime(at, now, locale);
}

/** After "since", "until", "opens": "14:02", "yesterday 14:02", "9 Nov, 14:02". */
export const momentInSentence = (at: string, now: number, locale: string): string =>
  daysAgo(at, now) === 1
    ? timeWords.yesterdayInSentence({ time: clockWords(at, locale) })
    : momentWords(at, now, locale);

/** When it happened: "at 14:02", "yesterday at 14:02", "on 9 Nov, 14:02". */
export function whenWords(at: string, now: number, locale: string): string {
  const days = daysAgo(at, now);
  if (days === 0) return timeWords.at({ time: clockWords(at, locale) });
  if (days === 1) return timeWords.atYesterday({ time: clockWords(at, locale) });
  return timeWords.on({ dateAndTime: dateAndTime(at, now, locale) });
}

/** "9 Nov 2026" of a day as date fields give it. */
export const dateWords = (day: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(day));

/** "9 Nov" of a day whose year is told elsewhere. */
export const shortDateWords = (day: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(new Date(day));

/** "Nov 2026" of its first day. */
export const monthWords = (day: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { month: 'short', year: 'numeric', timeZone: 'UTC' }).format(new Date(day));

/** "Monday, 9 November 2026": whenever it is read. */
export const fullDateWords = (at: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'full' }).format(new Date(at));

/** Which day a time belongs to, for separators: its noon. */
export const dayOf = (at: string | number): number => noonOf(typeof at === 'number' ? at : Date.parse(at));

const daysAgo = (at: string, now: number): number => Math.round((dayOf(now) - dayOf(at)) / DAY);

/** With the year where it is not the present one. */
const dateAndTime = (at: string, now: number, locale: string): string =>
  new Intl.DateTimeFormat(locale, {
    month: 'short',
    day: 'numeric',
    ...(isSameYear(at, now) ? {} : { year: 'numeric' }),
    hour: 'numeric',
    minute: '2-digit',
  }).format(new Date(at));

const isSameYear = (at: string, now: number): boolean => new Date(at).getFullYear() === new Date(now).getFullYear();

function noonOf(time: number): number {
  const date = new Date(time);
  // A change of summer time never makes two days one.
  return new Date(date.getFullYear(), date.getMonth(), date.getDate(), 12).getTime();
}
