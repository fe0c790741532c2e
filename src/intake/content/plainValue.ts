/** One value of any shape as something people can read. Pure. */
import { VARIABLE_LIMITS } from '../../contract/fields';
import type { Variable } from '../../domain/escalation';
import { cut, storable } from '../../base/storable';
import { isRecord, jsonText } from './foreignJson';

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
