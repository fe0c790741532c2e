/**
 * Runs the outbox: lease a lane, send outside any transaction, settle.
 * Within a lane strictly one after the other; lanes do not wait for each other; every process runs one.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { lastTryWords, noSenderWords } from '../cards/words/agent/delivery';
import { reasonOf } from '../base/errors';
import type { Log } from '../base/log';
import { withTimeout } from '../base/withTimeout';
import type { Db } from '../store/postgres/db';
import { blockLane } from '../store/outbox/lanes';
import {
  type LeasedItem,
  type LeasedLane,
  leaseLanes,
  putOffLane,
  reclaimLanes,
  releaseLane,
  renewLease,
  waitingItems,
} from '../store/outbox/leases';
import { LeaseLost, postpone, removeItems } from '../store/outbox/outbox';
import { nextDueIn, outboxState } from '../store/outbox/state';
import { marksLanded, marksUnused, pauseBudget } from '../store/outbox/rateBudgets';
import { BASE_DELAY_MS, delayOf } from './backoff';
import { Pauses } from './pauses';
import type { Kind, SendOutcome } from '../domain/outbox';
import type { Sender } from './sender';
import { Settling } from './settling';

export interface DispatcherOptions {
  /** This process's number; see store/instances.ts. */
  owner: number;
  log: Log;
  /** Lanes worked on at once, those of files besides. */
  concurrency?: number;
  onSettled?: (kind: Kind, outcome: SendOutcome['result']) => void;
}

/** Lanes that move files; they have places of their own, so that messages never wait for them. */
const FILES_AT_ONCE = 6;
const SEND_TIMEOUT_MS = 20_000;
const POLL_MS = 1_000;
/** Of so many leases one begins with the newest words. */
const NEWEST_EVERY = 4;
/** A lease is renewed when a batch has run this long. */
const RENEW_AFTER_MS = 20_000;

export class Dispatcher {
  private readonly senders: Map<Kind, Sender>;
  private readonly coalescing: Kind[];
  private readonly running = new Set<Promise<void>>();
  private readonly pauses = new Pauses();
  private readonly settling: Settling;
  private runningSlow = 0;
  private leases = 0;
  private stopped = true;
  private awake = false;
  private wakeUp: (() => void) | null = null;
  private loop: Promise<void> = Promise.resolve();

  constructor(
    private readonly db: Db,
    senders: readonly Sender[],
    private readonly options: DispatcherOptions,
  ) {
    this.senders = new Map(senders.map((sender) => [sender.kind, sender]));
    this.settling = new Settling(db, options.owner, (paused) => this.holdBack(paused));
    this.coalescing = senders.filter((sender) => sender.coalesce).map((sender) => sender.kind);
  }

  start(): void {
    this.stopped = false;
    this.loop = this.run();
  }

  /** Something was enqueued: polls now instead of at the next interval. */
  wake(): void {
    this.awake = true;
    this.wakeUp?.();
  }

  /** Waits for the sends under way; what is still queued stays in the outbox. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.wake();
    await this.loop;
    await Promise.all(this.running);
  }

  /** Resolves when the outbox is empty, retries included; throws after so long without progress. */
  async drain(patienceMs = 120_000): Promise<void> {
    let deadline = 0;
    let least = Infinity;
    for (;;) {
      this.wake();
      await Promise.all(this.running);
      const { pending } = await outboxState(this.db.q);
      if (pending < least) [least, deadline] = [pending, Date.now() + patienceMs];
      if (pending === 0 && this.running.size === 0) return;
      const dueIn = (await nextDueIn(this.db.q)) ?? 10;
      if (Date.now() + dueIn > deadline) throw new Error(`${pending} deliveries still wait in the outbox.`);
      await pause(Math.max(5, dueIn));
    }
  }

  private async run(): Promise<void> {
    let lastReclaim = 0;
    while (!this.stopped) {
      this.awake = false;
      let sleepMs = POLL_MS;
      try {
        if (Date.now() - lastReclaim >= POLL_MS) {
          lastReclaim = Date.now();
          await reclaimLanes(this.db.q);
        }
        const most = (this.options.concurrency ?? 16) - (this.running.size - this.runningSlow);
        if (most > 0) this.leases += 1;
        const room = {
          most: Math.max(0, most),
          files: FILES_AT_ONCE - this.runningSlow,
          newest: this.leases % NEWEST_EVERY === 0,
        };
        const { lanes, nextAt } =
          room.most + room.files > 0 ? await leaseLanes(this.db, this.options.owner, room, this.coalescing) : NOTHING;
        for (const lane of lanes) this.begin(lane);
        if (lanes.length > 0) continue;
        if (nextAt !== null) sleepMs = Math.min(sleepMs, Math.max(5, nextAt - Date.now()));
      } catch (error) {
        this.options.log.error('outbox.read_failed', { err: error });
      }
      if (!this.awake && !this.stopped) await this.sleep(sleepMs);
    }
  }

  private begin(lane: LeasedLane): void {
    if (lane.slow) this.runningSlow += 1;
    const work = this.runLane(lane)
      .catch((error: unknown) => {
        const { log } = this.options;
        if (error instanceof LeaseLost) log.warn('outbox.lease_lost', { lane: lane.key });
        else log.error('outbox.lane_failed', { err: error, lane: lane.key });
      })
      .finally(() => {
        this.running.delete(work);
        if (lane.slow) this.runningSlow -= 1;
        this.wake();
      });
    this.running.add(work);
  }

