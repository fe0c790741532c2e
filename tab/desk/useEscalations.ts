import type { EscalationPage } from '../../src/contract/api';
import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { get } from './api';
import { keys, type ListFilter } from './keys';

const PAGE = 50;

/** A list of escalations, page by page. */
export function useEscalations(filter: ListFilter) {
  const query = useInfiniteQuery(listOptions(filter));
  return { ...query, items: query.data?.pages.flatMap((page) => page.items) ?? [] };
}

const listOptions = (filter: ListFilter) =>
  infiniteQueryOptions({
    queryKey: keys.list(filter),
    queryFn: ({ pageParam, signal }) =>
      get<EscalationPage>('/escalations', { query: { ...filter, cursor: pageParam, limit: PAGE }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    // The stream tells of every change; this is for the hour it does not.
    refetchInterval: 60_000,
  });
