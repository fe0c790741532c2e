/**
 * Allowlist of functions for conditions, from the adaptive-expressions language. Left out: what is unbounded (loops,
 * generated lists, regular expressions, repeated replacing), what is not deterministic (clock, random), and what
 * reaches into objects. Pure.
 */
export type Kind = 'text' | 'number' | 'boolean' | 'list' | 'any';

interface Shape {
  /** What each argument may be; the last repeats up to `most`. */
  takes: readonly (readonly Kind[])[];
  least: number;
  most: number;
  gives: Kind;
}

const MANY = 200;
const ANY: readonly Kind[] = ['any'];
const TEXT: readonly Kind[] = ['text'];
const NUMBER: readonly Kind[] = ['number'];
const TRUTH: readonly Kind[] = ['boolean'];
const ORDERED: readonly Kind[] = ['number', 'text'];

const shape = (takes: Shape['takes'], gives: Kind, least = takes.length, most = least): Shape => ({
  takes,
  gives,
  least,
  most,
});

export const OPERATIONS = {
  and: shape([TRUTH], 'boolean', 1, MANY),
  or: shape([TRUTH], 'boolean', 1, MANY),
  not: shape([TRUTH], 'boolean'),
  if: shape([TRUTH, ANY, ANY], 'any'),
  equals: shape([ANY, ANY], 'boolean'),
  '!=': shape([ANY, ANY], 'boolean'),
  less: shape([ORDERED, ORDERED], 'boolean'),
  lessOrEquals: shape([ORDERED, ORDERED], 'boolean'),
  greater: shape([ORDERED, ORDERED], 'boolean'),
  greaterOrEquals: shape([ORDERED, ORDERED], 'boolean'),
  exists: shape([ANY], 'boolean'),
  empty: shape([['text', 'list']], 'boolean'),
  coalesce: shape([ANY], 'any', 1, MANY),
  contains: shape([['text', 'list'], ANY], 'boolean'),
  startsWith: shape([TEXT, TEXT], 'boolean'),
  endsWith: shape([TEXT, TEXT], 'boolean'),
  toLower: shape([TEXT], 'text'),
  toUpper: shape([TEXT], 'text'),
  trim: shape([TEXT], 'text'),
  length: shape([TEXT], 'number'),
  substring: shape([TEXT, NUMBER, NUMBER], 'text', 2, 3),
  indexOf: shape([TEXT, TEXT], 'number'),
  lastIndexOf: shape([TEXT, TEXT], 'number'),
  concat: shape([TEXT], 'text', 1, MANY),
  add: shape([ORDERED, ORDERED], 'any', 2, MANY),
  sub: shape([NUMBER], 'number', 2, MANY),
  mul: shape([NUMBER], 'number', 2, MANY),
  div: shape([NUMBER], 'number', 2, MANY),
  mod: shape([NUMBER, NUMBER], 'number'),
  min: shape([NUMBER], 'number', 1, MANY),
  max: shape([NUMBER], 'number', 1, MANY),
  abs: shape([NUMBER], 'number'),
  round: shape([NUMBER, NUMBER], 'number', 1, 2),
  floor: shape([NUMBER], 'number'),
  ceiling: shape([NUMBER], 'number'),
  int: shape([ORDERED], 'number'),
  float: shape([ORDERED], 'number'),
  bool: shape([['text', 'number', 'boolean']], 'boolean'),
  string: shape([['text', 'number', 'boolean']], 'text'),
  isString: shape([ANY], 'boolean'),
  isInteger: shape([ANY], 'boolean'),
  isFloat: shape([ANY], 'boolean'),
  isBoolean: shape([ANY], 'boolean'),
} as const satisfies Record<string, Shape>;

export type Operation = keyof typeof OPERATIONS;

export const shapeOf = (operation: Operation): Shape => OPERATIONS[operation];

const SIGNS: Readonly<Record<string, Operation>> = {
  '&&': 'and',
  '||': 'or',
  '!': 'not',
  '==': 'equals',
  '!=': '!=',
  '<>': '!=',
  '<': 'less',
  '<=': 'lessOrEquals',
  '>': 'greater',
  '>=': 'greaterOrEquals',
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '/': 'div',
  '%': 'mod',
  '&': 'concat',
  '??': 'coalesce',
};

export const operationOfSign = (sign: string): Operation | null =>
  Object.hasOwn(SIGNS, sign) ? (SIGNS[sign] ?? null) : null;

/** Functions a person may write by name. */
export const FUNCTIONS = (Object.keys(OPERATIONS) as Operation[]).filter((name) => name !== '!=').sort();

export const operationOfName = (name: string): Operation | null => FUNCTIONS.find((known) => known === name) ?? null;

/** What people mean who come from other languages, where no likeness of letters shows it. */
const MEANT: Readonly<Record<string, Operation>> = {
  ismatch: 'contains',
  matches: 'contains',
  match: 'contains',
  includes: 'contains',
  search: 'contains',
  any: 'contains',
  foreach: 'contains',
  select: 'contains',
  where: 'contains',
  len: 'length',
  count: 'length',
  ispresent: 'exists',
  isnull: 'exists',
  isempty: 'empty',
  tolowercase: 'toLower',
  lower: 'toLower',
  upper: 'toUpper',
  number: 'float',
  parsefloat: 'float',
  parseint: 'int',
  power: 'mul',
  exp: 'mul',
  join: 'concat',
};

/** The allowed function nearest to what was written. */
export function nearest(name: string): Operation {
  const written = name.toLowerCase();
  const meant = Object.hasOwn(MEANT, written) ? MEANT[written] : undefined;
  if (meant) return meant;
  let best: { operation: Operation; far: number } = { operation: 'contains', far: Infinity };
  for (const operation of FUNCTIONS) {
    const far = distance(written.slice(0, 40), operation.toLowerCase());
    if (far < best.far) best = { operation, far };
  }
  return best.operation;
}

/** Letters to add, drop or change to make one word another. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

export const KIND_WORDS: Record<Kind, string> = {
  text: 'a text',
  number: 'a number',
  boolean: 'true or false',
  list: 'a list',
  any: 'anything',
};

export function kindOfValue(value: string | number | boolean | readonly unknown[]): Exclude<Kind, 'any'> {
  if (typeof value === 'string') return 'text';
  if (typeof value === 'number') return 'number';
  return typeof value === 'boolean' ? 'boolean' : 'list';
}
