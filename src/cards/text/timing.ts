/** Times in words for a card, which cannot tick: what is said stays true after it was said. Pure. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "a moment", "4 min", "2 h 5 min", "3 days". */
export function lasted(from: Date, to: Date): string {
  const time = Math.max(0, to.getTime() - from.getTime());
  if (time < MINUTE) return 'a moment';
  if (time < HOUR) return `${Math.floor(time / MINUTE)} min`;
  if (time < 2 * DAY) {
    const minutes = Math.floor((time % HOUR) / MINUTE);
    return `${Math.floor(time / HOUR)} h${minutes > 0 ? ` ${minutes} min` : ''}`;
  }
  return `${Math.floor(time / DAY)} days`;
}

/** "under a minute", else as above. */
export const waited = (from: Date, to: Date): string =>
  to.getTime() - from.getTime() < MINUTE ? 'under a minute' : lasted(from, to);

/** Half a day: within it the same time comes once, wherever the reader is. */
const SAME_DAY_MS = 12 * HOUR;

/** A time the reader's own client puts into their clock and language; with the day when it may be another one. */
export function clock(at: Date, now: Date): string {
  const iso = at.toISOString().replace(/\.\d+Z$/, 'Z');
  const isRecent = Math.abs(now.getTime() - at.getTime()) < SAME_DAY_MS;
  return isRecent ? `{{TIME(${iso})}}` : `{{DATE(${iso}, SHORT)}}, {{TIME(${iso})}}`;
}
