/** @jest-environment ./test/component/support/page.ts */
import { act, screen, waitFor, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { draftsOf } from '../../tab/conversation/composer/drafts';
import { uploadsOf } from '../../tab/conversation/composer/uploads';
import { buildAgent, buildMessage, LEE, MEGAN } from './support/build';
import { openChat, openDesk, writeIn } from './support/desk';
import { api, held, pageOf, refusal } from './support/show';

const HAND_ON = `POST /agents/${LEE.id}/hand-on`;

beforeEach(() => {
  for (const id of ['b', 'z']) draftsOf(id).change({ mode: 'reply' });
  for (const id of ['b', 'z'])
    for (const kind of ['reply', 'note'] as const) {
      draftsOf(id).clear(kind);
      uploadsOf(id, kind).clear();
    }
});

async function handsOn(user: UserEvent): Promise<void> {
  api.on('GET /agents', pageOf([buildAgent({ ...MEGAN })]));
  api.on(HAND_ON, { items: [] });
  await user.click(screen.getByTestId('presence'));
  await user.click(await screen.findByTestId('hand-on'));
}

/** Words in two chats, neither of which is shown when one goes. */
async function twoDrafts(): Promise<UserEvent> {
  const user = await openDesk();
  await user.type(await writeIn(user, 'b'), 'Your refund');
  await user.type(await writeIn(user, 'z'), 'One moment');
  await handsOn(user);
  await screen.findByTestId('unsent-in-mine-dialog');
  return user;
}

const chatOf = (id: string) =>
  within(screen.getAllByTestId('unsent-chat').find((each) => each.dataset['escalation'] === id) as HTMLElement);
const choose = (user: UserEvent, id: string, choice: string) =>
  user.selectOptions(chatOf(id).getByTestId('unsent-choice'), choice);

// First: what is kept elsewhere is not asked for again within seconds.
test('words written on another device are asked about, too', async () => {
  const user = await openDesk();
  api.on('GET /escalations/z/draft', {
    draft: { mode: 'note', reply: '', note: 'Ask Olga', whisper: false, fields: [], mentions: [] },
    version: '0b4f5a1c-0000-4000-8000-000000000000',
    changedAt: '2026-11-23T12:05:00.000Z',
  });
  await handsOn(user);
  await screen.findByTestId('unsent-in-mine-dialog');
  expect(chatOf('z').getByText('Ask Olga')).toBeTruthy();
});

test('with nothing unsent, one is asked to whom and nothing else', async () => {
  const user = await openDesk();
  await handsOn(user);
  await screen.findByTestId('hand-on-dialog');
  expect(screen.queryByTestId('unsent-in-mine-dialog')).toBeNull();
});

test('each chat with unsent words is named, with the words, before anything goes on', async () => {
  const user = await twoDrafts();
  expect(screen.getByText('2 chats have words you have not sent')).toBeTruthy();
  expect(chatOf('b').getByText('Your refund')).toBeTruthy();
  expect(chatOf('z').getByText('One moment')).toBeTruthy();
  expect(screen.queryByTestId('hand-on-dialog')).toBeNull();
  await user.click(screen.getByTestId('cancel'));
  expect(screen.queryByTestId('unsent-in-mine-dialog')).toBeNull();
  expect(api.asked(HAND_ON)).toEqual([]);
  expect(draftsOf('b').read().draft.reply).toBe('Your refund');
});

test('one is sent, one is discarded: the words have gone out before one is asked to whom', async () => {
  const user = await twoDrafts();
  const answer = held();
  api.on('POST /escalations/b/messages', answer.answer);
  await choose(user, 'b', 'send');
  await choose(user, 'z', 'discard');
  await user.click(screen.getByTestId('confirm'));
  await waitFor(() => expect(api.sent('POST /escalations/b/messages')).toMatchObject([{ text: 'Your refund' }]));
  expect(screen.queryByTestId('hand-on-dialog')).toBeNull();
  answer.give(buildMessage({ seq: 2, text: 'Your refund', author: { kind: 'agent', ...LEE } }));
  await screen.findByTestId('hand-on-dialog');
  expect(draftsOf('z').read().draft.reply).toBe('');
  expect(api.asked('POST /escalations/z/messages')).toEqual([]);
});

test('nothing chosen keeps both: no word is sent and none is lost', async () => {
  const user = await twoDrafts();
  await user.click(screen.getByTestId('confirm'));
  await screen.findByTestId('hand-on-dialog');
  expect(draftsOf('b').read().draft.reply).toBe('Your refund');
  expect(draftsOf('z').read().draft.reply).toBe('One moment');
});

test('what could not be sent is said at its chat, and one decides again', async () => {
  const user = await twoDrafts();
  api.on('POST /escalations/b/messages', refusal(409, { code: 'closed', title: 'No', detail: 'It has ended.' }));
  await choose(user, 'b', 'send');
  await user.click(screen.getByTestId('confirm'));
  expect((await chatOf('b').findByRole('alert')).textContent).toContain('Not sent:');
  expect(screen.queryByTestId('hand-on-dialog')).toBeNull();
  await choose(user, 'b', 'keep');
  await user.click(screen.getByTestId('confirm'));
  await screen.findByTestId('hand-on-dialog');
  expect(draftsOf('b').read().draft.reply).toBe('Your refund');
});

test('a file alone, in a chat that is not open, is asked about, too', async () => {
  const user = await openDesk();
  act(() =>
    uploadsOf('z', 'note').put([{ fileId: 'f1', name: 'receipt.pdf', size: 9, contentType: 'application/pdf' }]),
  );
  await openChat(user, 'b');
  await handsOn(user);
  await screen.findByTestId('unsent-in-mine-dialog');
  expect(chatOf('z').getByText(/receipt/)).toBeTruthy();
});
