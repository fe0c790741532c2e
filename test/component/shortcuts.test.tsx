/** @jest-environment ./test/component/support/page.ts */
/** Every command of the list: its key does what it says, and only where it may. */
import { act, screen, waitFor } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { SHORTCUTS, type ShortcutName } from '../../tab/keyboard/shortcuts';
import { openChat, openDesk, openId, rowOf, writeIn } from './support/desk';
import { api } from './support/show';

const shows = (testId: string) => screen.findByTestId(testId);
const focused = () => document.activeElement?.getAttribute('data-testid');
const text = () => screen.getByTestId<HTMLTextAreaElement>('composer-text').value;
const chatIs = (id: string) => waitFor(() => expect(openId()).toBe(id));
/** With a chat open, but not writing in it. */
const reading = async (user: UserEvent, id: string) => {
  await openChat(user, id);
  await waitFor(() =>
    expect(screen.queryByTestId('composer-text') ?? screen.queryByTestId('composer-closed')).toBeTruthy(),
  );
  act(() => rowOf(id).getByTestId('open').focus());
};
const inPanes = () => document.activeElement?.closest('[data-pane]');

/** What one does before, the keys, and what is so afterwards; that of `native` ones stands in the tests of lists and composer. */
const DONE: Partial<Record<ShortcutName, (user: UserEvent) => Promise<unknown>>> = {
  palette: async (user) => {
    await user.keyboard('p');
    await shows('palette');
  },
  nextUnanswered: async (user) => {
    await reading(user, 'b');
    await user.keyboard('n');
    await chatIs('z');
  },
  nextChat: async (user) => {
    await reading(user, 'b');
    await user.keyboard('j');
    await chatIs('z');
  },
  previousChat: async (user) => {
    await reading(user, 'b');
    await user.keyboard('k');
    await chatIs('z');
  },
  claimNext: async (user) => {
    await user.keyboard('g');
    await waitFor(() => expect(api.sent('POST /escalations/a/claim')).toHaveLength(1));
  },
  nextPane: async (user) => {
    await reading(user, 'b');
    const before = inPanes();
    await user.keyboard('{F6}');
    expect(inPanes()).not.toBe(before);
    await user.keyboard('{Shift>}{F6}{/Shift}');
    expect(inPanes()).toBe(before);
  },
  previousPane: async (user) => {
    await reading(user, 'b');
    const before = inPanes();
    await user.keyboard('{Shift>}{F6}{/Shift}');
    expect(inPanes()).not.toBe(before);
  },
  shortcuts: async (user) => {
    await user.keyboard('?');
    await shows('shortcuts-dialog');
  },
  reply: async (user) => {
    await reading(user, 'b');
    await user.keyboard('r');
    expect(focused()).toBe('composer-text');
    expect(text()).toBe('');
  },
  note: async (user) => {
    await reading(user, 'b');
    await user.keyboard('m');
    await waitFor(() => expect(screen.getByTestId('composer').dataset['mode']).toBe('note'));
    await user.click(screen.getByTestId('mode-reply'));
  },
  cannedReplies: async (user) => {
    await reading(user, 'b');
    await user.keyboard('/');
    await shows('suggestions');
    await user.clear(screen.getByTestId('composer-text'));
  },
  find: async (user) => {
    await reading(user, 'b');
    await user.keyboard('{Control>}f{/Control}');
    await shows('find-bar');
  },
  claim: async (user) => {
    await reading(user, 'a');
    await user.keyboard('c');
    await waitFor(() => expect(api.sent('POST /escalations/a/claim')).toHaveLength(1));
  },
  resolve: async (user) => {
    await reading(user, 'b');
    await user.keyboard('e');
    await shows('resolve-dialog');
  },
  transfer: async (user) => {
    await reading(user, 'b');
    await user.keyboard('t');
    await shows('transfer-dialog');
  },
  release: async (user) => {
    await reading(user, 'b');
    await user.keyboard('b');
    await shows('release-dialog');
  },
  consult: async (user) => {
    await reading(user, 'b');
    await user.keyboard('a');
    await shows('consult-dialog');
  },
  hold: async (user) => {
    api.on('GET /escalations/b/hold-words', { items: [], otherwise: 'Please wait.' });
    await reading(user, 'b');
    await user.keyboard('h');
    await shows('hold-dialog');
  },
  markUnread: async (user) => {
    await reading(user, 'b');
    await user.keyboard('u');
    await waitFor(() => expect(api.asked('DELETE /escalations/b/read')).toHaveLength(1));
  },
  details: async (user) => {
    await reading(user, 'b');
    const isShown = () => screen.getByTestId('toggle-details').getAttribute('aria-expanded');
    const before = isShown();
    await user.keyboard('d');
    expect(isShown()).not.toBe(before);
  },
  sendAndNext: async (user) => {
    await writeIn(user, 'b');
    await user.keyboard('Yes{Control>}{Shift>}{Enter}{/Shift}{/Control}');
    await waitFor(() => expect(api.sent('POST /escalations/b/messages')).toMatchObject([{ text: 'Yes' }]));
    await chatIs('z');
  },
  sendAndResolve: async (user) => {
    await writeIn(user, 'b');
    await user.keyboard('Done{Alt>}{Shift>}{Enter}{/Shift}{/Alt}');
    await waitFor(() => expect(api.sent('POST /escalations/b/messages')).toMatchObject([{ text: 'Done' }]));
    await shows('resolve-dialog');
  },
};
const NAMES = SHORTCUTS.flatMap((each) => ('native' in each ? [] : [each.name]));

test.each(NAMES)('%s does what it says', async (name) => {
  const user = await openDesk();
  await DONE[name]?.(user);
  expect(Object.keys(DONE)).toContain(name);
});

test.each(['e', 't', 'b', 'a', 'r', 'm', '/'])(
  '“%s” does nothing to a chat that waits, nor without a chat',
  async (key) => {
    const user = await openDesk();
    await user.keyboard(key);
    expect(screen.queryByRole('dialog')).toBeNull();
    await reading(user, 'a');
    await user.keyboard(key);
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.queryByTestId('composer-text')).toBeNull();
  },
);

test('while one writes, letters and signs are words', async () => {
  const user = await openDesk();
  await writeIn(user, 'b');
  await user.keyboard('jknge?ptb');
  expect(text()).toBe('jknge?ptb');
  expect(openId()).toBe('b');
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('a list is one stop: arrows, Home and End go from row to row, and it is come back to where it was left', async () => {
  const user = await openDesk();
  const rows = () => [...screen.getByTestId('list-mine').querySelectorAll<HTMLElement>('[data-row]')];
  const stops = () => rows().map(({ tabIndex }) => tabIndex);
  const at = () => rows().indexOf(document.activeElement as HTMLElement);
  expect(stops()).toEqual([0, -1]);
  act(() => rows()[0]?.focus());
  await user.keyboard('{ArrowDown}');
  expect(at()).toBe(1);
  expect(stops()).toEqual([-1, 0]);
  await user.keyboard('{ArrowDown}');
  expect(at()).toBe(1);
  await user.keyboard('{Home}');
  expect(at()).toBe(0);
  await user.keyboard('{End}');
  expect(at()).toBe(1);
  // Words are chosen with Shift, and Alt goes from chat to chat.
  await user.keyboard('{Shift>}{ArrowUp}{/Shift}');
  expect(at()).toBe(1);
  await user.tab();
  expect(at()).toBe(-1);
  await user.tab({ shift: true });
  expect(at()).toBe(1);
});
