/**
 * Rate limiter with sliding windows (Teams' rate table), pure: how many more sends a conversation takes now, and when the next fits.
 * Windows slide, so send times are kept: exactly for the short windows, per minute for the hour.
 */

export interface Window {
  milliseconds: number;
  most: number;
}

/** Per bot and conversation; a channel is one conversation. From Microsoft's "Rate limiting for agents". */
export const PER_CONVERSATION: readonly Window[] = [
  { milliseconds: 1_000, most: 7 },
  { milliseconds: 2_000, most: 8 },
  { milliseconds: 30_000, most: 60 },
  { milliseconds: 3_600_000, most: 1_800 },
];

/** Per app and tenant. */
export const PER_TENANT: readonly Window[] = [{ milliseconds: 1_000, most: 50 }];

/** Reactions, per app across all conversations. */
export const PER_APP: readonly Window[] = [{ milliseconds: 1_000, most: 2 }];

/**
 * Requests can bunch up on their way: what left 1,000 ms apart may arrive 990 ms apart.
 * Every window is kept this much longer than Teams counts it.
 */
const SLACK_MS = 120;
const MINUTE = 60_000;
/**
 * A send counts from its reservation until it has certainly arrived, and from then on as sent at that moment:
 * only so do slow sends never bunch up into one window. A send nobody reports on (a crash) lands by itself after this.
 */
const IN_FLIGHT_MS = 25_000;
/** Windows longer than this are counted by the minute instead of by the send. */
const EXACT_MS = 60_000;

export interface Budget {
  /**
   * Send times in milliseconds since the epoch, within the longest exact window.
   * A time still to come is the mark of a send under way.
   */
  recent: number[];
  /** Sends per minute since the epoch, for windows longer than that. */
  minutes: Record<string, number>;
}

export const EMPTY: Budget = { recent: [], minutes: {} };

export interface Reservation {
  granted: number;
  budget: Budget;
  /** One per granted send; `landed` exchanges it for the time of arrival. */
  marks: number[];
  /** When nothing fits: when to ask again. */
  freeAt: number | null;
}

/** Takes up to `wanted` sends at `now`. */
export function reserve(windows: readonly Window[], budget: Budget, wanted: number, now: number): Reservation {
  const kept = forget(windows, budget, now);
  let granted = wanted;
  let freeAt = now;
  for (const window of windows) {
    const { free, at } = roomIn(window, kept, now);
    granted = Math.min(granted, free);
    freeAt = Math.max(freeAt, at);
  }
  if (granted <= 0) return { granted: 0, budget: kept, marks: [], freeAt };
  const minute = String(Math.floor(now / MINUTE));
  const counts = windows.some(isLong) ? { ...kept.minutes, [minute]: (kept.minutes[minute] ?? 0) + granted } : {};
  // Fractions tell apart the marks of one millisecond.
  const marks = Array.from(
    { length: granted },
    (_, n) => now + IN_FLIGHT_MS + ((kept.recent.length + n) % 1_000) / 1_024,
  );
  return { granted, budget: { recent: [...kept.recent, ...marks], minutes: counts }, marks, freeAt: null };
}

/** The send behind this mark has arrived, or never will. */
export function landed(budget: Budget, mark: number, now: number): Budget {
  const at = budget.recent.indexOf(mark);
  return at < 0 ? budget : { ...budget, recent: budget.recent.with(at, now) };
}

function isLong(window: Window): boolean {
  return window.milliseconds > EXACT_MS;
}

function roomIn(window: Window, budget: Budget, now: number): { free: number; at: number } {
  const length = window.milliseconds + (isLong(window) ? IN_FLIGHT_MS : 0) + SLACK_MS;
  if (isLong(window)) {
    // A minute counts until all of it has left the window: late, never early.
    const counted = Object.entries(budget.minutes)
      .map(([minute, n]) => ({ leaves: (Number(minute) + 1) * MINUTE + length, n }))
      .filter(({ leaves }) => leaves > now)
      .sort((a, b) => a.leaves - b.leaves);
    const used = counted.reduce((sum, { n }) => sum + n, 0);
    return { free: window.most - used, at: used < window.most ? now : (counted[0]?.leaves ?? now) };
  }
  const inside = budget.recent.filter((at) => at > now - length).sort((a, b) => a - b);
  const free = window.most - inside.length;
  // The send whose leaving makes room for one more.
  const blocking = inside[inside.length - window.most];
  // Sends under way may be settled at any moment.
  return { free, at: free > 0 || blocking === undefined ? now : Math.min(blocking, now) + length };
}

function forget(windows: readonly Window[], budget: Budget, now: number): Budget {
  const exact = Math.max(0, ...windows.filter((w) => !isLong(w)).map((w) => w.milliseconds));
  const long = Math.max(0, ...windows.filter(isLong).map((w) => w.milliseconds));
  return {
    recent: budget.recent.filter((at) => at > now - exact - SLACK_MS),
    minutes: Object.fromEntries(
      Object.entries(budget.minutes).filter(
        ([minute]) => (Number(minute) + 1) * MINUTE + long + IN_FLIGHT_MS + SLACK_MS > now,
      ),
    ),
  };
}
