import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { keys } from '../../desk/keys';
import { useVisible } from '../../parts/useVisible';
import { END, fetchPage } from '../messages/fetchTranscript';

/**
 * After which message the line "New" stands: how far this person had read when the chat was opened, or when they last
 * looked away. Null: no line; undefined: not known yet, and nothing shall count as read before it is.
 */
export function useNewAfter(escalationId: string, last: number, ownCount: number): number | null | undefined {
  const [newAfter, setNewAfter] = useState<number | null>();
  const { data, isError } = useQuery({
    queryKey: keys.readMark(escalationId),
    queryFn: async ({ signal }) => (await fetchPage(escalationId, { after: END }, 1, signal)).readUpTo ?? null,
    staleTime: Infinity,
    enabled: newAfter === undefined,
  });
  if (newAfter === undefined && (data !== undefined || isError)) setNewAfter(data ?? null);

  const visible = useVisible();
  const [wasVisible, setWasVisible] = useState(visible);
  if (visible !== wasVisible) {
    setWasVisible(visible);
    // What comes while they look elsewhere is new when they are back.
    if (!visible && newAfter !== undefined) setNewAfter(last);
  }
  const [before, setBefore] = useState(ownCount);
  if (ownCount !== before) {
    setBefore(ownCount);
    // Whoever answers has read.
    if (ownCount > before) setNewAfter(null);
  }
  return newAfter;
}
