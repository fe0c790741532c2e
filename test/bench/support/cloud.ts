/**
 * Microsoft's cloud at its lightest, a process of its own: tokens and their keys, Direct Line with the sample bot, and
 * a connector that takes everything and answers with an id. Asked on stdin for a token or for what it took, it answers a line each.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import express from 'express';
import { SANDBOX, type SandboxPerson } from '../../../src/config/world';
import { createDirectLine } from '../../../src/sandbox/directLine/directLine';
import { FaultSwitches } from '../../../src/sandbox/teams/faults';
import { createSampleBot } from '../../../src/sandbox/directLine/sampleBot';
import { botFrameworkRouter, entraRouter } from '../../../src/sandbox/entra/entra';
import { strangersKey } from '../../../src/sandbox/entra/keys';
import { createTokens } from '../../../src/sandbox/entra/tokens';

export type CloudOrder =
  | { do: 'activityToken' }
  | { do: 'personToken'; person: SandboxPerson }
  | { do: 'took' }
  /** Words with "fresh-1" in them: when they came, in milliseconds since the epoch; each is told once. */
  | { do: 'freshArrivals' }
  | { do: 'attachments' };

/** Who listens to bot conversations: how many do, and when those came that were not told of yet. */
export interface Attachments {
  isOpen: number;
  since: number[];
}

async function main(): Promise<void> {
  const app = express();
  let took = 0;
  const fresh: [string, number][] = [];
  const server = createServer((req, res) => {
    if (!req.url?.startsWith('/teams/')) return void app(req, res);
    let body = '';
    req.setEncoding('latin1').on('data', (part: string) => (body += part));
    req.once('end', () => {
      took += 1;
      const [name] = /fresh-\d+/.exec(body) ?? [];
      if (name) fresh.push([name, Date.now()]);
      // A new thread is named after its first message; without a name no card would count as posted.
      res.writeHead(201, { 'content-type': 'application/json' }).end(`{"id":"${took}","activityId":"${took}"}`);
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const made = { entra: await strangersKey(), channel: await strangersKey() };
  const tokens = createTokens({ authority: `${url}/entra`, serviceUrl: `${url}/teams/`, keys: async () => made });
  const apps = new Map([[SANDBOX.bot.appId, { password: SANDBOX.bot.password }]]);
  app.use('/entra', entraRouter({ authority: `${url}/entra`, tokens, apps }));
  app.use('/botframework', botFrameworkRouter({ url: `${url}/botframework`, tokens }));
  const faults = new FaultSwitches();
  const directLine = createDirectLine({
    baseUrl: `${url}/sandbox/directline`,
    secret: 'secret',
    bot: createSampleBot(),
    faults: () => faults.current,
    thinkMs: 0,
  });
  app.use('/sandbox/directline', directLine.router);
  const attachments: Attachments = { isOpen: 0, since: [] };
  server.on('upgrade', (req, socket, head) => {
    if (!directLine.upgrade(req, socket, head)) return void socket.destroy();
    attachments.isOpen += 1;
    attachments.since.push(Date.now());
    socket.once('close', () => (attachments.isOpen -= 1));
  });
  const answer = (value: unknown) => process.stdout.write(`${JSON.stringify(value)}\n`);
  answer(url);
  for await (const line of createInterface({ input: process.stdin })) {
    const order = JSON.parse(line) as CloudOrder;
    if (order.do === 'took') answer(took);
    else if (order.do === 'freshArrivals') answer(fresh.splice(0));
    else if (order.do === 'attachments') answer({ ...attachments, since: attachments.since.splice(0) });
    else if (order.do === 'activityToken') answer(await tokens.forActivity(SANDBOX.bot.appId));
    else answer(await tokens.forPerson(order.person));
  }
  process.exit(0);
}

void main();
