/** @jest-environment ./test/component/support/page.ts */
/** An agent's list: whose turn it is, what is unread, and how another chat that writes is noticed. */
import { useQueryClient } from '@tanstack/react-query';
import { act, screen, waitFor, within } from '@testing-library/react';
import type { Escalation } from '../../src/contract/api';
import { useCues } from '../../tab/work/useCues';
import { Work } from '../../tab/work/Work';
import { buildEscalation } from './support/build';
import { api, pageOf, show } from './support/show';

const person = (id: string, name: string) => ({ id, name });
const said = (text: string): Escalation['preview'] => ({
  author: 'Robin',
  by: { kind: 'customer', id: 'robin' },
  text,
  sentAt: new Date().toISOString(),
});
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
const ROBIN = buildEscalation({ id: 'robin', customer: person('robin', 'Robin Ortiz'), preview: said('Thanks') });
const IRIS = buildEscalation({ id: 'iris', customer: person('iris', 'Iris Blum'), preview: said('Thank you') });
const NOBODY = { openId: null, offers: [], onOpen: () => {}, onGo: () => {} };

let mine: Escalation[];
let waiting: Escalation[];
beforeEach(() => {
  mine = [ROBIN, IRIS];
  waiting = [];
  api.on('GET /escalations', ({ query }) =>
    pageOf(query['status'] === 'claimed' ? mine : query['status'] === 'waiting' ? waiting : []),
  );
  document.title = '';
});

const rows = (list: string) => within(screen.getByTestId(`list-${list}`)).queryAllByTestId('escalation-row');
const namesIn = (list: string) => rows(list).map((row) => within(row).getByTestId('open').textContent);

/** The list with its cues, and the means to let the desk say that it changed. */
async function open(openId: string | null = null) {
  let refetch: () => Promise<unknown> = () => Promise.resolve();
  function Watch() {
    useCues(openId);
    const client = useQueryClient();
    refetch = () => client.invalidateQueries();
    return <Work {...NOBODY} openId={openId} />;
  }
  const shown = await show(<Watch />);
  await waitFor(() => expect(rows('mine').length).toBe(mine.length));
  return { ...shown, refetch: () => act(refetch) };
}

test('whoever waits longest for me is on top, marked and counted', async () => {
  mine = [
    ROBIN,
    { ...IRIS, customerWaitsSince: ago(2.5), unread: 3 },
    buildEscalation({ id: 'z', customer: person('z', 'Zoe'), customerWaitsSince: ago(9.5) }),
  ];
  await open();
  expect(namesIn('mine')).toEqual(['Zoe', 'Iris Blum', 'Robin Ortiz']);
  expect(screen.getAllByTestId('your-turn').map(({ textContent }) => textContent)).toEqual([
    'Waits 9 min for you',
    'Waits 2 min for you',
  ]);
  expect(screen.getByTestId('wait-for-you').textContent).toBe('2 wait for you');
  expect(screen.getByTestId('unread').getAttribute('aria-label')).toBe('3 unread');
  expect(document.title).toBe('(2) Handoff Desk');
});

test('only the unread, and all of them again', async () => {
  mine = [ROBIN, { ...IRIS, unread: 1 }];
  const { user } = await open();
  await user.click(screen.getByTestId('only-unread'));
  expect(namesIn('mine')).toEqual(['Iris Blum']);
  await user.click(screen.getByTestId('only-unread'));
  expect(namesIn('mine')).toHaveLength(2);
});

test('a row says what it is about only where the bot’s topic does', async () => {
  mine = [
    { ...ROBIN, topic: 'Escalate' },
    { ...IRIS, topic: 'Returns' },
  ];
  await open();
  expect(screen.queryByText(/Escalate/)).toBeNull();
  expect(screen.getByText('Returns')).toBeTruthy();
});

test('another chat that writes is announced and in the title; its notes and the open chat are not', async () => {
  const { refetch } = await open('iris');
  expect(document.title).toBe('Handoff Desk');
  mine = [{ ...ROBIN, lastSeq: 9 }, IRIS];
  await refetch();
  expect(screen.getByTestId('announcer').textContent).toBe('');
  mine = [
    {
      ...ROBIN,
      lastSeq: 10,
      lastCustomerSeq: 10,
      unread: 1,
      customerWaitsSince: ago(0),
      preview: said('Are you there?'),
    },
    { ...IRIS, lastSeq: 10, lastCustomerSeq: 10, customerWaitsSince: ago(0), preview: said('Hello') },
  ];
  await refetch();
  await waitFor(() => expect(screen.getByTestId('announcer').textContent).toBe('Robin Ortiz wrote: Are you there?'));
  expect(document.title).toBe('(2) Handoff Desk');
});

test('a chat that somebody gave me is announced', async () => {
  const { refetch } = await open();
  mine = [ROBIN, IRIS, buildEscalation({ id: 'z', customer: person('z', 'Zoe') })];
  await refetch();
  await waitFor(() => expect(screen.getByTestId('announcer').textContent).toBe('Zoe is with you now'));
});

describe('the sound', () => {
  let played: number;
  let hidden: boolean;
  beforeEach(() => {
    played = 0;
    hidden = true;
    const node = {
      connect: (next: unknown) => next,
      start: () => (played += 1),
      stop() {},
      frequency: {},
      gain: { setValueAtTime() {}, exponentialRampToValueAtTime() {} },
    };
    Object.assign(window, {
      AudioContext: class {
        state = 'running';
        createOscillator = () => node;
        createGain = () => node;
      },
    });
    Object.defineProperty(document, 'visibilityState', {
      configurable: true,
      get: () => (hidden ? 'hidden' : 'visible'),
    });
  });
  afterEach(() => {
    localStorage.clear();
    Reflect.deleteProperty(document, 'visibilityState');
  });

  const writes = (seq: number) => (mine = [{ ...ROBIN, lastCustomerSeq: seq, lastSeq: seq }, IRIS]);

  test('is heard in the background only, by whoever asked for it', async () => {
    const { user, refetch } = await open();
    writes(5);
    await refetch();
    expect(played).toBe(0);
    await user.click(screen.getByTestId('presence'));
    await user.click(await screen.findByTestId('sound'));
    // Once, so that one knows it.
    expect(played).toBe(2);
    writes(6);
    await refetch();
    await waitFor(() => expect(played).toBe(4));
    hidden = false;
    writes(7);
    await refetch();
    expect(played).toBe(4);
  });
});

test('whoever has no chat is asked to claim one only where there is one to claim', async () => {
  mine = [];
  const { refetch } = await open();
  await screen.findByText('No active chats');
  await screen.findByTestId('nobody-waits');
  expect(screen.queryByText('Claim one below.')).toBeNull();
  waiting = [buildEscalation({ status: 'waiting', assignee: null, can: { ...ROBIN.can, claim: true } })];
  await refetch();
  await screen.findByText('Claim one below.');
});
