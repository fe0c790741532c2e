/**
 * What an escalation is looked up by. One set of lexemes of each, without their places: words as people wrote them, and
 * beside them, each under a sign of its own, what else narrows a list, so that one index answers any mixture of both. Pure.
 */
import { type Token, bigramsOf, formsOf, tokensOf } from './tokens';

const SIGNS = {
  /** Two words beside each other, as a number: what phrases are looked up by. */
  pair: '~',
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
    let before: Token | null = null;
    for (const token of tokensOf(text)) {
      const found = [
        ...(token.kind === 'run' ? bigramsOf(token.text) : formsOf(token)),
        ...(before && areWords(before, token) ? pairsOf(before, token) : []),
      ];
      for (const prefix of prefixes) for (const lexeme of found) this.add(prefix + lexeme);
      before = token;
    }
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

export function pairsOf(one: Token, other: Token): string[] {
  return formsOf(one).flatMap((first) => formsOf(other).map((second) => SIGNS.pair + hash(`${first} ${second}`)));
}

/** Of 36 bits; what it mixes up is told apart by reading. */
function hash(text: string): string {
  let [one, two] = [0x811c9dc5, 0x9747b28c];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    one = Math.imul(one ^ code, 0x01000193);
    two = Math.imul(two ^ code, 0x85ebca6b) ^ (two >>> 13);
  }
  const part = (number: number): string => (number >>> 14).toString(36).padStart(4, '0').slice(-4);
  return part(one ^ (one >>> 15)) + part(two ^ (two >>> 16));
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
