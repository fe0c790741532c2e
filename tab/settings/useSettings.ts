import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Connection, NewConnection, Queue, QueueChange } from '../../src/api/contract';
import { patch, post, remove } from '../desk/api';
import { keys } from '../desk/keys';

export const useChangeQueue = (id: string) =>
  useChange((change: QueueChange) => patch<Queue>(`/queues/${encodeURIComponent(id)}`, change), keys.queues());

export const useRemoveQueue = (id: string) =>
  useChange(() => remove(`/queues/${encodeURIComponent(id)}`), keys.queues());

export const useAddConnection = () =>
  useChange((connection: NewConnection) => post<Connection>('/connections', connection), keys.connections());

export type ConnectionVerb = 'live' | 'pause';

export const useConnectionVerb = (id: string) =>
  useChange(
    (verb: ConnectionVerb) => post<Connection>(`/connections/${encodeURIComponent(id)}/${verb}`),
    keys.connections(),
  );

function useChange<In, Out>(mutationFn: (input: In) => Promise<Out>, key: readonly string[]) {
  const client = useQueryClient();
  return useMutation({ mutationFn, onSettled: () => client.invalidateQueries({ queryKey: key }) });
}
