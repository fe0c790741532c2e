/** Asks over kept connections, so many at once, and times each answer. */
import { Agent, request } from 'node:http';
import { performance } from 'node:perf_hooks';
import { setTimeout as passed } from 'node:timers/promises';

export interface Call {
  url: string;
  headers: Record<string, string>;
  /** Posted; without one it is only asked for. */
  body?: string;
}

/**
 * Sends every call, `atOnce` at a time; an answer that is none of `expected` fails the benchmark. Who asked as much as one
 * person may in a minute waits as they are told to, outside of what is measured.
 */
export async function send(
  count: number,
  options: { atOnce: number; agent: Agent; expected: readonly number[]; call(n: number): Call },
): Promise<{ seconds: number; latenciesMs: number[] }> {
  const latenciesMs: number[] = [];
  let next = 0;
  let waitedMs = 0;
  const began = performance.now();
  const answerTo = async (call: Call): Promise<Answer> => {
    for (;;) {
      const asked = performance.now();
      const answer = await ask(call, options.agent);
      const ms = performance.now() - asked;
      if (answer.status !== 429 || options.expected.includes(429)) {
        latenciesMs.push(ms);
        return answer;
      }
      const untilMs = 1_000 * answer.afterSeconds;
      await passed(untilMs);
      waitedMs += ms + untilMs;
    }
  };
  const one = async (): Promise<void> => {
    for (let n = next++; n < count; n = next++) {
      const { status, text } = await answerTo(options.call(n));
      if (!options.expected.includes(status)) throw new Error(`${status} instead of ${options.expected[0]}: ${text}`);
    }
  };
  await Promise.all(Array.from({ length: options.atOnce }, one));
  return { seconds: (performance.now() - began - waitedMs / options.atOnce) / 1_000, latenciesMs };
}

export const keptConnections = (atOnce: number): Agent => new Agent({ keepAlive: true, maxSockets: atOnce });

/** Nothing here takes longer than half a minute, or something is broken. */
const ANSWER_MS = 30_000;

interface Answer {
  status: number;
  text: string;
  /** How long to wait before the next try. */
  afterSeconds: number;
}

export function ask({ url, headers, body }: Call, agent: Agent): Promise<Answer> {
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
      answer.once('end', () => {
        const afterSeconds = Number(answer.headers['retry-after'] ?? 1);
        resolve({ status: answer.statusCode ?? 0, text, afterSeconds });
      });
      answer.once('error', reject);
    });
    asked.once('timeout', () => asked.destroy(new Error(`No answer within ${ANSWER_MS / 1_000} s: ${url}`)));
    asked.once('error', reject);
    asked.end(body);
  });
}
