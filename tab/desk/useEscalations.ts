import { useMemo } from 'react';
import type { Escalation, EscalationPage } from '../../src/contract/api';
import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { get } from './api';
import { keys, type ListFilter } from './keys';
import { listAsked } from './lists';

const PAGE = 50;
const NONE: Escalation[] = [];
/** The stream tells of every change; this is for the hour it does not. */
const NOW_AND_THEN_MS = 60_000;
/** What was said just now is found in a moment, of which nothing tells. */
const SOON_MS = 3_000;

/** A list of escalations, page by page. The items are the same ones until something has changed in them. */
export function useEscalations(filter: ListFilter) {
  // Named one by one: whoever uses a field is rendered again when it changes, and a list that is asked again changes many.
  const { data, error, hasNextPage, isFetchingNextPage, refetch, fetchNextPage } = useInfiniteQuery(
    escalationsOf(filter),
  );
  const items = useMemo(() => data?.pages.flatMap((page) => page.items) ?? NONE, [data]);
  return { items, data, error, hasNextPage, isFetchingNextPage, refetch, fetchNextPage };
}

export const escalationsOf = (filter: ListFilter) =>
  infiniteQueryOptions({
    queryKey: keys.list(filter),
    queryFn: ({ queryKey, pageParam, signal }) => {
      if (pageParam === null) listAsked(queryKey);
      return get<EscalationPage>('/escalations', { query: { ...filter, cursor: pageParam, limit: PAGE }, signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: ({ state }) => againMs(state.data?.pages[0]),
  });

/** When a list is asked again of which this is the first page, and so is how many there are. */
export const againMs = (first: EscalationPage | undefined): number =>
  first?.unsearched === 'newest' ? SOON_MS : NOW_AND_THEN_MS;
