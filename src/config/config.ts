/** The environment as a Config. Pure: every missing or wrong setting is reported at once, each with its remedy. */
import { type BotConfig, type GraphConfig, readBot, readGraph } from './apps';
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
  graph: GraphConfig;
  /** Never empty. */
  allowedTenants: string[];
  teamsAppId: string;
  /** 32 bytes. */
  secretsKey: Buffer;
  /** Object ids or sign-in names, in lower case. */
  managers: string[];
  /** How long an agent counts as there after their last tab has closed. */
  staysAvailableMinutes: number;
  /** How long the audit is kept; the database keeps it for a year in any case. */
  auditDays: number;
  /** Copilot Studio agents that have the desk as their connected agent. */
  connectedAgents: {
    /** Hosts their answers may go to besides the Power Platform's, in lower case; those of a domain begin with a dot. */
    hosts: string[];
    /** How long words their chat refuses wait before they go to the desk's own chat with the customer. */
    patienceSeconds: number;
  };
  allowLoopback: boolean;
}

export type { BotConfig, GraphConfig } from './apps';

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
  const graph = readGraph(s, sandbox, cloud, { bot, clientId: entra.clientId });
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
    graph,
    allowedTenants: allowedTenants.length > 0 ? allowedTenants : ownTenants(bot, entra.tenantId),
    teamsAppId: s.guid(
      'TEAMS_APP_ID',
      sandbox?.teamsAppId ?? null,
      'Give the id in the manifest of your Teams app package; any new GUID will do for a first one.',
    ),
    secretsKey: readSecretsKey(s, sandbox !== null && localKey !== undefined),
    managers: readManagers(s, sandbox),
    staysAvailableMinutes: s.whole('STAYS_AVAILABLE_MINUTES', 10, { least: 0, most: 480 }),
    auditDays: s.whole('AUDIT_DAYS', 730, { least: 365, most: 3_650 }),
    connectedAgents: {
      hosts: s.list(
        'CONNECTED_AGENT_HOSTS',
        (item) => /^\.?([a-z0-9-]+\.)+[a-z0-9-]+$/i.test(item),
        'Give host names separated by commas, such as gateway.example.com, or .example.com for all of a domain.',
      ),
      patienceSeconds: s.whole('CONNECTED_AGENT_PATIENCE_SECONDS', 120, { least: 0, most: 3_600 }),
    },
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
