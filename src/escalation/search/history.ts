/** What people look up among all escalations, in words or by what is known of them. */
import type { EscalationCount } from '../../contract/api';
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
import { countInScope, placesInScope } from '../../store/search/candidates';
import { unwritten } from '../../store/search/state';
import { formerWait, lookUpOf } from '../../domain/search/lookUp';
import { amountsOf, type MarkedScope } from '../../store/search/counted';
import { countOfMarked, markedBy, markedIn, pageAt, pageOfMarked, placedBy } from './counted';
import { factsIn } from './facts';
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
  const marked = markedBy(query);
  if (marked && (await isCounted(q, marked.scope, query))) return pageOfMarked(q, marked, query);
  if (!(await isLookedUp(q, query))) {
    const ofHours = query.stretches && placedBy(query, query);
    return ofHours ? pageAt(q, await placesInScope(q, ofHours, limit + 1), query) : listEscalations(q, query);
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
  const marked = markedIn(query);
  if (marked && (await isCounted(q, marked, query))) return countOfMarked(q, marked);
  if (search || (await isNarrow(q, query))) return countFound(q, { scope: query, search, reader });
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
  query: Scope & Pick<HistoryQuery, 'search' | 'order'> & Partial<Pick<HistoryQuery, 'customer'>>,
): Promise<boolean> {
  if (query.search) return true;
  if (query.colleague || query.offeredTo || query.unreadBy || query.customer) return false;
  return isNarrow(q, query, query.order);
}

/** Found among the facts: by what they tell, or since there is less of that than of what documents tell. */
async function isCounted(
  q: Reader,
  marked: MarkedScope,
  { search, reader }: Pick<HistoryQuery, 'search' | 'reader'>,
): Promise<boolean> {
  if (search) return false;
  const besides = { ...marked, topic: undefined };
  // What resembles a phrase may be so rare that it is quicker looked up by its words.
  const isOfPhrase = marked.phrase !== undefined && marked.mark === undefined;
  if (!(await isNarrow(q, besides))) return !isOfPhrase || (await isNarrow(q, marked));
  const { hasFormer } = await unwritten(q);
  const { queries } = lookUpOf(null, factsIn(besides, hasFormer), reader);
  const { counted, lookedUp } = await amountsOf(q, marked, queries);
  return counted <= lookedUp;
}

/** Narrower than an index gives in order. */
async function isNarrow(q: Reader, scope: Scope, order: HistoryQuery['order'] = 'newest'): Promise<boolean> {
  const isOpen = scope.status?.every((status) => status === 'waiting' || status === 'claimed') ?? false;
  if (isOpen || narrowness(scope, { order, hasFormer: false }) === 0) return false;
  const { hasBacklog, hasFormer } = await unwritten(q);
  // Without documents, what is narrow is gone through row by row.
  return !hasBacklog && narrowness(scope, { order, hasFormer }) > 0;
}

/** How much of it no index gives in order, and documents say; former ones say less. */
function narrowness(scope: Scope, { order, hasFormer }: Pick<HistoryQuery, 'order'> & { hasFormer: boolean }): number {
  const { assigneeId, connectionId, outcome, tagId, language, variable, waited, topic } = scope;
  const now = hasFormer ? { waited: waited === undefined ? undefined : formerWait(waited) } : { waited, topic };
  const given = [connectionId, outcome, tagId, language, variable, ...Object.values(now)];
  const isSo = [scope.hasFile, scope.hasFailed, scope.test === 'only', !hasFormer && scope.leftMessage === 'any'];
  const isRated = !hasFormer && scope.rating !== undefined && scope.rating !== 'none';
  const inOrder = [scope.visibleTo, scope.status, scope.queueId, assigneeId, isRated].filter(Boolean).length;
  const rare = given.filter((one) => one !== undefined).length + isSo.filter(Boolean).length;
  // By the wait only everything is, and all of an agent; former documents do not put it in order, either.
  const isOfAgent = assigneeId !== undefined && !scope.from && !scope.to;
  const ordered = order === 'waited' && !hasFormer && !isOfAgent ? 0 : 1;
  return rare + Math.max(0, inOrder - ordered);
}
