import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { type BotArrival } from '../../src/arrival/botArrival';
import { BotStream, type StreamEnd } from '../../src/intake/directLine/botStream';
import { type DirectLineHandle, DirectLine } from '../../src/intake/directLine/directLine';
import { DirectLineError } from '../../src/intake/directLine/directLineError';
import { openStream } from '../../src/intake/directLine/directLineSocket';
import { guardedLookup, RefusedUrl } from '../../src/base/outbound/url';
import { createLog } from '../../src/base/log';
import { createDirectLine, type DirectLineStandIn } from '../../src/sandbox/directLine/directLine';
import { FaultSwitches } from '../../src/sandbox/teams/faults';
import { createSampleBot } from '../../src/sandbox/directLine/sampleBot';
import { eventually } from '../support/eventually';

const SECRET = 'a-direct-line-secret';
const USER = { id: 'dl_customer-1', name: 'Robin Ortiz' };
const log = createLog('silent');
const faults = new FaultSwitches();

let server: Server;
let service: DirectLineStandIn;
let domain: string;
let client: DirectLine;
const closers: (() => unknown)[] = [];

async function listen(tokenSeconds?: number): Promise<void> {
  const app = express();
  server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  domain = `http://127.0.0.1:${(server.address() as AddressInfo).port}/directline`;
  service = createDirectLine({
    baseUrl: domain,
    secret: SECRET,
    bot: createSampleBot(),
    faults: () => faults.current,
    thinkMs: 0,
    keepAliveMs: 50,
    ...(tokenSeconds && { tokenSeconds }),
  });
  app.use('/directline', service.router);
  server.on('upgrade', (req, socket, head) => service.upgrade(req, socket, head) || socket.destroy());
  client = new DirectLine({ allowLoopback: true, timeoutMs: 20_000 });
}

beforeEach(() => listen());
afterEach(async () => {
  faults.clear();
  for (const close of closers.splice(0).reverse()) await close();
  service.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const access = () => ({ tokenEndpoint: `${domain}/token`, secret: null, domain: null });

async function begin(): Promise<DirectLineHandle & { streamUrl: string }> {
  const grant = await client.newToken(access(), USER);
  const started = await client.startConversation(grant.domain, grant.token);
  return {
    domain: grant.domain,
    token: started.token,
    botConversationId: started.conversationId,
    streamUrl: started.streamUrl ?? '',
  };
}

const say = (line: DirectLineHandle, text: string, by = client) =>
  by.post(line, { type: 'message', text, from: { ...USER, role: 'user' }, locale: 'en-US' });

async function kindOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'none';
  } catch (error) {
    return error instanceof DirectLineError ? error.kind : String(error);
  }
}

/** Follows a conversation the way the relay does and keeps what it hears. */
function follow(
  line: DirectLineHandle,
  options: { streamUrl?: string; watermark?: string; refuse?: () => boolean } = {},
) {
  const heard: BotArrival['activities'] = [];
  const overs: StreamEnd[] = [];
  let watermark: string | null = null;
  let typing = 0;
  const echoes: string[] = [];
  const stream = new BotStream({
    conversationId: 'c',
    generation: 1,
    handle: line,
    watermark: options.watermark ?? null,
    userId: USER.id,
    directLine: client,
    allowLoopback: true,
    heard: () => undefined,
    arrived: async (arrival) => {
      if (options.refuse?.()) throw new Error('the database is away');
      heard.push(...arrival.activities);
      watermark = arrival.watermark ?? watermark;
    },
    echoed: async (id) => void echoes.push(id),
    typing: () => void (typing += 1),
    ended: async (how) => void overs.push(how),
    log,
  });
  stream.start(options.streamUrl ?? null);
  closers.push(() => stream.close());
  return {
    stream,
    heard,
    overs,
    echoes,
    texts: () => heard.map((activity) => (activity.kind === 'message' ? activity.text : activity.kind)),
    typing: () => typing,
    watermark: () => watermark,
  };
}

test('a token endpoint leads to the region, a conversation and an answer', async () => {
  const line = await begin();
  expect(line.domain).toBe(domain);
  const id = await say(line, 'store hours');
  expect(id).toMatch(/\|0000000$/);
  const said = await eventually(async () => {
    const set = await client.activities(line, null);
    return set.activities.length >= 2 && set;
  });
  expect(said.watermark).toBe('2');
  expect((await client.activities(line, said.watermark)).activities).toEqual([]);
});

test('a secret leads there too, and the token names the customer', async () => {
  const grant = await client.newToken({ tokenEndpoint: null, secret: SECRET, domain }, USER);
  const started = await client.startConversation(grant.domain, grant.token);
  const line = { domain, token: started.token, botConversationId: started.conversationId };
  await client.post(line, { type: 'message', text: 'hi', from: { id: 'somebody-else' } });
  const { activities } = await client.activities(line, null);
  expect(activities[0]).toMatchObject({ from: { id: USER.id, role: 'user' } });
});

