import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Faults } from '../../state/contract';
import { api } from '../data/api';
import { keys } from '../data/queries';

/** The sandbox's switches. */
export function useFaults() {
  const queries = useQueryClient();
  const faults = useQuery({ queryKey: keys.faults, queryFn: api.faults });
  const change = useMutation({
    mutationFn: (changes: Partial<Faults>) => api.setFaults(changes),
    onSuccess: (now) => queries.setQueryData(keys.faults, now),
  });
  return { faults, change };
}
