/** Pages of escalations: the lists and the history. */
import { type SqlBool, sql } from 'kysely';
import { validate as isUuid } from 'uuid';
import type { EscalationStatus, Page } from '../../contract/api';
import { AppError } from '../../base/errors';
import type { Role } from '../../domain/escalation';
import type { Sight } from '../../domain/policy';
import { type Reader, anyOf, constant } from '../postgres/db';
import { type EscalationRow, escalations, toRow } from './escalations';
import { readerOf, unreadOf } from './reading';

export interface EscalationQuery {
  tenantId: string;
  status?: EscalationStatus[] | undefined;
  queueId?: string | undefined;
  assigneeId?: string | undefined;
  /** Somebody who was asked for advice in it, or joined it. */
  colleague?: string | undefined;
  offeredTo?: string | undefined;
  connectionId?: string | undefined;
  /** Of one customer, whichever bot they spoke with. */
  customerId?: string | undefined;
  text?: string | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
  /** Whose unread words are counted. */
  readerId?: string | undefined;
  /** Only those with some. */
  isUnread?: boolean | undefined;
  order: 'newest' | 'longest' | 'unanswered';
  cursor?: string | undefined;
  limit: number;
  visibleTo: Sight;
}

const MOST_CLAIMED = 500;

/** One page; the cursor names the last row, so pages do not shift while escalations arrive. */
export async function listEscalations(q: Reader, query: EscalationQuery): Promise<Page<EscalationRow>> {
  const readerId = query.readerId ?? null;
  let rows = escalations(q, readerId).where('e.tenant_id', '=', query.tenantId);
  if (query.visibleTo) {
    const { id, queueIds } = query.visibleTo;
    rows = rows.where((eb) =>
      eb.or([
        ...(queueIds.length > 0 ? [eb('e.queue_id', '=', anyOf(queueIds))] : []),
        eb('e.assignee_id', '=', id),
        eb('e.id', 'in', partsOf(id)),
      ]),
    );
  }
  if (query.status) rows = rows.where('e.status', '=', anyOf(query.status));
  if (query.colleague) rows = rows.where('e.id', 'in', partsOf(query.colleague, ['consulted', 'joined']));
  if (query.offeredTo)
    rows = rows.where('e.offered_to', '=', query.offeredTo).where('e.status', '=', constant('waiting'));
  if (query.queueId) rows = rows.where('e.queue_id', '=', query.queueId);
  if (query.assigneeId) rows = rows.where('e.assignee_id', '=', query.assigneeId);
  if (query.connectionId) rows = rows.where('e.connection_id', '=', query.connectionId);
  if (query.customerId) {
    const { customerId } = query;
    rows = rows.where('e.conversation_id', 'in', (eb) =>
      eb.selectFrom('conversation').select('id').where('customer_id', '=', customerId),
    );
  }
  if (query.from) rows = rows.where('e.opened_at', '>=', query.from);
  if (query.to) rows = rows.where('e.opened_at', '<', query.to);
  if (query.isUnread) rows = rows.where(sql<SqlBool>`${unreadOf(readerOf(readerId))} > 0`);
  if (query.text) rows = rows.where(matches(query.text));
  if (query.cursor) rows = rows.where(isBehind(query.order, readCursor(query.cursor)));
  const [at, direction] = query.order === 'unanswered' ? [WAITS_SINCE, sql`asc`] : [OPENED, sql`desc`];
  const sorted =
    query.order === 'longest'
      ? rows
          .orderBy(sql`-e.priority`)
          .orderBy(OPENED)
          .orderBy('e.id')
      : rows.orderBy(sql`${at} ${direction}`).orderBy(sql`e.id ${direction}`);
  const page = await sorted
    .select(sql<string>`(${at})::text`.as('cursorAt'))
    .limit(query.limit + 1)
    .execute();
  const kept = page.slice(0, query.limit);
  const last = kept.at(-1);
  return {
    items: kept.map(({ cursorAt: _, ...row }) => toRow(row)),
    next: page.length > query.limit && last ? writeCursor(last) : null,
  };
}

/** What an agent has in hand, the oldest first. */
export async function claimedBy(
  q: Reader,
  tenantId: string,
  agentId: string,
): Promise<{ id: string; number: number }[]> {
  return q
    .selectFrom('escalation')
    .select(['id', sql<number>`number::int`.as('number')])
    .where('tenant_id', '=', tenantId)
    .where('assignee_id', '=', agentId)
    .where('status', '=', constant('claimed'))
    .orderBy('opened_at')
    .limit(MOST_CLAIMED)
    .execute();
}

/** Escalations somebody has, or had, a part in. */
function partsOf(agentId: string, roles: Role[] = ['owner', 'consulted', 'joined']) {
  return sql<string>`(select escalation_id from escalation_person where agent_id = ${agentId} and role = any(${roles}::text[]))`;
}

/** "#1042" is a number, "1042" may be one; anything else is looked for in names, topic and last phrase. */
function matches(text: string) {
  const [, sign, number] = /^(#?)(\d{1,15})$/.exec(text) ?? [];
  if (sign) return sql<SqlBool>`e.number = ${number}::bigint`;
  const like = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  const words = sql<SqlBool>`(c.customer_name ilike ${like} or e.topic ilike ${like} or e.last_phrase ilike ${like} or e.assignee_name ilike ${like})`;
  return number ? sql<SqlBool>`(e.number = ${number}::bigint or ${words})` : words;
}

const OPENED = sql<Date>`e.opened_at`;
/** Behind everybody who waits for the owner's word: those who wait for none. */
const WAITS_SINCE = sql<Date>`case when e.status = 'claimed' then coalesce(e.customer_waits_since, 'infinity') else 'infinity' end`;

/** The microseconds PostgreSQL keeps would be lost in a JavaScript date, and rows with them. */
function isBehind(order: EscalationQuery['order'], { at, id, priority }: ReturnType<typeof readCursor>) {
  const place = sql`(${at}::timestamptz, ${id}::uuid)`;
  switch (order) {
    case 'newest':
      return sql<SqlBool>`(${OPENED}, e.id) < ${place}`;
    case 'longest':
      return sql<SqlBool>`(-e.priority, ${OPENED}, e.id) > (${-priority}::int, ${at}::timestamptz, ${id}::uuid)`;
    case 'unanswered':
      return sql<SqlBool>`(${WAITS_SINCE}, e.id) > ${place}`;
  }
}

function writeCursor({ cursorAt, id, priority }: { cursorAt: string; id: string; priority: number }): string {
  return Buffer.from(JSON.stringify([cursorAt, id, priority])).toString('base64url');
}

function readCursor(cursor: string): { at: string; id: string; priority: number } {
  try {
    const [at, id, priority = 0] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown[];
    if (
      typeof at === 'string' &&
      typeof id === 'string' &&
      isUuid(id) &&
      typeof priority === 'number' &&
      Number.isInteger(priority) &&
      Math.abs(priority) <= 1_000 &&
      (at === 'infinity' || !Number.isNaN(Date.parse(at.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'))))
    ) {
      return { at, id, priority };
    }
  } catch {
    // Falls through to the one answer for every cursor that is not ours.
  }
  throw new AppError('bad_request', 'This cursor is not one of ours; start again without it.');
}
