import type { Selectable } from 'kysely';
import type { Actor, EscalationStatus, EventType } from '../../domain/escalation';
import type { Reader } from '../postgres/db';
import type { Tables } from '../postgres/schema';

export interface EventRow {
  version: number;
  type: EventType;
  at: Date;
  actor: Actor;
  summary: string;
}

export async function eventsOf(q: Reader, escalationId: string): Promise<EventRow[]> {
  const rows = await q
    .selectFrom('escalation_event')
    .selectAll()
    .where('escalation_id', '=', escalationId)
    .orderBy('version')
    .limit(1_000)
    .execute();
  return rows.map(toEvent);
}

/** What made the escalation's version. */
export async function eventOf(q: Reader, escalationId: string, version: number): Promise<EventRow | null> {
  const row = await q
    .selectFrom('escalation_event')
    .selectAll()
    .where('escalation_id', '=', escalationId)
    .where('version', '=', version)
    .executeTakeFirst();
  return row ? toEvent(row) : null;
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

export async function appendEvent(
  q: Reader,
  escalationId: string,
  version: number,
  event: { type: EventType; summary: string; actor: Actor },
  at: Date,
  after: After,
): Promise<void> {
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
    })
    .execute();
}
