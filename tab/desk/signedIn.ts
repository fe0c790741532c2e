/** Whether Teams and the desk still know who is here: the sign-in may end while somebody writes. */
import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let isSignedIn = true;

export const useSignedIn = (): boolean => useSyncExternalStore(onChange, () => isSignedIn);

/** Told by each call: whether it was taken as somebody's. */
export function signedIn(is: boolean): void {
  if (is === isSignedIn) return;
  isSignedIn = is;
  for (const listener of [...listeners]) listener();
}

function onChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
