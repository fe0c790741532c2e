/** What outlives a reload of the tab, for as long as the window lives: drafts and unsent words. */
export function remember(key: string, value: unknown): void {
  try {
    if (value === null || value === '') sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Storage may be forbidden in a frame or full; then memory ends with the page.
  }
}

export function recall<T>(key: string): T | null {
  try {
    const text = sessionStorage.getItem(key);
    return text === null ? null : (JSON.parse(text) as T);
  } catch {
    return null;
  }
}
