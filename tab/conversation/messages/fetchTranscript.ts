import type { Message, Page } from '../../../src/contract/api';
import { get } from '../../desk/api';
import { EMPTY, merge, withPage, type Transcript } from './messageList';

/** How many messages are shown first, and added by "Show earlier". */
const STEP = 100;
const PAGE = 200;
/** Stops a server that never ends its pages. */
const MAX_PAGES = 25;

/** Everything after a message, however many pages that takes. */
export async function fetchAfter(escalationId: string, after: number, signal?: AbortSignal): Promise<Transcript> {
  const first = await fetchPage(escalationId, after, PAGE, signal);
  const transcript = withPage(EMPTY, after, first.items);
  let { items } = transcript;
  let { next } = first;
  for (let page = 1; page < MAX_PAGES && next !== null; page++) {
    const more = await fetchPage(escalationId, items.at(-1)?.seq ?? after, PAGE, signal);
    items = merge(items, more.items);
    next = more.items.length > 0 ? more.next : null;
  }
  return { ...transcript, items };
}

/** The newest words of a conversation first; the rest by "Show earlier". */
export async function fetchNewest(escalationId: string, lastSeq: number, signal?: AbortSignal): Promise<Transcript> {
  const newest = await fetchAfter(escalationId, Math.max(0, lastSeq - STEP), signal);
  // An escalation that ended long ago may lie wholly before the conversation's newest message.
  return newest.items.length > 0 ? newest : fetchAfter(escalationId, 0, signal);
}

/** The messages just before the ones known. */
export async function fetchEarlier(escalationId: string, known: Transcript): Promise<Transcript> {
  const first = known.items[0]?.seq ?? 1;
  const after = Math.max(0, first - 1 - STEP);
  const { items } = await fetchPage(escalationId, after, Math.min(STEP, first - 1 - after) || 1);
  return withPage(known, after, items);
}

const fetchPage = (escalationId: string, after: number, limit: number, signal?: AbortSignal) =>
  get<Page<Message>>(`/escalations/${encodeURIComponent(escalationId)}/messages`, { query: { after, limit }, signal });
