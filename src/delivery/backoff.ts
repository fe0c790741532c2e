/** How long an item waits before its next attempt. */

export const BASE_DELAY_MS = 1_000;
/** Longest backoff: of items with a maximum of attempts, and of those without. */
const MOST_DELAY_MS = 60_000;
const MOST_ENDLESS_DELAY_MS = 300_000;

/** Exponential backoff, with a quarter of jitter so that lanes do not retry together; never shorter than Retry-After. */
export function delayOf(afterMs: number | undefined, attempts: number, maxAttempts: number | undefined): number {
  const most = maxAttempts === undefined ? MOST_ENDLESS_DELAY_MS : MOST_DELAY_MS;
  const backoff = Math.min(most, BASE_DELAY_MS * 2 ** Math.min(attempts, 20)) * (0.75 + Math.random() * 0.5);
  return Math.max(afterMs ?? 0, backoff);
}
