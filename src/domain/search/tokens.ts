/** What words a text is made of, in any script. Pure. */
import { fold, foldSpelled } from './fold';

/**
 * `word`: found whole, or by its beginning. `run`: letters of a script that puts no spaces between words, found by any
 * part. `sign`: an emoji.
 */
export interface Token {
  kind: 'word' | 'run' | 'sign';
  /** Folded. */
  text: string;
  /** Other ways to look for the same: ae for ä, without an article that is written onto it. */
  others: readonly string[];
  /** Where it stands: from, and to before. */
  start: number;
  end: number;
}

/** Longer ones are compared by their beginning. */
export const LONGEST = 60;

const UNSPACED =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}';
/** With the signs of kana that belong to no script, of full width and of half. */
const RUN = `[${UNSPACED}ー々\\uff70\\uff9e\\uff9f]`;
/** Of a word; between some of them a sign may say where a line breaks. */
const LETTERS = `(?:(?!${RUN})[\\p{L}\\p{N}\\p{M}\\u200c\\u200d])+`;
const UNSEEN = '\\u00ad\\u2060\\ufeff';
const PATTERN = new RegExp(
  `(?<run>${RUN}(?:${RUN}|\\p{M}|[\\u200b${UNSEEN}](?=${RUN}))*)|(?<word>${LETTERS}(?:[${UNSEEN}]+${LETTERS})*)|(?<sign>\\p{Extended_Pictographic}|\\p{Regional_Indicator}{2})`,
  'gu',
);

const ARTICLE = /^[وفبك]?(?:ال|لل)(?=[\u0620-\u064a]{3})/;
const HEBREW_LETTER = /^[ובכלמהש](?=[\u05d0-\u05ea]{3})/;
const ONLY_JOINERS = /^[\u200c\u200d\p{M}]+$/u;

export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(PATTERN)) {
    const [written] = match;
    const { run, word } = match.groups ?? {};
    const kind = run !== undefined ? 'run' : word !== undefined ? 'word' : 'sign';
    if (kind === 'word' && ONLY_JOINERS.test(written)) continue;
    const folded = kind === 'sign' ? written : fold(written);
    if (folded === '') continue;
    const start = match.index;
    tokens.push({
      kind,
      text: kind === 'word' ? folded.slice(0, LONGEST) : folded,
      others: kind === 'word' ? othersOf(written, folded) : [],
      start,
      end: start + written.length,
    });
  }
  return tokens;
}

function othersOf(written: string, folded: string): readonly string[] {
  if (written === folded && folded.charCodeAt(0) < 0x80) return NONE;
  const spelled = foldSpelled(written);
  const bare = folded.replace(ARTICLE, '').replace(HEBREW_LETTER, '');
  const others = [spelled, bare]
    .filter((other) => other !== folded && other !== '')
    .map((other) => other.slice(0, LONGEST));
  return others.length > 0 ? others : NONE;
}

const NONE: readonly string[] = [];

/** Every way in which a word is found. */
export const formsOf = ({ text, others }: Token): string[] => [text, ...others];

/** Two letters at a time, and the last alone: what parts of a run are looked up by. */
export function bigramsOf(run: string): string[] {
  const letters = [...run];
  return letters.map((letter, n) => letter + (letters[n + 1] ?? ''));
}
