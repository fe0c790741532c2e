import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { SandboxChange } from '../../state/contract';
import { keys } from './queries';
import { followChanges } from './stream';

const TYPING_SHOWS_MS = 5_000;

export interface Live {
  connected: boolean;
  /** Conversations in which somebody is typing now. */
  typing: ReadonlySet<string>;
}

/** Keeps what the page shows up to date: a change names a conversation, which is then read again. */
export function useChanges(): Live {
  const queries = useQueryClient();
  const [connected, setConnected] = useState(true);
  const [typing, setTyping] = useState<ReadonlySet<string>>(new Set());

  useEffect(() => {
    const reread = rereader(queries);
    const timers = new Map<string, ReturnType<typeof setTimeout>>();

    function stopTyping(conversationId: string) {
      clearTimeout(timers.get(conversationId));
      if (timers.delete(conversationId)) setTyping(new Set(timers.keys()));
    }
    function startTyping(conversationId: string) {
      clearTimeout(timers.get(conversationId));
      timers.set(
        conversationId,
        setTimeout(() => stopTyping(conversationId), TYPING_SHOWS_MS),
      );
      setTyping(new Set(timers.keys()));
    }
    function changed(change: SandboxChange) {
      if (change.kind === 'reset') return void queries.invalidateQueries();
      if (change.kind === 'typing') return startTyping(change.conversationId);
      if (change.kind === 'app') return void queries.invalidateQueries({ queryKey: keys.app(change.personId) });
      if (change.kind === 'agent') return void queries.invalidateQueries({ queryKey: keys.agent });
      if (change.kind === 'feed') return void queries.invalidateQueries({ queryKey: keys.feed(change.personId) });
      stopTyping(change.conversationId);
      reread(change.conversationId);
    }

    const stop = followChanges({
      changed,
      connected: (now) => {
        setConnected(now);
        if (now) void queries.invalidateQueries();
      },
    });
    return () => {
      stop();
      timers.forEach((timer) => clearTimeout(timer));
    };
  }, [queries]);

  return { connected, typing };
}

/** Reads a conversation again, one read at a time: a burst of changes costs two reads, and none is missed. */
function rereader(queries: QueryClient): (conversationId: string) => void {
  const reading = new Set<string>();
  const again = new Set<string>();
  async function reread(conversationId: string): Promise<void> {
    if (reading.has(conversationId)) {
      again.add(conversationId);
      return;
    }
    reading.add(conversationId);
    do {
      again.delete(conversationId);
      await queries.invalidateQueries({ queryKey: keys.conversation(conversationId) });
    } while (again.has(conversationId));
    reading.delete(conversationId);
  }
  return (conversationId) => void reread(conversationId);
}
