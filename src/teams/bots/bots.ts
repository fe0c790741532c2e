/**
 * The Teams bots of this desk: its own, and those that connections bring along. Registrations
 * are read from the database at every use, so all processes agree at once; only credentials and tokens are cached.
 */
import { LRUCache } from 'lru-cache';
import { OWN_BOT_SETTINGS, botNotRegistered } from '../../cards/words/manager/botSignIn';
import type { Config } from '../../config/config';
import type { Db } from '../../store/postgres/db';
import { type RegisteredBot, botSecretOf, registeredBot } from '../../store/botRegistrations';
import { BotTokens, BotUnknown } from './botToken';

export interface Bot {
  appId: string;
  /** Null: the desk's own. */
  connection: { id: string; name: string } | null;
  tokens: BotTokens;
}

/** Where it is written down that a connection's bot cannot speak. */
export interface BotHealth {
  faulted(connectionId: string, reason: string): void;
}

type Settings = Pick<Config, 'bot' | 'entra' | 'secretsKey'>;

interface Kept {
  /** Another connection, or other credentials, make another bot of it. */
  stamp: string;
  bot: Bot;
}

/** More than any desk connects. */
const MOST_KEPT = 500;

export class Bots {
  private readonly own: Bot | null;
  private readonly kept = new LRUCache<string, Kept>({ max: MOST_KEPT });

  constructor(
    private readonly config: Settings,
    private readonly db: Db,
    private readonly health: BotHealth,
  ) {
    const { bot } = config;
    const where = OWN_BOT_SETTINGS;
    // Fails closed: an empty app ID is nobody's.
    this.own = bot.appId ? { appId: bot.appId, connection: null, tokens: new BotTokens(bot, where) } : null;
  }

  async find(appId: string): Promise<Bot | null> {
    const id = appId.toLowerCase();
    if (id === this.own?.appId) return this.own;
    const row = id ? await registeredBot(this.db.q, id) : null;
    return row && this.botOf(row);
  }

  async get(appId: string): Promise<Bot> {
    const bot = await this.find(appId);
    if (!bot) throw new BotUnknown(botNotRegistered(appId));
    return bot;
  }

  /** Managers see it beside the connection; of the desk's own bot it is in the log and at the message. */
  async faulted(appId: string, reason: string): Promise<void> {
    const bot = await this.find(appId);
    if (bot?.connection) this.health.faulted(bot.connection.id, reason);
  }

  private botOf(row: RegisteredBot): Bot {
    const { appId, type, tenantId, secret, connection } = row;
    const stamp = [connection.id, connection.name, type, tenantId, secret?.toString('base64')].join(' ');
    const kept = this.kept.get(appId);
    if (kept?.stamp === stamp) return kept.bot;
    const { entra, secretsKey } = this.config;
    const { password = null, certificate = null } = botSecretOf(row, secretsKey);
    // A multi-tenant bot gets its tokens from the Bot Framework's own tenant.
    const home = type === 'MultiTenant' ? 'botframework.com' : tenantId;
    const oauthUrl = `${entra.authority}/${home}/oauth2/v2.0/token`;
    const where = `the Teams bot of “${connection.name}” in Settings → Connections`;
    const tokens = new BotTokens({ appId, type, password, certificate, oauthUrl }, where);
    const bot = { appId, connection, tokens };
    this.kept.set(appId, { stamp, bot });
    return bot;
  }
}
