import type { MessagesPage } from '../../../src/contract/api';
import { get } from '../../desk/api';
import { EMPTY, withPage, type Asking, type Transcript } from './messageList';

/** How many messages are read at once where somebody looks. */
export const PAGE = 100;
/** The most a request may ask for. */
const MOST = 200;
/** Stops a server that never ends its pages. */
const MAX_PAGES = 100;
/** Beyond every end; asked for what comes after it, the answer brings the marks alone. */
export const END = 2_147_483_647;

export interface Read {
  transcript: Transcript;
  /** How far this person has read; null: they have no part in it, or have never said. */
  readUpTo: number | null;
}

type Where = { after: number } | { around: number } | { at: string };

export const fetchPage = (escalationId: string, where: Where, limit: number, signal?: AbortSignal) =>
  get<MessagesPage>(`/escalations/${encodeURIComponent(escalationId)}/messages`, {
    query: { ...where, limit },
    signal,
  });

/** The newest words of a conversation; the rest is read where one goes. */
export async function fetchNewest(escalationId: string, signal?: AbortSignal): Promise<Read> {
  const page = await fetchPage(escalationId, { around: END }, MOST, signal);
  return { transcript: withPage(EMPTY, page), readUpTo: page.readUpTo };
}

/** Adds what was asked for, however many pages that takes. */
export async function fetchInto(
  transcript: Transcript,
  escalationId: string,
  { after, limit }: Asking,
  signal?: AbortSignal,
): Promise<Transcript> {
  let known = transcript;
  let from = after;
  const end = limit === null ? Infinity : after + limit;
  for (let page = 0; page < MAX_PAGES && from < end; page += 1) {
    const answer = await fetchPage(escalationId, { after: from }, Math.min(MOST, end - from), signal);
    known = withPage(known, answer);
    if (answer.next === null || answer.items.length === 0) break;
    from = answer.items.at(-1)?.seq ?? end;
  }
  return known;
}
