import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { HistoryView, HistoryViewChange, NewHistoryView, Page } from '../../src/contract/api';
import { get, patch, post, remove } from '../desk/api';
import { keys } from '../desk/keys';

const PATH = '/history-views';
const pathOf = (id: string) => `${PATH}/${encodeURIComponent(id)}`;

export const useViews = (enabled: boolean) =>
  useQuery({
    queryKey: keys.historyViews(),
    queryFn: async ({ signal }) => (await get<Page<HistoryView>>(PATH, { signal })).items,
    enabled,
  });

export const useAddView = () => useSaving((view: NewHistoryView) => post<HistoryView>(PATH, view));
export const useChangeView = () =>
  useSaving(({ id, ...change }: HistoryViewChange & { id: string }) => patch<HistoryView>(pathOf(id), change));
export const useRemoveView = () => useSaving((id: string) => remove(pathOf(id)));

function useSaving<Change, Saved>(save: (change: Change) => Promise<Saved>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: save,
    onSettled: () => client.invalidateQueries({ queryKey: keys.historyViews() }),
  });
}
