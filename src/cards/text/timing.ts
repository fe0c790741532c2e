/** Times in words for a card, which cannot tick: what is said stays true after it was said. Pure. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

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

/** "14:02 UTC", with the day when it is not today's. */
export function clock(at: Date, now: Date): string {
  const time = `${two(at.getUTCHours())}:${two(at.getUTCMinutes())} UTC`;
  if (at.toISOString().slice(0, 10) === now.toISOString().slice(0, 10)) return time;
  const year = at.getUTCFullYear() === now.getUTCFullYear() ? '' : ` ${at.getUTCFullYear()}`;
  return `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]}${year}, ${time}`;
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}
