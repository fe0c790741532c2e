/** @jest-environment ./test/component/support/page.ts */
/** Canned replies, colleagues named in notes, drafts kept on the desk, and a few seconds to take a reply back. */
import { fireEvent, screen, waitFor } from '@testing-library/react';
import type { CannedReply, Escalation, KeptDraft, Message } from '../../src/contract/api';
import { setOn } from '../../tab/desk/settings';
import { Chat } from './support/Chat';
import { buildAgent, buildEscalation, buildMe, buildMessage, MEGAN } from './support/build';
import { api, held, pageOf, refusal, show, transcriptOf, write } from './support/show';

const REPLY = 'Reply to Robin Ortiz';
const box = (name = REPLY) => screen.findByRole<HTMLTextAreaElement>('textbox', { name });
const sentTo = ({ id }: Escalation, kind: 'messages' | 'notes') => api.sent(`POST /escalations/${id}/${kind}`);

const buildReply = (change: Partial<CannedReply>): CannedReply => ({
  id: crypto.randomUUID(),
  name: 'Greeting',
  text: 'Hello {customer.name}, I am {agent.name}.',
  shared: true,
  files: [],
  changedBy: 'Megan Bowen',
  version: 1,
  can: { change: false },
  ...change,
});

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
  return <Chat key={id} id={id} />;
}

describe('a canned reply', () => {
  test('is found by typing behind a slash, and fills in what the chat knows', async () => {
    const escalation = buildEscalation();
    api.on('GET /canned-replies', pageOf([buildReply({ name: 'Late' }), buildReply({ name: 'Greeting' })]));
    const { user } = await show(conversationOf(escalation));
    await user.type(await box(), '/gree');
    expect((await screen.findByRole('option')).textContent).toContain('Greeting');
    await user.keyboard('{Enter}');
    expect((await box()).value).toBe('Hello Robin Ortiz, I am Lee Gu.');
    expect(sentTo(escalation, 'messages')).toEqual([]);
    await user.keyboard('{Enter}');
    expect(sentTo(escalation, 'messages')).toEqual([
      expect.objectContaining({ text: 'Hello Robin Ortiz, I am Lee Gu.' }),
    ]);
  });

  test('with something left to fill in cannot be sent: it says what, and chooses it', async () => {
    const escalation = buildEscalation({ variables: [{ name: 'order', value: 'A-7', technical: false }] });
    api.on('GET /canned-replies', pageOf([buildReply({ text: '{order} comes on {day}.' })]));
    const { user } = await show(conversationOf(escalation));
    await user.type(await box(), '/');
    await screen.findByRole('option');
    await user.keyboard('{Enter}');
    const field = await box();
    expect(field.value).toBe('A-7 comes on {day}.');
    field.setSelectionRange(0, 0);
    await user.keyboard('{Enter}');
    expect(screen.getByTestId('counter').textContent).toBe('Fill in “day” first');
    expect(field.value.slice(field.selectionStart, field.selectionEnd)).toBe('{day}');
    expect(sentTo(escalation, 'messages')).toEqual([]);
    fireEvent.change(field, { target: { value: 'A-7 comes on Monday.' } });
    await user.keyboard('{Enter}');
    expect(sentTo(escalation, 'messages')).toHaveLength(1);
  });

  test('brings its files, and nothing is sent before they are there', async () => {
    const escalation = buildEscalation();
    const file = { id: 'f', name: 'where.png', contentType: 'image/png', size: 5 };
    const reply = buildReply({ files: [file] });
    api.on('GET /canned-replies', pageOf([reply]));
    api.on(`POST /escalations/${escalation.id}/canned-replies/${reply.id}/files`, () =>
      pageOf([{ ...file, fileId: 'brought' }]),
    );
    const { user } = await show(conversationOf(escalation));
    await user.click(await screen.findByRole('button', { name: 'Canned replies' }));
    await user.click(await screen.findByRole('option'));
    await waitFor(() => expect(screen.getByTestId('draft-file').dataset.state).toBe('ready'));
    await user.keyboard('{Enter}');
    expect(sentTo(escalation, 'messages')).toEqual([expect.objectContaining({ fileIds: ['brought'] })]);
  });

  test('that begins with the sign itself is put in, and looked for no more', async () => {
    // As browsers do what jsdom lacks: typed in place, and told as typing.
    document.execCommand = (_command, _ui, text = '') => {
      const field = document.activeElement as HTMLTextAreaElement;
      const { selectionStart: start, selectionEnd: end, value } = field;
      fireEvent.change(field, { target: { value: value.slice(0, start) + text + value.slice(end) } });
      field.setSelectionRange(start + text.length, start + text.length);
      return true;
    };
    try {
      api.on('GET /canned-replies', pageOf([buildReply({ name: 'Help', text: '/help lists what I know' })]));
      const { user } = await show(conversationOf(buildEscalation()));
      await user.type(await box(), '/');
      await screen.findByRole('option');
      await user.keyboard('{Enter}');
      expect((await box()).value).toBe('/help lists what I know');
      expect(screen.queryByRole('option')).toBeNull();
      expect(screen.queryByText('No canned reply matches.')).toBeNull();
    } finally {
      Reflect.deleteProperty(document, 'execCommand');
    }
  });

  test('that is not found is no message; Escape makes words of it', async () => {
    const escalation = buildEscalation();
    api.on('GET /canned-replies', pageOf([buildReply({})]));
    const { user } = await show(conversationOf(escalation));
    await user.type(await box(), '/zzz');
    await screen.findByText('No canned reply matches.');
    await user.keyboard('{Enter}');
    expect(sentTo(escalation, 'messages')).toEqual([]);
    await user.keyboard('{Escape}{Enter}');
    expect(sentTo(escalation, 'messages')).toEqual([expect.objectContaining({ text: '/zzz' })]);
  });
});

