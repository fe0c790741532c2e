/** Writes down how a connection does, without a write for every message. */
import type { Log } from '../base/log';
import { contactFailed, contactSucceeded } from '../store/connectionHealth';
import type { Db } from '../store/postgres/db';

const EVERY_MS = 60_000;

interface Faults {
  count: number;
  reason: string;
}

export class ConnectionHealth {
  private readonly writtenAt = new Map<string, number>();
  /** Not written down yet. */
  private readonly faults = new Map<string, Faults>();
  private readonly writing = new Set<string>();

  constructor(
    private readonly db: Db,
    private readonly log: Log,
  ) {}

  succeeded(connectionId: string): void {
    if (this.isFresh(connectionId)) return;
    this.write(contactSucceeded(this.db.q, connectionId, new Date()));
  }

  /** What went wrong on the bot's side, in words. */
  faulted(connectionId: string, reason: string): void {
    // The next success is news again.
    this.writtenAt.delete(connectionId);
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

  private isFresh(key: string): boolean {
    const now = Date.now();
    if (now - (this.writtenAt.get(key) ?? 0) < EVERY_MS) return true;
    if (this.writtenAt.size > 2_000) this.writtenAt.clear();
    this.writtenAt.set(key, now);
    return false;
  }

  private write(work: Promise<void>): void {
    work.catch((error: unknown) => this.log.warn({ err: error }, "a connection's health could not be written down"));
  }
}
