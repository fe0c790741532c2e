/** @jest-environment ./test/component/support/page.ts */
import { screen, waitFor, within } from '@testing-library/react';
import type { Escalation, Message } from '../../src/contract/api';
import { Chat } from './support/Chat';
import { buildEscalation, buildMessage, LEE, MEGAN } from './support/build';
import { api, isDisabled, pageOf, refusal, show, transcriptOf, write } from './support/show';

const REPLY = 'Reply to Robin Ortiz';
const mine = buildMessage({ seq: 2, author: { kind: 'agent', ...LEE }, text: 'On its wey' });
const theirs = buildMessage({ seq: 3, author: { kind: 'agent', ...MEGAN }, text: 'I had it before' });
const bots = buildMessage({ seq: 4, author: { kind: 'bot', id: null, name: 'Contoso' }, text: 'I am a bot' });
const gone = buildMessage({
  seq: 5,
  author: { kind: 'agent', ...LEE },
  text: '',
  deletedAt: '2026-11-23T12:01:00.000Z',
});

function conversationOf(escalation: Escalation, messages: Message[] = [buildMessage(), mine, theirs, bots, gone]) {
  const { id } = escalation;
  api.on(`GET /escalations/${id}`, escalation);
  api.on(`GET /escalations/${id}/events`, pageOf([]));
  api.on(`GET /escalations/${id}/messages`, transcriptOf(messages));
  return <Chat key={id} id={id} />;
}

/** What may be done with each message, by where its menu is. */
async function menus(): Promise<string[]> {
  await screen.findByText('I am a bot');
  return screen.getAllByTestId('message-menu').map((menu) => menu.closest('li')?.dataset.seq ?? '');
}
const menuOf = (seq: number) =>
  within(document.querySelector<HTMLElement>(`li[data-seq="${seq}"]`) ?? document.body).getByTestId('message-menu');

test('only one’s own words and the customer’s have a menu, and only for whoever may answer', async () => {
  const { reload } = await show(conversationOf(buildEscalation()));
  expect(await menus()).toEqual(['1', '2']);
  reload(conversationOf(buildEscalation({ assignee: MEGAN, can: { reply: false } })));
  await screen.findByText('I am a bot');
  expect(screen.queryAllByTestId('message-menu')).toEqual([]);
});

test('agents read in short what the desk told the waiting customer', async () => {
  const told = buildMessage({
    author: { kind: 'system', id: null, name: 'Handoff Desk' },
    text: 'You are being transferred to a person. Your request is #1006. 3 people are ahead of you.',
    told: { request: 1006, ahead: 3 },
  });
  await show(conversationOf(buildEscalation(), [told, bots]));
  expect(await screen.findByText('Customer was told: request #1006, 3 ahead')).toBeTruthy();
});

test('what the desk could not tell the customer is not said to have been told', async () => {
  const failed = buildMessage({
    author: { kind: 'system', id: null, name: 'Handoff Desk' },
    text: 'The agent has left the chat.',
    delivery: { state: 'failed', reason: 'The customer has blocked the bot' },
  });
  await show(conversationOf(buildEscalation(), [failed, bots]));
  const line = (await screen.findByText('The agent has left the chat.')).closest('li');
  expect(line?.textContent).toContain('Customer was not told: “The agent has left the chat.”');
  expect(line?.textContent).toContain('Not delivered: The customer has blocked the bot');
});

test('one’s own words can be changed, and the change shows', async () => {
  const escalation = buildEscalation();
  const { user } = await show(conversationOf(escalation));
  const changed = { ...mine, text: 'On its way', editedAt: '2026-11-23T12:02:00.000Z' };
  api.on(`PATCH /escalations/${escalation.id}/messages/2`, changed);
  await menus();
  await user.click(menuOf(2));
  await user.click(await screen.findByRole('menuitem', { name: 'Edit' }));
  expect(isDisabled(await screen.findByTestId('confirm'))).toBe(true);
  await write(user, await screen.findByTestId('edit-text'), 'On its way');
  await user.click(screen.getByTestId('confirm'));
  expect(await screen.findByText('On its way')).toBeTruthy();
  expect(screen.getByTestId('edited')).toBeTruthy();
  expect(api.sent(`PATCH /escalations/${escalation.id}/messages/2`)).toEqual([{ text: 'On its way' }]);
});

