/** Days of a time zone, daylight saving included. Pure, but for the reader's own zone. */
import { zoneHere } from '../desk/clock';

const DAY_MS = 86_400_000;

/** Where the browser does not know it, the reader's own stands in. */
export function knownZone(zone: string): string {
  return zone !== '' && formatOf(zone) ? zone : zoneHere();
}

/** The day a moment is on. */
export function dayAt(at: number, zone: string): string {
  return new Date(at + offsetAt(at, zone)).toISOString().slice(0, 10);
}

/** The first moment of a day, or of one so many days later; empty: it is none. */
export function startOfDay(day: string, later: number, zone: string): string {
  const midnight = Date.parse(`${day}T00:00:00Z`) + later * DAY_MS;
  if (Number.isNaN(midnight)) return '';
  // By the clock before and after it may have been changed: the first of the two that is on this day.
  const [one = midnight, other = midnight] = [midnight - DAY_MS, midnight + DAY_MS]
    .map((near) => midnight - offsetAt(near, zone))
    .sort((a, b) => a - b);
  const isOnIt = dayAt(one, zone) === new Date(midnight).toISOString().slice(0, 10);
  return new Date(isOnIt ? one : other).toISOString();
}

/** So many days before another. */
export const dayBefore = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - days * DAY_MS).toISOString().slice(0, 10);

/** By how much its clocks are ahead of UTC, in milliseconds. */
function offsetAt(at: number, zone: string): number {
  const parts = formatOf(zone)?.formatToParts(at) ?? [];
  const of = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value);
  const local = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  return Number.isNaN(local) ? 0 : local - Math.floor(at / 1_000) * 1_000;
}

const formats = new Map<string, Intl.DateTimeFormat | null>();

function formatOf(zone: string): Intl.DateTimeFormat | null {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const format = formatFor(zone);
  formats.set(zone, format);
  return format;
}

function formatFor(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    // A link, or an API, may name any zone.
    return null;
  }
}
