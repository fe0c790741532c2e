/** Which of a bot's values one person wants on top, in this browser. */
const keyOf = (personId: string, connectionId: string): string => `${personId}:pins:${connectionId}`;
const MOST = 50;

export function pinnedNames(personId: string, connectionId: string): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(personId, connectionId)) ?? '[]');
    return Array.isArray(kept) ? kept.filter((name) => typeof name === 'string').slice(0, MOST) : [];
  } catch {
    return []; // Storage may be forbidden in a frame, or hold what somebody else wrote.
  }
}

/** @returns what is pinned now */
export function setPinned(personId: string, connectionId: string, name: string, on: boolean): string[] {
  const others = pinnedNames(personId, connectionId).filter((one) => one !== name);
  const pinned = on ? [...others, name].slice(-MOST) : others;
  try {
    localStorage.setItem(keyOf(personId, connectionId), JSON.stringify(pinned));
  } catch {
    // As above: it holds until the page is gone.
  }
  return pinned;
}
