/** What others wrote, made fit to be stored: PostgreSQL takes neither NUL nor half a surrogate pair. Pure. */

const NUL = new RegExp(String.fromCharCode(0), 'g');
const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;
/** Nesting limit, far deeper than real values; what lies below it is left out. */
const DEEPEST = 60;

export function storable(text: string): string {
  return text.replace(NUL, '').replace(LONE_SURROGATE, '\uFFFD');
}

export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  // Not through the middle of a character that takes two units.
  return `${storable(text.slice(0, max - 1)).replace(/\uFFFD$/, '')}…`;
}

/** A copy of a JSON value that PostgreSQL can store, however deep the original is. */
export function storableTree(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return storable(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= DEEPEST) return null;
  if (Array.isArray(value)) return value.map((item) => storableTree(item, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [storable(key), storableTree(item, depth + 1)]));
}
