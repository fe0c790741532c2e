import { type Selectable } from 'kysely';
import type {
  BotRegistration,
  ConnectionChange,
  ConnectionKind,
  ConnectionState,
  NewConnection,
} from '../contract/api';
import { refuseTaken, taken } from './appIds';
import { type Reader, constant } from './postgres/db';
import type { Tables } from './postgres/schema';
import { seal, unseal } from './seal';
import { lockNamed } from './postgres/lockNamed';

/** More than any desk has. */
const MOST_CONNECTED = 100;

export type ConnectionRow = Selectable<Tables['connection']>;

export async function findConnection(q: Reader, id: string): Promise<ConnectionRow | null> {
  return (await q.selectFrom('connection').selectAll().where('id', '=', id).executeTakeFirst()) ?? null;
}

/** The bot of this kind that calls itself so. */
export async function connectionByAppId(q: Reader, kind: ConnectionKind, appId: string): Promise<ConnectionRow | null> {
  const row = await q
    .selectFrom('connection')
    .selectAll()
    .where('app_id', '=', appId)
    .where('kind', '=', kind)
    .where('state', '<>', constant('removed'))
    .executeTakeFirst();
  return row ?? null;
}

/** The Bot Framework bot that calls the desk as its skill under this app ID. */
export async function callersConnection(q: Reader, appId: string): Promise<ConnectionRow | null> {
  const row = await q
    .selectFrom('connection')
    .selectAll()
    .where((eb) => eb(eb.fn<string>('lower', ['app_id']), '=', appId.toLowerCase()))
    .where('kind', '=', constant('botFramework'))
    .where('state', '<>', constant('removed'))
    .executeTakeFirst();
  return row ?? null;
}

/** The agent that has the desk as its connected agent and calls as this app. */
export async function connectionOfConnectedAgent(q: Reader, callerAppId: string): Promise<ConnectionRow | null> {
  const row = await q
    .selectFrom('connection')
    .selectAll()
    .where('caller_app_id', '=', callerAppId.toLowerCase())
    .where('state', '<>', constant('removed'))
    .executeTakeFirst();
  return row ?? null;
}

/** Everyone that is one. */
export async function connectedAgents(q: Reader): Promise<ConnectionRow[]> {
  return q
    .selectFrom('connection')
    .selectAll()
    .where('caller_app_id', 'is not', null)
    .where('state', '<>', constant('removed'))
    .limit(MOST_CONNECTED)
    .execute();
}

/** Takes the row's lock: whoever holds it changes the connection. */
export async function lockConnection(q: Reader, id: string): Promise<ConnectionRow | null> {
  const row = await q.selectFrom('connection').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  return row ?? null;
}

/** As it is now, and until the transaction ends nobody drains or removes it. */
export async function lockConnectionShared(q: Reader, id: string): Promise<ConnectionRow | null> {
  const row = await q.selectFrom('connection').selectAll().where('id', '=', id).forKeyShare().executeTakeFirst();
  return row ?? null;
}

/** Changes that look at several connections come one after the other. */
export async function lockRegistry(q: Reader, tenantId: string): Promise<void> {
  await lockNamed(q, `connections ${tenantId}`);
}

