/** Every command with its keys: the one list that the keyboard, the dialog, the tooltips and the page for agents follow. */

export type Group = 'move' | 'chat' | 'write' | 'list';

export interface Shortcut {
  name: string;
  /**
   * A letter or sign alone is pressed outside of fields, and only while such keys are wanted. `Mod` is Ctrl, on a Mac
   * Command.
   */
  keys: readonly string[];
  group: Group;
  /** What has the focus does it by itself; it is only listed here. */
  native?: true;
}

/** Teams' and browsers' own keys are left alone: test/support/takenKeys.ts lists them, with what is shared and why. */
export const SHORTCUTS = [
  { name: 'palette', keys: ['Mod+k', 'p'], group: 'move' },
  { name: 'nextUnanswered', keys: ['n', 'Alt+Shift+ArrowDown'], group: 'move' },
  { name: 'nextChat', keys: ['j', 'Alt+ArrowDown'], group: 'move' },
  { name: 'previousChat', keys: ['k', 'Alt+ArrowUp'], group: 'move' },
  { name: 'claimNext', keys: ['g'], group: 'move' },
  { name: 'nextPane', keys: ['F6'], group: 'move' },
  { name: 'previousPane', keys: ['Shift+F6'], group: 'move' },
  { name: 'shortcuts', keys: ['?', 'Shift+F1'], group: 'move' },
  { name: 'reply', keys: ['r'], group: 'chat' },
  { name: 'note', keys: ['m'], group: 'chat' },
  { name: 'cannedReplies', keys: ['/'], group: 'chat' },
  { name: 'claim', keys: ['c'], group: 'chat' },
  { name: 'resolve', keys: ['e'], group: 'chat' },
  { name: 'transfer', keys: ['t'], group: 'chat' },
  { name: 'release', keys: ['b'], group: 'chat' },
  { name: 'consult', keys: ['a'], group: 'chat' },
  { name: 'hold', keys: ['h'], group: 'chat' },
  { name: 'markUnread', keys: ['u'], group: 'chat' },
  { name: 'details', keys: ['d'], group: 'chat' },
  // The browser's own search cannot see words that are not on the screen.
  { name: 'find', keys: ['Mod+f'], group: 'chat' },
  { name: 'send', keys: ['Enter'], group: 'write', native: true },
  { name: 'newLine', keys: ['Shift+Enter'], group: 'write', native: true },
  { name: 'sendAndNext', keys: ['Mod+Shift+Enter'], group: 'write' },
  { name: 'sendAndResolve', keys: ['Alt+Shift+Enter'], group: 'write' },
  { name: 'row', keys: ['ArrowDown', 'ArrowUp'], group: 'list', native: true },
  { name: 'edgeRow', keys: ['Home', 'End'], group: 'list', native: true },
] as const satisfies readonly Shortcut[];

export type ShortcutName = (typeof SHORTCUTS)[number]['name'];
