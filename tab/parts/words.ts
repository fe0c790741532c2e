/** Times and states in words. Pure: `now` arrives as an argument. */
import type { Escalation } from '../../src/contract/api';
import type { ApiError } from '../desk/apiError';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "under a minute", "4 min", "1 h 5 min", "2 days 3 h". */
export function durationWords(ms: number): string {
  if (ms < MINUTE) return 'under a minute';
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min`;
  if (ms < DAY) return joined(`${Math.floor(ms / HOUR)} h`, Math.floor((ms % HOUR) / MINUTE), 'min');
  const days = Math.floor(ms / DAY);
  return joined(days === 1 ? '1 day' : `${days} days`, Math.floor((ms % DAY) / HOUR), 'h');
}

const joined = (first: string, second: number, unit: string) => (second ? `${first} ${second} ${unit}` : first);

/** "Waiting 4 min" */
export function waitingWords(openedAt: string, now: number): string {
  const waited = between(openedAt, now);
  return waited < MINUTE ? 'Just arrived' : `Waiting ${durationWords(waited)}`;
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
  const days = Math.round((startOfDay(now) - startOfDay(Date.parse(at))) / DAY);
  if (days === 0) return 'Today';
  if (days === 1) return 'Yesterday';
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(sameYear ? {} : { year: 'numeric' }),
  }).format(new Date(at));
}

/** "14:02" today, "Yesterday 14:02", else date and time. */
export function momentWords(at: string, now: number, locale: string): string {
  const day = dayWords(at, now, locale);
  if (day === 'Today') return clockWords(at, locale);
  if (day === 'Yesterday') return `Yesterday ${clockWords(at, locale)}`;
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at));
}

/** The same in the middle of a sentence. */
export const momentInSentence = (at: string, now: number, locale: string): string =>
  momentWords(at, now, locale).replace(/^Y/, 'y');

/** Which day a time belongs to, for separators. */
export const dayOf = (at: string): number => startOfDay(Date.parse(at));

function startOfDay(time: number): number {
  const date = new Date(time);
  // Noon of the day, so that a change of summer time never makes two days one.
  return new Date(date.getFullYear(), date.getMonth(), date.getDate(), 12).getTime();
}

/** What an escalation's priority is called. */
export const PRIORITIES = ['Normal', 'High', 'Urgent'] as const;

export const priorityWords = (priority: number): string => PRIORITIES[priority] ?? `Priority ${priority}`;

/** The same in the middle of a list; nothing to say of what is normal. */
export const urgencyWords = (priority: number): string | null =>
  priority === 1 ? 'high priority' : priority > 1 ? priorityWords(priority).toLowerCase() : null;

/** How long past its service target somebody waits; null while all is well. */
export const alarmWords = (alarm: Escalation['alarm']): string | null =>
  ({
    none: null,
    onCall: 'Waiting too long',
    secondQueue: 'Waiting too long, moved on',
    managers: 'Waiting far too long',
  })[alarm];

export type Tone = 'waiting' | 'mine' | 'other' | 'ended';

/** How an escalation stands, for the person looking at it. */
export function statusWords(
  escalation: Pick<Escalation, 'status' | 'assignee' | 'openedAt' | 'claimedAt' | 'endedAt'>,
  meId: string,
  now: number,
  locale: string,
): { tone: Tone; words: string } {
  const { status, assignee, openedAt, claimedAt, endedAt } = escalation;
  const since = claimedAt ? ` since ${momentInSentence(claimedAt, now, locale)}` : '';
  switch (status) {
    case 'waiting':
      return { tone: 'waiting', words: waitingWords(openedAt, now) };
    case 'claimed':
      if (assignee?.id === meId) return { tone: 'mine', words: `With you${since}` };
      return { tone: 'other', words: `With ${assignee?.name ?? 'an agent'}${since}` };
    case 'resolved':
      return { tone: 'ended', words: `Resolved${endedAt ? ` ${momentInSentence(endedAt, now, locale)}` : ''}` };
    case 'abandoned':
      return { tone: 'ended', words: `Abandoned${endedAt ? ` ${momentInSentence(endedAt, now, locale)}` : ''}` };
  }
}

/** What to tell somebody whose verb was refused: who has it and since when. */
export function refusalWords(error: ApiError, customer: string, now: number, locale: string): string {
  if (error.code !== 'already_claimed' || !error.claimedBy) return error.message;
  const when = error.claimedAt ? ` at ${momentInSentence(error.claimedAt, now, locale)}` : '';
  return `${error.claimedBy.name} claimed ${customer}${when}. They are in good hands.`;
}
