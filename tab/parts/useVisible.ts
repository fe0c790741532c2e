import { useSyncExternalStore } from 'react';

/** Whether the tab is on the screen, and not behind another one. */
export const isVisible = (): boolean => document.visibilityState === 'visible';

export const useVisible = (): boolean => useSyncExternalStore(subscribe, isVisible);

function subscribe(listener: () => void): () => void {
  document.addEventListener('visibilitychange', listener);
  return () => document.removeEventListener('visibilitychange', listener);
}
