import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import type { SandboxChange, SandboxMessage } from '../../src/sandbox/state/contract';
import { SANDBOX } from '../../src/config/world';
import { eventually } from '../support/eventually';
import { startFakeDesk, type FakeDesk } from '../support/fakeDesk';
import { freePort } from '../support/ports';
import { startSandbox, type SandboxServer } from '../support/sandboxServer';

type Person = (typeof SANDBOX.people)[number];
const [customer, , agent, colleague] = SANDBOX.people as [Person, Person, Person, Person];
const [general, escalations] = SANDBOX.team.channels.map((channel) => channel.id) as [string, string];
const CARD = 'application/vnd.microsoft.card.adaptive';
const enc = encodeURIComponent;

let desk: FakeDesk;
let cloud: SandboxServer;

beforeAll(async () => {
  desk = await startFakeDesk();
  cloud = await startSandbox({ deskUrl: desk.url, redeliveries: [20, 20] });
});
afterAll(async () => {
  await cloud.stop();
  await desk.stop();
});
beforeEach(() => {
  cloud.control.reset();
  desk.heard.length = 0;
  desk.tokens.length = 0;
  desk.answer = () => ({ status: 200, body: {} });
});

async function ask(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${cloud.url}/api/${path}`, {
    method,
    headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

/** The bot posts a card at the root of a channel, or in a chat. */
async function botPosts(
  conversationId: string,
): Promise<{ id: string; call: (m: string, b?: object) => Promise<number> }> {
  const token = await cloud.control.mint({ as: 'bot' });
  const call = async (method: string, path: string, body?: object): Promise<Response> =>
    fetch(`${cloud.url}/teams/v3/conversations/${enc(conversationId)}/activities${path}`, {
      method,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(body ?? {}),
    });
  const attachments = [{ contentType: CARD, content: { type: 'AdaptiveCard', body: 'everybody' } }];
  const { id } = (await (await call('POST', '', { type: 'message', attachments })).json()) as { id: string };
  return { id, call: async (method, body) => (await call(method, `/${id}`, body)).status };
}

describe('people who write', () => {
  it('reach the bot as Teams tells it, with a token the Bot Framework’s keys verify', async () => {
    const { status, body } = await ask('POST', `people/${customer.id}/chat`, { text: 'Is <my> order late?' });
    expect(status).toBe(200);
    expect(desk.heard).toHaveLength(1);
    expect(desk.heard[0]).toMatchObject({
      type: 'message',
      id: (body as SandboxMessage).id,
      channelId: 'msteams',
      serviceUrl: `${cloud.url}/teams/`,
      text: 'Is <my> order late?',
      textFormat: 'plain',
      attachments: [{ contentType: 'text/html', content: '<p>Is &lt;my&gt; order late?</p>' }],
      from: { id: customer.teamsId, name: customer.name, aadObjectId: customer.id },
      recipient: { id: `28:${SANDBOX.bot.appId}`, name: SANDBOX.bot.name },
      conversation: { id: customer.chatId, conversationType: 'personal', tenantId: SANDBOX.tenantId },
      channelData: { tenant: { id: SANDBOX.tenantId } },
      locale: 'en-US',
    });
    const document = await fetch(`${cloud.url}/botframework/.well-known/openidconfiguration`);
    const { jwks_uri } = (await document.json()) as { jwks_uri: string };
    const { keys } = (await (await fetch(jwks_uri)).json()) as { keys: { endorsements: string[] }[] };
    expect(keys[0]?.endorsements).toEqual(['msteams']);
    const { payload } = await jwtVerify(desk.tokens[0] ?? '', createRemoteJWKSet(new URL(jwks_uri)), {
      issuer: 'https://api.botframework.com',
      audience: SANDBOX.bot.appId,
    });
    expect(payload.serviceurl).toBe(`${cloud.url}/teams/`);
  });

  it('send pictures and files, each where the bot finds it in Teams', async () => {
    const base64 = Buffer.from('content').toString('base64');
    const files = [
      { name: 'screen.png', contentType: 'image/png', base64 },
      { name: 'order 7.pdf', contentType: 'application/pdf', base64 },
    ];
    const { body } = await ask('POST', `people/${customer.id}/chat`, { text: 'See', files });
    const [picture, document] = desk.heard[0]?.attachments as {
      contentType: string;
      contentUrl: string;
      content: { downloadUrl: string };
    }[];
    expect(picture?.contentUrl.startsWith(`${cloud.url}/teams/v3/attachments/`)).toBe(true);
    expect((await fetch(picture?.contentUrl ?? '')).status).toBe(401);
    const headers = { Authorization: `Bearer ${await cloud.control.mint({ as: 'bot' })}` };
    expect(await (await fetch(picture?.contentUrl ?? '', { headers })).text()).toBe('content');
    expect(document?.contentType).toBe('application/vnd.microsoft.teams.file.download.info');
    expect(await (await fetch(document?.content.downloadUrl ?? '')).text()).toBe('content');
    for (const { contentUrl } of (body as SandboxMessage).attachments) {
      expect(await (await fetch(contentUrl ?? '')).text()).toBe('content');
    }
  });

  it('are heard in channels only when they mention the bot', async () => {
    const say = (words: object): Promise<{ body: unknown }> =>
      ask('POST', `people/${agent.id}/channels/${enc(escalations)}`, words);
    const root = (await say({ text: 'Good morning' })).body as SandboxMessage;
    expect(desk.heard).toEqual([]);
    const shown = (await say({ text: 'queue', mention: true, threadId: root.id })).body as SandboxMessage;
    expect(shown.text).toBe('<at>Contoso Assistant</at> queue');
    expect(desk.heard[0]).toMatchObject({
      text: '<at>Contoso Assistant</at> queue',
      conversation: { id: `${escalations};messageid=${root.id}`, conversationType: 'channel', isGroup: true },
      channelData: { channel: { id: escalations }, team: { id: general }, tenant: { id: SANDBOX.tenantId } },
    });
    expect(desk.heard[0]?.entities).toContainEqual({
      type: 'mention',
      text: '<at>Contoso Assistant</at>',
      mentioned: { id: `28:${SANDBOX.bot.appId}`, name: 'Contoso Assistant' },
    });
    expect((await ask('POST', `people/${customer.id}/channels/${enc(escalations)}`, { text: 'x' })).status).toBe(403);
  });

  it('change and take back their words under the same id', async () => {
    const { id } = await cloud.control.chat(customer.id, { text: 'helo' });
    await ask('POST', `people/${customer.id}/edit`, { messageId: id, text: 'hello' });
    await ask('POST', `people/${customer.id}/delete`, { messageId: id });
    expect(desk.heard.map((a) => [a.type, a.id, a.channelData.eventType])).toEqual([
      ['message', id, undefined],
      ['messageUpdate', id, 'editMessage'],
      ['messageDelete', id, 'softDeleteMessage'],
    ]);
    expect((await ask('POST', `people/${agent.id}/edit`, { messageId: id, text: 'x' })).status).toBe(404);
  });

  it('keep their order although the desk stumbles', async () => {
    let stumbles = 3;
    desk.answer = () => ({ status: stumbles-- > 0 && stumbles % 2 === 0 ? 503 : 200 });
    const all = ['one', 'two', 'three', 'four'].map((text) => cloud.control.chat(customer.id, { text }));
    await Promise.all(all);
    const ids = desk.heard.map((a) => a.id);
    expect([...new Set(desk.heard.map((a) => a.text))]).toEqual(['one', 'two', 'three', 'four']);
    expect(ids.length).toBeGreaterThan(4);
  });

  it('learn when the desk does not take their words', async () => {
    desk.answer = () => ({ status: 500 });
    const { status, body } = await ask('POST', `people/${customer.id}/chat`, { text: 'Anybody?' });
    expect([status, body]).toEqual([502, { reason: 'the desk answered 500' }]);
    expect(desk.heard).toHaveLength(3);
    desk.answer = () => ({ status: 401 });
    await ask('POST', `people/${customer.id}/chat`, { text: 'Hello?' });
    expect(desk.heard).toHaveLength(4);
    expect(cloud.control.messages(customer.chatId).map((m) => m.undelivered)).toEqual([
      'the desk answered 500',
      'the desk answered 401',
    ]);
  });

  it('are delivered as often and as mixed as the faults say', async () => {
    cloud.control.setFaults({ deliveries: 3 });
    await cloud.control.chat(customer.id, { text: 'once' });
    expect(desk.heard.map((a) => a.text)).toEqual(['once', 'once', 'once']);
    cloud.control.setFaults({ deliveries: 1, reorder: 60 });
    const words = Array.from({ length: 20 }, (_, i) => `${i}`);
    await Promise.all(words.map((text) => cloud.control.chat(customer.id, { text })));
    const heard = desk.heard.slice(3).map((a) => a.text);
    expect(heard).not.toEqual(words);
    expect([...heard].sort()).toEqual([...words].sort());
  });
});

describe('presses on cards', () => {
  const card = (body: string): object => ({ type: 'AdaptiveCard', body });
  const press = (messageId: string): object => ({
    conversationId: escalations,
    messageId,
    verb: 'claim',
    data: { escalationId: 'e1' },
  });

  it('reach the bot as an invoke, and its card is for this person until all see another', async () => {
    const posted = await botPosts(escalations);
    desk.answer = () => ({ status: 200, body: { statusCode: 200, type: CARD, value: card('you') } });
    const { body } = await ask('POST', `people/${agent.id}/invoke`, press(posted.id));
    expect(body).toEqual({ statusCode: 200, type: CARD, value: card('you') });
    expect(desk.heard[0]).toMatchObject({
      type: 'invoke',
      name: 'adaptiveCard/action',
      replyToId: posted.id,
      from: { id: agent.teamsId, aadObjectId: agent.id },
      conversation: { id: `${escalations};messageid=${posted.id}`, conversationType: 'channel' },
      value: { action: { type: 'Action.Execute', verb: 'claim', data: { escalationId: 'e1' } }, trigger: 'manual' },
    });
    const seenBy = async (person: Person): Promise<unknown> => {
      const path = `conversations/${enc(escalations)}/messages?as=${person.id}`;
      return ((await ask('GET', path)).body as { items: SandboxMessage[] }).items[0]?.attachments[0]?.content;
    };
    expect(await seenBy(agent)).toEqual(card('you'));
    expect(await seenBy(colleague)).toEqual(card('everybody'));
    const attachments = [{ contentType: CARD, content: card('claimed') }];
    expect(await posted.call('PUT', { type: 'message', attachments })).toBe(200);
    expect(await seenBy(agent)).toEqual(card('claimed'));
  });

  it('get toasts and errors as they are, and Teams’ own words when the bot fails', async () => {
    const posted = await botPosts(escalations);
    const toast = { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'Done' };
    desk.answer = () => ({ status: 200, body: toast });
    expect((await ask('POST', `people/${agent.id}/invoke`, press(posted.id))).body).toEqual(toast);
    desk.answer = () => ({ status: 500, body: 'stack' });
    expect((await ask('POST', `people/${agent.id}/invoke`, press(posted.id))).body).toMatchObject({
      statusCode: 500,
      type: 'application/vnd.microsoft.error',
    });
    expect((await ask('POST', `people/${customer.id}/invoke`, press(posted.id))).status).toBe(403);
    expect((await ask('POST', `people/${agent.id}/invoke`, press('1'))).status).toBe(404);
  });

  it('send an Action.Submit as a message with a value', async () => {
    const posted = await botPosts(customer.chatId);
    const data = { rating: '5' };
    await ask('POST', `people/${customer.id}/submit`, {
      conversationId: customer.chatId,
      messageId: posted.id,
      verb: '',
      data,
    });
    expect(desk.heard[0]).toMatchObject({ type: 'message', value: data, replyToId: posted.id });
    expect(desk.heard[0]?.text).toBeUndefined();
  });
});

describe('the app', () => {
  it('arrives in the team and in every chat once the desk listens', async () => {
    const port = await freePort();
    const late = await startSandbox({ deskUrl: `http://127.0.0.1:${port}`, install: true });
    const listening = await startFakeDesk(port);
    try {
      await eventually(() => listening.heard.length === 2 * (1 + SANDBOX.people.length));
      const [installed, joined] = listening.heard;
      expect(installed).toMatchObject({ type: 'installationUpdate', action: 'add' });
      expect(joined).toMatchObject({
        type: 'conversationUpdate',
        membersAdded: [{ id: `28:${SANDBOX.bot.appId}` }],
        conversation: { id: general, conversationType: 'channel' },
        channelData: {
          eventType: 'teamMemberAdded',
          team: { id: general, aadGroupId: SANDBOX.team.aadGroupId, name: 'Contoso Support' },
        },
      });
      const chats = listening.heard.filter((a) => a.conversation.conversationType === 'personal');
      expect(new Set(chats.map((a) => a.conversation.id))).toEqual(new Set(SANDBOX.people.map((p) => p.chatId)));
    } finally {
      await late.stop();
      await listening.stop();
    }
  });

  it('tells those who listen what changed', async () => {
    const stop = new AbortController();
    const response = await fetch(`${cloud.url}/api/stream`, { signal: stop.signal });
    let read = '';
    const reading = (async () => {
      for await (const part of response.body as unknown as AsyncIterable<Uint8Array>)
        read += new TextDecoder().decode(part);
    })().catch(() => undefined);
    const { id } = await cloud.control.chat(customer.id, { text: 'hi' });
    const change: SandboxChange = { kind: 'message', conversationId: customer.chatId, messageId: id };
    await eventually(() => read.includes(`event: change\ndata: ${JSON.stringify(change)}\n\n`));
    stop.abort();
    await reading;
  });
});

