/** @jest-environment ./test/component/support/page.ts */
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import type { Escalation, Message } from '../../src/contract/api';
import { post } from '../../tab/desk/api';
import { Chat } from './support/Chat';
import { buildEscalation, buildMessage, MEGAN } from './support/build';
import { type Answer, api, isDisabled, pageOf, refusal, show, transcriptOf, unreachable, write } from './support/show';

const REPLY = 'Reply to Robin Ortiz';
const NOTE = 'Note for your colleagues';

/** The desk confirms what it is sent. */
const confirmed: Answer = ({ body }) => buildMessage({ ...(body as Partial<Message>), seq: 2 });

function conversationOf(escalation: Escalation) {
  const { id } = escalation;
  api.on(`GET /escalations/${id}`, escalation);
  api.on(`GET /escalations/${id}/events`, pageOf([]));
  api.on(`GET /escalations/${id}/messages`, transcriptOf([buildMessage()]));
  api.on(`POST /escalations/${id}/messages`, confirmed);
  api.on(`POST /escalations/${id}/notes`, confirmed);
  api.on(`POST /escalations/${id}/typing`, {});
  return <Chat key={id} id={id} />;
}

const box = (name: string) => screen.findByRole<HTMLTextAreaElement>('textbox', { name });
const writeAndEnter = async (user: UserEvent, name: string, words: string) => {
  await write(user, await box(name), words);
  await user.keyboard('{Enter}');
};
const send = () => screen.getByRole('button', { name: 'Send' });
const sentReplies = ({ id }: Escalation) => api.sent(`POST /escalations/${id}/messages`);
const sentNotes = ({ id }: Escalation) => api.sent(`POST /escalations/${id}/notes`);

describe('a reply', () => {
  test('is sent by Enter; the box is empty and keeps the focus', async () => {
    const escalation = buildEscalation();
    const { user } = await show(conversationOf(escalation));
    await user.type(await box(REPLY), 'One moment{Enter}');
    expect(sentReplies(escalation)).toEqual([{ text: 'One moment', clientMessageId: expect.any(String) as unknown }]);
    expect((await box(REPLY)).value).toBe('');
    expect(document.activeElement).toBe(await box(REPLY));
  });

  test('is sent by its button', async () => {
    const escalation = buildEscalation();
    const { user } = await show(conversationOf(escalation));
    await write(user, await box(REPLY), '  One moment  ');
    await user.click(send());
    expect(sentReplies(escalation)).toEqual([expect.objectContaining({ text: 'One moment' })]);
  });

  test('gets a new line by Shift+Enter', async () => {
    const escalation = buildEscalation();
    const { user } = await show(conversationOf(escalation));
    await user.type(await box(REPLY), 'a{Shift>}{Enter}{/Shift}b');
    expect((await box(REPLY)).value).toBe('a\nb');
    expect(sentReplies(escalation)).toEqual([]);
  });

  test('is not sent by the Enter that chooses a character of an input method', async () => {
    const escalation = buildEscalation();
    const { user } = await show(conversationOf(escalation));
    await write(user, await box(REPLY), 'にほん');
    fireEvent.keyDown(await box(REPLY), { key: 'Enter', isComposing: true });
    expect(sentReplies(escalation)).toEqual([]);
  });

  test.each(['', '  \n '])('of no words (%j) cannot be sent', async (words) => {
    const escalation = buildEscalation();
    const { user } = await show(conversationOf(escalation));
    const field = await box(REPLY);
    if (words) await write(user, field, words);
    expect(isDisabled(send())).toBe(true);
    await user.click(send());
    await user.type(await box(REPLY), '{Enter}');
    expect(sentReplies(escalation)).toEqual([]);
  });

  test('says how much room is left, and is not sent when it is too long', async () => {
    const escalation = buildEscalation();
    const { user } = await show(conversationOf(escalation));
    await write(user, await box(REPLY), 'x'.repeat(7_400));
    expect(screen.getByTestId('counter').textContent).toBe('');
    await user.paste('x'.repeat(500));
    expect(screen.getByTestId('counter').textContent).toBe('100 characters left');
    await user.paste('x'.repeat(102));
    expect(screen.getByTestId('counter').textContent).toBe('2 characters too many');
    expect(isDisabled(send())).toBe(true);
    await user.keyboard('{Enter}');
    expect(sentReplies(escalation)).toEqual([]);
    expect((await box(REPLY)).value).toHaveLength(8_002);
  });
});

