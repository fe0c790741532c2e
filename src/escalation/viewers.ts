/**
 * Who has a chat open now, so that two do not answer at once. Presence, not truth: every process keeps it in memory as
 * hints tell, and forgets whoever has not said so again.
 */
import { LRUCache } from 'lru-cache';
import type { Identity, Person } from '../domain/escalation';
import type { Db, Hint } from '../store/postgres/db';

/** A tab says so once a minute. */
const FORGOTTEN_MS = 90_000;
/** More chats than are looked at at once, and more people than look at one. */
const MOST_CHATS = 10_000;
const MOST_PEOPLE = 50;

interface Viewer extends Person {
  tenantId: string;
  until: number;
}
type Listener = (escalationId: string, people: readonly Pick<Viewer, 'id' | 'tenantId'>[]) => void;

export class Viewers {
  private readonly known = new LRUCache<string, Map<string, Viewer>>({ max: MOST_CHATS });
  private readonly listeners = new Set<Listener>();

  constructor(
    private readonly db: Db,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** Somebody has it open, or has left it; every process hears of it. */
  async look(escalationId: string, { tenantId, id, name }: Identity, isThere: boolean): Promise<void> {
    await this.db.transaction(async (tx) => {
      tx.hint({ kind: 'viewer', escalationId, tenantId, agentId: id, name: name.slice(0, 200), isThere });
    });
  }

  /** Who looks at it besides the one who asks, as far as this process has heard. */
  besides(escalationId: string, askerId: string): Person[] {
    return this.of(escalationId)
      .filter(({ id }) => id !== askerId)
      .map(({ id, name }) => ({ id, name }));
  }

  heard(hint: Hint): void {
    if (hint.kind !== 'viewer') return;
    const { escalationId, tenantId, agentId, name, isThere } = hint;
    const before = this.of(escalationId);
    const wasThere = before.some(({ id }) => id === agentId);
    const others = before.filter(({ id }) => id !== agentId);
    const until = this.now().getTime() + FORGOTTEN_MS;
    const after = isThere ? [...others.slice(-MOST_PEOPLE + 1), { id: agentId, tenantId, name, until }] : others;
    if (after.length === 0) this.known.delete(escalationId);
    else this.known.set(escalationId, new Map(after.map((viewer) => [viewer.id, viewer])));
    if (wasThere !== isThere) for (const listener of this.listeners) listener(escalationId, others);
  }

  /** Calls with whom to tell that somebody else came or went. */
  onChange(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private of(escalationId: string): Viewer[] {
    const now = this.now().getTime();
    return [...(this.known.get(escalationId)?.values() ?? [])].filter(({ until }) => until > now);
  }
}
