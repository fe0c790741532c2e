/** Keeps loaded transcripts current: a hint says which message changed, the truth is fetched. */
import type { QueryClient } from '@tanstack/react-query';
import type { Message } from '../../../src/contract/api';
import { ApiError } from '../../desk/apiError';
import { keys } from '../../desk/keys';
import { fetchInto } from './fetchTranscript';
import { askingFor, askingForAll, merge, withMessage, type Asking, type Transcript } from './messageList';

const AGAIN_MS = 5_000;

/** Messages hinted at and not fetched since, by escalation; `all`: anything may have changed. */
const hinted = new Map<string, Set<number | 'all'>>();
const running = new Set<string>();

export const forgetHints = (escalationId: string): void => void hinted.delete(escalationId);

/** Fetches what a hint names, one request at a time; hints that come meanwhile are covered by the next. */
export async function catchUp(client: QueryClient, escalationId: string, seq: number | 'all'): Promise<void> {
  const hints = hinted.get(escalationId);
  if (hints) hints.add(seq);
  else hinted.set(escalationId, new Set([seq]));
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
    if (error instanceof ApiError && error.code === 'not_found') return;
    setTimeout(() => void catchUp(client, escalationId, seq), AGAIN_MS);
  } finally {
    running.delete(escalationId);
  }
  if (hinted.has(escalationId)) void catchUp(client, escalationId, seq);
}

/** Adds to a transcript what the hints so far speak of. */
export async function absorbHints(escalationId: string, transcript: Transcript): Promise<Transcript> {
  let current = transcript;
  for (let hints = hinted.get(escalationId); hints !== undefined; hints = hinted.get(escalationId)) {
    hinted.delete(escalationId);
    for (const asking of askingOf(current, hints)) current = await fetchInto(current, escalationId, asking);
  }
  return current;
}

function askingOf(transcript: Transcript, hints: Set<number | 'all'>): Asking[] {
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
