import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { packageConnection } from '../../src/appPackage';
import { teamsAppIdOf } from '../../src/package/connectionPackage';
import { createConnection } from '../../src/store/connections';
import { type ApiDesk, TENANT, startApiDesk } from '../support/apiDesk';

const BOT = '0c1f3a52-9c44-4e0b-8f0a-2b6c5d9e1a77';
let desk: ApiDesk;
let id: string;
const dir = mkdtempSync(join(tmpdir(), 'bot-package-'));
beforeAll(async () => {
  desk = await startApiDesk();
  ({ id } = await createConnection(desk.db.q, desk.config.secretsKey, TENANT, {
    name: 'Fabrikam Assistant',
    kind: 'copilotStudio',
    appId: 'fabrikam',
    directLine: { tokenEndpoint: 'https://bot.example/token' },
    bot: { appId: BOT, type: 'SingleTenant', tenantId: TENANT, password: 'secret' },
  }));
});
afterAll(async () => {
  rmSync(dir, { recursive: true });
  await desk.stop();
});

const manager = () => desk.token({ oid: 'megan', preferred_username: 'megan@contoso.example' });
const botIn = (zip: Uint8Array) =>
  JSON.parse(Buffer.from(unzipSync(zip)['manifest.json'] ?? []).toString('utf8')) as unknown;
const download = async (token: string, connectionId: string) =>
  fetch(`${desk.url}/api/connections/${connectionId}/package`, { headers: { authorization: `Bearer ${token}` } });

describe('GET /api/connections/{id}/package', () => {
  test('is for managers', async () => {
    expect((await download(await desk.token(), id)).status).toBe(403);
  });

  test('says why a connection without a bot of its own has none', async () => {
    const answer = await desk.ask(await manager(), `/connections/${desk.world.connectionId}/package`);
    expect(answer).toMatchObject({ status: 409, body: { code: 'wrong_state', detail: expect.any(String) as string } });
    expect(answer.body.detail).toMatch(/the desk’s own bot/);
  });

  test('says what Teams would refuse', async () => {
    const answer = await desk.ask(await manager(), `/connections/${id}/package`);
    expect(answer).toMatchObject({ status: 409, body: { code: 'wrong_state' } });
    expect(answer.body.detail).toMatch(/is not https\. Set PUBLIC_URL to an https address\./);
  });

  test('is the bot’s app, ready to upload', async () => {
    const { publicUrl } = desk.config;
    desk.config.publicUrl = 'https://desk.example.com';
    const answer = await download(await manager(), id);
    desk.config.publicUrl = publicUrl;
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/zip');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename=fabrikam-assistant.zip');
    expect(botIn(new Uint8Array(await answer.arrayBuffer()))).toMatchObject({
      id: teamsAppIdOf(BOT),
      bots: [{ botId: BOT, scopes: ['personal'] }],
    });
  });
});

describe('npm run package -- --connection', () => {
  const said: string[] = [];
  const pack = (wanted: string, env: Record<string, string> = {}) =>
    packageConnection(
      { PUBLIC_URL: 'https://desk.example.com', DATABASE_URL: desk.db.url, ...env },
      wanted,
      (line) => said.push(line),
      dir,
    );

  test.each(['fabrikam assistant', 'fabrikam', BOT])('finds the connection by %s', async (wanted) => {
    expect(await pack(wanted)).toBe(0);
    expect(botIn(readFileSync(join(dir, 'fabrikam-assistant.zip')))).toMatchObject({ bots: [{ botId: BOT }] });
  });

  test('says what it did not find, and which setting is missing', async () => {
    expect(await pack('Contoso Assistant')).toBe(1);
    expect(said.at(-1)).toMatch(/No connection called "Contoso Assistant" brings a Teams bot of its own/);
    expect(await pack('fabrikam', { PUBLIC_URL: 'http://desk.example.com' })).toBe(78);
  });
});
