/** The relay's side of a conversation: which bot conversation it is, how far it was read, who holds its stream. */
import { type Selectable, sql } from 'kysely';
import { type Reader, anyOf } from './postgres/db';
import { isDead } from './postgres/instances';
import type { Tables } from './postgres/schema';
import { seal, unseal } from './seal';

export interface BotConversation {
  conversationId: string;
  generation: number;
  state: 'open' | 'ended';
  botConversationId: string | null;
  token: string | null;
  tokenExpiresAt: Date | null;
  watermark: string | null;
  /** The Direct Line origin and path the conversation lives at. */
  domain: string | null;
  owner: number | null;
  context: Record<string, unknown> | null;
  contextSent: boolean;
  activeAt: Date;
}

/** Marks the customer's word and takes the stream unless a living process holds it. */
export async function takeBotConversation(
  q: Reader,
  key: Buffer,
  conversationId: string,
  instance: number,
): Promise<BotConversation> {
  const row = await q
    .insertInto('bot_conversation')
    .values({ conversation_id: conversationId, owner: instance })
    .onConflict((oc) =>
      oc.column('conversation_id').doUpdateSet({
        active_at: sql<Date>`now()`,
        owner: sql<number>`case when bot_conversation.owner is null or bot_conversation.owner = ${instance} then ${instance}
          when ${isDead(sql.ref('bot_conversation.owner'))} then ${instance} else bot_conversation.owner end`,
      }),
    )
    .returningAll()
    .executeTakeFirstOrThrow();
  return toBotConversation(row, key);
}

/** Writes down a bot conversation just started; null when another process began a later generation meanwhile. */
export async function botConversationStarted(
  q: Reader,
  key: Buffer,
  options: {
    conversationId: string;
    generation: number;
    botConversationId: string;
    token: string;
    tokenExpiresAt: Date;
    domain: string;
    instance: number;
  },
): Promise<BotConversation | null> {
  const row = await q
    .updateTable('bot_conversation')
    .set({
      state: 'open',
      bot_conversation_id: options.botConversationId,
      token: seal(key, options.token),
      token_expires_at: options.tokenExpiresAt,
      watermark: null,
      domain: options.domain,
      owner: options.instance,
    })
    .where('conversation_id', '=', options.conversationId)
    .where('generation', '=', options.generation)
    .where('bot_conversation_id', 'is', null)
    .returningAll()
    .executeTakeFirst();
  return row ? toBotConversation(row, key) : null;
}

/**
 * Begins a new generation after a bot conversation that cannot go on, so that late messages of the old one are
 * recognised. What the bot was not told yet it is still to be told.
 */
export async function nextGeneration(
  q: Reader,
  conversationId: string,
  generation: number,
  instance: number,
): Promise<void> {
  await q
    .updateTable('bot_conversation')
    .set({
      ...FRESH,
      generation: generation + 1,
      owner: instance,
      context: sql<null>`case when context_sent then null else context end`,
      context_sent: false,
    })
    .where('conversation_id', '=', conversationId)
    .where('generation', '=', generation)
    .execute();
}

/** Begins the generation that follows an escalation, once per escalation however often it is asked. */
export async function returnToBot(
  q: Reader,
  conversationId: string,
  context: { escalationId: string } & Record<string, unknown>,
  instance: number,
): Promise<void> {
  const json = JSON.stringify(context);
  await q
    .insertInto('bot_conversation')
    .values({ conversation_id: conversationId, owner: instance, context: json })
    .onConflict((oc) =>
      oc
        .column('conversation_id')
        .doUpdateSet({
          ...FRESH,
          generation: sql<number>`bot_conversation.generation + 1`,
          owner: instance,
          context: json,
          context_sent: false,
          active_at: sql<Date>`now()`,
        })
        .where(sql<boolean>`bot_conversation.context ->> 'escalationId' is distinct from ${context.escalationId}`),
    )
    .execute();
}

const FRESH = {
  state: 'open',
  bot_conversation_id: null,
  token: null,
  token_expires_at: null,
  watermark: null,
} as const;

export async function contextTold(q: Reader, conversationId: string, generation: number): Promise<void> {
  await ofGeneration(q, conversationId, generation).set({ context_sent: true }).execute();
}

export async function saveBotToken(
  q: Reader,
  key: Buffer,
  options: { conversationId: string; generation: number; token: string; tokenExpiresAt: Date },
): Promise<void> {
  await ofGeneration(q, options.conversationId, options.generation)
    .set({ token: seal(key, options.token), token_expires_at: options.tokenExpiresAt })
    .execute();
}

/**
 * Stores the watermark in the transaction that stores what was read up to it; null keeps the one before. False when a
 * later generation has begun: then nothing of this one is for the customer.
 */
