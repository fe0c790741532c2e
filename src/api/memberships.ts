/** The queues of whoever asks, and those a bounded manager manages, remembered between their requests until a roster or a queue changes. */
import { LRUCache } from 'lru-cache';
import type { HintListener } from '../store/postgres/hintListener';
import type { Db, Hint, Reader } from '../store/postgres/db';
import { boundOf } from '../store/managers';
import { queueIdsOf } from '../store/queues';

const MOST_PEOPLE = 20_000;
/** Should a hint be lost for good. */
const KEPT_MS = 60_000;

export interface Queues {
  /** Of whose teams they are. */
  queueIds: string[];
  /** Null: as a manager they manage all. */
  boundTo: string[] | null;
}

export async function queuesOf(q: Reader, tenantId: string, personId: string): Promise<Queues> {
  const [queueIds, boundTo] = await Promise.all([queueIdsOf(q, tenantId, personId), boundOf(q, tenantId, personId)]);
  return { queueIds, boundTo };
}

export class Memberships {
  private readonly known = new LRUCache<string, Queues>({ max: MOST_PEOPLE, ttl: KEPT_MS });
  private readonly stops: (() => void)[] = [];
  /** What is being read while it changes may be the old state. */
  private changes = 0;
  private isListening = false;

  constructor(
    private readonly db: Pick<Db, 'q' | 'onCommit'>,
    private readonly hints: Pick<HintListener, 'on' | 'onReconnect'>,
  ) {}

  start(): void {
    this.isListening = true;
    const forget = (): void => {
      this.changes += 1;
      this.known.clear();
    };
    const heard = (hint: Hint) => hint.kind === 'roster' && forget();
    this.stops.push(
      // Whoever changes it asks again at once, and the hint by way of the database may still be on its way.
      this.db.onCommit(heard),
      this.hints.on(heard),
      this.hints.onReconnect(forget),
    );
  }

  stop(): void {
    this.isListening = false;
    for (const stop of this.stops.splice(0)) stop();
  }

  async of(tenantId: string, personId: string): Promise<Queues> {
    const key = `${tenantId}:${personId}`;
    const known = this.known.get(key);
    if (known) return known;
    const { changes } = this;
    const queues = await queuesOf(this.db.q, tenantId, personId);
    if (this.isListening && changes === this.changes) this.known.set(key, queues);
    return queues;
  }
}
