import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AgentSettings } from '../../state/contract';
import { api } from '../data/api';
import { keys } from '../data/queries';

/** How Contoso HR is set, and what passed between it and the desk. */
export function useAgent() {
  const queries = useQueryClient();
  const agent = useQuery({ queryKey: keys.agent, queryFn: api.agent });
  const change = useMutation({
    mutationFn: (settings: Partial<AgentSettings>) => api.setAgent(settings),
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.agent }),
  });
  return { agent, change };
}

/** Whether the desk's app is installed for somebody. */
export function useApp(personId: string) {
  const queries = useQueryClient();
  const installed = useQuery({ queryKey: keys.app(personId), queryFn: () => api.app(personId) });
  const install = useMutation({
    mutationFn: (wanted: boolean) => api.setApp(personId, wanted),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.app(personId) }),
  });
  return { installed, install };
}
