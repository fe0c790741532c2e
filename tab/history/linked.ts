/** What a link to the history shows, once: whoever comes here again later has something else in mind. */
import { takeHistoryAsked } from '../desk/historyAsked';
import { type Filters, fromLink, NO_FILTERS } from './filters';

const HISTORY = 'history:';
let isTaken = false;

/** What one comes here for from a figure, or by a link. */
export function takeAsked(linked: string | null): Filters {
  const asked = takeHistoryAsked();
  return asked ? { ...NO_FILTERS, ...asked } : takeLinked(linked);
}

/** @param linked what the tab was opened with */
function takeLinked(linked: string | null): Filters {
  if (isTaken || !linked?.startsWith(HISTORY)) return NO_FILTERS;
  isTaken = true;
  return fromLink(linked.slice(HISTORY.length)) ?? NO_FILTERS;
}
