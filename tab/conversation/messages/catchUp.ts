/** Keeps loaded transcripts current: a hint says which message changed, the truth is fetched. */
import type { QueryClient } from '@tanstack/react-query';
import type { Message } from '../../../src/contract/api';
import { ApiError } from '../../desk/apiError';
import { keys } from '../../desk/keys';
import { fetchAfter } from './fetchTranscript';
import { catchUpFrom, merge, type Transcript } from './messageList';

const AGAIN_MS = 5_000;

/** The oldest message hinted at and not fetched since, by escalation. */
const hinted = new Map<string, number>();
const running = new Set<string>();

export const forgetHints = (escalationId: string): void => void hinted.delete(escalationId);

/** Fetches what a hint names, one request at a time; hints that come meanwhile are covered by the next. */
export async function catchUp(client: QueryClient, escalationId: string, seq: number): Promise<void> {
  hinted.set(escalationId, Math.min(seq, hinted.get(escalationId) ?? Infinity));
  const key = keys.transcript(escalationId);
  const known = client.getQueryData<Transcript>(key);
  // While the first page is on its way the hint stays: whoever fetches that page looks for it.
  if (!known || running.has(escalationId)) return;
  running.add(escalationId);
  try {
    const fetched = await absorbHints(escalationId, known);
    client.setQueryData<Transcript>(key, (now) => now && { ...now, items: merge(now.items, fetched.items) });
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
  for (let hint = hinted.get(escalationId); hint !== undefined; hint = hinted.get(escalationId)) {
    hinted.delete(escalationId);
    const after = catchUpFrom(current, hint);
    if (after === null) continue;
    const fetched = await fetchAfter(escalationId, after);
    current = { ...current, items: merge(current.items, fetched.items) };
  }
  return current;
}

/** After a break in the stream anything loaded may be old. */
export function catchUpWithEverything(client: QueryClient): void {
  for (const [[, id], transcript] of client.getQueriesData<Transcript>({ queryKey: ['transcript'] })) {
    if (transcript) void catchUp(client, String(id), transcript.items[0]?.seq ?? 1);
  }
}

/** Shows a message the server has just answered with. */
export function addMessage(client: QueryClient, escalationId: string, message: Message): void {
  const known = client.getQueryData<Transcript>(keys.transcript(escalationId));
  const last = known?.items.at(-1)?.seq ?? 0;
  // Somebody may have spoken in between: fetch those too rather than leave a gap.
  if (!known || message.seq > last + 1) return void catchUp(client, escalationId, message.seq);
  client.setQueryData<Transcript>(keys.transcript(escalationId), { ...known, items: merge(known.items, [message]) });
}
