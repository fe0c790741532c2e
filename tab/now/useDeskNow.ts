import { useQuery } from '@tanstack/react-query';
import type { DeskNow } from '../../src/contract/api';
import { get } from '../desk/api';
import { zoneHere } from '../desk/clock';
import { keys } from '../desk/keys';

/** Waits grow while nothing happens. */
const REFRESH_MS = 20_000;

/** Every queue and everybody who answers, as they stand now. */
export const useDeskNow = ({ everyMs = REFRESH_MS, unseenToo = false } = {}) =>
  useQuery({
    queryKey: keys.now(),
    queryFn: ({ signal }) => get<DeskNow>('/now', { query: { zone: zoneHere() }, signal }),
    refetchInterval: everyMs,
    // A wall is looked at, though no pointer ever enters it.
    refetchIntervalInBackground: unseenToo,
  });
