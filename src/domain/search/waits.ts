/**
 * How long somebody waited, as blocks that "longer than" any time is looked up by: blocks of blocks, so that few say how
 * long it was, and few cover everything longer than a time. Pure.
 */
import { bucketOf } from '../figures/sketch';

/** So many of one level are one of the next. */
const BRANCHES = 4;
const LEVELS = 6;
/** Of a year and more: longer ones are told apart no further. */
const LAST = bucketOf(366 * 86_400);

/** @param begun seconds, the last of them begun: whoever waited 60.5 began the 61st; whoever waited no time is in no block */
export function blocksOfWait(begun: number): string[] {
  if (begun < 1) return [];
  const bucket = bucketIn(begun - 1);
  return Array.from({ length: LEVELS }, (_, level) => blockOf(level, Math.floor(bucket / BRANCHES ** level)));
}

/** Everybody who waited longer, and hardly anybody else. @param seconds whole ones, of a year at most */
export function blocksBeyond(seconds: number): string[] {
  const blocks: string[] = [];
  for (let bucket = bucketIn(seconds); bucket <= LAST;) {
    let level = 0;
    while (level + 1 < LEVELS && bucket % BRANCHES ** (level + 1) === 0) level += 1;
    blocks.push(blockOf(level, bucket / BRANCHES ** level));
    bucket += BRANCHES ** level;
  }
  return blocks;
}

const bucketIn = (seconds: number): number => Math.min(LAST, bucketOf(seconds));
const blockOf = (level: number, n: number): string => `${level}.${n}`;
