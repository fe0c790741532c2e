/** Markdown as agents write it: bold, italic, links, lists; what a key or a button does to the words chosen. Pure. */
export type Format = 'bold' | 'italic' | 'link' | 'bullets' | 'numbers';

/** A text with a part of it selected. */
export interface Chosen {
  text: string;
  start: number;
  end: number;
}

const BOLD = /\*\*(?=\S)[^*\n]*\S\*\*/;
const ITALIC = /(?<![\p{L}\p{N}_])_(?=[^\s_])[^_\n]*(?<=[^\s_])_(?![\p{L}\p{N}_])/u;
const LINK = /\[[^\]\n]+\]\(https?:\/\/[^\s)]+\)/;
const LIST = /^(?:[-*]|\d{1,3}\.) \S/m;

/** Whether words are meant as Markdown; anything else reaches the customer to the letter. */
export const isFormatted = (text: string): boolean => [BOLD, ITALIC, LINK, LIST].some((sign) => sign.test(text));

export function apply(format: Format, chosen: Chosen): Chosen {
  switch (format) {
    case 'bold':
      return wrap(chosen, '**');
    case 'italic':
      return wrap(chosen, '_');
    case 'link':
      return link(chosen);
    case 'bullets':
      return list(chosen, () => '- ');
    case 'numbers':
      return list(chosen, (index) => `${index + 1}. `);
  }
}

/** The same key again takes the marks away. */
function wrap({ text, start, end }: Chosen, mark: string): Chosen {
  const inside = text.slice(start, end);
  const size = mark.length;
  if (text.slice(start - size, start) === mark && text.slice(end, end + size) === mark && start >= size) {
    return {
      text: text.slice(0, start - size) + inside + text.slice(end + size),
      start: start - size,
      end: end - size,
    };
  }
  return {
    text: text.slice(0, start) + mark + inside + mark + text.slice(end),
    start: start + size,
    end: end + size,
  };
}

/** Selects what is still to be given: the address, or the words of an address. */
function link({ text, start, end }: Chosen): Chosen {
  const inside = text.slice(start, end);
  const [before, after] = [text.slice(0, start), text.slice(end)];
  if (/^https?:\/\/\S+$/.test(inside)) {
    return { text: `${before}[](${inside})${after}`, start: start + 1, end: start + 1 };
  }
  const address = 'https://';
  const from = start + inside.length + 3;
  return { text: `${before}[${inside}](${address})${after}`, start: from, end: from + address.length };
}

const MARK = /^(?:[-*]|\d{1,3}\.) /;

/** All lines that are chosen, even in part; the same list again takes its marks away. */
function list({ text, start, end }: Chosen, markOf: (index: number) => string): Chosen {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const next = text.indexOf('\n', end);
  const to = next === -1 ? text.length : next;
  const lines = text.slice(from, to).split('\n');
  const isSame = lines.every((line, index) => line.startsWith(markOf(index)));
  const changed = lines.map((line, index) => (isSame ? '' : markOf(index)) + line.replace(MARK, '')).join('\n');
  const done = { text: text.slice(0, from) + changed + text.slice(to), end: from + changed.length };
  return { ...done, start: start === end ? done.end : from };
}

/** In a list, a new line goes on with it; on an empty point it ends. Null outside of lists. */
export function newLine({ text, start, end }: Chosen): Chosen | null {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const [, mark, digits, rest] = /^((?:[-*]|(\d{1,3})\.) )(.*)$/.exec(text.slice(from, start)) ?? [];
  if (mark === undefined) return null;
  if (rest?.trim() === '') {
    return { text: text.slice(0, from) + text.slice(end), start: from, end: from };
  }
  const added = `\n${digits === undefined ? mark : `${Number(digits) + 1}. `}`;
  const at = start + added.length;
  return { text: text.slice(0, start) + added + text.slice(end), start: at, end: at };
}

/** By the character, not the place of the key: the same on every layout. */
export function formatOf(event: {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}): Format | null {
  // AltGr is Ctrl+Alt: there it writes characters.
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return null;
  return KEYS[event.key.toLowerCase()] ?? null;
}

const KEYS: Partial<Record<string, Format>> = { b: 'bold', i: 'italic', k: 'link' };
