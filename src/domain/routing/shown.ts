/** Values in a sentence. Pure. */
import type { Value } from './condition';

const MOST = 40;

/** A text in quotes, cut; numbers and truths as they are. */
export function quoted(value: Value): string {
  if (value === null) return 'nothing';
  if (typeof value === 'string') return `“${cut(value.replace(/\s+/g, ' '), MOST)}”`;
  if (typeof value === 'object') return `[${value.map(quoted).join(', ')}]`;
  return String(value);
}

export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  // Half of a surrogate pair is no character.
  return `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
