/** The environment as a Config. Pure: every missing or wrong setting is reported at once, each with its remedy. */
import { createPrivateKey } from 'node:crypto';
import { BotType } from '../contract/kinds';
import { SANDBOX } from './world';
import { isGuid, isLoopback, type Environment, type SettingProblem, Settings } from '../base/settings';

export interface Config {
  mode: 'sandbox' | 'teams';
  host: string;
  port: number;
  /** An origin, without a trailing slash. */
  publicUrl: string;
  /** null: the bundled PostgreSQL in `dataDir`. */
  databaseUrl: string | null;
  /** Past a pooler that `databaseUrl` leads to. */
  databaseDirectUrl: string | null;
  /** A standby, for heavy reads. */
  databaseReadUrl: string | null;
  dataDir: string;
  logLevel: string;
  bot: BotConfig;
  /** The Entra app the tab signs in to. */
  entra: { authority: string; clientId: string; tenantId: string };
  /** Never empty. */
  allowedTenants: string[];
  teamsAppId: string;
  /** 32 bytes. */
  secretsKey: Buffer;
  /** Object ids or sign-in names, in lower case. */
  managers: string[];
  /** How long an agent counts as there after their last tab has closed. */
  staysAvailableMinutes: number;
  allowLoopback: boolean;
}

export interface BotConfig {
  appId: string;
  type: BotType;
  tenantId: string;
  password: string | null;
  certificate: { thumbprint: string; privateKey: string } | null;
  oauthUrl: string;
  openIdMetadata: string;
  tokenIssuer: string;
  /** Unauthenticated calls to /api/messages are let in: sandbox mode only. */
  anonymous: boolean;
}

export type ConfigResult = { ok: true; config: Config; warnings: string[] } | { ok: false; problems: SettingProblem[] };

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const NEW_KEY = `Make one with: node -e "console.log(require('node:crypto').randomBytes(32).toString('base64'))"`;

/** @param localKey gives the key kept in the data directory; asked only in sandbox mode when SECRETS_KEY is absent */
export function readConfig(env: Environment, localKey?: (dataDir: string) => Buffer): ConfigResult {
  const s = new Settings(env);
  const production = s.text('NODE_ENV') === 'production';
  const mode = s.choice('HANDOFF_MODE', ['sandbox', 'teams'], s.text('BOT_ID') || production ? 'teams' : 'sandbox');
  const sandbox = mode === 'sandbox' ? SANDBOX : null;

  const port = s.port('PORT', 3978);
  const host = s.text('HOST') ?? (sandbox ? '127.0.0.1' : '0.0.0.0');
  const publicUrl = readPublicUrl(s, sandbox ? `http://127.0.0.1:${port}` : null);
  if (sandbox) keepSandboxHome(s, host, publicUrl);
  const cloud = sandbox ? `${publicUrl}/sandbox` : null;

  const authority = s.url(
    'ENTRA_AUTHORITY',
    cloud ? `${cloud}/entra` : 'https://login.microsoftonline.com',
    'Leave it out for the public cloud, or give the https address of your cloud’s sign-in service.',
  );
  const bot = readBot(s, sandbox, cloud, authority);
  const entra = {
    authority,
    clientId: s.guid(
      'AAD_APP_CLIENT_ID',
      sandbox?.tab.clientId ?? null,
      'Give the Application (client) ID of the Entra app registration the tab signs in to.',
    ),
    tenantId: s.guid(
      'AAD_APP_TENANT_ID',
      sandbox?.tenantId ?? null,
      'Give the Directory (tenant) ID of that Entra app registration.',
    ),
  };
  const allowedTenants = s.list(
    'ALLOWED_TENANTS',
    isGuid,
    'Give tenant ids separated by commas; there is no word for "everyone". Leave it out for your own tenant.',
  );
  const allowLoopback = s.flag('ALLOW_LOOPBACK', sandbox !== null);

  const config: Config = {
    mode,
    host,
    port,
    publicUrl,
    ...readDatabaseUrls(s),
    dataDir: s.text('DATA_DIR') ?? '.data',
    logLevel: s.choice('LOG_LEVEL', LOG_LEVELS, sandbox ? 'warn' : 'info'),
    bot,
    entra,
    allowedTenants: allowedTenants.length > 0 ? allowedTenants : ownTenants(bot, entra.tenantId),
    teamsAppId: s.guid(
      'TEAMS_APP_ID',
      sandbox?.teamsAppId ?? null,
      'Give the id in the manifest of your Teams app package; any new GUID will do for a first one.',
    ),
    secretsKey: readSecretsKey(s, sandbox !== null && localKey !== undefined),
    managers: readManagers(s, sandbox),
    staysAvailableMinutes: s.whole('STAYS_AVAILABLE_MINUTES', 10, { least: 0, most: 480 }),
    allowLoopback,
  };
  if (s.problems.length > 0) return { ok: false, problems: s.problems };
  if (localKey && config.secretsKey.length === 0) config.secretsKey = localKey(config.dataDir);
  return { ok: true, config, warnings: warningsOf(config) };
}

