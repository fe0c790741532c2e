import { useState } from 'react';

/** What is looked for while writing: a canned reply, or a colleague to name. */
export interface Suggesting {
  kind: 'replies' | 'people';
  /** Where its sign stands in the text. */
  at: number;
  query: string;
}

const SIGNS = { replies: '/', people: '@' } as const;
const LONGEST = 60;

/** A sign begins it, at the beginning of a line or of a word; what is typed behind it is what is looked for. */
export function useSuggesting(kind: Suggesting['kind'] | null) {
  const [suggesting, setSuggesting] = useState<Suggesting | null>(null);
  const close = () => setSuggesting(null);
  const open = (at: number) => kind && setSuggesting({ kind, at, query: '' });
  /** After every change of the text. */
  const watch = (text: string, caret: number) => {
    if (suggesting && suggesting.kind === kind) {
      const { at } = suggesting;
      const query = text.slice(at + 1, caret);
      const goesOn = text[at] === SIGNS[kind] && caret > at && query.length <= LONGEST && !query.includes('\n');
      return setSuggesting(goesOn ? { ...suggesting, query } : null);
    }
    if (kind === null || text[caret - 1] !== SIGNS[kind]) return close();
    const before = text[caret - 2];
    const begins = before === undefined || (kind === 'replies' ? before === '\n' : /[\s(]/.test(before));
    if (begins) open(caret - 1);
  };
  return { suggesting: suggesting?.kind === kind ? suggesting : null, open, close, watch };
}
