import { useCallback, useSyncExternalStore } from 'react';

/** Whether a media query holds. */
function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const list = window.matchMedia(query);
      list.addEventListener('change', listener);
      return () => list.removeEventListener('change', listener);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
}

/** List and conversation fit side by side. */
const WIDE = '(min-width: 900px)';
export const useIsWide = (): boolean => useMedia(WIDE);
export const isWide = (): boolean => window.matchMedia(WIDE).matches;
/** The details fit beside them, too. */
export const useIsVeryWide = (): boolean => useMedia('(min-width: 1240px)');
