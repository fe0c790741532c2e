/** @jest-environment ./test/component/support/page.ts */
/** A sign-in that ended and is back, whoever finds it so: everything goes on, and nobody has to press anything. */
import { setImmediate as turn } from 'node:timers/promises';
import { act, screen, waitFor } from '@testing-library/react';
import type { Escalation, StreamEvents } from '../../src/contract/api';
import { draftsOf } from '../../tab/conversation/composer/drafts';
import { get } from '../../tab/desk/api';
import { openPlace } from '../../tab/desk/teams';
import { SignIn } from '../../tab/shell/SignIn';
import { buildEscalation, buildMe } from './support/build';
import { api, pageOf, refusal, show } from './support/show';

const mine = buildEscalation({ id: 'b', version: 1 });
let lists: Record<'claimed' | 'waiting', Escalation[]>;
/** What the desk refuses to do for somebody it does not know. */
let refused: RegExp | null;

beforeEach(() => {
  refused = null;
  const taken = window.fetch;
  window.fetch = (path, init) =>
    typeof path === 'string' && refused?.test(path)
      ? Promise.resolve(refusal(401, { code: 'unauthorized', title: 'Sign in first' }))
      : taken(path, init);
});

async function signedIn() {
  lists = { claimed: [mine], waiting: [] };
  window.innerWidth = 1440;
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  api.on('GET /stream', () => new Response(readable, { headers: { 'content-type': 'text/event-stream' } }));
  api.on('GET /me', buildMe());
  api.on('GET /escalations', ({ query: { colleague, offered, status } }) =>
    pageOf(colleague || offered ? [] : lists[status === 'claimed' ? 'claimed' : 'waiting']),
  );
  api.on('GET /stats', {
    waiting: 1,
    claimed: 1,
    endedToday: 0,
    longestWait: 0,
    outbox: { pending: 0, blockedLanes: 0 },
  });
  const { user } = await show(<SignIn place={await openPlace()} />);
  await waitFor(() => expect(screen.getAllByTestId('escalation-row')).toHaveLength(1));
  const tell = <Event extends keyof StreamEvents>(event: Event, data: StreamEvents[Event]) =>
    act(async () => void writer.write(new TextEncoder().encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)));
  await tell('hello', { at: new Date().toISOString() });
  await answered();
  return { user, tell };
}

/** What was asked for has been answered: that takes turns of the event loop, and nothing else. */
const answered = () =>
  act(async () => {
    for (let n = 0; n < 20; n += 1) await turn();
  });

/** Somebody asks the desk for something else, and is known to it. */
async function foundBack() {
  refused = null;
  await act(() => get('/stats'));
}

test('who one is was refused, and another call finds the sign-in back: news are heard as before', async () => {
  const { user, tell } = await signedIn();
  refused = /^\/api\//;
  await tell('read', { escalationId: mine.id });
  await user.click(await screen.findByTestId('sign-in-again'));
  await answered();
  await foundBack();
  await waitFor(() => expect(screen.queryByTestId('signed-out')).toBeNull());
  await answered();
  lists.claimed = [mine, buildEscalation({ id: 'c' })];
  await tell('escalation', {
    id: 'c',
    version: 1,
    status: 'claimed',
    queueId: 'billing',
    assigneeId: 'lee',
    isOffered: false,
    hasPart: true,
  });
  await waitFor(() => expect(screen.getAllByTestId('escalation-row')).toHaveLength(2));
});

test('what was refused meanwhile is asked for again as soon as the sign-in is back', async () => {
  const { tell } = await signedIn();
  refused = /^\/api\//;
  lists.claimed = [mine, buildEscalation({ id: 'c' })];
  await tell('read', { escalationId: mine.id });
  await screen.findByTestId('signed-out');
  await answered();
  await foundBack();
  await waitFor(() => expect(screen.getAllByTestId('escalation-row')).toHaveLength(2));
});

test('what was to be told meanwhile is told then: that one looks, and what was written', async () => {
  await signedIn();
  refused = /^\/api\//;
  draftsOf('b').change({ reply: 'Your parcel is' });
  await screen.findByTestId('signed-out');
  await answered();
  const looked = api.asked('POST /me/looking').length;
  await foundBack();
  await waitFor(() => expect(api.sent('PUT /escalations/b/draft')).toMatchObject([{ reply: 'Your parcel is' }]));
  expect(api.asked('POST /me/looking')).toHaveLength(looked + 1);
});
