/** Lenient reading of foreign JSON: nothing here throws, and what comes out can be stored. Pure. */
import { cut, storable, storableTree } from '../../base/storable';

export type JsonRecord = Record<string, unknown>;

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A field by its name in any casing; the exact spelling wins. */
export function field(record: JsonRecord, name: string): unknown {
  if (Object.hasOwn(record, name)) return record[name];
  const wanted = name.toLowerCase();
  const key = Object.keys(record).find((candidate) => candidate.toLowerCase() === wanted);
  return key === undefined ? undefined : record[key];
}

/** A text with something in it, or null. */
export function textOf(value: unknown, max: number): string | null {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = typeof value === 'string' ? storable(value) : '';
  return text.trim() === '' ? null : cut(text, max);
}

/** JSON in a string becomes what it says, after a byte-order mark, too; anything else stays as it is. */
export function unwrapJson(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value.trim()) as unknown;
  } catch {
    return value;
  }
}

/** The value as JSON text, or null for what JSON cannot say. */
export function jsonText(value: unknown): string | null {
  try {
    return storable(JSON.stringify(value) ?? '') || null;
  } catch {
    return null;
  }
}

/** A copy of a JSON value that can be stored, or undefined when it is larger than `max` characters or nests too deep. */
export function storableJson(value: unknown, max: number): unknown {
  const text = jsonText(value);
  if (text === null || text.length > max) return undefined;
  return storableTree(JSON.parse(text) as unknown);
}

/** ISO text with any number of fractional digits, with an offset or without (UTC), or epoch seconds or milliseconds. */
export function timeOf(value: unknown): Date | null {
  if (typeof value === 'string' && /^\s*\d+(\.\d+)?\s*$/.test(value)) return timeOf(Number(value));
  const ms =
    typeof value === 'number'
      ? value * (Math.abs(value) < 1e11 ? 1_000 : 1)
      : typeof value === 'string' && value.length <= 40
        ? Date.parse(/[zZ]$|[+-]\d\d:?\d\d$/.test(value.trim()) ? value.trim() : `${value.trim()}Z`)
        : NaN;
  // Outside these years it is no time anybody spoke at.
  return ms >= EARLIEST && ms <= LATEST ? new Date(ms) : null;
}

const EARLIEST = Date.UTC(2000, 0);
const LATEST = Date.UTC(2200, 0);

/** `En-US` → `en-US`; null for what is no language tag. */
export function languageOf(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > 60) return null;
  try {
    return Intl.getCanonicalLocales(value.trim().replaceAll('_', '-'))[0] ?? null;
  } catch {
    return null;
  }
}
