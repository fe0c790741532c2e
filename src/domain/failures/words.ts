/**
 * What a phrase is compared by: the words that say something, each by its beginning, so that endings do not matter; of
 * scripts without spaces, letters two by two. As numbers, so that nothing a customer said is kept a second time. Pure.
 */
import { bigramsOf, formsOf, type Token, tokensOf } from '../search/tokens';
import { STOP_RUNS, STOP_WORDS } from './stopWords';

/** Characters of a phrase that count; longer ones tell a story. */
const MOST_CHARACTERS = 300;
/** Letters by which charge, charged and charges are one word. */
const STEM = 5;
const MOST_WORDS = 32;

/** As much of a phrase as counts: it has the same words as the whole. */
export const phraseStart = (phrase: string): string => phrase.slice(0, MOST_CHARACTERS).replace(HALF_LETTER, '');
const HALF_LETTER = /[\ud800-\udbff]$/;

/** Each once, in ascending order; empty: there is nothing in it to compare. */
export function wordsOf(phrase: string): number[] {
  const tokens = tokensOf(phraseStart(phrase));
  const said = tokens.filter(({ kind, text }) => kind !== 'sign' && !HAS_DIGIT.test(text));
  const telling = said.flatMap(tellingParts);
  // “What can you do?” says something only as a whole; a number or a sign, where there is nothing else.
  const parts = telling.length > 0 ? telling : (said.length > 0 ? said : tokens).flatMap(partsOf);
  const words = new Set(parts.slice(0, MOST_WORDS).map(hash));
  return [...words].sort((a, b) => a - b);
}

/** Orders, amounts and dates differ from request to request. */
const HAS_DIGIT = /\p{N}/u;

function tellingParts(token: Token): string[] {
  if (token.kind === 'run') return token.text.split(STOP_RUNS).filter(Boolean).flatMap(pairsOf);
  return STOP_WORDS.has(token.text) ? [] : partsOf(token);
}

function partsOf(token: Token): string[] {
  if (token.kind === 'run') return pairsOf(token.text);
  // Without an article that is written onto it.
  const shortest = formsOf(token).reduce((one, other) => (other.length < one.length ? other : one));
  return [[...shortest].slice(0, STEM).join('')];
}

function pairsOf(run: string): string[] {
  const pairs = bigramsOf(run);
  return pairs.length > 1 ? pairs.slice(0, -1) : pairs;
}

/** FNV-1a, as PostgreSQL's int. */
function hash(text: string): number {
  let number = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) number = Math.imul(number ^ text.charCodeAt(at), 0x01000193);
  return number | 0;
}
