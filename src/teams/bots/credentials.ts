/** Whose tokens the library believes, and what it signs with. Both are asked anew each time: bots come and go. */
import { ServiceClientCredentialsFactory } from 'botframework-connector';
import type { Config } from '../../config/config';
import { reasonOf } from '../../base/errors';
import type { Bots } from './bots';
import { isTrustedUrl } from '../protocol/trustedUrl';

type Credentials = Awaited<ReturnType<ServiceClientCredentialsFactory['createCredentials']>>;

/** Says nothing about the caller. */
export class RegistryUnavailable extends Error {
  override readonly name = 'RegistryUnavailable';
}

export class BotCredentials extends ServiceClientCredentialsFactory {
  constructor(
    private readonly bots: Bots,
    private readonly options: Pick<Config, 'bot' | 'allowLoopback'>,
  ) {
    super();
  }

  async isValidAppId(appId: string): Promise<boolean> {
    try {
      return (await this.bots.find(appId)) !== null;
    } catch (cause) {
      throw new RegistryUnavailable('The registered bots could not be read.', { cause });
    }
  }

  async isAuthenticationDisabled(): Promise<boolean> {
    return this.options.bot.anonymous;
  }

  async createCredentials(appId: string, audience: string): Promise<Credentials> {
    const { bot, allowLoopback } = this.options;
    const credentials: Credentials = {
      signRequest: async (request) => {
        if (!isTrustedUrl(request.url, allowLoopback)) {
          throw new Error(`The bot's token does not go to ${request.url.slice(0, 100)}.`);
        }
        // An emulator wants no token, and there may be nothing to get one with.
        if (bot.anonymous && !bot.password) return request;
        request.headers.set('authorization', `Bearer ${await this.token(appId, audience)}`);
        return request;
      },
    };
    return credentials;
  }

  private async token(appId: string, audience: string): Promise<string> {
    const { tokens } = await this.bots.get(appId);
    try {
      return await tokens.get(audience);
    } catch (error) {
      await this.bots.faulted(appId, reasonOf(error));
      throw error;
    }
  }
}
