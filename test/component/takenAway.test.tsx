/** @jest-environment ./test/component/support/page.ts */
import { act, screen, waitFor } from '@testing-library/react';
import { useQueryClient } from '@tanstack/react-query';
import type { Escalation, EscalationEvent } from '../../src/contract/api';
import { draftsOf } from '../../tab/conversation/composer/drafts';
import { keys } from '../../tab/desk/keys';
import { Taken } from '../../tab/work/taken/Taken';
import { Chat } from './support/Chat';
import { buildEscalation, buildEvent, buildMessage, LEE, MEGAN } from './support/build';
import { api, refusal, held, isDisabled, pageOf, show, transcriptOf, write } from './support/show';

const ID = 'e1';
const NOTHING = { release: false, transfer: false, resolve: false, reply: false, note: false, consult: false };
const mine = () => buildEscalation({ id: ID });
const released = (): Escalation =>
  buildEscalation({ id: ID, version: 3, status: 'waiting', assignee: null, claimedAt: null, can: NOTHING });
const event = (change: Partial<EscalationEvent> = {}): EscalationEvent =>
  buildEvent({
    version: 3,
    type: 'released',
    at: '2026-11-23T12:05:00.000Z',
    actor: { kind: 'agent', ...MEGAN },
    summary: 'Megan Bowen released: rebalancing',
    reason: 'rebalancing',
    ...change,
  });

let refetch: () => void;

/** As the stream's hints do. */
function Hints() {
  const client = useQueryClient();
  refetch = () => {
    void client.invalidateQueries({ queryKey: keys.lists() });
    void client.invalidateQueries({ queryKey: keys.escalation(ID) });
  };
  return null;
}

function answers(now: Escalation, events: EscalationEvent[] = []) {
  api.on('GET /escalations', pageOf(now.status === 'claimed' && now.assignee?.id === LEE.id ? [now] : []));
  api.on(`GET /escalations/${ID}`, now);
  api.on(`GET /escalations/${ID}/events`, { items: events });
  api.on(`GET /escalations/${ID}/messages`, transcriptOf([buildMessage()]));
  api.on(`POST /escalations/${ID}/typing`, {});
  api.on('GET /queues', pageOf([]));
  api.on('GET /wrap-up', { outcomes: [], tags: [], version: 0 });
}

async function desk() {
  answers(mine());
  const shown = await show(
    <>
      <Hints />
      <Taken openId={ID} onOpen={() => {}} />
      <Chat id={ID} alone />
    </>,
  );
  await screen.findByTestId('composer-text');
  await waitFor(() => expect(api.asked('GET /escalations').length).toBeGreaterThan(0));
  return shown.user;
}

const happens = async (now: Escalation, events: EscalationEvent[]) => {
  answers(now, events);
  await act(async () => refetch());
};

test('taken away in the middle of a word: who and why is said, and one goes on in words that stay', async () => {
  const user = await desk();
  await user.type(screen.getByTestId('composer-text'), 'Your refu');
  await happens(released(), [event()]);
  expect((await screen.findByTestId('taken')).textContent).toContain(
    'Megan Bowen returned Robin Ortiz to Billing“rebalancing”',
  );
  expect(screen.getByTestId('announcer').textContent).toBe(
    'Megan Bowen returned Robin Ortiz to Billing: “rebalancing”',
  );
  const kept = await screen.findByTestId<HTMLTextAreaElement>('kept-text');
  expect(document.activeElement).toBe(kept);
  await user.keyboard('nd');
  expect(kept.value).toBe('Your refund');
  await user.click(screen.getByTestId('kept-discard'));
  expect(screen.queryByTestId('kept-draft')).toBeNull();
  await user.click(screen.getByTestId('taken-dismiss'));
  expect(screen.queryByTestId('taken')).toBeNull();
});

test.each<[string, Partial<EscalationEvent>, string]>([
  [
    'the desk',
    { actor: { kind: 'system', id: null, name: 'Handoff Desk' } },
    'Robin Ortiz went back to Billing, because',
  ],
  ['another', { type: 'resolved', summary: 'Megan Bowen resolved' }, 'Megan Bowen resolved the chat with Robin Ortiz'],
  ['I, elsewhere', { actor: { kind: 'agent', ...LEE } }, 'You returned Robin Ortiz to Billing, from another place'],
  [
    'the customer',
    { type: 'abandoned', actor: { kind: 'customer', id: null, name: 'Robin Ortiz' }, summary: 'They left' },
    'Robin Ortiz ended the chat',
  ],
])('%s ended or returned it: said in words', async (_, change, words) => {
  await desk();
  await happens(released(), [event(change)]);
  expect((await screen.findByTestId('taken')).textContent).toContain(words);
});

