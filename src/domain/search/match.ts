/** Whether an escalation has what is looked for, by reading it, and where it stands. Pure. */
import type { SearchHit } from '../../contract/api';
import { mayRead, type Passage } from './passages';
import type { Search, Term } from './query';
import { formsOf, type Token, tokensOf } from './tokens';

type Range = [from: number, to: number];

/** What a list shows of one escalation. */
const MOST_HITS = 3;
/** Characters of a hit, and how many of them stand before its first word. */
const LINE = 160;
const BEFORE = 40;

/** Null: it does not match. Else the best places, in the order they were said; empty where only its number does. */
export function matchOf(
  passages: readonly Passage[],
  { wanted, unwanted }: Pick<Search, 'wanted' | 'unwanted'>,
  reader: { id: string; manager: boolean },
): SearchHit[] | null {
  const missing = new Set(wanted);
  const places: { passage: Passage; ranges: Range[]; terms: number }[] = [];
  for (const passage of passages) {
    if (!mayRead(passage, reader)) continue;
    const tokens = tokensOf(passage.text);
    if (unwanted.some((term) => rangesOf(tokens, term).length > 0)) return null;
    const found = wanted
      .map((term) => ({ term, ranges: rangesOf(tokens, term) }))
      .filter(({ ranges }) => ranges.length > 0);
    for (const { term } of found) missing.delete(term);
    if (found.length > 0 && passage.where !== 'number') {
      places.push({ passage, ranges: merged(found.flatMap(({ ranges }) => ranges)), terms: found.length });
    }
  }
  if (missing.size > 0) return null;
  // What was said says more than a name; where more of it stands, more.
  const best = places
    .toSorted((a, b) => b.terms - a.terms || Number(b.passage.seq !== null) - Number(a.passage.seq !== null))
    .slice(0, MOST_HITS);
  return places.filter((place) => best.includes(place)).map(({ passage, ranges }) => hitOf(passage, ranges));
}

function rangesOf(tokens: readonly Token[], { tokens: looked, isPrefix }: Term): Range[] {
  const ranges: Range[] = [];
  const last = looked.length - 1;
  for (let at = 0; at + last < tokens.length; at += 1) {
    const isHere = looked.every((one, n) => {
      const token = tokens[at + n];
      return token !== undefined && isSame(one, token, { isFirst: n === 0, isLast: n === last, isPrefix });
    });
    if (isHere) ranges.push(rangeOf(looked, tokens.slice(at, at + last + 1)));
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

function merged(ranges: Range[]): Range[] {
  const kept: Range[] = [];
  for (const [from, to] of ranges.toSorted(([a], [b]) => a - b)) {
    const before = kept.at(-1);
    if (before && from <= before[1]) before[1] = Math.max(before[1], to);
    else kept.push([from, to]);
  }
  return kept;
}

function hitOf({ where, label, seq, text }: Passage, ranges: Range[]): SearchHit {
  const [first] = ranges;
  const from = text.length <= LINE ? 0 : beginOfWord(text, Math.max(0, (first?.[0] ?? 0) - BEFORE));
  const to = Math.min(text.length, endOfLetter(text, from + LINE));
  const [before, after] = [from > 0 ? '…' : '', to < text.length ? '…' : ''];
  const shift = before.length - from;
  return {
    where: where === 'number' ? 'name' : where,
    label,
    seq,
    text: before + text.slice(from, to).replace(/\s/g, ' ') + after,
    ranges: ranges.flatMap(([start, end]): Range[] =>
      start >= to ? [] : [[start + shift, Math.min(end, to) + shift]],
    ),
  };
}

function beginOfWord(text: string, at: number): number {
  const space = text.slice(at, at + BEFORE).search(/\s/);
  return space < 0 ? endOfLetter(text, at) : at + space + 1;
}

/** Not between the halves of one letter. */
const endOfLetter = (text: string, at: number): number => (/[\udc00-\udfff]/.test(text[at] ?? '') ? at + 1 : at);
