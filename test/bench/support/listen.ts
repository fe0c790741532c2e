/** Streams as a tab opens them: server-sent events over a connection each. */
import { request } from 'node:http';
import { createParser, type EventSourceMessage } from 'eventsource-parser';

export interface OpenStream {
  close(): void;
  /** How long the server wants whoever loses it to wait. */
  retryMs: number | null;
  /** Resolves when it is lost or closed. */
  ended: Promise<void>;
}

/** As long as the tab waits for a first event. */
const HELLO_WITHIN_MS = 15_000;

/** Resolves with the stream's first event: whoever opened it is told from then on. */
export function listen(
  url: string,
  headers: Record<string, string>,
  heard: (event: EventSourceMessage) => void = () => undefined,
): Promise<OpenStream> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { headers: { ...headers, accept: 'text/event-stream' }, agent: false });
    const late = setTimeout(
      () => asked.destroy(new Error(`Nothing within ${HELLO_WITHIN_MS} ms: ${url}`)),
      HELLO_WITHIN_MS,
    );
    let retryMs: number | null = null;
    asked.once('response', (answer) => {
      if (answer.statusCode !== 200) return void asked.destroy(new Error(`${answer.statusCode}, not a stream: ${url}`));
      const ended = new Promise<void>((end) => answer.once('close', end));
      const parser = createParser({
        onRetry: (ms) => (retryMs = ms),
        onEvent(event) {
          clearTimeout(late);
          resolve({ close: () => asked.destroy(), retryMs, ended });
          heard(event);
        },
      });
      answer.setEncoding('utf8').on('data', (part: string) => parser.feed(part));
      answer.on('error', reject);
    });
    asked.on('error', (error) => {
      clearTimeout(late);
      reject(error);
    });
    asked.end();
  });
}
