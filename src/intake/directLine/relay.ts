/** Customer ⇄ bot while the bot holds the conversation. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Channels } from '../../escalation/channels';
import type { Inbox } from '../../arrival/inbox';
import type { Heard, Message } from '../../domain/message';
import type { Item, SendOutcome } from '../../domain/outbox';
import type { Sender } from '../../delivery/sender';
import { AppError, reasonOf } from '../../base/errors';
import { SYSTEM } from '../../domain/escalation';
import type { Log } from '../../base/log';
import { botTook, returnToBot } from '../../store/botConversations';
import { findConversation, lockConversation } from '../../store/conversations';
import type { Db, Tx } from '../../store/postgres/db';
import { findEscalation, openEscalationOf } from '../../store/escalation/escalations';
import { findMessageForBot } from '../../store/messages';
import { readArrival } from './botActivity';
import { ConcurrencyLimit } from '../../base/outbound/concurrencyLimit';
import { BotConversations, isLost, type OpenBotConversation, userIdOf } from './botConversations';
import { BotStreams } from './botStreams';
import { ConnectionHealth } from '../../connection/health';
import { DirectLineHealth } from './directLineHealth';
import { DirectLine } from './directLine';
import { DirectLineError } from './directLineError';

export interface RelayOptions {
  db: Db;
  inbox: Pick<Inbox, 'botSaid'>;
  channels: Pick<Channels, 'sayToCustomer'>;
  /** Seals tokens and opens connections' secrets. */
  key: Buffer;
  allowLoopback: boolean;
  log: Log;
  /** This process's number; see store/instances.ts. */
  instance: number;
  /** The bot shows that it is busy; best effort. */
  typing(conversationId: string): void | Promise<void>;
  tickMs?: number;
  idleMs?: number;
  mostStreams?: number;
}

export interface Relay {
  sender: Sender<'bot'>;
  start(): void;
  stop(): Promise<void>;
}

const TICK_MS = 5_000;
const IDLE_MS = 10 * 60_000;
const MOST_STREAMS = 2_000;
/** About half an hour; an answer that comes later helps nobody. */
const MOST_ATTEMPTS = 35;
const MOST_PAGES = 100;
/** How long a message waits for its bot's other calls before it is put off. */
const TURN_WITHIN_MS = 500;
const LOOK_EVERY_MS = 25;
const BUSY = 'The bot is still busy with others';
/** How long the first word waits for the stream. */
const HEAD_START_MS = 1_000;
const UNREACHABLE = 'The assistant could not be reached, so your last message has no answer. Please try again later.';

export function createRelay(options: RelayOptions): Relay {
  const relay = new BotRelay(options);
  return { sender: relay, start: () => relay.start(), stop: () => relay.stop() };
}

class BotRelay implements Sender<'bot'> {
  readonly kind = 'bot';
  readonly maxAttempts = MOST_ATTEMPTS;
  private readonly directLine: DirectLine;
  private readonly conversations: BotConversations;
  private readonly streams: BotStreams;
  private readonly callLimit = new ConcurrencyLimit();
  private readonly health: DirectLineHealth;
  private timer: NodeJS.Timeout | null = null;
  private ticking: Promise<void> | null = null;

  constructor(private readonly options: RelayOptions) {
    const { db, key, allowLoopback, instance, log } = options;
    this.directLine = new DirectLine({ allowLoopback });
    this.conversations = new BotConversations({ db, key, directLine: this.directLine, instance });
    this.health = new DirectLineHealth(db, new ConnectionHealth(db, log));
    this.streams = new BotStreams({
      db,
      key,
      directLine: this.directLine,
      allowLoopback,
      instance,
      log,
      idleMs: options.idleMs ?? IDLE_MS,
      most: options.mostStreams ?? MOST_STREAMS,
      arrived: (arrival) => options.inbox.botSaid(arrival),
      typing: (id) => void this.showTyping(id),
    });
  }

  start(): void {
    this.timer = setInterval(() => this.tick(), this.options.tickMs ?? TICK_MS);
    this.timer.unref();
    this.tick();
  }

  async stop(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
    await this.ticking;
    await this.streams.stop();
  }

  private tick(): void {
    this.ticking ??= this.streams
      .tick()
      .catch((error: unknown) => this.options.log.error({ err: error }, 'the bot streams could not be looked after'))
      .finally(() => (this.ticking = null));
  }

  async send({ payload, attempts }: Item<'bot'>, signal: AbortSignal): Promise<SendOutcome> {
    const conversation = await findConversation(this.options.db.q, payload.conversationId);
    const bot = conversation?.connection_id ?? '';
    if (!(await this.hasTurn(bot))) return { result: 'retry', reason: BUSY };
    let answered = true;
    try {
      return payload.type === 'message'
        ? await this.say(payload.conversationId, payload.messageId, attempts, signal)
        : await this.resumeBot(payload.conversationId, payload.escalationId, signal);
    } catch (error) {
      answered = error instanceof AppError || (error instanceof DirectLineError && error.status !== null);
      return outcomeOf(error);
    } finally {
      this.callLimit.ended(bot, answered);
    }
  }

  /** A bot that answers is soon free again; one that hangs keeps nobody but its own customers waiting. */
  private async hasTurn(bot: string): Promise<boolean> {
    for (let waitedMs = 0; waitedMs < TURN_WITHIN_MS; waitedMs += LOOK_EVERY_MS) {
      if (this.callLimit.begin(bot)) return true;
      await wait(LOOK_EVERY_MS, undefined, { ref: false });
    }
    return this.callLimit.begin(bot);
  }

