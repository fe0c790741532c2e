/** What the history shows when one comes to it from elsewhere in the tab, once. */
let asked: Record<string, string> | null = null;

export function askHistory(shows: Record<string, string>): void {
  asked = shows;
}

export const historyAsked = (): Record<string, string> | null => asked;

export function forgetHistoryAsked(): void {
  asked = null;
}
