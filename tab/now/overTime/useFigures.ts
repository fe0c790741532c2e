import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { FigureDimension, FiguresAnswer } from '../../../src/contract/api';
import { get } from '../../desk/api';
import { keys } from '../../desk/keys';
import { areDays, type Days, zoneHere } from './periods';

/** Figures come a moment after what they count. */
const REFRESH_MS = 60_000;
const PREPARING_MS = 2_000;

export interface Chosen extends Days {
  queue: string;
  by: FigureDimension;
}

export function useFigures({ from, to, queue, by }: Chosen) {
  const query = { from, to, zone: zoneHere(), queue, by };
  return useQuery({
    queryKey: keys.figures(query),
    queryFn: ({ signal }) => get<FiguresAnswer>('/figures', { query, signal }),
    enabled: areDays({ from, to }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.preparing ? PREPARING_MS : REFRESH_MS),
  });
}
