/** @jest-environment ./test/component/support/page.ts */
import { setImmediate as turn } from 'node:timers/promises';
import { isSignedIn, signedIn } from '../../tab/desk/signedIn';
import { openPlace } from '../../tab/desk/teams';
import { openStream, type StreamState } from '../../tab/desk/stream';
import { playTeams } from './support/fakeTeams';

/** The requests for the stream, each answered when the test does so. */
interface Request {
  aborted: boolean;
  say: (words: string) => void;
  refuse: (status: number) => void;
  end: () => void;
}

let requests: Request[];
let states: StreamState[];
let close: () => void;

beforeEach(async () => {
  playTeams();
  await openPlace();
  requests = [];
  states = [];
  window.fetch = (_path, init) => {
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    const writer = writable.getWriter();
    return new Promise((answer, refuse) => {
      const response = new Response(readable, { headers: { 'content-type': 'text/event-stream' } });
      const request: Request = {
        aborted: false,
        say: (words) => {
          answer(response);
          void writer.write(new TextEncoder().encode(words));
        },
        refuse: (status) => answer(new Response(null, { status })),
        end: () => void writer.close(),
      };
      init?.signal?.addEventListener('abort', () => {
        request.aborted = true;
        const reason = new DOMException('Aborted', 'AbortError');
        refuse(reason);
        writer.abort(reason).catch(() => {});
      });
      requests.push(request);
    });
  };
  jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick', 'performance'] });
  close = openStream({ onEvent: () => {}, onState: (state) => states.push(state) });
  await later(0);
});

afterEach(() => {
  close();
  jest.useRealTimers();
});

async function later(ms: number): Promise<void> {
  await jest.advanceTimersByTimeAsync(ms);
  // What was said passes through streams, which take turns of the event loop.
  for (let n = 0; n < 20; n += 1) await turn();
}

const hello = (retryMs: number) => `retry: ${retryMs}\nevent: hello\ndata: {"at":"2026-01-01T00:00:00Z"}\n\n`;

test('a stream that ends is opened again after as long as the desk said', async () => {
  requests[0]?.say(hello(1_700));
  await later(0);
  expect(states).toEqual(['connecting', 'live']);
  requests[0]?.end();
  await later(0);
  expect(states).toEqual(['connecting', 'live', 'down']);
  await later(1_699);
  expect(requests).toHaveLength(1);
  await later(1);
  expect(requests).toHaveLength(2);
});

test('a desk that does not answer is asked again long before a stream would count as silent', async () => {
  await later(14_999);
  expect(requests.map(({ aborted }) => aborted)).toEqual([false]);
  await later(1);
  expect(requests[0]?.aborted).toBe(true);
  await later(1_000);
  expect(requests.map(({ aborted }) => aborted)).toEqual([true, false]);
});

test('an open stream may be silent for three beats of the desk', async () => {
  requests[0]?.say(hello(1_700));
  await later(44_000);
  expect(states).toEqual(['connecting', 'live']);
  requests[0]?.say(': \n\n');
  await later(44_000);
  expect(states).toEqual(['connecting', 'live']);
  await later(1_000);
  expect(states).toEqual(['connecting', 'live', 'down']);
});

describe('refused, since nobody is signed in any more', () => {
  async function refused() {
    requests[0]?.say(hello(1_700));
    await later(0);
    requests[0]?.end();
    // For minutes: by then it looks seldom.
    for (let second = 0; second < 120; second += 1) {
      requests.at(-1)?.refuse(401);
      await later(1_000);
    }
    requests.at(-1)?.refuse(401);
    await later(0);
    expect([isSignedIn(), states.at(-1)]).toEqual([false, 'down']);
    return requests.length;
  }

  test('it is opened again at once when another call was taken', async () => {
    const before = await refused();
    signedIn(true);
    await later(0);
    expect(requests).toHaveLength(before + 1);
    requests.at(-1)?.say(hello(1_700));
    await later(0);
    expect(states.at(-1)).toBe('live');
  });

  test('it finds out by itself within seconds that somebody is', async () => {
    const before = await refused();
    await later(8_000);
    expect(requests).toHaveLength(before + 1);
    requests.at(-1)?.say(hello(1_700));
    await later(0);
    expect([isSignedIn(), states.at(-1)]).toEqual([true, 'live']);
  });
});
