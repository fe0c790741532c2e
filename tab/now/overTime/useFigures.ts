import type { FigureDimension, FiguresAnswer } from '../../../src/contract/api';
import { get } from '../../desk/api';
import { zoneHere } from '../../desk/clock';
import { keys } from '../../desk/keys';
import { useKept } from '../../parts/useKept';
import { areDays, type Days } from './periods';
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

function useFiguresOf<Of extends Days & Record<string, string>>(of: Of) {
  const query = { ...of, zone: zoneHere() };
  return useKept({
    queryKey: keys.figures(query),
    asked: of,
    ask: (signal) => get<FiguresAnswer>('/figures', { query, signal }),
    enabled: areDays(of),
    structuralSharing: stillCounted,
    everyMs: (answer) => (answer?.preparing ? PREPARING_MS : REFRESH_MS),
  });
}
