/**
 * Cells of a CSV that is opened in a spreadsheet. What customers and bots say must never be calculated there, however it
 * is dressed up; what is a number stays one. Pure.
 */

/** What is not seen, or is taken off, before a program looks at the first character: spaces, quotes, marks of no width. */
const UNSEEN = /^(?:[\s"'“”„‘’‚«»`\p{Cc}\p{Cf}\p{Cs}\p{Zs}]|\p{Default_Ignorable_Code_Point}|\u2800)$/u;
/** Where a program in another language, or of other habits, would begin a cell. */
const SEPARATOR = /^[,;|\t\r\n]$/;
/** Signs that begin a formula, in every width. */
const BEGINS = /[=+@\-＝＋＠－﹦﹢﹫﹣−]/g;
/** As people and bots write one. A leading plus is a telephone's, and would be lost. */
const NUMBER = /^-?\d{1,15}(?:[.,]\d{1,15})?$/;

/** As text, whatever it begins with. */
export function defused(text: string): string {
  const clean = text.replaceAll('\0', '');
  if (NUMBER.test(clean)) return clean;
  let starts = false;
  const inner = clean.replace(BEGINS, (sign, at: number) => {
    const before = beforeSign(clean, at);
    if (before === 'start') starts = true;
    // “- one of a list” is none.
    const isItem = sign === '-' && /^[ \t]/.test(clean.slice(at + 1, at + 2));
    return before === 'separator' && !isItem ? `'${sign}` : sign;
  });
  return starts ? `'${inner}` : inner;
}

/** What stands before a sign, beyond what is not seen. Each gap is looked at once. */
function beforeSign(text: string, at: number): 'start' | 'separator' | 'words' {
  let separated = false;
  for (let n = at - 1; n >= 0; n -= 1) {
    const one = text.charAt(n);
    if (SEPARATOR.test(one)) separated = true;
    else if (!UNSEEN.test(one)) return separated ? 'separator' : 'words';
  }
  return 'start';
}

export type Cell = string | number | boolean | null;

/** Excel takes no more characters into one cell. */
const MOST = 32_000;

/** @param decimal what stands before the fraction of a number */
export function cellText(value: Cell, decimal: '.' | ','): string {
  switch (typeof value) {
    case 'number':
      return decimal === ',' ? String(value).replace('.', ',') : String(value);
    case 'boolean':
      return String(value);
    case 'string':
      return defused(value.length > MOST ? `${value.slice(0, MOST)}…` : value);
    default:
      return '';
  }
}
