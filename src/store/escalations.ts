/** Reading and writing escalation rows; only `escalation/escalations.ts` and `sweep.ts` call what writes. */
import { type SqlBool, sql } from 'kysely';
import type { ConnectionKind, EscalationStatus, Page } from '../api/contract';
import { AppError } from '../errors';
import type { Actor, Escalation, EventType, Variable } from '../escalation/escalation';
import type { Change } from '../escalation/transitions';
import type { Reader } from './db';

export interface EscalationRow extends Escalation {
  customerId: string;
  customerName: string;
  connectionName: string;
  connectionKind: ConnectionKind;
  queueName: string;
  topic: string | null;
  lastPhrase: string | null;
  agentMessage: string | null;
  language: string | null;
  priority: number;
  variables: Variable[];
  routingReason: string | null;
  previousId: string | null;
  fromSeq: number;
  toSeq: number | null;
  lastSeq: number;
  lastCustomerSeq: number;
  preview: { author: string; text: string; sentAt: Date } | null;
  cardState: 'pending' | 'posted' | 'failed';
  cardReason: string | null;
  /** Why messages no longer reach the customer. */
  laneBlocked: string | null;
}

export interface EventRow {
  version: number;
  type: EventType;
  at: Date;
  actor: Actor;
  summary: string;
}

/** Enough of the newest words for one line of a list. */
const PREVIEW_CHARACTERS = 160;

function escalations(q: Reader) {
  return q
    .selectFrom('escalation as e')
    .innerJoin('conversation as c', 'c.id', 'e.conversation_id')
    .innerJoin('connection as n', 'n.id', 'e.connection_id')
    .innerJoin('queue as u', 'u.id', 'e.queue_id')
    .leftJoin('lane as l', 'l.key', 'c.lane')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('message as m')
          .select(['m.author_name', 'm.text', 'm.sent_at', 'm.deleted_at', 'm.seq'])
          .whereRef('m.conversation_id', '=', 'e.conversation_id')
          .where('m.note', '=', false)
          .where('m.author_kind', '<>', 'system')
          .where(sql<SqlBool>`m.seq <= coalesce(e.to_seq, 2147483647) and m.seq >= e.from_seq`)
          .orderBy('m.seq', 'desc')
          .limit(1)
          .as('p'),
      (join) => join.onTrue(),
    )
    .select([
      'e.id',
      sql<number>`e.number::int`.as('number'),
      'e.tenant_id as tenantId',
      'e.conversation_id as conversationId',
      'e.connection_id as connectionId',
      'e.queue_id as queueId',
      'e.status',
      'e.version',
      'e.assignee_id as assigneeId',
      'e.assignee_name as assigneeName',
      'e.opened_at as openedAt',
      'e.claimed_at as claimedAt',
      'e.ended_at as endedAt',
      'e.outcome',
      'c.customer_id as customerId',
      'c.customer_name as customerName',
      'n.name as connectionName',
      'n.kind as connectionKind',
      'u.name as queueName',
      'e.topic',
      'e.last_phrase as lastPhrase',
      'e.agent_message as agentMessage',
      'e.language',
      'e.priority',
      'e.variables',
      'e.routing_reason as routingReason',
      'e.previous_id as previousId',
      'e.from_seq as fromSeq',
      'e.to_seq as toSeq',
      sql<number>`least(c.last_seq, coalesce(e.to_seq, c.last_seq))`.as('lastSeq'),
      sql<number>`least(c.last_customer_seq, coalesce(e.to_seq, c.last_customer_seq))`.as('lastCustomerSeq'),
      'e.card_state as cardState',
      'e.card_reason as cardReason',
      'l.blocked as laneBlocked',
      'p.author_name as previewAuthor',
      sql<string | null>`case when p.deleted_at is null then left(p.text, ${sql.lit(PREVIEW_CHARACTERS)}) else '' end`.as('previewText'),
      'p.sent_at as previewAt',
    ]);
}

type Raw = Awaited<ReturnType<ReturnType<typeof escalations>['execute']>>[number];

function toRow({ previewAuthor, previewText, previewAt, ...row }: Raw): EscalationRow {
  const preview =
    previewAuthor !== null && previewAt !== null
      ? { author: previewAuthor, text: previewText ?? '', sentAt: previewAt }
      : null;
  return { ...row, preview };
}

