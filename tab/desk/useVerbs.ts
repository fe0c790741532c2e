import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Escalation } from '../../src/api/contract';
import { post } from './api';
import { keys } from './keys';

export type VerbCall =
  | { verb: 'claim'; body?: undefined }
  | { verb: 'release'; body: { reason?: string } }
  | { verb: 'resolve'; body: { outcome?: string } }
  | { verb: 'transfer'; body: { agentId?: string; queueId?: string; note?: string } };

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
