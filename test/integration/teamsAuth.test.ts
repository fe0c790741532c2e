import type { MintRequest } from '../../src/sandbox/state/contract';
import { SANDBOX } from '../../src/config/world';
import { type TeamsDesk, robin, startTeamsDesk } from '../support/teamsDesk';

let desk: TeamsDesk;
const complaints = jest.spyOn(console, 'error').mockImplementation(() => undefined);
beforeAll(async () => {
  desk = await startTeamsDesk();
  await desk.deliver();
});
afterAll(async () => {
  complaints.mockRestore();
  await desk.stop();
});

const ISSUER = 'https://api.botframework.com';
const activity = (overrides: Record<string, unknown> = {}) => ({
  type: 'message',
  id: '1700000000001',
  timestamp: '2026-11-23T14:00:00.000Z',
  channelId: 'msteams',
  serviceUrl: `${desk.cloud.url}/teams/`,
  from: { id: robin.teamsId, name: robin.name, aadObjectId: robin.id },
  recipient: { id: SANDBOX.bot.id, name: SANDBOX.bot.name },
  conversation: { id: robin.chatId, conversationType: 'personal', tenantId: SANDBOX.tenantId },
  channelData: { tenant: { id: SANDBOX.tenantId } },
  text: 'hello',
  ...overrides,
});

async function post(authorization: string | null, body: unknown) {
  const response = await fetch(`${desk.url}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(authorization !== null && { authorization }) },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, type: response.headers.get('content-type'), body: await response.text() };
}
const token = async (request: Partial<MintRequest> = {}) =>
  `Bearer ${await desk.control.mint({ as: 'channel', ...request })}`;

async function stored(): Promise<number> {
  const rows = await desk.db.q.selectFrom('message').select('id').execute();
  const keys = await desk.db.q.selectFrom('inbox').select('key').execute();
  return rows.length + keys.length;
}

async function refused(authorization: string | null, body: unknown, status: number, code: string): Promise<void> {
  const before = await stored();
  const answer = await post(authorization, body);
  expect(answer).toMatchObject({ status, type: expect.stringContaining('application/problem+json') as string });
  expect(JSON.parse(answer.body)).toMatchObject({ status, code, type: `urn:handoff-desk:problem:${code}` });
  expect(answer.body).not.toMatch(/ at |node_modules|jwt|Error/i);
  expect(await stored()).toBe(before);
}

describe('a call to /api/messages', () => {
  test.each<[string, () => Promise<string | null> | string | null]>([
    ['no token', () => null],
    ['an empty token', () => 'Bearer '],
    ['words instead of a token', () => 'Bearer not.a.token'],
    ['another scheme', async () => (await token()).replace('Bearer', 'Basic')],
    ['a token for another bot', () => token({ claims: { aud: '00000000-0000-4000-8000-00000000beef' } })],
    ['a token without audience', () => token({ claims: { aud: null } })],
    ['a token of another issuer', () => token({ claims: { iss: 'https://sts.windows.net/x/' } })],
    ['a token without issuer', () => token({ claims: { iss: null } })],
    ['a token about another service', () => token({ claims: { serviceurl: 'https://evil.example/' } })],
    ['a token without service', () => token({ claims: { serviceurl: null } })],
    ['an expired token', () => token({ expiresIn: -3_600 })],
    ['a forged signature', () => token({ signature: 'forged' })],
    ['a key nobody published', () => token({ signature: 'unknown' })],
    ['no signature', () => token({ signature: 'none' })],
    ['the public key as a secret', () => token({ signature: 'HS256' })],
    ['the bot’s own outbound token', () => token({ as: 'bot' })],
    ['a person’s token', () => token({ as: 'person', personId: robin.id })],
    [
      'an app’s Entra token dressed as the channel’s',
      () => token({ as: 'bot', claims: { iss: ISSUER, aud: SANDBOX.bot.appId } }),
    ],
  ])('with %s is 401, and nothing is stored', async (_, make) => {
    await refused(await make(), activity(), 401, 'unauthorized');
  });

  test.each<[string, Record<string, unknown>]>([
    ['another tenant', { channelData: { tenant: { id: 'f0f0f0f0-0000-4000-8000-000000000000' } } }],
    [
      'another tenant in its conversation',
      {
        conversation: {
          id: robin.chatId,
          conversationType: 'personal',
          tenantId: 'f0f0f0f0-0000-4000-8000-000000000000',
        },
      },
    ],
    ['no tenant', { channelData: {}, conversation: { id: robin.chatId, conversationType: 'personal' } }],
    ['another channel', { channelId: 'webchat' }],
    ['a channel with a road of its own through the library', { channelId: 'AseChannel' }],
  ])('from %s is 403, and nothing is stored', async (_, overrides) => {
    await refused(await token(), activity(overrides), 403, 'forbidden');
  });

  test('to a service that is not https is 403', async () => {
    const serviceUrl = 'http://teams.example/';
    await refused(await token({ claims: { serviceurl: serviceUrl } }), activity({ serviceUrl }), 403, 'forbidden');
  });

  test.each([
    ['no JSON', '{"type":', 'bad_request', 400],
    ['a list', '[]', 'bad_request', 400],
    ['no activity', '{}', 'bad_request', 400],
    ['too much', JSON.stringify({ text: 'x'.repeat(300_000) }), 'too_large', 413],
  ])('with %s as its body is refused', async (_, body, code, status) => {
    await refused(await token(), body, status, code);
  });

  test('that is genuine is stored once, however often it comes', async () => {
    const before = await stored();
    const good = activity();
    const answers = await Promise.all([1, 2, 3].map(async () => post(await token(), good)));
    expect(answers.map(({ status, body }) => [status, body])).toEqual([1, 2, 3].map(() => [200, '']));
    expect(await stored()).toBe(before + 2);
  });
});

test('anonymous calls are let in only where the setting says so', async () => {
  const open = await startTeamsDesk({ env: { BOT_AUTH: 'anonymous' } });
  const response = await fetch(`${open.url}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      ...activity({ serviceUrl: `${open.cloud.url}/teams/`, channelId: 'emulator' }),
      channelData: { tenant: { id: '00000000-0000-0000-0000-0000000000001' } },
    }),
  });
  expect(response.status).toBe(200);
  const [conversation] = await open.db.q.selectFrom('conversation').select('tenant_id').execute();
  expect(conversation?.tenant_id).toBe(SANDBOX.tenantId);
  await open.stop();
});

test('a chat of an emulator that says nothing of its kind is a person’s, and its words are kept', async () => {
  const open = await startTeamsDesk({ env: { BOT_AUTH: 'anonymous' } });
  const response = await fetch(`${open.url}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      ...activity({ serviceUrl: `${open.cloud.url}/teams/`, channelId: 'emulator' }),
      conversation: { id: 'b7c1e2d0-4f5a|livechat' },
      from: { id: 'user-1', role: 'user' },
      recipient: { id: 'bot-1', name: 'Bot', role: 'bot' },
      channelData: undefined,
    }),
  });
  expect(response.status).toBe(200);
  const said = await open.db.q.selectFrom('message').select(['text', 'author_name']).execute();
  expect(said).toEqual([{ text: 'hello', author_name: 'Customer' }]);
  await open.stop();
});

test('in the sandbox a call without a token is told how an emulator gets in', async () => {
  const { status, body } = await post(null, activity());
  expect(status).toBe(401);
  expect(JSON.parse(body)).toMatchObject({ detail: expect.stringContaining('BOT_AUTH=anonymous') as string });
});
