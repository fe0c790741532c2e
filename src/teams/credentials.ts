/** How the bot proves who it is, and whose tokens it believes. Fails closed: an empty app ID is nobody's. */
import { ConfigurationServiceClientCredentialFactory } from 'botbuilder';
import { ServiceClientCredentialsFactory } from 'botframework-connector';
import type { BotConfig } from '../config';
import { BotToken } from './botToken';
import { isTrustedUrl } from './trustedUrl';

type Credentials = Awaited<ReturnType<ServiceClientCredentialsFactory['createCredentials']>>;

export class BotCredentials extends ServiceClientCredentialsFactory {
  private readonly token: BotToken | null;
  private readonly library: ConfigurationServiceClientCredentialFactory | null;

  constructor(
    private readonly bot: BotConfig,
    private readonly allowLoopback: boolean,
  ) {
    super();
    const { appId, password, oauthUrl, tokenIssuer } = bot;
    this.token = password ? new BotToken({ appId, password, oauthUrl, audience: tokenIssuer }) : null;
    // Certificates and managed identities are MSAL's trade.
    this.library =
      password || bot.anonymous ? null : new ConfigurationServiceClientCredentialFactory(libraryOptions(bot));
  }

  async isValidAppId(appId: string): Promise<boolean> {
    return this.bot.appId !== '' && appId === this.bot.appId;
  }

  async isAuthenticationDisabled(): Promise<boolean> {
    return this.bot.anonymous;
  }

  async createCredentials(
    appId: string,
    audience: string,
    loginEndpoint: string,
    validate: boolean,
  ): Promise<Credentials> {
    const inner = this.library ? await this.library.createCredentials(appId, audience, loginEndpoint, validate) : null;
    const credentials: Credentials = {
      signRequest: async (request) => {
        if (!isTrustedUrl(request.url, this.allowLoopback)) {
          throw new Error(`The bot's token does not go to ${request.url.slice(0, 100)}.`);
        }
        if (this.token) request.headers.set('authorization', `Bearer ${await this.token.get()}`);
        return inner ? inner.signRequest(request) : request;
      },
    };
    return credentials;
  }
}

function libraryOptions(bot: BotConfig) {
  return {
    MicrosoftAppId: bot.appId,
    MicrosoftAppType: bot.type === 'UserAssignedMSI' ? 'UserAssignedMsi' : bot.type,
    MicrosoftAppTenantId: bot.tenantId,
    ...(bot.certificate && {
      CertificateThumbprint: bot.certificate.thumbprint,
      CertificatePrivateKey: bot.certificate.privateKey,
    }),
  };
}
