import { useRef } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Escalation, HandedOn, HoldBody, ResolveBody } from '../../src/contract/api';
import { post } from './api';
import { beganHere, handingOnHere, notDoneHere } from './doneHere';
import { keys } from './keys';
import { afterVerb } from './lists';

export type VerbCall =
  | { verb: 'claim' | 'pass' | 'join' | 'leave' | 'continue'; body?: undefined }
  | { verb: 'consult'; body: { agentId: string; note?: string } }
  | { verb: 'release'; body: { reason?: string } }
  | { verb: 'resolve'; body: ResolveBody }
  | { verb: 'hold'; body: HoldBody }
  | { verb: 'transfer'; body: { agentId?: string; queueId?: string; note?: string } };

/** Gives away all an agent has; each conversation answers for itself. */
export function useHandOn(agentId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { agentId?: string; queueId?: string; note?: string | undefined }) =>
      handingOnHere(post<HandedOn>(`/agents/${encodeURIComponent(agentId)}/hand-on`, body)),
    onSuccess: ({ items }) => items.filter(({ ok }) => ok).forEach(({ id }) => beganHere(id)),
    onSettled: () => client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' }),
  });
}

/**
 * Does a verb to an escalation. Whatever comes of it, what is on screen of it is fetched afresh. `giveUp` breaks off what is
 * under way; it may have reached the desk all the same.
 */
export function useVerb(id: string) {
  const client = useQueryClient();
  const underway = useRef<AbortController | null>(null);
  const mutation = useMutation({
    mutationFn: ({ verb, body }: VerbCall) => {
      const controller = (underway.current = new AbortController());
      beganHere(id);
      return post<Escalation>(`/escalations/${encodeURIComponent(id)}/${verb}`, body, controller.signal);
    },
    onSuccess: (escalation, { verb }) => {
      if (!LEAVING.has(verb)) notDoneHere(id);
      client.setQueryData(keys.escalation(id), escalation);
    },
    onError: () => notDoneHere(id),
    onSettled: (escalation) => {
      void client.invalidateQueries({ queryKey: keys.escalation(id) });
      void client.invalidateQueries({ queryKey: keys.events(id) });
      afterVerb(client, id, escalation ?? null);
      void client.invalidateQueries({ queryKey: keys.stats() });
    },
  });
  return { ...mutation, giveUp: () => underway.current?.abort() };
}

/** After these a chat may be with somebody else, or with nobody. */
const LEAVING = new Set<VerbCall['verb']>(['release', 'resolve', 'transfer']);
