/** What the history shows when one comes to it from elsewhere in the tab, once. */
let asked: Record<string, string> | null = null;

export function askHistory(shows: Record<string, string>): void {
  asked = shows;
}

export function takeHistoryAsked(): Record<string, string> | null {
  const taken = asked;
  asked = null;
  return taken;
}
