/**
 * The least that keeps bot conversations over a kill: their tokens in a file, and a socket each, so many opened at once.
 * Told where Direct Line is, the file, and how many; says a line once all are open.
 */
import '../../support/endsWithTest.cjs';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { WebSocket } from 'ws';

interface Known {
  conversationId: string;
  token: string;
}

const [service = '', file = '', count = '0'] = process.argv.slice(2);
const AT_ONCE = 50;

async function ask<T>(method: string, path: string, token?: string): Promise<T> {
  const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const answer = await fetch(`${service}${path}`, { method, headers, signal: AbortSignal.timeout(30_000) });
  if (!answer.ok) throw new Error(`${answer.status} from ${method} ${path}`);
  return (await answer.json()) as T;
}

async function begin(): Promise<Known> {
  const { token } = await ask<Known>('GET', '/token');
  return ask<Known>('POST', '/v3/directline/conversations', token);
}

async function attach({ conversationId, token }: Known): Promise<void> {
  const { streamUrl } = await ask<{ streamUrl: string }>(
    'GET',
    `/v3/directline/conversations/${conversationId}`,
    token,
  );
  await new Promise((resolve, reject) => new WebSocket(streamUrl).once('open', resolve).once('error', reject));
}

async function each<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  for (let from = 0; from < all.length; from += AT_ONCE) {
    done.push(...(await Promise.all(all.slice(from, from + AT_ONCE).map(work))));
  }
  return done;
}

async function main(): Promise<void> {
  if (!existsSync(file)) {
    const begun = await each(Array.from({ length: Number(count) }), begin);
    writeFileSync(file, JSON.stringify(begun));
  }
  await each(JSON.parse(readFileSync(file, 'utf8')) as Known[], attach);
  process.stdout.write('ready\n');
}

void main();
