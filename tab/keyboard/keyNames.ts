/** How keys are called: on the screen, and for screen readers. */
import { keyboardWords } from '../words/keyboard';

/** "Ctrl", "Shift", "Enter" */
export function keyNames(keys: string, isMac: boolean): string[] {
  const names: Partial<Record<string, string>> = { ...keyboardWords.keys, ...(isMac && keyboardWords.macKeys) };
  return keys.split('+').map((key) => names[key] ?? (key.length === 1 ? key.toUpperCase() : key));
}

/** "Ctrl+Shift+Enter", as docs write it. */
export const keyText = (keys: string): string => keyNames(keys, false).join('+');
