/** Shortcuts as German, French, Arabic and other keyboards send them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hintsOf } from '../../tab/keyboard/hintsOf';
import { keyText } from '../../tab/keyboard/keyNames';
import { matching, type Press } from '../../tab/keyboard/matching';
import { SHORTCUTS, type Shortcut, type ShortcutName } from '../../tab/keyboard/shortcuts';
import { BROWSER, RESERVED, SHARED, TEAMS } from '../support/takenKeys';
import { keyboardWords } from '../../tab/words/keyboard';

type Held = 'ctrl' | 'meta' | 'alt' | 'shift' | 'altgr';

/** A press as browsers tell it; AltGr as Windows does, where it is Ctrl and Alt, too. */
function press(key: string, code: string, held: Held[] = [], more: Partial<Press> = {}): Press {
  const isAltGr = held.includes('altgr');
  return {
    key,
    code,
    ctrlKey: held.includes('ctrl') || isAltGr,
    metaKey: held.includes('meta'),
    altKey: held.includes('alt') || isAltGr,
    shiftKey: held.includes('shift'),
    isComposing: false,
    keyCode: 0,
    getModifierState: (name) => name === 'AltGraph' && isAltGr,
    ...more,
  };
}
const nameOf = (pressed: Press, isMac = false) => matching(pressed, isMac)?.name ?? null;

/** Every key of the list that one presses with the thought of a command. */
const pressed = (): string[] =>
  (SHORTCUTS as readonly Shortcut[]).filter(({ native }) => !native).flatMap(({ keys }) => keys);

/** A press of what a list of keys says. */
function chord(keys: string): Press {
  const parts = keys.split('+');
  const key = parts.pop() ?? '';
  const held = parts.map((part): Held => (part === 'Mod' ? 'ctrl' : part === 'Alt' ? 'alt' : 'shift'));
  return press(key === 'Space' ? ' ' : key, /^[a-z]$/.test(key) ? `Key${key.toUpperCase()}` : key, held);
}

test.each([
  ['the next chat, American', press('j', 'KeyJ'), 'nextChat'],
  ['with caps lock', press('J', 'KeyJ'), 'nextChat'],
  ['? on an American keyboard', press('?', 'Slash', ['shift']), 'shortcuts'],
  ['? on a German one', press('?', 'Minus', ['shift']), 'shortcuts'],
  ['/ on a German one', press('/', 'Digit7', ['shift']), 'cannedReplies'],
  ['? on a French one', press('?', 'KeyM', ['shift']), 'shortcuts'],
  ['/ on a French one', press('/', 'Period', ['shift']), 'cannedReplies'],
  ['the list while writing, or without single keys', press('F1', 'F1', ['shift']), 'shortcuts'],
  ['a where the French have it', press('a', 'KeyQ'), 'consult'],
  ['m where the French have it', press('m', 'Semicolon'), 'note'],
  ['? on an Arabic one', press('؟', 'Slash', ['shift']), 'shortcuts'],
  ['/ on an Arabic one', press('ظ', 'Slash'), 'cannedReplies'],
  ['j on an Arabic one', press('ت', 'KeyJ'), 'nextChat'],
  ['b on an Arabic one, two letters at once', press('لا', 'KeyB'), 'release'],
  ['r on a Greek one', press('ρ', 'KeyR'), 'reply'],
  ['/ on a Hebrew one', press('/', 'KeyQ'), 'cannedReplies'],
  ['? behind AltGr', press('?', 'KeyW', ['altgr']), 'shortcuts'],
  ['the next chat while writing', press('ArrowDown', 'ArrowDown', ['alt']), 'nextChat'],
  ['the next that waits', press('ArrowDown', 'ArrowDown', ['alt', 'shift']), 'nextUnanswered'],
  ['the next pane', press('F6', 'F6'), 'nextPane'],
  ['the pane before', press('F6', 'F6', ['shift']), 'previousPane'],
  ['send and next', press('Enter', 'Enter', ['ctrl', 'shift']), 'sendAndNext'],
  ['send and resolve', press('Enter', 'NumpadEnter', ['alt', 'shift']), 'sendAndResolve'],
])('%s', (_, pressed, name) => {
  expect(nameOf(pressed)).toBe(name);
});

