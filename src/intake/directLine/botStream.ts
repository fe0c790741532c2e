/**
 * Reads one bot conversation: a socket for speed, and GET after every (re)connect so that nothing is missed.
 * Without a working socket, the retries with their GETs are a slow poll.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { BotArrival } from '../../arrival/botArrival';
import { reasonOf } from '../../base/errors';
import type { Log } from '../../base/log';
import { Recent } from '../../base/recent';
import { readArrival, spokenBy } from './botActivity';
import { isLost } from './botConversations';
import type { ActivitySet, DirectLineHandle, DirectLine } from './directLine';
import { openStream, type Stream } from './directLineSocket';

/** `handedOver` and `ended`: the bot is done. `lost`: the service does not know the conversation any more. */
export type StreamEnd = 'handedOver' | 'ended' | 'lost';

export interface BotStreamOptions {
  conversationId: string;
  generation: number;
  handle: DirectLineHandle;
  watermark: string | null;
  userId: string;
  directLine: DirectLine;
  allowLoopback: boolean;
  /** Must have committed when it resolves; what it refuses is brought again. */
  arrived(arrival: BotArrival): Promise<void>;
  echoed(messageId: string, externalId: string): Promise<void>;
  /** The bot said something, of whatever kind. */
  heard(said: { id: string; replyToId: string | null }): void;
  typing(): void;
  /** Written down when it resolves. */
  ended(how: StreamEnd): Promise<void>;
  log: Log;
}

const SLOWEST_RETRY_MS = 15_000;
const REMEMBERED_IDS = 500;
const MOST_PAGES = 1_000;

export class BotStream {
  lastUsedAt = Date.now();
  private watermark: string | null;
  private stream: Stream | null = null;
  private readonly stopping = new AbortController();
  /** Sets are taken one after the other, in the order they came. */
  private work: Promise<void> = Promise.resolve();
  private broken = false;
  private readonly seen = new Recent(REMEMBERED_IDS);
  private running: Promise<void> = Promise.resolve();
  private open: () => void = () => undefined;
  /** Resolves when the stream is live for the first time, or could not be. */
  readonly opened = new Promise<void>((resolve) => (this.open = resolve));

  constructor(private readonly options: BotStreamOptions) {
    this.watermark = options.watermark;
  }

  get generation(): number {
    return this.options.generation;
  }

  get handle(): DirectLineHandle {
    return this.options.handle;
  }

  renewed(token: string): void {
    this.options.handle = { ...this.options.handle, token };
  }

  /** @param streamUrl as the start of the conversation gave it; else it is asked for */
  start(streamUrl: string | null): void {
    this.running = this.run(streamUrl).finally(this.open);
  }

  /** Resolves when nothing is being taken any more. */
  async close(): Promise<void> {
    this.stopping.abort();
    this.stream?.close();
    await this.running;
  }

  private get closed(): boolean {
    return this.stopping.signal.aborted;
  }

  private async run(first: string | null): Promise<void> {
    let streamUrl = first;
    for (let failures = 0; !this.closed; failures += 1) {
      try {
        const url = streamUrl ?? (await this.resume());
        streamUrl = null;
        const end = await this.follow(url, () => (failures = 0));
        if (end === 'collision') failures = Math.max(failures, 4);
      } catch (error) {
        if (this.closed) break;
        this.open();
        if (isLost(error)) return await this.finish('lost');
        this.options.log.debug('relay.stream_broke', { err: error, conversationId: this.options.conversationId });
        await this.backfill().catch(() => undefined); // the next connect reports the error
      }
      await pause(retryDelay(failures), this.stopping.signal);
    }
    await this.work;
  }

  private async resume(): Promise<string> {
    const { streamUrl, token } = await this.options.directLine.resume(
      this.options.handle,
      this.watermark,
      this.stopping.signal,
    );
    if (token) this.renewed(token);
    return streamUrl;
  }

