/**
 * A page of what a figure counts, or of what resembles a phrase. An index of marks knows no order, and nearly everything may have one mark and nothing
 * another: so facts are asked stretch by stretch, each longer than the one before.
 */
import type { EscalationCount } from '../../contract/api';
import {
  type EscalationQuery,
  escalationsById,
  type FoundRows,
  placeIn,
  writeCursor,
} from '../../store/escalation/pages';
import type { Reader } from '../../store/postgres/db';
import type { Place } from '../../store/search/candidates';
import type { Scope } from '../../store/escalation/scope';
import {
  countMarked,
  type KnownScope,
  type Marked,
  type MarkedScope,
  placesMarked,
  placesOf,
  raritiesOf,
  timeOf,
} from '../../store/search/counted';
import { MOST_COUNTED } from './find';
import { idsUnlike, unlikeAlone } from './unlikePhrases';

/** Of a busy desk some hundreds. */
const FIRST_STRETCH_MS = 6 * 3_600_000;
const GROWTH = 16;

type AskedMarked = Omit<Marked, 'scope'> & { scope: MarkedScope };

/** Null: facts tell nothing of it. */
export function markedIn(scope: Scope): MarkedScope | null {
  const { mark, phrase, saying, unlike } = scope;
  if (mark !== undefined) return { ...scope, mark };
  if (phrase !== undefined) return { ...scope, phrase };
  if (saying !== undefined) return { ...scope, saying };
  return unlike?.by === 'phrase' ? { ...scope, unlike: { ...unlike, by: 'phrase' } } : null;
}

/** Null also where it is narrowed or ordered by what is no scope. */
export function markedBy(query: EscalationQuery): AskedMarked | null {
  const scope = markedIn(query);
  return scope && placedBy(query, scope);
}

/** Where a list of a scope alone goes on; null: it is narrowed or ordered by something else. */
export function placedBy<T extends Scope>(
  { order, cursor, colleague, offeredTo, unreadBy, customer }: EscalationQuery,
  scope: T,
): { scope: T; order: 'newest' | 'oldest'; behind: Place | null } | null {
  if (colleague || offeredTo || unreadBy || customer || (order !== 'newest' && order !== 'oldest')) return null;
  return { scope, order, behind: cursor === undefined ? null : placeIn(cursor, order) };
}

export async function pageOfMarked(
  q: Reader,
  asked: AskedMarked,
  { limit, readerId = null }: { limit: number; readerId?: string | null | undefined },
): Promise<FoundRows> {
  const unlike = unlikeAlone(asked.scope);
  if (unlike) {
    const ids = await idsUnlike(q, { ...asked, scope: unlike }, limit + 1);
    return pageAt(q, await placesOf(q, ids), { limit, readerId });
  }
  const marked = { ...asked, scope: await known(q, asked.scope) };
  const found: Place[] = [];
  let left = await timeOf(q, marked);
  for (let length = FIRST_STRETCH_MS; left && found.length <= limit; length *= GROWTH) {
    const { from, to } = left;
    const edge: number =
      marked.order === 'newest'
        ? Math.max(from.getTime(), to.getTime() - length)
        : Math.min(to.getTime(), from.getTime() + length);
    const at = new Date(edge);
    const [stretch, rest] =
      marked.order === 'newest'
        ? [
            { from: at, to },
            { from, to: at },
          ]
        : [
            { from, to: at },
            { from: at, to },
          ];
    found.push(...(await placesMarked(q, marked, stretch, limit + 1 - found.length)));
    left = rest.from < rest.to ? rest : null;
  }
  return pageAt(q, found, { limit, readerId });
}

/** @param places in order, one more than a page, or all there are */
export async function pageAt(
  q: Reader,
  places: readonly Place[],
  { limit, readerId = null }: { limit: number; readerId?: string | null | undefined },
): Promise<FoundRows> {
  const page = places.slice(0, limit);
  const last = page.at(-1);
  const ids = page.map(({ id }) => id);
  return {
    items: await escalationsById(q, ids, readerId),
    next: places.length > limit && last ? writeCursor({ cursorAt: last.at, id: last.id }) : null,
  };
}

const known = async (q: Reader, scope: MarkedScope): Promise<KnownScope> => ({
  ...scope,
  ...(await raritiesOf(q, scope)),
});

export async function countOfMarked(q: Reader, scope: MarkedScope): Promise<EscalationCount> {
  const count = await countedTo(q, scope, MOST_COUNTED + 1);
  return { count: Math.min(count, MOST_COUNTED), isMore: count > MOST_COUNTED };
}

async function countedTo(q: Reader, scope: MarkedScope, limit: number): Promise<number> {
  const all = { order: 'newest', behind: null } as const;
  const unlike = unlikeAlone(scope);
  if (unlike) return (await idsUnlike(q, { ...all, scope: unlike }, limit)).length;
  const time = await timeOf(q, { ...all, scope });
  return time ? countMarked(q, await known(q, scope), time, limit) : 0;
}
