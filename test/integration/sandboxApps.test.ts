/** The stand-in for Teams and Graph, where somebody is known by their Entra id only: chats, installation, links. */
import { readFileSync } from 'node:fs';
import { SANDBOX } from '../../src/config/world';
import { PERMISSIONS } from '../../src/sandbox/graph/apps';
import { type FakeDesk, startFakeDesk } from '../support/fakeDesk';
import { type SandboxServer, startSandbox } from '../support/sandboxServer';

const [robin] = SANDBOX.people as [(typeof SANDBOX.people)[number]];
const botId = SANDBOX.bot.id;

let desk: FakeDesk;
let cloud: SandboxServer;

beforeAll(async () => {
  desk = await startFakeDesk();
  cloud = await startSandbox({ deskUrl: desk.url, redeliveries: [20] });
});
afterAll(async () => {
  await cloud.stop();
  await desk.stop();
});
beforeEach(() => {
  cloud.control.reset();
  desk.heard.length = 0;
  desk.answer = () => ({ status: 200 });
});

async function asked(url: string, token: string, method: string, body?: object) {
  const response = await fetch(url, {
    method,
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: (text ? JSON.parse(text) : null) as Record<string, unknown> };
}

async function create(members: object[]) {
  const token = await cloud.control.mint({ as: 'bot' });
  const tenant = { id: SANDBOX.tenantId };
  const body = { isGroup: false, bot: { id: botId }, members, tenantId: tenant.id, channelData: { tenant } };
  return asked(`${cloud.url}/teams/v3/conversations`, token, 'POST', body);
}

async function write(text: string) {
  const token = await cloud.control.mint({ as: 'bot' });
  const url = `${cloud.url}/teams/v3/conversations/${encodeURIComponent(robin.chatId)}/activities`;
  return asked(url, token, 'POST', { type: 'message', text });
}

async function graph(method: string, path: string, body?: object) {
  const claims = { aud: 'https://graph.microsoft.com' };
  const token = await cloud.control.mint({ as: 'bot', appId: SANDBOX.tab.clientId, claims });
  return asked(`${cloud.url}/graph/v1.0${path}`, token, method, body);
}

const codeOf = ({ body }: { body: Record<string, unknown> }) => (body as { error?: { code?: string } }).error?.code;

describe('a chat with somebody known by their Entra id', () => {
  it('is opened by the id, and is the same chat when asked twice', async () => {
    expect(await create([{ id: robin.id }])).toMatchObject({ status: 201, body: { id: robin.chatId } });
    expect(await create([{ id: robin.id }])).toMatchObject({ status: 201, body: { id: robin.chatId } });
  });

  it('is not opened by an id in a field of its own, by a UPN, or by nobody’s id', async () => {
    for (const members of [
      [{ aadObjectId: robin.id }],
      [{ id: robin.id, aadObjectId: robin.id }],
      [{ id: robin.upn }],
      [{ id: '00000000-0000-4000-8000-000000000000' }],
    ]) {
      expect((await create(members)).status).toBe(400);
    }
  });

  it('is refused while that person does not have the app', async () => {
    await cloud.control.setApp(robin.id, false);
    const refused = await create([{ id: robin.id }]);
    expect(refused.status).toBe(403);
    expect(codeOf(refused)).toBe('BotNotInConversationRoster');
  });

  it('is no conversation once its history was removed, until it is created again', async () => {
    expect((await write('Hello')).status).toBe(201);
    cloud.control.forget(robin.id);
    const gone = await write('Still there?');
    expect(gone.status).toBe(404);
    expect(codeOf(gone)).toBe('ConversationNotFound');
    await create([{ id: robin.id }]);
    expect((await write('Hello again')).status).toBe(201);
    expect(cloud.control.messages(robin.chatId).map(({ text }) => text)).toEqual(['Hello again']);
  });
});

describe('the app, added through Graph', () => {
  const bare = {
    'teamsApp@odata.bind': `https://graph.microsoft.com/v1.0/appCatalogs/teamsApps/${SANDBOX.catalogId}`,
  };
  const install = { ...bare, consentedPermissionSet: { resourceSpecificPermissions: PERMISSIONS } };
  const filterBy = (field: string, id: string) => `$filter=${encodeURIComponent(`${field} eq '${id}'`)}`;

  it('is found in the catalogue by the package’s id, added once, and its chat is known', async () => {
    await cloud.control.setApp(robin.id, false);
    desk.heard.length = 0;
    const found = await graph('GET', `/appCatalogs/teamsApps?${filterBy('externalId', SANDBOX.teamsAppId)}`);
    expect(found.body).toMatchObject({ value: [{ id: SANDBOX.catalogId, externalId: SANDBOX.teamsAppId }] });
    const path = `/users/${robin.id}/teamwork/installedApps`;
    const mine = `${path}?$expand=teamsApp&${filterBy('teamsApp/id', SANDBOX.catalogId)}`;
    expect((await graph('GET', mine)).body).toEqual({ value: [] });
    expect((await graph('POST', path, install)).status).toBe(201);
    expect(desk.heard.map(({ type }) => type)).toEqual(['installationUpdate', 'conversationUpdate']);
    expect((await graph('POST', path, install)).status).toBe(409);
    const { value } = (await graph('GET', mine)).body as { value: { id: string }[] };
    expect((await graph('GET', `${path}/${value[0]?.id}/chat`)).body).toMatchObject({ id: robin.chatId });
  });

  it('says what the package asks for, and is not added without consent to all of it', async () => {
    await cloud.control.setApp(robin.id, false);
    const expand = `$expand=${encodeURIComponent('appDefinitions($select=id,authorization)')}`;
    const found = await graph('GET', `/appCatalogs/teamsApps?${filterBy('externalId', SANDBOX.teamsAppId)}&${expand}`);
    const asks = { requiredPermissionSet: { resourceSpecificPermissions: PERMISSIONS } };
    expect(found.body).toMatchObject({ value: [{ appDefinitions: [{ authorization: asks }] }] });
    const declared = JSON.parse(readFileSync('appPackage/manifest.json', 'utf8')) as {
      authorization: { permissions: { resourceSpecific: { name: string }[] } };
    };
    const names = declared.authorization.permissions.resourceSpecific.map(({ name }) => name);
    expect(PERMISSIONS.map(({ permissionValue }) => permissionValue)).toEqual(names);
    const path = `/users/${robin.id}/teamwork/installedApps`;
    const some = { ...bare, consentedPermissionSet: { resourceSpecificPermissions: PERMISSIONS.slice(1) } };
    for (const body of [bare, some]) {
      const refused = await graph('POST', path, body);
      expect(refused.status).toBe(400);
      expect(codeOf(refused)).toBe('ResourceSpecificPermissionsMismatch');
    }
    expect(cloud.control.hasApp(robin.id)).toBe(false);
  });

  it('is refused without consent, and is not found where the organisation has not got it', async () => {
    cloud.control.setFaults({ install: 'forbidden' });
    const refused = await graph('POST', `/users/${robin.id}/teamwork/installedApps`, install);
    expect(refused.status).toBe(403);
    cloud.control.setFaults({ install: 'notInCatalog' });
    const found = await graph('GET', `/appCatalogs/teamsApps?${filterBy('externalId', SANDBOX.teamsAppId)}`);
    expect(found).toMatchObject({ status: 200, body: { value: [] } });
  });
});

test('what the desk does not take is refused with its reason', async () => {
  desk.answer = () => ({ status: 401 });
  const refusal = 'the desk did not take the news: the desk answered 401';
  await expect(cloud.control.setApp(robin.id, false)).rejects.toThrow(refusal);
  const install = await fetch(`${cloud.url}/api/install`, { method: 'POST' });
  expect([install.status, await install.json()]).toEqual([502, { reason: refusal }]);
});

describe('a link to the chat', () => {
  const link = (more = '') => `${cloud.origin}/l/chat/0/0?users=${botId}${more}`;

  it('opens it, and tells the bot nothing without a token', async () => {
    expect(await cloud.control.follow(robin.id, link())).toEqual({ chatId: robin.chatId, status: null });
    expect(desk.heard).toEqual([]);
  });

  it('brings the bot the token, from the person who followed it', async () => {
    expect(await cloud.control.follow(robin.id, link('&continuation=abc'))).toEqual({
      chatId: robin.chatId,
      status: 200,
    });
    expect(desk.heard).toMatchObject([
      {
        type: 'invoke',
        name: 'handoff/action',
        value: { continuation: 'abc' },
        from: { aadObjectId: robin.id },
        conversation: { id: robin.chatId, conversationType: 'personal' },
      },
    ]);
  });

  it('adds the app first, for somebody without it', async () => {
    await cloud.control.setApp(robin.id, false);
    desk.heard.length = 0;
    await cloud.control.follow(robin.id, link('&continuation=abc'));
    expect(desk.heard.map(({ type }) => type)).toEqual(['installationUpdate', 'conversationUpdate', 'invoke']);
    expect(cloud.control.hasApp(robin.id)).toBe(true);
  });
});