test.each([
  ['AltGr is not Ctrl with Alt: a Polish ś', press('ś', 'KeyS', ['altgr'])],
  ['AltGr with a letter', press('e', 'KeyE', ['altgr'])],
  ['AltGr with Enter', press('Enter', 'Enter', ['altgr', 'shift'])],
  ['AltGr with an arrow', press('ArrowDown', 'ArrowDown', ['altgr'])],
  ['a capital letter', press('J', 'KeyJ', ['shift'])],
  ['the place of a letter, where another is', press('q', 'KeyA')],
  ['a German ö where others have a sign', press('ö', 'Semicolon')],
  ['a French é', press('é', 'Digit2')],
  ['a Turkish ı', press('ı', 'KeyI')],
  ['Ctrl with a letter', press('j', 'KeyJ', ['ctrl'])],
  ['Ctrl+/, which is Teams’', press('/', 'Slash', ['ctrl'])],
  ['Ctrl+Shift+K, which is Teams’', press('K', 'KeyK', ['ctrl', 'shift'])],
  ['Ctrl+F6, which is Teams’', press('F6', 'F6', ['ctrl'])],
  ['the Windows key', press('k', 'KeyK', ['meta'])],
  ['words an input method composes', press('j', 'KeyJ', [], { isComposing: true })],
  ['the same, as some browsers say it', press('Process', 'KeyJ', [], { keyCode: 229 })],
  ['a dead key', press('Dead', 'BracketLeft')],
  ['Enter, which the composer knows', press('Enter', 'Enter')],
  ['an arrow, which lists know', press('ArrowDown', 'ArrowDown')],
])('%s means nothing', (_, pressed) => {
  expect(nameOf(pressed)).toBeNull();
});

test('on a Mac it is Command, and Control is left alone', () => {
  expect(nameOf(press('Enter', 'Enter', ['ctrl', 'shift']), true)).toBeNull();
  expect(nameOf(press('Enter', 'Enter', ['meta', 'shift']), true)).toBe('sendAndNext');
});

test('no key has two meanings', () => {
  const all: readonly Shortcut[] = SHORTCUTS;
  const keys = all.flatMap((shortcut) => shortcut.keys);
  expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
});

test('no key is one that browsers keep for themselves', () => {
  expect(pressed().filter((key) => RESERVED.includes(key))).toEqual([]);
});

test('no key is Teams’ or the browser’s, unless it means the same there or there is a reason', () => {
  const taken = new Set([...TEAMS, ...BROWSER]);
  expect(pressed().filter((key) => taken.has(key) && !(key in SHARED))).toEqual([]);
});

test('every taken key is left alone when it is pressed', () => {
  const ours = [...new Set([...TEAMS, ...RESERVED, ...BROWSER])].filter(
    (key) => !(key in SHARED) && nameOf(chord(key)),
  );
  expect(ours).toEqual([]);
});

test.each([
  ['German', 'k', 'KeyK'],
  ['French', 'k', 'KeyK'],
  ['Dvorak, in another place', 'k', 'KeyV'],
  ['Arabic', 'ن', 'KeyK'],
  ['Greek', 'κ', 'KeyK'],
])('the palette on a %s keyboard', (_, key, code) => {
  expect(nameOf(press(key, code, ['ctrl']))).toBe('palette');
  expect(nameOf(press(key, code, ['altgr']))).toBeNull();
  expect(nameOf(press(key, code, ['meta']), true)).toBe('palette');
});

test('controls tell screen readers their keys, and none that is switched off', () => {
  expect(hintsOf(true, false).palette).toEqual({ aria: 'Control+K P', text: 'Ctrl+K' });
  expect(hintsOf(true, true).palette).toEqual({ aria: 'Meta+K P', text: '⌘K' });
  expect(hintsOf(true, false).resolve).toEqual({ aria: 'E', text: 'E' });
  expect(hintsOf(false, false).resolve).toBeUndefined();
  expect(hintsOf(false, false).nextChat).toEqual({ aria: 'Alt+ArrowDown', text: 'Alt+↓' });
});

test('the page for agents lists every shortcut as the tab does', () => {
  const page = readFileSync(join(__dirname, '../../docs/agents.md'), 'utf8');
  const rows = page
    .slice(page.indexOf('## By keyboard'), page.indexOf('## Be available'))
    .split('\n')
    .flatMap((line) => /^\| +(`.*?) +\| (.*?) +\|$/.exec(line)?.slice(1, 3).join(': ') ?? []);
  const all: readonly (Shortcut & { name: ShortcutName })[] = SHORTCUTS;
  const listed = all.map(
    ({ name, keys }) => `${keys.map((key) => `\`${keyText(key)}\``).join(' or ')}: ${keyboardWords.commands[name]}`,
  );
  expect(rows).toEqual(listed);
});