export async function advanceWatermark(
  q: Reader,
  conversationId: string,
  generation: number,
  watermark: string | null,
): Promise<boolean> {
  const result = await ofGeneration(q, conversationId, generation)
    .set({ ...(watermark !== null && { watermark }), active_at: sql<Date>`now()` })
    .executeTakeFirst();
  return Number(result.numUpdatedRows) > 0;
}

/** The bot has finished or handed over: the customer's next word to it starts a fresh conversation. */
export async function endBotConversation(q: Reader, conversationId: string, generation: number): Promise<void> {
  await ofGeneration(q, conversationId, generation).set({ state: 'ended', owner: null }).execute();
}

/**
 * Takes over the streams of processes that died or stopped, where the customer spoke lately; the others nobody
 * needs to hold. Only owned ones are looked at, so conversations at rest cost nothing however many they are.
 */
export async function adoptBotConversations(
  q: Reader,
  key: Buffer,
  instance: number,
  options: { activeSince: Date; limit: number },
): Promise<{ looked: number; adopted: BotConversation[] }> {
  const orphans = q
    .selectFrom('bot_conversation as s')
    .select('s.conversation_id')
    .where(isDead(sql.ref('s.owner')))
    .limit(options.limit)
    .forUpdate()
    .skipLocked();
  const rows = await q
    .updateTable('bot_conversation')
    .set({
      owner: sql<number | null>`case when state = 'open' and bot_conversation_id is not null
        and active_at > ${options.activeSince} and not exists (
          select 1 from escalation as e
          where e.conversation_id = bot_conversation.conversation_id and e.status in ('waiting', 'claimed'))
        then ${instance}::int end`,
    })
    .where('conversation_id', 'in', orphans)
    .returningAll()
    .execute();
  const adopted = rows.filter((row) => row.owner === instance).map((row) => toBotConversation(row, key));
  return { looked: rows.length, adopted };
}

/** Of these conversations, the generation this process still holds. */
export async function ownedGenerations(
  q: Reader,
  instance: number,
  conversationIds: string[],
): Promise<Map<string, number>> {
  const rows = await q
    .selectFrom('bot_conversation')
    .select(['conversation_id', 'generation'])
    .where('conversation_id', '=', anyOf(conversationIds))
    .where('owner', '=', instance)
    .execute();
  return new Map(rows.map((row) => [row.conversation_id, row.generation]));
}

/** Releases the stream: nobody reads it until the customer writes again. */
export async function releaseBotConversation(q: Reader, instance: number, conversationId: string): Promise<void> {
  await q
    .updateTable('bot_conversation')
    .set({ owner: null })
    .where('owner', '=', instance)
    .where('conversation_id', '=', conversationId)
    .execute();
}

/** Shutdown: releases the process's streams for others to adopt. */
export async function leaveBotConversations(q: Reader, instance: number): Promise<void> {
  await q.updateTable('bot_conversation').set({ owner: NOBODY }).where('owner', '=', instance).execute();
}

/** Since when the customer knows that the bot does not answer; null: it does. */
export async function setBotAway(q: Reader, conversationId: string, since: Date | null): Promise<void> {
  await q
    .updateTable('conversation')
    .set({ bot_away_since: since })
    .where('id', '=', conversationId)
    .where('bot_away_since', since === null ? 'is not' : 'is', null)
    .execute();
}

/** A number no process has, so it counts as one that died. */
const NOBODY = 0;

/** The bot's channel has taken the customer's message under this id. */
export async function botTook(q: Reader, conversationId: string, messageId: string, botExternalId: string) {
  await q
    .updateTable('message')
    .set({ bot_external_id: botExternalId })
    .where('id', '=', messageId)
    .where('conversation_id', '=', conversationId)
    .where('bot_external_id', 'is', null)
    .execute();
}

function ofGeneration(q: Reader, conversationId: string, generation: number) {
  return q
    .updateTable('bot_conversation')
    .where('conversation_id', '=', conversationId)
    .where('generation', '=', generation);
}

function toBotConversation(row: Selectable<Tables['bot_conversation']>, key: Buffer): BotConversation {
  return {
    conversationId: row.conversation_id,
    generation: row.generation,
    state: row.state,
    botConversationId: row.bot_conversation_id,
    token: row.token ? readable(row.token, key) : null,
    tokenExpiresAt: row.token_expires_at,
    watermark: row.watermark,
    domain: row.domain,
    owner: row.owner,
    context: row.context,
    contextSent: row.context_sent,
    activeAt: row.active_at,
  };
}

/** A token sealed with an earlier SECRETS_KEY counts as none: a fresh conversation gets a new one. */
function readable(sealed: Buffer, key: Buffer): string | null {
  try {
    return unseal(key, sealed);
  } catch {
    return null;
  }
}
