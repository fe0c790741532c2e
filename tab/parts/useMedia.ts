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
export const useIsWide = (): boolean => useMedia('(min-width: 900px)');
/** The details fit beside them, too. */
export const useIsVeryWide = (): boolean => useMedia('(min-width: 1240px)');
