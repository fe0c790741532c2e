import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { messagesQuery } from '../data/queries';

/** How many messages each conversation got since this page last showed it. */
export function useUnread(
  conversationIds: readonly string[],
  personId: string,
  open: string | null,
): ReadonlyMap<string, number> {
  const counts = useQueries({
    queries: conversationIds.map((id) => messagesQuery(id, personId)),
    combine: (results) => results.map((result) => result.data?.length ?? null),
  });
  const [seen, setSeen] = useState<ReadonlyMap<string, number>>(new Map());

  // What was there when the page opened, and what is on show now, counts as seen; a cleared conversation starts again.
  const next = conversationIds.flatMap((id, place) => {
    const count = counts[place] ?? null;
    const known = seen.get(id);
    return count !== null && known !== count && (known === undefined || id === open || count < known)
      ? [[id, count] as const]
      : [];
  });
  if (next.length > 0) setSeen(new Map([...seen, ...next]));

  return new Map(
    conversationIds.map((id, place) => [id, Math.max(0, (counts[place] ?? 0) - (seen.get(id) ?? counts[place] ?? 0))]),
  );
}
