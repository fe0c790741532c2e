/** @jest-environment ./test/component/support/page.ts */
/** What somebody comes to who may not see it, or not any more: said in words, and nothing of it is shown. */
import { act, screen, waitFor } from '@testing-library/react';
import { openPlace } from '../../tab/desk/teams';
import { History } from '../../tab/history/History';
import { Now } from '../../tab/now/Now';
import { Wall } from '../../tab/now/Wall';
import { SignIn } from '../../tab/shell/SignIn';
import { buildAgent, buildEscalation, buildMe, buildMessage, buildQueue } from './support/build';
import { NO_TIMES, buildFiguresAnswer } from './support/buildFigures';
import { playTeams } from './support/fakeTeams';
import { api, pageOf, refusal, show, transcriptOf } from './support/show';

const chat = buildEscalation({ id: 'e1', status: 'waiting', assignee: null, claimedAt: null, version: 1 });
const OTHERS = { id: 'others', name: 'Of others' };
const BOUNDED = { roles: ['manager' as const], queues: [], manages: [{ id: 'billing', name: 'Billing' }] };
const nowhere = () => {};

test('a queue taken away takes its open chat off the screen, and says so', async () => {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  const tell = (event: string, data: object) =>
    act(async () => void writer.write(new TextEncoder().encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)));
  api.on('GET /stream', () => new Response(readable, { headers: { 'content-type': 'text/event-stream' } }));
  api.on('GET /me', buildMe());
  api.on('GET /escalations', pageOf([chat]));
  api.on('GET /escalations/e1', chat);
  api.on('GET /escalations/e1/events', { items: [] });
  api.on('GET /escalations/e1/messages', transcriptOf([buildMessage({ text: 'I was charged twice' })]));
  api.on('GET /queues', pageOf([buildQueue()]));
  api.on('GET /stats', {
    waiting: 1,
    claimed: 0,
    endedToday: 0,
    longestWait: 0,
    outbox: { pending: 0, blockedLanes: 0 },
  });
  playTeams({ subEntityId: 'e1' });
  await show(<SignIn place={await openPlace()} />);
  await screen.findByText('I was charged twice');
  await tell('hello', { at: new Date().toISOString() });
  await tell('you', { queueIds: ['billing'] });

  const gone = refusal(404, { code: 'not_found', title: 'Not found' });
  api.on('GET /me', buildMe({ roles: [], queues: [] }));
  api.on('GET /escalations', pageOf([]));
  for (const path of ['', '/events', '/messages']) api.on(`GET /escalations/e1${path}`, gone);
  await tell('you', { queueIds: [] });
  await screen.findByTestId('not-found');
  expect(screen.queryByText('I was charged twice')).toBeNull();
  expect((await screen.findAllByTestId('notice'))[0]?.textContent).toContain('Which queues you see');
});

describe('the history', () => {
  async function open(linked: string) {
    api.on('GET /escalations/count', { count: 0, isMore: false });
    api.on('GET /queues', pageOf([buildQueue(), buildQueue(OTHERS)]));
    api.on('GET /agents', pageOf([buildAgent()]));
    api.on('GET /connections', pageOf([]));
    playTeams({ subEntityId: linked });
    await show(<History openId={null} bar={null} onOpen={nowhere} onBack={undefined} />, BOUNDED);
  }

  test('by a link to a queue of others', async () => {
    api.on('GET /escalations', pageOf([]));
    await open('history:{"queue":"others"}');
    expect((await screen.findByTestId('history-not-yours')).textContent).toContain('You do not see the chats');
  });

  test('by a link to a figure of a colleague', async () => {
    api.on('GET /escalations', refusal(403, { code: 'forbidden', title: 'x', detail: 'You may see your own.' }));
    await open('history:{"figure":"resolved","figureAgent":"adele"}');
    expect((await screen.findByTestId('history-refused')).textContent).toBe(
      'This is not shown to youYou may see your own.',
    );
    expect(screen.queryByTestId('retry-load')).toBeNull();
  });
});

describe('the big screen', () => {
  test('of queues one does not manage', async () => {
    api.on('GET /now', { at: new Date().toISOString(), queues: [], agents: [], staysAvailableMinutes: 15 });
    await show(<Wall queueIds={['others']} onClose={nowhere} />, BOUNDED);
    expect((await screen.findByTestId('wall-not-yours')).textContent).toContain('You do not manage these queues');
  });

  test('by a link, for an agent', async () => {
    api.on('GET /figures', buildFiguresAnswer({}));
    api.on('GET /figures/agent-times', NO_TIMES);
    playTeams({ subEntityId: 'wall:billing' });
    await show(<Now openId={null} onOpen={nowhere} onBack={undefined} onHistory={nowhere} />);
    await screen.findByTestId('wall-for-managers');
  });

  test('keeps the keyboard to itself, and gives it back to the button that opened it', async () => {
    api.on('GET /now', { at: new Date().toISOString(), queues: [], agents: [], staysAvailableMinutes: 15 });
    api.on('GET /escalations', pageOf([]));
    const { user } = await show(<Now openId={null} onOpen={nowhere} onBack={nowhere} onHistory={nowhere} />, BOUNDED);
    await user.click(await screen.findByTestId('open-wall'));
    await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId('wall-close')));
    expect(screen.getByTestId('back').closest('[inert]')).not.toBeNull();
    expect(screen.getByTestId('wall-close').closest('[inert]')).toBeNull();
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByTestId('wall')).toBeNull());
    expect(screen.getByTestId('back').closest('[inert]')).toBeNull();
    await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId('open-wall')));
  });

  test('whose figures never came: they are not called old', async () => {
    api.on('GET /now', refusal(503, { code: 'unavailable', title: 'x' }));
    await show(<Wall queueIds={[]} onClose={nowhere} />, BOUNDED);
    await waitFor(() => expect(screen.getByTestId('failed').textContent).toContain('The figures did not load'));
    expect(screen.queryByText(/old/)).toBeNull();
  });
});
