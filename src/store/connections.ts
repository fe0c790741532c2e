import type { Selectable } from 'kysely';
import { AppError } from '../errors';
import type { BotRegistration, ConnectionState, NewConnection } from '../api/contract';
import type { Reader } from './db';
import type { Tables } from './schema';
import { seal, unseal } from './seal';

export type ConnectionRow = Selectable<Tables['connection']>;

/** More than any desk connects; lists are never unbounded. */
const MOST = 500;

export async function findConnection(q: Reader, id: string): Promise<ConnectionRow | null> {
  return (await q.selectFrom('connection').selectAll().where('id', '=', id).executeTakeFirst()) ?? null;
}

/** The REST bot that calls itself so. */
export async function restConnection(q: Reader, appId: string): Promise<ConnectionRow | null> {
  const row = await q
    .selectFrom('connection')
    .selectAll()
    .where('app_id', '=', appId)
    .where('kind', '=', 'rest')
    .where('state', '<>', 'removed')
    .executeTakeFirst();
  return row ?? null;
}

/** The Bot Framework bot that calls the desk as its skill under this app ID. */
export async function callersConnection(q: Reader, appId: string): Promise<ConnectionRow | null> {
  const row = await q
    .selectFrom('connection')
    .selectAll()
    .where((eb) => eb(eb.fn<string>('lower', ['app_id']), '=', appId.toLowerCase()))
    .where('kind', '=', 'botFramework')
    .where('state', '<>', 'removed')
    .executeTakeFirst();
  return row ?? null;
}

export async function listConnections(q: Reader, tenantId: string): Promise<ConnectionRow[]> {
  return q
    .selectFrom('connection')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('state', '<>', 'removed')
    .orderBy('created_at')
    .limit(MOST)
    .execute();
}

/**
 * The connection behind a Teams bot: the one bound to it, else the desk's own.
 * @param deskAppId the desk's own bot, for which `bot_app_id` is null
 */
export async function connectionOfBot(q: Reader, botAppId: string, deskAppId: string): Promise<ConnectionRow | null> {
  const row = await q
    .selectFrom('connection')
    .selectAll()
    .where('kind', '=', 'copilotStudio')
    .where('state', 'in', ['live', 'paused', 'draining'])
    .where((eb) =>
      botAppId === deskAppId
        ? eb.or([eb('bot_app_id', 'is', null), eb('bot_app_id', '=', botAppId)])
        : eb('bot_app_id', '=', botAppId),
    )
    .orderBy((eb) => eb.case().when('state', '=', 'live').then(0).else(1).end())
    .orderBy('created_at')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** @param o.signingSecret what a REST bot's calls and the desk's webhooks are signed with */
export async function createConnection(
  q: Reader,
  key: Buffer,
  tenantId: string,
  o: NewConnection & { state?: ConnectionState; signingSecret?: string },
): Promise<ConnectionRow> {
  const directLine = o.kind === 'copilotStudio' ? o.directLine : null;
  const bot = o.kind === 'copilotStudio' ? o.bot : null;
  const secret = directLine?.secret ?? o.signingSecret;
  const row = await q
    .insertInto('connection')
    .values({
      tenant_id: tenantId,
      name: o.name,
      kind: o.kind,
      app_id: o.appId,
      state: o.state ?? 'draft',
      queue_id: o.queueId ?? null,
      token_endpoint: directLine?.tokenEndpoint ?? null,
      domain: directLine?.domain ?? null,
      secret: secret ? seal(key, secret) : null,
      callback_url: (o.kind === 'rest' && o.callbackUrl) || null,
      ...(bot && {
        bot_app_id: bot.appId,
        bot_type: bot.type,
        bot_tenant_id: bot.tenantId ?? null,
        bot_secret: sealBotSecret(key, bot),
        bot_secret_expires_at: bot.expiresAt ? new Date(bot.expiresAt) : null,
      }),
    })
    .onConflict((oc) => oc.column('app_id').where('state', '<>', 'removed').doNothing())
    .returningAll()
    .executeTakeFirst();
  if (!row) throw new AppError('already_exists', `Another connection already has the app ID ${o.appId}.`);
  return row;
}

export async function changeConnection(
  q: Reader,
  id: string,
  change: { name?: string; state?: ConnectionState; queueId?: string },
): Promise<ConnectionRow | null> {
  const set = {
    ...(change.name !== undefined && { name: change.name }),
    ...(change.state !== undefined && { state: change.state }),
    ...(change.queueId !== undefined && { queue_id: change.queueId }),
  };
  if (Object.keys(set).length === 0) return findConnection(q, id);
  const row = await q.updateTable('connection').set(set).where('id', '=', id).returningAll().executeTakeFirst();
  return row ?? null;
}

function sealBotSecret(key: Buffer, { password, certificate }: BotRegistration): Buffer | null {
  return password || certificate ? seal(key, JSON.stringify({ password, certificate })) : null;
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

/** Health is written at most once a minute per connection: every message would be a hot row. */
export async function contactSucceeded(q: Reader, id: string, now: Date): Promise<void> {
  await q
    .updateTable('connection')
    .set({ last_contact_at: now })
    .where('id', '=', id)
    .where((eb) =>
      eb.or([eb('last_contact_at', 'is', null), eb('last_contact_at', '<', new Date(now.getTime() - 60_000))]),
    )
    .execute();
}

export async function contactFailed(q: Reader, id: string, reason: string, now: Date): Promise<void> {
  await q
    .updateTable('connection')
    .set({ last_error: reason.slice(0, 500), last_error_at: now })
    .where('id', '=', id)
    .execute();
}

/** The bot answers at another address now. */
export async function repoint(q: Reader, id: string, tokenEndpoint: string): Promise<void> {
  await q.updateTable('connection').set({ token_endpoint: tokenEndpoint }).where('id', '=', id).execute();
}
