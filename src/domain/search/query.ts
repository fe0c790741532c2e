/** What somebody looks for, read from what they typed. Nothing typed is an error; see docs/search.md. Pure. */
import { LIMITS } from '../../contract/fields';
import { type Token, tokensOf } from './tokens';

/** Words that stand one after the other; usually one. */
export interface Term {
  tokens: readonly Token[];
  /** The last of them may be the beginning of a word. */
  isPrefix: boolean;
}

export interface Search {
  wanted: readonly Term[];
  unwanted: readonly Term[];
  /** The escalation's own number, as "#1042" asks for it. */
  number: string | null;
  /** More words were typed than are looked for. */
  isTooMuch: boolean;
}

const QUOTES = /[“”„‟«»‹›「」『』｢｣〝〞〟＂]/g;
const PART = /(?<minus>-)?(?:"(?<phrase>[^"]*)(?<closed>"|$)|#(?<number>\d{1,15})(?=\s|$)|(?<word>[^\s"]+))/gu;

/** Null: nothing in it can be looked for. */
export function readSearch(typed: string): Search | null {
  const wanted: Term[] = [];
  const unwanted: Term[] = [];
  let number: string | null = null;
  for (const { index, 0: whole, groups = {} } of typed.replace(QUOTES, '"').matchAll(PART)) {
    const { minus, phrase, closed, number: digits, word } = groups;
    if (digits !== undefined && minus === undefined) {
      number ??= digits;
      continue;
    }
    const tokens = tokensOf(phrase ?? word ?? digits ?? '');
    if (tokens.length === 0) continue;
    const isLast = index + whole.length === typed.length;
    const isPrefix = phrase === undefined ? isLast || whole.endsWith('*') : closed === '';
    // Left out is what was typed, and not what it may become.
    const isUnwanted = minus !== undefined;
    (isUnwanted ? unwanted : wanted).push({ tokens, isPrefix: isPrefix && !(isUnwanted && !whole.endsWith('*')) });
  }
  if (wanted.length === 0 && unwanted.length === 0 && number === null) return null;
  const isTooMuch = [...wanted, ...unwanted].flatMap(({ tokens }) => tokens).length > LIMITS.historyWords;
  return { wanted, unwanted, number, isTooMuch };
}
