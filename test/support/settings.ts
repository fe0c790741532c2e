/** Settings of a desk in Teams, with the sandbox as Microsoft's cloud. */
import { SANDBOX } from '../../src/config/world';

/** What says where that cloud is and who the desk is in it. */
export function teamsSettings(cloudUrl: string): Record<string, string> {
  return {
    HANDOFF_MODE: 'teams',
    BOT_ID: SANDBOX.bot.appId,
    BOT_TYPE: 'SingleTenant',
    BOT_TENANT_ID: SANDBOX.tenantId,
    BOT_PASSWORD: SANDBOX.bot.password,
    BOT_OPENID_METADATA: `${cloudUrl}/botframework/.well-known/openidconfiguration`,
    ENTRA_AUTHORITY: `${cloudUrl}/entra`,
    AAD_APP_CLIENT_ID: SANDBOX.tab.clientId,
    AAD_APP_TENANT_ID: SANDBOX.tenantId,
    AAD_APP_CLIENT_SECRET: SANDBOX.tab.secret,
    GRAPH_URL: `${cloudUrl}/graph`,
    TEAMS_APP_ID: SANDBOX.teamsAppId,
    ALLOW_LOOPBACK: 'true',
  };
}

/** All a desk needs that is a process of its own. */
export function settingsOf(options: {
  deskUrl: string;
  cloudUrl: string;
  databaseUrl: string;
  secretsKey: Buffer;
}): Record<string, string> {
  return {
    ...teamsSettings(options.cloudUrl),
    HOST: '127.0.0.1',
    PUBLIC_URL: options.deskUrl,
    DATABASE_URL: options.databaseUrl,
    SECRETS_KEY: options.secretsKey.toString('base64'),
    LOG_LEVEL: 'warn',
  };
}
