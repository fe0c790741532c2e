/**
 * The one way tests wait. A wait ends when what it waits for is there, when it cannot come any more, or when nothing
 * has moved for long; never because a busy machine took its time.
 */
import { availableParallelism, loadavg } from 'node:os';

type Truthy<T> = Exclude<T, false | 0 | '' | null | undefined | void>;

/** What tests wait for takes a second or two on an idle machine. */
const PATIENCE_MS = 120_000;
/** How long nothing may move. Where many want every core, each gets its share, and all takes so much longer. */
export function patience(): number {
  return Math.round(PATIENCE_MS * Math.max(1, (loadavg()[0] ?? 0) / availableParallelism()));
}
/** Of a wait that sees progress, and of a test: only for what would never end. */
export const HARD_LIMIT_MS = 7_200_000;

/** Whoever was not given the time to look has not waited. */
const LEAST_LOOKS = 10;

export interface Waiting {
  /** Ends the sentence "Waited … for". */
  what?: string;
  everyMs?: number;
  /** How far it has come; while that changes, the wait goes on. */
  progress?: () => unknown;
  /** How what is waited for has come to an end, once it has: then there is no more waiting. */
  ended?: () => string | null | undefined;
  /** What to show when the wait was in vain. */
  told?: () => string;
  patienceMs?: number;
  limitMs?: number;
}

/** Asks again and again until the answer is truthy, and gives it; else fails with the last error. */
export async function eventually<T>(ask: () => T | Promise<T>, o: Waiting = {}): Promise<Truthy<T>> {
  const { everyMs = 25, limitMs = HARD_LIMIT_MS } = o;
  const began = Date.now();
  let movedAt = began;
  let looks = 0;
  let reached: string | undefined;
  let cause: unknown;
  for (;;) {
    // Asked first: what ended may have done its work before.
    const end = o.ended?.() ?? null;
    try {
      const answer = await ask();
      if (answer) return answer as Truthy<T>;
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    if (end !== null) throw failure(`it ended: ${end}`);
    const now = Date.now();
    const at = JSON.stringify(await o.progress?.());
    if (at !== reached) [reached, movedAt, looks] = [at, now, 0];
    looks += 1;
    if (now - movedAt >= (o.patienceMs ?? patience()) && looks >= LEAST_LOOKS)
      throw failure(reached ? `no progress beyond ${reached}` : 'it did not come');
    if (now - began >= limitMs) throw failure('it did not end');
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }

  function failure(why: string): Error {
    const told = o.told?.();
    const words = `Waited ${Date.now() - began} ms for ${o.what ?? 'the expected outcome'}: ${why}.`;
    return new Error(told ? `${words}\n${told}` : words, { cause });
  }
}
