/** Times as spreadsheets of every language read them, in a time zone. Pure. */
import { IANAZone } from 'luxon';

/** No zone changes its offset within one. */
const QUARTER_MS = 15 * 60_000;

/**
 * `2026-11-26 13:45:00`. Asking for an offset is dear, and neighbours in a list have the same: the last few are kept.
 */
export function zoneTimes(zone: string): (at: Date | null) => string | null {
  const known = new Map<number, number>();
  const place = IANAZone.create(zone);
  const offsetAt = (ms: number): number => {
    const quarter = Math.floor(ms / QUARTER_MS);
    let offset = known.get(quarter);
    if (offset === undefined) {
      if (known.size >= 1_000) known.clear();
      offset = place.offset(quarter * QUARTER_MS);
      known.set(quarter, offset);
    }
    return offset;
  };
  return (at) => at && written(at.getTime() + offsetAt(at.getTime()) * 60_000);
}

const written = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
