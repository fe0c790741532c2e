/** What a person chose to see, and what that asks of the server. Pure. */
import type { ViewField, ViewShows } from '../../src/contract/api';
import { zoneHere } from '../desk/clock';
import type { ListFilter } from '../desk/keys';
import { dayAt, dayBefore, knownZone, startOfDay } from '../parts/days';

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
  zone: '',
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
  overdue: '',
  waited: '',
  test: '',
  figure: '',
  figureQueue: '',
  figureAgent: '',
  topic: '',
  unnamed: '',
  hour: '',
  unlike: '',
  phrase: '',
  order: '',
  columns: '',
};

const FIELDS = Object.keys(NO_FILTERS) as ViewField[];
/** Beside what is narrowed: what is looked for, which days are meant, and how it is shown. */
const NO_NARROWING: readonly ViewField[] = ['q', 'value', 'zone', 'order', 'columns'];
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

/** From the first moment of one day to the first behind the other, in the time zone they are of. */
export function toListFilter(
  { from, to, zone: of, days, q, waited, order, columns: _, ...rest }: Filters,
  now: number,
): ListFilter {
  const zone = knownZone(of);
  return {
    ...rest,
    hourZone: rest.hour && zone,
    value: rest.variable ? rest.value : '',
    q: q.trimStart(),
    order: ORDERS.find((one) => one === order) ?? 'newest',
    from: startOfDay(days ? dayBefore(dayAt(now, zone), Number(days) - 1) : from, 0, zone),
    to: startOfDay(to, 1, zone),
    waited: Number(waited) > 0 ? String(Math.round(Number(waited) * 60)) : '',
  };
}

export const countOf = (filters: Filters): number =>
  FIELDS.filter((field) => !NO_NARROWING.includes(field) && filters[field] !== '').length;

const hasDays = ({ from, to, days, hour }: Filters): boolean => [from, to, days, hour].some((one) => one !== '');

/** Whose days they are, where they are not the reader's own; null: they are, or there are none. */
export const otherZoneOf = (filters: Filters): string | null => {
  const zone = knownZone(filters.zone);
  return hasDays(filters) && zone !== zoneHere() ? zone : null;
};

/** What is left out is any. Days are told with their time zone: whoever is sent them has another. */
export function toShows(filters: Filters): ViewShows {
  const all = { ...filters, zone: hasDays(filters) ? knownZone(filters.zone) : '' };
  return Object.fromEntries(FIELDS.flatMap((field) => (all[field] === '' ? [] : [[field, all[field]]])));
}

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
