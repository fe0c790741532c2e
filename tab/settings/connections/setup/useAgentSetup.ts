import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AgentFiles } from '../../../../src/contract/agentFiles';
import type { Connection, ConnectionWithKey } from '../../../../src/contract/api';
import { get, post, remove } from '../../../desk/api';
import { keys } from '../../../desk/keys';

const pathOf = (id: string) => `/connections/${encodeURIComponent(id)}`;

export const useAgentFiles = (id: string) =>
  useQuery({
    queryKey: keys.agentFiles(id),
    queryFn: ({ signal }) => get<AgentFiles>(`${pathOf(id)}/agent-files`, { signal }),
  });

/** With its keys as they are now. */
export const useWithKeys = (connection: Connection): Connection =>
  useQuery({
    queryKey: keys.connection(connection.id),
    queryFn: ({ signal }) => get<Connection>(pathOf(connection.id), { signal }),
  }).data ?? connection;

export const useMakeKey = (id: string) =>
  useKeys((options: { replaces?: string }) => post<ConnectionWithKey>(`${pathOf(id)}/keys`, options));

export const useRevokeKey = (id: string) =>
  useKeys((keyId: string) => remove(`${pathOf(id)}/keys/${encodeURIComponent(keyId)}`));

function useKeys<In, Out>(mutationFn: (input: In) => Promise<Out>) {
  const client = useQueryClient();
  // The list, and the connection itself.
  return useMutation({ mutationFn, onSettled: () => client.invalidateQueries({ queryKey: keys.connections() }) });
}
