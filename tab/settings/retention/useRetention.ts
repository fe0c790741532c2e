import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Retention, RetentionChange, RetentionPreview } from '../../../src/contract/api';
import { get, put } from '../../desk/api';
import { keys } from '../../desk/keys';

/** Asked again now and then: how it goes shows by itself. */
const EVERY_MS = 30_000;

export const useRetention = () =>
  useQuery({
    queryKey: keys.retention(),
    queryFn: ({ signal }) => get<Retention>('/retention', { signal }),
    refetchInterval: EVERY_MS,
  });

/** What keeping words for so many days would mean by now. */
export const useRetentionPreview = (days: number | null) =>
  useQuery({
    queryKey: keys.retentionPreview(days ?? 0),
    queryFn: ({ signal }) => get<RetentionPreview>('/retention/preview', { query: { days }, signal }),
    enabled: days !== null,
    gcTime: 0,
  });

export function useChangeRetention() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: RetentionChange) => put<Retention>('/retention', change),
    onSuccess: (saved) => client.setQueryData(keys.retention(), saved),
    // Somebody else may have been faster.
    onError: () => client.invalidateQueries({ queryKey: keys.retention(), exact: true }),
  });
}
