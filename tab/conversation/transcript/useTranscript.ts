import { useMutation, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import type { Escalation, Message } from '../../../src/contract/api';
import { post } from '../../desk/api';
import { keys } from '../../desk/keys';
import { absorbHints, addMessage, forgetHints } from '../messages/catchUp';
import { fetchEarlier, fetchNewest } from '../messages/fetchTranscript';
import { EMPTY, merge, type Transcript } from '../messages/messageList';

/** The loaded part of a transcript; `catchUp` keeps it current. */
export function useTranscript(escalation: Escalation | undefined) {
  const client = useQueryClient();
  const id = escalation?.id ?? '';
  const key = keys.transcript(id);
  const query = useQuery({
    queryKey: key,
    enabled: escalation !== undefined,
    queryFn: async ({ signal }) => {
      forgetHints(id);
      return absorbHints(id, await fetchNewest(id, escalation?.lastSeq ?? 0, signal));
    },
    staleTime: Infinity,
  });
  const earlier = useMutation({
    mutationFn: () => fetchEarlier(id, client.getQueryData<Transcript>(key) ?? EMPTY),
    onSuccess: (fetched) =>
      client.setQueryData<Transcript>(key, (known) => ({
        items: merge(fetched.items, known?.items ?? []),
        complete: fetched.complete,
      })),
  });
  return { ...query, earlier };
}

/** Tries a message again that did not reach the customer. */
export function useRetry(escalationId: string) {
  const client: QueryClient = useQueryClient();
  return useMutation({
    mutationFn: (seq: number) =>
      post<Message>(`/escalations/${encodeURIComponent(escalationId)}/messages/${seq}/retry`),
    onSuccess: (message) => addMessage(client, escalationId, message),
  });
}
