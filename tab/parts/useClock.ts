import { useSyncExternalStore } from 'react';

const TICK_MS = 5_000;
const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | null = null;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of listeners) each();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  };
}

/** The time, moving on every few seconds; one clock for the whole page. */
export const useClock = (): number =>
  useSyncExternalStore(subscribe, () => {
    // After a pause (no listener, machine asleep) the time is read again at once.
    if (Date.now() - now > 2 * TICK_MS) now = Date.now();
    return now;
  });
