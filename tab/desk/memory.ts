/** Session storage: drafts and unsent messages outlive a reload of the tab, until the window closes. */
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

/** Names of what is remembered that begin so. */
export function remembered(prefix: string): string[] {
  try {
    return Object.keys(sessionStorage).filter((key) => key.startsWith(prefix));
  } catch {
    return [];
  }
}
