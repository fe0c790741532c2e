/**
 * Says words in a connected agent's chat between two turns, by a POST to the newest address the agent gave, exactly as
 * given: the address is its own credential. What the chat refuses is kept: it goes with the answer to the next turn, or
 * after a while to the desk's own chat with the customer.
 */
import type { ConnectedLanes } from '../../../arrival/connectedLanes';
import type { CallAnswer } from '../../../base/outbound/call';
import { reasonOf } from '../../../base/errors';
import type { Log } from '../../../base/log';
import {
  agentsChatRefused,
  CHAT_MOVES,
  NEVER_TAKEN,
  NOTHING_TO_DELIVER,
  TOO_LONG_FOR_AGENT,
} from '../../../cards/words/agent/delivery';
import type { ConnectionHealth } from '../../../connection/health';
import type { Files } from '../../../delivery/files';
import type { Sender } from '../../../delivery/sender';
import type { ConnectedAddress, Message } from '../../../domain/message';
import type { Item, SendOutcome } from '../../../domain/outbox';
import { settleMessage } from '../../../escalation/settle';
import { findConversation } from '../../../store/conversations';
import { findMessage } from '../../../store/messages';
import type { Db, Tx } from '../../../store/postgres/db';
import { unseal } from '../../../store/seal';
import { BotCaller, type BotRequest } from '../../botCaller';
import { END, placed, saidActivity } from './connectedActivities';
import { pushOutcomeOf } from './pushOutcome';

export interface ConnectedSenderOptions {
  db: Db;
  log: Log;
  /** Opens addresses. */
  key: Buffer;
  allowLoopback: boolean;
  /** How long refused words wait for a turn before they go another way. */
  patienceMs: number;
  lanes: ConnectedLanes;
  files: Files;
  health: ConnectionHealth;
}

const DAY_MS = 24 * 3_600_000;
/** Once a minute for a day, and a little more; the day decides. */
const MOST_ATTEMPTS = 2_000;
const ONCE_TIMEOUT_MS = 5_000;

interface Letter {
  message: Message;
  address: ConnectedAddress;
  connectionId: string;
  conversationId: string;
}

export class ConnectedSender implements Sender<'connected'> {
  readonly kind = 'connected';
  readonly maxAttempts = MOST_ATTEMPTS;
  private readonly agents: BotCaller;
  /** Items that go another way from their next attempt on. */
  private readonly moved = new Set<string>();

  constructor(private readonly options: ConnectedSenderOptions) {
    this.agents = new BotCaller({ ...options, name: 'chat' });
  }

  async send(item: Item<'connected'>, signal: AbortSignal): Promise<SendOutcome> {
    const { payload } = item;
    // News give control back in answers to turns only: between them nobody waits for it.
    if (payload.type === 'event') return { result: 'delivered' };
    if (payload.type === 'end') return this.end(payload.conversationId);
    const letter = await this.letterOf(payload.messageId);
    if (letter === 'unneeded') return { result: 'delivered' };
    if (letter === 'nobody') return { result: 'failed', reason: NOTHING_TO_DELIVER };
    if (letter === 'elsewhere') {
      await this.options.lanes.moveAlong(item.lane);
      return this.moves(item);
    }
    const url = this.urlOf(letter.address);
    let status: number | null = null;
    const outcome = await this.agents.deliver({
      connectionId: letter.connectionId,
      url,
      request: () => this.requestFor(url, letter),
      outcomeOf: (answer: CallAnswer) => {
        status = answer.status;
        return pushOutcomeOf(answer);
      },
      signal,
    });
    return this.unless(outcome, item, letter, status);
  }

  async settle(tx: Tx, item: Item<'connected'>, outcome: SendOutcome): Promise<void> {
    if (item.payload.type === 'message') await settleMessage(tx, item.payload.messageId, outcome);
    if (!this.moved.has(item.id)) return;
    // Once the lane is put off: it is due at once.
    tx.after(() => {
      this.moved.delete(item.id);
      this.options.lanes
        .wake(item.lane)
        .catch((error: unknown) => this.options.log.warn('connected.lane_not_woken', { err: error }));
    });
  }

  /** Words that are kept nowhere; best effort, never throws. */
  async sayOnce(url: string, activity: Record<string, unknown>): Promise<void> {
    try {
      await this.agents.ask(requestOf(url, activity), { timeoutMs: ONCE_TIMEOUT_MS });
    } catch (error) {
      this.options.log.debug('connected.words_not_sent', { reason: reasonOf(error) });
    }
  }

  /** Nobody reads it, so it is said once. */
  private async end(conversationId: string): Promise<SendOutcome> {
    const address = (await findConversation(this.options.db.q, conversationId))?.address;
    if (address?.channel === 'connected') await this.sayOnce(this.urlOf(address), placed(END, address));
    return { result: 'delivered' };
  }

  private urlOf({ sealedUrl }: ConnectedAddress): string {
    return unseal(this.options.key, Buffer.from(sealedUrl, 'base64'));
  }

  private async letterOf(messageId: string): Promise<Letter | 'unneeded' | 'nobody' | 'elsewhere'> {
    const { q } = this.options.db;
    const message = await findMessage(q, messageId);
    const conversation = message && (await findConversation(q, message.conversationId));
    if (!message || message.note || !conversation?.address) return 'nobody';
    // Taken back before it left.
    if (message.deletedAt) return 'unneeded';
    const { id: conversationId, connection_id: connectionId, address } = conversation;
    if (address.channel !== 'connected') return 'elsewhere';
    return { message, address, connectionId, conversationId };
  }

  private async requestFor(url: string, { message, address }: Letter): Promise<BotRequest> {
    const { db, files } = this.options;
    const activity = saidActivity(message, await files.links.attachmentsOf(db.q, message));
    return requestOf(url, placed(activity, address));
  }

  /** What was not taken, for whatever reason but its length, is kept. */
  private async unless(
    outcome: SendOutcome,
    item: Item<'connected'>,
    { message, address, conversationId }: Letter,
    status: number | null,
  ): Promise<SendOutcome> {
    if (outcome.result === 'delivered' || outcome.reason === TOO_LONG_FOR_AGENT) return outcome;
    const { patienceMs, lanes } = this.options;
    const age = Date.now() - message.sentAt.getTime();
    const what = status === null ? outcome.reason : String(status);
    const before = new Date(Date.now() - patienceMs);
    if (await lanes.moveToDesksChat(conversationId, { sealedUrl: address.sealedUrl, what, before })) {
      return this.moves(item);
    }
    if (age > DAY_MS) return { result: 'failed', reason: NEVER_TAKEN };
    return outcome.result === 'retry' ? outcome : { result: 'retry', reason: agentsChatRefused(outcome.reason) };
  }

  private moves(item: Item<'connected'>): SendOutcome {
    this.moved.add(item.id);
    return { result: 'retry', reason: CHAT_MOVES };
  }
}

const requestOf = (url: string, activity: Record<string, unknown>): BotRequest => ({
  url,
  headers: { accept: 'application/json' },
  body: Buffer.from(JSON.stringify(activity)),
});
