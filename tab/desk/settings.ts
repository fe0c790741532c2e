/** Settings of one person in this browser; nobody else is told. */
const keyOf = (personId: string, name: string): string => `${personId}:${name}`;

/** Letters and signs alone do nothing (`noSingleKeys`): for who types by speech, or whose hands rest on the keys. */
type SettingName = 'sound' | 'undo' | 'noSingleKeys';

export function isOn(personId: string, name: SettingName): boolean {
  try {
    return localStorage.getItem(keyOf(personId, name)) === 'on';
  } catch {
    return false; // Storage may be forbidden in a frame; then nothing is set.
  }
}

export function setOn(personId: string, name: SettingName, on: boolean): void {
  try {
    if (on) localStorage.setItem(keyOf(personId, name), 'on');
    else localStorage.removeItem(keyOf(personId, name));
  } catch {
    // As above: it holds until the page is gone.
  }
}
