/** @jest-environment ./test/component/support/page.ts */
/** The command palette: what it finds, what it does, and on which chat. */
import { act, screen, waitFor } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { openDesk, openId, rowOf, writeIn } from './support/desk';
import { api } from './support/show';

const palette = () => screen.findByTestId('palette-query');
const ask = async (user: UserEvent, words: string) => {
  await user.keyboard('{Control>}k{/Control}');
  const field = await palette();
  await user.click(field);
  await user.paste(words);
  return field;
};
const options = () => screen.queryAllByTestId('palette-option').map((option) => option.dataset['entry']);
const chosen = () => {
  const id = screen.getByTestId('palette-query').getAttribute('aria-activedescendant');
  return id === null ? null : document.getElementById(id)?.dataset['entry'];
};
const isClosed = () => waitFor(() => expect(screen.queryByTestId('palette')).toBeNull());

test.each([
  ['zoe', 'chat-z'],
  ['LUCZ', 'chat-z'],
  ['#1055', 'chat-z'],
  ['returns', 'chat-z'],
  ['ايريس', 'chat-a'],
  ['vip', 'chat-a'],
  ['1077', 'chat-a'],
  ['hist', 'screen-history'],
  ['settings can', 'settings-replies'],
  ['history on hold', 'filter-hold'],
  ['message left', 'filter-leftMessage'],
  ['keyboard sho', 'command-shortcuts'],
])('“%s” finds %s first', async (words, entry) => {
  const user = await openDesk();
  await ask(user, words);
  expect(chosen()).toBe(entry);
});

test('what is in the middle of a word is not found, and that nothing was is said', async () => {
  const user = await openDesk();
  await ask(user, 'uczak');
  expect(options()).toEqual([]);
  expect(screen.getByTestId('palette').textContent).toContain('Nothing fits these words.');
});

test('it is a field with a list: arrows choose and go round, Enter does, Escape leaves, the focus is where it was', async () => {
  const user = await openDesk();
  const field = await writeIn(user, 'b');
  await user.keyboard('Hel');
  await user.keyboard('{Control>}k{/Control}');
  const query = await palette();
  await waitFor(() => expect(document.activeElement).toBe(query));
  expect(query.getAttribute('role')).toBe('combobox');
  const list = document.getElementById(query.getAttribute('aria-controls') ?? '');
  expect(list?.getAttribute('role')).toBe('listbox');
  const [first, second] = options();
  expect(chosen()).toBe(first);
  await user.keyboard('{ArrowDown}');
  expect(chosen()).toBe(second);
  expect(document.activeElement).toBe(query);
  await user.keyboard('{ArrowUp}{ArrowUp}');
  expect(chosen()).toBe(options().at(-1));
  await user.keyboard('{Escape}');
  await isClosed();
  await waitFor(() => expect(document.activeElement).toBe(field));
  await user.keyboard('lo');
  expect(field.value).toBe('Hello');
  await user.keyboard('{Control>}k{/Control}');
  await palette();
  await user.keyboard('{Control>}k{/Control}');
  await isClosed();
});

test('a chat of mine is opened by name', async () => {
  const user = await openDesk();
  await writeIn(user, 'b');
  await ask(user, 'zoe');
  await user.keyboard('{Enter}');
  await waitFor(() => expect(openId()).toBe('z'));
});

test('the button opens it, and the mouse chooses', async () => {
  const user = await openDesk();
  await user.click(screen.getByTestId('open-palette'));
  await palette();
  await user.click(document.querySelector('[data-entry=screen-history]') as HTMLElement);
  await screen.findByRole('heading', { name: 'History' });
});

test('chosen words become a link by the same key, as in Teams', async () => {
  const user = await openDesk();
  const field = await writeIn(user, 'b');
  await user.keyboard('the form');
  field.setSelectionRange(4, 8);
  await user.keyboard('{Control>}k{/Control}');
  expect(field.value).toContain('the [form](');
  expect(screen.queryByTestId('palette')).toBeNull();
});

test('a canned reply goes to where the caret is, and to be filled in', async () => {
  const user = await openDesk();
  const field = await writeIn(user, 'b');
  await user.keyboard('So: ');
  await ask(user, 'greet');
  await waitFor(() => expect(chosen()).toBe('reply-hello'));
  await user.keyboard('{Enter}');
  await waitFor(() => expect(field.value).toBe('So: Hello Robin Ortiz, what about {order}?'));
  expect(document.activeElement).toBe(field);
  expect(field.value.slice(field.selectionStart, field.selectionEnd)).toBe('{order}');
});

test('without a chat no canned reply is offered, and what needs one says so and does nothing', async () => {
  const user = await openDesk();
  await ask(user, 'resolve');
  expect(chosen()).toBe('command-resolve');
  const option = document.querySelector('[data-entry=command-resolve]');
  expect(option?.getAttribute('aria-disabled')).toBe('true');
  expect(option?.textContent).toContain('Open a chat first');
  await user.keyboard('{Enter}');
  expect(screen.getByTestId('palette')).toBeTruthy();
  await user.clear(await palette());
  expect(options()).not.toContain('command-resolve');
  expect(options()).not.toContain('reply-hello');
});

test('what is chosen is done with the chat it was opened over, or not at all', async () => {
  const user = await openDesk();
  await writeIn(user, 'b');
  await ask(user, 'resolve');
  expect(chosen()).toBe('command-resolve');
  // Somebody else's doing, or Teams' own back button.
  await act(async () => rowOf('z').getByTestId('open').click());
  await waitFor(() => expect(openId()).toBe('z'));
  screen.getByTestId('palette-query').focus();
  await user.keyboard('{Enter}');
  await isClosed();
  expect((await screen.findAllByTestId('notice'))[0]?.textContent).toContain('This was not done');
  expect(screen.queryByTestId('resolve-dialog')).toBeNull();
});

test('each command shows its key, but none that is switched off', async () => {
  const user = await openDesk();
  await writeIn(user, 'b');
  await ask(user, 'mark');
  const keyOf = (entry: string) => document.querySelector(`[data-entry=${entry}]`)?.querySelector('kbd')?.textContent;
  expect(keyOf('command-markUnread')).toBe('U');
  await user.keyboard('{Escape}');
  await isClosed();
  localStorage.setItem('lee:noSingleKeys', 'on');
  await ask(user, 'mark');
  expect(options()).toContain('command-markUnread');
  expect(keyOf('command-markUnread')).toBeUndefined();
});

test('managers find their sections of Settings, and the heading has the focus there', async () => {
  const user = await openDesk(true);
  await ask(user, 'queues');
  await waitFor(() => expect(options()).toContain('settings-queues'));
  await user.click(document.querySelector('[data-entry=settings-queues]') as HTMLElement);
  await waitFor(() => expect(document.activeElement?.id).toBe('settings-queues'));
});

test('filters of the history are found, and choosing another one begins it anew', async () => {
  const user = await openDesk();
  const lists = () => api.asked('GET /escalations').map(({ query }) => query);
  for (const [words, filter] of [
    ['chats on hold', { hold: 'any' }],
    ['message left', { leftMessage: 'any' }],
  ] as const) {
    await ask(user, words);
    await user.keyboard('{Enter}');
    await isClosed();
    await waitFor(() => expect(lists()).toContainEqual({ ...filter, order: 'newest', limit: '50' }));
  }
  const chip = await screen.findByRole('button', { name: 'Left a message' });
  expect(chip.getAttribute('aria-pressed')).toBe('true');
  expect(screen.getByRole('button', { name: 'On hold' }).getAttribute('aria-pressed')).toBe('false');
});
