/** States of connections in words. Pure. */
import type { Connection, ConnectionState } from '../../../src/contract/api';

type Color = 'success' | 'warning' | 'informative';

const STATES: Record<ConnectionState, { words: string; color: Color }> = {
  draft: { words: 'Draft', color: 'informative' },
  live: { words: 'Live', color: 'success' },
  paused: { words: 'Paused', color: 'warning' },
  draining: { words: 'Draining: no new escalations', color: 'warning' },
  removed: { words: 'Removed', color: 'informative' },
};

export function stateWords({ state, can }: Pick<Connection, 'state' | 'can'>): { words: string; color: Color } {
  return state === 'draining' && can.remove
    ? { words: 'Drained: can be removed', color: 'informative' }
    : STATES[state];
}

/** "2 escalations open · 3 faults in the last day" */
export function countWords({ openEscalations: open, faultsLastDay: faults }: Connection['health']): string {
  return [
    open > 0 && (open === 1 ? '1 escalation open' : `${open} escalations open`),
    faults > 0 && (faults === 1 ? '1 fault in the last day' : `${faults} faults in the last day`),
  ]
    .filter(Boolean)
    .join(' · ');
}
