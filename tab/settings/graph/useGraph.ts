import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { GraphSettings, GraphSettingsChange } from '../../../src/contract/api';
import { get, patch } from '../../desk/api';
import { keys } from '../../desk/keys';

/** Asked again now and then: whether it works shows by itself. */
const EVERY_MS = 30_000;

export const useGraph = () =>
  useQuery({
    queryKey: keys.graph(),
    queryFn: ({ signal }) => get<GraphSettings>('/graph', { signal }),
    refetchInterval: EVERY_MS,
  });

export function useChangeGraph() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: GraphSettingsChange) => patch<GraphSettings>('/graph', change),
    onSuccess: (saved) => client.setQueryData(keys.graph(), saved),
  });
}
