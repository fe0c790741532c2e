/** Open streams by person, and who of them may receive a hint. No I/O. */
import { type Sighted, sees } from '../domain/policy';
import type { Hint } from '../store/postgres/db';
import type { Asker } from './route';

/** A person with at least one open stream. */
export interface Listener {
  readonly tenantId: string;
  readonly id: string;
  queueIds: ReadonlySet<string>;
  /** Of a bounded manager. */
  boundTo: readonly string[] | undefined;
  /** In MANAGERS, and so never bounded. */
  readonly isNamed: boolean;
  /** When the queues were last asked for, in milliseconds; 0: to be asked at once. */
  readAt: number;
  readonly streams: Set<Stream>;
}

/** One open response. */
export interface Stream {
  readonly listener: Listener;
  /** As the token of this very stream says. */
  readonly manager: boolean;
  send(frame: string): void;
}

/** What streams are written of. */
export type Audible = Exclude<Hint, { kind: 'outbox' | 'roster' | 'viewer' }>;

/** Longer than a request takes from its sign-in to its stream. */
const JUST_NOW_MS = 30_000;

/** Streams by what they are entitled to, so that a hint costs its audience and not everybody. */
export class Audience {
  private readonly people = new Map<string, Listener>();
  private readonly byQueue = new Map<string, Set<Listener>>();
  private readonly byId = new Map<string, Set<Listener>>();
  private readonly byTenant = new Map<string, Set<Listener>>();
  private readonly managers = new Map<string, Set<Stream>>();
  private readonly movedAt = new Map<string, number>();

  get listeners(): Iterable<Listener> {
    return this.people.values();
  }

  find(tenantId: string, id: string): Listener | undefined {
    return this.people.get(keyOf(tenantId, id));
  }

  /** Gets or creates the person; the caller adds a stream at once. */
  meet(who: Pick<Asker, 'tenantId' | 'id' | 'queueIds' | 'boundTo' | 'isNamed'>, now: number): Listener {
    const { tenantId, id } = who;
    const known = this.find(tenantId, id);
    const listener: Listener = known ?? {
      tenantId,
      id,
      queueIds: new Set(),
      boundTo: undefined,
      isNamed: who.isNamed ?? false,
      readAt: now,
      streams: new Set(),
    };
    if (!known) {
      this.people.set(keyOf(tenantId, id), listener);
      put(this.byId, id, listener);
      put(this.byTenant, tenantId, listener);
    }
    this.belongs(listener, who.queueIds);
    listener.boundTo = who.boundTo;
    // Their queues were read before the stream was there to hear of a change.
    if (now - (this.movedAt.get(tenantId) ?? 0) < JUST_NOW_MS) listener.readAt = 0;
    return listener;
  }

  /** People of this tenant (null: of every one) may belong to other queues now. */
  moved(tenantId: string | null, now: number): void {
    if (tenantId !== null) this.movedAt.set(tenantId, now);
    for (const listener of this.listeners) if (tenantId === null || listener.tenantId === tenantId) listener.readAt = 0;
  }

  join(stream: Stream): void {
    stream.listener.streams.add(stream);
    if (stream.manager) put(this.managers, stream.listener.tenantId, stream);
  }

  leave(stream: Stream): void {
    const { listener } = stream;
    take(this.managers, listener.tenantId, stream);
    if (!listener.streams.delete(stream) || listener.streams.size > 0) return;
    this.people.delete(keyOf(listener.tenantId, listener.id));
    take(this.byId, listener.id, listener);
    take(this.byTenant, listener.tenantId, listener);
    for (const queueId of listener.queueIds) take(this.byQueue, queueId, listener);
  }

  /** Takes note of the queues a manager manages now; returns those that were lost or won. */
  bounds(listener: Listener, boundTo: readonly string[] | undefined): string[] {
    const before = listener.boundTo;
    listener.boundTo = boundTo;
    const [was, is] = [new Set(before), new Set(boundTo)];
    return [...new Set([...was, ...is])].filter((id) => was.has(id) !== is.has(id));
  }

  /** Takes note of the queues a person belongs to now; returns those that were lost or won. */
  belongs(listener: Listener, queueIds: Iterable<string>): string[] {
    const before = listener.queueIds;
    const after = new Set(queueIds);
    const lost = [...before].filter((queueId) => !after.has(queueId));
    const won = [...after].filter((queueId) => !before.has(queueId));
    for (const queueId of lost) take(this.byQueue, queueId, listener);
    for (const queueId of won) put(this.byQueue, queueId, listener);
    listener.queueIds = after;
    return [...lost, ...won];
  }

  /** Queues are no secret among colleagues: their names are what one transfers to. */
  ofTenant(tenantId: string): Iterable<Stream> {
    return streamsOf(this.byTenant.get(tenantId) ?? []);
  }

  /** Looks at those who may be entitled only; the rule decides. */
  of(escalation: Sighted): Iterable<Stream> {
    const { tenantId, queueId, assigneeId, people } = escalation;
    const ids = [...people.map(({ id }) => id), ...(assigneeId === null ? [] : [assigneeId])];
    const listeners = [...(this.byQueue.get(queueId) ?? []), ...ids.flatMap((id) => [...(this.byId.get(id) ?? [])])];
    const streams = new Set([...streamsOf(listeners), ...(this.managers.get(tenantId) ?? [])]);
    return [...streams].filter(({ listener, manager }) => {
      const { id, queueIds, boundTo } = listener;
      return sees({ tenantId: listener.tenantId, id, manager, boundTo, queueIds }, escalation);
    });
  }
}

const keyOf = (tenantId: string, id: string): string => `${tenantId}:${id}`;

function* streamsOf(listeners: Iterable<Listener>): Iterable<Stream> {
  for (const { streams } of listeners) yield* streams;
}

function put<T>(map: Map<string, Set<T>>, key: string, item: T): void {
  const set = map.get(key);
  if (set) set.add(item);
  else map.set(key, new Set([item]));
}

function take<T>(map: Map<string, Set<T>>, key: string, item: T): void {
  const set = map.get(key);
  if (set?.delete(item) && set.size === 0) map.delete(key);
}
