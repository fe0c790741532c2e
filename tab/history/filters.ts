/** What a person chose to see, and what that asks of the server. Pure. */
import type { ViewField, ViewShows } from '../../src/contract/api';
import type { ListFilter } from '../desk/keys';

/** Empty is any. Days are as date fields give them: 2026-11-23. */
export type Filters = Record<ViewField, string>;

export const NO_FILTERS: Filters = {
  q: '',
  status: '',
  queue: '',
  connection: '',
  assignee: '',
  from: '',
  to: '',
  days: '',
  outcome: '',
  tag: '',
  rating: '',
  language: '',
  variable: '',
  value: '',
  file: '',
  delivery: '',
  hold: '',
  leftMessage: '',
  waited: '',
  test: '',
  figure: '',
  figureQueue: '',
  figureAgent: '',
  topic: '',
  unnamed: '',
  phrase: '',
  order: '',
  columns: '',
};

const FIELDS = Object.keys(NO_FILTERS) as ViewField[];
/** Beside what is narrowed: what is looked for, and how it is shown. */
const NO_NARROWING: readonly ViewField[] = ['q', 'value', 'order', 'columns'];
/** Those of the second row. */
export const MORE_FIELDS = [
  'outcome',
  'tag',
  'rating',
  'waited',
  'language',
  'variable',
  'file',
  'delivery',
  'test',
] as const satisfies readonly ViewField[];

/** Those one writes in. */
export const TYPED: readonly ViewField[] = ['q', 'variable', 'value', 'waited'];

export type Order = 'newest' | 'oldest' | 'waited';
export const ORDERS: readonly Order[] = ['newest', 'oldest', 'waited'];

/** Days are the reader's own: from the first moment of one to the first behind the other. */
export function toListFilter(
  { from, to, days, q, waited, order, columns: _, ...rest }: Filters,
  now: number,
): ListFilter {
  return {
    ...rest,
    value: rest.variable ? rest.value : '',
    q: q.trimStart(),
    order: ORDERS.find((one) => one === order) ?? 'newest',
    from: days ? daysBefore(Number(days) - 1, now) : momentOf(from, 0),
    to: momentOf(to, 1),
    waited: Number(waited) > 0 ? String(Math.round(Number(waited) * 60)) : '',
  };
}

export const countOf = (filters: Filters): number =>
  FIELDS.filter((field) => !NO_NARROWING.includes(field) && filters[field] !== '').length;

/** What is left out is any. */
export const toShows = (filters: Filters): ViewShows =>
  Object.fromEntries(FIELDS.flatMap((field) => (filters[field] === '' ? [] : [[field, filters[field]]])));

export const fromShows = (shows: ViewShows): Filters => ({ ...NO_FILTERS, ...shows });

/** What a link carries; null: nothing that can be shown. */
export function fromLink(text: string): Filters | null {
  try {
    const shows = JSON.parse(text) as unknown;
    if (typeof shows !== 'object' || shows === null) return null;
    const known = FIELDS.flatMap((field) => {
      const value = (shows as Record<string, unknown>)[field];
      return typeof value === 'string' ? [[field, value.slice(0, 500)] as const] : [];
    });
    return { ...NO_FILTERS, ...Object.fromEntries(known) };
  } catch {
    return null;
  }
}

export const COLUMNS = [
  'status',
  'queue',
  'bot',
  'agent',
  'opened',
  'waited',
  'ended',
  'language',
  'rating',
  'summary',
] as const;
export type Column = (typeof COLUMNS)[number];
const USUAL: readonly Column[] = ['status', 'queue', 'bot', 'agent', 'opened'];

/** In the order of the list, whichever was chosen first. */
export function columnsOf({ columns }: Filters): readonly Column[] {
  const chosen = columns.split(',');
  return columns === '' ? USUAL : COLUMNS.filter((column) => chosen.includes(column));
}

export function withColumns(columns: readonly Column[]): string {
  const chosen = COLUMNS.filter((column) => columns.includes(column));
  const isUsual = chosen.length === USUAL.length && chosen.every((column) => USUAL.includes(column));
  return isUsual ? '' : chosen.join(',') || 'none';
}

function daysBefore(days: number, now: number): string {
  const date = new Date(now);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() - days).toISOString();
}

/** @param later days */
function momentOf(day: string, later: number): string {
  const [year, month, date] = day.split('-').map(Number);
  if (!year || !month || !date) return '';
  return new Date(year, month - 1, date + later).toISOString();
}
