import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { type Config, readConfig } from '../../src/config/config';
import { SANDBOX } from '../../src/config/world';

const key = randomBytes(32).toString('base64');
const localKey = () => Buffer.alloc(32, 7);

const teams = {
  HANDOFF_MODE: 'teams',
  PUBLIC_URL: 'https://desk.example.com',
  BOT_ID: '11111111-1111-4111-8111-111111111111',
  BOT_TENANT_ID: '22222222-2222-4222-8222-222222222222',
  BOT_PASSWORD: 'a client secret',
  AAD_APP_CLIENT_ID: '33333333-3333-4333-8333-333333333333',
  AAD_APP_TENANT_ID: '22222222-2222-4222-8222-222222222222',
  TEAMS_APP_ID: '44444444-4444-4444-8444-444444444444',
  SECRETS_KEY: key,
};

function config(env: Record<string, string | undefined>): Config {
  const read = readConfig(env, localKey);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.config;
}

function problems(env: Record<string, string | undefined>): string[] {
  const read = readConfig(env, localKey);
  return read.ok ? [] : read.problems.map((problem) => problem.name);
}

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});
const certificate = {
  BOT_PASSWORD: '',
  BOT_CERTIFICATE_THUMBPRINT: 'AB'.repeat(20),
  BOT_CERTIFICATE_PRIVATE_KEY: privateKey,
};

describe('the mode', () => {
  test.each([
    ['no settings at all', {}, 'sandbox'],
    ['a bot', teams, 'teams'],
    ['a bot and no word about the mode', { ...teams, HANDOFF_MODE: undefined }, 'teams'],
    ['a mode in other letters', { ...teams, HANDOFF_MODE: 'Teams' }, 'teams'],
    ['the sandbox asked for in production', { HANDOFF_MODE: 'sandbox', NODE_ENV: 'production' }, 'sandbox'],
    ['empty settings', { BOT_ID: '', HANDOFF_MODE: ' ' }, 'sandbox'],
  ])('with %s', (_, env, mode) => {
    expect(config(env).mode).toBe(mode);
  });

  test('production without settings never falls back to the sandbox', () => {
    expect(problems({ NODE_ENV: 'production' })).toContain('BOT_ID');
  });
});

describe('the sandbox', () => {
  test('knows its manager, besides those that are named', () => {
    const [megan] = SANDBOX.people.filter(({ role }) => role === 'manager');
    expect(config({}).managers).toEqual([megan?.id]);
    expect(config({ MANAGERS: 'lee@contoso.example' }).managers).toEqual(['lee@contoso.example', megan?.id]);
    expect(config(teams).managers).toEqual([]);
  });

  test('needs nothing and points every cloud address at itself', () => {
    const c = config({ PORT: '4001' });
    expect(c).toMatchObject({
      host: '127.0.0.1',
      port: 4001,
      publicUrl: 'http://127.0.0.1:4001',
      databaseUrl: null,
      dataDir: '.data',
      allowLoopback: true,
      teamsAppId: SANDBOX.teamsAppId,
      allowedTenants: [SANDBOX.tenantId],
      entra: { authority: 'http://127.0.0.1:4001/sandbox/entra', clientId: SANDBOX.tab.clientId },
      bot: {
        appId: SANDBOX.bot.appId,
        password: SANDBOX.bot.password,
        oauthUrl: `http://127.0.0.1:4001/sandbox/entra/${SANDBOX.tenantId}/oauth2/v2.0/token`,
        openIdMetadata: 'http://127.0.0.1:4001/sandbox/botframework/.well-known/openidconfiguration',
        tokenIssuer: 'https://api.botframework.com',
        anonymous: false,
      },
    });
  });

  test('uses the key of the data directory unless SECRETS_KEY is given', () => {
    expect(config({ DATA_DIR: '/tmp/desk' }).secretsKey).toEqual(localKey());
    expect(config({ SECRETS_KEY: key }).secretsKey.toString('base64')).toBe(key);
  });

  test.each([
    ['HOST', '0.0.0.0'],
    ['HOST', '192.168.1.20'],
    ['HOST', 'desk.example.com'],
    ['PUBLIC_URL', 'https://desk.example.com'],
  ])('refuses %s=%s', (name, value) => {
    expect(problems({ HANDOFF_MODE: 'sandbox', [name]: value })).toEqual([name]);
  });

  test('lets an emulator in without a token when asked, and says so', () => {
    const read = readConfig({ BOT_AUTH: 'anonymous' }, localKey);
    expect(read).toMatchObject({ ok: true, config: { bot: { anonymous: true } } });
    expect(read.ok && read.warnings.join()).toContain('BOT_AUTH=anonymous');
  });
});

