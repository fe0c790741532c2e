/** Brings every card of an escalation to its latest state, posting the first. */
import { CardFactory, type Activity as BotActivity } from 'botbuilder';
import type { ConnectorClient } from 'botframework-connector';
import {
  CARD_UNNAMED,
  ESCALATION_GONE,
  NO_CHANNEL,
  noCardWords,
  notInstalledWords,
} from '../../cards/words/agent/delivery';
import { lossWords } from '../../cards/words/manager/channelLoss';
import type { Config } from '../../config/config';
import type { Item, SendOutcome } from '../../domain/outbox';
import type { Sender } from '../../delivery/sender';
import { noteCard } from '../../escalation/cardState';
import { isOpen } from '../../domain/transitions';
import { type CardRow, cardGone, cardShown, cardsOf, rememberCard } from '../../store/escalation/cards';
import type { Db, Tx } from '../../store/postgres/db';
import { type EscalationRow, findEscalation } from '../../store/escalation/escalations';
import { type QueueRow, findQueue } from '../../store/queues';
import { findTeam } from '../../store/teams';
import type { DeskAdapter } from '../bots/adapter';
import { sendOutcomeOf, isGone } from './deliveryFaults';
import { cardOf, leftBehind } from './escalationCards';

/** Attempts that may fail before the tab says so. */
const QUIET_ATTEMPTS = 2;

export class CardSender implements Sender<'card'> {
  readonly kind = 'card';
  readonly coalesce = true;

  constructor(private readonly options: { adapter: DeskAdapter; db: Db; config: Config }) {}

  async send(item: Item<'card'>, signal: AbortSignal): Promise<SendOutcome> {
    const { db } = this.options;
    const row = await findEscalation(db.q, item.payload.escalationId);
    if (!row) return { result: 'failed', reason: ESCALATION_GONE };
    const queue = await findQueue(db.q, row.queueId);
    try {
      let here = 0;
      for (const shown of await cardsOf(db.q, row.id)) {
        const isCurrent = shown.shown_version === row.version;
        const exists = isCurrent || (await this.update(row, shown, signal));
        if (exists && shown.channel_id === queue?.channelId) here += 1;
      }
      if (here > 0 || !isOpen(row.status)) return { result: 'delivered' };
      return await this.post(row, queue, signal);
    } catch (error) {
      const outcome = sendOutcomeOf(error);
      if (outcome.result !== 'failed') return outcome;
      // An open escalation is never left without its card: what is refused today may be allowed tomorrow.
      return { result: isOpen(row.status) ? 'retry' : 'failed', reason: outcome.reason };
    }
  }

  async settle(tx: Tx, item: Item<'card'>, outcome: SendOutcome): Promise<void> {
    const { escalationId } = item.payload;
    // The first failed attempts are not reported: a card is often late for a moment.
    if (outcome.result === 'retry' && item.attempts < QUIET_ATTEMPTS) return;
    if (outcome.result !== 'delivered') {
      await noteCard(tx, escalationId, { state: 'failed', reason: outcome.reason });
    } else if ((await cardsOf(tx.q, escalationId)).length > 0) {
      await noteCard(tx, escalationId, { state: 'posted', reason: null });
    }
  }

  /** False when somebody deleted it in Teams. */
  private async update(row: EscalationRow, shown: CardRow, signal: AbortSignal): Promise<boolean> {
    const { db } = this.options;
    const thread = `${shown.channel_id};messageid=${shown.activity_id}`;
    const { conversations } = await this.connector(shown.bot_app_id, shown.service_url);
    try {
      const activity = { ...(await this.messageFor(row, shown.channel_id)), id: shown.activity_id };
      await conversations.updateActivity(thread, shown.activity_id, activity, { abortSignal: signal });
    } catch (error) {
      if (!isGone(error)) throw error;
      await cardGone(db.q, shown.channel_id, shown.activity_id);
      return false;
    }
    await cardShown(db.q, shown.channel_id, shown.activity_id, row.version);
    return true;
  }

  private async post(row: EscalationRow, queue: QueueRow | null, signal: AbortSignal): Promise<SendOutcome> {
    const { db } = this.options;
    const team = queue?.teamId ? await findTeam(db.q, queue.teamId) : null;
    if (!queue?.channelId || !team) return { result: 'failed', reason: NO_CHANNEL };
    if (queue.channelLost) return { result: 'retry', reason: noCardWords(lossWords(queue.channelLost)) };
    if (!team.installed) return { result: 'retry', reason: notInstalledWords(team.name) };
    const { conversations } = await this.connector(team.bot_app_id, team.service_url);
    const activity = await this.messageFor(row, queue.channelId);
    const begun = await conversations.createConversation(
      threadIn(queue.channelId, row.tenantId, team.bot_app_id, activity),
      { abortSignal: signal },
    );
    const activityId = begun.activityId || begun.id.split(';messageid=')[1];
    if (!activityId) return { result: 'failed', reason: CARD_UNNAMED };
    // At once and not with the rest: a card that is not remembered is never brought up to date.
    await rememberCard(db.q, {
      escalationId: row.id,
      activityId,
      channelId: queue.channelId,
      serviceUrl: team.service_url,
      botAppId: team.bot_app_id,
      shownVersion: row.version,
    });
    return { result: 'delivered', externalId: activityId };
  }

  /** As it is to be read in this channel, which it may have left. */
  private async messageFor(row: EscalationRow, channelId: string): Promise<Partial<BotActivity>> {
    const { db, config } = this.options;
    const left = await leftBehind(db.q, row, channelId);
    const { card, summary } = await cardOf(row, { q: db.q, config, now: new Date(), left, viewer: null });
    return { type: 'message', summary, attachments: [CardFactory.adaptiveCard(card)] };
  }

  private async connector(appId: string, serviceUrl: string): Promise<ConnectorClient> {
    return this.options.adapter.connector(appId, serviceUrl);
  }
}

/** A new thread in a channel; the conversation it makes is named after its first message. */
export function threadIn(channelId: string, tenantId: string, botAppId: string, activity: Partial<BotActivity>) {
  return {
    isGroup: true,
    bot: { id: `28:${botAppId}`, name: '' },
    tenantId,
    channelData: { channel: { id: channelId }, tenant: { id: tenantId } },
    activity: activity as BotActivity,
  };
}
