import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Me, MyChange } from '../../src/contract/api';
import { patch } from '../desk/api';
import { keys } from '../desk/keys';

/** Says whether I am there, and whether I want offers; colleagues see it, and offers follow it. */
export function useSetPresence() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: MyChange) => patch<Me>('/me', change),
    onSuccess: (me) => client.setQueryData(keys.me(), me),
    onSettled: () => client.invalidateQueries({ queryKey: keys.agents() }),
  });
}
