/**
 * Group commit of what was delivered: whatever arrives at the far end while one transaction is on its way shares the
 * next. One at a time waits for nobody; many together cost little more than one.
 */
import type { Item, SendOutcome } from '../domain/outbox';
import { removeDelivered } from '../store/outbox/outbox';
import { type Mark, marksLanded } from '../store/outbox/rateBudgets';
import type { Db } from '../store/postgres/db';
import type { Sender } from './sender';

/** Items sent with one call, and what came of it. */
export interface Delivered {
  lane: string;
  ids: string[];
  item: Item;
  sender: Sender;
  outcome: Extract<SendOutcome, { result: 'delivered' }>;
  marks: Mark[];
  /** The last of their lease, which ends with them. */
  last: boolean;
}

interface Waiting {
  delivered: Delivered;
  resolve: () => void;
  reject: (error: unknown) => void;
}

const MOST_AT_ONCE = 50;

export class Settling {
  private waiting: Waiting[] = [];
  private isUnderWay = false;

  constructor(
    private readonly db: Db,
    private readonly owner: number,
    /** A Retry-After another process got meanwhile, in milliseconds by rate key. */
    private readonly onPaused: (paused: Map<string, number>) => void,
  ) {}

  /** Resolves when it is committed; rejects with LeaseLost, or with what else was wrong with it alone. */
  settle(delivered: Delivered): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ delivered, resolve, reject });
      if (!this.isUnderWay) void this.run();
    });
  }

  private async run(): Promise<void> {
    this.isUnderWay = true;
    while (this.waiting.length > 0) await this.together(this.waiting.splice(0, MOST_AT_ONCE));
    this.isUnderWay = false;
  }

  /** A lane that was lost, or a sender that fails, must not hold up the others. */
  private async together(batch: Waiting[]): Promise<void> {
    try {
      await this.commit(batch.map(({ delivered }) => delivered));
      for (const { resolve } of batch) resolve();
    } catch (error) {
      if (batch.length === 1) return batch[0]?.reject(error);
      for (const one of batch) await this.together([one]);
    }
  }

  private async commit(batch: Delivered[]): Promise<void> {
    const paused = await this.db.transaction(async (tx) => {
      // Verbs lock an escalation and then its lanes; the other way round the two would wait for each other.
      await Promise.all(batch.map(async ({ sender, item, outcome }) => sender.settle?.(tx, item, outcome, true)));
      const [, landed] = await Promise.all([
        removeDelivered(tx.q, this.owner, batch),
        marksLanded(
          tx.q,
          batch.flatMap(({ marks }) => marks),
        ),
      ]);
      return landed;
    });
    this.onPaused(paused);
  }
}
