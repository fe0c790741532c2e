import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Me, Presence } from '../../src/contract/api';
import { patch } from '../desk/api';
import { keys } from '../desk/keys';

/** Says whether I am there; colleagues see it, and offers follow it. */
export function useSetPresence() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (presence: Presence) => patch<Me>('/me', { presence }),
    onSuccess: (me) => client.setQueryData(keys.me(), me),
    onSettled: () => client.invalidateQueries({ queryKey: keys.agents() }),
  });
}
