import { useEffect, useRef, type RefObject } from 'react';

/**
 * Whoever read the newest words still does when the window, the composer or a phone's keyboard leaves them less room.
 * @param isNearEnd as the box is now
 */
export function useStaysAtEnd(
  box: RefObject<HTMLElement | null>,
  isNearEnd: (box: HTMLElement) => boolean,
  toEnd: () => void,
): void {
  const latest = useRef({ isNearEnd, toEnd });
  useEffect(() => void (latest.current = { isNearEnd, toEnd }));
  useEffect(() => {
    const element = box.current;
    if (!element || typeof ResizeObserver === 'undefined') return;
    let size = sizeOf(element);
    let wasAtEnd = false;
    const handleScroll = () => {
      // What moves because the room has changed is nobody's wish.
      if (sizeOf(element) === size) wasAtEnd = latest.current.isNearEnd(element);
    };
    const observer = new ResizeObserver(() => {
      const isOther = sizeOf(element) !== size;
      size = sizeOf(element);
      if (!isOther || !wasAtEnd) wasAtEnd = latest.current.isNearEnd(element);
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
