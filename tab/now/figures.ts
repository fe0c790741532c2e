/** Figures of the moment in words. Pure. */
import type { QueueNow } from '../../src/contract/api';
import { durationWords } from '../words/times';
import { nowWords } from '../words/now';

const DAY_SECONDS = 86_400;

/** "92 %" */
export function serviceWords({
  serviceLevel,
  hasTarget,
  judgedToday,
}: Pick<QueueNow, 'serviceLevel' | 'hasTarget' | 'judgedToday'>): string {
  // Rounded down: one late of a thousand is not 100 %. What was promised before the target went still counts.
  if (serviceLevel !== null) return nowWords.percent({ percent: Math.floor(serviceLevel * 100) });
  if (!hasTarget) return nowWords.noTarget;
  return judgedToday === null ? nowWords.counting : nowWords.noneYet;
}

/** Short, for it stands beside others. From a day on in whole days: the hours of it matter to nobody. */
export function longestWords({ longestWait }: Pick<QueueNow, 'longestWait'>): string {
  if (longestWait === null) return nowWords.nobodyWaits;
  if (longestWait < 60) return nowWords.underAMinute;
  return durationWords((longestWait < DAY_SECONDS ? longestWait : longestWait - (longestWait % DAY_SECONDS)) * 1_000);
}

export interface Trend {
  /** "↑ 2" */
  words: string;
  /** "2 more than five minutes ago" */
  means: string;
}

/** Against five minutes ago; null: nothing is known of then, or it is as it was. */
export function than(now: number, before: number | undefined): Trend | null {
  if (before === undefined || now === before) return null;
  const count = Math.abs(now - before);
  return now > before
    ? { words: nowWords.up({ by: String(count) }), means: nowWords.more({ count }) }
    : { words: nowWords.down({ by: String(count) }), means: nowWords.fewer({ count }) };
}

/** Of a minute or more: what waits gets older by itself. */
export function longestThan({ longestWait, before }: Pick<QueueNow, 'longestWait' | 'before'>): Trend | null {
  if (!before) return null;
  const [now, then] = [longestWait ?? 0, before.longestWait ?? 0];
  const by = durationWords(Math.abs(now - then) * 1_000);
  if (Math.abs(now - then) < 60) return null;
  return now > then
    ? { words: nowWords.up({ by }), means: nowWords.longer({ by }) }
    : { words: nowWords.down({ by }), means: nowWords.shorter({ by }) };
}
