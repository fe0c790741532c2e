/** What people look up among all escalations, in words or by what is known of them. */
import type { EscalationCount } from '../../contract/api';
import { waitsUpTo } from '../../domain/search/lookUp';
import type { Search } from '../../domain/search/query';
import {
  type EscalationQuery,
  escalationsById,
  type FoundRows,
  listEscalations,
  placeIn,
  writeCursor,
} from '../../store/escalation/pages';
import type { Scope } from '../../store/escalation/scope';
import { knownTime } from '../../store/figures/botHours';
import type { Reader } from '../../store/postgres/db';
import { countInScope } from '../../store/search/candidates';
import { unwritten } from '../../store/search/state';
import { countOfMarked, markedBy, pageOfMarked } from './counted';
import { countFound, find, hitsOf, MOST_COUNTED } from './find';

export interface HistoryQuery extends EscalationQuery {
  search: Search | null;
  /** Who looks; see `Find`. */
  reader: { id: string; manager: boolean };
}

/** One page. What an index gives in order is listed; anything narrower is looked up. */
export async function history(q: Reader, asked: HistoryQuery): Promise<FoundRows> {
  const query = await bounded(q, asked);
  if (!query) return { items: [], next: null };
  const { order, search, reader, cursor, limit } = query;
  if (order === 'longest' || order === 'unanswered') return listEscalations(q, query);
  if (!(await isLookedUp(q, query))) {
    const marked = markedBy(query);
    return marked ? pageOfMarked(q, marked, query) : listEscalations(q, query);
  }
  const behind = cursor === undefined ? null : placeIn(cursor, order);
  const { items, next, unsearched } = await find(q, { scope: query, search, reader, order, behind, limit });
  const ids = items.map(({ id }) => id);
  const shown = escalationsById(q, ids, query.readerId ?? null);
  const [rows, hits] = await Promise.all([shown, search && hitsOf(q, items, shown, search, reader)]);
  return {
    items: rows.map((row) => ({ ...row, ...(hits && { hits: hits.get(row.id) ?? [] }) })),
    next: next && writeCursor({ cursorAt: next.at, id: next.id }),
    ...(unsearched && { unsearched }),
  };
}

/** How many there are, counted so far. */
export async function countHistory(
  q: Reader,
  asked: Pick<HistoryQuery, 'search' | 'reader'> & Scope,
): Promise<EscalationCount> {
  const query = await bounded(q, asked);
  if (!query) return { count: 0, isMore: false };
  const { search, reader } = query;
  if (search || (narrowness(query) > 0 && !(await unwritten(q)).hasBacklog)) {
    return countFound(q, { scope: query, search, reader });
  }
  if (query.mark !== undefined) return countOfMarked(q, { ...query, mark: query.mark });
  const count = await countInScope(q, query, MOST_COUNTED + 1);
  return { count: Math.min(count, MOST_COUNTED), isMore: count > MOST_COUNTED };
}

/** Ends of chats with bots are looked for where some are known; null: there are none. */
async function bounded<T extends Scope>(q: Reader, scope: T): Promise<T | null> {
  if (!scope.escalated) return scope;
  const known = await knownTime(q, scope.tenantId);
  if (!known) return null;
  const from = scope.from && scope.from > known.from ? scope.from : known.from;
  const to = scope.to && scope.to < known.to ? scope.to : known.to;
  return from < to ? { ...scope, from, to } : null;
}

/** What is narrower than an index gives in order is looked up among the documents. */
export async function isLookedUp(
  q: Reader,
  query: Scope &
    Pick<HistoryQuery, 'search'> &
    Partial<Pick<HistoryQuery, 'colleague' | 'offeredTo' | 'isUnread' | 'customer'>>,
): Promise<boolean> {
  if (query.search) return true;
  if (query.colleague || query.offeredTo || query.isUnread || query.customer) return false;
  // Without documents, what is narrow is gone through row by row.
  return narrowness(query) > 0 && !(await unwritten(q)).hasBacklog;
}

/** How much of it no index gives in order: 0, all is in one. */
function narrowness(scope: Scope): number {
  const isOpen = scope.status?.every((status) => status === 'waiting' || status === 'claimed') ?? false;
  if (isOpen) return 0;
  const { connectionId, outcome, tagId, language, variable, hasFile, hasFailed, waited, test } = scope;
  // Short waits are no fact of a document.
  const isLong = waited !== undefined && waitsUpTo(waited).length > 0;
  const rare = [connectionId, outcome, tagId, language, variable, hasFile, hasFailed, isLong, test === 'only'];
  const common = [scope.visibleTo, scope.status, scope.queueId, scope.assigneeId].filter(Boolean);
  return rare.filter((one) => one !== undefined && one !== false).length + Math.max(0, common.length - 1);
}
