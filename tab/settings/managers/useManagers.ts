import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Manager, ManagerChange, Page } from '../../../src/contract/api';
import { get, patch } from '../../desk/api';
import { keys } from '../../desk/keys';

export const useManagers = () =>
  useQuery({
    queryKey: keys.managers(),
    queryFn: async ({ signal }) => (await get<Page<Manager>>('/managers', { signal })).items,
  });

export function useChangeManager(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: ManagerChange) => patch<Manager>(`/managers/${encodeURIComponent(id)}`, change),
    onSettled: () => client.invalidateQueries({ queryKey: keys.managers() }),
  });
}
