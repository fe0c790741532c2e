/** A queue that had somebody and has nobody any more: when its managers are told. Pure. */
import { isOpenAt } from './hours';
import type { ServiceTargets } from './serviceTargets';

export interface Staffing {
  /** Somebody is available now. */
  isThere: boolean;
  /** Somebody was since managers were last told. */
  staffed: boolean;
  /** And nobody is any more, since then. */
  nobodySince: Date | null;
  waiting: number;
  hours: ServiceTargets['hours'];
}

/** Tabs are reloaded and people change seats. */
const PATIENCE_MS = 3 * 60_000;

/** Null: all stays as it is. */
export function decideStaffing(
  { isThere, staffed, nobodySince, waiting, hours }: Staffing,
  now: Date,
): (Pick<Staffing, 'staffed' | 'nobodySince'> & { tell: boolean }) | null {
  if (isThere) return staffed && nobodySince === null ? null : { staffed: true, nobodySince: null, tell: false };
  if (!staffed) return null;
  // The day is over.
  if (!isOpenAt(hours, now)) return { staffed: false, nobodySince: null, tell: false };
  if (nobodySince === null) return { staffed: true, nobodySince: now, tell: false };
  if (now.getTime() - nobodySince.getTime() < PATIENCE_MS) return null;
  // Without hours it may be night: it matters once somebody waits.
  if (hours === null && waiting === 0) return null;
  return { staffed: false, nobodySince: null, tell: true };
}
