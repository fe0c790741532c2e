/** The only place that reads the desk's live stream: hints about what to refetch; reconnects without end. */
import { createParser } from 'eventsource-parser';
import type { StreamEvents } from '../../src/contract/api';
import { backoff } from './backoff';
import { heard, missed, onceBack } from './reach';
import { isSignedIn, judgeSignIn, onSignIn } from './signedIn';
import { getToken } from './teams';

/** The server says something at least every 20 s; after twice that in silence the connection counts as dead. */
const SILENCE_MS = 45_000;
/** A desk that has just been started may have lost a request among thousands: asked again, it answers at once. */
const HELLO_WITHIN_MS = 15_000;
/** Somebody is waiting for an answer: look often whether the desk is back. */
const LONGEST_WAIT_MS = 8_000;
/** After a shorter break the connection goes on by itself; after a longer one it may be dead without a sign. */
const SURVIVES_MS = 5_000;

export type StreamEvent = {
  [Name in keyof StreamEvents]: { name: Name; data: StreamEvents[Name] };
}[keyof StreamEvents];
export type StreamState = 'connecting' | 'live' | 'down';

interface Listener {
  /** `hello` comes once per connection: from then on nothing is missed, before it anything may have been. */
  onEvent: (event: StreamEvent) => void;
  onState: (state: StreamState) => void;
}

/** Opens the stream and keeps it open until the returned function is called. */
export function openStream({ onEvent, onState }: Listener): () => void {
  const stopped = new AbortController();
  let attempt = 0;
  /** As the server says, which spreads those who lost it at the same moment. */
  let firstWaitMs: number | null = null;
  let wake = () => {};
  let reading = new AbortController();
  let readingSince = 0;

  const follow = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      try {
        reading = new AbortController();
        readingSince = performance.now();
        await readOnce(AbortSignal.any([stopped.signal, reading.signal]), {
          onRetry: (ms) => (firstWaitMs = ms),
          onEvent: (event) => {
            if (event.name === 'hello') {
              attempt = 0;
              onState('live');
            }
            onEvent(event);
          },
        });
      } catch {
        // Any error: back off and reconnect.
        missed();
      }
      if (stopped.signal.aborted) return;
      onState('down');
      await new Promise<void>((resolve) => {
        wake = resolve;
        const first = attempt === 0 ? firstWaitMs : null;
        setTimeout(resolve, first ?? backoff(attempt, Math.random(), { cap: LONGEST_WAIT_MS }));
        attempt += 1;
      });
    }
  };

  const hurry = () => {
    if (document.visibilityState === 'visible') wake();
  };
  const stopReach = onceBack((lostAt, awayMs) => {
    if (awayMs > SURVIVES_MS && readingSince < lostAt) reading.abort();
  });
  const stopSignIn = onSignIn(() => isSignedIn() && wake());
  window.addEventListener('online', hurry);
  document.addEventListener('visibilitychange', hurry);
  onState('connecting');
  void follow();
  return () => {
    stopped.abort();
    wake();
    stopReach();
    stopSignIn();
    window.removeEventListener('online', hurry);
    document.removeEventListener('visibilitychange', hurry);
  };
}

async function readOnce(
  stopped: AbortSignal,
  { onRetry, onEvent }: { onRetry: (ms: number) => void; onEvent: (event: StreamEvent) => void },
): Promise<void> {
  const authorization = `Bearer ${await getToken()}`;
  const silent = new AbortController();
  let watchdog = setTimeout(() => silent.abort(), HELLO_WITHIN_MS);
  try {
    const answer = await fetch('/api/stream', {
      headers: { authorization, accept: 'text/event-stream' },
      cache: 'no-store',
      signal: AbortSignal.any([stopped, silent.signal]),
    });
    judgeSignIn(answer.status);
    if (!answer.ok || !answer.body) throw new Error(`The stream answered ${answer.status}`);
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    const parser = createParser({
      onRetry,
      onEvent: ({ event: name, data }) => onEvent({ name, data: JSON.parse(data) as unknown } as StreamEvent),
    });
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      heard();
      clearTimeout(watchdog);
      watchdog = setTimeout(() => silent.abort(), SILENCE_MS);
      parser.feed(value);
    }
  } finally {
    clearTimeout(watchdog);
    silent.abort();
  }
}
