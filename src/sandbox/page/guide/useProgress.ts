import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import type { World } from '../../state/contract';
import { messagesQuery } from '../data/queries';
import { type Progress, progressOf } from './progress';

const KEY = 'sandbox.guide.since';

/** The guided path's state, and a way to walk it again. */
export function useProgress(world: World, supportId: string): Progress & { again: () => void } {
  const [since, setSince] = useState(() => localStorage.getItem(KEY) ?? '');
  const customers = world.people.filter((person) => person.role === 'customer');
  const channels = useQueries({
    queries: world.team.channels.map(({ id }) => messagesQuery(id, supportId)),
    combine: (results) => results.flatMap((result) => result.data ?? []),
  });
  const chats = useQueries({
    queries: customers.map((person) => messagesQuery(person.chatId, person.id)),
    combine: (results) => results.flatMap((result) => result.data ?? []),
  });

  function again() {
    const now = new Date().toISOString();
    localStorage.setItem(KEY, now);
    setSince(now);
  }

  return { ...progressOf(world, { channels, chats }, since), again };
}