test('a customer who is erased while the bar stands there is named in it no longer', async () => {
  await desk();
  await happens(released(), [event()]);
  expect((await screen.findByTestId('taken')).textContent).toContain('Robin Ortiz');
  const erased = { at: '2026-11-23T12:06:00.000Z', by: MEGAN };
  await happens({ ...released(), version: 4, erased, customer: { id: '', name: '' } }, [event({ reason: null })]);
  await waitFor(() =>
    expect(screen.getByTestId('taken').textContent).toBe('Megan Bowen returned Erased customer to Billing '),
  );
});

test('a queue is taken away while its chat is open: what was said is shown no longer, and what is so is said', async () => {
  await desk();
  await screen.findByTestId('composer-text');
  api.on('GET /escalations', pageOf([]));
  const gone = refusal(404, { code: 'not_found', title: 'There is no such escalation.' });
  api.on(`GET /escalations/${ID}`, gone);
  api.on(`GET /escalations/${ID}/events`, gone);
  await act(async () => refetch());
  await screen.findByTestId('not-found');
  expect(screen.queryByTestId('composer-text')).toBeNull();
  expect(screen.queryByText('I was charged twice')).toBeNull();
});

test('what I do here is no news', async () => {
  const user = await desk();
  api.on(`POST /escalations/${ID}/release`, released());
  await user.click(screen.getByTestId('release'));
  answers(released(), [event({ actor: { kind: 'agent', ...LEE } })]);
  await user.click(await screen.findByTestId('confirm'));
  await waitFor(() => expect(screen.queryByTestId('release-dialog')).toBeNull());
  await waitFor(() => expect(api.asked(`GET /escalations/${ID}/events`).length).toBeGreaterThan(0));
  expect(screen.queryByTestId('taken')).toBeNull();
});

test('a verb that is cancelled while it is under way is broken off, and what came of it is said', async () => {
  const user = await desk();
  const answer = held();
  api.on(`POST /escalations/${ID}/resolve`, answer.answer);
  await user.click(screen.getByTestId('resolve'));
  await user.click(await screen.findByTestId('confirm'));
  await waitFor(() => expect(screen.getByTestId('confirm').textContent).toBe('Resolving…'));
  await user.keyboard('{Escape}');
  expect(screen.queryByTestId('resolve-dialog')).toBeNull();
  expect(await screen.findByText('Cancelled. Nothing has changed for Robin Ortiz.')).toBeTruthy();
});

