/**
 * Assignment: which waiting escalation is offered to which agent, and which changes make that worth asking. Pure.
 * Who fits (team, skill, hours, presence) is the store's to say; chosen here is among those who fit.
 */
import type { Escalation } from '../escalation';
import type { Change } from '../change';
import { isOpen } from '../transitions';
import type { Asked } from './passedOver';

/** Somebody who may take one more now. */
export interface FreeAgent {
  id: string;
  name: string;
  /** What they have and what is offered to them. */
  load: number;
  /** How many of that at once; null: as many as they like. */
  capacity: number | null;
  /** Whether a tab of theirs is open: somebody without one may not see an offer. */
  hasTab: boolean;
  /** When they were last offered something; null: never. */
  askedAt: Date | null;
}

/** An agent who could take an escalation. */
export interface Fit {
  escalation: { id: string; priority: number; openedAt: Date };
  agent: FreeAgent;
}

export interface Match {
  escalationId: string;
  /** As they stood just before. */
  agent: { id: string; name: string } & Asked;
}

/**
 * The most urgent first, of the same urgency the longest waiting; each to the least busy agent who fits, those with
 * an open tab before those without, of two equally busy ones whoever was asked longer ago.
 */
export function assign(fits: readonly Fit[]): Match[] {
  const agents = new Map(fits.map(({ agent }) => [agent.id, { ...agent }]));
  const fitting = new Map<string, { escalation: Fit['escalation']; ids: Set<string> }>();
  for (const { escalation, agent } of fits) {
    const known = fitting.get(escalation.id) ?? { escalation, ids: new Set() };
    fitting.set(escalation.id, { ...known, ids: known.ids.add(agent.id) });
  }
  return [...fitting.values()]
    .sort((a, b) => moreUrgent(a.escalation, b.escalation))
    .flatMap(({ escalation, ids }) => {
      const [first] = [...ids]
        .flatMap((id) => agents.get(id) ?? [])
        .filter(hasRoom)
        .sort(rather);
      if (!first) return [];
      const { id, name, load, hasTab } = first;
      first.load += 1;
      return [{ escalationId: escalation.id, agent: { id, name, load, hasTab } }];
    });
}

/** Whether after this change somebody could be offered something that could not be before. */
export function makesWork(before: Escalation, change: Change): boolean {
  const offeredTo = change.timers.offeredTo === undefined ? before.offeredTo : change.timers.offeredTo;
  const after = { ...before, ...change, offeredTo: isOpen(change.status) ? offeredTo : null };
  const busy = busyWith(after);
  const isFreed = busyWith(before).some((id) => !busy.includes(id));
  return isFreed || (waitsForAnybody(after) && !(waitsForAnybody(before) && before.queueId === after.queueId));
}

/** Whose capacity it takes. */
const busyWith = ({ status, assigneeId, offeredTo }: Escalation): string[] =>
  [status === 'claimed' ? assigneeId : null, status === 'waiting' ? offeredTo : null].flatMap((id) => id ?? []);

const waitsForAnybody = ({ status, offeredTo }: Escalation): boolean => status === 'waiting' && offeredTo === null;

const hasRoom = ({ load, capacity }: FreeAgent): boolean => capacity === null || load < capacity;

function moreUrgent(a: Fit['escalation'], b: Fit['escalation']): number {
  return b.priority - a.priority || a.openedAt.getTime() - b.openedAt.getTime() || byId(a, b);
}

function rather(a: FreeAgent, b: FreeAgent): number {
  return (
    Number(b.hasTab) - Number(a.hasTab) ||
    a.load - b.load ||
    (a.askedAt?.getTime() ?? 0) - (b.askedAt?.getTime() ?? 0) ||
    byId(a, b)
  );
}

const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