  private async runLane({ key, rateKey, items }: LeasedLane): Promise<void> {
    const { owner } = this.options;
    let leasedAt = Date.now();
    const groups = this.groups(items);
    for (let group = groups.shift(); group; group = groups.shift()) {
      const pausedMs = this.pauses.left(rateKey);
      if (this.stopped || pausedMs > 0) {
        await marksUnused(this.db.q, marksOf([group, ...groups]));
        if (pausedMs > 0) return putOffLane(this.db.q, key, owner, pausedMs);
        break;
      }
      if (Date.now() - leasedAt > RENEW_AFTER_MS) {
        await renewLease(this.db.q, key, owner);
        leasedAt = Date.now();
      }
      const outcome = await this.attempt(group);
      // Before anything else is written: others with the same key may be about to send.
      if (outcome.result === 'retry' && outcome.pauses && rateKey !== null) await this.pause(rateKey, outcome.afterMs);
      const isLast = groups.length === 0;
      const goOn = await this.settle(key, group, outcome, isLast);
      if (!goOn) return marksUnused(this.db.q, marksOf(groups));
      if (isLast) return;
    }
    await releaseLane(this.db.q, key, owner);
  }

  private async pause(rateKey: string, ms = BASE_DELAY_MS): Promise<void> {
    this.pauses.set(rateKey, ms);
    await pauseBudget(this.db.q, rateKey, ms);
  }

  /** A Retry-After another process got meanwhile holds the lanes of this one, too. */
  private holdBack(paused: Map<string, number>): void {
    for (const [key, ms] of paused) this.pauses.set(key, ms);
  }

  private groups(items: LeasedItem[]): LeasedItem[][] {
    const first = items[0];
    return first && this.coalescing.includes(first.kind) ? [items] : items.map((item) => [item]);
  }

  private async attempt(group: LeasedItem[]): Promise<SendOutcome> {
    const item = lastOf(group);
    const sender = this.senders.get(item.kind);
    if (!sender) return { result: 'failed', reason: noSenderWords(item.kind) };
    try {
      return await withTimeout(SEND_TIMEOUT_MS, (signal) =>
        sender.send({ ...item, attempts: attemptsOf(group) }, signal),
      );
    } catch (error) {
      this.options.log.warn('outbox.delivery_crashed', { err: error, lane: item.lane, kind: item.kind });
      return { result: 'retry', reason: reasonOf(error), ambiguous: true };
    }
  }

  /** True when the lane may go on with its next item; with the last one of a lease, that ends. */
  private async settle(lane: string, group: LeasedItem[], attempted: SendOutcome, isLast: boolean): Promise<boolean> {
    const item = { ...lastOf(group), attempts: attemptsOf(group) };
    const ids = group.map(({ id }) => id);
    const sender = this.senders.get(item.kind);
    const outcome = this.isLast(sender, item.attempts) && attempted.result === 'retry' ? givenUp(attempted) : attempted;
    const { owner } = this.options;
    if (sender && outcome.result === 'delivered') {
      await this.settling.settle({ lane, ids, item, sender, outcome, marks: marksOf([group]), last: isLast });
      this.options.onSettled?.(item.kind, outcome.result);
      return true;
    }
    await this.db.transaction(async (tx) => {
      // Verbs lock an escalation and then its lanes; the other way round the two would wait for each other.
      await sender?.settle?.(tx, item, outcome, outcome.result !== 'retry');
      if (outcome.result === 'retry') {
        // A refusal means that the far end is up: its own count of attempts sets the backoff.
        const tries = outcome.why === 'refused' ? item.refused : item.attempts;
        const delayMs = delayOf(outcome.afterMs, tries, sender?.maxAttempts);
        await postpone(tx.q, lane, owner, ids, {
          reason: outcome.reason,
          ambiguous: outcome.ambiguous ?? false,
          refused: outcome.why === 'refused',
          delayMs,
        });
      } else {
        const blocks = outcome.result === 'failed' && outcome.blocksLane === true;
        await removeItems(tx.q, lane, owner, ids, { last: isLast && !blocks });
        if (blocks) await blockLane(tx.q, lane, outcome.reason);
      }
      this.holdBack(await marksLanded(tx.q, marksOf([group])));
    });
    this.options.onSettled?.(item.kind, outcome.result);
    // The reason may quote the far end, so it stays out of the log.
    if (outcome.result === 'failed') this.options.log.warn('outbox.delivery_failed', { lane, kind: item.kind });
    if (outcome.result === 'failed' && outcome.blocksLane) {
      await this.failRest(lane, outcome.reason);
      return false;
    }
    return outcome.result !== 'retry';
  }

  /** The far end takes nothing: what waits behind fails the same way, without another attempt. */
  private async failRest(lane: string, reason: string): Promise<void> {
    for (;;) {
      const waiting = await waitingItems(this.db.q, lane);
      if (waiting.length === 0) break;
      for (const item of waiting) await this.settle(lane, [item], { result: 'failed', reason }, false);
    }
    await releaseLane(this.db.q, lane, this.options.owner);
  }

  private isLast(sender: Sender | undefined, attempts: number): boolean {
    return sender?.maxAttempts !== undefined && attempts + 1 >= sender.maxAttempts;
  }

  private async sleep(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.wakeUp = null;
  }
}

const NOTHING = { lanes: [] as LeasedLane[], nextAt: null };

function givenUp(outcome: Extract<SendOutcome, { result: 'retry' }>): SendOutcome {
  const { reason, why } = outcome;
  return { result: 'failed', reason: lastTryWords(reason), ...(why && { why }) };
}

function lastOf(group: LeasedItem[]): LeasedItem {
  const last = group.at(-1);
  if (!last) throw new Error('A lane was leased without items.');
  return last;
}

const marksOf = (groups: LeasedItem[][]) => groups.flatMap((group) => group.flatMap(({ marks }) => marks));

function attemptsOf(group: LeasedItem[]): number {
  return Math.max(...group.map(({ attempts }) => attempts));
}
