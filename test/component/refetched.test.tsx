/** @jest-environment ./test/component/support/page.ts */
/** What a hint makes the tab ask for again: the lists it is about, and no others. */
import { setImmediate as turn } from 'node:timers/promises';
import { act, screen, waitFor } from '@testing-library/react';
import type { Escalation, StreamEvents } from '../../src/contract/api';
import { Earlier } from '../../tab/conversation/details/Earlier';
import { openPlace } from '../../tab/desk/teams';
import { SignIn } from '../../tab/shell/SignIn';
import { useChanges } from '../../tab/shell/useChanges';
import { buildEscalation, buildMe, buildMessage, LEE, MEGAN } from './support/build';
import { api, held, pageOf, show, transcriptOf } from './support/show';

const waits = buildEscalation({ id: 'a', status: 'waiting', assignee: null, claimedAt: null, version: 1 });
const mine = buildEscalation({ id: 'b', version: 1 });
const BILLING = { queueId: waits.queue.id, isOffered: false, hasPart: false };

/** The lists of an agent's day, as the desk keeps them, and how often each was asked for. */
const NAMES = ['mine', 'waiting', 'offered', 'helped'] as const;
type Name = (typeof NAMES)[number];
const nameOf = ({ colleague, offered, status }: Record<string, string>): Name =>
  colleague ? 'helped' : offered ? 'offered' : status === 'claimed' ? 'mine' : 'waiting';
const timesAsked = () => {
  const asked = api.asked('GET /escalations').map(({ query }) => nameOf(query));
  return Object.fromEntries(NAMES.map((name) => [name, asked.filter((one) => one === name).length]));
};
const ONCE = { mine: 1, waiting: 1, offered: 1, helped: 1 };

function playStream() {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  api.on('GET /stream', () => new Response(readable, { headers: { 'content-type': 'text/event-stream' } }));
  const write = (words: string) => act(async () => void writer.write(new TextEncoder().encode(words)));
  const tell = <Event extends keyof StreamEvents>(event: Event, data: StreamEvents[Event]) => write(frame(event, data));
  return Object.assign(tell, { frames: write });
}