describe('with words unsent, nothing is resolved before one has said what becomes of them:', () => {
  async function asked() {
    const user = await desk();
    await user.type(screen.getByTestId('composer-text'), 'One moment');
    await user.click(screen.getByTestId('resolve'));
    await screen.findByTestId('unsent-dialog');
    expect(screen.queryByTestId('resolve-dialog')).toBeNull();
    return user;
  }

  test('sent first', async () => {
    const user = await asked();
    const answer = held();
    api.on(`POST /escalations/${ID}/messages`, answer.answer);
    await user.click(screen.getByTestId('confirm'));
    await waitFor(() => expect(api.asked(`POST /escalations/${ID}/messages`)).toHaveLength(1));
    expect(screen.queryByTestId('resolve-dialog')).toBeNull();
    answer.give(buildMessage({ seq: 2, text: 'One moment', author: { kind: 'agent', ...LEE } }));
    await screen.findByTestId('resolve-dialog');
    expect(api.sent(`POST /escalations/${ID}/messages`)).toMatchObject([{ text: 'One moment' }]);
  });

  test('gone elsewhere while it asks, there is nothing to ask about: it goes on', async () => {
    await asked();
    act(() => draftsOf(ID).clear('reply'));
    await screen.findByTestId('resolve-dialog');
    expect(screen.queryByTestId('unsent-dialog')).toBeNull();
  });

  test('kept', async () => {
    const user = await asked();
    await user.click(screen.getByTestId('unsent-keep'));
    await screen.findByTestId('resolve-dialog');
    expect(screen.getByTestId<HTMLTextAreaElement>('composer-text').value).toBe('One moment');
  });

  test('discarded', async () => {
    const user = await asked();
    await user.click(screen.getByTestId('unsent-discard'));
    await screen.findByTestId('resolve-dialog');
    expect(screen.getByTestId<HTMLTextAreaElement>('composer-text').value).toBe('');
  });

  test('not at all', async () => {
    const user = await asked();
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.getByTestId<HTMLTextAreaElement>('composer-text').value).toBe('One moment');
  });

  test('sent first, with the message that is quoted', async () => {
    const user = await desk();
    await user.click(await screen.findByRole('button', { name: 'Message of Robin Ortiz: more' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Quote' }));
    await write(user, screen.getByTestId('composer-text'), 'That one');
    await user.click(screen.getByTestId('resolve'));
    api.on(`POST /escalations/${ID}/messages`, buildMessage({ seq: 2, author: { kind: 'agent', ...LEE } }));
    await user.click(await screen.findByTestId('confirm'));
    await screen.findByTestId('resolve-dialog');
    expect(api.sent(`POST /escalations/${ID}/messages`)).toMatchObject([{ text: 'That one', quoteSeq: 1 }]);
    expect(screen.queryByTestId('quoting')).toBeNull();
  });

  test('files without words are something, too, and go once they are there', async () => {
    const user = await desk();
    const file = held();
    api.on(`POST /escalations/${ID}/files`, file.answer);
    await user.upload(screen.getByTestId('file-input'), new File(['words'], 'receipt.pdf'));
    await user.click(screen.getByTestId('resolve'));
    const dialog = await screen.findByTestId('unsent-dialog');
    expect(dialog.textContent).toContain('receipt.pdf');
    expect(dialog.textContent).toContain('Uploading…');
    expect(isDisabled(screen.getByTestId('confirm'))).toBe(true);
    await act(async () => file.give({ fileId: 'f', name: 'receipt.pdf', size: 5, contentType: 'application/pdf' }));
    await waitFor(() => expect(isDisabled(screen.getByTestId('confirm'))).toBe(false));
    api.on(`POST /escalations/${ID}/messages`, buildMessage({ seq: 2, author: { kind: 'agent', ...LEE } }));
    await user.click(screen.getByTestId('confirm'));
    await screen.findByTestId('resolve-dialog');
    expect(api.sent(`POST /escalations/${ID}/messages`)).toMatchObject([{ text: '', fileIds: ['f'] }]);
  });

  test('words too long to be sent are not sent first either', async () => {
    const user = await desk();
    await write(user, screen.getByTestId('composer-text'), 'x'.repeat(8_002));
    await user.click(screen.getByTestId('resolve'));
    expect((await screen.findByTestId('unsent-dialog')).textContent).toContain('2 characters too many');
    expect(isDisabled(screen.getByTestId('confirm'))).toBe(true);
    await user.click(screen.getByTestId('unsent-keep'));
    await screen.findByTestId('resolve-dialog');
    expect(screen.getByTestId<HTMLTextAreaElement>('composer-text').value).toHaveLength(8_002);
  });
});

test('a note saved in between leaves the quote to the reply it belongs to', async () => {
  const user = await desk();
  await user.click(await screen.findByRole('button', { name: 'Message of Robin Ortiz: more' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Quote' }));
  await user.click(screen.getByRole('button', { name: 'Note' }));
  api.on(`POST /escalations/${ID}/notes`, buildMessage({ seq: 2, note: true, author: { kind: 'agent', ...LEE } }));
  await user.type(screen.getByTestId('composer-text'), 'Between us{Enter}');
  await user.click(screen.getByRole('button', { name: 'Reply' }));
  expect(screen.getByTestId('quoting').textContent).toContain('I was charged twice');
});

test('resolving is what one came for in one’s own chat, and not in another’s', async () => {
  await desk();
  const own = screen.getByTestId('resolve').className;
  await happens(buildEscalation({ id: ID, assignee: MEGAN, version: 2 }), []);
  await waitFor(() => expect(screen.getByTestId('resolve').className).not.toBe(own));
});
