/** What a bot captured, whatever its shape, as plain names and values. Pure. */
import type { Variable } from '../../domain/escalation';
import { VARIABLE_LIMITS } from '../../contract/fields';
import { cut, storable } from '../../base/storable';
import { isRecord, jsonText, textOf, unwrapJson } from './foreignJson';

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
  if (kept.length < all.length)
    problems.push(`The bot sent ${all.length} variables; the first ${kept.length} are kept.`);
  return kept;
}

/** A string, number, boolean or null stays; a choice becomes its value; a list or an object becomes JSON text. */
export function plainValue(value: unknown, depth = 0): Variable['value'] {
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'string') return cut(storable(value), VARIABLE_LIMITS.value);
  if (isRecord(value) && isWrapped(value) && depth < 3) return plainValue(value.value, depth + 1);
  const text = jsonText(value);
  return text === null ? '(a value that cannot be shown)' : cut(text, VARIABLE_LIMITS.value);
}

/** Copilot Studio's choices (`OptionDataValue`) and Dynamics' `{value, isDisplayable}`. */
function isWrapped(value: Record<string, unknown>): boolean {
  return 'value' in value && (value.$kind === 'OptionDataValue' || 'isDisplayable' in value);
}

/** Phrases arrive as one text, as a list or as a list in JSON text; the last one counts. */
export function lastText(value: unknown, max: number): string | null {
  const read = unwrapJson(value);
  if (!Array.isArray(read)) return textOf(plainValue(read), max);
  return textOf(plainValue(read.at(-1)), max);
}
