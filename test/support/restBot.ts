/** A bot with a webhook, signing and verifying with the very code the page on HTTP gives people. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { patience } from './eventually';
import { example } from './docs';

export interface HeardWebhook {
  type: string;
  id: string;
  handoff: { id: string; number: number; conversationId: string; status: string; onHold: unknown };
  message?: { id: string; text: string; author: { kind: string; name: string } };
  summary?: string;
  messageId?: string;
}

export interface RestAnswer {
  status: number;
  headers: Headers;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read answers loosely
  body: any;
}

/** What the webhook answers; nothing: it hangs. */
type Reply = { status: number; headers?: Record<string, string>; body?: string } | null;

export type RestBot = Awaited<ReturnType<typeof startRestBot>>;

export async function startRestBot(options: { desk: () => string; appId: string; secret: string; port?: number }) {
  const { sign, verify } = signatures(options.secret);
  const heard: HeardWebhook[] = [];
  const attempts: { id: string; at: number; signed: boolean; headers: IncomingHttpHeaders }[] = [];
  const bot = {
    heard,
    attempts,
    /** What it answers from now on. */
    reply: (_webhook: HeardWebhook): Reply => ({ status: 204 }),
    callbackUrl: '',
    /** How many webhooks it left hanging at the same time. */
    hanging: { now: 0, most: 0 },
    sign,
    async ask(path: string, content?: unknown, how: Asking = {}): Promise<RestAnswer> {
      const method = how.method ?? (content === undefined ? 'GET' : 'POST');
      const body = content === undefined || content instanceof Buffer ? (content ?? '') : JSON.stringify(content);
      const answer = await fetch(options.desk() + path, {
        method,
        headers: {
          'handoff-connection': options.appId,
          'handoff-signature': how.signature ?? sign(method, path, body),
          ...how.headers,
        },
        ...(content !== undefined && { body }),
        signal: AbortSignal.timeout(patience()),
      });
      const text = await answer.text();
      return { status: answer.status, headers: answer.headers, body: text ? (JSON.parse(text) as unknown) : null };
    },
    async stop(): Promise<void> {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
  const server = createServer((req, res) => {
    void req.toArray().then((parts: Buffer[]) => {
      const body = Buffer.concat(parts);
      const signed = verify(req.method ?? '', req.url ?? '', body, String(req.headers['handoff-signature'] ?? ''));
      const webhook = JSON.parse(body.toString()) as HeardWebhook;
      attempts.push({ id: webhook.id, at: Date.now(), signed, headers: req.headers });
      const answer = signed ? bot.reply(webhook) : { status: 401 };
      if (answer === null) {
        bot.hanging.now += 1;
        bot.hanging.most = Math.max(bot.hanging.most, bot.hanging.now);
        return void res.once('close', () => (bot.hanging.now -= 1));
      }
      if (answer.status < 300) heard.push(webhook);
      res.writeHead(answer.status, answer.headers).end(answer.body);
    });
  });
  await new Promise<void>((listening) => server.listen(options.port ?? 0, '127.0.0.1', listening));
  bot.callbackUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook?bot=1`;
  return bot;
}

interface Asking {
  method?: string;
  signature?: string;
  headers?: Record<string, string>;
}

interface Signatures {
  sign(method: string, path: string, body: string | Buffer): string;
  verify(method: string, path: string, body: Buffer, header: string): boolean;
}

export function signatures(secret: string): Signatures {
  const code = example('connect-rest.md', 'js', 'bot.mjs');
  const functions = code.slice(code.indexOf('const hmac'), code.indexOf('async function ask'));
  // oxlint-disable-next-line typescript/no-implied-eval -- the page's own code is what is tested
  const make = new Function('SECRET', 'createHmac', 'timingSafeEqual', `${functions}; return { sign, verify };`);
  return make(secret, createHmac, timingSafeEqual) as Signatures;
}
