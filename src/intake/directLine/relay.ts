/** Customer ⇄ bot while the bot holds the conversation. */
import { setTimeout as wait } from 'node:timers/promises';
import { BOT_BUSY, ESCALATION_GONE } from '../../cards/words/agent/delivery';
import type { Inbox } from '../../arrival/inbox';
import type { Unanswered } from '../../arrival/unanswered';
import { outcomeWords } from '../../cards/words/customer/ended';
import type { Item, SendOutcome } from '../../domain/outbox';
import type { Sender } from '../../delivery/sender';
import { AppError } from '../../base/errors';
import type { Log } from '../../base/log';
import { botTook, returnToBot } from '../../store/botConversations';
import { findConversation } from '../../store/conversations';
import type { Db, Tx } from '../../store/postgres/db';
import { findEscalation, openEscalationOf } from '../../store/escalation/escalations';
import { codeKey, takeKey } from '../../store/inbox';
import { findMessageForBot } from '../../store/messages';
import { waitingItems } from '../../store/outbox/leases';
import { readArrival } from './botActivity';
import { activityOf } from './customerActivity';
import type { Files } from '../../delivery/files';
import { filesForBot } from './botFiles';
import { ConcurrencyLimit } from '../../base/outbound/concurrencyLimit';
import { BotConversations, isLost, type OpenBotConversation, userIdOf } from './botConversations';
import { BotStreams } from './botStreams';
import { ConnectionHealth } from '../../connection/health';
import { DirectLineHealth } from './directLineHealth';
import { DirectLine } from './directLine';
import { DirectLineError } from './directLineError';
import { HeardReplies, type Tried } from './heardReplies';
import { Typing } from './typing';
import { outcomeOf, refusalOf } from './outcomes';

export interface RelayOptions {
  db: Db;
  files: Files;
  inbox: Pick<Inbox, 'botSaid'>;
  unanswered: Unanswered;
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
/** How long the first word waits for the stream. */
const HEAD_START_MS = 1_000;
/** How long after the last refusal the bot's answer may still come by its stream. */
const GRACE_MS = 500;

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
  private readonly typing: Typing;
  private readonly health: DirectLineHealth;
  private readonly heardReplies: HeardReplies;
  private timer: NodeJS.Timeout | null = null;
  private ticking: Promise<void> | null = null;

  constructor(private readonly options: RelayOptions) {
    const { db, key, allowLoopback, instance, log } = options;
    this.typing = new Typing(options);
    this.directLine = new DirectLine({ allowLoopback });
    this.conversations = new BotConversations({ db, key, directLine: this.directLine, instance });
    this.health = new DirectLineHealth(db, new ConnectionHealth(db, log));
    this.heardReplies = new HeardReplies(db, (id) => this.streams.has(id));
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
      typing: (id) => void this.typing.show(id),
      heard: (id, said) => this.heardReplies.heard(id, said),
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
    this.streams.stopAdopting();
    await this.ticking;
    await this.streams.stop();
  }

  private tick(): void {
    this.ticking ??= this.streams
      .tick()
      .catch((error: unknown) => this.options.log.error('relay.round_failed', { err: error }))
      .finally(() => (this.ticking = null));
  }

