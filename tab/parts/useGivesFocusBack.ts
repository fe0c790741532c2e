import { type RefObject, useEffect, useRef, useState } from 'react';

/** One dialog may lead to another: the focus goes back to where the first came from. */
const openers = new WeakMap<Element, Element | null>();
const openerOf = (active: Element | null): Element | null => {
  const dialog = active?.closest('[role=dialog]');
  return (dialog && openers.get(dialog)) ?? active;
};

/** For the surface of a dialog that is opened without a trigger of its own: closed, it gives the focus back. */
export function useGivesFocusBack(): RefObject<HTMLDivElement | null> {
  const [opener] = useState(() => openerOf(document.activeElement));
  const surface = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (surface.current) openers.set(surface.current, opener);
  }, [opener]);
  useEffect(
    () => () => {
      if (opener instanceof HTMLElement && opener !== document.body && opener.isConnected) return opener.focus();
      // The button went with what it did: the page's heading is the next best place.
      [...document.querySelectorAll<HTMLElement>('[data-heading]')].at(-1)?.focus();
    },
    [opener],
  );
  return surface;
}
