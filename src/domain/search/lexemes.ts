/**
 * What an escalation is looked up by. One set of lexemes of each, without their places: words as people wrote them, and
 * beside them, each under a sign of its own, what else narrows a list, so that one index answers any mixture of both. Pure.
 */
import { type Token, bigramsOf, formsOf, tokensOf } from './tokens';

const SIGNS = {
  /** Two words beside each other, as they were written before what follows them was; such stay until they change. */
  formerPair: '~',
  /** When it was opened; see `blocksOf`. */
  block: '@',
  /** A whisper's word: `!*`, for managers, or `!` and a person's hash. */
  whisper: '!',
  fact: '=',
} as const;

/** More of one escalation are not looked up. */
const MOST = 40_000;
/** What a tsvector takes in all, in UTF-8, is 1,048,575; more would keep every escalation of its batch from being found. */
const MOST_BYTES = 1_000_000;

export class Lexemes {
  private readonly all = new Set<string>();
  private bytes = 0;

  /** @param whisperOf whom it is between; null: everybody who may read along */
  words(text: string | null | undefined, whisperOf: readonly string[] | null = null): void {
    if (!text) return;
    const prefixes = whisperOf === null ? [''] : [MANAGERS, ...whisperOf.map(personal)];
    const tokens = tokensOf(text);
    tokens.forEach((token, n) => {
      const next = tokens[n + 1];
      const found = [
        ...(token.kind === 'run' ? bigramsOf(token.text) : formsOf(token)),
        ...(next && areWords(token, next) ? pairsOf(token, next, tokens[n + 2]) : []),
      ];
      for (const prefix of prefixes) for (const lexeme of found) this.add(prefix + lexeme);
    });
  }

  opened(at: Date): void {
    BLOCKS.forEach((size, level) => this.add(blockOf(level, Math.floor(unitOf(at) / size))));
  }

  /** As PostgreSQL reads a tsvector. */
  toString(): string {
    return [...this.all].map(quoted).join(' ');
  }

  add(lexeme: string): void {
    if (this.all.has(lexeme)) return;
    const bytes = this.bytes + mostBytes(lexeme);
    if (this.all.size >= MOST || bytes > MOST_BYTES) return;
    this.all.add(lexeme);
    this.bytes = bytes;
  }
}

/** In UTF-8, or somewhat more. */
function mostBytes(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= 0x80) bytes += code >= 0x800 ? 2 : 1;
  }
  return bytes;
}

export const quoted = (lexeme: string): string => `'${lexeme.replace(/['\\]/g, '$&$&')}'`;

export const factOf = (name: string, value: string): string => SIGNS.fact + name + hash(value);

/** Nobody's hash has a star. */
const MANAGERS = `${SIGNS.whisper}*`;
const personal = (id: string): string => SIGNS.whisper + hash(id);

/** Under which a reader's words are looked up: what all read, and the whispers they may read. */
export const prefixesOf = (reader: { id: string; manager: boolean }): string[] => [
  '',
  reader.manager ? MANAGERS : personal(reader.id),
];

export const areWords = (one: Token, other: Token): boolean => one.kind === 'word' && other.kind === 'word';

/**
 * Two words beside each other, and one letter for the word behind them: what phrases are looked up by. Words are
 * folded, so no word begins with a capital as a pair does. With seven letters, what the index holds of one that is
 * rare has a quarter less than with eight.
 */
export function pairsOf(one: Token, other: Token, behind: Token | undefined): string[] {
  const letters = lettersOf(behind);
  return hashed(one, other, pairHash).flatMap((pair) => letters.map((letter) => pair + letter));
}

/** The same, whatever is behind them. */
export function pairsBefore(one: Token, other: Token): string[] {
  return hashed(one, other, pairHash).flatMap((pair) => EVERY_LETTER.map((letter) => pair + letter));
}

/** As such pairs were written formerly. */
export const formerPairsOf = (one: Token, other: Token): string[] =>
  hashed(one, other, (both) => SIGNS.formerPair + hash(both));

function hashed(one: Token, other: Token, by: (both: string) => string): string[] {
  return formsOf(one).flatMap((first) => formsOf(other).map((second) => by(`${first} ${second}`)));
}

const DIGITS = [...'0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_'];
const CAPITALS = DIGITS.slice(36, 62);
/** Behind them is no word. */
const NONE = '.';
const EVERY_LETTER = [...DIGITS, NONE];

/** One for each form it is found by, most often the same. */
function lettersOf(behind: Token | undefined): string[] {
  if (behind?.kind !== 'word') return [NONE];
  return [...new Set(formsOf(behind).map((form) => DIGITS[mixed(form)[0] >>> 26] ?? NONE))];
}

/** Of nearly 35 bits. */
function pairHash(both: string): string {
  const [one, two] = mixed(both);
  const digit = (number: number, from: number): string => DIGITS[(number >>> from) & 63] ?? '';
  return (
    (CAPITALS[one % 26] ?? '') + digit(one, 26) + digit(one, 20) + digit(two, 26) + digit(two, 20) + digit(two, 14)
  );
}

/** Of 36 bits; what it mixes up is told apart by reading. */
function hash(text: string): string {
  const part = (number: number): string => (number >>> 14).toString(36).padStart(4, '0').slice(-4);
  const [one, two] = mixed(text);
  return part(one) + part(two);
}

/** Twice 32 bits, of which the upper ones are the better. */
function mixed(text: string): [number, number] {
  let [one, two] = [0x811c9dc5, 0x9747b28c];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    one = Math.imul(one ^ code, 0x01000193);
    two = Math.imul(two ^ code, 0x85ebca6b) ^ (two >>> 13);
  }
  return [(one ^ (one >>> 15)) >>> 0, (two ^ (two >>> 16)) >>> 0];
}

/** The time an escalation was opened in, as blocks of growing length: 3 hours, 2 days, a month, over a year. */
const UNIT_MS = 3 * 3_600_000;
const BLOCKS = [1, 16, 256, 4_096];

const unitOf = (at: Date): number => Math.floor(at.getTime() / UNIT_MS);
const blockOf = (level: number, n: number): string => `${SIGNS.block}${level}.${n}`;

/**
 * The nearest edge of a block behind a time.
 * @param longestMs of such blocks
 * @param sign 1: later, -1: earlier
 */
export function edgeOfBlock(at: Date, longestMs: number, sign: number): Date {
  const size = UNIT_MS * (BLOCKS.findLast((one) => one * UNIT_MS <= longestMs) ?? 1);
  const blocks = at.getTime() / size;
  return new Date(size * (sign > 0 ? Math.ceil(blocks) : Math.floor(blocks)));
}

/** The blocks that cover a time, and little more. */
export function blocksOf(from: Date, to: Date): string[] {
  const blocks: string[] = [];
  let unit = unitOf(from);
  const last = unitOf(to);
  while (unit <= last) {
    const level = BLOCKS.findLastIndex((size, n) => n === 0 || (unit % size === 0 && unit + size - 1 <= last));
    const size = BLOCKS[level] ?? 1;
    blocks.push(blockOf(level, unit / size));
    unit += size;
  }
  return blocks;
}
