/**
 * Words as they are compared: case, accents, vowel points, widths and kinds of digit do not count. Done here and not in
 * PostgreSQL, whose own ways depend on the server's locale and on extensions it may not have. Pure.
 */

/** Marks that a writer may leave out: of Latin, Greek and Cyrillic, Hebrew, Arabic; and signs that only choose a look, or where a line may break. */
const LEFT_OUT = new RegExp(
  [
    '[\\u0300-\\u036f]',
    '[\\u0591-\\u05bd]|[\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7]',
    '[\\u0610-\\u061a]|\\u0640|[\\u064b-\\u065f]|\\u0670|[\\u06d6-\\u06dc]|[\\u06df-\\u06e8]|[\\u06ea-\\u06ed]',
    '[\\u00ad\\u200b-\\u200f\\u2060\\ufeff]|[\\ufe00-\\ufe0f]|[\\u{e0100}-\\u{e01ef}]',
  ].join('|'),
  'gu',
);

const OTHERWISE: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ı: 'i',
  ς: 'σ',
  // Arabic and Persian letters that are typed for each other.
  ى: 'ي',
  ی: 'ي',
  ک: 'ك',
  ة: 'ه',
};
const WRITTEN_OTHERWISE = /[ßæœøłđðþħıςىیکة]/g;

/** Decimal digits of other scripts, by their zero. */
const ZEROS = [0x0660, 0x06f0, 0x0966, 0x09e6, 0x0e50, 0x17e0, 0x1040];
const OTHER_DIGIT = /[٠-٩۰-۹०-९০-৯๐-๙០-៩၀-၉]/g;
const KATAKANA = /[\u30a1-\u30f6]/g;
const KATAKANA_TO_HIRAGANA = 0x60;

const PLAIN = /^[\x20-\x7e\n\r\t]*$/;

/** Nothing but ASCII, of which only case is to be folded. */
export const isPlain = (text: string): boolean => PLAIN.test(text);

export function fold(text: string): string {
  if (isPlain(text)) return text.toLowerCase();
  return finished(text.normalize('NFKD').toLowerCase());
}

/** The German and Nordic way without the letters: ä is ae. The same as `fold` where there are none. */
export function foldSpelled(text: string): string {
  if (isPlain(text)) return text.toLowerCase();
  return finished(
    text
      .normalize('NFKD')
      .toLowerCase()
      .replace(/([aou])\u0308/g, '$1e'),
  );
}

function finished(decomposed: string): string {
  return decomposed
    .replace(LEFT_OUT, '')
    .replace(WRITTEN_OTHERWISE, (letter) => OTHERWISE[letter] ?? letter)
    .replace(OTHER_DIGIT, digit)
    .normalize('NFC')
    .replace(KATAKANA, (letter) => String.fromCharCode(letter.charCodeAt(0) - KATAKANA_TO_HIRAGANA));
}

function digit(letter: string): string {
  const code = letter.charCodeAt(0);
  const zero = ZEROS.find((one) => code >= one && code < one + 10) ?? code;
  return String(code - zero);
}
