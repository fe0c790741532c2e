/**
 * Milliseconds as this process had them, counted by a timer of its own: on a busy machine it comes late like every other,
 * so what is measured with it does not depend on how busy that is.
 */
export function ownTime(everyMs = 50): { ms(): number; stop(): void } {
  let ticks = 0;
  const timer = setInterval(() => (ticks += 1), everyMs);
  return { ms: () => ticks * everyMs, stop: () => clearInterval(timer) };
}
