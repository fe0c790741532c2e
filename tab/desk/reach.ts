/** Whether the desk can be reached: noticed within 5 s while somebody uses the tab, and looked for until it is back. */
import { useSyncExternalStore } from 'react';

/** Nothing was heard for this long, and somebody is at work: time to ask. */
const QUIET_MS = 2_500;
const ANSWER_MS = 2_000;
const LOOK_MS = 500;
const AGAIN_MS = 2_000;
/** Without a key or a pointer for longer, the stream's own silence is soon enough. */
const AT_WORK_MS = 15_000;

const USED = ['pointerdown', 'pointermove', 'keydown'] as const;

const listeners = new Set<() => void>();
let watching = false;
let reachable = true;
let heardAt = 0;
let usedAt = 0;
let lostAt = 0;
let probedAt = 0;

export const isReachable = (): boolean => reachable;
export const useReachable = (): boolean => useSyncExternalStore(onReach, isReachable);

export function onReach(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Hears since when it was not, and for how long, each time it is back. */
export const onceBack = (listener: (lostAt: number, awayMs: number) => void): (() => void) =>
  onReach(() => reachable && listener(lostAt, performance.now() - lostAt));

/** Resolves as soon as the desk can be reached. */
export function whenReachable(): Promise<void> {
  if (reachable) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = onReach(() => {
      if (!reachable) return;
      stop();
      resolve();
    });
  });
}

/** The desk said something. */
export function heard(): void {
  heardAt = performance.now();
  // What was under way when the browser lost the network may still arrive.
  if (!reachable && navigator.onLine) become(true);
}

/** A request came back without an answer. */
export const missed = (): void => void (watching && probe());

/** Watches until the returned function is called. */
export function watchReach(): () => void {
  watching = true;
  heardAt = usedAt = performance.now();
  const used = () => void (usedAt = performance.now());
  const lost = () => become(false);
  const look = () => {
    const now = performance.now();
    const since = reachable ? Math.max(heardAt, probedAt) : probedAt;
    if (document.visibilityState !== 'visible' || now - since < (reachable ? QUIET_MS : AGAIN_MS)) return;
    if (!reachable || now - usedAt < AT_WORK_MS) void probe();
  };
  const timer = setInterval(look, LOOK_MS);
  window.addEventListener('offline', lost);
  window.addEventListener('online', missed);
  document.addEventListener('visibilitychange', look);
  for (const event of USED) window.addEventListener(event, used, { passive: true });
  if (!navigator.onLine) lost();
  return () => {
    watching = false;
    reachable = true;
    clearInterval(timer);
    window.removeEventListener('offline', lost);
    window.removeEventListener('online', missed);
    document.removeEventListener('visibilitychange', look);
    for (const event of USED) window.removeEventListener(event, used);
  };
}

let probing: Promise<void> | null = null;

/** Asks whether the desk is there; one question at a time. */
export const probe = (): Promise<void> => (probing ??= ask().finally(() => (probing = null)));

async function ask(): Promise<void> {
  probedAt = performance.now();
  try {
    await fetch('/healthz', { cache: 'no-store', signal: AbortSignal.timeout(ANSWER_MS) });
    heard();
  } catch {
    // Something else may have been heard since it was asked.
    if (watching && heardAt <= probedAt) become(false);
  }
}

function become(next: boolean): void {
  if (reachable === next) return;
  reachable = next;
  if (!next) lostAt = performance.now();
  for (const listener of [...listeners]) listener();
}
