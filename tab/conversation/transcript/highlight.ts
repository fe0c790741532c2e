/** Marks words where they stand, without changing what is there; browsers that cannot simply do not. */
import type { RefObject } from 'react';

const NAME = 'found-in-chat';
/** More ranges than a screen has. */
const MOST = 500;

/** Keeps all the words on the screen marked, until the returned function is called. */
export function highlight(transcript: RefObject<HTMLElement | null>, words: string): (() => void) | undefined {
  const element = transcript.current;
  if (!element || words === '' || !('highlights' in CSS)) return undefined;
  const mark = () => CSS.highlights.set(NAME, new Highlight(...rangesOf(element, words.toLowerCase())));
  const observer = new MutationObserver(mark);
  observer.observe(element, { childList: true, subtree: true, characterData: true });
  mark();
  return () => {
    observer.disconnect();
    CSS.highlights.delete(NAME);
  };
}

function rangesOf(element: HTMLElement, words: string): Range[] {
  const ranges: Range[] = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node && ranges.length < MOST; node = walker.nextNode()) {
    const text = (node.nodeValue ?? '').toLowerCase();
    for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + words.length)) {
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, Math.min(at + words.length, node.nodeValue?.length ?? 0));
      ranges.push(range);
    }
  }
  return ranges;
}
