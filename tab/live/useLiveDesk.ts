import { useQuery } from '@tanstack/react-query';
import type { Live } from '../../src/contract/api';
import { get } from '../desk/api';
import { keys } from '../desk/keys';

/** Waits grow while nothing happens. */
const REFRESH_MS = 20_000;

/** Every queue and everybody who answers, as they stand now. */
export const useLiveDesk = () =>
  useQuery({
    queryKey: keys.live(),
    queryFn: ({ signal }) => get<Live>('/live', { signal }),
    refetchInterval: REFRESH_MS,
  });
