/** The only questions whose last answer stays in view until the next one is there; `Busy` marks what shows it. */
import { type InfiniteData, keepPreviousData, type QueryKey, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { isOutOfSight } from '../desk/apiError';

interface Question<Asked, Answer> {
  queryKey: QueryKey;
  asked: Asked;
  ask: (signal: AbortSignal) => Promise<Answer>;
  enabled?: boolean;
  /** When to ask again, by what is there. */
  everyMs?: (answer: Answer | undefined) => number | false;
  structuralSharing?: (before: unknown, next: unknown) => unknown;
}

/**
 * Asks, and keeps what is shown until the answer is there.
 * @returns `data.asked` is what `data` answers: headings, links and columns beside it follow that, not what was chosen since
 */
export function useKept<Asked, Answer extends object>(question: Question<Asked, Answer>) {
  const { queryKey, asked, ask, enabled = true, everyMs, structuralSharing } = question;
  const { data, error, refetch, isPlaceholderData } = useQuery<Answer & { asked: Asked }>({
    queryKey,
    queryFn: async ({ signal }) => ({ ...(await ask(signal)), asked }),
    enabled,
    placeholderData: keepPreviousData,
    ...(structuralSharing && { structuralSharing }),
    ...(everyMs && { refetchInterval: ({ state }) => everyMs(state.data) }),
  });
  return { data: isOutOfSight(error) ? undefined : data, error, refetch, isBusy: isPlaceholderData };
}

interface PagesQuestion<Page> {
  queryKey: QueryKey;
  ask: (cursor: string | undefined, signal: AbortSignal) => Promise<Page>;
}

/** The same of a list that comes page by page. */
export function useKeptPages<Page extends { next: string | null }>({ queryKey, ask }: PagesQuestion<Page>) {
  const { isPlaceholderData, ...list } = useInfiniteQuery<
    Page,
    Error,
    InfiniteData<Page, string | undefined>,
    QueryKey,
    string | undefined
  >({
    queryKey,
    queryFn: ({ pageParam, signal }) => ask(pageParam, signal),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const shown = isOutOfSight(error) ? undefined : data;
  return { data: shown, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage, isBusy: isPlaceholderData };
}
