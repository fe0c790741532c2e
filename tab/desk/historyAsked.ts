/** What the history shows when one comes to it from elsewhere in the tab, once. */
let asked: Record<string, string> | null = null;
let times = 0;

export function askHistory(shows: Record<string, string>): void {
  asked = shows;
  times += 1;
}

/** How often one came with a wish: whoever has another begins the history anew. */
export const timesAsked = (): number => times;

export const historyAsked = (): Record<string, string> | null => asked;

export function forgetHistoryAsked(): void {
  asked = null;
}
