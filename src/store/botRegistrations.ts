/** Teams bots that connections bring along, and which chats are with which bot. */
import { z } from 'zod';
import type { BotType } from '../contract/api';
import { type Reader, constant } from './postgres/db';
import { unseal } from './seal';

export interface RegisteredBot {
  appId: string;
  type: BotType;
  tenantId: string | null;
  /** Sealed; see `botSecretOf`. */
  secret: Buffer | null;
  connection: { id: string; name: string };
}

const Secret = z.object({
  password: z.string().nullish(),
  certificate: z.object({ thumbprint: z.string(), privateKey: z.string() }).nullish(),
});
export type BotSecret = z.infer<typeof Secret>;

/** The bot of a connection that was not removed. */
export async function registeredBot(q: Reader, appId: string): Promise<RegisteredBot | null> {
  const row = await q
    .selectFrom('connection')
    .select(['id', 'name', 'bot_type', 'bot_tenant_id', 'bot_secret'])
    .where('bot_app_id', '=', appId)
    .where('state', '<>', constant('removed'))
    .executeTakeFirst();
  if (!row?.bot_type) return null;
  const { id, name, bot_type: type, bot_tenant_id: tenantId, bot_secret: secret } = row;
  return { appId, type, tenantId, secret, connection: { id, name } };
}

export function botSecretOf({ secret }: RegisteredBot, key: Buffer): BotSecret {
  return secret ? Secret.parse(JSON.parse(unseal(key, secret))) : {};
}

/** The bot (`28:…`) a Teams chat is with, as far as anybody wrote there. */
export async function botOfChat(q: Reader, teamsConversationId: string): Promise<string | null> {
  const row = await q
    .selectFrom('conversation')
    .select('address')
    .where('external_id', '=', teamsConversationId)
    .where('address', 'is not', null)
    .orderBy('created_at')
    .limit(1)
    .executeTakeFirst();
  return row?.address?.channel === 'teams' ? row.address.botId : null;
}

/** Connections with a bot of their own, by their name or one of their app IDs. */
export async function botsNamed(q: Reader, wanted: string): Promise<{ appId: string; name: string }[]> {
  const rows = await q
    .selectFrom('connection')
    .select(['name', 'bot_app_id'])
    .where('state', '<>', constant('removed'))
    .where('bot_app_id', 'is not', null)
    .where((eb) =>
      eb.or([
        eb(eb.fn<string>('lower', ['name']), '=', wanted.toLowerCase()),
        eb('app_id', '=', wanted),
        eb('bot_app_id', '=', wanted.toLowerCase()),
      ]),
    )
    .orderBy('created_at')
    .limit(20)
    .execute();
  return rows.flatMap(({ name, bot_app_id: appId }) => (appId ? [{ name, appId }] : []));
}
