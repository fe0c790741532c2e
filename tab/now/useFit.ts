import { type RefObject, useLayoutEffect, useRef } from 'react';

/** Of the size words have where there is room. */
const SIZES = [1, 0.92, 0.85, 0.78, 0.71, 0.64, 0.57, 0.5];

/** Smaller words (`--fit`), step by step, until all of them are inside the box: nobody scrolls a wall. */
export function useFit(shown: unknown): RefObject<HTMLDivElement | null> {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element || typeof ResizeObserver === 'undefined') return;
    const fit = () => {
      for (const size of SIZES) {
        element.style.setProperty('--fit', String(size));
        if (element.scrollHeight <= element.clientHeight) return;
      }
    };
    fit();
    const watch = new ResizeObserver(fit);
    watch.observe(element);
    return () => watch.disconnect();
  }, [shown]);
  return box;
}
