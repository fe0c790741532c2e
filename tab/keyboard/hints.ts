/** Which keys do what, told to the controls that do the same. Empty until keys are listened to, which is after the first screen. */
import { useSyncExternalStore } from 'react';
import type { ShortcutName } from './shortcuts';

export interface KeyHint {
  /** For `aria-keyshortcuts`: every way to press it. */
  aria: string;
  /** The shortest way, as it is shown beside words. */
  text: string;
}

export type KeyHints = Partial<Record<ShortcutName, KeyHint>>;

let hints: KeyHints = {};
const listeners = new Set<() => void>();

export function tellHints(next: KeyHints): void {
  hints = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useHint = (name: ShortcutName): KeyHint | undefined => useSyncExternalStore(subscribe, () => hints[name]);
