import { useEffect, useState } from 'react';
import { onlineManager, useQueryClient, type QueryClient, type QueryKey } from '@tanstack/react-query';
import type { Escalation, Me } from '../../src/contract/api';
import { catchUp, catchUpWithEverything } from '../conversation/messages/catchUp';
import { heardTyping } from '../conversation/messages/typing';
import { isSignedOut } from '../desk/apiError';
import { setDeskTime } from '../desk/clock';
import { earlierWith } from '../desk/earlier';
import { keys } from '../desk/keys';
import { listsOf, listsWith, wasAskedSince } from '../desk/lists';
import { isReachable, onReach, watchReach } from '../desk/reach';
import { isSignedIn, onSignIn } from '../desk/signedIn';
import { openStream, type StreamEvent, type StreamState } from '../desk/stream';

/** A busy desk changes many times a second; lists are fetched at most this often. */
const LISTS_MS = 1_000;

/**
 * Invalidates queries by the stream's hints; the data is fetched through the API.
 * @param isWanted false where nobody has been let in yet
 */
export function useChanges(isWanted: boolean): StreamState {
  const client = useQueryClient();
  const [state, setState] = useState<StreamState>('connecting');
  useEffect(() => {
    if (!isWanted) return;
    const lists = createCollector(LISTS_MS, (queryKey, since) => {
      // A filter with less in it would stand for those with more.
      const exact = queryKey.length > 1;
      if (!wasAskedSince(queryKey, since)) void client.invalidateQueries({ queryKey, exact });
    });
    const stopWatching = watchReach();
    // What one only looks at waits for the desk instead of failing.
    const stopReach = onReach(() => onlineManager.setOnline(isReachable()));
    const stopSignIn = onSignIn(() => isSignedIn() && askRefused(client));
    const close = openStream({ onState: setState, onEvent: (event) => obey(event, client, lists.add) });
    return () => {
      close();
      stopSignIn();
      stopReach();
      stopWatching();
      lists.stop();
    };
  }, [client, isWanted]);
  return state;
}

/** All that is shown, but who one is. */
export function askAnew(client: QueryClient): void {
  void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'transcript' && queryKey[0] !== 'me' });
  catchUpWithEverything(client);
}

/** What was refused while nobody was known; loaded chats follow hints, whose answers may have been refused as well. */
function askRefused(client: QueryClient): void {
  const predicate = ({ state }: { state: { error: unknown } }) => isSignedOut(state.error);
  void client.invalidateQueries({ predicate }, { cancelRefetch: false });
  catchUpWithEverything(client);
}

function obey(event: StreamEvent, client: QueryClient, refetchSoon: (key: QueryKey) => void): void {
  switch (event.name) {
    case 'hello':
      setDeskTime(event.data.at);
      return askAnew(client);
    case 'you': {
      const known = client.getQueryData<Me>(keys.me())?.queues.map(({ id }) => id);
      const now = new Set(event.data.queueIds);
      // Who one is has been asked for at the same time.
      if (known === undefined) return;
      if (known.length === now.size && known.every((id) => now.has(id))) return;
      void client.invalidateQueries({ queryKey: keys.me() });
      return refetchSoon(keys.lists());
    }
    case 'escalation': {
      const { id, version } = event.data;
      const known = client.getQueryData<Escalation>(keys.escalation(id));
      if (known && known.version < version) {
        void client.invalidateQueries({ queryKey: keys.escalation(id) });
        void client.invalidateQueries({ queryKey: keys.events(id) });
      }
      earlierWith(client, id, version).forEach(refetchSoon);
      refetchSoon(keys.stats());
      refetchSoon(keys.now());
      return listsOf(client, event.data).forEach(refetchSoon);
    }
    case 'message':
      void catchUp(client, event.data.escalationId, event.data.seq);
      // Whether words still reach the customer changes with a message, and with no version.
      refetchSoon(keys.escalation(event.data.escalationId));
      return listsWith(client, event.data.escalationId).forEach(refetchSoon);
    case 'read':
      // On the screen it is not asked again.
      client.removeQueries({ queryKey: keys.readMark(event.data.escalationId) });
      return listsWith(client, event.data.escalationId).forEach(refetchSoon);
    case 'viewers':
      return void client.invalidateQueries({ queryKey: keys.viewers(event.data.escalationId) });
    case 'typing':
      return heardTyping(event.data.escalationId);
    case 'me':
      return refetchSoon(keys.me());
    case 'queue':
      refetchSoon(keys.queues());
      refetchSoon(keys.agents());
      refetchSoon(keys.now());
      // Its name stands in them, and who sees it may be others now.
      return event.data.figures ? undefined : refetchSoon(keys.lists());
  }
}

/**
 * Throttle: calls are collected by key and made once per interval, the first without delay.
 * @param grant is told when it was last wished for
 */
function createCollector(ms: number, grant: (key: QueryKey, since: number) => void) {
  const wished = new Map<string, { key: QueryKey; since: number }>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  const flush = () => {
    timer = null;
    if (wished.size === 0) return;
    for (const { key, since } of wished.values()) grant(key, since);
    wished.clear();
    timer = setTimeout(flush, ms);
  };
  return {
    add: (key: QueryKey) => {
      wished.set(JSON.stringify(key), { key, since: performance.now() });
      timer ??= setTimeout(flush, 50);
    },
    stop: () => {
      if (timer) clearTimeout(timer);
    },
  };
}
