/** Contoso HR against a desk that only notes what it is asked: what it sends in either way, what it takes, how it misbehaves. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { SANDBOX } from '../../src/config/world';
import { agentChatOf } from '../../src/sandbox/state/contract';
import { type SandboxServer, startSandbox } from '../support/sandboxServer';

const { hrAgent, bot } = SANDBOX;
const [robin] = SANDBOX.people as [(typeof SANDBOX.people)[number]];
const chatId = agentChatOf(robin, { id: '', appId: hrAgent.appId, name: '' });

interface Asked {
  path: string;
  headers: Record<string, unknown>;
  body: Record<'conversationId' | 'text' | 'serviceUrl', string> & { deliveryMode?: string };
}
let asked: Asked[] = [];
/** What the desk answers, by path; 200 with nothing unless said, and nothing at all with the status 0. */
let answers: Record<string, { status?: number; body?: unknown }> = {};
let cloud: SandboxServer;
const desk = createServer(
  express()
    .use(express.json())
    .use((req, res) => {
      asked.push({ path: req.path, headers: req.headers, body: req.body as Asked['body'] });
      const { status = 200, body = null } = answers[req.path] ?? {};
      if (status === 0) res.destroy();
      else res.status(status).json(body);
    }),
);

beforeAll(async () => {
  await new Promise<void>((listening) => desk.listen(0, '127.0.0.1', listening));
  cloud = await startSandbox({ deskUrl: `http://127.0.0.1:${(desk.address() as AddressInfo).port}` });
});
afterAll(async () => {
  await cloud.stop();
  await new Promise((closed) => desk.close(closed));
});
beforeEach(() => {
  cloud.control.reset();
  asked = [];
  answers = {};
});

async function says(text: string): Promise<void> {
  await cloud.control.chat(robin.id, { text, bot: hrAgent.appId });
  await cloud.control.agent.idle();
}
const read = () => cloud.control.messages(chatId).map(({ from, text }) => `${from.kind}: ${text}`);
const last = () => cloud.control.messages(chatId).at(-1);
const push = (url: string, body: object = { type: 'message', text: '**Adele:** Hello' }) =>
  fetch(url, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });

const HANDOFFS = '/api/agents/handoffs';
const AVAILABILITY = '/api/handoffs/availability';

test('it answers what it knows, and the desk hears nothing, also of edits and signs', async () => {
  await says('when is payday?');
  expect(last()?.text).toContain('25th');
  const [first, answer] = cloud.control.messages(chatId);
  await cloud.control.edit(robin.id, first?.id ?? '', 'when is payday??');
  await cloud.control.react(robin.id, answer?.id ?? '', { type: 'like', on: true });
  expect(asked).toEqual([]);
  // Nor may the desk's bot write here.
  const token = await cloud.control.mint({ as: 'bot' });
  const refused = await fetch(`${cloud.url}/teams/v3/conversations/${encodeURIComponent(chatId)}/activities`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ type: 'message', text: 'Hello' }),
  });
  expect(refused.status).toBe(403);
});

describe('its topic calls the desk', () => {
  beforeEach(() => {
    answers[AVAILABILITY] = { body: { open: true, words: 'Somebody is there.' } };
    answers[HANDOFFS] = {
      body: {
        number: 1042,
        words: 'Adele will be with you.',
        chatUrl: 'https://teams.microsoft.com/l/chat/0/0?users=28:x',
      },
    };
  });

  it('asks whether somebody is there, what it is about, and hands over with its key and what was said', async () => {
    await says('How many days off do I have?');
    await says('talk to a person');
    expect(last()?.text).toContain('What is it about?');
    await says('My days off are wrong');
    expect(asked.map(({ path }) => path)).toEqual([AVAILABILITY, HANDOFFS]);
    expect(asked.map(({ headers }) => headers['x-desk-key'])).toEqual([hrAgent.key, hrAgent.key]);
    expect(asked[1]?.body).toEqual({
      conversationId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      channel: 'msteams',
      customer: { id: robin.id, name: robin.name, upn: robin.upn, locale: 'en-US' },
      agent: { environment: hrAgent.environment, schema: hrAgent.schema, tenant: SANDBOX.tenantId },
      lastPhrase: 'My days off are wrong',
      problem: 'My days off are wrong',
      transcriptText: expect.stringMatching(
        /^User: How many days off do I have\?\nAgent: You have .*\nUser: talk to a person\n/,
      ),
    });
    expect(last()?.text).toBe('Adele will be with you.');
    expect(JSON.stringify(last()?.attachments)).toContain('users=28:x');
    // In the same conversation it is the same request, which only the desk can know.
    await says('talk to a person');
    await says('still wrong');
    expect(asked.at(-1)?.body.conversationId).toBe(asked[1]?.body.conversationId);
  });

  it('says when nobody is there, and does not hand over', async () => {
    answers[AVAILABILITY] = { body: { open: false, words: 'Nobody is there until 8.' } };
    await says('talk to a person');
    expect(last()?.text).toBe('Nobody is there until 8.');
    expect(asked).toHaveLength(1);
  });

  it('misbehaves as told: another key, none, everything twice; a refusal is its own apology', async () => {
    cloud.control.agent.set({ credentials: 'wrong', repeats: true });
    answers[HANDOFFS] = { status: 401, body: { title: 'The key is not good' } };
    await says('talk to a person');
    await says('my pay');
    const posts = asked.filter(({ path }) => path === HANDOFFS);
    expect(posts).toHaveLength(2);
    expect(posts[0]?.body).toEqual(posts[1]?.body);
    expect(posts[0]?.headers['x-desk-key']).not.toBe(hrAgent.key);
    expect(last()?.text).toContain('ConnectorRequestFailure (401)');
    expect(cloud.control.agent.calls().at(-1)).toMatchObject({ status: 401, said: 'The key is not good' });
    cloud.control.agent.set({ credentials: 'none' });
    await says('talk to a person');
    expect(asked.at(-1)?.headers['x-desk-key']).toBeUndefined();
  });

  it('notes why a desk that does not answer was not reached', async () => {
    answers[AVAILABILITY] = { status: 0 };
    await says('talk to a person');
    expect(cloud.control.agent.calls()[0]).toMatchObject({ status: 0, said: expect.stringContaining('fetch failed') });
  });
});