  /** One socket from opening to end. What it brings waits until GET has brought what came before. */
  private async follow(url: string, onGood: () => void) {
    const { allowLoopback, directLine: _, ...options } = this.options;
    this.broken = false;
    let early: ActivitySet[] | null = [];
    const onSet = (set: ActivitySet) => {
      if (early) early.push(set);
      else this.enqueue(set);
    };
    const stream = await openStream(url, { allowLoopback, onSet, signal: this.stopping.signal });
    this.stream = stream;
    try {
      if (this.closed) return 'closed';
      await this.backfill();
      onGood();
      this.open();
      const waiting = early;
      early = null;
      for (const set of waiting) this.enqueue(set);
      const { end, reason } = await stream.ended;
      options.log.debug('relay.stream_ended', { conversationId: options.conversationId, end, reason });
      return end;
    } finally {
      this.stream = null;
      stream.close();
      await this.work;
    }
  }

  private enqueue(set: ActivitySet): void {
    this.work = this.work.then(async () => {
      if (this.broken || this.closed) return;
      try {
        await this.take(set);
      } catch (error) {
        // Nothing after it may overtake: start again from the last watermark that was stored.
        this.broken = true;
        this.options.log.warn('relay.message_not_stored', {
          err: reasonOf(error),
          conversationId: this.options.conversationId,
        });
        this.stream?.close();
      }
    });
  }

  private async backfill(): Promise<void> {
    for (let page = 0; page < MOST_PAGES && !this.closed; page += 1) {
      const set = await this.options.directLine.activities(this.options.handle, this.watermark, this.stopping.signal);
      const before = this.watermark;
      if (set.activities.length > 0) await this.take(set);
      if (set.activities.length === 0 || this.watermark === before) return;
    }
  }

  private async take(set: ActivitySet): Promise<void> {
    const { conversationId, generation, userId } = this.options;
    const arrivals: BotArrival['activities'] = [];
    let typing = false;
    for (const [i, raw] of set.activities.entries()) {
      const arrived = readArrival(raw, userId, `${set.watermark ?? 'none'}.${i}`);
      const spoken = spokenBy(raw, userId);
      if (spoken) this.options.heard(spoken);
      // An echo goes first: the handoff that follows names the customer's message by this id.
      if (arrived.kind === 'echo') await this.options.echoed(arrived.messageId, arrived.externalId);
      if (arrived.kind === 'bot' && !this.seen.has(arrived.activity.id)) arrivals.push(arrived.activity);
      if (arrived.kind === 'service') {
        this.options.log.debug('relay.service_activity', { conversationId, what: arrived.what });
      }
      typing = arrived.kind === 'typing';
    }
    const watermark = this.later(set.watermark);
    if (arrivals.length > 0) {
      this.lastUsedAt = Date.now();
      await this.options.arrived({ conversationId, generation, watermark, activities: arrivals });
    }
    for (const { id } of arrivals) this.seen.add(id);
    this.watermark = watermark ?? this.watermark;
    if (typing) this.options.typing();
    const last = arrivals.find(({ kind }) => kind === 'handoff' || kind === 'ended');
    if (last) await this.finish(last.kind === 'handoff' ? 'handedOver' : 'ended');
  }

  /** None keeps the previous one, and what is replayed does not take it back. */
  private later(watermark: string | null): string | null {
    const [now, next] = [Number(this.watermark ?? -1), Number(watermark ?? NaN)];
    if (Number.isNaN(next) || Number.isNaN(now)) return watermark;
    return next < now ? null : watermark;
  }

  private async finish(how: StreamEnd): Promise<void> {
    if (this.closed) return;
    this.stopping.abort();
    this.stream?.close();
    await this.options.ended(how);
  }
}

/** 0.1 s, 0.2 s, 0.4 s … with jitter, so that not all reconnect to a restarted service at once. */
function retryDelay(failures: number): number {
  return Math.min(100 * 2 ** failures, SLOWEST_RETRY_MS) * (0.5 + Math.random());
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  // Cut short by closing, which the loop looks at next.
  await wait(ms, undefined, { signal, ref: false }).catch(() => undefined);
}
