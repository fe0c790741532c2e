/** What a bot captured, whatever its shape, as plain names and values. Pure. */
import { variablesCutWords } from '../../cards/words/agent/handoff';
import type { Variable } from '../../domain/escalation';
import { VARIABLE_LIMITS } from '../../contract/fields';
import { cut, storable } from '../../base/storable';
import { isRecord, textOf, unwrapJson } from '../content/foreignJson';
import { plainValue } from '../content/plainValue';

/** Name and value pairs, later ones winning: `[{name, value}]` or an object. */
export function pairsOf(value: unknown): [string, unknown][] {
  if (Array.isArray(value)) {
    return value.filter(isRecord).flatMap((item) => {
      const name = textOf(item.name, VARIABLE_LIMITS.name);
      return name === null ? [] : [[name, item.value] as [string, unknown]];
    });
  }
  return isRecord(value) ? Object.entries(value) : [];
}

/** Within the limits; what was cut is said in `problems`. */
export function readVariables(pairs: [string, unknown][], problems: string[]): Variable[] {
  const byName = new Map<string, Variable['value']>();
  for (const [name, value] of pairs) {
    const key = cut(storable(name), VARIABLE_LIMITS.name);
    if (key.trim() !== '') byName.set(key, plainValue(value));
  }
  const all = [...byName].map(([name, value]) => ({ name, value }));
  const kept: Variable[] = [];
  let size = 0;
  for (const variable of all) {
    size += variable.name.length + String(variable.value).length;
    if (kept.length === VARIABLE_LIMITS.count || size > VARIABLE_LIMITS.total) break;
    kept.push(variable);
  }
  if (kept.length < all.length) problems.push(variablesCutWords(all.length, kept.length));
  return kept;
}

/** Phrases arrive as one text, as a list or as a list in JSON text; the last one counts. */
export function lastText(value: unknown, max: number): string | null {
  const read = unwrapJson(value);
  if (!Array.isArray(read)) return textOf(plainValue(read), max);
  return textOf(plainValue(read.at(-1)), max);
}
