/** What happened to escalations: appended with every change, read in order, never changed. */
import { type Selectable, sql } from 'kysely';
import type { Page } from '../../contract/api';
import type { Actor, EscalationStatus, EventType, Person } from '../../domain/escalation';
import type { KeptOffer } from '../../domain/routing/passedOver';
import type { EventFacts } from '../../domain/story';
import type { Reader } from '../postgres/db';
import type { Tables } from '../postgres/schema';

export interface EventRow {
  version: number;
  type: EventType;
  at: Date;
  actor: Actor;
  summary: string;
}

export interface OwnedEvent extends EventRow {
  /** Who had it once this had happened; null also in events from before that was kept. */
  ownerId: string | null;
}

/** With its place in the story. */
export interface StoryRow extends EventRow {
  /** The message it came after; before the first one: the place in front of it. */
  afterSeq: number;
  reason: string | null;
  from: Place;
  to: Place;
  /** Who was passed over, where that was asked for. */
  offer: KeptOffer | null;
}

interface Place {
  agent: Person | null;
  queue: { id: string; name: string } | null;
}

/** More than almost any has. */
const MOST = 1_000;

interface StoryAsked {
  after?: number;
  limit?: number;
  /** For managers. */
  withPassedOver?: boolean;
}

/** One page in order; `next` is the version to continue after. */
export async function eventsOf(
  q: Reader,
  escalationId: string,
  { after = 0, limit = MOST, withPassedOver = false }: StoryAsked = {},
): Promise<Page<StoryRow>> {
  const rows = await q
    .selectFrom('escalation_event as v')
    .innerJoin('escalation as e', 'e.id', 'v.escalation_id')
    .leftJoin('queue as f', 'f.id', 'v.from_queue_id')
    .leftJoin('queue as t', 't.id', 'v.to_queue_id')
    .leftJoin('escalation_offer as o', (join) =>
      join
        .onRef('o.escalation_id', '=', 'v.escalation_id')
        .onRef('o.version', '=', 'v.version')
        .on(sql.lit(withPassedOver), '=', true),
    )
    .selectAll('v')
    .select([
      'f.name as from_queue_name',
      't.name as to_queue_name',
      'o.asked',
      'o.required_skill as requiredSkill',
      'o.people',
      'o.more',
      // Events of before places were kept stand where their time is.
      sql<number>`coalesce(v.after_seq, (
        select m.seq from message m
        where m.conversation_id = e.conversation_id and m.seq >= e.from_seq and m.sent_at <= v.at
        order by m.seq desc limit 1), e.from_seq - 1)`.as('place'),
    ])
    .where('v.escalation_id', '=', escalationId)
    .where('v.version', '>', after)
    .orderBy('v.version')
    .limit(limit + 1)
    .execute();
  const items = rows.slice(0, limit).map((row) => ({
    ...toEvent(row),
    afterSeq: row.place,
    reason: row.reason,
    from: { agent: row.from_agent, queue: queueOf(row.from_queue_id, row.from_queue_name) },
    to: { agent: row.to_agent, queue: queueOf(row.to_queue_id, row.to_queue_name) },
    offer: offerOf(row),
  }));
  return { items, next: rows.length > limit ? String(items.at(-1)?.version) : null };
}

function offerOf({ asked, requiredSkill, people, more }: Nullable<KeptOffer>): KeptOffer | null {
  return asked && people ? { asked, requiredSkill, people, more: more ?? 0 } : null;
}

type Nullable<T> = { [Name in keyof T]: T[Name] | null };

const queueOf = (id: string | null, name: string | null) => (id !== null && name !== null ? { id, name } : null);

/** What made the escalation's version. */
export async function eventOf(q: Reader, escalationId: string, version: number): Promise<OwnedEvent | null> {
  const row = await q
    .selectFrom('escalation_event')
    .selectAll()
    .where('escalation_id', '=', escalationId)
    .where('version', '=', version)
    .executeTakeFirst();
  return row ? { ...toEvent(row), ownerId: row.owner_id } : null;
}

function toEvent(row: Selectable<Tables['escalation_event']>): EventRow {
  return {
    version: row.version,
    type: row.type as EventType,
    at: row.at,
    actor: { kind: row.actor_kind as Actor['kind'], id: row.actor_id, name: row.actor_name },
    summary: row.summary,
  };
}

/** What holds once it has happened: figures are made of events alone. */
export interface After {
  status: EscalationStatus;
  queueId: string;
  assigneeId: string | null;
  assigneeName: string | null;
  offeredTo: string | null;
}

/** At its place: behind what has been said so far. */
export async function appendEvent(
  q: Reader,
  escalationId: string,
  version: number,
  event: { type: EventType; summary: string; actor: Actor; facts?: EventFacts },
  at: Date,
  after: After,
): Promise<void> {
  const { from, to, reason = null } = event.facts ?? {};
  await q
    .insertInto('escalation_event')
    .values({
      escalation_id: escalationId,
      version,
      type: event.type,
      actor_kind: event.actor.kind,
      actor_id: event.actor.id,
      actor_name: event.actor.name,
      summary: event.summary,
      at,
      status: after.status,
      queue_id: after.queueId,
      owner_id: after.assigneeId,
      owner_name: after.assigneeName,
      offered_to: after.offeredTo,
      after_seq: sql<number>`(
        select c.last_seq from escalation e join conversation c on c.id = e.conversation_id where e.id = ${escalationId})`,
      reason,
      from_agent: from?.agent ? JSON.stringify(from.agent) : null,
      from_queue_id: from?.queueId ?? null,
      to_agent: to?.agent ? JSON.stringify(to.agent) : null,
      to_queue_id: to?.queueId ?? null,
    })
    .execute();
}
