import { useQuery } from '@tanstack/react-query';
import type { FailureAnswers, FailureKind, FailuresAnswer } from '../../../src/contract/api';
import { get } from '../../desk/api';
import { zoneHere } from '../../desk/clock';
import { keys } from '../../desk/keys';
import { useKept } from '../../parts/useKept';
import { areDays, type Days, momentsOf } from '../overTime/periods';
import { stillCounted } from '../overTime/stillCounted';

const PREPARING_MS = 2_000;

export interface Chosen extends Days {
  queue: string;
  connection: string;
  by: FailureKind;
  /** Phrases of this one alone; empty: of all. */
  topic: string;
}

export function askedOf({ from, to, queue, connection, by, topic }: Chosen): Record<string, string> {
  return { from, to, zone: zoneHere(), queue, connection, by, topic };
}

export function useFailures(chosen: Chosen) {
  const query = askedOf(chosen);
  return useKept({
    queryKey: keys.failures(query),
    asked: chosen,
    ask: (signal) => get<FailuresAnswer>('/failures', { query, signal }),
    enabled: areDays(chosen),
    structuralSharing: stillCounted,
    // Groups that change their places while one reads them help nobody.
    everyMs: (answer) => (answer?.preparing ? PREPARING_MS : false),
  });
}

/** What opens the history on a group: filters by their names, days as days. */
export type Shows = Record<string, string>;

export function useFailureAnswers({
  from = '',
  to = '',
  zone,
  queue = '',
  connection = '',
  phrase = '',
  topic = '',
}: Shows) {
  const query = { ...momentsOf({ from, to }, zone), queue, connection, phrase, topic };
  return useQuery({
    queryKey: keys.failureAnswers(query),
    queryFn: ({ signal }) => get<FailureAnswers>('/failures/answers', { query, signal }),
  });
}
