import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Agent, AgentChange, Queue, QueueChange } from '../../../src/contract/api';
import { patch, remove } from '../../desk/api';
import { keys } from '../../desk/keys';

export const useChangeQueue = (id: string) =>
  useChange((change: QueueChange) => patch<Queue>(`/queues/${encodeURIComponent(id)}`, change), keys.queues());

export const useRemoveQueue = (id: string) =>
  useChange(() => remove(`/queues/${encodeURIComponent(id)}`), keys.queues());

export const useChangeAgent = (id: string) =>
  useChange((change: AgentChange) => patch<Agent>(`/agents/${encodeURIComponent(id)}`, change), keys.agents());

function useChange<In, Out>(mutationFn: (input: In) => Promise<Out>, key: readonly string[]) {
  const client = useQueryClient();
  return useMutation({ mutationFn, onSettled: () => client.invalidateQueries({ queryKey: key }) });
}
