/** Kinds and states of connections in words. Pure. */
import type { ConnectionKind, ConnectionState } from '../../src/api/contract';
import type { ConnectionVerb } from './useSettings';

export const KINDS: Record<ConnectionKind, string> = {
  copilotStudio: 'Copilot Studio agent',
  botFramework: 'Bot Framework bot',
  rest: 'REST bot',
};

export const STATES: Record<ConnectionState, { words: string; color: 'success' | 'warning' | 'informative' }> = {
  draft: { words: 'Draft', color: 'informative' },
  live: { words: 'Live', color: 'success' },
  paused: { words: 'Paused', color: 'warning' },
  draining: { words: 'Draining: no new customers', color: 'warning' },
  removed: { words: 'Removed', color: 'informative' },
};

const LIVE = { verb: 'live', words: 'Go live', done: 'is live' } as const;
const PAUSE = { verb: 'pause', words: 'Pause', done: 'is paused. Open conversations go on' } as const;

/** What can be done to a connection in a state. */
export function verbsIn(state: ConnectionState): { verb: ConnectionVerb; words: string; done: string }[] {
  switch (state) {
    case 'draft':
    case 'paused':
      return [LIVE];
    case 'live':
      return [PAUSE];
    case 'draining':
      return [LIVE, PAUSE];
    case 'removed':
      return [];
  }
}
