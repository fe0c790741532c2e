/** Where a term stands in a text. Most texts are plain, and of those it is known without taking them apart. Pure. */
import { fold, isPlain } from './fold';
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
    return rangesOf(where.text, (where.tokens ??= tokensOf(where.text)), term);
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

function rangesOf(text: string, tokens: readonly Token[], { tokens: wanted, isPrefix }: Term): Range[] {
  const ranges: Range[] = [];
  const last = wanted.length - 1;
  for (let at = 0; at + last < tokens.length; at += 1) {
    const isHere = wanted.every((one, n) => {
      const token = tokens[at + n];
      return token !== undefined && isSame(one, token, { isFirst: n === 0, isLast: n === last, isPrefix });
    });
    if (isHere) ranges.push(...placesOf(text, wanted, tokens.slice(at, at + last + 1)));
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

/** Of runs only the part that was looked for, wherever it stands; of words, whole ones. */
function placesOf(text: string, looked: readonly Token[], found: readonly Token[]): Range[] {
  const [one, first, last] = [looked[0], found[0], found.at(-1)];
  if (!one || !first || !last) return [];
  if (one.kind === 'run' && looked.length === 1) {
    const written = writtenIn(text, first);
    return allOf(first.text, one.text).map((at) => written(at, at + one.text.length));
  }
  const letters = looked.at(-1)?.text.length ?? 0;
  const [from] =
    one.kind === 'run' ? writtenIn(text, first)(first.text.length - one.text.length, Infinity) : [first.start];
  const [, to] = last.kind === 'run' ? writtenIn(text, last)(0, letters) : [0, last.end];
  return [[from, to]];
}

function allOf(text: string, part: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) places.push(at);
  return places;
}

const LETTERS = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Where a part of a folded run stands as it was written, which may be longer or shorter: whole letters of it. */
function writtenIn(text: string, { text: folded, start, end }: Token): (from: number, to: number) => Range {
  if (folded.length === end - start) return (from, to) => [start + from, Math.min(end, start + to)];
  // Of each folded letter where the one it comes from begins, and where it ends.
  const begins: number[] = [];
  const ends: number[] = [];
  for (const { segment, index } of LETTERS.segment(text.slice(start, end))) {
    for (let letters = fold(segment).length; letters > 0; letters -= 1) {
      begins.push(start + index);
      ends.push(start + index + segment.length);
    }
  }
  // Letters that change beside each other are not told apart.
  if (begins.length !== folded.length) return () => [start, end];
  return (from, to) => [begins[from] ?? start, ends[to - 1] ?? end];
}