export async function findEscalation(q: Reader, id: string): Promise<EscalationRow | null> {
  const row = await escalations(q).where('e.id', '=', id).executeTakeFirst();
  return row ? toRow(row) : null;
}

export async function openEscalationOf(q: Reader, conversationId: string): Promise<OpenRow | null> {
  const row = await q
    .selectFrom('escalation')
    .select(['id', 'version', 'status', 'queue_id as queueId', 'assignee_id as assigneeId'])
    .where('conversation_id', '=', conversationId)
    .where('status', 'in', ['waiting', 'claimed'])
    .executeTakeFirst();
  return row ?? null;
}
export interface OpenRow {
  id: string;
  version: number;
  status: EscalationStatus;
  queueId: string;
  assigneeId: string | null;
}

export interface EscalationQuery {
  tenantId: string;
  status?: EscalationStatus[] | undefined;
  queueId?: string | undefined;
  assigneeId?: string | undefined;
  connectionId?: string | undefined;
  text?: string | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
  order: 'newest' | 'longest';
  cursor?: string | undefined;
  limit: number;
  /** Null: all of the tenant; else only these queues, and what the person owns. */
  visibleTo: { id: string; queueIds: readonly string[] } | null;
}

/** One page; the cursor names the last row, so pages do not shift while escalations arrive. */
export async function listEscalations(q: Reader, query: EscalationQuery): Promise<Page<EscalationRow>> {
  let rows = escalations(q).where('e.tenant_id', '=', query.tenantId);
  if (query.visibleTo) {
    const { id, queueIds } = query.visibleTo;
    rows = rows.where((eb) =>
      queueIds.length > 0
        ? eb.or([eb('e.queue_id', 'in', [...queueIds]), eb('e.assignee_id', '=', id)])
        : eb('e.assignee_id', '=', id),
    );
  }
  if (query.status) rows = rows.where('e.status', 'in', query.status);
  if (query.queueId) rows = rows.where('e.queue_id', '=', query.queueId);
  if (query.assigneeId) rows = rows.where('e.assignee_id', '=', query.assigneeId);
  if (query.connectionId) rows = rows.where('e.connection_id', '=', query.connectionId);
  if (query.from) rows = rows.where('e.opened_at', '>=', query.from);
  if (query.to) rows = rows.where('e.opened_at', '<', query.to);
  if (query.text) rows = rows.where(matches(query.text));
  const newest = query.order === 'newest';
  if (query.cursor) {
    const { at, id } = readCursor(query.cursor);
    // The microseconds PostgreSQL keeps would be lost in a JavaScript date, and rows with them.
    rows = rows.where(
      newest
        ? sql<SqlBool>`(e.opened_at, e.id) < (${at}::timestamptz, ${id}::uuid)`
        : sql<SqlBool>`(e.opened_at, e.id) > (${at}::timestamptz, ${id}::uuid)`,
    );
  }
  const direction = newest ? 'desc' : 'asc';
  const page = await rows
    .select(sql<string>`e.opened_at::text`.as('cursorAt'))
    .orderBy('e.opened_at', direction)
    .orderBy('e.id', direction)
    .limit(query.limit + 1)
    .execute();
  const kept = page.slice(0, query.limit);
  const last = kept.at(-1);
  return {
    items: kept.map(({ cursorAt: _, ...row }) => toRow(row)),
    next: page.length > query.limit && last ? writeCursor(last.cursorAt, last.id) : null,
  };
}

/** "#1042" or "1042" is a number; anything else is looked for in names, topic and last phrase. */
function matches(text: string) {
  const number = /^#?(\d{1,15})$/.exec(text)?.[1];
  const like = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  const words = sql<SqlBool>`(c.customer_name ilike ${like} or e.topic ilike ${like} or e.last_phrase ilike ${like} or e.assignee_name ilike ${like})`;
  return number ? sql<SqlBool>`(e.number = ${number}::bigint or ${words})` : words;
}

