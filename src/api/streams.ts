/**
 * Server-sent events of this process: one listener for hints, one timer, and a fan-out that writes each text once for
 * all. Events only say what to refetch, so a client that falls behind is disconnected and catches up after
 * reconnecting.
 */
import type { Request, Response } from 'express';
import { AppError } from '../base/errors';
import type { Log } from '../base/log';
import type { Reader } from '../store/postgres/db';
import type { HintListener } from '../store/postgres/hintListener';
import type { Agents } from '../escalation/agents';
import type { Viewers } from '../escalation/viewers';
import { findQueue } from '../store/queues';
import { openStreams } from '../base/telemetry';
import { type Audible, Audience, type Listener, type Stream } from './audience';
import type { StreamEvents } from '../contract/api';
import { queuesOf } from './memberships';
import { OpenStream } from './openStream';
import { Parts } from './parts';
import type { Asker } from './route';

const TICK_MS = 1_000;
/** Keep-alive comment every 15 s, a fifteenth of the streams each second. */
const BEAT_TICKS = 15;
const THERE_TICKS = 30;
const MEMBERSHIP_MS = 60_000;
const PER_PERSON = 20;
/** A token that is past its time by our clock, but within the tolerance, still gets a stream worth opening. */
const GRACE_MS = 60_000;
const READS_AT_ONCE = 4;
/** Before a tab that lost its stream comes back; 5,000 of them within 10 s. */
const LEAST_AWAY_MS = 500;
const LEAST_SPREAD_MS = 1_500;
const SPREAD_EACH_MS = 2;

const BEAT = ': \n\n';

export class Streams {
  private readonly audience = new Audience();
  private readonly streams = new Set<OpenStream>();
  private readonly tenantOf = new Map<string, string>();
  private readonly stops: (() => void)[] = [];
  private timer: NodeJS.Timeout | null = null;
  private tick = 0;
  private opened = 0;
  private reading = false;
  private readonly parts: Parts;

  /** Whose first tab opened since the last beat. */
  private readonly newcomers = new Set<Listener>();

  constructor(
    private readonly options: {
      q: Reader;
      hints: Pick<HintListener, 'on' | 'onReconnect'>;
      log: Log;
      agents: Pick<Agents, 'stillThere'>;
      viewers: Pick<Viewers, 'onChange'>;
    },
  ) {
    this.parts = new Parts(options.q);
  }

  start(): void {
    this.stops.push(
      this.options.hints.on((hint) => {
        if (hint.kind === 'roster') this.audience.moved(hint.tenantId, Date.now());
        else if (hint.kind !== 'outbox' && hint.kind !== 'viewer') this.heard(hint);
      }),
      this.options.viewers.onChange((escalationId, people) => {
        const frames = frame('viewers', { escalationId });
        for (const { tenantId, id } of people) {
          for (const stream of this.audience.find(tenantId, id)?.streams ?? []) stream.send(frames);
        }
      }),
      // Hints may have been lost meanwhile: everybody looks again.
      this.options.hints.onReconnect(() => {
        this.parts.forget();
        this.audience.moved(null, Date.now());
        this.everybody(hello());
      }),
    );
    this.timer = setInterval(() => this.beat(), TICK_MS).unref();
  }

  stop(): void {
    if (this.timer) clearInterval(this.timer);
    for (const stop of this.stops.splice(0)) stop();
    for (const stream of this.streams) stream.end();
  }

