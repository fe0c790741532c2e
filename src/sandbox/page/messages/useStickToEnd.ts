import { useEffect, useRef } from 'react';

/** Keeps a list at its end as it grows, unless the person has scrolled up to read. */
export function useStickToEnd<T extends HTMLElement>(place: string) {
  const list = useRef<T>(null);

  useEffect(() => {
    const element = list.current;
    const content = element?.firstElementChild;
    if (!element || !content) return;
    let atEnd = true;
    let top = 0;
    const noteScroll = () => {
      // Only going up leaves the end: when several messages come at once, our own scrolling is late, not leaving.
      if (element.scrollHeight - element.scrollTop - element.clientHeight < 60) atEnd = true;
      else if (element.scrollTop < top) atEnd = false;
      top = element.scrollTop;
    };
    const follow = () => {
      if (atEnd) element.scrollTop = element.scrollHeight;
    };
    // Cards and pictures grow after they are placed, so size is watched rather than the number of messages.
    const observer = new ResizeObserver(follow);
    observer.observe(content);
    observer.observe(element);
    element.addEventListener('scroll', noteScroll, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', noteScroll);
    };
  }, [place]);

  return list;
}
