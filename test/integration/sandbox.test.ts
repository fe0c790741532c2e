import { createRemoteJWKSet, jwtVerify } from 'jose';
import type { ConnectorCall, Faults } from '../../src/sandbox/state/contract';
import { overRate, RateTable } from '../../src/sandbox/teams/rateTable';
import { SANDBOX } from '../../src/config/world';
import { startSandbox, type SandboxServer } from '../support/sandboxServer';

const [general, escalations] = SANDBOX.team.channels.map((channel) => channel.id) as [string, string];
const [customer, , agent] = SANDBOX.people as [Person, Person, Person];
const manager = SANDBOX.people.find((person) => person.role === 'manager') as Person;
type Person = (typeof SANDBOX.people)[number];

let cloud: SandboxServer;
let botToken: string;

beforeAll(async () => {
  cloud = await startSandbox();
  botToken = await askForToken();
});
afterAll(() => cloud.stop());
afterEach(() => cloud.control.reset());

async function requestToken(fields: Record<string, string>, tenant = SANDBOX.tenantId): Promise<Response> {
  return fetch(`${cloud.url}/entra/${tenant}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: SANDBOX.bot.appId,
      client_secret: SANDBOX.bot.password,
      scope: 'https://api.botframework.com/.default',
      ...fields,
    }),
  });
}

async function askForToken(): Promise<string> {
  return ((await (await requestToken({})).json()) as { access_token: string }).access_token;
}

interface Answer {
  status: number;
  body: Record<string, unknown>;
  headers: Headers;
}

async function call(method: string, path: string, body?: unknown, token: string | null = botToken): Promise<Answer> {
  const response = await fetch(`${cloud.url}/teams/v3/${path}`, {
    method,
    headers: {
      ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Answer['body'], headers: response.headers };
}

const enc = encodeURIComponent;
const send = (conversation: string, activity: object): Promise<Answer> =>
  call('POST', `conversations/${enc(conversation)}/activities`, { type: 'message', ...activity });
const toCustomer = (activity: object): Promise<Answer> => send(customer.chatId, activity);
const begin = (activity: object, channel = escalations): Promise<Answer> =>
  call('POST', 'conversations', { isGroup: true, channelData: { channel: { id: channel } }, activity });
const card = { contentType: 'application/vnd.microsoft.card.adaptive', content: { type: 'AdaptiveCard' } };

describe('Entra ID', () => {
  it('gives the bot a token, and nobody who lacks its secret', async () => {
    expect((await requestToken({})).status).toBe(200);
    expect((await requestToken({ client_secret: 'guess' })).status).toBe(401);
    expect((await requestToken({ client_id: crypto.randomUUID() })).status).toBe(400);
    expect((await requestToken({ scope: 'https://vault.azure.net/.default' })).status).toBe(400);
    expect((await requestToken({ grant_type: 'password' })).status).toBe(400);
    expect((await requestToken({}, crypto.randomUUID())).status).toBe(400);
  });

  it('publishes a document and keys with which a person’s token verifies', async () => {
    const authority = `${cloud.url}/entra/${SANDBOX.tenantId}`;
    const document = (await (await fetch(`${authority}/v2.0/.well-known/openid-configuration`)).json()) as {
      issuer: string;
      jwks_uri: string;
    };
    expect(document.issuer).toBe(`${authority}/v2.0`);
    const keys = createRemoteJWKSet(new URL(document.jwks_uri));
    const { token } = (await (await fetch(`${cloud.url}/api/people/${manager.id}/token`)).json()) as { token: string };
    const { payload } = await jwtVerify(token, keys, { issuer: document.issuer, audience: SANDBOX.tab.clientId });
    expect(payload).toMatchObject({
      oid: manager.id,
      tid: SANDBOX.tenantId,
      name: manager.name,
      preferred_username: manager.upn,
      scp: 'access_as_user',
      ver: '2.0',
      roles: ['Manager'],
    });
    expect((await jwtVerify(await cloud.control.token(agent.id), keys)).payload.roles).toBeUndefined();
  });

  it('mints tokens that are wrong in the way asked for', async () => {
    const keys = createRemoteJWKSet(new URL(`${cloud.url}/entra/${SANDBOX.tenantId}/discovery/v2.0/keys`));
    const issuer = `${cloud.url}/entra/${SANDBOX.tenantId}/v2.0`;
    const check = { issuer, audience: SANDBOX.tab.clientId, algorithms: ['RS256'] };
    const mint = async (how: object): Promise<unknown> => {
      const token = await cloud.control.mint({ as: 'person', personId: agent.id, ...how });
      return jwtVerify(token, keys, check);
    };
    await expect(mint({})).resolves.toBeDefined();
    await expect(mint({ expiresIn: -600 })).rejects.toMatchObject({ code: 'ERR_JWT_EXPIRED' });
    await expect(mint({ claims: { aud: 'else' } })).rejects.toMatchObject({ claim: 'aud' });
    await expect(mint({ claims: { iss: null } })).rejects.toMatchObject({ claim: 'iss' });
    await expect(mint({ signature: 'forged' })).rejects.toMatchObject({
      code: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
    });
    await expect(mint({ signature: 'unknown' })).rejects.toMatchObject({ code: 'ERR_JWKS_NO_MATCHING_KEY' });
    await expect(mint({ signature: 'none' })).rejects.toThrow();
    await expect(mint({ signature: 'HS256' })).rejects.toThrow();
  });
});

describe('authentication at the connector', () => {
  it.each([
    ['nothing', () => null],
    ['an expired token', () => cloud.control.mint({ as: 'bot', expiresIn: -600 })],
    ['a forged token', () => cloud.control.mint({ as: 'bot', signature: 'forged' })],
    [
      'a token for something else',
      () => cloud.control.mint({ as: 'bot', claims: { aud: 'https://graph.microsoft.com' } }),
    ],
    ['a token of an unknown app', () => cloud.control.mint({ as: 'bot', claims: { appid: crypto.randomUUID() } })],
    ['a person’s token', () => cloud.control.token(agent.id)],
  ])('stays shut for %s', async (_what, token) => {
    const answer = await call('GET', `teams/${enc(general)}`, undefined, await token());
    expect(answer.status).toBe(401);
  });

  it('answers this machine under its own names only', async () => {
    const { request } = await import('node:http');
    const status = await new Promise((done) =>
      request(`${cloud.url}/api/world`, { headers: { host: 'desk.example.com' } }, (res) => done(res.statusCode)).end(),
    );
    expect(status).toBe(403);
  });
});

describe('conversations', () => {
  it('begins a thread in a channel and names its root message', async () => {
    const { status, body } = await begin({ type: 'message', text: 'New escalation' });
    expect(status).toBe(201);
    expect(body.id).toBe(`${escalations};messageid=${String(body.activityId)}`);
    const reply = await send(String(body.id), { text: 'In the thread' });
    const [root, below] = cloud.control.messages(escalations);
    expect(root).toMatchObject({ id: body.activityId, threadId: null, conversationId: escalations });
    expect(below).toMatchObject({ id: reply.body.id, threadId: body.activityId, conversationId: escalations });
    expect(cloud.control.messages(String(body.id))).toHaveLength(2);
  });

  it('finds a person’s chat again and again', async () => {
    const open = (id: string): Promise<Answer> => call('POST', 'conversations', { isGroup: false, members: [{ id }] });
    expect((await open(customer.teamsId)).body.id).toBe(customer.chatId);
    expect((await open(customer.teamsId)).body.id).toBe(customer.chatId);
    expect((await open('29:nobody')).status).toBe(400);
  });

  it('takes conversation ids encoded and as they are', async () => {
    const { body } = await begin({ type: 'message', text: 'Root' });
    const raw = `conversations/${String(body.id)}/activities`;
    expect((await call('POST', raw, { type: 'message', text: 'raw' })).status).toBe(201);
    expect((await send(String(body.id), { text: 'encoded' })).status).toBe(201);
    expect(cloud.control.messages(String(body.id)).map((m) => m.text)).toEqual(['Root', 'raw', 'encoded']);
  });

  it('updates and deletes the bot’s messages, and no others', async () => {
    const { body } = await toCustomer({ text: 'First' });
    const at = `conversations/${enc(customer.chatId)}/activities/${String(body.id)}`;
    expect((await call('PUT', at, { type: 'message', text: 'Second' })).status).toBe(200);
    expect(cloud.control.messages(customer.chatId)[0]).toMatchObject({ text: 'Second', editedAt: expect.any(String) });
    expect((await call('DELETE', at)).status).toBe(200);
    expect(cloud.control.messages(customer.chatId)[0]?.deletedAt).not.toBeNull();
    expect(await call('PUT', at, { type: 'message', text: 'Third' })).toMatchObject({
      status: 404,
      body: { error: { code: 'ActivityNotFoundInConversation' } },
    });
  });

  it('splits text and attachment, and names neither', async () => {
    const { status, body } = await toCustomer({ text: 'Look', attachments: [card] });
    expect({ status, id: body.id }).toEqual({ status: 201, id: undefined });
    const [first, second] = cloud.control.messages(customer.chatId);
    expect([first?.text, first?.attachments.length]).toEqual(['Look', 0]);
    expect([second?.text, second?.attachments.length]).toEqual(['', 1]);
  });

  it('takes typing without keeping a message', async () => {
    const changes: unknown[] = [];
    const off = cloud.control.on((change) => changes.push(change));
    expect((await toCustomer({ type: 'typing' })).status).toBe(201);
    off();
    expect(changes).toEqual([{ kind: 'typing', conversationId: customer.chatId, from: SANDBOX.bot.id }]);
    expect(cloud.control.messages(customer.chatId)).toEqual([]);
    expect(cloud.control.calls().at(-1)?.op).toBe('typing');
  });

  it('refuses what is too big, counted in UTF-16', async () => {
    expect((await toCustomer({ text: 'x'.repeat(51_000) })).status).toBe(201);
    expect(await toCustomer({ text: 'x'.repeat(51_300) })).toMatchObject({
      status: 413,
      body: { error: { code: 'MessageSizeTooBig' } },
    });
    const images = [{ url: `data:image/png;base64,${'A'.repeat(80_000)}` }];
    const picture = { contentType: 'application/vnd.microsoft.card.hero', content: { images } };
    expect((await toCustomer({ attachments: [picture] })).status).toBe(201);
  });

  it('says no to blocked chats in JSON within JSON', async () => {
    cloud.control.block(customer.id, true);
    const { status, body } = await toCustomer({ text: 'Hello?' });
    expect([status, body.errorCode]).toEqual([403, 209]);
    expect(JSON.parse(String(body.message))).toMatchObject({ subCode: 'MessageWritesBlocked' });
    cloud.control.block(customer.id, false);
    expect((await toCustomer({ text: 'Hello.' })).status).toBe(201);
  });

  it('knows only its own conversations', async () => {
    expect((await send('19:elsewhere@thread.tacv2', { text: 'x' })).status).toBe(404);
    expect((await send(`${escalations};messageid=12`, { text: 'x' })).status).toBe(404);
    expect((await begin({ type: 'message', text: 'x' }, '19:elsewhere@thread.tacv2')).status).toBe(404);
  });
});

describe('members', () => {
  it('names the team, its channels and one member', async () => {
    expect((await call('GET', `teams/${enc(general)}`)).body).toMatchObject({
      id: general,
      name: 'Contoso Support',
      aadGroupId: SANDBOX.team.aadGroupId,
    });
    const { conversations } = (await call('GET', `teams/${enc(general)}/conversations`)).body as {
      conversations: { id: string; name: string | null }[];
    };
    expect(conversations.map((c) => c.name)).toEqual([null, 'Customer escalations', 'Billing']);
    const at = `conversations/${enc(general)}/members`;
    expect((await call('GET', `${at}/${enc(agent.teamsId)}`)).body).toMatchObject({ aadObjectId: agent.id });
    expect((await call('GET', `${at}/${enc(customer.teamsId)}`)).status).toBe(404);
  });

  it('pages through a big team', async () => {
    const added = await cloud.control.addPeople({ count: 120, role: 'agent', name: 'Agent' });
    const seen: string[] = [];
    let next: string | undefined;
    let pages = 0;
    do {
      const token: string = next === undefined ? '' : `&continuationToken=${enc(next)}`;
      const page = (await call('GET', `conversations/${enc(general)}/pagedmembers?pageSize=50${token}`)).body as {
        members: { aadObjectId: string }[];
        continuationToken?: string;
      };
      expect(page.members.length).toBeLessThanOrEqual(50);
      seen.push(...page.members.map((m) => m.aadObjectId));
      next = page.continuationToken;
      pages += 1;
    } while (next !== undefined && pages < 10);
    expect(pages).toBe(3);
    expect(new Set(seen).size).toBe(seen.length);
    for (const person of added) expect(seen).toContain(person.id);
  });
});

describe('faults', () => {
  const faults = (changes: Partial<Faults>): Promise<Response> =>
    fetch(`${cloud.url}/api/faults`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(changes),
    });
  const lastCall = (): ConnectorCall | undefined => cloud.control.calls().at(-1);

  /** A slow machine may take longer than a window, so the calls' own times say what is right. */
  function rightStatuses(): number[] {
    const rates = new RateTable();
    return cloud.control.calls().map((c) => (rates.admit('here', 'send', c.at) === null ? 201 : 429));
  }

  it('enforces the rate table to the call', async () => {
    await faults({ rateTable: true, retryAfter: true });
    const answers: Answer[] = [];
    for (let i = 0; i < 9; i++) answers.push(await toCustomer({ text: `${i}` }));
    const statuses = answers.map((a) => a.status);
    expect(statuses).toEqual(rightStatuses());
    expect(statuses).toContain(429);
    expect(answers.find((a) => a.status === 429)?.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
    expect((await send((SANDBOX.people[1] as Person).chatId, { text: 'another lane' })).status).toBe(201);
    expect(overRate(cloud.control.calls())).toEqual([]);
  });

  it('counts a channel with all its threads as one conversation', async () => {
    await faults({ rateTable: true });
    const statuses: number[] = [];
    for (let i = 0; i < 12; i++) statuses.push((await begin({ type: 'message', text: `${i}` })).status);
    expect(statuses).toEqual(rightStatuses());
    expect(statuses).toContain(429);
  });

  it.each([
    [
      'send',
      [
        [0, 7],
        [999, 0],
        [1_000, 1],
        [1_999, 0],
        [2_000, 7],
      ],
    ],
    [
      'members',
      [
        [0, 14],
        [999, 0],
        [1_000, 2],
        [2_000, 14],
      ],
    ],
    [
      'conversations',
      [
        [0, 14],
        [1_000, 2],
      ],
    ],
  ] as const)('lets %s calls in by sliding windows', (group, moments) => {
    const rates = new RateTable();
    for (const [now, expected] of moments) {
      let admitted = 0;
      while (admitted < 100 && rates.admit('here', group, now) === null) admitted += 1;
      expect([now, admitted]).toEqual([now, expected]);
    }
  });

  it('lets 60 messages through in 30 seconds, 1,800 in an hour, 50 a second to all', () => {
    const rates = new RateTable();
    const until = (end: number): number => {
      let admitted = 0;
      for (let now = 0; now < end; now += 250) if (rates.admit('here', 'send', now) === null) admitted += 1;
      return admitted;
    };
    expect(until(30_000)).toBe(60);
    rates.clear();
    expect(until(3_600_000)).toBe(1_800);
    rates.clear();
    const lanes = Array.from({ length: 60 }, (_, i) => rates.admit(`lane ${i}`, 'send', 0));
    expect(lanes.filter((wait) => wait === null)).toHaveLength(50);
    expect(lanes.at(-1)).toBe(1_000);
  });

  it('answers 429 with and without Retry-After', async () => {
    await faults({ throttle: 1 });
    expect((await toCustomer({ text: 'x' })).headers.get('retry-after')).toBeNull();
    await faults({ retryAfter: true });
    const answer = await toCustomer({ text: 'x' });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '1']);
    expect(cloud.control.messages(customer.chatId)).toEqual([]);
  });

  it('answers 502 before and after the fact, and 412', async () => {
    await faults({ badGateway: 1 });
    expect((await toCustomer({ text: 'lost' })).status).toBe(502);
    expect(lastCall()).toMatchObject({ status: 502, accepted: false, messageId: null, text: 'lost' });
    await faults({ badGateway: 0, badGatewayAfterAccepting: 1 });
    expect((await toCustomer({ text: 'kept' })).status).toBe(502);
    const [message] = cloud.control.messages(customer.chatId);
    expect(lastCall()).toMatchObject({ status: 502, accepted: true, messageId: message?.id, text: 'kept' });
    await faults({ badGatewayAfterAccepting: 0, preconditionFailed: 1 });
    expect((await toCustomer({ text: 'busy' })).status).toBe(412);
  });

  it('drops connections before and after the fact', async () => {
    await faults({ reset: 1 });
    await expect(toCustomer({ text: 'lost' })).rejects.toThrow();
    await faults({ reset: 0, resetAfterAccepting: 1 });
    await expect(toCustomer({ text: 'kept' })).rejects.toThrow();
    expect(cloud.control.messages(customer.chatId).map((m) => m.text)).toEqual(['kept']);
    expect(cloud.control.calls().map((c) => [c.status, c.accepted])).toEqual([
      [0, false],
      [0, true],
    ]);
  });

  it('forbids with the code asked for, only where asked', async () => {
    await faults({ forbid: 'BotNotInConversationRoster', only: customer.chatId });
    expect(await toCustomer({ text: 'x' })).toMatchObject({
      status: 403,
      body: { error: { code: 'BotNotInConversationRoster' } },
    });
    expect((await begin({ type: 'message', text: 'x' })).status).toBe(201);
    expect((await faults({ unheardOf: 1 } as never)).status).toBe(400);
  });

  it('waits before it answers', async () => {
    await faults({ delay: 150 });
    const before = Date.now();
    await toCustomer({ text: 'slow' });
    expect(Date.now() - before).toBeGreaterThanOrEqual(145);
  });
});
