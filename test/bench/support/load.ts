/** Asks over kept connections, so many at once, and times each answer. */
import { Agent, request } from 'node:http';
import { performance } from 'node:perf_hooks';

export interface Call {
  url: string;
  headers: Record<string, string>;
  /** Posted; without one it is only asked for. */
  body?: string;
}

/** Sends every call, `atOnce` at a time; an answer that is none of `expected` fails the benchmark. */
export async function send(
  count: number,
  options: { atOnce: number; agent: Agent; expected: readonly number[]; call(n: number): Call },
): Promise<{ seconds: number; latenciesMs: number[] }> {
  const latenciesMs: number[] = [];
  let next = 0;
  const began = performance.now();
  const one = async (): Promise<void> => {
    for (let n = next++; n < count; n = next++) {
      const asked = performance.now();
      const { status, text } = await ask(options.call(n), options.agent);
      latenciesMs.push(performance.now() - asked);
      if (!options.expected.includes(status)) throw new Error(`${status} instead of ${options.expected[0]}: ${text}`);
    }
  };
  await Promise.all(Array.from({ length: options.atOnce }, one));
  return { seconds: (performance.now() - began) / 1_000, latenciesMs };
}

export const keptConnections = (atOnce: number): Agent => new Agent({ keepAlive: true, maxSockets: atOnce });

/** Nothing here takes longer than half a minute, or something is broken. */
const ANSWER_MS = 30_000;

export function ask({ url, headers, body }: Call, agent: Agent): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const asked = request(url, {
      agent,
      method: body === undefined ? 'GET' : 'POST',
      headers:
        body === undefined
          ? headers
          : { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      timeout: ANSWER_MS,
    });
    asked.once('response', (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => (text += part));
      answer.once('end', () => resolve({ status: answer.statusCode ?? 0, text }));
      answer.once('error', reject);
    });
    asked.once('timeout', () => asked.destroy(new Error(`No answer within ${ANSWER_MS / 1_000} s: ${url}`)));
    asked.once('error', reject);
    asked.end(body);
  });
}