  async settle(tx: Tx, { payload }: Item<'bot'>, outcome: SendOutcome): Promise<void> {
    if (payload.type !== 'message') return;
    const { conversationId, messageId } = payload;
    if (outcome.result === 'delivered' && outcome.externalId) {
      await botTook(tx.q, conversationId, messageId, outcome.externalId);
    }
    if (outcome.result !== 'failed') return;
    const conversation = await lockConversation(tx.q, conversationId);
    if (!conversation) return;
    const said = { escalationId: null, author: SYSTEM, text: UNREACHABLE, sentAt: new Date() };
    await this.options.channels.sayToCustomer(tx, conversation, said);
  }

  /** Posts the customer's words; in a fresh bot conversation when the old one is gone. */
  private async say(
    conversationId: string,
    messageId: string,
    attempts: number,
    signal: AbortSignal,
  ): Promise<SendOutcome> {
    const words = await findMessageForBot(this.options.db.q, messageId);
    if (!words || words.botExternalId) return { result: 'delivered' };
    // The bot handed over while this waited: it is in the transcript, and an agent's to answer.
    if (await openEscalationOf(this.options.db.q, conversationId)) return { result: 'delivered' };
    for (let fresh = false; ; fresh = true) {
      const known = this.streams.has(conversationId);
      const open = await this.health.watched(conversationId, () => this.conversations.open(conversationId, signal));
      try {
        // Another process, or an attempt whose answer got lost, may have said it already.
        const takenUp = !known && !open.begun && open.botConversation.owner === this.options.instance;
        const said = (attempts > 0 && !open.begun) || takenUp ? await this.findSaid(open, messageId, signal) : null;
        const live = this.streams.follow(open.botConversation, open.handle, open.streamUrl);
        if (said) return { result: 'delivered', externalId: said };
        // Signs of typing come over the socket only.
        await Promise.race([live, wait(HEAD_START_MS, undefined, { ref: false })]);
        const activity = activityOf(words.message, words.value, open);
        const externalId = await this.directLine.post(open.handle, activity, signal);
        this.health.succeeded(open.connection.id);
        return { result: 'delivered', externalId };
      } catch (error) {
        this.health.failed(open.connection.id, error);
        if (!isLost(error) || fresh) throw error;
        await this.streams.close(conversationId);
        await this.conversations.leave(open.botConversation);
      }
    }
  }

  /** The escalation ended: the bot is back, and knows how it went. */
  private async resumeBot(conversationId: string, escalationId: string, signal: AbortSignal): Promise<SendOutcome> {
    const escalation = await findEscalation(this.options.db.q, escalationId);
    if (!escalation) return { result: 'failed', reason: 'The escalation is gone.' };
    const context = {
      escalationId,
      handoffResult: escalation.status === 'resolved' ? 'resolved' : 'abandoned',
      handoffOutcome: escalation.outcome ?? '',
      handoffAgent: escalation.assigneeName ?? '',
      handoffNumber: escalation.number,
      handoffQueue: escalation.queueName,
    };
    await this.streams.close(conversationId);
    await returnToBot(this.options.db.q, conversationId, context, this.options.instance);
    const open = await this.health.watched(conversationId, () => this.conversations.open(conversationId, signal));
    void this.streams.follow(open.botConversation, open.handle, open.streamUrl);
    this.health.succeeded(open.connection.id);
    return { result: 'delivered' };
  }

  private async showTyping(conversationId: string): Promise<void> {
    try {
      await this.options.typing(conversationId);
    } catch (error) {
      this.options.log.debug({ err: error, conversationId }, 'a sign of typing was lost');
    }
  }

  /** The id under which the bot's channel has this message, if it has it. */
  private async findSaid(
    { botConversation, handle }: OpenBotConversation,
    messageId: string,
    signal: AbortSignal,
  ): Promise<string | null> {
    let { watermark } = botConversation;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const set = await this.directLine.activities(handle, watermark, signal);
      for (const raw of set.activities) {
        const arrived = readArrival(raw, userIdOf(botConversation.conversationId), '');
        if (arrived.kind === 'echo' && arrived.messageId === messageId) return arrived.externalId;
      }
      if (set.activities.length === 0 || set.watermark === null || set.watermark === watermark) return null;
      watermark = set.watermark;
    }
    return null;
  }
}

function activityOf(message: Message, value: unknown, { conversation }: OpenBotConversation): Record<string, unknown> {
  const { heard } = message.extras;
  const files = message.attachments.map(({ name, contentType }) => `[${name ?? contentType}]`).join(' ');
  const text = message.text || (value == null ? files : '');
  return {
    type: 'message',
    from: { id: userIdOf(conversation.id), name: conversation.customer_name, role: 'user' },
    ...(heard ? spoken(heard) : { ...(text && { text, textFormat: 'plain' }), ...(value != null && { value }) }),
    ...(conversation.customer_locale && { locale: conversation.customer_locale }),
    channelData: {
      ...(heard ? heard.channelData : value != null && !text && { postBack: true }),
      // Comes back in the echo, by which a message is known to have arrived.
      clientActivityID: message.id,
    },
  };
}

function spoken({ text, value }: Heard): Record<string, unknown> {
  return { ...(text !== undefined && { text, textFormat: 'plain' }), ...(value !== undefined && { value }) };
}

function outcomeOf(error: unknown): SendOutcome {
  if (error instanceof AppError) return { result: 'failed', reason: error.message };
  if (!(error instanceof DirectLineError)) return { result: 'retry', reason: reasonOf(error), ambiguous: true };
  const { kind, message: reason, ambiguous, afterMs } = error;
  return kind === 'rejected'
    ? { result: 'failed', reason }
    : { result: 'retry', reason, ambiguous, afterMs: afterMs ?? undefined };
}
