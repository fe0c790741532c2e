/**
 * Authentication of `/api/messages`: only the Bot Framework, for one of the desk’s bots, from an allowed tenant, about
 * that bot’s own chats. Everybody else gets 401 or 403.
 */
import { AuthenticationConstants, type AuthenticateRequestResult } from 'botframework-connector';
import type { Config } from '../../config/config';
import { storableTree } from '../../base/storable';
import { AppError, reasonOf } from '../../base/errors';
import type { Log } from '../../base/log';
import { type Activity, IN_TEAM, Incoming, isPersonal, tenantsOf, withKey } from '../protocol/activity';
import type { DeskAdapter } from './adapter';
import type { Bot, Bots } from './bots';
import type { ChatOwners } from './chatOwners';
import { RegistryUnavailable } from './credentials';
import { KeysUnavailable } from './signingKeys';
import { isTrustedUrl } from '../protocol/trustedUrl';

type Settings = Pick<Config, 'bot' | 'allowedTenants' | 'allowLoopback' | 'mode'>;

const ALGORITHMS = new Set(['RS256', 'RS384', 'RS512']);

type Admitted = Incoming & Pick<Activity, 'from' | 'tenantId'>;

export interface AuthenticatedActivity {
  activity: Activity;
  authentication: AuthenticateRequestResult;
}

export interface ActivityAuthentication {
  adapter: DeskAdapter;
  bots: Bots;
  chats: ChatOwners;
  config: Settings;
  log: Log;
}

export async function authenticateActivity(
  options: ActivityAuthentication,
  authorization: string,
  body: unknown,
): Promise<AuthenticatedActivity> {
  const { adapter, config: settings, log } = options;
  if (!settings.bot.anonymous) requireChannelToken(settings, authorization);
  const incoming = read(body);
  const authentication = await authenticateToken(adapter, log, incoming, authorization);
  const admitted = admit(settings, incoming);
  if (settings.bot.anonymous)
    return { activity: { ...admitted, botAppId: settings.bot.appId, botName: null }, authentication };
  const audience = authentication.claimsIdentity.getClaimValue(AuthenticationConstants.AudienceClaim);
  const bot = await options.bots.find(audience ?? '');
  if (!bot) throw unauthorized();
  await requireOwn(options.chats, bot, incoming);
  return { activity: { ...admitted, botAppId: bot.appId, botName: bot.connection?.name ?? null }, authentication };
}

/** Required fields only: who, where, which bot. */
function read(body: unknown): Incoming {
  const parsed = Incoming.safeParse(storableTree(body));
  if (!parsed.success) {
    const fields = [...new Set(parsed.error.issues.map(({ path }) => path.join('.') || 'the body'))].join(', ');
    throw new AppError('bad_request', `The body is not a Bot Framework activity. Missing or wrong: ${fields}.`);
  }
  const incoming = withKey(parsed.data);
  if (incoming.type === 'message' && !incoming.from) {
    throw new AppError('bad_request', 'The message does not say who sent it. Missing or wrong: from.id.');
  }
  return incoming;
}

/**
 * The token names the bot, the activity everything else: a token of one bot opens nothing of another's.
 * A bot that a connection brought is for customers; in teams the desk speaks with its own.
 */
async function requireOwn(chats: ChatOwners, bot: Bot, activity: Incoming): Promise<void> {
  const botId = `28:${bot.appId}`;
  const { recipient, conversation } = activity;
  if (recipient.id.toLowerCase() !== botId) throw new AppError('forbidden', 'This activity is for another bot.');
  const isChat = isPersonal(activity) && !IN_TEAM.test(conversation.id);
  if (bot.connection && !isChat) throw new AppError('forbidden', 'This bot is for personal chats only.');
  if (isChat && !(await chats.isWith(conversation.id, botId))) {
    throw new AppError('forbidden', 'This chat is with another bot.');
  }
}

/**
 * The library also believes tokens of its emulator and of skills, which any app can get from Entra,
 * so only what claims to come from the channel service reaches it.
 */
function requireChannelToken({ bot, mode }: Settings, authorization: string): void {
  const [scheme, token = '', ...rest] = authorization.split(' ');
  const [header, payload] = token.split('.', 2).map(readPart);
  const isOurs = ALGORITHMS.has(String(header?.alg)) && payload?.iss === bot.tokenIssuer;
  if (authorization === '' && mode === 'sandbox') throw noToken();
  if (scheme !== 'Bearer' || rest.length > 0 || !isOurs) throw unauthorized();
}

const noToken = (): AppError =>
  new AppError(
    'unauthorized',
    'A token of the Bot Framework for this bot is needed. To let an emulator on this machine in without one, ' +
      'start the desk with BOT_AUTH=anonymous.',
  );

function readPart(part: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

async function authenticateToken(
  adapter: DeskAdapter,
  log: Log,
  incoming: Incoming,
  authorization: string,
): Promise<AuthenticateRequestResult> {
  try {
    // Other channel ids take other code paths in the library; `admit` refuses them afterwards.
    return await adapter.authenticate({ ...incoming, channelId: 'msteams' }, authorization);
  } catch (error) {
    if (error instanceof RegistryUnavailable) {
      log.error('teams.registry_unavailable', { err: error });
      throw new AppError('unavailable', 'The registered bots cannot be read just now.');
    }
    if (error instanceof KeysUnavailable) {
      log.error('teams.signing_keys_unavailable', { err: error });
      throw new AppError('unavailable', 'The signing keys cannot be read just now.');
    }
    log.warn('teams.request_refused', { reason: reasonOf(error).slice(0, 200) });
    throw unauthorized();
  }
}

/** Authorisation: an authenticated call is still only for Teams, from our tenants, answered at a trusted address. */
function admit(settings: Settings, incoming: Incoming): Admitted {
  const { bot, allowedTenants, allowLoopback } = settings;
  const from = incoming.from ?? { id: incoming.conversation.id, name: null };
  if (!isTrustedUrl(incoming.serviceUrl, allowLoopback)) {
    throw new AppError('forbidden', 'The service URL must be https.');
  }
  // A local emulator names a tenant and a channel of its own; it is let in only on this machine.
  if (bot.anonymous) return { ...incoming, from, tenantId: bot.tenantId };
  if (incoming.channelId !== 'msteams') throw new AppError('forbidden', 'This bot is only for Microsoft Teams.');
  const isAllowed = (id: string) => allowedTenants.some((allowed) => allowed.toLowerCase() === id.toLowerCase());
  const tenants = tenantsOf(incoming);
  const [tenantId] = tenants;
  if (tenantId === undefined || !tenants.every(isAllowed)) {
    throw new AppError('forbidden', 'This tenant is not among ALLOWED_TENANTS.');
  }
  return { ...incoming, from, tenantId };
}

function unauthorized(): AppError {
  return new AppError('unauthorized', 'A token of the Bot Framework for this bot is needed.');
}
