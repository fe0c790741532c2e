/** Where the grammar gave up, in words. Pure. */
import type { Mistake } from './condition';

const PLACE = /^syntax error at line (\d+):(\d+)/;
const WORDS = new Map([
  ['and', '&&'],
  ['or', '||'],
  ['is', '=='],
]);

export function mistakeOfSyntax(text: string, error: unknown): Mistake {
  const place = PLACE.exec(error instanceof Error ? error.message : '');
  if (!place) return { position: 0, length: text.length, reason: 'This condition cannot be read.' };
  const position = offsetOf(text, Number(place[1]), Number(place[2]));
  const found = /^[A-Za-z_#@$%][A-Za-z0-9_]*|^./su.exec(text.slice(position))?.[0] ?? '';
  return { position, length: found.length, reason: reasonFor(text, position, found) };
}

function offsetOf(text: string, line: number, column: number): number {
  const before = text.split('\n').slice(0, line - 1);
  return Math.min(text.length, before.reduce((sum, each) => sum + each.length + 1, 0) + column);
}

function reasonFor(text: string, position: number, found: string): string {
  if (position >= text.trimEnd().length) return 'The condition stops here in the middle; something is missing.';
  if (found === '=') return 'Two values are compared with ==.';
  if (found === "'" || found === '"') return 'This text has no closing quote.';
  if (/[‘’“”„«»]/.test(found)) return "Texts stand between straight quotes: 'like this'.";
  const sign = WORDS.get(found.toLowerCase());
  if (sign) return `Write ${sign} instead of “${found}”.`;
  if (found === '&' || found === '|') return `Write ${found}${found} between conditions.`;
  if (/[^\x20-\x7e\s]/.test(found)) {
    return `“${found}” cannot stand in a name as it is; write variables['the name'].`;
  }
  return `“${found}” does not belong here.`;
}
