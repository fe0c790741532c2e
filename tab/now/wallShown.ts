/** Which queues a big screen shows, and whether what it shows still holds. Pure. */
import type { QueueNow } from '../../src/contract/api';

/** Before the ids of queues in a link, where an escalation's id would stand. */
const WALL = 'wall:';

/** What can be read from five metres. */
export const MOST_SHOWN = 12;
/** Figures are asked for four times as often. */
const STALE_MS = 60_000;

/** @returns null: the link is about something else; none named: all of them */
export const queuesOfLink = (linked: string | null): string[] | null =>
  linked?.startsWith(WALL) ? linked.slice(WALL.length).split(',').filter(Boolean) : null;

/** Those chosen that still are; where somebody waits longest first, as one looks at it from afar. */
export function shownOf(queues: readonly QueueNow[], chosen: readonly string[]): { shown: QueueNow[]; more: number } {
  const wanted = queues.filter(({ queue }) => chosen.length === 0 || chosen.includes(queue.id));
  const byNeed = (a: QueueNow, b: QueueNow) => b.late - a.late || (b.longestWait ?? -1) - (a.longestWait ?? -1);
  // A tile stays in its place while all of them fit.
  const shown = wanted.length > MOST_SHOWN ? [...wanted].sort(byNeed).slice(0, MOST_SHOWN) : wanted;
  return { shown, more: wanted.length - shown.length };
}

/** How old what is shown is, in milliseconds, once that is too old; null: it holds. */
export function ageOf(at: string, now: number): number | null {
  const age = now - Date.parse(at);
  return age > STALE_MS ? age : null;
}
