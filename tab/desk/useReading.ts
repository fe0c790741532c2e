/** What this person has read: told to the desk, which keeps it for all their devices. */
import { useCallback } from 'react';
import { useQueryClient, type InfiniteData, type QueryClient } from '@tanstack/react-query';
import type { Escalation, Page } from '../../src/contract/api';
import { put, remove } from './api';
import { keys } from './keys';
import { listsWith } from './lists';

/** Marked as unread since they were opened: what is on the screen does not count as read. */
const kept = new Set<string>();

export const isKeptUnread = (escalationId: string): boolean => kept.has(escalationId);
export const openedAnew = (escalationId: string): void => void kept.delete(escalationId);

export function useReading(escalationId: string) {
  const client = useQueryClient();
  const path = `/escalations/${encodeURIComponent(escalationId)}/read`;
  const read = useCallback(
    async (upTo: number) => {
      showUnread(client, escalationId, 0);
      client.setQueryData(keys.readMark(escalationId), upTo);
      await put(path, { upTo });
    },
    [client, escalationId, path],
  );
  const unread = useCallback(async () => {
    kept.add(escalationId);
    client.removeQueries({ queryKey: keys.readMark(escalationId) });
    showUnread(client, escalationId, 1);
    await remove(path).finally(() => {
      for (const queryKey of listsWith(client, escalationId)) void client.invalidateQueries({ queryKey, exact: true });
    });
  }, [client, escalationId, path]);
  return { read, unread };
}

/** At once, before the lists are fetched again. */
function showUnread(client: QueryClient, id: string, unread: number): void {
  const changed = (item: Escalation) => (item.id === id ? { ...item, unread } : item);
  client.setQueriesData<InfiniteData<Page<Escalation>>>({ queryKey: keys.lists() }, (data) =>
    data?.pages.some(({ items }) => items.some((item) => item.id === id && item.unread !== unread))
      ? { ...data, pages: data.pages.map((page) => ({ ...page, items: page.items.map(changed) })) }
      : data,
  );
}
