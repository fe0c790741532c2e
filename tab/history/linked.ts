/** What a link to the history shows, once: whoever comes here again later has something else in mind. */
import { historyWish } from '../desk/wishes';
import { type Filters, fromLink, NO_FILTERS } from './filters';

const HISTORY = 'history:';
let isTaken = false;

/**
 * What one comes here for from a figure, or by a link. Only looked at: a screen whose parts are still fetched is
 * begun more than once.
 */
export function askedFor(linked: string | null): Filters {
  const asked = historyWish.asked();
  return asked ? { ...NO_FILTERS, ...asked } : linkedTo(linked);
}

/** Once it is shown. */
export function forgetAsked(): void {
  historyWish.forget();
  isTaken = true;
}

/** @param linked what the tab was opened with */
function linkedTo(linked: string | null): Filters {
  if (isTaken || !linked?.startsWith(HISTORY)) return NO_FILTERS;
  return fromLink(linked.slice(HISTORY.length)) ?? NO_FILTERS;
}
