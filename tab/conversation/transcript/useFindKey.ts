import { useEffect } from 'react';

/** Ctrl+F, for what the browser's own search cannot see: words that are not on the screen. */
export function useFindKey(find: () => void): void {
  useEffect(() => {
    const handle = (event: KeyboardEvent) => {
      const asks =
        event.key.toLowerCase() === 'f' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
      // Pressed again in its own field, the browser's search comes.
      if (
        !asks ||
        event.defaultPrevented ||
        (event.target as Element).closest?.('[data-testid="find-bar"], [role="dialog"]')
      )
        return;
      event.preventDefault();
      find();
    };
    window.addEventListener('keydown', handle);
    return () => window.removeEventListener('keydown', handle);
  }, [find]);
}
