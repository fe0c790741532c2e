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

/** Excel takes no more characters, in UTF-16, into one cell: it shortens what is longer without a word. */
const MOST_IN_CELL = 32_767;

export interface CellForm {
  /** What stands before the fraction of a number. */
  decimal: '.' | ',';
  /** Stands at the end of a text that is too long. */
  cut: (of: number) => string;
}

export function cellText(value: Cell, { decimal, cut }: CellForm): string {
  switch (typeof value) {
    case 'number':
      if (/^-?\d{16,}$/.test(String(value))) return `'${value}`;
      return decimal === ',' ? String(value).replace('.', ',') : String(value);
    case 'boolean':
      return String(value);
    case 'string':
      return fitting(isMisread(value, decimal) ? `'${value}` : defused(value), cut(value.length));
    default:
      return '';
  }
}

/** Text that spreadsheets take for a number or a date, and show as something else than was said. */
const MISREAD = [
  // Zeros before it, and what is beyond 15 digits, are lost: numbers of orders, postcodes, cards.
  /^-?0\d+(?:[.,]\d+)?$/,
  /^-?\d{16,}$/,
  /^\d+(?:[.,]\d+)?e[+-]?\d+$/i,
  /^-?(?=(?:[.,]?\d){16})\d+(?:[.,]\d+)+$/,
  // Less than nothing.
  /^\([\d.,]+\)$/,
  // Days, which are others where people write them otherwise; written as the standard has it, one is the same everywhere.
  /^\d{1,4}[-/]\d{1,4}$/,
  /^(?!\d{4}-\d\d-\d\d$)\d{1,4}([-/.])\d{1,2}\1\d{1,4}$/,
  /^\d{1,2}\.\d{1,2}\.$/,
  // Shares, and what is no time of a day.
  /^\d{1,4}:\d(?::\d{1,2})?$/,
  /^(?:2[4-9]|[3-9]\d|\d{3,4}):\d\d(?::\d\d)?$/,
  ...daysInWords(),
];

/** 1-Mar, MAR1, May 5, 2026: of the languages that spreadsheets are mostly set to. */
function daysInWords(): RegExp[] {
  const names = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl'].flatMap((language) =>
    (['long', 'short'] as const).flatMap((month) => {
      const name = new Intl.DateTimeFormat(language, { month, timeZone: 'UTC' });
      return Array.from({ length: 12 }, (_, n) => name.format(Date.UTC(2026, n)).replace(/\.$/, ''));
    }),
  );
  const month = `(?:${[...new Set([...names, 'sept'])].join('|')})\\.?`;
  const gap = '[-/., ]{0,2}';
  return [
    new RegExp(`^\\d{1,4}${gap}${month}(?:${gap}\\d{1,4})?$`, 'iu'),
    new RegExp(`^${month}${gap}\\d{1,4}(?:${gap}\\d{1,4})?$`, 'iu'),
  ];
}
/** Of the other language's writing: 1.5 is the first of May, and 1,5 is fifteen. */
const MISREAD_IN = { '.': /^-?\d+,\d+$/, ',': /^-?\d+\.\d+$/ };

function isMisread(text: string, decimal: CellForm['decimal']): boolean {
  const said = text.length > 64 ? '' : text.trim();
  return [...MISREAD, MISREAD_IN[decimal]].some((form) => form.test(said));
}

/** No half of a character is left at its end. */
function fitting(text: string, mark: string): string {
  if (text.length <= MOST_IN_CELL) return text;
  return text.slice(0, MOST_IN_CELL - mark.length).replace(/[\uD800-\uDBFF]$/, '') + mark;
}