describe('formatting', () => {
  test('is put around the words chosen, by key and by button, and the reply goes as Markdown', async () => {
    const escalation = buildEscalation();
    const { user } = await show(conversationOf(escalation));
    const field = await box(REPLY);
    await write(user, field, 'turn it off now');
    field.setSelectionRange(12, 15);
    await user.keyboard('{Control>}b{/Control}');
    expect(field.value).toBe('turn it off **now**');
    field.setSelectionRange(0, 4);
    await user.click(await screen.findByRole('button', { name: 'Italic (Ctrl+I)' }));
    expect(field.value).toBe('_turn_ it off **now**');
    await user.keyboard('{Enter}');
    expect(sentReplies(escalation)).toEqual([
      expect.objectContaining({ text: '_turn_ it off **now**', format: 'markdown' }),
    ]);
  });

  test('goes on with a list on a new line, until a point stays empty', async () => {
    const { user } = await show(conversationOf(buildEscalation()));
    const field = await box(REPLY);
    await user.type(field, '- one{Shift>}{Enter}{/Shift}two{Shift>}{Enter}{Enter}{/Shift}');
    expect(field.value).toBe('- one\n- two\n');
  });
});

test('my own chat opens with the words to be written; another’s with its heading', async () => {
  const { change } = await show(conversationOf(buildEscalation()));
  const field = await box(REPLY);
  expect(document.activeElement).toBe(field);
  change(conversationOf(buildEscalation({ assignee: MEGAN, can: { reply: false } })));
  await screen.findByTestId('composer-closed');
  expect(document.activeElement?.hasAttribute('data-heading')).toBe(true);
});

describe('a draft', () => {
  test('belongs to its conversation', async () => {
    const [one, other] = [buildEscalation(), buildEscalation({ customer: MEGAN })];
    const { user, change } = await show(conversationOf(one));
    await write(user, await box(REPLY), 'for Robin');
    change(conversationOf(other));
    expect((await box('Reply to Megan Bowen')).value).toBe('');
    await write(user, await box('Reply to Megan Bowen'), 'for Megan');
    change(conversationOf(one));
    expect((await box(REPLY)).value).toBe('for Robin');
    change(conversationOf(other));
    expect((await box('Reply to Megan Bowen')).value).toBe('for Megan');
  });

  test('of a reply and of a note are two', async () => {
    const { user } = await show(conversationOf(buildEscalation()));
    await write(user, await box(REPLY), 'for the customer');
    await user.click(screen.getByRole('button', { name: 'Note' }));
    expect((await box(NOTE)).value).toBe('');
    await write(user, await box(NOTE), 'for colleagues');
    await user.click(screen.getByRole('button', { name: 'Reply' }));
    expect((await box(REPLY)).value).toBe('for the customer');
    await user.click(screen.getByRole('button', { name: 'Note' }));
    expect((await box(NOTE)).value).toBe('for colleagues');
  });
});

