/** Pages of escalations: the lists and the history. */
import { type SqlBool, sql } from 'kysely';
import { validate as isUuid } from 'uuid';
import type { EscalationStatus, Page } from '../../contract/api';
import { AppError } from '../../base/errors';
import type { Role } from '../../domain/escalation';
import type { Sight } from '../../domain/policy';
import { type Reader, anyOf, constant } from '../postgres/db';
import { type EscalationRow, escalations, toRow } from './escalations';

export interface EscalationQuery {
  tenantId: string;
  status?: EscalationStatus[] | undefined;
  queueId?: string | undefined;
  assigneeId?: string | undefined;
  /** Somebody who was asked for advice in it, or joined it. */
  colleague?: string | undefined;
  offeredTo?: string | undefined;
  connectionId?: string | undefined;
  text?: string | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
  order: 'newest' | 'longest';
  cursor?: string | undefined;
  limit: number;
  visibleTo: Sight;
}

const MOST_CLAIMED = 500;

/** One page; the cursor names the last row, so pages do not shift while escalations arrive. */
export async function listEscalations(q: Reader, query: EscalationQuery): Promise<Page<EscalationRow>> {
  let rows = escalations(q).where('e.tenant_id', '=', query.tenantId);
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
  if (query.from) rows = rows.where('e.opened_at', '>=', query.from);
  if (query.to) rows = rows.where('e.opened_at', '<', query.to);
  if (query.text) rows = rows.where(matches(query.text));
  const newest = query.order === 'newest';
  if (query.cursor) {
    const { at, id, priority } = readCursor(query.cursor);
    // The microseconds PostgreSQL keeps would be lost in a JavaScript date, and rows with them.
    rows = rows.where(
      newest
        ? sql<SqlBool>`(e.opened_at, e.id) < (${at}::timestamptz, ${id}::uuid)`
        : sql<SqlBool>`(-e.priority, e.opened_at, e.id) > (${-priority}::int, ${at}::timestamptz, ${id}::uuid)`,
    );
  }
  const direction = newest ? 'desc' : 'asc';
  const urgentFirst = newest ? rows : rows.orderBy(sql`-e.priority`);
  const page = await urgentFirst
    .select(sql<string>`e.opened_at::text`.as('cursorAt'))
    .orderBy('e.opened_at', direction)
    .orderBy('e.id', direction)
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
      !Number.isNaN(Date.parse(at.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')))
    ) {
      return { at, id, priority };
    }
  } catch {
    // Falls through to the one answer for every cursor that is not ours.
  }
  throw new AppError('bad_request', 'This cursor is not one of ours; start again without it.');
}
