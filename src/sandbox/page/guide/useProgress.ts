import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { agentChatOf, type World } from '../../state/contract';
import { messagesQuery } from '../data/queries';
import { type Path, type Progress, progressOf } from './progress';

const SINCE = 'sandbox.guide.since';
const PATH = 'sandbox.guide.path';

export interface Walk extends Progress {
  path: Path;
  /** Begins a path anew. */
  walk: (path: Path) => void;
}

/** The guided path's state, and a way to walk it again, or the other one. */
export function useProgress(world: World, supportId: string): Walk {
  const [since, setSince] = useState(() => localStorage.getItem(SINCE) ?? '');
  const [path, setPath] = useState<Path>(() => (localStorage.getItem(PATH) === 'agent' ? 'agent' : 'desk'));
  const customers = world.people.filter((person) => person.role === 'customer');
  const chatIds = customers.flatMap((person) => {
    const chats = path === 'agent' ? [person.chatId, agentChatOf(person, world.agent)] : [person.chatId];
    return chats.map((id) => ({ id, personId: person.id }));
  });
  const channels = useQueries({
    queries: world.team.channels.map(({ id }) => messagesQuery(id, supportId)),
    combine: (results) => results.flatMap((result) => result.data ?? []),
  });
  const chats = useQueries({
    queries: chatIds.map(({ id, personId }) => messagesQuery(id, personId)),
    combine: (results) => results.flatMap((result) => result.data ?? []),
  });

  function walk(next: Path) {
    const now = new Date().toISOString();
    localStorage.setItem(SINCE, now);
    localStorage.setItem(PATH, next);
    setSince(now);
    setPath(next);
  }

  return { ...progressOf(world, { channels, chats }, since, path), path, walk };
}
