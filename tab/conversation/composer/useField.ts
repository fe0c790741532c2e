import { useCallback, useEffect, useRef } from 'react';
import { flushSync } from 'react-dom';
import type { Chosen } from './formatting';

/** A text field whose words are changed in place, so that the browser's own undo still works. */
export function useField(text: string, onText: (text: string) => void) {
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    const at = area.current;
    if (!at) return;
    at.style.height = 'auto';
    at.style.height = `${at.scrollHeight}px`;
  }, [text]);

  const chosen = useCallback((): Chosen => {
    const { selectionStart: start = text.length, selectionEnd: end = text.length } = area.current ?? {};
    return { text, start, end };
  }, [text]);

  const change = useCallback(
    (next: Chosen) => {
      const at = area.current;
      if (!at) return onText(next.text);
      at.focus();
      if (next.text !== at.value && !typedIn(at, next.text)) flushSync(() => onText(next.text));
      at.setSelectionRange(next.start, next.end);
    },
    [onText],
  );

  const focus = useCallback((start?: number, end?: number) => {
    area.current?.focus();
    if (start !== undefined) area.current?.setSelectionRange(start, end ?? start);
  }, []);
  return { area, chosen, change, focus };
}

/** As if it had been typed; false where the browser does not do so. */
function typedIn(at: HTMLTextAreaElement, text: string): boolean {
  const before = at.value;
  const most = Math.min(before.length, text.length);
  let start = 0;
  while (start < most && before[start] === text[start]) start += 1;
  let same = 0;
  while (same < most - start && before[before.length - 1 - same] === text[text.length - 1 - same]) same += 1;
  at.setSelectionRange(start, before.length - same);
  const added = text.slice(start, text.length - same);
  // Deprecated, and the only way that keeps what Ctrl+Z goes back to.
  return added === '' ? document.execCommand?.('delete') : document.execCommand?.('insertText', false, added);
}
