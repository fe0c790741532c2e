/** The only place that reads the desk's live stream: hints about what to refetch; reconnects without end. */
import { createParser } from 'eventsource-parser';
import type { StreamEvents } from '../../src/contract/api';
import { backoff } from './backoff';
import { getToken } from './teams';

/** The server says something at least every 20 s; after twice that in silence the connection counts as dead. */
const SILENCE_MS = 45_000;
/** Somebody is waiting for an answer: look often whether the desk is back. */
const LONGEST_WAIT_MS = 8_000;

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
  let wake = () => {};

  const follow = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      try {
        await readOnce(stopped.signal, (event) => {
          if (event.name === 'hello') {
            attempt = 0;
            onState('live');
          }
          onEvent(event);
        });
      } catch {
        // Any error: back off and reconnect.
      }
      if (stopped.signal.aborted) return;
      onState('down');
      await new Promise<void>((resolve) => {
        wake = resolve;
        setTimeout(resolve, backoff(attempt++, Math.random(), { cap: LONGEST_WAIT_MS }));
      });
    }
  };

  const hurry = () => {
    if (document.visibilityState === 'visible') wake();
  };
  window.addEventListener('online', hurry);
  document.addEventListener('visibilitychange', hurry);
  onState('connecting');
  void follow();
  return () => {
    stopped.abort();
    wake();
    window.removeEventListener('online', hurry);
    document.removeEventListener('visibilitychange', hurry);
  };
}

async function readOnce(stopped: AbortSignal, onEvent: (event: StreamEvent) => void): Promise<void> {
  const silent = new AbortController();
  let watchdog = setTimeout(() => silent.abort(), SILENCE_MS);
  try {
    const answer = await fetch('/api/stream', {
      headers: { authorization: `Bearer ${await getToken()}`, accept: 'text/event-stream' },
      cache: 'no-store',
      signal: AbortSignal.any([stopped, silent.signal]),
    });
    if (!answer.ok || !answer.body) throw new Error(`The stream answered ${answer.status}`);
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    const parser = createParser({
      onEvent: ({ event: name, data }) => onEvent({ name, data: JSON.parse(data) as unknown } as StreamEvent),
    });
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      clearTimeout(watchdog);
      watchdog = setTimeout(() => silent.abort(), SILENCE_MS);
      parser.feed(value);
    }
  } finally {
    clearTimeout(watchdog);
    silent.abort();
  }
}
