/** Tells a parent bot, by its callback, what its customer is to hear and how its escalation goes; the end last. */
import { BOT_HAS_ENDED, MESSAGE_WITHOUT_ID, NOTHING_TO_DELIVER } from '../../cards/words/agent/delivery';
import { noteUntold, settleAmendment, settleMessage } from '../../escalation/settle';
import type { Message, SkillAddress } from '../../domain/message';
import type { Item, SendOutcome } from '../../domain/outbox';
import type { Files } from '../../delivery/files';
import type { Sender } from '../../delivery/sender';
import { reasonOf } from '../../base/errors';
import type { Log } from '../../base/log';
import { findConversation } from '../../store/conversations';
import type { Db, Tx } from '../../store/postgres/db';
import { eventOf } from '../../store/escalation/events';
import { findEscalation } from '../../store/escalation/escalations';
import { findMessage } from '../../store/messages';
import type { ConnectionHealth } from '../../connection/health';
import { BotCaller, type BotRequest } from '../botCaller';
import {
  type SkillActivity,
  addressed,
  activityUrl,
  callbackUrl,
  endActivity,
  statusActivity,
  wordsActivity,
} from './skillNews';
import { amendOutcomeOf, isOver, outcomeOf } from './skillOutcome';

export interface SkillSenderOptions {
  db: Db;
  allowLoopback: boolean;
  health: ConnectionHealth;
  files: Files;
  log: Log;
  /** Proves to the app of this ID, and to nobody else, that the desk speaks. */
  tokenFor(audience: string): Promise<string>;
  maxAttempts?: number;
}

/** A sign of typing is not worth waiting for. */
const TYPING_TIMEOUT_MS = 3_000;
const MOST_ANSWER_BYTES = 65_536;

interface Letter {
  to: SkillAddress;
  connectionId: string;
  activity: Record<string, unknown>;
  /** What was sent before and is changed or taken back, by the parent's id of it. */
  amends?: { externalId: string; how: 'edit' | 'delete' };
}

/** Nothing to send, and what that means. */
type Unsent = { outcome: SendOutcome };

const UNNEEDED: Unsent = { outcome: { result: 'delivered' } };
const NOBODY: Unsent = { outcome: { result: 'failed', reason: NOTHING_TO_DELIVER } };
const ENDED: Unsent = { outcome: { result: 'failed', reason: BOT_HAS_ENDED } };
const UNNAMED: Unsent = {
  outcome: { result: 'failed', reason: MESSAGE_WITHOUT_ID },
};

export class SkillSender implements Sender<'skill'> {
  readonly kind = 'skill';
  readonly maxAttempts: number;
  private readonly bots: BotCaller;

  constructor(private readonly options: SkillSenderOptions) {
    this.bots = new BotCaller({ ...options, name: 'callback' });
    this.maxAttempts = this.bots.maxAttempts;
  }

  async send({ payload, attempts }: Item<'skill'>, signal: AbortSignal): Promise<SendOutcome> {
    const letter = await this.letterOf(payload);
    if ('outcome' in letter) return letter.outcome;
    const ends = letter.activity['type'] === 'endOfConversation';
    const outcome = await this.bots.deliver({
      connectionId: letter.connectionId,
      url: letter.to.serviceUrl,
      request: () => this.requestFor(letter),
      outcomeOf: (answer) => {
        if (letter.amends) return amendOutcomeOf(answer, letter.amends.how, attempts);
        return ends && isOver(answer, attempts) ? { result: 'delivered' } : outcomeOf(answer);
      },
      signal,
    });
    return this.bots.orGiveUp(outcome, attempts, this.maxAttempts);
  }

  async settle(tx: Tx, item: Item<'skill'>, outcome: SendOutcome): Promise<void> {
    const { payload } = item;
    if (payload.type === 'message') return void (await settleMessage(tx, payload.messageId, outcome));
    if (outcome.result !== 'failed' || payload.type === 'aside') return;
    if (payload.type === 'amend') return settleAmendment(tx, item, payload, outcome.reason);
    const { escalationId } = payload;
    const event = payload.type === 'event' ? await eventOf(tx.q, escalationId, payload.version) : null;
    await noteUntold(tx, escalationId, event?.summary ?? null, outcome.reason);
  }

  /** Shows the customer that an agent writes; best effort, never throws. */
  async typing(to: SkillAddress): Promise<void> {
    try {
      const request = await this.requestFor({ to, activity: { type: 'typing' } });
      await this.bots.ask(request, { timeoutMs: TYPING_TIMEOUT_MS });
    } catch (error) {
      this.options.log.debug('skill.typing_not_sent', { reason: reasonOf(error) });
    }
  }

  private async letterOf(payload: Item<'skill'>['payload']): Promise<Letter | Unsent> {
    const { q } = this.options.db;
    if (payload.type === 'aside') {
      const { address, connectionId, activity } = payload;
      return { to: address, connectionId, activity };
    }
    const message = 'messageId' in payload ? await findMessage(q, payload.messageId) : null;
    const escalationId = 'messageId' in payload ? message?.escalationId : payload.escalationId;
    const escalation = escalationId ? await findEscalation(q, escalationId) : null;
    const conversation = escalation ? await findConversation(q, escalation.conversationId) : null;
    if (!escalation || !conversation || conversation.address?.channel !== 'skill' || message?.note) return NOBODY;
    const { address, connection_id: connectionId } = conversation;
    const letter = (activity: SkillActivity, to = address): Letter => ({ to, connectionId, activity });
    switch (payload.type) {
      case 'message':
        if (!message) return NOBODY;
        // Taken back before it left.
        if (message.deletedAt) return UNNEEDED;
        return address.ended ? ENDED : letter(await this.wordsOf(message));
      case 'amend': {
        const { how } = payload;
        if (!message) return NOBODY;
        // It never got there, or is gone by now: nothing of it is to be changed.
        if (message.delivery?.state === 'failed' || (how === 'edit' && message.deletedAt)) return UNNEEDED;
        if (address.ended) return ENDED;
        const { externalId } = message;
        return externalId === null ? UNNAMED : { ...letter(await this.wordsOf(message)), amends: { externalId, how } };
      }
      case 'event': {
        const event = await eventOf(q, escalation.id, payload.version);
        const activity = event ? statusActivity(event, escalation) : null;
        return activity && !address.ended ? letter(activity) : UNNEEDED;
      }
      case 'end': {
        const isSame = address.conversationId === payload.conversationId;
        const to = { ...address, conversationId: payload.conversationId, replyToId: isSame ? address.replyToId : null };
        return address.ended && isSame ? UNNEEDED : letter(endActivity(escalation), to);
      }
    }
  }

  private async wordsOf(message: Message): Promise<SkillActivity> {
    return wordsActivity({
      ...message,
      attachments: await this.options.files.links.attachmentsOf(this.options.db.q, message),
    });
  }

  private async requestFor({ to, activity, amends }: Omit<Letter, 'connectionId'>): Promise<BotRequest> {
    const token = await this.options.tokenFor(to.callerAppId);
    const shared = {
      headers: { accept: 'application/json', authorization: `Bearer ${token}` },
      mostBytes: MOST_ANSWER_BYTES,
    };
    const body = (more: object) =>
      Buffer.from(JSON.stringify({ ...addressed(activity as SkillActivity, to), ...more }));
    if (!amends) return { ...shared, url: callbackUrl(to), body: body({}) };
    const { externalId, how } = amends;
    const url = activityUrl(to, externalId);
    return how === 'delete'
      ? { ...shared, method: 'DELETE', url }
      : { ...shared, method: 'PUT', url, body: body({ id: externalId }) };
  }
}
