/** Tells a parent bot, by its callback, what its customer is to hear and how its escalation goes; the end last. */
import { noteUntold, settleMessage } from '../../escalation/settle';
import type { SkillAddress } from '../../domain/message';
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
import { ConcurrencyLimit } from '../../base/outbound/concurrencyLimit';
import type { ConnectionHealth } from '../../connection/health';
import { call, Unreachable } from '../../base/outbound/call';
import { RefusedUrl } from '../../base/outbound/url';
import { type SkillActivity, addressed, callbackUrl, endActivity, statusActivity, wordsActivity } from './skillNews';
import { type ParentAnswer, isOver, outcomeOf } from './skillOutcome';

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

/** About an hour of trying; then the agent decides. */
const MOST_ATTEMPTS = 60;
const TIMEOUT_MS = 10_000;
/** A sign of typing is not worth waiting for. */
const TYPING_TIMEOUT_MS = 3_000;
const MOST_ANSWER_BYTES = 65_536;

interface Letter {
  to: SkillAddress;
  connectionId: string;
  activity: Record<string, unknown>;
}

/** Nothing to send, and what that means. */
type Unsent = { outcome: SendOutcome };

const UNNEEDED: Unsent = { outcome: { result: 'delivered' } };
const NOBODY: Unsent = { outcome: { result: 'failed', reason: 'There is nothing to deliver.' } };
const ENDED: Unsent = { outcome: { result: 'failed', reason: 'The bot has ended the conversation.' } };

export class SkillSender implements Sender<'skill'> {
  readonly kind = 'skill';
  readonly maxAttempts: number;
  private readonly callLimit = new ConcurrencyLimit();

  constructor(private readonly options: SkillSenderOptions) {
    this.maxAttempts = options.maxAttempts ?? MOST_ATTEMPTS;
  }

  async send({ payload, attempts }: Item<'skill'>, signal: AbortSignal): Promise<SendOutcome> {
    const letter = await this.letterOf(payload);
    if ('outcome' in letter) return letter.outcome;
    const ends = letter.activity['type'] === 'endOfConversation';
    const outcome = await this.post(letter, (answer) => ends && isOver(answer, attempts), signal);
    if (outcome.result === 'delivered') this.options.health.succeeded(letter.connectionId);
    else this.options.health.faulted(letter.connectionId, outcome.reason);
    // What waits behind would take as long again, each.
    const last = outcome.result === 'retry' && attempts + 1 >= this.maxAttempts;
    if (!last) return outcome;
    return { result: 'failed', reason: `${outcome.reason} (tried for the last time)`, blocksLane: true };
  }

  async settle(tx: Tx, { payload }: Item<'skill'>, outcome: SendOutcome): Promise<void> {
    if (payload.type === 'message') return settleMessage(tx, payload.messageId, outcome);
    if (outcome.result !== 'failed' || payload.type === 'aside') return;
    const { escalationId } = payload;
    const event = payload.type === 'event' ? await eventOf(tx.q, escalationId, payload.version) : null;
    await noteUntold(tx, escalationId, event ? `“${event.summary}”` : 'that it is over', outcome.reason);
  }

  /** Shows the customer that an agent writes; best effort, never throws. */
  async typing(to: SkillAddress): Promise<void> {
    try {
      await this.answerOf(to, { type: 'typing' }, TYPING_TIMEOUT_MS);
    } catch (error) {
      this.options.log.debug({ reason: reasonOf(error) }, 'typing was not shown');
    }
  }

  private async letterOf(payload: Item<'skill'>['payload']): Promise<Letter | Unsent> {
    const { q } = this.options.db;
    if (payload.type === 'aside') {
      const { address, connectionId, activity } = payload;
      return { to: address, connectionId, activity };
    }
    const message = payload.type === 'message' ? await findMessage(q, payload.messageId) : null;
    const escalationId = payload.type === 'message' ? message?.escalationId : payload.escalationId;
    const escalation = escalationId ? await findEscalation(q, escalationId) : null;
    const conversation = escalation ? await findConversation(q, escalation.conversationId) : null;
    if (!escalation || !conversation || conversation.address?.channel !== 'skill' || message?.note) return NOBODY;
    const { address, connection_id: connectionId } = conversation;
    const letter = (activity: SkillActivity, to = address): Letter => ({ to, connectionId, activity });
    switch (payload.type) {
      case 'message':
        if (!message) return NOBODY;
        if (address.ended) return ENDED;
        return letter(
          wordsActivity({ ...message, attachments: await this.options.files.links.attachmentsOf(q, message) }),
        );
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

  private async post(
    { to, activity }: Letter,
    isEnough: (answer: ParentAnswer) => boolean,
    signal: AbortSignal,
  ): Promise<SendOutcome> {
    if (!URL.canParse(to.serviceUrl)) return { result: 'failed', reason: 'The bot’s callback cannot be read.' };
    const { origin } = new URL(to.serviceUrl);
    if (!this.callLimit.begin(origin)) {
      return { result: 'retry', reason: 'The bot’s callback has not answered others yet.' };
    }
    let answered = false;
    try {
      const answer = await this.answerOf(to, activity, TIMEOUT_MS, signal);
      answered = true;
      return isEnough(answer) ? { result: 'delivered' } : outcomeOf(answer);
    } catch (error) {
      if (error instanceof Unreachable) return { result: 'retry', reason: error.message, ambiguous: error.ambiguous };
      // Without a token nothing was sent; a refused address stays refused.
      return { result: error instanceof RefusedUrl ? 'failed' : 'retry', reason: reasonOf(error) };
    } finally {
      this.callLimit.ended(origin, answered);
    }
  }

  private async answerOf(
    to: SkillAddress,
    activity: Record<string, unknown>,
    timeoutMs: number,
    signal?: AbortSignal,
  ): Promise<ParentAnswer> {
    const token = await this.options.tokenFor(to.callerAppId);
    return call({
      method: 'POST',
      url: callbackUrl(to),
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        'user-agent': 'handoff-desk',
        authorization: `Bearer ${token}`,
      },
      body: Buffer.from(JSON.stringify(addressed(activity as SkillActivity, to))),
      allowLoopback: this.options.allowLoopback,
      timeoutMs,
      signal,
      mostBytes: MOST_ANSWER_BYTES,
    });
  }
}
