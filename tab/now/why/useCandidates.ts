import { useQuery } from '@tanstack/react-query';
import type { Candidates } from '../../../src/contract/api';
import { get } from '../../desk/api';
import { keys } from '../../desk/keys';

/** People come and go while one looks. */
const REFRESH_MS = 5_000;

export const useCandidates = (escalationId: string) =>
  useQuery({
    queryKey: keys.candidates(escalationId),
    queryFn: ({ signal }) => get<Candidates>(`/escalations/${encodeURIComponent(escalationId)}/candidates`, { signal }),
    refetchInterval: REFRESH_MS,
  });
