/** Milliseconds to wait before attempt number `attempt` (from 0): doubling, capped, with jitter against stampedes. */
export function backoff(attempt: number, random: number, { base = 1_000, cap = 30_000 } = {}): number {
  const ceiling = Math.min(cap, base * 2 ** Math.min(attempt, 10));
  return Math.round(ceiling / 2 + (ceiling / 2) * random);
}
