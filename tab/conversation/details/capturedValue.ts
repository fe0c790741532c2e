/** What a captured value is, as people read it: bots send all they know as text. Pure. */
import type { Variable } from '../../../src/contract/api';

export type Captured =
  | { kind: 'empty' }
  | { kind: 'text'; text: string }
  | { kind: 'yesNo'; yes: boolean }
  /** Shown in the reader's digits; what is copied is as it came. */
  | { kind: 'number'; value: number; currency: string | null }
  | { kind: 'day'; at: string }
  | { kind: 'moment'; at: string }
  | { kind: 'link'; href: string; text: string }
  | { kind: 'list'; items: Captured[] }
  | { kind: 'fields'; fields: { name: string; value: Captured }[] }
  | { kind: 'table'; columns: string[]; rows: Captured[][] };

/** Deeper than this nobody reads: it stays as it came. */
const DEEPEST = 3;
const MOST_ITEMS = 50;
const MOST_COLUMNS = 6;

export function capturedOf({ name, value }: Variable): Captured {
  return read(value, name, 0);
}

/** As it came, for the clipboard. */
export const asText = (value: Variable['value']): string => (value === null ? '' : String(value));

function read(value: unknown, name: string, depth: number): Captured {
  if (value === null || value === undefined || value === '') return { kind: 'empty' };
  if (typeof value === 'boolean') return { kind: 'yesNo', yes: value };
  if (typeof value === 'number') return readNumber(value, name);
  if (typeof value === 'string') return readText(value, name, depth);
  if (depth >= DEEPEST) return { kind: 'text', text: JSON.stringify(value) };
  if (Array.isArray(value)) return readList(value, name, depth);
  return readObject(value as Record<string, unknown>, depth);
}

const isAmount = (name: string): boolean => /amount|price|total|cost|sum|fee|balance|refund|salary|budget/i.test(name);

/** A number may be a name, as of an order: only what is an amount is written as one. */
function readNumber(value: number, name: string): Captured {
  return isAmount(name) || !Number.isInteger(value)
    ? { kind: 'number', value, currency: null }
    : { kind: 'text', text: String(value) };
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/;
const MONEY = /^(?:([A-Z]{3}) ?(-?\d+(?:\.\d+)?)|(-?\d+(?:\.\d+)?) ?([A-Z]{3}))$/;
const MAIL = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/;

function readText(text: string, name: string, depth: number): Captured {
  const trimmed = text.trim();
  if (trimmed === '') return { kind: 'empty' };
  if (/^[[{]/.test(trimmed) && depth < DEEPEST) {
    const parsed = parse(trimmed);
    if (parsed !== null) return read(parsed, name, depth);
  }
  if (DAY.test(trimmed) && !Number.isNaN(Date.parse(trimmed))) return { kind: 'day', at: trimmed };
  if (MOMENT.test(trimmed) && !Number.isNaN(Date.parse(trimmed))) return { kind: 'moment', at: trimmed };
  const [, before, first, second, after] = MONEY.exec(trimmed) ?? [];
  const currency = before ?? after;
  if (currency && isCurrency(currency)) return { kind: 'number', value: Number(first ?? second), currency };
  if (/^-?\d{1,12}(\.\d+)?$/.test(trimmed) && isAmount(name)) {
    return { kind: 'number', value: Number(trimmed), currency: null };
  }
  if (/^https?:\/\/\S+$/i.test(trimmed) && URL.canParse(trimmed)) return { kind: 'link', href: trimmed, text: trimmed };
  if (MAIL.test(trimmed)) return { kind: 'link', href: `mailto:${trimmed}`, text: trimmed };
  return { kind: 'text', text };
}

function readList(items: unknown[], name: string, depth: number): Captured {
  if (items.length === 0) return { kind: 'empty' };
  if (items.length > MOST_ITEMS) return { kind: 'text', text: JSON.stringify(items) };
  if (items.every(isRecord)) {
    const columns = [...new Set(items.flatMap((item) => Object.keys(item)))];
    if (columns.length > 0 && columns.length <= MOST_COLUMNS) {
      return {
        kind: 'table',
        columns,
        rows: items.map((item) => columns.map((column) => read(item[column], column, depth + 1))),
      };
    }
  }
  return { kind: 'list', items: items.map((item) => read(item, name, depth + 1)) };
}

function readObject(value: Record<string, unknown>, depth: number): Captured {
  const entries = Object.entries(value);
  if (entries.length === 0) return { kind: 'empty' };
  const [amount, currency] = [value['amount'] ?? value['value'], value['currency'] ?? value['currencyCode']];
  if (entries.length === 2 && typeof amount === 'number' && typeof currency === 'string' && isCurrency(currency)) {
    return { kind: 'number', value: amount, currency };
  }
  return {
    kind: 'fields',
    fields: entries.slice(0, MOST_ITEMS).map(([name, field]) => ({ name, value: read(field, name, depth + 1) })),
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function isCurrency(code: string): boolean {
  return Intl.supportedValuesOf('currency').includes(code);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null; // Words that merely begin with a bracket.
  }
}

/** Where a name such as PaymentsAffected may break when the column is narrow. */
export const breakable = (name: string): string => name.replace(/([a-z\d])([A-Z])|([_.])/g, '$1$3\u200b$2');
