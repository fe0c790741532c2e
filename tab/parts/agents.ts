/** How colleagues are, in words and in order. Pure. */
import type { Agent, Presence } from '../../src/contract/api';
import { stateWords } from '../words/states';

/** Has as many as they take; giving them one more would be refused. */
export const isFull = ({ capacity, load }: Pick<Agent, 'capacity' | 'load'>): boolean =>
  capacity !== null && load >= capacity;

/** "2 open", "2 of 5 open" */
export const loadWords = ({ capacity, load }: Pick<Agent, 'capacity' | 'load'>): string =>
  capacity === null ? stateWords.load({ open: load }) : stateWords.loadOfCapacity({ open: load, capacity });

/** "Adele Vance – available, 2 of 5 open" */
export function agentWords(agent: Pick<Agent, 'name' | 'presence' | 'capacity' | 'load'>): string {
  return stateWords.agent[isFull(agent) ? 'full' : agent.presence]({ name: agent.name, load: loadWords(agent) });
}

const RANK: Record<Presence, number> = { available: 0, busy: 1, away: 2 };

/** Those most likely to help first: with room, there, and with little to do. */
export function orderAgents(agents: readonly Agent[]): Agent[] {
  return [...agents].sort(
    (a, b) =>
      Number(isFull(a)) - Number(isFull(b)) ||
      RANK[a.presence] - RANK[b.presence] ||
      a.load - b.load ||
      a.name.localeCompare(b.name),
  );
}
