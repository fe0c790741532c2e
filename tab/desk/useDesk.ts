/** Small things every feature asks the desk for. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  Agent,
  CannedReply,
  Connection,
  Escalation,
  Me,
  Page,
  Queue,
  Stats,
  WrapUpLists,
} from '../../src/contract/api';
import { get } from './api';
import { zoneHere } from './clock';
import { keys } from './keys';

export const meOptions = () => ({
  queryKey: keys.me(),
  queryFn: ({ signal }: { signal: AbortSignal }) => get<Me>('/me', { signal }),
  staleTime: 300_000,
});

const listOf = <T>(queryKey: readonly string[], path: string) => ({
  queryKey,
  queryFn: async ({ signal }: { signal: AbortSignal }) => (await get<Page<T>>(path, { signal })).items,
});

export const queuesOptions = () => listOf<Queue>(keys.queues(), '/queues');
export const useQueues = (enabled = true) => useQuery({ ...queuesOptions(), enabled });
export const useAgents = (enabled = true) => useQuery({ ...listOf<Agent>(keys.agents(), '/agents'), enabled });
export const useCannedReplies = (enabled = true) =>
  useQuery({ ...listOf<CannedReply>(keys.cannedReplies(), '/canned-replies'), enabled });
/** @param everyMs asks again and again, for whoever watches how they do */
export const useConnections = (enabled = true, everyMs: number | false = false) =>
  useQuery({ ...listOf<Connection>(keys.connections(), '/connections'), enabled, refetchInterval: everyMs });

/** The outcomes and tags managers keep. */
export const useWrapUp = () =>
  useQuery({ queryKey: keys.wrapUp(), queryFn: ({ signal }) => get<WrapUpLists>('/wrap-up', { signal }) });

export const statsOptions = () => ({
  queryKey: keys.stats(),
  queryFn: ({ signal }: { signal: AbortSignal }) => get<Stats>('/stats', { query: { zone: zoneHere() }, signal }),
});
export const useStats = () => useQuery({ ...statsOptions(), refetchInterval: 60_000 });

export const escalationOf = (id: string) => ({
  queryKey: keys.escalation(id),
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    get<Escalation>(`/escalations/${encodeURIComponent(id)}`, { signal }),
});

/** One escalation; shows what a list already knew while the full answer is on its way. */
export function useEscalation(id: string) {
  const client = useQueryClient();
  return useQuery<Escalation>({
    ...escalationOf(id),
    placeholderData: (): Escalation | undefined =>
      client
        .getQueriesData<{ pages: Page<Escalation>[] }>({ queryKey: keys.lists() })
        .flatMap(([, data]) => data?.pages.flatMap((page) => page.items) ?? [])
        .find((escalation) => escalation.id === id),
  });
}
