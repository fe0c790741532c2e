/** What a due step does to an escalation. Pure. */
import { type Escalation, SYSTEM } from './escalation';
import type { Alert } from './outbox';
import type { Timers, Step } from './serviceTargets';
import { type By, type Change, decide, stay } from './transitions';

export interface Taken {
  change: Change;
  alert: Alert | null;
}

const DESK: By = { ...SYSTEM, manager: true, member: false };

/** Nobody is available: when to look again. */
const LOOK_AGAIN_MS = 30_000;

/** Offers a waiting escalation to the next agent, or to nobody; null when nothing is worth a word. */
export function offerStep(
  escalation: Escalation,
  timers: Timers,
  options: { to: { id: string; name: string } | null; seconds: number },
  now: Date,
): Change | null {
  const { offeredTo, offeredName, passedBy } = timers;
  const passed = offeredTo === null ? passedBy : [...passedBy, offeredTo];
  if (options.to) {
    const until = new Date(now.getTime() + options.seconds * 1_000);
    const happened = { type: 'offered', summary: `Offered to ${options.to.name}`, actor: SYSTEM } as const;
    const offer = { offeredTo: options.to.id, offeredName: options.to.name, offeredUntil: until, passedBy: passed };
    return stay(escalation, happened, offer);
  }
  if (offeredTo === null) return null;
  const summary = `${offeredName ?? 'The agent'} did not take it and nobody else is free; anybody may claim it`;
  return stay(escalation, { type: 'passed', summary, actor: SYSTEM }, nobody(now));
}

/** Everybody may be asked again, the next time somebody is looked for. */
export const nobody = (now: Date) => ({
  offeredTo: null,
  offeredName: null,
  offeredUntil: new Date(now.getTime() + LOOK_AGAIN_MS),
  passedBy: [],
});

/**
 * @param secondQueue where it may go; null when there is none (any more)
 * @returns null when the step no longer applies
 */
export function takeStep(
  escalation: Escalation,
  step: Exclude<Step, { kind: 'offer' }>,
  options: { secondQueue: { id: string; name: string } | null; waited: string },
  now: Date,
): Taken | null {
  const owner = escalation.assigneeName ?? 'The agent';
  switch (step.kind) {
    case 'late': {
      const summary = `Nobody has claimed it in ${options.waited}`;
      const change = stay(escalation, { type: 'overdue', summary, actor: SYSTEM }, { alarm: step.alarm });
      return { change, alert: step.alarm };
    }
    case 'secondQueue': {
      if (!options.secondQueue) return takeStep(escalation, { kind: 'late', alarm: 'managers' }, options, now);
      const moved = decide(escalation, { verb: 'transfer', by: DESK, to: { queue: options.secondQueue } }, now);
      if (moved.kind !== 'change') return null;
      const { change } = moved;
      return { change: { ...change, timers: { ...change.timers, alarm: 'secondQueue' } }, alert: null };
    }
    case 'warnOwner': {
      const summary = `${owner} was reminded: the customer has waited ${options.waited} for an answer`;
      const change = stay(escalation, { type: 'warned', summary, actor: SYSTEM }, { ownerWarnedAt: now });
      return { change, alert: 'owner' };
    }
    case 'takeBack':
      return decided(escalation, { verb: 'release', by: DESK, reason: `${owner} let the customer wait` }, now);
    case 'askCustomer': {
      const summary = `The customer has said nothing for ${options.waited} and was asked`;
      return {
        change: stay(escalation, { type: 'asked', summary, actor: SYSTEM }, { customerAskedAt: now }),
        alert: null,
      };
    }
    case 'endForSilence':
      return decided(escalation, { verb: step.how, by: DESK, outcome: 'The customer did not answer any more' }, now);
  }
}

function decided(escalation: Escalation, command: Parameters<typeof decide>[1], now: Date): Taken | null {
  const decision = decide(escalation, command, now);
  return decision.kind === 'change' ? { change: decision.change, alert: null } : null;
}
