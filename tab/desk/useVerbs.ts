import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Escalation, HandedOn } from '../../src/contract/api';
import { post } from './api';
import { keys } from './keys';

export type VerbCall =
  | { verb: 'claim' | 'pass' | 'join' | 'leave'; body?: undefined }
  | { verb: 'consult'; body: { agentId: string; note?: string } }
  | { verb: 'release'; body: { reason?: string } }
  | { verb: 'resolve'; body: { outcome?: string } }
  | { verb: 'transfer'; body: { agentId?: string; queueId?: string; note?: string } };

/** Gives away all an agent has; each conversation answers for itself. */
export function useHandOn(agentId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { agentId?: string; queueId?: string; note?: string | undefined }) =>
      post<HandedOn>(`/agents/${encodeURIComponent(agentId)}/hand-on`, body),
    onSettled: () => client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' }),
  });
}

/** Does a verb to an escalation. Whatever comes of it, what is on screen is fetched afresh. */
export function useVerb(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ verb, body }: VerbCall) => post<Escalation>(`/escalations/${encodeURIComponent(id)}/${verb}`, body),
    onSuccess: (escalation) => client.setQueryData(keys.escalation(id), escalation),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: keys.escalation(id) });
      void client.invalidateQueries({ queryKey: keys.events(id) });
      void client.invalidateQueries({ queryKey: keys.lists() });
      void client.invalidateQueries({ queryKey: keys.stats() });
    },
  });
}
