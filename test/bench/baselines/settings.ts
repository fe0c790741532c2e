/** botbuilder on the stand-in of Microsoft's cloud: its own settings, and a token that is asked for once. */
import {
  BotFrameworkAuthenticationFactory,
  type BotFrameworkAuthentication,
  ServiceClientCredentialsFactory,
} from 'botframework-connector';

const CONNECTOR = 'https://api.botframework.com';

export interface BotSettings {
  cloudUrl: string;
  tenantId: string;
  appId: string;
  password: string;
}

/** The library's own way to Entra insists on https. */
class CloudCredentials extends ServiceClientCredentialsFactory {
  private token: Promise<string> | null = null;

  constructor(private readonly settings: BotSettings) {
    super();
  }

  isValidAppId(appId: string): Promise<boolean> {
    return Promise.resolve(appId === this.settings.appId);
  }

  isAuthenticationDisabled(): Promise<boolean> {
    return Promise.resolve(false);
  }

  createCredentials(): ReturnType<ServiceClientCredentialsFactory['createCredentials']> {
    return Promise.resolve({
      signRequest: async (request) => {
        request.headers.set('authorization', `Bearer ${await (this.token ??= this.fetchToken())}`);
        return request;
      },
    });
  }

  private async fetchToken(): Promise<string> {
    const { cloudUrl, tenantId, appId, password } = this.settings;
    const answer = await fetch(`${cloudUrl}/entra/${tenantId}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: appId,
        client_secret: password,
        scope: `${CONNECTOR}/.default`,
      }),
      signal: AbortSignal.timeout(30_000),
    });
    return ((await answer.json()) as { access_token: string }).access_token;
  }
}

export function authenticationOf(settings: BotSettings): BotFrameworkAuthentication {
  const metadata = `${settings.cloudUrl}/botframework/.well-known/openidconfiguration`;
  return BotFrameworkAuthenticationFactory.create(
    '',
    false,
    `${settings.cloudUrl}/entra/${settings.tenantId}`,
    CONNECTOR,
    CONNECTOR,
    CONNECTOR,
    metadata,
    metadata,
    '',
    new CloudCredentials(settings),
    { requiredEndorsements: [] } as never,
    undefined,
    undefined,
  );
}
