/** Whether an escalation has what is looked for, by reading it, and where it stands. Pure. */
import type { SearchHit } from '../../contract/api';
import { finderOf, looked, type Range } from './finder';
import { mayRead, type Passage } from './passages';
import type { Search } from './query';

/** What a list shows of one escalation. */
const MOST_HITS = 3;
/** Characters of a hit, and how many of them stand before its first word. */
const LINE = 160;
const BEFORE = 40;

/** Null: it does not match. Else the best places, in the order they were said; empty where only its number does. */
export type Matcher = (passages: readonly Passage[]) => SearchHit[] | null;

export function matcherOf(
  search: Pick<Search, 'wanted' | 'unwanted'>,
  reader: { id: string; manager: boolean },
): Matcher {
  const wanted = search.wanted.map(finderOf);
  const unwanted = search.unwanted.map(finderOf);
  return (passages) => {
    const missing = new Set(wanted);
    const places: { passage: Passage; ranges: Range[]; terms: number }[] = [];
    for (const passage of passages) {
      if (!mayRead(passage, reader)) continue;
      const text = looked(passage.text);
      if (unwanted.some((find) => find(text).length > 0)) return null;
      const found = wanted.map((find) => ({ find, ranges: find(text) })).filter(({ ranges }) => ranges.length > 0);
      for (const { find } of found) missing.delete(find);
      if (found.length > 0 && passage.where !== 'number') {
        places.push({ passage, ranges: merged(found.flatMap(({ ranges }) => ranges)), terms: found.length });
      }
    }
    return missing.size > 0 ? null : bestOf(places).map(({ passage, ranges }) => hitOf(passage, ranges));
  };
}

/** What was said says more than a name; where more of it stands, more. */
function bestOf<P extends { passage: Passage; terms: number }>(places: readonly P[]): P[] {
  const best = places
    .toSorted((a, b) => b.terms - a.terms || Number(b.passage.seq !== null) - Number(a.passage.seq !== null))
    .slice(0, MOST_HITS);
  return places.filter((place) => best.includes(place));
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
  // The beginning of the text is one: what is looked for may be its first word.
  if (at === 0) return 0;
  const space = text.slice(at, at + BEFORE).search(/\s/);
  return space < 0 ? endOfLetter(text, at) : at + space + 1;
}

/** Not between the halves of one letter. */
const endOfLetter = (text: string, at: number): number => (/[\udc00-\udfff]/.test(text[at] ?? '') ? at + 1 : at);
