/** How keys are called: on the screen, and for screen readers. */
import { keyboardWords } from '../words/keyboard';

/** "Ctrl", "Shift", "Enter" */
export function keyNames(keys: string, isMac: boolean): string[] {
  const names: Partial<Record<string, string>> = { ...keyboardWords.keys, ...(isMac && keyboardWords.macKeys) };
  return keys.split('+').map((key) => names[key] ?? (key.length === 1 ? key.toUpperCase() : key));
}

/** "Ctrl+Shift+Enter", as docs write it. */
export const keyText = (keys: string): string => keyNames(keys, false).join('+');

/** As `aria-keyshortcuts` has them: "Control+K P". */
export const ariaKeys = (keys: readonly string[], isMac: boolean): string =>
  keys
    .map((each) =>
      each
        .split('+')
        .map((key) => ariaKey(key, isMac))
        .join('+'),
    )
    .join(' ');

function ariaKey(key: string, isMac: boolean): string {
  if (key === 'Mod') return isMac ? 'Meta' : 'Control';
  return key.length === 1 ? key.toUpperCase() : key;
}
