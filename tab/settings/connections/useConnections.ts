import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  AuditEntry,
  Connection,
  ConnectionChange,
  ConnectionWithSecret,
  NewConnection,
  Page,
} from '../../../src/contract/api';
import { download, get, patch, post, remove } from '../../desk/api';
import { keys } from '../../desk/keys';

const RUNNING_MS = 700;
const pathOf = (id: string) => `/connections/${encodeURIComponent(id)}`;

/** One connection; while its test runs, asked for again and again. */
export const useConnection = (id: string) =>
  useQuery({
    queryKey: keys.connection(id),
    queryFn: ({ signal }) => get<Connection>(pathOf(id), { signal }),
    refetchInterval: (query) => (query.state.data?.test?.state === 'running' ? RUNNING_MS : false),
  });

export const useAudit = (id: string) =>
  useInfiniteQuery({
    queryKey: keys.audit(id),
    queryFn: ({ pageParam, signal }) =>
      get<Page<AuditEntry>>(`${pathOf(id)}/audit`, { query: { cursor: pageParam, limit: 20 }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });

export const useAddConnection = () =>
  useChange((connection: NewConnection) => post<ConnectionWithSecret>('/connections', connection));

export const useChangeConnection = (id: string) =>
  useChange((change: ConnectionChange) => patch<Connection>(pathOf(id), change));

export const useTestConnection = (id: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (ask: { handoff: boolean; phrase?: string }) => post<Connection>(`${pathOf(id)}/test`, ask),
    onSuccess: (connection) => client.setQueryData(keys.connection(id), connection),
  });
};

export type Turn = { to: 'live'; insist?: boolean } | { to: 'pause' } | { to: 'drain' };

export const useTurnConnection = (id: string) =>
  useChange(({ to, ...body }: Turn) => post<Connection>(`${pathOf(id)}/${to}`, body));

export const useRotateConnection = (id: string) =>
  useChange((options: { secret?: string; expiresAt?: string | null; graceHours?: number }) =>
    post<ConnectionWithSecret>(`${pathOf(id)}/rotate`, options),
  );

export const useRemoveConnection = (id: string) => useChange(() => remove(pathOf(id)));

function useChange<In, Out>(mutationFn: (input: In) => Promise<Out>) {
  const client = useQueryClient();
  return useMutation({ mutationFn, onSettled: () => client.invalidateQueries({ queryKey: keys.connections() }) });
}

/** Saves the Teams package of a connection's own bot; gives the name of the file. */
export const useDownloadPackage = (id: string) =>
  useMutation({
    mutationFn: async () => {
      const { name, content } = await download(`${pathOf(id)}/package`);
      const link = document.createElement('a');
      link.href = URL.createObjectURL(content);
      link.download = name;
      link.click();
      URL.revokeObjectURL(link.href);
      return name;
    },
  });
