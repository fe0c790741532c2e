import { useEffect, useRef, type RefObject } from 'react';

/** Coming back from a conversation, the focus returns to the row one left by. */
export function useFocusLeftRow(openId: string | null): RefObject<HTMLDivElement | null> {
  const list = useRef<HTMLDivElement>(null);
  const left = useRef<string | null>(null);
  useEffect(() => {
    if (openId !== null) {
      left.current = openId;
      return;
    }
    if (left.current === null) return;
    const row = list.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(left.current)}"]`);
    (row ?? list.current)?.focus();
    left.current = null;
  }, [openId]);
  return list;
}