it('serves the page fresh and its assets for ever', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'sandbox-page-'));
  mkdirSync(join(dir, 'sandbox-assets'));
  writeFileSync(join(dir, 'index.html'), '<h1>Teams</h1>');
  writeFileSync(join(dir, 'sandbox-assets', 'main-1a2b.js'), '1');
  const withPage = await startSandbox({ deskUrl: desk.url, pageDir: dir });
  try {
    const page = await fetch(`${withPage.origin}/`);
    expect([await page.text(), page.headers.get('cache-control')]).toEqual(['<h1>Teams</h1>', 'no-cache']);
    const asset = await fetch(`${withPage.origin}/sandbox-assets/main-1a2b.js`);
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    const unbuilt = await fetch(`${cloud.origin}/`);
    expect([unbuilt.status, await unbuilt.text()]).toEqual([503, expect.stringContaining('npm run build')]);
  } finally {
    await withPage.stop();
    await rm(dir, { recursive: true });
  }
});

it('knows its conversations, people and keys after a restart', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'sandbox-'));
  const stateFile = join(dir, 'state', 'sandbox.json');
  try {
    const before = await startSandbox({ deskUrl: desk.url, stateFile });
    const { id } = await before.control.chat(customer.id, { text: 'Remember me' });
    const [added] = await before.control.addPeople({ count: 1, name: 'Newcomer' });
    before.control.block(agent.id, true);
    const token = await before.control.mint({ as: 'bot' });
    await before.stop();
    expect(JSON.parse(readFileSync(stateFile, 'utf8'))).toMatchObject({ version: 1 });

    const after = await startSandbox({ deskUrl: desk.url, stateFile, port: Number(new URL(before.url).port) });
    expect(after.control.messages(customer.chatId)).toMatchObject([{ id, text: 'Remember me' }]);
    expect(after.sandbox.world.people.map((p) => p.id)).toContain(added?.id);
    await expect(after.control.chat(agent.id, { text: 'x' })).rejects.toThrow('has blocked the bot');
    const answer = await fetch(`${after.url}/teams/v3/teams/${enc(general)}`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    expect(answer.status).toBe(200);
    await after.control.chat(customer.id, { text: 'And me' });
    const [first, second] = after.control.messages(customer.chatId);
    expect(Number(second?.id)).toBeGreaterThan(Number(first?.id));
    await after.stop();
  } finally {
    await rm(dir, { recursive: true });
  }
});
