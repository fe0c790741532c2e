/** @jest-environment ./test/component/support/page.ts */
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { Escalation, Message } from '../../src/contract/api';
import { Chat } from './support/Chat';
import { buildEscalation, buildMessage } from './support/build';
import { api, held, isDisabled, pageOf, refusal, show, transcriptOf, write } from './support/show';

const REPLY = 'Reply to Robin Ortiz';
const receipt = new File(['words'], 'receipt.pdf', { type: 'application/pdf' });
const photo = new File(['dots'], 'photo.png', { type: 'image/png' });

function conversationOf(escalation: Escalation) {
  const { id } = escalation;
  api.on(`GET /escalations/${id}`, escalation);
  api.on(`GET /escalations/${id}/events`, pageOf([]));
  api.on(`GET /escalations/${id}/messages`, transcriptOf([buildMessage()]));
  for (const kind of ['messages', 'notes']) {
    api.on(`POST /escalations/${id}/${kind}`, ({ body }) =>
      buildMessage({ clientMessageId: (body as Message).clientMessageId, seq: 2 }),
    );
  }
  api.on(`POST /escalations/${id}/typing`, {});
  api.on(`POST /escalations/${id}/files`, ({ query }) => keptAs(query.name ?? ''));
  return <Chat key={id} id={id} />;
}

const keptAs = (name: string) => ({ fileId: `kept ${name}`, name, size: 5, contentType: 'application/pdf' });
const box = (name = REPLY) => screen.findByRole<HTMLTextAreaElement>('textbox', { name });
const chooser = () => screen.getByTestId<HTMLInputElement>('file-input');
const chips = () => screen.queryAllByTestId('draft-file');
const isReady = (count: number) =>
  waitFor(() => expect(chips().map(({ dataset }) => dataset.state)).toEqual(Array<string>(count).fill('ready')));
const sentTo = ({ id }: Escalation, kind: 'messages' | 'notes') => api.sent(`POST /escalations/${id}/${kind}`);

test('a chosen file goes to the desk at once, and with the message when that is sent, words or not', async () => {
  const escalation = buildEscalation();
  const { user } = await show(conversationOf(escalation));
  await box();
  expect(isDisabled(screen.getByTestId('send'))).toBe(true);
  await user.upload(chooser(), [receipt, photo]);
  await isReady(2);
  expect(api.asked(`POST /escalations/${escalation.id}/files`).map(({ query }) => query.name)).toEqual([
    'receipt.pdf',
    'photo.png',
  ]);
  await user.click(screen.getByTestId('send'));
  expect(sentTo(escalation, 'messages')).toEqual([
    expect.objectContaining({ text: '', fileIds: ['kept receipt.pdf', 'kept photo.png'] }),
  ]);
  expect(chips()).toEqual([]);
});

test('a pasted picture is a file; pasted words stay words', async () => {
  const escalation = buildEscalation();
  const { user } = await show(conversationOf(escalation));
  fireEvent.paste(await box(), { clipboardData: { files: [photo], getData: () => '' } });
  await isReady(1);
  await write(user, await box(), 'as you see');
  await user.keyboard('{Enter}');
  expect(sentTo(escalation, 'messages')).toEqual([
    expect.objectContaining({ text: 'as you see', fileIds: ['kept photo.png'] }),
  ]);
});

test('of words copied with a picture of them, as from a spreadsheet, the words are taken', async () => {
  await show(conversationOf(buildEscalation()));
  fireEvent.paste(await box(), { clipboardData: { files: [photo], getData: () => 'A1\tB1' } });
  expect(chips()).toEqual([]);
});

test('files stay with what is being written, whatever is looked at meanwhile', async () => {
  const [one, other] = [buildEscalation(), buildEscalation()];
  const { user, change } = await show(conversationOf(one));
  await box();
  await user.upload(chooser(), receipt);
  await isReady(1);
  change(conversationOf(other));
  await waitFor(() => expect(chips()).toEqual([]));
  change(conversationOf(one));
  await isReady(1);
  await user.click(screen.getByTestId('send'));
  expect(sentTo(one, 'messages')).toEqual([expect.objectContaining({ fileIds: ['kept receipt.pdf'] })]);
});

