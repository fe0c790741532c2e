/** Calls somebody into the thread of an escalation's card, because a service target is close to being missed or a note names them. */
import { NO_CARD_YET } from '../../cards/words/agent/delivery';
import { callWords, holdRanOutWords, mentionWords, reminderWords } from '../../cards/words/channel/calls';
import { lasted } from '../../cards/text/timing';
import type { Config } from '../../config/config';
import type { Item, Payloads, SendOutcome } from '../../domain/outbox';
import type { Sender } from '../../delivery/sender';
import { cardsOf } from '../../store/escalation/cards';
import type { Db } from '../../store/postgres/db';
import { type OwnedEvent, eventOf } from '../../store/escalation/events';
import { type EscalationRow, findEscalation } from '../../store/escalation/escalations';
import { type QueueRow, findQueue } from '../../store/queues';
import { type Member, managersOn, membersOf } from '../../store/teams';
import type { DeskAdapter } from '../bots/adapter';
import { sendOutcomeOf } from './deliveryFaults';

/** About a quarter of an hour; by then the next alarm is due. */
const MOST_ATTEMPTS = 20;
/** Managers named at once. */
const MOST_NAMED = 5;

type Alert = Payloads['alert'];

export class AlertSender implements Sender<'alert'> {
  readonly kind = 'alert';
  readonly maxAttempts = MOST_ATTEMPTS;

  constructor(private readonly options: { adapter: DeskAdapter; db: Db; config: Pick<Config, 'managers'> }) {}

  async send({ payload }: Item<'alert'>, signal: AbortSignal): Promise<SendOutcome> {
    const { db, adapter } = this.options;
    const row = await findEscalation(db.q, payload.escalationId);
    const call = row && (await this.callOf(row, payload));
    if (!row || !call) return { result: 'delivered' };
    const queue = await findQueue(db.q, row.queueId);
    const card = (await cardsOf(db.q, row.id)).findLast(({ channel_id }) => channel_id === queue?.channelId);
    if (!queue || !card) return { result: 'retry', reason: NO_CARD_YET };
    const { text, entities } = callTo(await this.called(row, queue, payload), call);
    try {
      const { conversations } = await adapter.connector(card.bot_app_id, card.service_url);
      const thread = `${card.channel_id};messageid=${card.activity_id}`;
      const activity = { type: 'message', text, textFormat: 'markdown', entities, from: bot(card.bot_app_id) };
      const { id } = await conversations.sendToConversation(thread, activity, { abortSignal: signal });
      return { result: 'delivered', externalId: id ?? null };
    } catch (error) {
      return sendOutcomeOf(error);
    }
  }

  /** The words to whoever is called; null when somebody came meanwhile: there is nothing to call for. */
  private async callOf(row: EscalationRow, payload: Alert): Promise<((named: string) => string) | null> {
    if ('mentioned' in payload) return (named) => callWords(named, row, mentionWords(payload.by));
    const happened = await eventOf(this.options.db.q, row.id, payload.version);
    if (!happened) return null;
    if (payload.to === 'owner') return reminderOf(row, happened);
    return row.status === 'waiting' ? (named) => callWords(named, row, happened.summary) : null;
  }

  private async called(row: EscalationRow, queue: QueueRow, payload: Alert): Promise<Member[]> {
    const { q } = this.options.db;
    if (!queue.teamId) return [];
    if ('mentioned' in payload) return membersOf(q, queue.teamId, payload.mentioned);
    const { to } = payload;
    const { onCall } = queue.serviceTargets;
    if (to === 'managers') {
      return managersOn(q, { id: queue.teamId, tenantId: row.tenantId }, this.options.config.managers, MOST_NAMED);
    }
    const id = to === 'owner' ? row.assigneeId : onCall?.id;
    return id ? membersOf(q, queue.teamId, [id]) : [];
  }
}

/** Only whom the desk reminded is told, and only while their customer still waits for what it was about. */
function reminderOf(row: EscalationRow, happened: OwnedEvent): ((named: string) => string) | null {
  const { status, assigneeId, customerWaitsSince, holdRanOutAt, ownerWarnedAt } = row;
  const isTheirs = status === 'claimed' && assigneeId === (happened.ownerId ?? assigneeId);
  if (!isTheirs || customerWaitsSince === null) return null;
  if (happened.type === 'hold_ran_out') return holdRanOutAt && ((named) => holdRanOutWords(named, row));
  return ownerWarnedAt && ((named) => reminderWords(named, row, lasted(customerWaitsSince, new Date())));
}

/** A mention is text and entity; without the entity Teams notifies nobody. */
function callTo(people: readonly Member[], words: (named: string) => string) {
  const mentions = people.map(({ teamsUserId, name }) => ({
    type: 'mention',
    text: `<at>${name.replace(/[<>&]/g, '')}</at>`,
    mentioned: { id: teamsUserId, name },
  }));
  const named = mentions.map(({ text }) => text).join(', ');
  return { text: words(named), entities: mentions };
}

const bot = (appId: string) => ({ id: `28:${appId}`, name: '' });
