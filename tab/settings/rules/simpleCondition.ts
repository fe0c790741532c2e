/**
 * Conditions of the kind "field is value", several of them joined by one word: what the builder can show. Whatever else
 * the language can say is left to the language. Pure.
 */
export const SIGNS = ['==', '!=', 'contains', 'startsWith', '>', '>=', '<', '<=', 'exists'] as const;
export type Sign = (typeof SIGNS)[number];

export interface Line {
  /** As it stands in a condition: topic, amount, variables['Order number']. */
  field: string;
  sign: Sign;
  value: string;
  /** A value that looks like a number or a truth and is compared as text. */
  isText: boolean;
}

export interface SimpleCondition {
  joined: '&&' | '||';
  lines: Line[];
}

export const blankLine = (): Line => ({ field: '', sign: '==', value: '', isText: false });

const FIELD = String.raw`([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*|variables\['[^'\\]+'\])`;
const VALUE = String.raw`('[^'\\]*'|"[^"\\]*"|-?\d+(?:\.\d+)?|true|false)`;
const COMPARED = new RegExp(String.raw`^${FIELD}\s*(==|!=|>=|<=|>|<)\s*${VALUE}$`);
const CALLED = new RegExp(String.raw`^(contains|startsWith)\(\s*${FIELD}\s*,\s*('[^'\\]*'|"[^"\\]*")\s*\)$`);
const EXISTS = new RegExp(String.raw`^exists\(\s*${FIELD}\s*\)$`);
const WORDS = new Set(['true', 'false', 'null']);

/** Null: it says more than lines can show. */
export function readSimple(condition: string): SimpleCondition | null {
  const parts = partsOf(condition.trim());
  if (!parts) return null;
  const lines = parts.texts.map(readLine);
  return lines.every((line) => line !== null) ? { joined: parts.joined, lines: lines } : null;
}

function readLine(text: string): Line | null {
  const [, field = '', sign, value = ''] = COMPARED.exec(text) ?? [];
  if (sign && !WORDS.has(field)) return { field, sign: sign as Sign, ...readValue(value) };
  const [, call, of = '', words = ''] = CALLED.exec(text) ?? [];
  if (call) return { field: of, sign: call as Sign, ...readValue(words) };
  const [, there] = EXISTS.exec(text) ?? [];
  return there ? { field: there, sign: 'exists', value: '', isText: false } : null;
}

const readValue = (written: string): Pick<Line, 'value' | 'isText'> => {
  const isQuoted = /^['"]/.test(written);
  const value = isQuoted ? written.slice(1, -1) : written;
  return { value, isText: isQuoted && isPlain(value) };
};

const isPlain = (value: string): boolean => /^(-?\d+(\.\d+)?|true|false)$/.test(value);

/** Splits at the signs between conditions, never within a text; null where both are mixed. */
function partsOf(condition: string): { joined: '&&' | '||'; texts: string[] } | null {
  const tokens = condition.match(/'[^'\\]*'|"[^"\\]*"|&&|\|\||./gs) ?? [];
  const joins = new Set(tokens.filter((token) => token === '&&' || token === '||'));
  if (joins.size > 1) return null;
  const [joined = '&&'] = [...joins] as ('&&' | '||')[];
  const texts = [''];
  for (const token of tokens) {
    if (joins.has(token)) texts.push('');
    else texts[texts.length - 1] += token;
  }
  return { joined, texts: texts.map((text) => text.trim()) };
}

/** Lines that are not complete yet are left out. */
export const writeSimple = ({ joined, lines }: SimpleCondition): string =>
  lines.flatMap((line) => writeLine(line) ?? []).join(` ${joined} `);

function writeLine({ field, sign, value, isText }: Line): string | null {
  if (field === '') return null;
  if (sign === 'exists') return `exists(${field})`;
  if (value === '') return null;
  if (sign === 'contains' || sign === 'startsWith') return `${sign}(${field}, ${quoted(value)})`;
  return `${field} ${sign} ${isPlain(value) && !isText ? value : quoted(value)}`;
}

/** A text with both kinds of quotes in it cannot be written; the straight one gives way to a typographic one. */
const quoted = (value: string): string => {
  const plain = value.replace(/[\\\n\r]/g, ' ');
  return plain.includes("'") && !plain.includes('"') ? `"${plain}"` : `'${plain.replace(/'/g, '’')}'`;
};

/** How a variable is named in a condition; one that is called like a field of the chat, by its full name. */
export function fieldOfVariable(name: string, fields: readonly string[]): string | null {
  const isTaken = fields.some((field) => field.toLowerCase() === name.toLowerCase());
  if (/^[A-Za-z_]\w*$/.test(name)) return isTaken ? `variables.${name}` : name;
  return /['\\]/.test(name) ? null : `variables['${name}']`;
}
