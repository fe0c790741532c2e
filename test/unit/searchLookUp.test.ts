import { blocksOf, edgeOfBlock, formerPairsOf, Lexemes } from '../../src/domain/search/lexemes';
import { type Facts, lookUpOf } from '../../src/domain/search/lookUp';
import { matcherOf } from '../../src/domain/search/match';
import type { Passage } from '../../src/domain/search/passages';
import { readSearch } from '../../src/domain/search/query';
import { tokensOf } from '../../src/domain/search/tokens';
import { dice } from '../support/dice';
import { matchesQuery } from '../support/lexemeQuery';

const EVERYBODY = { id: 'megan', manager: true };
const QUEUES: Facts = { every: [['=q1', '=q2']] };
const asked = (typed: string, facts: Facts = { every: [] }) => lookUpOf(readSearch(typed), facts, EVERYBODY);

test('words and filters are asked apart', () => {
  expect(asked('late ', QUEUES).queries).toEqual([`('late' | '!*late')`, `('=q1' | '=q2')`]);
  expect(asked('late ').queries).toHaveLength(1);
});

test('what is left out is never asked alone while anything is wanted', () => {
  expect(asked('late -red ', QUEUES).queries[0]).toBe(`('late' | '!*late') & !('red' | '!*red')`);
  expect(asked('-red ', QUEUES)).toMatchObject({
    queries: [`('=q1' | '=q2') & !('red' | '!*red')`],
    isNarrow: true,
  });
  expect(asked('-red ')).toMatchObject({ queries: [`!('red' | '!*red')`], isNarrow: false });
});

test('the beginnings of many words are kept apart from what is quickly looked up', () => {
  expect(asked('late refu', QUEUES).apart).toEqual({
    queries: [`('late' | '!*late')`, `('=q1' | '=q2')`],
    isNarrow: true,
    beginnings: `('refu':* | '!*refu':*)`,
  });
  expect(asked('refu')).toMatchObject({ apart: { queries: [], isNarrow: false } });
  // Of a phrase, what stands before it.
  expect(asked('"late refu')).toMatchObject({ apart: { queries: [`('late' | '!*late')`], isNarrow: true } });
  expect(asked('late -r* ').apart).toMatchObject({ beginnings: `!('r':* | '!*r':*)` });
  expect(asked('退').apart).not.toBeNull();
  for (const typed of ['refu ', 'refun', '退款', 'late -refu', '😀'])
    expect([typed, asked(typed).apart]).toEqual([typed, null]);
});

test('a time that is rounded to blocks is no shorter, at most by a block longer, and covered by fewer', () => {
  const next = dice(7);
  const DAY_MS = 86_400_000;
  for (let n = 0; n < 500; n += 1) {
    const to = new Date(Date.UTC(2026, 0, 1) + next() * 365 * DAY_MS);
    const far = new Date(to.getTime() - DAY_MS * 300 * next());
    const longest = (to.getTime() - far.getTime()) / 4;
    for (const sign of [1, -1]) {
      const at = sign > 0 ? to : far;
      const beyond = sign * (edgeOfBlock(at, longest, sign).getTime() - at.getTime());
      expect(beyond).toBeGreaterThanOrEqual(0);
      expect(beyond).toBeLessThanOrEqual(Math.max(longest, DAY_MS / 8));
    }
    const rounded = blocksOf(edgeOfBlock(far, longest, -1), to);
    expect(rounded.length).toBeLessThanOrEqual(blocksOf(far, to).length);
  }
});

describe('phrases', () => {
  const documentOf = (...texts: string[]): Set<string> => {
    const lexemes = new Lexemes();
    for (const text of texts) lexemes.words(text);
    return setOf(lexemes);
  };
  const setOf = (lexemes: Lexemes): Set<string> =>
    new Set([...lexemes.toString().matchAll(/'((?:[^'\\]|''|\\\\)*)'/g)].flatMap(([, lexeme]) => lexeme ?? []));
  /** As they were before a pair said what is behind it. */
  const formerDocumentOf = (...texts: string[]): Set<string> => {
    const lexemes = new Set([...documentOf(...texts)].filter((lexeme) => !/^[A-Z]/.test(lexeme)));
    for (const tokens of texts.map(tokensOf)) {
      tokens.slice(1).forEach((token, n) => {
        const before = tokens[n];
        if (before?.kind === 'word' && token.kind === 'word')
          formerPairsOf(before, token).forEach((one) => lexemes.add(one));
      });
    }
    return lexemes;
  };
  const isFound = (typed: string, document: Set<string>): boolean =>
    asked(typed).queries.every((query) => matchesQuery(document, query));
  const isThere = (typed: string, texts: string[]): boolean => {
    const passages = texts.map((text): Passage => ({ where: 'message', label: null, seq: 1, text, whisperOf: null }));
    return matcherOf(readSearch(typed) ?? { wanted: [], unwanted: [] }, EVERYBODY)(passages) !== null;
  };

  test.each([
    ['"point of sale"', true],
    ['"of sale', true],
    ['"the point of sale is"', true],
    ['"sale of point"', false],
    ['"point of views"', false],
    ['"the sale is"', false],
  ])('%s', (typed, expected) => {
    const text = 'the point of sale is down, as if it had a point of view';
    for (const document of [documentOf(text), formerDocumentOf(text)]) expect(isFound(typed, document)).toBe(expected);
  });

  test('what stands in a text is looked up in it, in whichever form it was written and is typed', () => {
    const next = dice(31);
    const one = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
    const WORDS = [
      'a',
      'of',
      'B',
      'Müller',
      'mueller',
      'über',
      'uber',
      'الفاتورة',
      'فاتورة',
      '1',
      '١',
      '退款',
      '😀',
      'xy'.repeat(40),
    ];
    const some = (most: number): string =>
      Array.from({ length: 1 + Math.floor(next() * most) }, () => one(WORDS)).join(one([' ', ', ']));
    let there = 0;
    for (let n = 0; n < 3_000; n += 1) {
      const texts = [some(12), some(12)];
      const typed = `"${some(5)}${one(['"', ''])}`;
      if (!isThere(typed, texts)) continue;
      there += 1;
      for (const document of [documentOf(...texts), formerDocumentOf(...texts)]) {
        expect({ typed, texts, isFound: isFound(typed, document) }).toEqual({ typed, texts, isFound: true });
      }
    }
    expect(there).toBeGreaterThan(300);
  });

  test('of three words that many texts have, most that are found have them in a row', () => {
    const next = dice(5);
    const text = (): string => Array.from({ length: 120 }, () => `w${Math.floor(50_000 ** next())}`).join(' ');
    const counts = { there: 0, found: 0, formerly: 0 };
    for (let n = 0; n < 1_500; n += 1) {
      const said = text();
      const typed = '"w3 w1 w2"';
      if (isThere(typed, [said])) counts.there += 1;
      if (isFound(typed, documentOf(said))) counts.found += 1;
      if (isFound(typed, formerDocumentOf(said))) counts.formerly += 1;
    }
    expect(counts.there).toBeGreaterThan(5);
    expect(counts.found).toBeLessThan(2 * counts.there);
    expect(counts.formerly).toBeGreaterThan(4 * counts.there);
  });
});