function readPublicUrl(s: Settings, fallback: string | null): string {
  const remedy = 'Give the address Teams reaches this server at, like https://desk.example.com.';
  const url = s.url('PUBLIC_URL', fallback, remedy);
  if (!URL.canParse(url)) return url;
  const { origin } = new URL(url);
  if (origin.toLowerCase() !== url.toLowerCase()) {
    s.wrong('PUBLIC_URL', `has more than a host: "${url}"`, `${remedy} Without a path or a query.`);
  }
  return origin;
}

/** The sandbox signs anybody in as anybody, so nobody but this machine may reach it. */
function keepSandboxHome(s: Settings, host: string, publicUrl: string): void {
  const remedy = 'Leave it out, or set HANDOFF_MODE=teams with real credentials: the sandbox has no locks.';
  if (!isLoopback(host)) s.wrong('HOST', `would open the sandbox to the network: "${host}"`, remedy);
  if (URL.canParse(publicUrl) && !isLoopback(new URL(publicUrl).hostname)) {
    s.wrong('PUBLIC_URL', `would open the sandbox to the network: "${publicUrl}"`, remedy);
  }
}

function readBot(s: Settings, sandbox: typeof SANDBOX | null, cloud: string | null, authority: string): BotConfig {
  const type = s.choice('BOT_TYPE', BotType.options, 'SingleTenant');
  const appId = s.guid('BOT_ID', sandbox?.bot.appId ?? null, 'Give the Microsoft App ID of your Azure Bot.');
  // A multi-tenant bot gets its tokens from the Bot Framework's own tenant.
  const tenantId = s.guid(
    'BOT_TENANT_ID',
    sandbox?.tenantId ?? (type === 'MultiTenant' ? '' : null),
    'Give the App Tenant ID shown in the configuration of your Azure Bot.',
  );
  const tokens = `${authority}/${tenantId || 'botframework.com'}/oauth2/v2.0/token`;
  const endpoint = 'Leave it out for the public cloud, or give the https address your cloud documents.';
  return {
    appId,
    type,
    tenantId,
    ...readCredential(s, type, sandbox?.bot.password ?? null),
    oauthUrl: s.url('BOT_OAUTH_URL', tokens, endpoint),
    openIdMetadata: s.url(
      'BOT_OPENID_METADATA',
      cloud
        ? `${cloud}/botframework/.well-known/openidconfiguration`
        : 'https://login.botframework.com/v1/.well-known/openidconfiguration',
      endpoint,
    ),
    tokenIssuer: s.text('BOT_TOKEN_ISSUER') ?? 'https://api.botframework.com',
    anonymous: readAnonymous(s, sandbox !== null),
  };
}

function readCredential(
  s: Settings,
  type: BotType,
  fallback: string | null,
): Pick<BotConfig, 'password' | 'certificate'> {
  const password = s.text('BOT_PASSWORD');
  const thumbprint = s.text('BOT_CERTIFICATE_THUMBPRINT');
  const privateKey = s.text('BOT_CERTIFICATE_PRIVATE_KEY')?.replaceAll('\\n', '\n') ?? null;
  const none = { password: null, certificate: null };

  if (type === 'UserAssignedMSI') {
    const remedy = 'Leave it out: a managed identity needs no secret. Or set BOT_TYPE=SingleTenant.';
    if (password) s.wrong('BOT_PASSWORD', 'is set for a managed identity', remedy);
    if (thumbprint) s.wrong('BOT_CERTIFICATE_THUMBPRINT', 'is set for a managed identity', remedy);
    return none;
  }
  if (!thumbprint && !privateKey) {
    const remedy =
      'Give a client secret of the bot’s app registration (Certificates & secrets), or BOT_CERTIFICATE_THUMBPRINT and BOT_CERTIFICATE_PRIVATE_KEY, or BOT_TYPE=UserAssignedMSI.';
    return { password: s.required('BOT_PASSWORD', fallback, remedy), certificate: null };
  }
  if (password) s.wrong('BOT_PASSWORD', 'is set beside a certificate', 'Keep one of the two.');
  if (type === 'MultiTenant')
    s.wrong('BOT_TYPE', 'MultiTenant takes no certificate', 'Use SingleTenant or BOT_PASSWORD.');
  if (!thumbprint || !/^[0-9a-f]{40}([0-9a-f]{24})?$/i.test(thumbprint.replaceAll(':', ''))) {
    s.wrong(
      'BOT_CERTIFICATE_THUMBPRINT',
      'is not a thumbprint',
      'Give the 40 hexadecimal digits Entra shows beside the certificate.',
    );
  }
  if (!privateKey || !isPrivateKey(privateKey)) {
    s.wrong(
      'BOT_CERTIFICATE_PRIVATE_KEY',
      'is not a private key',
      'Give the unencrypted key in PEM form; line ends may be written as \\n.',
    );
  }
  return {
    password: null,
    certificate: { thumbprint: (thumbprint ?? '').replaceAll(':', ''), privateKey: privateKey ?? '' },
  };
}

function isPrivateKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).type === 'private';
  } catch {
    // The reason would quote the key.
    return false;
  }
}

function readAnonymous(s: Settings, sandbox: boolean): boolean {
  const value = s.text('BOT_AUTH');
  if (value === null) return false;
  const remedy = 'Leave it out; "anonymous" exists for local emulators and works in sandbox mode only.';
  if (value !== 'anonymous') s.wrong('BOT_AUTH', `is "${value}"`, remedy);
  else if (!sandbox) s.wrong('BOT_AUTH', 'would let anybody speak for Teams', remedy);
  return sandbox && value === 'anonymous';
}

/** The sandbox's manager has the Entra role, which channels do not show: without this she would have to open the tab first. */
function readManagers(s: Settings, sandbox: typeof SANDBOX | null): string[] {
  const remedy = 'Give Entra object ids or sign-in names (user@example.com), separated by commas.';
  const named = s.list('MANAGERS', (item) => isGuid(item) || item.includes('@'), remedy);
  const born = sandbox?.people.filter(({ role }) => role === 'manager').map(({ id }) => id) ?? [];
  return [...new Set([...named, ...born])];
}

function readDatabaseUrls(s: Settings): Pick<Config, 'databaseUrl' | 'databaseDirectUrl' | 'databaseReadUrl'> {
  const checked = (name: string, url: string | null, remedy: string): string | null => {
    const isAddress = url === null || /^postgres(ql)?:\/\/./.test(url);
    if (!isAddress) s.wrong(name, 'is not the address of a PostgreSQL database', remedy);
    return url;
  };
  const address = 'postgres://user:password@host:5432/database';
  const databaseUrl = checked(
    'DATABASE_URL',
    s.text('DATABASE_URL'),
    `Give ${address}, or leave it out for the bundled PostgreSQL.`,
  );
  const direct = `Give ${address} of PostgreSQL itself, or leave it out: it is for a DATABASE_URL that leads to a pooler.`;
  const read = `Give ${address} of a standby, or leave it out: everything is read from DATABASE_URL then.`;
  const others = {
    databaseDirectUrl: checked('DATABASE_DIRECT_URL', s.text('DATABASE_DIRECT_URL'), direct),
    databaseReadUrl: checked('DATABASE_READ_URL', s.text('DATABASE_READ_URL'), read),
  };
  if (databaseUrl === null) {
    if (others.databaseDirectUrl !== null) s.wrong('DATABASE_DIRECT_URL', 'stands without DATABASE_URL', direct);
    if (others.databaseReadUrl !== null) s.wrong('DATABASE_READ_URL', 'stands without DATABASE_URL', read);
  }
  return { databaseUrl, ...others };
}

/** Empty when the key kept in the data directory shall be used. */
function readSecretsKey(s: Settings, mayBeLocal: boolean): Buffer {
  const value = s.text('SECRETS_KEY');
  const none = Buffer.alloc(0);
  if (value === null) {
    if (!mayBeLocal)
      s.wrong('SECRETS_KEY', 'is missing', `Give 32 random bytes in base64 and keep them safe. ${NEW_KEY}`);
    return none;
  }
  const key = /^[A-Za-z0-9+/_-]{43}=?$/.test(value) ? Buffer.from(value, 'base64') : none;
  if (key.length !== 32) s.wrong('SECRETS_KEY', 'is not 32 bytes in base64', NEW_KEY);
  return key;
}

function ownTenants(bot: BotConfig, entraTenantId: string): string[] {
  return [...new Set([bot.tenantId, entraTenantId])].filter((id) => id !== '');
}

function warningsOf(config: Config): string[] {
  const warnings: string[] = [];
  if (config.bot.anonymous) {
    warnings.push('BOT_AUTH=anonymous: anything on this machine can speak to the bot as anybody.');
  }
  if (config.mode === 'teams' && config.allowLoopback) {
    warnings.push(
      'ALLOW_LOOPBACK=true: addresses given by others may point at this machine. Never set this in production.',
    );
  }
  if (config.mode === 'teams' && isLoopback(new URL(config.publicUrl).hostname)) {
    warnings.push(`PUBLIC_URL is ${config.publicUrl}: Teams cannot reach this machine under that name.`);
  }
  return warnings;
}
