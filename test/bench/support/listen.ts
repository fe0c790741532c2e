/** Streams as a tab opens them: server-sent events over a connection each. */
import { type ClientRequest, request } from 'node:http';
import { createParser, type EventSourceMessage } from 'eventsource-parser';

export interface OpenStream {
  close(): void;
}

/** Resolves with the stream's first event: whoever opened it is told from then on. */
export function listen(
  url: string,
  headers: Record<string, string>,
  heard: (event: EventSourceMessage) => void,
): Promise<OpenStream> {
  return new Promise((resolve, reject) => {
    const asked: ClientRequest = request(url, { headers: { ...headers, accept: 'text/event-stream' }, agent: false });
    const parser = createParser({
      onEvent(event) {
        resolve({ close: () => asked.destroy() });
        heard(event);
      },
    });
    asked.once('response', (answer) => {
      if (answer.statusCode !== 200) return reject(new Error(`${answer.statusCode} instead of a stream: ${url}`));
      answer.setEncoding('utf8').on('data', (part: string) => parser.feed(part));
      // Closed from here, or by a desk that is stopped.
      answer.on('error', () => undefined);
    });
    asked.on('error', reject);
    asked.end();
  });
}
