/**
 * All escalations of a scope, a page at a time. Each page is one short read behind the last row of the one before, by
 * opening time, which never changes: whatever happens meanwhile, no row comes twice, and none that was there is missed.
 */
import type { ExportedEscalation } from '../../contract/exports';
import type { Search } from '../../domain/search/query';
import { type ExportOrder, type ExportRow, exportRows, placesIn } from '../../store/export/rows';
import { ratingFrom, surveyFrom } from '../ratings';
import type { Scope } from '../../store/escalation/scope';
import type { Db, Reader } from '../../store/postgres/db';
import type { Place } from '../../store/search/candidates';
import { find } from '../search/find';
import { isLookedUp } from '../search/history';

export interface Meant {
  scope: Scope;
  search: Search | null;
  reader: { id: string; manager: boolean };
  order: ExportOrder;
}

/** What is found by documents is confirmed by reading it. */
const FOUND = 500;

/** `read` gets the ids of a page on the connection they were found on. @param limit of the page that is next */
export async function* pagesOf<T>(
  db: Pick<Db, 'read'>,
  meant: Meant,
  limit: () => number,
  read: (q: Reader, ids: string[]) => Promise<T>,
): AsyncGenerator<T, void> {
  let behind: Place | null = null;
  do {
    const page: Page<T> = await db.read((q) => pageBehind(q, { meant, behind, limit: limit() }, read));
    yield* page.answer;
    behind = page.next;
  } while (behind !== null);
}

interface Page<T> {
  /** One, or none where nothing was found. */
  answer: T[];
  next: Place | null;
}

async function pageBehind<T>(
  q: Reader,
  { meant, behind, limit }: { meant: Meant; behind: Place | null; limit: number },
  read: (q: Reader, ids: string[]) => Promise<T>,
): Promise<Page<T>> {
  const { places, next } = (await found(q, meant, behind, limit)) ?? (await listed(q, meant, behind, limit));
  const ids = places.map(({ id }) => id);
  return { answer: ids.length > 0 ? [await read(q, ids)] : [], next };
}

interface Found {
  places: Place[];
  next: Place | null;
}

/** By documents; null where the rows themselves have to say it, for not all documents are written. */
async function found(
  q: Reader,
  { scope, search, reader, order }: Meant,
  behind: Place | null,
  limit: number,
): Promise<Found | null> {
  if (!(await isLookedUp(q, { ...scope, search, order }))) return null;
  const { items, next, unsearched } = await find(q, {
    scope,
    search,
    reader,
    order,
    behind,
    limit: Math.min(limit, FOUND),
  });
  return unsearched && !search ? null : { places: items, next };
}

async function listed(q: Reader, { scope, order }: Meant, behind: Place | null, limit: number): Promise<Found> {
  const places = await placesIn(q, { scope, order, behind, limit });
  return { places, next: places.length === limit ? (places.at(-1) ?? null) : null };
}

export async function exported(q: Reader, ids: readonly string[]): Promise<ExportedEscalation[]> {
  return (await exportRows(q, ids)).map(toExported);
}

function toExported(row: ExportRow): ExportedEscalation {
  const { id, number, status, topic, language, priority, facts, outcome, tags, summary, lastPhrase, agentMessage } =
    row;
  return {
    id,
    number,
    status,
    customer: { id: row.customerId, name: row.customerName },
    erasedAt: row.erasedAt?.toISOString() ?? null,
    queue: { id: row.queueId, name: row.queueName },
    bot: { id: row.connectionId, name: row.connectionName },
    topic,
    language,
    priority,
    openedAt: row.openedAt.toISOString(),
    claimedAt: row.claimedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
    waited: Math.round(row.waited),
    firstResponse: facts?.first?.all ?? null,
    handled: sumOf(facts?.holds.map(({ handle }) => handle)),
    onHold: sumOf(facts?.holds.map(({ onHold }) => onHold)),
    resolution: facts?.resolution?.all ?? null,
    owner: row.assigneeId === null ? null : { id: row.assigneeId, name: row.assigneeName ?? '' },
    owners: row.owners,
    outcome,
    tags,
    summary,
    survey: row.survey && surveyFrom(row.survey),
    botRating: row.botRating && ratingFrom(row.botRating),
    lastPhrase,
    agentMessage,
    rule: row.ruleName,
    test: row.test,
    variables: row.variables,
  };
}

/** Of what is known; null: nothing is. */
function sumOf(seconds: readonly (number | null | undefined)[] = []): number | null {
  const known = seconds.filter((one) => one != null);
  return known.length > 0 ? known.reduce((sum, one) => sum + one, 0) : null;
}