test('a colleague is named in a note by @, and told', async () => {
  const escalation = buildEscalation();
  api.on(
    'GET /agents',
    pageOf([buildAgent(), buildAgent({ ...MEGAN }), buildAgent({ id: 'x', name: 'Mo', queueIds: [] })]),
  );
  const { user } = await show(conversationOf(escalation));
  await user.click(await screen.findByRole('button', { name: 'Note' }));
  await user.type(await box('Note for your colleagues'), 'Please, @m');
  expect((await screen.findAllByRole('option')).map(({ textContent }) => textContent)).toEqual(['Megan Bowen']);
  await user.keyboard('{Enter}');
  expect((await box('Note for your colleagues')).value).toBe('Please, @Megan Bowen ');
  await user.keyboard('{Enter}');
  expect(sentTo(escalation, 'notes')).toEqual([
    expect.objectContaining({ text: 'Please, @Megan Bowen', mentions: [MEGAN.id] }),
  ]);
});

describe('a draft kept on the desk', () => {
  const kept = (reply: string, version = crypto.randomUUID() as string): KeptDraft => ({
    draft: { mode: 'reply', reply, note: '', whisper: false, fields: [], mentions: [] },
    version,
    changedAt: '2026-11-23T12:00:00.000Z',
  });

  test('is there where one goes on', async () => {
    const escalation = buildEscalation();
    api.on(`GET /escalations/${escalation.id}/draft`, kept('Half a sent'));
    await show(conversationOf(escalation));
    await waitFor(async () => expect((await box()).value).toBe('Half a sent'));
  });

  test('that another tab has changed asks which one is meant; neither is lost', async () => {
    const escalation = buildEscalation();
    const path = `/escalations/${escalation.id}/draft`;
    const { user } = await show(conversationOf(escalation));
    const other = kept('from the other tab');
    api.on(`PUT ${path}`, () => {
      api.on(`GET ${path}`, other);
      return refusal(409, { code: 'changed_meanwhile', title: 'Changed' });
    });
    await write(user, await box(), 'from this tab');
    await screen.findByText('from the other tab');
    expect((await box()).value).toBe('from this tab');
    await user.click(screen.getByRole('button', { name: 'Use that' }));
    expect((await box()).value).toBe('from the other tab');
  });
});

test('an answer about a draft that is older than what was kept since takes no word away', async () => {
  const escalation = buildEscalation();
  const path = `/escalations/${escalation.id}/draft`;
  const old = held();
  api.on(`GET ${path}`, old.answer);
  api.on(`PUT ${path}`, ({ body }) => ({ draft: body, version: crypto.randomUUID(), changedAt: null }));
  const { user } = await show(conversationOf(escalation));
  await write(user, await box(), 'Written since');
  await waitFor(() => expect(api.asked(`PUT ${path}`)).toHaveLength(1));
  old.give({ draft: null, version: null, changedAt: null });
  await user.type(await box(), ' then');
  expect((await box()).value).toBe('Written since then');
});

describe('with undo', () => {
  const me = buildMe();
  beforeEach(() => setOn(me.id, 'undo', true));
  afterEach(() => setOn(me.id, 'undo', false));

  test('a reply waits, and comes back by its button', async () => {
    const escalation = buildEscalation();
    const { user } = await show(conversationOf(escalation));
    await user.type(await box(), 'Too soon{Enter}');
    expect((await screen.findByText(/Sending in \d s/)).textContent).toContain('5');
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    expect((await box()).value).toBe('Too soon');
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
    // The focus is where one goes on.
    await user.keyboard('{Enter}');
    await screen.findByText(/Sending in/);
    await user.keyboard('{Control>}z{/Control}');
    expect((await box()).value).toBe('Too soon');
    expect(sentTo(escalation, 'messages')).toEqual([]);
  });

  test('a reply goes once its time is over', async () => {
    const escalation = buildEscalation();
    const { user } = await show(conversationOf(escalation));
    await user.type(await box(), 'In time{Enter}');
    await waitFor(() => expect(sentTo(escalation, 'messages')).toHaveLength(1));
  });

  test('once a reply has gone, no draft of it is left on the desk, whatever is looked at meanwhile', async () => {
    const [escalation, other] = [buildEscalation(), buildEscalation({ customer: MEGAN })];
    const path = `PUT /escalations/${escalation.id}/draft`;
    const { user, change } = await show(conversationOf(escalation));
    await user.type(await box(), 'On its way{Enter}');
    await screen.findByText(/Sending in/);
    await waitFor(() => expect(api.sent(path)).toMatchObject([{ reply: 'On its way' }]));
    change(conversationOf(other));
    await waitFor(() => expect(sentTo(escalation, 'messages')).toHaveLength(1));
    await waitFor(() => expect(api.sent(path).at(-1)).toMatchObject({ reply: '' }));
  });

  test('a reply comes back, and it is said, when the chat is lost meanwhile', async () => {
    const escalation = buildEscalation();
    const { user, reload } = await show(conversationOf(escalation));
    await user.type(await box(), 'For Robin{Enter}');
    await screen.findByText(/Sending in/);
    reload(conversationOf(buildEscalation({ id: escalation.id, assignee: MEGAN, can: { reply: false } })));
    // Once, by the notice; twice would be heard twice.
    expect(await screen.findAllByText(/no longer yours to answer/)).toHaveLength(1);
    expect((await screen.findByTestId<HTMLTextAreaElement>('kept-text')).value).toBe('For Robin');
    expect(sentTo(escalation, 'messages')).toEqual([]);
  });
});