describe('the desk is its connected agent', () => {
  beforeEach(() => void cloud.control.agent.set({ way: 'connected' }));
  const turns = () => asked.filter(({ path }) => path === '/api/messages');
  const urlOf = (turn: number): string => turns()[turn]?.body.serviceUrl ?? '';

  it('gives each turn to the desk with a token of its caller, and shows what the desk says later', async () => {
    await says('talk to a person');
    const [{ headers, body }] = turns() as [Asked];
    expect(body).toMatchObject({
      type: 'message',
      text: 'talk to a person',
      recipient: { role: 'connectoruser' },
      from: { name: robin.name, aadObjectId: robin.id, role: 'user' },
    });
    expect(body.deliveryMode).toBeUndefined();
    const authority = `${cloud.url}/entra/${SANDBOX.tenantId}`;
    const keys = createRemoteJWKSet(new URL(`${authority}/discovery/v2.0/keys`));
    const { payload } = await jwtVerify(String(headers['authorization']).slice('Bearer '.length), keys, {
      issuer: `${authority}/v2.0`,
      audience: bot.appId,
    });
    expect(payload).toMatchObject({ azp: hrAgent.caller.appId, tid: SANDBOX.tenantId });
    expect(payload.scp).toBeUndefined();

    await says('my payslip');
    expect(turns()).toHaveLength(2);
    expect(urlOf(1)).not.toBe(urlOf(0));
    expect((await push(urlOf(1))).status).toBe(200);
    expect(last()).toMatchObject({ text: '**Adele:** Hello', from: { name: 'Contoso HR', kind: 'bot' } });
    await push(urlOf(1), { type: 'endOfConversation' });
    await says('when is payday?');
    expect(turns()).toHaveLength(2);
    expect(last()?.text).toContain('25th');
  });

  it('takes the words of the turn from the answer when it asks for them', async () => {
    cloud.control.agent.set({ expectReplies: true });
    answers['/api/messages'] = {
      body: { activities: [{ type: 'message', text: 'Somebody will be here.' }, { type: 'endOfConversation' }] },
    };
    await says('talk to a person');
    expect(turns()[0]?.body.deliveryMode).toBe('expectReplies');
    expect(last()?.text).toBe('Somebody will be here.');
    await says('when is payday?');
    expect(turns()).toHaveLength(1);
  });

  it('opens for nobody whose URL is not as it was given, or too old', async () => {
    cloud.control.agent.set({ urlLifetime: 0 });
    await says('talk to a person');
    cloud.control.agent.set({ urlLifetime: 600 });
    await says('are you there?');
    expect((await push(urlOf(0))).status).toBe(401);
    for (const change of [
      (url: URL) => url.searchParams.set('sig', 'guess'),
      (url: URL) => url.searchParams.delete('sig'),
      (url: URL) => url.searchParams.set('se', '99999999999'),
      (url: URL) => void (url.pathname = url.pathname.replace(/[^/]+$/, crypto.randomUUID())),
      (url: URL) => void (url.pathname += '/v3/conversations/1/activities'),
    ]) {
      const url = new URL(urlOf(1));
      change(url);
      expect((await push(url.href)).status).toBeGreaterThanOrEqual(401);
    }
    expect(read().filter((line) => line.includes('Adele'))).toEqual([]);
    // What the record shows carries no credential.
    expect(JSON.stringify(cloud.control.agent.calls())).not.toContain('sig=');
  });

  it.each([
    ['unauthorized', 401, false],
    ['notFound', 404, false],
    ['gone', 410, false],
    ['emptyAnswer', 200, true],
  ] as const)('between two turns it may answer %s', async (pushes, status, taken) => {
    await says('talk to a person');
    cloud.control.agent.set({ pushes });
    const answer = await push(urlOf(0));
    expect(answer.status).toBe(status);
    if (taken) expect(await answer.text()).toBe('');
    expect(last()?.text === '**Adele:** Hello').toBe(taken);
  });

  it('may keep words from the desk, and answer between two messages itself', async () => {
    await says('talk to a person');
    cloud.control.agent.set({ dispatch: 'everySecond' });
    await says('one');
    await says('when is payday?');
    await says('three');
    expect(turns().map(({ body }) => body.text)).toEqual(['talk to a person', 'one', 'three']);
    expect(read().some((line) => line.includes('25th'))).toBe(true);
    cloud.control.agent.set({ dispatch: 'never' });
    await says('four');
    expect(turns()).toHaveLength(3);
    expect(last()?.text).toBe('four');
  });

  it('brings no token, or that of another app, and apologises when it is refused', async () => {
    cloud.control.agent.set({ credentials: 'none' });
    answers['/api/messages'] = { status: 401, body: { title: 'No token' } };
    await says('talk to a person');
    expect(turns()[0]?.headers['authorization']).toBeUndefined();
    expect(last()?.text).toContain('ConnectorRequestFailure (401)');
    cloud.control.agent.set({ credentials: 'wrong' });
    await says('talk to a person');
    const token = String(turns()[1]?.headers['authorization']).split('.')[1] ?? '';
    expect(JSON.parse(Buffer.from(token, 'base64url').toString()).azp).not.toBe(hrAgent.caller.appId);
  });
});
