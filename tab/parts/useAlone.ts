import { type RefObject, useLayoutEffect, useRef } from 'react';

/** For what covers the whole tab without being a dialog: what lies under it takes no focus and is not read out. */
export function useAlone(): RefObject<HTMLElement | null> {
  const alone = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const covered: Element[] = [];
    for (let at: Element | null = alone.current; at && at !== document.body; at = at.parentElement) {
      for (const beside of at.parentElement?.children ?? []) {
        if (beside !== at && !beside.hasAttribute('inert')) covered.push(beside);
      }
    }
    for (const each of covered) each.setAttribute('inert', '');
    return () => {
      for (const each of covered) each.removeAttribute('inert');
    };
  }, []);
  return alone;
}
