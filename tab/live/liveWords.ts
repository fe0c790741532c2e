/** Figures of the moment in words. Pure. */
import type { LiveQueue } from '../../src/contract/api';
import { durationWords } from '../parts/words';

/** "92 % in time" */
export function serviceWords({ serviceLevel }: Pick<LiveQueue, 'serviceLevel'>): string {
  // A desk that let one of a thousand wait is not at 100 %.
  return serviceLevel === null ? 'none yet' : `${Math.floor(serviceLevel * 100)} %`;
}

export const longestWords = ({ longestWait }: Pick<LiveQueue, 'longestWait'>): string =>
  longestWait === null ? '–' : durationWords(longestWait * 1_000);
