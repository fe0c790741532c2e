/** Which shortcut a key press means, on any layout. Pure. */
import { SHORTCUTS, type Shortcut, type ShortcutName } from './shortcuts';

/** What of a KeyboardEvent matters. */
export interface Press {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  /** An input method has not decided yet. */
  isComposing: boolean;
  /** 229 while an input method works, in browsers that say it so. */
  keyCode: number;
  getModifierState: (name: string) => boolean;
}

export interface Match {
  name: ShortcutName;
  /** A letter or sign alone: typed into a field, it is a word's. */
  isBare: boolean;
}

export function matching(press: Press, isMac: boolean): Match | null {
  if (press.isComposing || press.keyCode === 229) return null;
  const all: readonly (Shortcut & { name: ShortcutName })[] = SHORTCUTS;
  for (const { name, keys, native } of all) {
    if (native) continue;
    const key = keys.find((each) => isPressed(each, press, isMac));
    if (key) return { name, isBare: isBare(key) };
  }
  return null;
}

/** Whether a key writes something by itself. */
export const isBare = (key: string): boolean => key.length === 1;

function isPressed(shortcut: string, press: Press, isMac: boolean): boolean {
  const parts = shortcut.split('+');
  const key = parts.pop() ?? '';
  if (producedBy(press) !== key) return false;
  // AltGr writes signs, and on Windows it looks like Ctrl+Alt.
  const isAltGr = press.getModifierState('AltGraph');
  // Where a sign stands behind Shift or AltGr is the layout's affair.
  if (isBare(key) && parts.length === 0 && !isLetter(key)) {
    return isAltGr || (!press.ctrlKey && !press.metaKey && !press.altKey);
  }
  const [mod, other] = isMac ? [press.metaKey, press.ctrlKey] : [press.ctrlKey, press.metaKey];
  return (
    !isAltGr &&
    !other &&
    mod === parts.includes('Mod') &&
    press.altKey === parts.includes('Alt') &&
    press.shiftKey === parts.includes('Shift')
  );
}

const isLetter = (key: string): boolean => /^[a-z]$/.test(key);

/** The letter or sign a press produces; where letters are not Latin, the one of its place on a Latin keyboard. */
function producedBy({ key, code }: Press): string {
  if (key === '؟' || key === '՞') return '?';
  if (OTHER_LETTERS.test(key)) {
    if (code === 'Slash') return '/';
    return /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? key;
  }
  return key.length === 1 ? key.toLowerCase() : key;
}

/** An Arabic key may produce two. */
const OTHER_LETTERS = /^(?:(?!\p{Script=Latin})\p{L})+$/u;
