/** @jest-environment ./test/component/support/page.ts */
import { act, screen, waitFor, within } from '@testing-library/react';
import type { Escalation } from '../../src/contract/api';
import { draftsOf } from '../../tab/conversation/composer/drafts';
import type { Outgoing } from '../../tab/conversation/messages/outgoing';
import { Desk } from '../../tab/shell/Desk';
import { buildEscalation, buildMessage } from './support/build';
import { api, held, pageOf, show, transcriptOf } from './support/show';

const NOT_MINE = { release: false, transfer: false, resolve: false, reply: false, note: false, consult: false };
const waiting = buildEscalation({
  id: 'a',
  status: 'waiting',
  assignee: null,
  claimedAt: null,
  customer: { id: 'iris', name: 'Iris Day' },
  can: { ...NOT_MINE, claim: true },
});
const mine = buildEscalation({ id: 'b' });

/** The desk, with one chat of mine and one that waits. */
async function desk() {
  window.innerWidth = 1440;
  const lists = (status: string | undefined): Escalation[] =>
    status === 'waiting' ? [waiting] : status === 'claimed' ? [mine] : [];
  api.on('GET /escalations', ({ query }) => pageOf(query.colleague || query.offered ? [] : lists(query.status)));
  for (const one of [waiting, mine]) {
    api.on(`GET /escalations/${one.id}`, one);
    api.on(`GET /escalations/${one.id}/earlier`, pageOf([]));
    api.on(`GET /escalations/${one.id}/events`, { items: [] });
    api.on(`GET /escalations/${one.id}/messages`, transcriptOf([buildMessage()]));
    api.on(`POST /escalations/${one.id}/typing`, {});
  }
  api.on('GET /stats', {
    waiting: 1,
    claimed: 1,
    endedToday: 0,
    longestWait: 0,
    outbox: { pending: 0, blockedLanes: 0 },
  });
  api.on('GET /queues', pageOf([]));
  api.on('GET /agents', pageOf([]));
  const shown = await show(<Desk live="live" />);
  const rowOf = async (id: string) => {
    await waitFor(() =>
      expect(document.querySelector(`[data-testid=escalation-row][data-escalation=${id}]`)).toBeTruthy(),
    );
    return within(document.querySelector(`[data-testid=escalation-row][data-escalation=${id}]`) as HTMLElement);
  };
  return { user: shown.user, rowOf };
}
const openId = () => screen.getByTestId('conversation').dataset.escalation;

test('a claim answered after one has gone on to write elsewhere takes neither the page nor the keys', async () => {
  const { user, rowOf } = await desk();
  const answer = held();
  api.on('POST /escalations/a/claim', answer.answer);
  await user.click((await rowOf('a')).getByTestId('claim'));
  await user.click((await rowOf('b')).getByTestId('open'));
  await user.type(await screen.findByTestId('composer-text'), 'For Rob');
  await act(async () => answer.give({ ...waiting, status: 'claimed', assignee: mine.assignee, can: mine.can }));
  await user.keyboard('in');
  expect(openId()).toBe('b');
  expect(screen.getByTestId<HTMLTextAreaElement>('composer-text').value).toBe('For Robin');
});

test('a claim one waits for opens the chat with the cursor in its composer', async () => {
  const { user, rowOf } = await desk();
  const claimed = { ...waiting, status: 'claimed', assignee: mine.assignee, can: mine.can };
  api.on('POST /escalations/a/claim', claimed);
  await user.click((await rowOf('a')).getByTestId('claim'));
  await waitFor(() => expect(openId()).toBe('a'));
});

test('what one does to a chat is done to that chat, also when another is open before the answer', async () => {
  const { user, rowOf } = await desk();
  const answer = held();
  await user.click((await rowOf('b')).getByTestId('open'));
  api.on('POST /escalations/b/messages', answer.answer);
  const composer = await screen.findByTestId('composer-text');
  await user.clear(composer);
  await user.type(composer, 'Well{Enter}');
  await user.click((await rowOf('a')).getByTestId('open'));
  await waitFor(() => expect(openId()).toBe('a'));
  await act(async () => answer.give(buildMessage({ seq: 2, text: 'Well' })));
  expect(api.asked('POST /escalations/a/messages')).toEqual([]);
  expect(api.sent('POST /escalations/b/messages')).toMatchObject([{ text: 'Well' }]);
  expect(openId()).toBe('a');
});

describe('loaded again while words were unsent in another chat', () => {
  const item = (change: Partial<Outgoing>): Outgoing => ({
    clientMessageId: crypto.randomUUID(),
    kind: 'reply',
    whisperTo: null,
    text: 'On its way',
    writtenAt: new Date().toISOString(),
    state: 'queued',
    attempts: 0,
    reason: null,
    ...change,
  });
  // As the page before left it.
  const leave = (id: string, ...items: Outgoing[]) => sessionStorage.setItem(`unsent:${id}`, JSON.stringify(items));
  const chat = (id: string, name: string) => buildEscalation({ id, customer: { id, name } });

  test('what was held is a draft again, and it is said whose', async () => {
    api.on('GET /escalations/left', chat('left', 'Uma Left'));
    leave('left', item({ state: 'held', text: 'Sent too soon', goesAt: Date.now() }));
    await desk();
    expect((await screen.findAllByText(/^Your last words to Uma Left were not sent/)).length).toBeGreaterThan(0);
    expect(draftsOf('left').read().draft.reply).toBe('Sent too soon');
    expect(api.asked('POST /escalations/left/messages')).toEqual([]);
    expect(sessionStorage.getItem('unsent:left')).toBeNull();
  });

  test('what was on its way goes on, whichever chat is open', async () => {
    api.on('POST /escalations/queued/messages', buildMessage({ seq: 2, text: 'On its way' }));
    leave('queued', item({}));
    await desk();
    await waitFor(() => expect(api.sent('POST /escalations/queued/messages')).toMatchObject([{ text: 'On its way' }]));
    await waitFor(() => expect(sessionStorage.getItem('unsent:queued')).toBeNull());
  });
});

test('Ctrl+F searches the open chat; pressed again, wherever one is, it chooses what is in the bar', async () => {
  const { user, rowOf } = await desk();
  api.on('GET /escalations/b/messages/search', { seqs: [1], isCut: false });
  await user.click((await rowOf('b')).getByTestId('open'));
  await screen.findByText('I was charged twice');
  // The keys come after the first screen.
  await waitFor(async () => {
    await user.keyboard('{Control>}f{/Control}');
    expect(screen.queryByTestId('find-bar')).toBeTruthy();
  });
  const field = screen.getByTestId<HTMLInputElement>('find-field');
  await user.type(field, 'charged');
  await waitFor(() => expect(api.asked('GET /escalations/b/messages/search')).toHaveLength(1));
  await user.click(screen.getByTestId('composer-text'));
  await user.keyboard('{Control>}f{/Control}');
  expect(document.activeElement).toBe(field);
  expect([field.selectionStart, field.selectionEnd]).toEqual([0, 7]);
  await user.keyboard('twice');
  expect(field.value).toBe('twice');
});
