/** @jest-environment ./test/component/support/page.ts */
/** The command palette: what it finds, what it does, and on which chat. */
import { act, screen, waitFor, within } from '@testing-library/react';
import type { CannedReply, Escalation } from '../../src/contract/api';
import { Desk } from '../../tab/shell/Desk';
import { buildEscalation, buildMessage } from './support/build';
import { api, pageOf, refusal, show, transcriptOf } from './support/show';

const NOT_MINE = { release: false, transfer: false, resolve: false, reply: false, note: false, consult: false };
const robin = buildEscalation({ id: 'b', number: 1042 });
const zoe = buildEscalation({ id: 'z', number: 1055, customer: { id: 'zoe', name: 'Zoë Łuczak' }, topic: 'Returns' });
const iris = buildEscalation({
  id: 'a',
  number: 1077,
  status: 'waiting',
  assignee: null,
  claimedAt: null,
  customer: { id: 'iris', name: 'إيريس ضوء' },
  queue: { id: 'vip', name: 'VIP' },
  can: { ...NOT_MINE, claim: true },
});
const greeting: CannedReply = {
  id: 'hello',
  name: 'Greeting',
  text: 'Hello {customer.name}, what about {order}?',
  files: [],
  shared: true,
  can: { change: true },
} as unknown as CannedReply;

let all: Escalation[];
beforeEach(() => {
  all = [robin, zoe, iris];
  localStorage.clear();
  window.innerWidth = 1440;
});

/** The desk, with two chats of mine and one that waits. */
async function desk(isManager = false) {
  api.on('GET /escalations', ({ query }) =>
    pageOf(
      query['colleague'] || query['offered'] || query['q'] !== undefined
        ? []
        : all.filter(({ status }) => status === query['status']),
    ),
  );
  for (const one of all) {
    api.on(`GET /escalations/${one.id}`, one);
    api.on(`GET /escalations/${one.id}/earlier`, pageOf([]));
    api.on(`GET /escalations/${one.id}/events`, { items: [] });
    api.on(`GET /escalations/${one.id}/viewers`, { items: [] });
    api.on(`GET /escalations/${one.id}/messages`, transcriptOf([buildMessage()]));
    api.on(`POST /escalations/${one.id}/typing`, {});
  }
  api.on('GET /stats', {
    waiting: 1,
    claimed: 2,
    endedToday: 0,
    longestWait: 0,
    outbox: { pending: 0, blockedLanes: 0 },
  });
  for (const path of ['queues', 'agents', 'connections']) api.on(`GET /${path}`, pageOf([]));
  api.on('GET /canned-replies', pageOf([greeting]));
  api.on('GET /wrap-up', { outcomes: [], tags: [], version: 0 });
  api.on('GET /rules', { rules: [], version: 0 });
  api.on('GET /graph', refusal(503, { code: 'internal', title: 'Not now.' }));
  api.on('GET /rule-scope', { fields: [] });
  // A stream that stays open and says nothing.
  api.on('GET /stream', () => new Promise<never>(() => {}));
  const { user } = await show(<Desk live="live" />, isManager ? { roles: ['agent', 'manager'] } : {});
  await waitFor(() => expect(screen.getAllByTestId('escalation-row')).toHaveLength(3));
  // Keys are listened to once the tooltips know them.
  await waitFor(() => expect(screen.getByTestId('open-palette').getAttribute('aria-keyshortcuts')).toBe('Control+K P'));
  return user;
}
type User = Awaited<ReturnType<typeof desk>>;

const openId = () => screen.queryByTestId('conversation')?.dataset['escalation'];
const rowOf = (id: string) =>
  within(document.querySelector<HTMLElement>(`[data-testid=escalation-row][data-escalation=${id}]`) as HTMLElement);
const openChat = async (user: User, id: string) => {
  await user.click(rowOf(id).getByTestId('open'));
  await waitFor(() => expect(openId()).toBe(id));
};
const writeIn = async (user: User, id: string) => {
  await openChat(user, id);
  const field = await screen.findByTestId<HTMLTextAreaElement>('composer-text');
  // Drafts outlive a test.
  await user.clear(field);
  return field;
};
const palette = () => screen.findByTestId('palette-query');
const ask = async (user: User, words: string) => {
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
  ['keyboard sho', 'command-shortcuts'],
])('“%s” finds %s first', async (words, entry) => {
  const user = await desk();
  await ask(user, words);
  expect(chosen()).toBe(entry);
});

test('what is in the middle of a word is not found, and that nothing was is said', async () => {
  const user = await desk();
  await ask(user, 'uczak');
  expect(options()).toEqual([]);
  expect(screen.getByTestId('palette').textContent).toContain('Nothing fits these words.');
});

test('it is a field with a list: arrows choose and go round, Enter does, Escape leaves, the focus is where it was', async () => {
  const user = await desk();
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
  const user = await desk();
  await writeIn(user, 'b');
  await ask(user, 'zoe');
  await user.keyboard('{Enter}');
  await waitFor(() => expect(openId()).toBe('z'));
});

test('the button opens it, and the mouse chooses', async () => {
  const user = await desk();
  await user.click(screen.getByTestId('open-palette'));
  await palette();
  await user.click(document.querySelector('[data-entry=screen-history]') as HTMLElement);
  await screen.findByRole('heading', { name: 'History' });
});

test('chosen words become a link by the same key, as in Teams', async () => {
  const user = await desk();
  const field = await writeIn(user, 'b');
  await user.keyboard('the form');
  field.setSelectionRange(4, 8);
  await user.keyboard('{Control>}k{/Control}');
  expect(field.value).toContain('the [form](');
  expect(screen.queryByTestId('palette')).toBeNull();
});

test('a canned reply goes to where the caret is, and to be filled in', async () => {
  const user = await desk();
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
  const user = await desk();
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
  const user = await desk();
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
  const user = await desk();
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
  const user = await desk(true);
  await ask(user, 'queues');
  await waitFor(() => expect(options()).toContain('settings-queues'));
  await user.click(document.querySelector('[data-entry=settings-queues]') as HTMLElement);
  await waitFor(() => expect(document.activeElement?.id).toBe('settings-queues'));
});
