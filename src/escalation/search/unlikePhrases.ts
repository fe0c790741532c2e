/**
 * What resembles none of some phrases. No index tells of it, and PostgreSQL compares each fact with each phrase: so facts are
 * read piece by piece, in order, and compared here with the few phrases that share a rare word with them.
 */
import { alikeToOneOf } from '../../domain/failures/grouping';
import { phrasesNamed, type Scope } from '../../store/escalation/scope';
import type { Reader } from '../../store/postgres/db';
import { type Marked, type MarkedScope, phrasesInOrder, timeOf, type UnlikePhrases } from '../../store/search/counted';

/** Facts of the first piece: often enough for a page. */
const FIRST_PIECE = 300;
const GROWTH = 4;
/** Compared in some milliseconds, so that others are served in between. */
const LARGEST_PIECE = 4_800;

type UnlikeScope = Scope & UnlikePhrases;

/** Null: something else tells better which facts are meant. */
export function unlikeAlone({ unlike, ...scope }: MarkedScope): UnlikeScope | null {
  const { mark, phrase, saying, stretches } = scope;
  if (unlike?.by !== 'phrase' || [mark, phrase, saying, stretches].some((one) => one !== undefined)) return null;
  return { ...scope, unlike: { ...unlike, by: 'phrase' } };
}

/** In order. */
export async function idsUnlike(
  q: Reader,
  asked: Omit<Marked, 'scope'> & { scope: UnlikeScope },
  limit: number,
): Promise<string[]> {
  const { scope } = asked;
  const [time, named] = await Promise.all([timeOf(q, asked), phrasesNamed(scope.unlike.numbers, scope).execute(q)]);
  if (!time) return [];
  const isAlike = alikeToOneOf(named.rows.map(({ phrase }) => phrase));
  const found: string[] = [];
  let { behind } = asked;
  for (let piece = FIRST_PIECE; ; piece = Math.min(piece * GROWTH, LARGEST_PIECE)) {
    const { ids, phrases, last } = await phrasesInOrder(q, { ...asked, behind }, time, piece);
    found.push(...ids.filter((_, at) => !isAlike(phrases[at] ?? [])));
    if (found.length >= limit || ids.length < piece) return found.slice(0, limit);
    behind = last;
  }
}
