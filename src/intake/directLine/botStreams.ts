/** The bot streams this process holds: opened on use, closed when idle, tokens refreshed, adopted from processes that died. */
import { setTimeout as wait } from 'node:timers/promises';
import { reasonOf } from '../../base/errors';
import type { Log } from '../../base/log';
import type { Db } from '../../store/postgres/db';
import {
  adoptBotConversations,
  type BotConversation,
  botTook,
  endBotConversation,
  ownedGenerations,
  leaveBotConversations,
  releaseBotConversation,
  saveBotToken,
} from '../../store/botConversations';
import type { BotArrival } from '../../arrival/botArrival';
import { isLost, handleOf, userIdOf } from './botConversations';
import { BotStream, type StreamEnd } from './botStream';
import type { DirectLineHandle, DirectLine } from './directLine';

export interface BotStreamsOptions {
  db: Db;
  key: Buffer;
  directLine: DirectLine;
  allowLoopback: boolean;
  instance: number;
  log: Log;
  /** Idle timeout: the socket is closed; the state stays. */
  idleMs: number;
  /** Sockets held at once; the one used longest ago makes room. */
  most: number;
  arrived(arrival: BotArrival): Promise<void>;
  typing(conversationId: string): void;
  /** The bot said something, of whatever kind. */
  heard(conversationId: string, said: { id: string; replyToId: string | null }): void;
}

const ADOPTED_AT_ONCE = 50;
/** A bot that hangs does not keep the others waiting for longer. */
const OPEN_WITHIN_MS = 1_000;
const STOP_MS = 5_000;
const REFRESH_RETRY_MS = 20_000;

interface OwnStream {
  stream: BotStream;
  refreshAt: number;
}

export class BotStreams {
  /** Least recently used first. */
  private readonly own = new Map<string, OwnStream>();
  /** Streams that are closing, whose last messages are still being stored. */
  private readonly closing = new Set<Promise<void>>();
  private stopping = false;

  constructor(private readonly options: BotStreamsOptions) {}

  has(conversationId: string): boolean {
    return this.own.has(conversationId);
  }

  get size(): number {
    return this.own.size;
  }

  /** Reads what the bot says, unless another living process does; resolves when it does so live. */
  follow(botConversation: BotConversation, handle: DirectLineHandle, streamUrl: string | null): Promise<void> {
    const { conversationId, generation } = botConversation;
    if (botConversation.owner !== this.options.instance) return Promise.resolve();
    const old = this.own.get(conversationId);
    if (old?.stream.generation === generation) {
      old.stream.lastUsedAt = Date.now();
      this.own.delete(conversationId);
      this.own.set(conversationId, old);
      return old.stream.opened;
    }
    if (old) void this.drop(conversationId, old);
    this.makeRoom();
    const stream = this.streamOf(botConversation, handle);
    this.own.set(conversationId, { stream, refreshAt: refreshTime(botConversation.tokenExpiresAt) });
    stream.start(streamUrl);
    return stream.opened;
  }

  private streamOf({ conversationId, generation, watermark }: BotConversation, handle: DirectLineHandle): BotStream {
    const { db, directLine, allowLoopback, log } = this.options;
    const stream: BotStream = new BotStream({
      conversationId,
      generation,
      handle,
      watermark,
      userId: userIdOf(conversationId),
      directLine,
      allowLoopback,
      log,
      arrived: (arrival) => this.options.arrived(arrival),
      echoed: (messageId, externalId) => botTook(db.q, conversationId, messageId, externalId),
      typing: () => this.options.typing(conversationId),
      heard: (said) => this.options.heard(conversationId, said),
      ended: (how) => this.onEnded(conversationId, stream, how),
    });
    return stream;
  }

  private async onEnded(conversationId: string, stream: BotStream, how: StreamEnd): Promise<void> {
    const own = this.own.get(conversationId);
    if (own?.stream === stream) void this.drop(conversationId, own);
    const { db, log } = this.options;
    try {
      await endBotConversation(db.q, conversationId, stream.generation);
    } catch (error) {
      // Left open it is found out again: by the next message, or by whoever adopts it.
      log.warn('relay.end_not_stored', { err: error, conversationId, end: how });
    }
  }

  /** Stops reading; resolves when what was read is stored. */
  async close(conversationId: string): Promise<void> {
    const own = this.own.get(conversationId);
    if (own) await this.drop(conversationId, own);
  }

