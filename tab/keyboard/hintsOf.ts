import type { KeyHints } from './hints';
import { ariaKeys, keyNames } from './keyNames';
import { isBare } from './matching';
import { SHORTCUTS, type Shortcut, type ShortcutName } from './shortcuts';

const all: readonly (Shortcut & { name: ShortcutName })[] = SHORTCUTS;

/** The keys of a command that do something, with or without those of a single letter or sign. */
export const keysOf = ({ keys }: Shortcut, hasSingle: boolean): readonly string[] =>
  keys.filter((key) => hasSingle || !isBare(key));

/** What the controls are told. Pure. */
export function hintsOf(hasSingle: boolean, isMac: boolean): KeyHints {
  const hints: KeyHints = {};
  for (const shortcut of all) {
    const keys = keysOf(shortcut, hasSingle);
    const [first] = keys;
    if (first === undefined) continue;
    hints[shortcut.name] = {
      aria: ariaKeys(keys, isMac),
      text: keyNames(first, isMac).join(isMac ? '' : '+'),
    };
  }
  return hints;
}
