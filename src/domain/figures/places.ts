/** Where a roll-up is kept: what it is of, and in which queue. Pure. */
import type { FigureDimension } from '../../contract/figures';
import { type CellKey, EVERYTHING } from './cells';

export type Kind = 'all' | FigureDimension;

export interface Place {
  kind: Kind;
  /** Empty: in every queue. */
  queue: string;
  value: string;
}

export function placeOf({ queue, connection, agent, topic }: CellKey): Place {
  if (connection !== null) return { kind: 'connection', queue: queue ?? '', value: connection };
  if (agent !== null) return { kind: 'agent', queue: queue ?? '', value: agent };
  if (topic !== null) return { kind: 'topic', queue: queue ?? '', value: topic };
  return queue === null ? { kind: 'all', queue: '', value: '' } : { kind: 'queue', queue: '', value: queue };
}

export function keyOf({ kind, queue, value }: Place): CellKey {
  if (kind === 'all') return EVERYTHING;
  if (kind === 'queue') return { ...EVERYTHING, queue: value };
  return { ...EVERYTHING, queue: queue || null, [kind]: value };
}
