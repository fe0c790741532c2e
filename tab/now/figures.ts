/** Figures of the moment in words. Pure. */
import type { QueueNow } from '../../src/contract/api';
import { durationWords } from '../words/times';
import { nowWords } from '../words/now';

/** "92 %" */
export function serviceWords({ serviceLevel, hasTarget }: Pick<QueueNow, 'serviceLevel' | 'hasTarget'>): string {
  if (!hasTarget) return nowWords.noTarget;
  // Rounded down: one late of a thousand is not 100 %.
  return serviceLevel === null ? nowWords.noneYet : nowWords.percent({ percent: Math.floor(serviceLevel * 100) });
}

export const longestWords = ({ longestWait }: Pick<QueueNow, 'longestWait'>): string =>
  longestWait === null ? nowWords.nobodyWaits : durationWords(longestWait * 1_000);
