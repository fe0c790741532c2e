import { useEffect, useRef } from 'react';

/** Keeps a list at its end as it grows, unless the person has scrolled up to read. */
export function useStickToEnd<T extends HTMLElement>(place: string) {
  const list = useRef<T>(null);

  useEffect(() => {
    const element = list.current;
    const content = element?.firstElementChild;
    if (!element || !content) return;
    let atEnd = true;
    const noteScroll = () => {
      atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < 60;
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
