import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';

/**
 * Whoever read the newest words still does when the window, the composer or a phone's keyboard leaves them less room,
 * and when lines come in between.
 * @param between what may come later than the words it stands among
 * @param isNearEnd as the box is now
 */
export function useStaysAtEnd(
  box: RefObject<HTMLElement | null>,
  between: unknown,
  isNearEnd: (box: HTMLElement) => boolean,
  toEnd: () => void,
): void {
  const latest = useRef({ isNearEnd, toEnd });
  const wasAtEnd = useRef(false);
  useEffect(() => void (latest.current = { isNearEnd, toEnd }));
  useLayoutEffect(() => {
    if (wasAtEnd.current) latest.current.toEnd();
  }, [between]);
  useEffect(() => {
    const element = box.current;
    if (!element || typeof ResizeObserver === 'undefined') return;
    let size = sizeOf(element);
    const look = () => (wasAtEnd.current = latest.current.isNearEnd(element));
    const handleScroll = () => {
      // What moves because the room has changed is nobody's wish.
      if (sizeOf(element) === size) look();
    };
    const observer = new ResizeObserver(() => {
      const isOther = sizeOf(element) !== size;
      size = sizeOf(element);
      if (!isOther || !wasAtEnd.current) look();
      else latest.current.toEnd();
    });
    observer.observe(element);
    element.addEventListener('scroll', handleScroll, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', handleScroll);
    };
  }, [box]);
}

const sizeOf = ({ clientWidth, clientHeight }: HTMLElement): string => `${clientWidth}x${clientHeight}`;
