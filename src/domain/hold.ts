/** On hold: the owner asks the customer to wait until a moment. Pure. */
import { type Change, stay } from './change';
import type { Actor, Escalation } from './escalation';
import { OFF_HOLD, onHold } from './handTimers';

export type HoldWords = NonNullable<Change['says']>;

/** Put off, it has been on hold since it was first. */
export function putOnHold(
  escalation: Escalation,
  by: Actor,
  { until, words }: { until: Date; words: HoldWords },
  now: Date,
): Change {
  const { kind, id, name } = by;
  const happened = { type: 'put_on_hold', summary: `${name} put the chat on hold`, actor: { kind, id, name } } as const;
  return { ...stay(escalation, happened, onHold(escalation.onHoldSince, until, now)), says: words };
}

/** Off hold: from now on the customer waits for the owner again, unless they wait already. */
export function continued(escalation: Escalation, by: Actor, now: Date): Change {
  const { kind, id, name } = by;
  const happened = { type: 'continued', summary: `${name} took the chat off hold`, actor: { kind, id, name } } as const;
  const customerWaitsSince = escalation.customerWaitsSince ?? now;
  return stay(escalation, happened, { ...OFF_HOLD, customerWaitsSince, ownerWarnedAt: null });
}