describe('a note', () => {
  test('looks like one, and goes nowhere but to the notes', async () => {
    const escalation = buildEscalation();
    const { user } = await show(conversationOf(escalation));
    await user.click(await screen.findByRole('button', { name: 'Note' }));
    expect(screen.getByText('Only agents see this')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Send' })).toBeNull();
    await writeAndEnter(user, NOTE, 'Refunds twice a week');
    expect(sentNotes(escalation)).toEqual([expect.objectContaining({ text: 'Refunds twice a week' })]);
    expect(sentReplies(escalation)).toEqual([]);
  });

  test('stays the choice after it is saved: the next words do not reach the customer either', async () => {
    const escalation = buildEscalation();
    const { user } = await show(conversationOf(escalation));
    await user.click(await screen.findByRole('button', { name: 'Note' }));
    await user.type(await box(NOTE), 'one{Enter}two{Enter}');
    await waitFor(() => expect(sentNotes(escalation)).toHaveLength(2));
    expect(sentReplies(escalation)).toEqual([]);
  });

  test('does not take over the words of a reply one may no longer send', async () => {
    const escalation = buildEscalation();
    const { user, reload } = await show(conversationOf(escalation));
    await write(user, await box(REPLY), 'for the customer');
    // It was given to somebody else meanwhile.
    reload(conversationOf(buildEscalation({ id: escalation.id, assignee: MEGAN, can: { reply: false } })));
    await user.click(await screen.findByRole('button', { name: 'Write a note' }));
    expect((await box(NOTE)).value).toBe('');
    expect(screen.queryByRole('button', { name: 'Reply' })).toBeNull();
  });

  test('of a manager can be for the owner alone', async () => {
    const escalation = buildEscalation({ assignee: MEGAN, can: { reply: false } });
    const { user } = await show(conversationOf(escalation), { roles: ['agent', 'manager'] });
    await user.click(await screen.findByRole('button', { name: 'Write a note' }));
    await user.click(screen.getByRole('switch', { name: 'Only Megan Bowen sees this' }));
    await writeAndEnter(user, 'Note for Megan Bowen', 'Offer a refund');
    expect(sentNotes(escalation)).toEqual([expect.objectContaining({ text: 'Offer a refund', whisper: true })]);
  });

  test('of anybody else cannot', async () => {
    const { user } = await show(conversationOf(buildEscalation({ assignee: MEGAN, can: { reply: false } })));
    await user.click(await screen.findByRole('button', { name: 'Write a note' }));
    expect(screen.queryByRole('switch')).toBeNull();
  });
});

describe('the customer', () => {
  const setClock = (seconds: number) => jest.setSystemTime(new Date(2026, 10, 23, 12, 0, seconds));
  beforeEach(() => {
    const doNotFake = [
      'nextTick',
      'performance',
      'queueMicrotask',
      'requestAnimationFrame',
      'cancelAnimationFrame',
    ] as const;
    const timers = [
      'setImmediate',
      'clearImmediate',
      'setInterval',
      'clearInterval',
      'setTimeout',
      'clearTimeout',
    ] as const;
    jest.useFakeTimers({ doNotFake: [...doNotFake, ...timers] });
    setClock(0);
  });
  afterEach(() => jest.useRealTimers());

  test('sees that somebody is typing, told every three seconds at most', async () => {
    const escalation = buildEscalation();
    const { user } = await show(conversationOf(escalation));
    const signals = () => api.asked(`POST /escalations/${escalation.id}/typing`).length;
    await user.type(await box(REPLY), ' ');
    expect(signals()).toBe(0);
    await user.type(await box(REPLY), 'abc');
    expect(signals()).toBe(1);
    setClock(2);
    await user.type(await box(REPLY), 'd');
    expect(signals()).toBe(1);
    setClock(3);
    await user.type(await box(REPLY), 'e');
    expect(signals()).toBe(2);
  });

  test('does not see that somebody writes a note', async () => {
    const escalation = buildEscalation();
    const { user } = await show(conversationOf(escalation));
    await user.click(await screen.findByRole('button', { name: 'Note' }));
    await user.type(await box(NOTE), 'abc');
    expect(api.asked(`POST /escalations/${escalation.id}/typing`)).toEqual([]);
  });
});

test('markup in a message is words, to whoever reads it', async () => {
  const escalation = buildEscalation();
  const { user } = await show(conversationOf(escalation));
  const words = '<script>alert(1)</script> <img src=x onerror=alert(1)>';
  await writeAndEnter(user, REPLY, words);
  expect(sentReplies(escalation)).toEqual([expect.objectContaining({ text: words })]);
  expect(document.querySelector('[data-testid=people-part] script, [data-testid=people-part] img')).toBeNull();
});

describe('a sign-in that ended', () => {
  const ended = refusal(401, { code: 'unauthorized', title: 'Sign in again.' });
  const ends = ({ id }: Escalation) => {
    for (const route of ['POST messages', 'POST typing', 'PUT draft', 'PUT read'])
      api.on(route.replace(' ', ` /escalations/${id}/`), ended);
  };
  const waiting = () =>
    screen.findAllByText('Not sent: you are signed out. It will be sent when you are signed in again.');

  test('loses no word: they wait, and may be taken back', async () => {
    const escalation = buildEscalation();
    const { user } = await show(conversationOf(escalation));
    ends(escalation);
    await writeAndEnter(user, REPLY, 'One moment');
    expect(await waiting()).toHaveLength(1);
    await user.click(screen.getByRole('button', { name: 'Edit' }));
    expect((await box(REPLY)).value).toBe('One moment');
  });

  test('lets them go out, in order and once each, the moment it is back', async () => {
    const escalation = buildEscalation();
    const { user } = await show(conversationOf(escalation));
    ends(escalation);
    await writeAndEnter(user, REPLY, 'One moment');
    await writeAndEnter(user, REPLY, 'It is here');
    await waitFor(async () => expect(await waiting()).toHaveLength(2));
    const before = sentReplies(escalation).length;
    api.on(`POST /escalations/${escalation.id}/messages`, confirmed);
    await act(() => post('/me/looking'));
    await waitFor(() => expect(screen.queryByTestId('take-back')).toBeNull());
    await waitFor(() =>
      expect(sentReplies(escalation).slice(before)).toMatchObject([{ text: 'One moment' }, { text: 'It is here' }]),
    );
  });
});

describe('words the desk refuses', () => {
  const refuses = ({ id }: Escalation) =>
    api.on(`POST /escalations/${id}/messages`, refusal(409, { code: 'closed', title: 'This has been resolved.' }));

  test('stay, with the reason, and can be tried again as the same message', async () => {
    const escalation = buildEscalation();
    const { user } = await show(conversationOf(escalation));
    refuses(escalation);
    await writeAndEnter(user, REPLY, 'One moment');
    expect((await screen.findByRole('alert')).textContent).toContain('Not sent: This has been resolved.');
    expect(screen.getByText('One moment')).toBeTruthy();
    api.on(`POST /escalations/${escalation.id}/messages`, confirmed);
    await user.click(screen.getByRole('button', { name: 'Retry' }));
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
    const [first, second] = sentReplies(escalation);
    expect(second).toEqual(first);
  });

  test('can be taken back into the box, before what was written since', async () => {
    const escalation = buildEscalation();
    const { user } = await show(conversationOf(escalation));
    refuses(escalation);
    await writeAndEnter(user, REPLY, 'One moment');
    await screen.findByRole('alert');
    await write(user, await box(REPLY), 'and more');
    await user.click(screen.getByRole('button', { name: 'Edit' }));
    expect((await box(REPLY)).value).toBe('One moment\nand more');
    expect(screen.queryByRole('alert')).toBeNull();
  });

  test('come back as a note when they were one', async () => {
    const escalation = buildEscalation();
    const { user } = await show(conversationOf(escalation));
    api.on(`POST /escalations/${escalation.id}/notes`, refusal(403, { code: 'forbidden', title: 'Not yours.' }));
    await user.click(await screen.findByRole('button', { name: 'Note' }));
    await writeAndEnter(user, NOTE, 'between us');
    await screen.findByRole('alert');
    await user.click(screen.getByRole('button', { name: 'Reply' }));
    await user.click(screen.getByRole('button', { name: 'Edit' }));
    expect((await box(NOTE)).value).toBe('between us');
  });

  test('hold back what was written after them', async () => {
    const escalation = buildEscalation();
    const { user } = await show(conversationOf(escalation));
    refuses(escalation);
    await user.type(await box(REPLY), 'one{Enter}');
    await screen.findByRole('alert');
    await user.type(await box(REPLY), 'two{Enter}');
    expect(screen.getByText('Sending…')).toBeTruthy();
    expect(sentReplies(escalation)).toEqual([expect.objectContaining({ text: 'one' })]);
  });
});

describe('words that may have arrived, for no answer came,', () => {
  async function unanswered(escalation: Escalation) {
    const shown = await show(conversationOf(escalation));
    const path = `POST /escalations/${escalation.id}/messages`;
    let tries = 0;
    api.on(path, () => {
      tries += 1;
      return tries === 1 ? unreachable() : refusal(403, { code: 'forbidden', title: 'Not yours.' });
    });
    await writeAndEnter(shown.user, REPLY, 'One moment');
    expect((await screen.findByRole('alert')).textContent).toContain('It may not have arrived: Not yours.');
    return shown;
  }

  test('cannot be edited and said a second time: they are tried again, or given up', async () => {
    const escalation = buildEscalation();
    const { user } = await unanswered(escalation);
    expect(screen.queryByRole('button', { name: 'Edit' })).toBeNull();
    await user.click(screen.getByTestId('resolve'));
    await screen.findByTestId('unsent-dialog');
    expect(isDisabled(screen.getByTestId('unsent-keep'))).toBe(true);
    await user.click(screen.getByTestId('cancel'));
    await user.click(screen.getByRole('button', { name: 'Discard' }));
    expect(screen.queryByText('One moment')).toBeNull();
    expect((await box(REPLY)).value).toBe('');
  });

  test('hold nothing back once the transcript has them', async () => {
    const escalation = buildEscalation();
    const { user, reload } = await unanswered(escalation);
    const [{ clientMessageId }] = sentReplies(escalation) as [Message];
    const next = conversationOf(escalation);
    const arrived = buildMessage({ seq: 2, text: 'One moment', clientMessageId });
    api.on(`GET /escalations/${escalation.id}/messages`, transcriptOf([buildMessage(), arrived]));
    reload(next);
    await screen.findByText('One moment');
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
    await writeAndEnter(user, REPLY, 'and more');
    await waitFor(() => expect(sentReplies(escalation).at(-1)).toMatchObject({ text: 'and more' }));
  });
});

test('words written while the network is gone are sent by themselves when it is back', async () => {
  const escalation = buildEscalation();
  const { user } = await show(conversationOf(escalation));
  api.on(`POST /escalations/${escalation.id}/messages`, unreachable);
  await writeAndEnter(user, REPLY, 'One moment');
  expect(await screen.findByText('Sending…')).toBeTruthy();
  api.on(`POST /escalations/${escalation.id}/messages`, confirmed);
  await waitFor(() => expect(screen.queryByText('Sending…')).toBeNull());
  const [first, second] = sentReplies(escalation);
  expect(second).toEqual(first);
});

test('whoever may not answer reads why, and what they can do', async () => {
  const escalation = buildEscalation({
    status: 'waiting',
    assignee: null,
    claimedAt: null,
    can: { claim: true, reply: false, note: false },
  });
  const { user } = await show(conversationOf(escalation));
  expect(await screen.findByText('Unclaimed. Claim to reply.')).toBeTruthy();
  expect(screen.queryByRole('textbox')).toBeNull();
  const claimed = buildEscalation({ id: escalation.id });
  api.on(`POST /escalations/${escalation.id}/claim`, () => {
    api.on(`GET /escalations/${escalation.id}`, claimed);
    return claimed;
  });
  await user.click(screen.getByRole('button', { name: 'Claim' }));
  // Straight to writing.
  await waitFor(async () => expect(document.activeElement).toBe(await box(REPLY)));
});

test('what is sent while the transcript does not load stays in view, with why it did not go out', async () => {
  const escalation = buildEscalation();
  const failing = refusal(500, { code: 'internal', title: 'No', detail: 'Something went wrong here.' });
  const part = conversationOf(escalation);
  api.on(`GET /escalations/${escalation.id}/messages`, failing);
  api.on(
    `POST /escalations/${escalation.id}/messages`,
    refusal(403, { code: 'forbidden', title: 'No', detail: 'Not now.' }),
  );
  const { user } = await show(part);
  await screen.findByText('The transcript did not load');
  await user.type(await screen.findByTestId('composer-text'), 'Hello{Enter}');
  expect((await screen.findByText('Not sent: Not now.')).closest('[data-unsent]')?.textContent).toContain('Hello');
});
