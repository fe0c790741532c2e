/** The desk's clock, and the reader's time zone. What waits and what is due is reckoned by it: one that is set wrong here would mislead. */
const SOUND_MS = 10_000;
let ahead = 0;

export const deskNow = (): number => Date.now() + ahead;

/** @param at the desk's time, just told */
export function setDeskTime(at: string): void {
  const off = Date.parse(at) - Date.now();
  ahead = Math.abs(off) > SOUND_MS ? off : 0;
}

/** Where the reader is; a browser that cannot tell shows times of UTC. */
export function zoneHere(): string {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return !timeZone || timeZone === 'Etc/Unknown' ? 'UTC' : timeZone;
}
