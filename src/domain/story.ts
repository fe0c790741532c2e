/** What an event keeps beside its words, so that they can be said anew to each reader. Pure. */
import type { Escalation, Person } from './escalation';
import { type Change } from './change';
import { isOpen, ownerOf } from './transitions';

/** From whom or where it went, to whom or where, and why; the event keeps it beside its words. */
export interface EventFacts {
  reason: string | null;
  from: { agent: Person | null; queueId: string | null };
  to: { agent: Person | null; queueId: string | null };
}

export function factsOf(before: Escalation, { event: happened, ...after }: Change): EventFacts {
  const { type, whom = null, reason } = happened;
  const owned = ownerOf(before);
  const owner = after.assigneeId === null ? null : { id: after.assigneeId, name: after.assigneeName ?? '' };
  const changesHands = after.assigneeId !== (owned?.id ?? null);
  const changesQueue = after.queueId !== before.queueId;
  const isBack = type === 'released';
  return {
    reason: reason ?? (isOpen(after.status) ? null : after.outcome),
    from: {
      agent: type === 'passed' ? whom : changesHands ? owned : null,
      queueId: changesQueue ? before.queueId : null,
    },
    to: {
      agent: type === 'passed' ? null : (whom ?? (changesHands ? owner : null)),
      queueId: changesQueue || isBack ? after.queueId : null,
    },
  };
}