describe('teams mode', () => {
  test('reads a complete set', () => {
    expect(config(teams)).toMatchObject({
      host: '0.0.0.0',
      publicUrl: 'https://desk.example.com',
      allowLoopback: false,
      logLevel: 'info',
      entra: { authority: 'https://login.microsoftonline.com' },
      bot: {
        type: 'SingleTenant',
        oauthUrl: `https://login.microsoftonline.com/${teams.BOT_TENANT_ID}/oauth2/v2.0/token`,
        openIdMetadata: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
      },
      allowedTenants: [teams.BOT_TENANT_ID],
    });
  });

  test('names everything that is missing at once, each with a remedy', () => {
    const read = readConfig({ HANDOFF_MODE: 'teams' }, localKey);
    expect(read.ok).toBe(false);
    if (read.ok) return;
    expect(read.problems.map((problem) => problem.name).sort()).toEqual(
      Object.keys(teams)
        .filter((name) => name !== 'HANDOFF_MODE')
        .sort(),
    );
    for (const problem of read.problems) expect(problem.remedy).not.toBe('');
  });

  test('a missing SECRETS_KEY comes with the command that makes one', () => {
    const read = readConfig({ ...teams, SECRETS_KEY: '' }, localKey);
    expect(!read.ok && read.problems[0]).toMatchObject({
      name: 'SECRETS_KEY',
      remedy: expect.stringContaining('randomBytes(32)'),
    });
  });

  test.each([
    ['a port that is a word', { PORT: 'http' }, ['PORT']],
    ['port 0', { PORT: '0' }, ['PORT']],
    ['port 65536', { PORT: '65536' }, ['PORT']],
    ['plain http', { PUBLIC_URL: 'http://desk.example.com' }, ['PUBLIC_URL']],
    ['a path', { PUBLIC_URL: 'https://desk.example.com/desk' }, ['PUBLIC_URL']],
    ['no address', { PUBLIC_URL: 'desk.example.com' }, ['PUBLIC_URL']],
    ['a name inside an address', { ENTRA_AUTHORITY: 'https://me:secret@login.example.com' }, ['ENTRA_AUTHORITY']],
    ['plain http to a cloud', { BOT_OAUTH_URL: 'http://login.example.com/token' }, ['BOT_OAUTH_URL']],
    ['a database of another kind', { DATABASE_URL: 'mysql://localhost/desk' }, ['DATABASE_URL']],
    [
      'a standby of another kind',
      { DATABASE_URL: 'postgres://db/desk', DATABASE_READ_URL: 'db2' },
      ['DATABASE_READ_URL'],
    ],
    ['a standby of nothing', { DATABASE_READ_URL: 'postgres://db2/desk' }, ['DATABASE_READ_URL']],
    ['a way past no pooler', { DATABASE_DIRECT_URL: 'postgres://db/desk' }, ['DATABASE_DIRECT_URL']],
    ['a bot id that is no id', { BOT_ID: 'my-bot' }, ['BOT_ID']],
    ['everyone’s tenant', { ALLOWED_TENANTS: '*' }, ['ALLOWED_TENANTS']],
    ['a manager who is a display name', { MANAGERS: 'Megan Bowen' }, ['MANAGERS']],
    ['a short key', { SECRETS_KEY: randomBytes(16).toString('base64') }, ['SECRETS_KEY']],
    ['a password as key', { SECRETS_KEY: 'correct horse battery staple' }, ['SECRETS_KEY']],
    ['an unknown type of bot', { BOT_TYPE: 'Regional' }, ['BOT_TYPE']],
    ['an unknown log level', { LOG_LEVEL: 'loud' }, ['LOG_LEVEL']],
    ['a flag that is neither', { ALLOW_LOOPBACK: 'yes' }, ['ALLOW_LOOPBACK']],
    ['an unlocked bot', { BOT_AUTH: 'anonymous' }, ['BOT_AUTH']],
    ['a managed identity with a password', { BOT_TYPE: 'UserAssignedMSI' }, ['BOT_PASSWORD']],
    ['a password and a certificate', { ...certificate, BOT_PASSWORD: 'x' }, ['BOT_PASSWORD']],
    ['a certificate without key', { ...certificate, BOT_CERTIFICATE_PRIVATE_KEY: '' }, ['BOT_CERTIFICATE_PRIVATE_KEY']],
    ['two things at once', { PORT: 'x', BOT_ID: 'y' }, ['PORT', 'BOT_ID']],
  ])('refuses %s', (_, env, names) => {
    expect(problems({ ...teams, ...env })).toEqual(names);
  });

  test.each<[string, Record<string, string>, unknown]>([
    [
      'a managed identity',
      { BOT_TYPE: 'UserAssignedMsi', BOT_PASSWORD: '' },
      { bot: { type: 'UserAssignedMSI', password: null } },
    ],
    ['a certificate', certificate, { bot: { password: null, certificate: { thumbprint: 'AB'.repeat(20) } } }],
    [
      'a key on one line',
      { ...certificate, BOT_CERTIFICATE_PRIVATE_KEY: privateKey.replaceAll('\n', '\\n') },
      { bot: { certificate: { privateKey } } },
    ],
    [
      'a multi-tenant bot',
      { BOT_TYPE: 'MultiTenant', BOT_TENANT_ID: '' },
      { bot: { oauthUrl: 'https://login.microsoftonline.com/botframework.com/oauth2/v2.0/token' } },
    ],
    ['a trailing slash', { PUBLIC_URL: 'https://desk.example.com/' }, { publicUrl: 'https://desk.example.com' }],
    [
      'http to this machine',
      { ENTRA_AUTHORITY: 'http://localhost:9/entra/' },
      { entra: { authority: 'http://localhost:9/entra' } },
    ],
    [
      'managers in any letters',
      { MANAGERS: ' Megan@Contoso.example, ,megan@contoso.example ' },
      { managers: ['megan@contoso.example'] },
    ],
    [
      'a key in base64url',
      { SECRETS_KEY: Buffer.from(key, 'base64').toString('base64url') },
      { secretsKey: Buffer.from(key, 'base64') },
    ],
    [
      'a database',
      { DATABASE_URL: 'postgresql://desk@db.example.com/desk' },
      { databaseUrl: 'postgresql://desk@db.example.com/desk' },
    ],
    [
      'a pooler, the way past it, and a standby',
      {
        DATABASE_URL: 'postgres://desk@pooler/desk',
        DATABASE_DIRECT_URL: 'postgres://desk@a,b/desk',
        DATABASE_READ_URL: 'postgres://desk@b/desk',
      },
      { databaseDirectUrl: 'postgres://desk@a,b/desk', databaseReadUrl: 'postgres://desk@b/desk' },
    ],
  ])('takes %s', (_, env, expected) => {
    expect(config({ ...teams, ...env })).toMatchObject(expected as object);
  });

  test('the allow-list holds the bot’s and the tab’s tenant unless it is given', () => {
    const other = '55555555-5555-4555-8555-555555555555';
    expect(config({ ...teams, AAD_APP_TENANT_ID: other }).allowedTenants).toEqual([teams.BOT_TENANT_ID, other]);
    expect(config({ ...teams, ALLOWED_TENANTS: other }).allowedTenants).toEqual([other]);
  });

  test('warns of settings that let others reach this machine', () => {
    const read = readConfig({ ...teams, ALLOW_LOOPBACK: 'true', PUBLIC_URL: 'http://localhost:3978' });
    expect(read.ok && read.warnings).toHaveLength(2);
  });
});

test('a wrong secret is never repeated', () => {
  const read = readConfig({ ...teams, SECRETS_KEY: 'hunter2', DATABASE_URL: 'mysql://a:hunter2@b/c' }, localKey);
  expect(read.ok).toBe(false);
  expect(JSON.stringify(read)).not.toContain('hunter2');
});
