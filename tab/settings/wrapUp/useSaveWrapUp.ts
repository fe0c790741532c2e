import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { WrapUpLists, WrapUpListsChange } from '../../../src/contract/api';
import { put } from '../../desk/api';
import { ApiError } from '../../desk/apiError';
import { keys } from '../../desk/keys';

export function useSaveWrapUp() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: WrapUpListsChange) => put<WrapUpLists>('/wrap-up', change),
    onSuccess: (saved) => client.setQueryData(keys.wrapUp(), saved),
    onError: async (error) => {
      // Somebody was faster: theirs is fetched, to be weighed against what one has written.
      if (error instanceof ApiError && error.code === 'changed_meanwhile') {
        await client.invalidateQueries({ queryKey: keys.wrapUp() });
      }
    },
  });
}