  /** Turns the response into a stream of what this person may hear. */
  open(who: Asker, req: Request, res: Response): void {
    const now = Date.now();
    if ((this.audience.find(who.tenantId, who.id)?.streams.size ?? 0) >= PER_PERSON) {
      throw new AppError('too_many_requests', `You have ${PER_PERSON} live views open. Close one of them.`);
    }
    const listener = this.audience.meet(who, now);
    if (listener.streams.size === 0) this.newcomers.add(listener);
    const expiresAt = who.signedIn.expiresAt.getTime();
    const endsAt = expiresAt > now ? expiresAt : now + GRACE_MS;
    const stream = new OpenStream(listener, who.manager, endsAt, this.opened++ % BEAT_TICKS, res);
    res.on('close', () => this.closed(stream));
    res.on('error', () => res.destroy());
    req.socket.setNoDelay(true);
    res.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    });
    // Subscribed before hello is written: no change after hello is missed.
    this.streams.add(stream);
    this.audience.join(stream);
    openStreams.inc();
    stream.send(`retry: ${this.comeBackAfterMs()}\n${hello()}${you(listener)}`);
  }

  /** When this process ends, everybody comes at once: the more there are, the longer that is spread over. */
  private comeBackAfterMs(): number {
    return LEAST_AWAY_MS + Math.round(Math.random() * Math.max(LEAST_SPREAD_MS, this.streams.size * SPREAD_EACH_MS));
  }

  private closed(stream: OpenStream): void {
    if (!this.streams.delete(stream)) return;
    this.audience.leave(stream);
    openStreams.dec();
  }

  private heard(hint: Audible): void {
    if (this.streams.size === 0) return this.parts.missed(hint);
    this.audienceOf(hint)
      .then(({ streams, people }) => {
        const frames = framesOf(hint, people);
        for (const stream of streams) stream.send(frames(stream.listener.id));
      })
      .catch((error: unknown) => this.options.log.warn('streams.hint_failed', { err: error }));
  }

  /** Who hears it, and who of everybody has a part in what it is about. */
  private async audienceOf(hint: Audible): Promise<{ streams: Iterable<Stream>; people: readonly string[] }> {
    if (hint.kind === 'read') {
      return { streams: this.audience.find(hint.tenantId, hint.agentId)?.streams ?? [], people: [] };
    }
    if (hint.kind === 'me') {
      const { tenantId, agentId } = hint;
      const streams =
        agentId === null ? this.audience.ofTenant(tenantId) : this.audience.find(tenantId, agentId)?.streams;
      return { streams: streams ?? [], people: [] };
    }
    const tenantId = await this.tenantOfQueue(hint.kind === 'queue' ? hint.id : hint.queueId);
    // Its queue was removed.
    if (tenantId === null) return { streams: [], people: [] };
    if (hint.kind === 'queue') return { streams: this.audience.ofTenant(tenantId), people: [] };
    const people = await this.parts.of(hint);
    const { queueId, assigneeId } = hint;
    const streams = this.audience.of({ tenantId, queueId, assigneeId, people: people.map((id) => ({ id })) });
    return { streams, people };
  }

  private async tenantOfQueue(queueId: string): Promise<string | null> {
    const known = this.tenantOf.get(queueId);
    if (known !== undefined) return known;
    const queue = await findQueue(this.options.q, queueId);
    if (queue) this.tenantOf.set(queueId, queue.tenantId);
    return queue?.tenantId ?? null;
  }

  private everybody(frame: string): void {
    for (const stream of this.streams) stream.send(frame);
  }

  private beat(): void {
    const now = Date.now();
    this.sayThere(this.tick % THERE_TICKS === 0 ? [...this.audience.listeners] : [...this.newcomers]);
    this.newcomers.clear();
    const slot = this.tick++ % BEAT_TICKS;
    for (const stream of this.streams) {
      if (stream.endsAt <= now) stream.end();
      else if (stream.slot === slot) stream.send(BEAT);
    }
    if (!this.reading) void this.readMemberships(now - MEMBERSHIP_MS);
  }

  /** An open tab is how the desk knows that somebody is there. */
  private sayThere(people: readonly Listener[]): void {
    if (people.length === 0) return;
    this.options.agents
      .stillThere(people)
      .catch((error: unknown) => this.options.log.warn('streams.presence_not_stored', { err: error }));
  }

  /** Who left a team hears no more of it; who joined one hears from now on. */
  private async readMemberships(before: number): Promise<void> {
    this.reading = true;
    const due = [...this.audience.listeners].filter((listener) => listener.readAt <= before);
    for (let at = 0; at < due.length; at += READS_AT_ONCE) {
      await Promise.all(due.slice(at, at + READS_AT_ONCE).map((listener) => this.readMembership(listener)));
    }
    this.reading = false;
  }

  private async readMembership(listener: Listener): Promise<void> {
    // Before it is asked: what changes meanwhile makes it due again.
    listener.readAt = Date.now();
    try {
      const { queueIds, boundTo } = await queuesOf(this.options.q, listener.tenantId, listener.id);
      if (listener.streams.size === 0) return;
      const bound = listener.isNamed ? undefined : (boundTo ?? undefined);
      const changed = [...this.audience.belongs(listener, queueIds), ...this.audience.bounds(listener, bound)];
      if (changed.length === 0) return;
      const frames = [you(listener), ...changed.map((id) => frameOf({ kind: 'queue', id }))].join('');
      for (const stream of listener.streams) stream.send(frames);
    } catch (error) {
      this.options.log.warn('streams.queues_not_read', { err: error });
    }
  }
}

const hello = (): string => frame('hello', { at: new Date().toISOString() });
const you = ({ queueIds }: Listener): string => frame('you', { queueIds: [...queueIds] });

/** A hint's text for each who hears it. Most hear the same: it is written once for them all. */
function framesOf(hint: Audible, people: readonly string[]): (listenerId: string) => string {
  if (hint.kind !== 'escalation') {
    const frame = frameOf(hint);
    return () => frame;
  }
  const texts = new Map<string, string>();
  return (listenerId) => {
    const to = { isOffered: hint.offeredTo === listenerId, hasPart: people.includes(listenerId) };
    const key = JSON.stringify(to);
    const known = texts.get(key) ?? escalationFrame(hint, to);
    texts.set(key, known);
    return known;
  };
}

type Escalated = Extract<Audible, { kind: 'escalation' }>;

function escalationFrame(
  { id, version, status, queueId, assigneeId }: Escalated,
  to: { isOffered: boolean; hasPart: boolean },
): string {
  return frame('escalation', { id, version, status, queueId, assigneeId, ...to });
}

/** Ids and states only: what they stand for is fetched through the API, which asks again who may see it. */
function frameOf(hint: Exclude<Audible, Escalated>): string {
  switch (hint.kind) {
    case 'message':
      return frame('message', { escalationId: hint.escalationId, seq: hint.seq });
    case 'read':
      return frame('read', { escalationId: hint.escalationId });
    case 'typing':
      return frame('typing', { escalationId: hint.escalationId });
    case 'queue':
      return frame('queue', { id: hint.id, ...(hint.figures && { figures: true }) });
    case 'me':
      return frame('me', {});
  }
}

function frame<Name extends keyof StreamEvents>(name: Name, data: StreamEvents[Name]): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
