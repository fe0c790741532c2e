/** What this process knows of rate keys that asked for a pause; the database knows for all of them. */
import { LRUCache } from 'lru-cache';

const MOST = 5_000;

export class Pauses {
  private readonly until = new LRUCache<string, number>({ max: MOST });

  set(key: string, ms: number): void {
    const until = Date.now() + ms;
    if (until > (this.until.get(key) ?? 0)) this.until.set(key, until);
  }

  /** Milliseconds still to wait; 0 when it may go. */
  left(key: string | null): number {
    const until = key === null ? undefined : this.until.get(key);
    return until === undefined ? 0 : Math.max(0, until - Date.now());
  }
}
