/** States of connections in words. Pure. */
import type { Connection, ConnectionState } from '../../../src/contract/api';
import { connectionWords } from '../../words/settings/connections';

type Color = 'success' | 'warning' | 'informative';

const COLORS: Record<ConnectionState, Color> = {
  draft: 'informative',
  live: 'success',
  paused: 'warning',
  draining: 'warning',
  removed: 'informative',
};

export function connectionState({ state, can }: Pick<Connection, 'state' | 'can'>): { words: string; color: Color } {
  return state === 'draining' && can.remove
    ? { words: connectionWords.states.drained, color: 'informative' }
    : { words: connectionWords.states[state], color: COLORS[state] };
}

/** "2 chats open · 3 failed calls in the last 24 hours" */
export function countWords({ openEscalations: open, faultsLastDay: faults }: Connection['health']): string {
  return [
    open > 0 && connectionWords.openChats({ count: open }),
    faults > 0 && connectionWords.failedCalls({ count: faults }),
  ]
    .filter(Boolean)
    .join(' · ');
}
