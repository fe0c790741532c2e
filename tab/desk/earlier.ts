/** The customer's earlier chats, as they stand beside a chat. */
import { queryOptions, type QueryClient, type QueryKey } from '@tanstack/react-query';
import type { Escalation, Page } from '../../src/contract/api';
import { get } from './api';
import { keys } from './keys';

export const earlierOf = (id: string) =>
  queryOptions({
    queryKey: keys.earlier(id),
    queryFn: async ({ signal }) =>
      (await get<Page<Escalation>>(`/escalations/${encodeURIComponent(id)}/earlier`, { signal })).items,
    staleTime: 60_000,
  });

const holds = (all: Escalation[] | undefined, id: string, version: number): boolean =>
  all?.some((one) => one.id === id && one.version < version) ?? false;

/** What shows a chat as it was before this version: a customer who is erased stands beside none of theirs any longer. */
export function earlierWith(client: QueryClient, escalationId: string, version: number): QueryKey[] {
  const holding = client
    .getQueryCache()
    .findAll({ queryKey: keys.allEarlier() })
    .filter(({ state: { data } }) => holds(data as Escalation[] | undefined, escalationId, version))
    .map(({ queryKey }) => queryKey);
  return holding.length > 0 ? [...holding, keys.earlierWords(escalationId)] : [];
}