  async send(item: Item<'bot'>, signal: AbortSignal): Promise<SendOutcome> {
    const { payload } = item;
    const conversation = await findConversation(this.options.db.q, payload.conversationId);
    const bot = conversation?.connection_id ?? '';
    if (!(await this.hasTurn(bot))) return { result: 'retry', reason: BOT_BUSY };
    let answered = true;
    try {
      switch (payload.type) {
        case 'message':
          return await this.say(item, payload.messageId, signal);
        case 'code':
          return await this.passCode(payload.conversationId, payload.code, signal);
        case 'return':
          return await this.resumeBot(item, payload.escalationId, signal);
      }
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

  async settle(tx: Tx, item: Item<'bot'>, outcome: SendOutcome): Promise<void> {
    const { payload, lane, attempts } = item;
    const { conversationId } = payload;
    if (outcome.result === 'retry') {
      // A single failure is not told yet.
      if (outcome.why !== 'away' || attempts === 0) return;
      const waiting = (await waitingItems(tx.q, lane)) as Item<'bot'>[];
      const words = waiting.flatMap(({ payload: one }) => (one.type === 'message' ? [one.messageId] : []));
      return this.options.unanswered.away(tx, conversationId, words);
    }
    this.heardReplies.forget(item.id);
    if (payload.type === 'code') return this.settleCode(tx, conversationId, outcome);
    if (payload.type !== 'message') return;
    if (outcome.result === 'delivered') {
      if (outcome.externalId) await botTook(tx.q, conversationId, payload.messageId, outcome.externalId);
      return this.options.unanswered.answered(tx, conversationId);
    }
    if (outcome.why === 'refused') return this.options.unanswered.refused(tx, conversationId, payload.messageId);
    return this.options.unanswered.gaveUp(tx, conversationId, payload.messageId);
  }

  private async settleCode(tx: Tx, conversationId: string, outcome: SendOutcome): Promise<void> {
    if (outcome.result === 'failed') return this.options.unanswered.codeLost(tx, conversationId);
    const taken = outcome.result === 'delivered' ? outcome.externalId : null;
    if (taken) await takeKey(tx.q, codeKey(conversationId, taken));
  }

  /** Posts the customer's words; in a fresh bot conversation when the old one is gone. */
  private async say(item: Item<'bot'>, messageId: string, signal: AbortSignal): Promise<SendOutcome> {
    const { conversationId } = item.payload;
    const words = await findMessageForBot(this.options.db.q, messageId);
    // Of words the bot refused, the echo says only that its channel has them.
    if (!words || (words.botExternalId && item.refused === 0)) return { result: 'delivered' };
    // The bot handed over while this waited: it is in the transcript, and an agent's to answer.
    if (await openEscalationOf(this.options.db.q, conversationId)) return { result: 'delivered' };
    const tried = this.heardReplies.begun(item.id, words.message.seq);
    if (item.refused > 0 && (await this.heardReplies.isAnswered(conversationId, messageId, tried)))
      return { result: 'delivered' };
    for (let fresh = false; ; fresh = true) {
      const known = this.streams.has(conversationId);
      const open = await this.open(item, signal);
      let posting = false;
      try {
        // Another process, or an attempt whose answer got lost, may have said it already.
        const takenUp = !known && !open.begun && open.botConversation.owner === this.options.instance;
        const mayBeThere = item.refused === 0 && ((item.attempts > 0 && !open.begun) || takenUp);
        const said = mayBeThere ? await this.findSaid(open, messageId, signal) : null;
        const live = this.streams.follow(open.botConversation, open.handle, open.streamUrl);
        if (said) return { result: 'delivered', externalId: said };
        // Signs of typing come over the socket only.
        await Promise.race([live, wait(HEAD_START_MS, undefined, { ref: false })]);
        const files = await filesForBot(this.options, words.message);
        const activity = activityOf(words.message, words.value, open, files);
        posting = true;
        const posted = this.directLine.postWithFiles(open.handle, activity, files, signal);
        const externalId = await this.typing.during(conversationId, posted);
        this.health.succeeded(open.connection.id);
        return { result: 'delivered', externalId };
      } catch (error) {
        this.health.failed(open.connection.id, error);
        const refusal = posting && refusalOf(error, { before: item.refused, sinceMs: Date.now() - tried.at });
        if (refusal) return await this.unlessAnswered(conversationId, messageId, tried, refusal);
        if (!isLost(error) || fresh) throw error;
        await this.streams.close(conversationId);
        await this.conversations.leave(open.botConversation);
      }
    }
  }

  /** The bot may have answered although its channel said no; before the customer is told otherwise, it gets a moment. */
  private async unlessAnswered(
    conversationId: string,
    messageId: string,
    tried: Tried,
    refusal: SendOutcome,
  ): Promise<SendOutcome> {
    if (refusal.result === 'failed') await wait(GRACE_MS, undefined, { ref: false });
    const isAnswered = await this.heardReplies.isAnswered(conversationId, messageId, tried);
    return isAnswered ? { result: 'delivered' } : refusal;
  }

  /** Only the bot conversation that asked can do anything with it, so a lost one is not begun again. */
  private async passCode(conversationId: string, code: string, signal: AbortSignal): Promise<SendOutcome> {
    const open = await this.health.watched(conversationId, () => this.conversations.open(conversationId, signal));
    void this.streams.follow(open.botConversation, open.handle, open.streamUrl);
    const from = { id: userIdOf(conversationId), name: open.conversation.customer_name, role: 'user' };
    const activity = { type: 'message', from, text: code, textFormat: 'plain' };
    const externalId = await this.directLine.post(open.handle, activity, signal);
    this.health.succeeded(open.connection.id);
    return { result: 'delivered', externalId };
  }

  /** The escalation ended: the bot is back, and knows how it went. */
  private async resumeBot(item: Item<'bot'>, escalationId: string, signal: AbortSignal): Promise<SendOutcome> {
    const { conversationId } = item.payload;
    const escalation = await findEscalation(this.options.db.q, escalationId);
    if (!escalation) return { result: 'failed', reason: ESCALATION_GONE };
    const context = {
      escalationId,
      handoffResult: escalation.status === 'resolved' ? 'resolved' : 'abandoned',
      handoffOutcome: outcomeWords(escalation.outcome),
      handoffAgent: escalation.assigneeName ?? '',
      handoffNumber: escalation.number,
      handoffQueue: escalation.queueName,
    };
    await this.streams.close(conversationId);
    await returnToBot(this.options.db.q, conversationId, context, this.options.instance);
    const open = await this.open(item, signal);
    void this.streams.follow(open.botConversation, open.handle, open.streamUrl);
    this.health.succeeded(open.connection.id);
    return { result: 'delivered' };
  }

  private open({ payload, attempts }: Item<'bot'>, signal: AbortSignal): Promise<OpenBotConversation> {
    const { conversationId } = payload;
    return this.health.watched(conversationId, () => this.conversations.open(conversationId, signal, attempts === 0));
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
