/** Keeps loaded transcripts current: a hint says which message changed, the truth is fetched. */
import type { QueryClient } from '@tanstack/react-query';
import type { Message } from '../../../src/contract/api';
import { ApiError } from '../../desk/apiError';
import { backoff } from '../../desk/backoff';
import { keys } from '../../desk/keys';
import { whenReachable } from '../../desk/reach';
import { fetchInto } from './fetchTranscript';
import { askingFor, askingForAll, merge, withMessage, type Asking, type Transcript } from './messageList';

/** Tries in a row that fail; then the next hint, or the stream's return, asks for everything still due. */
const MOST_TRIES = 6;
/** More than so many are answered with all that is loaded. */
const MOST_HINTS = 200;

type Hint = number | 'all';

/** Messages hinted at and not fetched since, by escalation; `all`: anything may have changed. */
const hinted = new Map<string, Set<Hint>>();
const running = new Set<string>();
/** The next try, after one that failed. */
const again = new Map<string, ReturnType<typeof setTimeout>>();

export const forgetHints = (escalationId: string): void => void hinted.delete(escalationId);

function note(escalationId: string, hints: Iterable<Hint>): void {
  const all = new Set([...(hinted.get(escalationId) ?? []), ...hints]);
  hinted.set(escalationId, all.size > MOST_HINTS ? new Set<Hint>(['all']) : all);
}

/** Fetches what a hint names, one request at a time; hints that come meanwhile are covered by the next. */
export async function catchUp(client: QueryClient, escalationId: string, seq: Hint): Promise<void> {
  note(escalationId, [seq]);
  // The next try covers it; only the stream's return does not wait for that.
  if (again.has(escalationId) && seq !== 'all') return;
  startAfresh(escalationId);
  await run(client, escalationId);
}

function startAfresh(escalationId: string): void {
  clearTimeout(again.get(escalationId));
  again.delete(escalationId);
}

async function run(client: QueryClient, escalationId: string, tries = 1): Promise<void> {
  const key = keys.transcript(escalationId);
  const known = client.getQueryData<Transcript>(key);
  // While the first page is on its way the hint stays: whoever fetches that page looks for it.
  if (!known || running.has(escalationId)) return;
  running.add(escalationId);
  try {
    const fetched = await absorbHints(escalationId, known);
    client.setQueryData<Transcript>(
      key,
      (now) =>
        now && {
          items: merge(now.items, fetched.items),
          first: fetched.first,
          last: Math.max(now.last, fetched.last),
        },
    );
  } catch (error) {
    // No longer theirs to read: asking again would not change it.
    if (error instanceof ApiError && error.code === 'not_found') forgetHints(escalationId);
    else tryLater(client, escalationId, tries);
    return;
  } finally {
    running.delete(escalationId);
  }
  if (hinted.has(escalationId)) await run(client, escalationId);
}

function tryLater(client: QueryClient, escalationId: string, tries: number): void {
  if (tries >= MOST_TRIES) return;
  const next = async () => {
    await whenReachable();
    again.delete(escalationId);
    await run(client, escalationId, tries + 1);
  };
  again.set(
    escalationId,
    setTimeout(() => void next(), backoff(tries - 1, Math.random())),
  );
}

/** Adds to a transcript what the hints so far speak of; what could not be fetched stays hinted at. */
export async function absorbHints(escalationId: string, transcript: Transcript): Promise<Transcript> {
  let current = transcript;
  for (let hints = hinted.get(escalationId); hints !== undefined; hints = hinted.get(escalationId)) {
    hinted.delete(escalationId);
    try {
      for (const asking of askingOf(current, hints)) current = await fetchInto(current, escalationId, asking);
    } catch (error) {
      note(escalationId, hints);
      throw error;
    }
  }
  return current;
}

function askingOf(transcript: Transcript, hints: Set<Hint>): Asking[] {
  if (hints.has('all')) return askingForAll(transcript);
  return askingFor(
    transcript,
    [...hints].filter((hint) => hint !== 'all'),
  );
}

/** After a break in the stream anything loaded may be old. */
export function catchUpWithEverything(client: QueryClient): void {
  for (const [[, id], transcript] of client.getQueriesData<Transcript>({ queryKey: ['transcript'] })) {
    if (transcript) void catchUp(client, String(id), 'all');
  }
}

/** Shows a message the server has just answered with. */
export function addMessage(client: QueryClient, escalationId: string, message: Message): void {
  const known = client.getQueryData<Transcript>(keys.transcript(escalationId));
  const last = known?.items.at(-1)?.seq ?? 0;
  // Somebody may have spoken in between: fetch those too rather than leave a gap.
  if (!known || message.seq > last + 1) return void catchUp(client, escalationId, message.seq);
  client.setQueryData<Transcript>(keys.transcript(escalationId), withMessage(known, message));
}
