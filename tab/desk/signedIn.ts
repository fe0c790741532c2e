/** Whether Teams and the desk still know who is here: the sign-in may end while somebody writes. */
import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let isKnown = true;

export const isSignedIn = (): boolean => isKnown;
export const useSignedIn = (): boolean => useSyncExternalStore(onSignIn, isSignedIn);

export function signedIn(is: boolean): void {
  if (is === isKnown) return;
  isKnown = is;
  for (const listener of [...listeners]) listener();
}

/** Told by each answer: whether the call was taken as somebody's. A desk in trouble says nothing of that. */
export function judgeSignIn(status: number): void {
  if (status === 401) signedIn(false);
  else if (status < 500) signedIn(true);
}

export function onSignIn(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
