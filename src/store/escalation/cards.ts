import { type Selectable, sql } from 'kysely';
import type { Reader } from '../postgres/db';
import type { Tables } from '../postgres/schema';

export type CardRow = Selectable<Tables['card']>;

/** Ambiguous faults and transfers leave a few; more would mean something is wrong. */
const MOST = 20;

/** The cards of an escalation that still exist, oldest first. */
export async function cardsOf(q: Reader, escalationId: string): Promise<CardRow[]> {
  return q
    .selectFrom('card')
    .selectAll()
    .where('escalation_id', '=', escalationId)
    .where('gone', '=', false)
    .orderBy('posted_at')
    .limit(MOST)
    .execute();
}

export async function rememberCard(
  q: Reader,
  options: {
    escalationId: string;
    activityId: string;
    channelId: string;
    serviceUrl: string;
    botAppId: string;
    shownVersion: number | null;
  },
): Promise<boolean> {
  const result = await q
    .insertInto('card')
    .values({
      escalation_id: options.escalationId,
      activity_id: options.activityId,
      channel_id: options.channelId,
      service_url: options.serviceUrl,
      bot_app_id: options.botAppId,
      shown_version: options.shownVersion,
    })
    .onConflict((oc) => oc.columns(['channel_id', 'activity_id']).doNothing())
    .executeTakeFirst();
  return Number(result.numInsertedOrUpdatedRows ?? 0) > 0;
}

export async function cardShown(q: Reader, channelId: string, activityId: string, version: number): Promise<void> {
  await q
    .updateTable('card')
    .set({ shown_version: version })
    .where('channel_id', '=', channelId)
    .where('activity_id', '=', activityId)
    .execute();
}

/** Somebody deleted the message in Teams. */
export async function cardGone(q: Reader, channelId: string, activityId: string): Promise<void> {
  await q
    .updateTable('card')
    .set({ gone: true })
    .where('channel_id', '=', channelId)
    .where('activity_id', '=', activityId)
    .execute();
}

/** The escalation whose card a channel thread hangs from. */
export async function escalationOfThread(q: Reader, channelId: string, rootId: string): Promise<string | null> {
  const row = await q
    .selectFrom('card')
    .select('escalation_id')
    .where('channel_id', '=', channelId)
    .where('activity_id', '=', rootId)
    .executeTakeFirst();
  return row?.escalation_id ?? null;
}

export interface CardState {
  state: 'pending' | 'posted' | 'failed';
  reason: string | null;
}

/** Takes the escalation's lock. */
export async function lockCardState(q: Reader, escalationId: string): Promise<CardState | null> {
  const row = await q
    .selectFrom('escalation')
    .select(['card_state as state', 'card_reason as reason'])
    .where('id', '=', escalationId)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

/** Returns the escalation's version, a new one if this is an event. */
export async function setCardState(q: Reader, id: string, card: CardState, isEvent: boolean): Promise<number> {
  const { version } = await q
    .updateTable('escalation')
    .set({
      card_state: card.state,
      card_reason: card.reason,
      ...(isEvent && { version: sql<number>`version + 1` }),
    })
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow();
  return version;
}
