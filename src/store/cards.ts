import type { Selectable } from 'kysely';
import type { Reader } from './db';
import type { Tables } from './schema';

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
  o: {
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
      escalation_id: o.escalationId,
      activity_id: o.activityId,
      channel_id: o.channelId,
      service_url: o.serviceUrl,
      bot_app_id: o.botAppId,
      shown_version: o.shownVersion,
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

export async function setCardState(
  q: Reader,
  escalationId: string,
  state: 'pending' | 'posted' | 'failed',
  reason: string | null,
): Promise<boolean> {
  const result = await q
    .updateTable('escalation')
    .set({ card_state: state, card_reason: reason })
    .where('id', '=', escalationId)
    .where((eb) => eb.or([eb('card_state', '<>', state), eb('card_reason', 'is distinct from', reason)]))
    .executeTakeFirst();
  return Number(result.numUpdatedRows) > 0;
}