test('dropped anywhere on the conversation a file is taken; where one may not write, it is said', async () => {
  const escalation = buildEscalation();
  const { change } = await show(conversationOf(escalation));
  await box();
  const drop = () =>
    fireEvent.drop(screen.getByTestId('conversation-header'), { dataTransfer: { files: [receipt], types: ['Files'] } });
  drop();
  await isReady(1);
  change(conversationOf(buildEscalation({ can: { reply: false } })));
  await screen.findByTestId('composer-closed');
  drop();
  expect(await screen.findByText('Only whoever writes in this chat can add files to it.')).toBeTruthy();
});

test('a dropped file is taken', async () => {
  const escalation = buildEscalation();
  await show(conversationOf(escalation));
  await box();
  fireEvent.drop(screen.getByTestId('composer'), { dataTransfer: { files: [receipt], types: ['Files'] } });
  await isReady(1);
});

test('a removed file does not go along', async () => {
  const escalation = buildEscalation();
  const { user } = await show(conversationOf(escalation));
  await box();
  await user.upload(chooser(), [receipt, photo]);
  await isReady(2);
  await user.click(screen.getByRole('button', { name: 'Remove receipt.pdf' }));
  await user.click(screen.getByTestId('send'));
  expect(sentTo(escalation, 'messages')).toEqual([expect.objectContaining({ fileIds: ['kept photo.png'] })]);
});

test('nothing is sent before its files are there', async () => {
  const escalation = buildEscalation();
  const { user } = await show(conversationOf(escalation));
  const { answer, give } = held();
  api.on(`POST /escalations/${escalation.id}/files`, answer);
  await write(user, await box(), 'here it is');
  await user.upload(chooser(), receipt);
  expect(screen.getByTestId('counter').textContent).toBe('Uploading…');
  await user.click(screen.getByTestId('send'));
  expect(sentTo(escalation, 'messages')).toEqual([]);
  give(keptAs('receipt.pdf'));
  await isReady(1);
  await user.click(screen.getByTestId('send'));
  expect(sentTo(escalation, 'messages')).toHaveLength(1);
});

test('a file the desk refuses says why, and holds the message back until it is removed', async () => {
  const escalation = buildEscalation();
  const { user } = await show(conversationOf(escalation));
  api.on(
    `POST /escalations/${escalation.id}/files`,
    refusal(415, { code: 'bad_request', title: 'Programs are not sent.' }),
  );
  await write(user, await box(), 'here it is');
  await user.upload(chooser(), receipt);
  expect((await within(screen.getByTestId('composer')).findByRole('alert')).textContent).toContain('Programs are not');
  expect(isDisabled(screen.getByTestId('send'))).toBe(true);
  await user.click(screen.getByRole('button', { name: 'Remove receipt.pdf' }));
  expect(isDisabled(screen.getByTestId('send'))).toBe(false);
});

test('an empty file is refused without asking the desk', async () => {
  const escalation = buildEscalation();
  const { user } = await show(conversationOf(escalation));
  await box();
  await user.upload(chooser(), new File([], 'nothing.pdf'));
  expect(await screen.findByText('“nothing.pdf” is empty.')).toBeTruthy();
  expect(api.asked(`POST /escalations/${escalation.id}/files`)).toEqual([]);
});

test('the file of a note never becomes the customer’s', async () => {
  const escalation = buildEscalation();
  const { user } = await show(conversationOf(escalation));
  await user.click(await screen.findByRole('button', { name: 'Note' }));
  await user.upload(chooser(), receipt);
  await isReady(1);
  await user.click(screen.getByRole('button', { name: 'Reply' }));
  expect(chips()).toEqual([]);
  expect(isDisabled(screen.getByTestId('send'))).toBe(true);
  await user.click(screen.getByRole('button', { name: 'Note' }));
  await user.click(screen.getByTestId('send'));
  expect(sentTo(escalation, 'notes')).toEqual([expect.objectContaining({ fileIds: ['kept receipt.pdf'] })]);
  expect(sentTo(escalation, 'messages')).toEqual([]);
});
