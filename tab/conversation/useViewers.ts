import { useEffect } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { Person, Viewing } from '../../src/contract/api';
import { post, remove } from '../desk/api';
import { keys } from '../desk/keys';

/** Forgotten by the desk half a minute later; a hidden tab says nothing. */
const AGAIN_MS = 60_000;

/** Says that one has a chat open, and knows who else has. */
export function useViewers(escalationId: string): Person[] {
  const path = `/escalations/${encodeURIComponent(escalationId)}/viewers`;
  const { data } = useQuery({
    queryKey: keys.viewers(escalationId),
    queryFn: async () => (await post<Viewing | undefined>(path))?.items ?? [],
    refetchInterval: AGAIN_MS,
    // Opened again, it is said again.
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  useEffect(
    () => () => {
      // Not told, it is forgotten by itself.
      remove(path).catch(() => undefined);
    },
    [path],
  );
  return data ?? [];
}
