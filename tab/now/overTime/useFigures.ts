import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { FigureDimension, FiguresAnswer } from '../../../src/contract/api';
import { get } from '../../desk/api';
import { keys } from '../../desk/keys';
import { areDays, type Days, zoneHere } from './periods';
import { stillCounted } from './stillCounted';

/** Figures come a moment after what they count. */
const REFRESH_MS = 60_000;
const PREPARING_MS = 2_000;

export interface Chosen extends Days {
  queue: string;
  by: FigureDimension;
}

export const useFigures = ({ from, to, queue, by }: Chosen) => useFiguresOf({ from, to, queue, by });

export const useOwnFigures = ({ from, to }: Days) => useFiguresOf({ from, to, agent: 'me' });

function useFiguresOf(of: Days & { queue?: string; by?: FigureDimension; agent?: string }) {
  const query = { ...of, zone: zoneHere() };
  return useQuery({
    queryKey: keys.figures(query),
    queryFn: ({ signal }) => get<FiguresAnswer>('/figures', { query, signal }),
    enabled: areDays(of),
    placeholderData: keepPreviousData,
    structuralSharing: stillCounted,
    refetchInterval: ({ state }) => (state.data?.preparing ? PREPARING_MS : REFRESH_MS),
  });
}
