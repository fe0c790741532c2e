import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

const NEAR_PX = 56;

/**
 * Keeps a scroller at its end while the reader is there, and exactly where they are while they read further up.
 * `isThere` says that the scroller is on screen, `firstSeq` changes when earlier lines are put in front, `ownCount` when
 * the reader says something.
 */
export function useStickToEnd(isThere: boolean, firstSeq: number, ownCount: number) {
  const box = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const lastTop = useRef(0);
  const before = useRef({ firstSeq, height: 0, ownCount });
  const [isAtEnd, setIsAtEnd] = useState(true);

  const toEnd = useCallback(() => {
    const at = box.current;
    if (!at) return;
    at.scrollTop = at.scrollHeight;
    // What follows from our own moving is not the reader going up.
    lastTop.current = at.scrollTop;
  }, []);

  const handleScroll = useCallback(() => {
    const at = box.current;
    if (!at) return;
    const isNear = at.scrollHeight - at.scrollTop - at.clientHeight < NEAR_PX;
    // Lines that grow below may leave the end behind before we follow; only a reader going up leaves it on purpose.
    const wentUp = at.scrollTop < lastTop.current;
    lastTop.current = at.scrollTop;
    if (isNear || wentUp) atEnd.current = isNear;
    setIsAtEnd(atEnd.current);
  }, []);

  useLayoutEffect(() => {
    const at = box.current;
    if (!at) return;
    const last = before.current;
    if (ownCount > last.ownCount) atEnd.current = true;
    if (atEnd.current) toEnd();
    else if (firstSeq < last.firstSeq) at.scrollTop += at.scrollHeight - last.height;
    before.current = { firstSeq, height: at.scrollHeight, ownCount };
  });

  // Cards that load late, a growing composer and a turned phone change heights without a render here.
  useEffect(() => {
    const observer = new ResizeObserver(() => {
      if (atEnd.current) toEnd();
      if (box.current) before.current.height = box.current.scrollHeight;
    });
    if (box.current) observer.observe(box.current);
    if (content.current) observer.observe(content.current);
    return () => observer.disconnect();
  }, [toEnd, isThere]);

  return { box, content, isAtEnd, toEnd, handleScroll };
}
