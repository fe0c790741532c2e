import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import type { SandboxPerson, World } from '../../state/contract';
import { messagesQuery } from '../data/queries';

/** How many messages each channel got since this page last showed it. */
export function useUnread(
  world: World,
  person: SandboxPerson,
  openChannel: string | null,
): ReadonlyMap<string, number> {
  const channels = world.team.channels;
  const counts = useQueries({
    queries: channels.map(({ id }) => messagesQuery(id, person.id)),
    combine: (results) => results.map((result) => result.data?.length ?? null),
  });
  const [seen, setSeen] = useState<ReadonlyMap<string, number>>(new Map());

  // What was there when the page opened, and what is on show now, counts as seen; a cleared channel starts again.
  const next = channels.flatMap(({ id }, place) => {
    const count = counts[place] ?? null;
    const known = seen.get(id);
    return count !== null && known !== count && (known === undefined || id === openChannel || count < known)
      ? [[id, count] as const]
      : [];
  });
  if (next.length > 0) setSeen(new Map([...seen, ...next]));

  return new Map(
    channels.map(({ id }, place) => [id, Math.max(0, (counts[place] ?? 0) - (seen.get(id) ?? counts[place] ?? 0))]),
  );
}
