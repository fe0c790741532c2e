/** Stores a connection's health, debounced: not a write for every message. */
import { LRUCache } from 'lru-cache';
import type { Log } from '../base/log';
import { type Contact, contactFailed, contactSucceeded } from '../store/connectionHealth';
import type { Db } from '../store/postgres/db';

const EVERY_MS = 60_000;
const MOST_CONNECTIONS = 2_000;

interface Faults {
  count: number;
  reason: string;
}

export class ConnectionHealth {
  /** Whose success is written down for now. */
  private readonly fresh = new LRUCache<string, true>({ max: MOST_CONNECTIONS, ttl: EVERY_MS });
  /** Not written down yet. */
  private readonly faults = new Map<string, Faults>();
  private readonly writing = new Set<string>();

  constructor(
    private readonly db: Db,
    private readonly log: Log,
    private readonly contact: Contact = 'calls',
  ) {}

  succeeded(connectionId: string): void {
    if (this.fresh.has(connectionId)) return;
    this.fresh.set(connectionId, true);
    this.write(contactSucceeded(this.db.q, connectionId, this.contact, new Date()));
  }

  /** What went wrong on the bot's side, in words. */
  faulted(connectionId: string, reason: string): void {
    // After a fault, the next success is written at once.
    this.fresh.delete(connectionId);
    this.faults.set(connectionId, { count: (this.faults.get(connectionId)?.count ?? 0) + 1, reason });
    if (!this.writing.has(connectionId)) this.write(this.writeFaults(connectionId));
  }

  /** One write at a time per connection: what fails meanwhile is counted in the next. */
  private async writeFaults(connectionId: string): Promise<void> {
    this.writing.add(connectionId);
    try {
      for (let next = this.take(connectionId); next; next = this.take(connectionId)) {
        await contactFailed(this.db.q, connectionId, next.reason, new Date(), next.count);
      }
    } finally {
      this.writing.delete(connectionId);
    }
  }

  private take(connectionId: string): Faults | undefined {
    const faults = this.faults.get(connectionId);
    this.faults.delete(connectionId);
    return faults;
  }

  private write(work: Promise<void>): void {
    work.catch((error: unknown) => this.log.warn('connection.health_not_stored', { err: error }));
  }
}