const frame = <Event extends keyof StreamEvents>(event: Event, data: StreamEvents[Event]) =>
  `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

let lists: Record<Name, Escalation[]>;

async function signedIn() {
  lists = { mine: [mine], waiting: [waits], offered: [], helped: [] };
  window.innerWidth = 1440;
  const tell = playStream();
  api.on('GET /me', buildMe());
  api.on('GET /escalations', ({ query }) => pageOf(lists[nameOf(query)]));
  api.on('GET /stats', {
    waiting: 1,
    claimed: 1,
    endedToday: 0,
    longestWait: 0,
    outbox: { pending: 0, blockedLanes: 0 },
  });
  await show(<SignIn place={await openPlace()} />);
  await waitFor(() => expect(screen.getAllByTestId('escalation-row')).toHaveLength(2));
  await tell('hello', { at: new Date().toISOString() });
  // Before it anything may have been missed.
  await waitFor(() => expect(timesAsked()).toEqual({ mine: 2, waiting: 2, offered: 2, helped: 2 }));
  await answered();
  return tell;
}

/** What was asked for has been answered: that takes turns of the event loop, and nothing else. */
const answered = () =>
  act(async () => {
    for (let n = 0; n < 20; n += 1) await turn();
  });

/** Says a hint, and counts what was asked for once what must be has been. */
async function askedAfter(hint: () => Promise<void>, wanted: Partial<Record<Name, 1>>) {
  const before = timesAsked();
  const since = () => {
    const now = timesAsked();
    return Object.fromEntries(
      NAMES.flatMap((name) => (now[name] === before[name] ? [] : [[name, now[name]! - before[name]!]])),
    );
  };
  await hint();
  // Everything a hint asks for is asked for in the same turn.
  await waitFor(() => expect(since()).toEqual(wanted));
}

test('the first screen asks for each list once, though the stream says hello meanwhile', async () => {
  lists = { mine: [mine], waiting: [waits], offered: [], helped: [] };
  const tell = playStream();
  const answer = held();
  api.on('GET /me', buildMe());
  api.on('GET /stats', {
    waiting: 1,
    claimed: 1,
    endedToday: 0,
    longestWait: 0,
    outbox: { pending: 0, blockedLanes: 0 },
  });
  api.on('GET /escalations', async ({ query }) => {
    await answer.answer();
    return pageOf(lists[nameOf(query)]);
  });
  window.innerWidth = 1440;
  await show(<SignIn place={await openPlace()} />);
  // Asked before anybody has answered who this is, and by then the stream is asked for.
  await waitFor(() => expect(timesAsked()).toEqual(ONCE));
  expect(api.asked('GET /stream')).toHaveLength(1);
  await tell('hello', { at: new Date().toISOString() });
  await tell('you', { queueIds: [waits.queue.id] });
  await act(async () => answer.give({}));
  await waitFor(() => expect(screen.getAllByTestId('escalation-row')).toHaveLength(2));
  await askedAfter(() => tell('read', { escalationId: mine.id }), { mine: 1 });
  expect(timesAsked()).toEqual({ ...ONCE, mine: 2 });
});

test('words in my chat ask for my chats alone', async () => {
  const tell = await signedIn();
  await askedAfter(() => tell('message', { escalationId: mine.id, seq: 9 }), { mine: 1 });
});

test('a chat that was claimed by somebody else asks for those that wait, which it has left', async () => {
  const tell = await signedIn();
  lists.waiting = [];
  const claimed = { id: waits.id, version: 2, status: 'claimed', assigneeId: MEGAN.id, ...BILLING } as const;
  await askedAfter(() => tell('escalation', claimed), { waiting: 1 });
  await waitFor(() => expect(screen.getAllByTestId('escalation-row')).toHaveLength(1));
});

test('a chat that comes to me asks for my chats, and for those that wait if it did', async () => {
  const tell = await signedIn();
  lists.waiting = [];
  lists.mine = [mine, { ...waits, status: 'claimed', assignee: LEE, version: 2 }];
  const claimed = {
    id: waits.id,
    version: 2,
    status: 'claimed',
    assigneeId: LEE.id,
    ...BILLING,
    hasPart: true,
  } as const;
  await askedAfter(() => tell('escalation', claimed), { mine: 1, waiting: 1 });
});

test('somebody more who waits asks for those who wait, once for many; the figures of their queue for no list', async () => {
  const tell = await signedIn();
  const many = ['c', 'd', 'e'].flatMap((id) => [
    frame('escalation', { id, version: 1, status: 'waiting', assigneeId: null, ...BILLING }),
    frame('queue', { id: waits.queue.id, figures: true }),
  ]);
  await askedAfter(() => tell.frames(many.join('')), { waiting: 1 });
});

test('an offer asks for what is offered, and for those who wait', async () => {
  const tell = await signedIn();
  const offered = {
    id: waits.id,
    version: 2,
    status: 'waiting',
    assigneeId: null,
    ...BILLING,
    isOffered: true,
  } as const;
  await askedAfter(() => tell('escalation', offered), { waiting: 1, offered: 1 });
});

test('being asked for advice asks for the chats one helps with', async () => {
  const tell = await signedIn();
  const asked = { id: 'f', version: 4, status: 'claimed', assigneeId: MEGAN.id, ...BILLING, hasPart: true } as const;
  await askedAfter(() => tell('escalation', asked), { helped: 1 });
});

test('what has been heard of already is not asked for again', async () => {
  const tell = await signedIn();
  await tell('escalation', { id: waits.id, version: 1, status: 'waiting', assigneeId: null, ...BILLING });
  await askedAfter(() => tell('message', { escalationId: mine.id, seq: 9 }), { mine: 1 });
});

test('a queue that has another name, or other people, asks for every list', async () => {
  const tell = await signedIn();
  await askedAfter(() => tell('queue', { id: waits.queue.id }), { mine: 1, waiting: 1, offered: 1, helped: 1 });
});

test('a chat that is open says that its customer cannot be reached as soon as a message has failed', async () => {
  const tell = await signedIn();
  for (const path of [
    'queues',
    'agents',
    'canned-replies',
    'escalations/b/events',
    'escalations/b/earlier',
    'escalations/b/viewers',
  ])
    api.on(`GET /${path}`, pageOf([]));
  api.on('GET /escalations/b', mine);
  api.on('GET /escalations/b/messages', transcriptOf([buildMessage()]));
  act(() => screen.getAllByTestId('open')[0]?.click());
  await screen.findByTestId('transcript');
  expect(screen.queryByTestId('lane-blocked')).toBeNull();
  api.on('GET /escalations/b', { ...mine, lane: { blocked: true, reason: 'They have blocked the bot.' } });
  await tell('message', { escalationId: 'b', seq: 1 });
  expect((await screen.findByTestId('lane-blocked')).textContent).toContain('They have blocked the bot.');
});

/** A chat's earlier ones, while the stream is listened to. */
function Followed() {
  useChanges(true);
  return <Earlier escalation={mine} onOpen={() => {}} />;
}

test('a customer who is erased takes their earlier chats along, also where those are being read', async () => {
  const before = buildEscalation({
    id: 'before',
    status: 'resolved',
    topic: null,
    lastPhrase: 'My secret',
    version: 3,
  });
  api.on('GET /escalations/b/earlier', pageOf([before]));
  api.on('GET /escalations/before/messages', transcriptOf([buildMessage({ text: 'Said in the chat' })]));
  const tell = playStream();
  const { user } = await show(<Followed />);
  await user.click(await screen.findByRole('button', { name: /My secret/ }));
  await screen.findByText('Said in the chat');
  api.on('GET /escalations/b/earlier', pageOf([]));
  api.on('GET /escalations/before/messages', transcriptOf([]));
  await tell('escalation', { id: 'before', version: 4, status: 'resolved', assigneeId: LEE.id, ...BILLING });
  await waitFor(() => expect(screen.queryByText(/My secret|Said in the chat/)).toBeNull());
});