/** @param o.signingSecret what a REST bot's calls and the desk's webhooks are signed with */
export async function createConnection(
  q: Reader,
  key: Buffer,
  tenantId: string,
  options: NewConnection & { state?: ConnectionState; signingSecret?: string },
): Promise<ConnectionRow> {
  const directLine = 'directLine' in options ? options.directLine : null;
  const bot = 'bot' in options ? options.bot : null;
  const secret = directLine?.secret ?? options.signingSecret;
  const callerAppId = ('callerAppId' in options && options.callerAppId) || null;
  await refuseTaken(q, { appId: options.appId, kind: options.kind, callerAppId });
  const insert = q
    .insertInto('connection')
    .values({
      tenant_id: tenantId,
      name: options.name,
      kind: options.kind,
      app_id: options.appId,
      state: options.state ?? 'draft',
      queue_id: options.queueId ?? null,
      token_endpoint: directLine?.tokenEndpoint ?? null,
      domain: directLine?.domain ?? null,
      secret: secret ? seal(key, secret) : null,
      callback_url: ('callbackUrl' in options && options.callbackUrl) || null,
      caller_app_id: callerAppId,
      ...(bot && botColumns(key, bot)),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return unlessTaken(insert, { appId: options.appId, botAppId: bot?.appId });
}

export async function changeConnection(
  q: Reader,
  id: string,
  change: {
    name?: string;
    state?: ConnectionState;
    queueId?: string | null;
    callbackUrl?: string | null;
    callerAppId?: string | null;
  },
): Promise<void> {
  if (change.callerAppId) await refuseTaken(q, { callerAppId: change.callerAppId, except: id });
  const set = {
    ...(change.name !== undefined && { name: change.name }),
    ...(change.state !== undefined && { state: change.state }),
    ...(change.queueId !== undefined && { queue_id: change.queueId }),
    ...(change.callbackUrl !== undefined && { callback_url: change.callbackUrl }),
    ...(change.callerAppId !== undefined && { caller_app_id: change.callerAppId }),
  };
  if (Object.keys(set).length > 0) await q.updateTable('connection').set(set).where('id', '=', id).execute();
}

/** A token endpoint takes the place of a secret, and the other way round; without either only the domain changes. */
export async function changeDirectLine(
  q: Reader,
  key: Buffer,
  id: string,
  options: NonNullable<ConnectionChange['directLine']>,
): Promise<void> {
  const set = {
    ...(options.tokenEndpoint && { token_endpoint: options.tokenEndpoint, secret: null, secret_expires_at: null }),
    ...(options.secret && { token_endpoint: null, secret: seal(key, options.secret) }),
    ...(options.domain !== undefined && { domain: options.domain }),
  };
  if (Object.keys(set).length > 0) await q.updateTable('connection').set(set).where('id', '=', id).execute();
}

/** Null: the desk's own Teams bot again. */
export async function changeBot(q: Reader, key: Buffer, id: string, bot: BotRegistration | null): Promise<void> {
  const set = { ...(bot ? botColumns(key, bot) : NO_BOT), warned_days: null };
  const update = q.updateTable('connection').set(set).where('id', '=', id).execute();
  await unlessTaken(update, { botAppId: bot?.appId });
}

export async function rotateSecret(
  q: Reader,
  key: Buffer,
  id: string,
  options: { secret: string; expiresAt: Date | null; previousUntil: Date | null },
): Promise<void> {
  const kept = options.previousUntil !== null;
  await q
    .updateTable('connection')
    .set((eb) => ({
      previous_secret: kept ? eb.ref('secret') : null,
      previous_secret_until: options.previousUntil,
      secret: seal(key, options.secret),
      secret_expires_at: options.expiresAt,
      warned_days: null,
    }))
    .where('id', '=', id)
    .execute();
}

/** History stays, the app ID is free again, and nothing is left that opens anything. */
export async function wipeConnection(q: Reader, id: string, now: Date): Promise<void> {
  await q
    .updateTable('connection')
    .set({
      state: 'removed',
      removed_at: now,
      secret: null,
      secret_expires_at: null,
      previous_secret: null,
      previous_secret_until: null,
      bot_secret: null,
      bot_secret_expires_at: null,
    })
    .where('id', '=', id)
    .execute();
  await q.deleteFrom('connection_key').where('connection_id', '=', id).execute();
  await q
    .updateTable('bot_conversation')
    .set({ state: 'ended', owner: null, token: null, token_expires_at: null })
    .where('conversation_id', 'in', (eb) =>
      eb.selectFrom('conversation').select('conversation.id').where('conversation.connection_id', '=', id),
    )
    .execute();
}

const NO_BOT = {
  bot_app_id: null,
  bot_type: null,
  bot_tenant_id: null,
  bot_secret: null,
  bot_secret_expires_at: null,
} as const;

function botColumns(key: Buffer, bot: BotRegistration) {
  const { password, certificate } = bot;
  return {
    bot_app_id: bot.appId.toLowerCase(),
    bot_type: bot.type,
    bot_tenant_id: bot.tenantId ?? null,
    bot_secret: password || certificate ? seal(key, JSON.stringify({ password, certificate })) : null,
    bot_secret_expires_at: bot.expiresAt ? new Date(bot.expiresAt) : null,
  };
}

const UNIQUE_VIOLATION = '23505';

/** App IDs are unique in the desk, whichever of its tenants asks. */
async function unlessTaken<T>(
  work: Promise<T>,
  options: { appId?: string; botAppId?: string | undefined },
): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const { code, constraint } = error as { code?: string; constraint?: string };
    if (code !== UNIQUE_VIOLATION) throw error;
    throw taken(
      constraint === 'connection_bot' ? { botAppId: options.botAppId ?? '' } : { appId: options.appId ?? '' },
    );
  }
}

export function connectionSecret(row: ConnectionRow, key: Buffer): string | null {
  return row.secret ? unseal(key, row.secret) : null;
}

/** What a REST bot may sign its calls with: the secret and, for a while after a rotation, the one before. */
export function signingSecretsOf(row: ConnectionRow, key: Buffer, now: Date): string[] {
  const { secret, previous_secret: previous, previous_secret_until: until } = row;
  const good = [secret, until !== null && until > now ? previous : null];
  return good.flatMap((sealed) => (sealed === null ? [] : [unseal(key, sealed)]));
}

/** The bot answers at another address now. */
export async function repoint(q: Reader, id: string, tokenEndpoint: string): Promise<void> {
  await q.updateTable('connection').set({ token_endpoint: tokenEndpoint }).where('id', '=', id).execute();
}