test('a wrong secret, a wrong token and an unknown conversation are told apart', async () => {
  const line = await begin();
  expect(await kindOf(client.newToken({ tokenEndpoint: null, secret: 'wrong', domain }, USER))).toBe('unauthorized');
  expect(await kindOf(say({ ...line, token: 'wrong' }, 'hi'))).toBe('unauthorized');
  expect(await kindOf(client.newToken({ ...access(), tokenEndpoint: `${domain}/nowhere`, domain }, USER))).toBe(
    'notFound',
  );
});

test('an expired token is told from a wrong one, and a refreshed one lives on', async () => {
  await new Promise((resolve) => server.close(resolve));
  service.close();
  await listen(1);
  const line = await begin();
  const renewed = await client.refresh(line);
  const expired = await eventually(async () => (await kindOf(client.activities(line, null))) === 'tokenExpired');
  expect(expired).toBe(true);
  expect(await kindOf(client.refresh(line))).toBe('tokenExpired');
  expect(renewed.token).not.toBe(line.token);
});

test.each<[string, Parameters<FaultSwitches['set']>[0], string, boolean]>([
  ['the bot is away', { badGateway: 1 }, 'unavailable', true],
  ['the connection breaks', { reset: 1 }, 'unavailable', true],
  ['the answer takes too long', { delay: 3_000 }, 'unavailable', true],
])('when %s it may have been heard', async (_case, fault, kind, ambiguous) => {
  const line = await begin();
  faults.set(fault);
  const hurried = new DirectLine({ allowLoopback: true, timeoutMs: 1_000 });
  await expect(say(line, 'hi', fault.delay ? hurried : client)).rejects.toMatchObject({ kind, ambiguous });
});

test('nobody listening is not ambiguous, and a redirect is not followed', async () => {
  const line = await begin();
  const elsewhere = { ...line, domain: 'http://127.0.0.1:9' };
  await expect(say(elsewhere, 'hi')).rejects.toMatchObject({ kind: 'unavailable', ambiguous: false });
  const redirect = createServer((_req, res) => res.writeHead(302, { location: domain }).end());
  await new Promise<void>((resolve) => redirect.listen(0, '127.0.0.1', resolve));
  closers.push(() => new Promise((resolve) => redirect.close(resolve)));
  const { port } = redirect.address() as AddressInfo;
  expect(await kindOf(say({ ...line, domain: `http://127.0.0.1:${port}` }, 'hi'))).toBe('rejected');
});

test.each([
  ['http://example.com', true],
  ['https://127.0.0.1', false],
  ['https://localhost', false],
  ['https://10.1.2.3', true],
  ['https://169.254.169.254', true],
  ['https://[::ffff:192.168.0.1]', true],
  ['https://[fd00::1]', true],
  ['https://user:word@example.com', true],
  ['file:///etc/passwd', true],
])('%s is never called (loopback allowed: %s)', async (address, allowLoopback) => {
  const careful = new DirectLine({ allowLoopback, timeoutMs: 500 });
  const call = careful.newToken(
    { tokenEndpoint: `${address}/token`, secret: null, domain: 'https://example.com' },
    USER,
  );
  expect(await kindOf(call)).toBe('rejected');
});

test('a name that leads to a private address is refused when it is resolved', async () => {
  const resolved = (allowLoopback: boolean) =>
    new Promise((resolve) => guardedLookup(allowLoopback)('localhost', { all: true }, (error) => resolve(error)));
  expect(await resolved(false)).toBeInstanceOf(RefusedUrl);
  expect(await resolved(true)).toBeNull();
});

test('a stream brings typing, answers and echoes, and nothing twice', async () => {
  const line = await begin();
  const { texts, typing, echoes, stream } = follow(line, { streamUrl: line.streamUrl });
  await stream.opened;
  const messageId = '2a1d8f0e-3c55-4e0f-9a51-6f1f0c5f7b21';
  const channelData = { clientActivityID: messageId };
  await client.post(line, { type: 'message', text: 'hello', from: USER, channelData });
  await eventually(async () => texts().length === 1 && typing() === 1);
  expect(echoes).toContain(messageId);
  await say(line, 'agent');
  await eventually(async () => texts().includes('handoff'));
  expect(texts()).toEqual([expect.stringMatching(/^Hello/), 'Let me get someone who can help.', 'handoff']);
});

test('empty frames and frames without a watermark change nothing', async () => {
  const line = await begin();
  const { texts, watermark, heard } = follow(line, { streamUrl: line.streamUrl });
  await say(line, 'hello');
  await eventually(async () => watermark() === '2');
  // Several keep-alive frames later.
  await new Promise((resolve) => setTimeout(resolve, 150));
  await say(line, 'store hours');
  await eventually(async () => watermark() === '4');
  expect(new Set(heard.map(({ id }) => id)).size).toBe(texts().length);
});

