import { useMutation, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import type { Message } from '../../../src/contract/api';
import { post } from '../../desk/api';
import { keys } from '../../desk/keys';
import { absorbHints, addMessage, forgetHints } from '../messages/catchUp';
import { fetchNewest } from '../messages/fetchTranscript';

/** A transcript as far as it is loaded; `catchUp` keeps it current. */
export function useTranscript(id: string) {
  const client = useQueryClient();
  return useQuery({
    queryKey: keys.transcript(id),
    queryFn: async ({ signal }) => {
      forgetHints(id);
      const { transcript, readUpTo } = await fetchNewest(id, signal);
      client.setQueryData(keys.readMark(id), readUpTo ?? null);
      return absorbHints(id, transcript);
    },
    staleTime: Infinity,
  });
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
