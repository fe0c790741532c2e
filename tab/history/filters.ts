/** What a person chose to see, and what that asks of the server. Pure. */
import type { EscalationStatus } from '../../src/contract/api';
import type { ListFilter } from '../desk/keys';

export interface Filters {
  q: string;
  status: EscalationStatus | '';
  queue: string;
  connection: string;
  assignee: string;
  /** Days as a date field gives them: 2026-11-23. */
  from: string;
  to: string;
}

export const NO_FILTERS: Filters = { q: '', status: '', queue: '', connection: '', assignee: '', from: '', to: '' };

/** Days are the reader's own: from the first moment of one to the last of the other. */
export function toListFilter({ from, to, q, ...rest }: Filters): ListFilter {
  return {
    ...rest,
    q: q.trim(),
    order: 'newest',
    from: momentOf(from, 0, 0, 0, 0),
    to: momentOf(to, 23, 59, 59, 999),
  };
}

export const countOf = ({ q: _, ...rest }: Filters): number => Object.values(rest).filter(Boolean).length;

function momentOf(day: string, ...time: [number, number, number, number]): string {
  const [year, month, date] = day.split('-').map(Number);
  if (!year || !month || !date) return '';
  return new Date(year, month - 1, date, ...time).toISOString();
}