function writeCursor(at: string, id: string): string {
  return Buffer.from(JSON.stringify([at, id])).toString('base64url');
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function readCursor(cursor: string): { at: string; id: string } {
  try {
    const [at, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown[];
    if (typeof at === 'string' && typeof id === 'string' && UUID.test(id) && !Number.isNaN(Date.parse(at.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')))) {
      return { at, id };
    }
  } catch {
    // Falls through to the one answer for every cursor that is not ours.
  }
  throw new AppError('bad_request', 'This cursor is not one of ours; start again without it.');
}

export async function eventsOf(q: Reader, escalationId: string): Promise<EventRow[]> {
  const rows = await q
    .selectFrom('escalation_event')
    .selectAll()
    .where('escalation_id', '=', escalationId)
    .orderBy('version')
    .limit(1_000)
    .execute();
  return rows.map((row) => ({
    version: row.version,
    type: row.type as EventType,
    at: row.at,
    actor: { kind: row.actor_kind as Actor['kind'], id: row.actor_id, name: row.actor_name },
    summary: row.summary,
  }));
}

/** Takes the row's lock: whoever holds it decides. */
export async function lockEscalation(q: Reader, id: string): Promise<Escalation | null> {
  const row = await q
    .selectFrom('escalation')
    .select([
      'id',
      sql<number>`number::int`.as('number'),
      'tenant_id as tenantId',
      'conversation_id as conversationId',
      'connection_id as connectionId',
      'queue_id as queueId',
      'status',
      'version',
      'assignee_id as assigneeId',
      'assignee_name as assigneeName',
      'opened_at as openedAt',
      'claimed_at as claimedAt',
      'ended_at as endedAt',
      'outcome',
    ])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

export interface NewEscalation {
  tenantId: string;
  conversationId: string;
  connectionId: string;
  queueId: string;
  topic: string | null;
  lastPhrase: string | null;
  agentMessage: string | null;
  language: string | null;
  variables: Variable[];
  problems: string[];
  routingReason: string;
}

/** Null when the conversation already has an open one. The caller holds the conversation's lock. */
export async function insertEscalation(
  q: Reader,
  o: NewEscalation,
): Promise<{ id: string; number: number; fromSeq: number } | null> {
  const previous = await q
    .selectFrom('escalation')
    .select(['id', 'to_seq'])
    .where('conversation_id', '=', o.conversationId)
    .where('status', 'in', ['resolved', 'abandoned'])
    .orderBy('opened_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  const fromSeq = (previous?.to_seq ?? 0) + 1;
  const row = await q
    .insertInto('escalation')
    .values({
      tenant_id: o.tenantId,
      conversation_id: o.conversationId,
      connection_id: o.connectionId,
      queue_id: o.queueId,
      topic: o.topic,
      last_phrase: o.lastPhrase,
      agent_message: o.agentMessage,
      language: o.language,
      variables: JSON.stringify(o.variables),
      problems: JSON.stringify(o.problems),
      routing_reason: o.routingReason,
      previous_id: previous?.id ?? null,
      from_seq: fromSeq,
    })
    .onConflict((oc) => oc.column('conversation_id').where('status', 'in', ['waiting', 'claimed']).doNothing())
    .returning(['id', sql<number>`number::int`.as('number')])
    .executeTakeFirst();
  return row ? { ...row, fromSeq } : null;
}

/** Writes a decided change; the version it makes is returned. */
export async function applyChange(q: Reader, id: string, change: Change): Promise<number> {
  const ended = change.endedAt !== null;
  const { version } = await q
    .updateTable('escalation')
    .set({
      status: change.status,
      assignee_id: change.assigneeId,
      assignee_name: change.assigneeName,
      claimed_at: change.claimedAt,
      ended_at: change.endedAt,
      outcome: change.outcome,
      queue_id: change.queueId,
      version: sql<number>`version + 1`,
      ...(ended && {
        to_seq: sql<number>`(select last_seq from conversation where conversation.id = escalation.conversation_id)`,
      }),
    })
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow();
  return version;
}

export async function appendEvent(
  q: Reader,
  escalationId: string,
  version: number,
  event: { type: EventType; summary: string; actor: Actor },
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
    })
    .execute();
}

/** How many wait before this one in its queue, itself included. */
export async function placeInQueue(q: Reader, queueId: string, escalationId: string): Promise<number> {
  const row = await q
    .selectFrom('escalation')
    .select(sql<number>`count(*)::int`.as('n'))
    .where('queue_id', '=', queueId)
    .where('status', '=', 'waiting')
    .where('id', '<>', escalationId)
    .executeTakeFirstOrThrow();
  return row.n + 1;
}
