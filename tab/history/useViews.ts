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

export const useAddView = () =>
  useSaving(
    (view: NewHistoryView) => post<HistoryView>(PATH, view),
    (views, added) => [...views, added],
  );
export const useChangeView = () =>
  useSaving(
    ({ id, ...change }: HistoryViewChange & { id: string }) => patch<HistoryView>(pathOf(id), change),
    (views, after) => views.map((view) => (view.id === after.id ? after : view)),
  );
export const useRemoveView = () =>
  useSaving(
    (id: string) => remove(pathOf(id)),
    (views, _, id) => views.filter((view) => view.id !== id),
  );

/** @param known what the list is until it is read again, which is when somebody opens it */
function useSaving<Change, Saved>(
  save: (change: Change) => Promise<Saved>,
  known: (views: HistoryView[], saved: Saved, change: Change) => HistoryView[],
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: save,
    onSuccess: (saved, change) =>
      client.setQueryData<HistoryView[]>(keys.historyViews(), (views) => views && known(views, saved, change)),
    onSettled: () => client.invalidateQueries({ queryKey: keys.historyViews() }),
  });
}
