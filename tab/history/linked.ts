/** What a link to the history shows, once: whoever comes here again later has something else in mind. */
import { type Filters, fromLink, NO_FILTERS } from './filters';

const HISTORY = 'history:';
let isTaken = false;

/** @param linked what the tab was opened with */
export function takeLinked(linked: string | null): Filters {
  if (isTaken || !linked?.startsWith(HISTORY)) return NO_FILTERS;
  isTaken = true;
  return fromLink(linked.slice(HISTORY.length)) ?? NO_FILTERS;
}