  private drop(conversationId: string, { stream }: OwnStream): Promise<void> {
    if (this.own.get(conversationId)?.stream === stream) this.own.delete(conversationId);
    const done = stream.close().catch((error: unknown) => {
      this.options.log.error('relay.stream_close_failed', { err: error, conversationId });
    });
    this.closing.add(done);
    void done.finally(() => this.closing.delete(done));
    return done;
  }

  private makeRoom(): void {
    const first = this.own.size >= this.options.most ? this.own.entries().next().value : undefined;
    if (first) this.giveUp(...first);
  }

  /** Any process may read on when the customer speaks again. */
  private giveUp(conversationId: string, own: OwnStream): void {
    const { db, instance, log } = this.options;
    void this.drop(conversationId, own)
      // Used again meanwhile: it stays with this process.
      .then(() => (this.own.has(conversationId) ? undefined : releaseBotConversation(db.q, instance, conversationId)))
      .catch((error: unknown) => log.warn('relay.stream_not_released', { err: reasonOf(error), conversationId }));
  }

  /** Periodic: closes idle streams, refreshes tokens, adopts streams. */
  async tick(): Promise<void> {
    const idleSince = Date.now() - this.options.idleMs;
    for (const [id, own] of [...this.own]) if (own.stream.lastUsedAt < idleSince) this.giveUp(id, own);
    await this.letGoOfLost();
    await this.refreshDue();
    await this.adopt();
  }

  /** Another process may have begun a later bot conversation, or thought this one dead. */
  private async letGoOfLost(): Promise<void> {
    const own = [...this.own];
    if (own.length === 0) return;
    const ids = own.map(([id]) => id);
    const ours = await ownedGenerations(this.options.db.q, this.options.instance, ids);
    for (const [id, one] of own) if (ours.get(id) !== one.stream.generation) void this.drop(id, one);
  }

  private async refreshDue(): Promise<void> {
    const due = [...this.own].filter(([, { refreshAt }]) => refreshAt <= Date.now());
    // A few at a time: after a pause of the process all of them may be due.
    for (let from = 0; from < due.length; from += 10) {
      await Promise.all(due.slice(from, from + 10).map(([id, own]) => this.refresh(id, own)));
    }
  }

  private async refresh(conversationId: string, own: OwnStream): Promise<void> {
    const { directLine, db, key, log } = this.options;
    const { stream } = own;
    try {
      const { token, expiresAt } = await directLine.refresh(stream.handle);
      own.refreshAt = refreshTime(expiresAt);
      stream.renewed(token);
      const { generation } = stream;
      await saveBotToken(db.q, key, { conversationId, generation, token, tokenExpiresAt: expiresAt });
    } catch (error) {
      if (isLost(error)) return await this.onEnded(conversationId, stream, 'lost');
      own.refreshAt = Date.now() + REFRESH_RETRY_MS;
      log.warn('relay.token_refresh_failed', { err: error, conversationId });
    }
  }

  /** As fast as they open, and no faster: neither the bot nor we are asked for all at once. */
  private async adopt(): Promise<void> {
    const { db, key, instance, idleMs, most } = this.options;
    for (let isMore = true; isMore && !this.stopping;) {
      // What was just evicted for lack of room is not fetched back.
      const limit = Math.min(ADOPTED_AT_ONCE, Math.floor(most * 0.9) - this.own.size);
      if (limit <= 0) return;
      const activeSince = new Date(Date.now() - idleMs);
      const { looked, adopted } = await adoptBotConversations(db.q, key, instance, { activeSince, limit });
      isMore = looked === limit;
      const opened = Promise.all(adopted.map((one) => this.take(one)));
      await Promise.race([opened, wait(OPEN_WITHIN_MS, undefined, { ref: false })]);
    }
  }

  private async take(botConversation: BotConversation): Promise<void> {
    const handle = handleOf(botConversation);
    if (handle) return this.follow(botConversation, handle, null);
    await endBotConversation(this.options.db.q, botConversation.conversationId, botConversation.generation);
  }

  /** What is being adopted is the last. */
  stopAdopting(): void {
    this.stopping = true;
  }

  /** Closes every socket and gives the conversations to whoever is there. */
  async stop(): Promise<void> {
    for (const [id, own] of [...this.own]) void this.drop(id, own);
    await Promise.race([Promise.all(this.closing), new Promise((resolve) => setTimeout(resolve, STOP_MS).unref())]);
    await leaveBotConversations(this.options.db.q, this.options.instance);
  }
}

/** At two thirds of what is left of the token's life: a dead one cannot be refreshed. */
function refreshTime(expiresAt: Date | null): number {
  const left = (expiresAt?.getTime() ?? 0) - Date.now();
  return Date.now() + Math.max(left, 0) * (2 / 3);
}
