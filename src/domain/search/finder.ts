/** Where a term stands in a text. Most texts are plain, and of those it is known without taking them apart. Pure. */
import { isPlain } from './fold';
import type { Term } from './query';
import { formsOf, LONGEST, type Token, tokensOf } from './tokens';

/** From, and to before. */
export type Range = [from: number, to: number];

/** A text as it is looked through, for one term after the other. */
export interface Looked {
  text: string;
  isPlain: boolean;
  /** Taken apart by the first term that needs it. */
  tokens: readonly Token[] | null;
}

export const looked = (text: string): Looked => ({ text, isPlain: isPlain(text), tokens: null });

export type Finder = (where: Looked) => Range[];

export function finderOf(term: Term): Finder {
  const pattern = plainPattern(term);
  return (where) => {
    if (where.isPlain) return pattern ? plainRanges(pattern, where.text) : [];
    return rangesOf((where.tokens ??= tokensOf(where.text)), term);
  };
}

/** A plain text in which none of them stands does not match this, whatever case it is in; null: they stand in no plain text. */
export function plainlyAny(terms: readonly Term[]): string | null {
  const patterns = terms.flatMap((term) => plainWords(term) ?? []);
  return patterns.length > 0 ? patterns.join('|') : null;
}

/** Null: it stands in no plain text. */
function plainPattern(term: Term): RegExp | null {
  const words = plainWords(term);
  return words === null ? null : new RegExp(`(?<![a-z0-9])${words}(?![a-z0-9])`, 'gi');
}

function plainWords({ tokens, isPrefix }: Term): string | null {
  const last = tokens.length - 1;
  const words = tokens.map((token, n) => {
    const forms = token.kind === 'word' ? formsOf(token).filter((form) => WORD.test(form)) : [];
    return forms.map((form) => (form.length >= LONGEST || (isPrefix && n === last) ? `${form}[a-z0-9]*` : form));
  });
  if (words.some((forms) => forms.length === 0)) return null;
  return words.map((forms) => `(?:${forms.join('|')})`).join('[^a-z0-9]+');
}

const WORD = /^[a-z0-9]+$/;

function plainRanges(pattern: RegExp, text: string): Range[] {
  const ranges: Range[] = [];
  pattern.lastIndex = 0;
  for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
    ranges.push([found.index, found.index + found[0].length]);
    // The next may begin within this one.
    pattern.lastIndex = found.index + 1;
  }
  return ranges;
}

function rangesOf(tokens: readonly Token[], { tokens: wanted, isPrefix }: Term): Range[] {
  const ranges: Range[] = [];
  const last = wanted.length - 1;
  for (let at = 0; at + last < tokens.length; at += 1) {
    const isHere = wanted.every((one, n) => {
      const token = tokens[at + n];
      return token !== undefined && isSame(one, token, { isFirst: n === 0, isLast: n === last, isPrefix });
    });
    if (isHere) ranges.push(rangeOf(wanted, tokens.slice(at, at + last + 1)));
  }
  return ranges;
}

interface Place {
  isFirst: boolean;
  isLast: boolean;
  isPrefix: boolean;
}

function isSame(looked: Token, token: Token, { isFirst, isLast, isPrefix }: Place): boolean {
  if (looked.kind !== token.kind) return false;
  if (looked.kind === 'run') {
    if (isFirst && isLast) return token.text.includes(looked.text);
    if (isFirst) return token.text.endsWith(looked.text);
    return isLast ? token.text.startsWith(looked.text) : token.text === looked.text;
  }
  const forms = formsOf(token);
  return formsOf(looked).some((one) =>
    forms.some((form) => (isPrefix && isLast ? form.startsWith(one) : form === one)),
  );
}

/** Of a run only the part that was looked for; of words, whole ones. */
function rangeOf(looked: readonly Token[], found: readonly Token[]): Range {
  const [one] = looked;
  const first = found[0];
  const last = found.at(-1);
  if (!one || !first || !last) return [0, 0];
  if (one.kind === 'run' && looked.length === 1 && first.end - first.start === first.text.length) {
    const from = first.start + first.text.indexOf(one.text);
    return [from, from + one.text.length];
  }
  return [first.start, last.end];
}
