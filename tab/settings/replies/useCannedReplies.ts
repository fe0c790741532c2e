import { useRef } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { CannedReply } from '../../../src/contract/api';
import { patch, post, remove, upload } from '../../desk/api';
import { keys } from '../../desk/keys';

export interface Edited {
  name: string;
  text: string;
  shared: boolean;
  /** Ids of files that are to go. */
  removed: string[];
  added: File[];
}

const pathOf = (id: string) => `/canned-replies/${encodeURIComponent(id)}`;

/**
 * Saves a canned reply and its files. Broken off half-way it goes on where it was: the same reply, the files that are
 * still to go and to come.
 */
export function useSaveCannedReply(before: CannedReply | null) {
  const client = useQueryClient();
  const saved = useRef(before);
  const done = useRef(new Set<string | File>());
  return useMutation({
    mutationFn: async ({ name, text, shared, removed, added }: Edited) => {
      const { current } = saved;
      const reply = current
        ? await patch<CannedReply>(pathOf(current.id), { name, text, version: current.version })
        : await post<CannedReply>('/canned-replies', { name, text, shared });
      saved.current = reply;
      const once = async (what: string | File, act: () => Promise<unknown>) => {
        if (done.current.has(what)) return;
        await act();
        done.current.add(what);
      };
      for (const fileId of removed) await once(fileId, () => remove(`${pathOf(reply.id)}/files/${fileId}`));
      for (const file of added) {
        const { signal } = new AbortController();
        await once(file, () => upload(`${pathOf(reply.id)}/files`, file, { name: file.name }, signal));
      }
    },
    onSettled: () => client.invalidateQueries({ queryKey: keys.cannedReplies() }),
  });
}

export function useDeleteCannedReply(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => remove(pathOf(id)),
    onSettled: () => client.invalidateQueries({ queryKey: keys.cannedReplies() }),
  });
}
