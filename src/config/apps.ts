/** Who the desk is in Microsoft 365: the bot's app, and the one that calls Microsoft Graph. */
import { createPrivateKey } from 'node:crypto';
import { BotType } from '../contract/kinds';
import { isLoopback, type Settings } from '../base/settings';
import type { SANDBOX } from './world';

/** Microsoft Graph, called as the Entra app that the Teams package names. */
export interface GraphConfig {
  url: string;
  /** Whom its tokens are for. */
  audience: string;
  /** null: that app is not the bot's, and its secret was not given. */
  signIn: Pick<BotConfig, 'appId' | 'type' | 'password' | 'certificate'> | null;
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
  /** Where a chat is opened in a tenant that nothing was heard from yet; ends in a slash. */
  serviceUrl: string;
  /** Unauthenticated calls to /api/messages are let in: sandbox mode only. */
  anonymous: boolean;
}

export function readBot(
  s: Settings,
  sandbox: typeof SANDBOX | null,
  cloud: string | null,
  authority: string,
): BotConfig {
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
    serviceUrl: withSlash(
      s.url('BOT_SERVICE_URL', cloud ? `${cloud}/teams/` : 'https://smba.trafficmanager.net/teams/', endpoint),
    ),
    anonymous: readAnonymous(s, sandbox !== null),
  };
}

const withSlash = (url: string): string => (url.endsWith('/') ? url : `${url}/`);

const GRAPH = 'https://graph.microsoft.com';

/** Activity-feed notifications may come from the app of the package only, which need not be the bot's. */
export function readGraph(
  s: Settings,
  sandbox: typeof SANDBOX | null,
  cloud: string | null,
  { bot, clientId }: { bot: BotConfig; clientId: string },
): GraphConfig {
  const url = s.url(
    'GRAPH_URL',
    cloud ? `${cloud}/graph` : GRAPH,
    'Leave it out for the public cloud, or give the https address of your cloud’s Microsoft Graph.',
  );
  const secret = s.text('AAD_APP_CLIENT_SECRET') ?? sandbox?.tab.secret ?? null;
  const own = { appId: bot.appId, type: bot.type, password: bot.password, certificate: bot.certificate };
  const tabs = { appId: clientId, type: 'SingleTenant' as const, password: secret, certificate: null };
  return {
    url,
    // A stand-in on this machine checks tokens as the public cloud does.
    audience: URL.canParse(url) && !isLoopback(new URL(url).hostname) ? new URL(url).origin : GRAPH,
    signIn: clientId === bot.appId ? own : secret === null ? null : tabs,
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