test('a change the desk refuses says why and keeps the new words', async () => {
  const escalation = buildEscalation();
  const { user } = await show(conversationOf(escalation));
  api.on(
    `PATCH /escalations/${escalation.id}/messages/2`,
    refusal(409, { code: 'closed', title: 'This has been resolved.' }),
  );
  await menus();
  await user.click(menuOf(2));
  await user.click(await screen.findByRole('menuitem', { name: 'Edit' }));
  await write(user, await screen.findByTestId('edit-text'), 'On its way');
  await user.click(screen.getByTestId('confirm'));
  expect(await within(screen.getByTestId('edit-dialog')).findByText(/This has been resolved/)).toBeTruthy();
  expect(screen.getByTestId<HTMLTextAreaElement>('edit-text').value).toBe('On its way');
});

test('one’s own words are taken back after a question', async () => {
  const escalation = buildEscalation();
  const { user } = await show(conversationOf(escalation));
  api.on(`DELETE /escalations/${escalation.id}/messages/2`, { ...mine, text: '', deletedAt: gone.deletedAt });
  await menus();
  await user.click(menuOf(2));
  await user.click(await screen.findByRole('menuitem', { name: 'Delete' }));
  expect(api.asked(`DELETE /escalations/${escalation.id}/messages/2`)).toEqual([]);
  await user.click(await screen.findByRole('button', { name: 'Delete' }));
  await waitFor(() => expect(screen.getAllByText('This message was deleted.')).toHaveLength(2));
  expect(screen.queryByText('On its wey')).toBeNull();
});

test('the customer’s words are quoted above the answer, unless one thinks better of it', async () => {
  const escalation = buildEscalation();
  const { user } = await show(conversationOf(escalation));
  api.on(`POST /escalations/${escalation.id}/typing`, {});
  api.on(`POST /escalations/${escalation.id}/messages`, ({ body }) =>
    buildMessage({ ...(body as Partial<Message>), seq: 6, author: { kind: 'agent', ...LEE } }),
  );
  await menus();
  const quote = async () => {
    await user.click(menuOf(1));
    await user.click(await screen.findByRole('menuitem', { name: 'Quote' }));
  };
  await quote();
  expect(screen.getByTestId('quoting').textContent).toContain('Robin Ortiz: I was charged twice');
  const field = screen.getByRole('textbox', { name: REPLY });
  await waitFor(() => expect(document.activeElement).toBe(field));
  await user.click(screen.getByRole('button', { name: 'Do not quote' }));
  expect(screen.queryByTestId('quoting')).toBeNull();
  await quote();
  await write(user, field, 'Refunded');
  await user.keyboard('{Enter}');
  expect(api.sent(`POST /escalations/${escalation.id}/messages`)).toEqual([
    expect.objectContaining({ text: 'Refunded', quoteSeq: 1 }),
  ]);
  expect(screen.queryByTestId('quoting')).toBeNull();
});

test('a sign goes under the customer’s words, and can be taken back; a customer’s own cannot', async () => {
  const escalation = buildEscalation();
  const at = '2026-11-23T12:03:00.000Z';
  const customers = { type: 'heart', by: { kind: 'customer' as const, id: 'robin', name: 'Robin Ortiz' }, at };
  const own = { type: 'like', by: { kind: 'agent' as const, ...LEE }, at };
  const said = buildMessage({ reactions: [] });
  const answered = { ...mine, reactions: [customers] };
  // What was changed is what the desk tells from then on, whenever it is asked.
  const told = [said, answered, bots];
  const { user } = await show(conversationOf(escalation, told));
  const path = `/escalations/${escalation.id}/messages/1/reactions/like`;
  api.on(`PUT ${path}`, () => (told[0] = { ...said, reactions: [own] }));
  api.on(`DELETE ${path}`, () => (told[0] = said));
  await menus();
  await user.click(menuOf(1));
  await user.click(await screen.findByRole('menuitemcheckbox', { name: 'Like' }));
  await user.click(await screen.findByRole('button', { name: 'Like: you' }));
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Like: you' })).toBeNull());
  expect(screen.getByRole('img', { name: 'Heart: Robin Ortiz' })).toBeTruthy();
  expect(api.asked(`DELETE ${path}`)).toHaveLength(1);
});
