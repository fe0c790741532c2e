/** A search and a scope as PostgreSQL looks them up among the lexemes. Pure. */
import { areWords, factOf, formerPairsOf, pairsBefore, pairsOf, prefixesOf, quoted } from './lexemes';
import type { Search, Term } from './query';
import { bigramsOf, formsOf, type Token } from './tokens';

/** What else is known of an escalation, as facts it is looked up by: none of the wanted is left out, some may be too many. */
export interface Facts {
  /** All of these hold, and of each at least one. */
  every: readonly (readonly string[])[];
}

export interface LookUp {
  /**
   * For `tsquery`; all of them hold, and where there are none, nothing narrows it. Asked apart, the index goes through
   * the matches of one and looks them up in the others; in one query it would go through all lexemes of an "or" as long
   * as one of them is rare.
   */
  queries: readonly string[];
  /** Whether something in it has to hold: without, everything there is would be gone through. */
  isNarrow: boolean;
  /** What is found may be too much: it has to be read. */
  isRough: boolean;
  /** Null: what is looked up takes no long time. */
  apart: Apart | null;
}

/** A large part of all words begins with a few letters, which takes long to look up; the rest does not. */
interface Apart extends Pick<LookUp, 'queries' | 'isNarrow'> {
  /** For `tsquery`: what else has to hold. */
  beginnings: string;
}

/** Beginnings of so many letters are those of many words. */
const SHORT = 4;

export function lookUpOf(search: Search | null, facts: Facts, reader: { id: string; manager: boolean }): LookUp {
  const prefixes = prefixesOf(reader);
  const anywhere = (term: Term) => either(prefixes.map((prefix) => termOf(term, prefix)));
  const { wanted = [], unwanted = [] } = search ?? {};
  const known = facts.every.map((some) => either(some.map(quoted)));
  const exact = unwanted.filter(isExact);
  const sought = (some: readonly Term[], without: readonly Term[]) => {
    const words = some.map(anywhere);
    const negative = without.map((term) => `!${anywhere(term)}`);
    // What is left out stands beside what is wanted: alone, it would be everything else there is.
    const parts = words.length > 0 ? [[...words, ...negative], known] : [[...known, ...negative]];
    return {
      queries: parts.filter((part) => part.length > 0).map((part) => part.join(' & ')),
      isNarrow: words.length + known.length > 0,
    };
  };
  const short = wanted.filter(isShort);
  const shortToo = exact.filter(isShort);
  const rest = [...wanted.filter((term) => !isShort(term)), ...short.flatMap(withoutBeginning)];
  return {
    ...sought(wanted, exact),
    isRough: ![...wanted, ...unwanted].every(isExact),
    apart:
      short.length + shortToo.length === 0
        ? null
        : {
            ...sought(
              rest,
              exact.filter((term) => !isShort(term)),
            ),
            beginnings: [...short.map(anywhere), ...shortToo.map((term) => `!${anywhere(term)}`)].join(' & '),
          },
  };
}

/** Ends with what many words begin with. */
function isShort({ tokens, isPrefix }: Term): boolean {
  const last = tokens.at(-1);
  if (!last) return false;
  const letters = [...last.text].length;
  return last.kind === 'run' ? letters === 1 : last.kind === 'word' && isPrefix && letters <= SHORT;
}

const withoutBeginning = ({ tokens }: Term): Term[] =>
  tokens.length > 1 ? [{ tokens: tokens.slice(0, -1), isPrefix: false }] : [];

/** Looked up, it is there: one word, two that make a pair, two letters of a run. */
function isExact({ tokens, isPrefix }: Term): boolean {
  const [one, other] = tokens;
  if (!one) return true;
  if (!other) return one.kind !== 'run' || [...one.text].length <= 2;
  return tokens.length === 2 && !isPrefix && areWords(one, other);
}

function termOf({ tokens, isPrefix }: Term, prefix: string): string {
  const last = tokens.length - 1;
  // A pair says that both are there; the beginning of a word makes none.
  const isBeginning = (n: number): boolean => isPrefix && n === last;
  const pairs = tokens.map((token, n) => {
    const next = tokens[n + 1];
    if (!next || !areWords(token, next) || isBeginning(n + 1)) return null;
    const behind = tokens[n + 2];
    const isKnown = behind && !(behind.kind === 'word' && isBeginning(n + 2));
    return [...(isKnown ? pairsOf(token, next, behind) : pairsBefore(token, next)), ...formerPairsOf(token, next)];
  });
  const parts = tokens.flatMap((token, n) => [
    ...(pairs[n] || pairs[n - 1] ? [] : [lexemesOf(token, prefix, isBeginning(n))]),
    ...(pairs[n] ? [either(pairs[n].map((pair) => quoted(prefix + pair)))] : []),
  ]);
  return parts.length === 1 ? (parts[0] ?? '') : `(${parts.join(' & ')})`;
}

function lexemesOf(token: Token, prefix: string, isBeginning: boolean): string {
  if (token.kind !== 'run') {
    return either(formsOf(token).map((form) => quoted(prefix + form) + (isBeginning ? ':*' : '')));
  }
  const bigrams = bigramsOf(token.text);
  if (bigrams.length === 1) return `${quoted(prefix + token.text)}:*`;
  return `(${bigrams
    .slice(0, -1)
    .map((bigram) => quoted(prefix + bigram))
    .join(' & ')})`;
}

const either = (some: readonly string[]): string => (some.length === 1 ? (some[0] ?? '') : `(${some.join(' | ')})`);

/** By which former documents look waits up: so many seconds and more. */
const FORMER_WAITS = [60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 28_800, 86_400];
/** The longest that is no longer; undefined: each is longer. */
export const formerWait = (seconds: number): number | undefined => FORMER_WAITS.findLast((one) => one <= seconds);

/** Every document has one; by that the database tells it from a former one, which is written anew: see migration 044. */
const TOPIC = 'k';

export const fact = {
  status: (status: string) => factOf('s', status),
  queue: (id: string) => factOf('q', id),
  owner: (id: string) => factOf('a', id),
  person: (id: string) => factOf('p', id),
  connection: (id: string) => factOf('c', id),
  outcome: (outcome: string) => factOf('o', outcome),
  tag: (id: string) => factOf('g', id),
  language: (code: string) => factOf('l', code),
  variable: (name: string) => factOf('v', name),
  value: (name: string, value: string) => factOf('w', `${name}\n${value}`),
  file: factOf('f', ''),
  failed: factOf('x', ''),
  /** See `waits.ts`. */
  waited: (block: string) => factOf('t', block),
  formerlyWaited: (seconds: number) => factOf('t', String(seconds)),
  /** Empty: without one. */
  topic: (topic: string) => factOf(TOPIC, topic),
  rated: (grade: number) => factOf('r', String(grade)),
  leftMessage: factOf('m', ''),
  isTest: (test: boolean) => factOf('e', String(test)),
} as const;
