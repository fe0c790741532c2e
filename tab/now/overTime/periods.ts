/** Which days are looked at, in the reader's own time zone. Pure. */
import { zoneHere } from '../../desk/clock';
import { startOfDay } from '../../parts/days';

export interface Days {
  from: string;
  to: string;
}

export const LENGTHS = [7, 30, 90, 365] as const;

/** Days as somebody chose them: the last so many, or with no length certain ones. */
export interface Period extends Days {
  length: number;
}

function lastDays(count: number, now: number): Days {
  const today = new Date(now);
  const first = new Date(today.getFullYear(), today.getMonth(), today.getDate() - count + 1);
  return { from: isoDay(first), to: isoDay(today) };
}

/** What was chosen, as it is today: on a page that stays open the last days move on. */
export const onDay = <Chosen extends Period>(chosen: Chosen, today: number): Chosen =>
  chosen.length > 0 ? { ...chosen, ...lastDays(chosen.length, today) } : chosen;

export const areDays = ({ from, to }: Days): boolean => from !== '' && to !== '' && from <= to;

/** Those on which nothing happened among them, so that time goes by evenly. */
export function everyStep({ from, to }: Days, grain: 'day' | 'month'): string[] {
  const steps: string[] = [];
  const date = new Date(`${grain === 'month' ? `${from.slice(0, 7)}-01` : from}T00:00:00Z`);
  for (; steps.length < MOST_STEPS;) {
    const day = date.toISOString().slice(0, 10);
    if (day > to) break;
    steps.push(day);
    if (grain === 'month') date.setUTCMonth(date.getUTCMonth() + 1);
    else date.setUTCDate(date.getUTCDate() + 1);
  }
  return steps;
}

/** Which days of a period a step of it has. */
export function daysOfStep(step: string, grain: 'day' | 'month', { from, to }: Days): Days {
  if (grain === 'day') return { from: step, to: step };
  const [year = 0, month = 1] = step.split('-').map(Number);
  const last = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
  return { from: step < from ? from : step, to: last > to ? to : last };
}

/** Of a step: it goes on, or the period has only some of its days; null: all of it is there. */
export function wantingIn(step: string, grain: 'day' | 'month', days: Days, today: string): 'soFar' | 'part' | null {
  if (step > today) return null;
  const { from, to } = daysOfStep(step, grain, days);
  // Today is not over.
  if (to >= today) return 'soFar';
  const whole = daysOfStep(step, grain, { from: step, to: '9999-12-31' });
  return from > whole.from || to < whole.to ? 'part' : null;
}

/** What is still to come of days: the end of today, some of them, or all; null: they are over. */
export function toComeOf({ from, to }: Days, today: string): 'today' | 'later' | 'all' | null {
  if (from > today) return 'all';
  if (to > today) return 'later';
  return to === today ? 'today' : null;
}

/** From the first moment of the first day to the end of the last. */
export const momentsOf = ({ from, to }: Days, zone = zoneHere()): Days => ({
  from: startOfDay(from, 0, zone),
  to: startOfDay(to, 1, zone),
});

const MOST_STEPS = 400;

function isoDay(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
