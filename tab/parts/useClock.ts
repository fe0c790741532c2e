import { useSyncExternalStore } from 'react';
import { deskNow } from '../desk/clock';
import { dayOf } from '../words/times';

const TICK_MS = 5_000;
const listeners = new Set<() => void>();
let now = deskNow();
let timer: ReturnType<typeof setInterval> | null = null;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = deskNow();
    for (const each of listeners) each();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  };
}

function read(): number {
  // After a pause (no listener, machine asleep), and when the desk's clock proves to be another, the time is read again at once.
  if (Math.abs(deskNow() - now) > 2 * TICK_MS) now = deskNow();
  return now;
}

/** The time, moving on every few seconds; one clock for the whole page. */
export const useClock = (): number => useSyncExternalStore(subscribe, read);

/** A moment of today: another one once the reader's day is over, and the same until then. */
export const useToday = (): number => useSyncExternalStore(subscribe, () => dayOf(read()));
