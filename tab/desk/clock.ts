/** The desk's clock. What waits and what is due is reckoned by it: one that is set wrong here would mislead. */
const SOUND_MS = 10_000;
let ahead = 0;

export const deskNow = (): number => Date.now() + ahead;

/** @param at the desk's time, just told */
export function setDeskTime(at: string): void {
  const off = Date.parse(at) - Date.now();
  ahead = Math.abs(off) > SOUND_MS ? off : 0;
}
