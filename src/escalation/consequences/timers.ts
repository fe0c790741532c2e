import { nextStep } from '../../domain/serviceTargets';
import { setDue, timersOf } from '../../store/escalation/timers';
import type { Tx } from '../../store/postgres/db';
import type { Consequence } from './consequence';

/** When the sweep must look at it next. */
export const resetTimers: Consequence = async ({ tx, before }) => planNextStep(tx, before.id);

export async function planNextStep(tx: Tx, escalationId: string): Promise<void> {
  const timed = await timersOf(tx.q, escalationId);
  const next = timed && nextStep(timed.timers, timed.serviceTargets);
  tx.later(setDue(tx.q, escalationId, next?.at ?? null));
}
