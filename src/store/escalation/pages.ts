/** Pages of escalations: the lists and the history. */
import { type SqlBool, sql } from 'kysely';
import { validate as isUuid } from 'uuid';
import type { EscalationPage, Page, SearchHit } from '../../contract/api';
import { AppError } from '../../base/errors';
import { type CustomerKey, isOf } from '../customer';
import { built } from '../postgres/built';
import { type Reader, anyOf, constant, plannedAnew } from '../postgres/db';
import { type EscalationRow, escalations, toRow } from './escalations';
import { inScope, type Scope, WAIT_ORDER } from './scope';

export interface EscalationQuery extends Scope {
  /** Of one person, whichever bot they spoke with, as far as that is known. */
  customer?: CustomerKey | undefined;
  /** Whose unread words are counted. */
  readerId?: string | undefined;
  order: 'newest' | 'oldest' | 'waited' | 'longest' | 'unanswered';
  cursor?: string | undefined;
  limit: number;
}

export interface FoundRow extends EscalationRow {
  /** Of a search. */
  hits?: SearchHit[];
}

export type FoundRows = Page<FoundRow> & Pick<EscalationPage, 'unsearched'>;

const MOST_CLAIMED = 500;

/** One page; the cursor names the last row, so pages do not shift while escalations arrive. */
export async function listEscalations(q: Reader, query: EscalationQuery): Promise<Page<EscalationRow>> {
  const { order, customer } = query;
  const readerId = query.readerId ?? null;
  let rows = escalations(q, readerId);
  // How common the words of a phrase are decides whether they are looked up or gone through.
  if (query.phrase || query.mark !== undefined) rows = rows.modifyFront(plannedAnew);
  for (const condition of inScope(query)) rows = rows.where(condition);
  if (customer)
    rows = rows.where(sql<SqlBool>`e.conversation_id in (select c.id from conversation c where ${isOf(customer)})`);
  if (query.cursor) rows = rows.where(isBehind(order, placeIn(query.cursor, order)));
  const at = orderedBy(order);
  const direction = order === 'newest' || order === 'waited' ? sql`desc` : sql`asc`;
  const sorted = order === 'longest' ? rows.orderBy(sql`-e.priority`) : rows;
  const page = await sorted
    .orderBy(sql`${at} ${direction}`)
    .orderBy(sql`e.id ${direction}`)
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

/** These, in this order, as lists show them. */
export async function escalationsById(
  q: Reader,
  ids: readonly string[],
  readerId: string | null,
): Promise<EscalationRow[]> {
  if (ids.length === 0) return [];
  const rows = await allById(q, { ids, readerId });
  const byId = new Map(rows.map((row) => [row.id, toRow(row)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

const allById = built((q, { ids, readerId }: { ids: readonly string[]; readerId: string | null }) =>
  escalations(q, readerId).where('e.id', '=', anyOf(ids)),
);

/** What an agent has in hand, the oldest first. */
export async function claimedBy(
  q: Reader,
  tenantId: string,
  agentId: string,
): Promise<{ id: string; number: number; queueId: string }[]> {
  return q
    .selectFrom('escalation')
    .select(['id', sql<number>`number::int`.as('number'), 'queue_id as queueId'])
    .where('tenant_id', '=', tenantId)
    .where('assignee_id', '=', agentId)
    .where('status', '=', constant('claimed'))
    .orderBy('opened_at')
    .limit(MOST_CLAIMED)
    .execute();
}

const OPENED = sql<Date>`e.opened_at`;
/** Behind everybody who waits for the owner's word: those who wait for none. */
const WAITS_SINCE = sql<Date>`case when e.status = 'claimed' then coalesce(e.customer_waits_since, 'infinity') else 'infinity' end`;

function orderedBy(order: EscalationQuery['order']) {
  switch (order) {
    case 'unanswered':
      return WAITS_SINCE;
    case 'waited':
      return WAIT_ORDER;
    default:
      return OPENED;
  }
}

/** The microseconds PostgreSQL keeps would be lost in a JavaScript date, and rows with them. */
function isBehind(order: EscalationQuery['order'], { at, id, priority }: ReturnType<typeof readCursor>) {
  const place = sql`(${at}::timestamptz, ${id}::uuid)`;
  switch (order) {
    case 'newest':
      return sql<SqlBool>`(${OPENED}, e.id) < ${place}`;
    case 'oldest':
      return sql<SqlBool>`(${OPENED}, e.id) > ${place}`;
    case 'waited':
      return sql<SqlBool>`(${WAIT_ORDER}, e.id) < (${at}::numeric, ${id}::uuid)`;
    case 'longest':
      return sql<SqlBool>`(-e.priority, ${OPENED}, e.id) > (${-priority}::int, ${at}::timestamptz, ${id}::uuid)`;
    case 'unanswered':
      return sql<SqlBool>`(${WAITS_SINCE}, e.id) > ${place}`;
  }
}

export function writeCursor({
  cursorAt,
  id,
  priority = 0,
}: {
  cursorAt: string;
  id: string;
  priority?: number;
}): string {
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
      isPlace(at)
    ) {
      return { at, id, priority };
    }
  } catch {
    // Falls through to the one answer for every cursor that is not ours.
  }
  throw notOurs();
}

/** One of another order is not ours, either. */
export function placeIn(cursor: string, order: EscalationQuery['order']): ReturnType<typeof readCursor> {
  const place = readCursor(cursor);
  if (SECONDS.test(place.at) !== (order === 'waited')) throw notOurs();
  return place;
}

const SECONDS = /^-?\d{1,15}(\.\d{1,9})?$/;
/** As PostgreSQL writes a time; it takes no other day than there is. */
const TIME = /^(\d{4}-\d\d-\d\d)[ T](?:[01]\d|2[0-3])(?::[0-5]\d){2}(?:\.\d{1,6})?[+-](?:0\d|1[0-5])(?::[0-5]\d){0,2}$/;

function isPlace(at: string): boolean {
  if (at === 'infinity' || SECONDS.test(at)) return true;
  const [, day = ''] = TIME.exec(at) ?? [];
  const time = Date.parse(`${day}T00:00:00Z`);
  return day > '0001' && !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}

const notOurs = () => new AppError('bad_request', 'This cursor is not one of ours; start again without it.');
