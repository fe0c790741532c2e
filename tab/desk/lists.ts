/** The loaded lists of escalations, and asking again for those that something has changed in. */
import type { InfiniteData, QueryClient, QueryKey } from '@tanstack/react-query';
import type { Escalation, Me, Page, StreamEvents } from '../../src/contract/api';
import { keys, type ListFilter } from './keys';
import { isAbout, mayHold, standingOf } from './whichLists';

/** When a list was last asked for, by its key. */
const asked = new Map<string, number>();

export const listAsked = (key: QueryKey): void => void asked.set(JSON.stringify(key), performance.now());

/** Whether it was asked for since then: what had happened by then is in the answer. */
export const wasAskedSince = (key: QueryKey, since: number): boolean =>
  (asked.get(JSON.stringify(key)) ?? -Infinity) > since;

interface LoadedList {
  key: QueryKey;
  filter: ListFilter;
  shown: Escalation | undefined;
  /** The answer on its way may be of before. */
  isUnderWay: boolean;
}

function loadedLists(client: QueryClient, escalationId: string): LoadedList[] {
  return client
    .getQueryCache()
    .findAll({ queryKey: keys.lists() })
    .map(({ queryKey, state }) => {
      const data = state.data as InfiniteData<Page<Escalation>> | undefined;
      const items = data?.pages.flatMap((page) => page.items) ?? [];
      return {
        key: queryKey,
        filter: queryKey[1] as ListFilter,
        shown: items.find(({ id }) => id === escalationId),
        isUnderWay: state.fetchStatus !== 'idle',
      };
    });
}

const meIdIn = (client: QueryClient): string | undefined => client.getQueryData<Me>(keys.me())?.id;

/** The lists an escalation's change is about: they hold it as it was, or may hold it now. */
export function listsOf(client: QueryClient, told: StreamEvents['escalation']): QueryKey[] {
  const meId = meIdIn(client);
  return loadedLists(client, told.id)
    .filter(({ filter, shown, isUnderWay }) => isUnderWay || meId === undefined || isAbout(filter, shown, told, meId))
    .map(({ key }) => key);
}

/** The lists that show an escalation. */
export const listsWith = (client: QueryClient, escalationId: string): QueryKey[] =>
  loadedLists(client, escalationId)
    .filter(({ shown, isUnderWay }) => isUnderWay || shown !== undefined)
    .map(({ key }) => key);

/** Asks again, at once, for the lists a verb has changed. @param now null: it was refused, or nobody knows */
export function afterVerb(client: QueryClient, escalationId: string, now: Escalation | null): void {
  const standing = now && standingOf(now, meIdIn(client));
  for (const { key, filter, shown } of loadedLists(client, escalationId)) {
    if (!standing || shown || mayHold(filter, standing, meIdIn(client))) {
      void client.invalidateQueries({ queryKey: key, exact: true });
    }
  }
}