test('a second socket of a conversation closes the first with "collision"', async () => {
  const line = await begin();
  const first = await openStream(line.streamUrl, { allowLoopback: true, onSet: () => undefined });
  const { streamUrl } = await client.resume(line, '0');
  const second = await openStream(streamUrl, { allowLoopback: true, onSet: () => undefined });
  expect((await first.ended).end).toBe('collision');
  second.close();
  expect((await second.ended).end).toBe('closed');
});

test('a server that falls silent is noticed', async () => {
  const silent = createServer();
  // Shakes hands, then never speaks again.
  silent.on('upgrade', (req, socket) => {
    void import('node:crypto').then(({ createHash }) => {
      const accept = createHash('sha1')
        .update(`${req.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
        .digest('base64');
      socket.write(
        `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
      );
    });
  });
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  closers.push(
    () => silent.closeAllConnections(),
    () => silent.close(),
  );
  const url = `ws://127.0.0.1:${(silent.address() as AddressInfo).port}/`;
  const stream = await openStream(url, { allowLoopback: true, onSet: () => undefined, pingMs: 50 });
  expect((await stream.ended).end).toBe('silent');
});

test('whatever was said while nobody listened is caught up with, from the watermark', async () => {
  const line = await begin();
  const first = follow(line, { streamUrl: line.streamUrl });
  await say(line, 'message one');
  await eventually(async () => first.watermark() === '2');
  await first.stream.close();
  await say(line, 'message two');
  const second = follow(line, { watermark: first.watermark() ?? '' });
  await say(line, 'message three');
  await eventually(async () => second.texts().length === 2);
  expect([...first.texts(), ...second.texts()].map((text) => /“(.*)”/.exec(text)?.[1])).toEqual([
    'message one',
    'message two',
    'message three',
  ]);
});

test('with sockets that keep dropping every answer arrives once, in order', async () => {
  faults.set({ dropSocketEvery: 3 });
  const line = await begin();
  const { texts } = follow(line, { streamUrl: line.streamUrl });
  const asked = Array.from({ length: 60 }, (_, i) => `message ${i}`);
  for (const text of asked) await say(line, text);
  await eventually(async () => texts().length >= asked.length, { progress: () => texts().length });
  expect(texts().map((text) => /“(.*)”/.exec(text)?.[1])).toEqual(asked);
});

test('what could not be stored is brought again before anything later', async () => {
  const line = await begin();
  let refusals = 0;
  const { texts } = follow(line, { streamUrl: line.streamUrl, refuse: () => Math.random() < 0.4 && ++refusals > 0 });
  const asked = Array.from({ length: 20 }, (_, i) => `message ${i}`);
  for (const text of asked) await say(line, text);
  await eventually(async () => texts().length >= asked.length, { progress: () => texts().length });
  expect(texts().map((text) => /“(.*)”/.exec(text)?.[1])).toEqual(asked);
  expect(refusals).toBeGreaterThan(0);
});

test('a conversation the service has forgotten ends the stream', async () => {
  const line = await begin();
  const { overs } = follow({ ...line, token: 'forgotten' });
  await eventually(async () => overs.length > 0);
  expect(overs).toEqual(['lost']);
});

test('the sample bot hands over what it captured, and ends with a survey', async () => {
  const line = await begin();
  const { heard, overs } = follow(line, { streamUrl: line.streamUrl });
  await say(line, 'order status');
  await say(line, '10482');
  await say(line, 'I want to speak to a human');
  const handoff = await eventually(async () => heard.find((activity) => activity.kind === 'handoff'));
  expect(overs).toEqual(['handedOver']);
  expect(handoff).toMatchObject({
    handoff: {
      topic: 'Escalate',
      lastPhrase: 'I want to speak to a human',
      language: 'en-US',
      variables: expect.arrayContaining([
        { name: 'OrderNumber', value: '10482' },
        { name: 'OrderStatus', value: 'Shipped' },
        { name: 'IsSignedIn', value: true },
        { name: 'MessagesBefore', value: 3 },
      ]),
      problems: [],
    },
  });
  const said = handoff.kind === 'handoff' ? handoff.handoff.transcript : [];
  expect(said.map(({ author }) => author)).toEqual(['customer', 'bot', 'customer', 'bot', 'customer', 'bot']);
  expect(said[3]?.attachments[0]?.contentType).toBe('application/vnd.microsoft.card.adaptive');

  const next = await begin();
  const other = follow(next, { streamUrl: next.streamUrl });
  await say(next, 'thanks');
  await client.post(next, { type: 'message', from: USER, value: { action: 'survey', rating: '3' } });
  await eventually(async () => other.overs.length > 0);
  expect(other.overs).toEqual(['ended']);
});
