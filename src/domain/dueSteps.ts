/** What a due step does to an escalation. Pure. */
import { type Change, stay } from './change';
import { type Escalation, SYSTEM } from './escalation';
import type { Alert } from './outbox';
import type { Timers, Step } from './serviceTargets';
import { type By, decide } from './transitions';

export interface Taken {
  change: Change;
  alert: Alert | null;
}

const SILENT = 'The customer did not answer any more';

const DESK: By = { ...SYSTEM, manager: true, member: false };

/** Puts a waiting escalation to an agent for a while. */
export function offer(
  escalation: Escalation,
  { passedBy, offeredUntil }: Pick<Timers, 'passedBy' | 'offeredUntil'>,
  options: { to: { id: string; name: string }; seconds: number },
  now: Date,
): Change {
  const { to, seconds } = options;
  const happened = { type: 'offered', summary: `Offered to ${to.name}`, actor: SYSTEM, whom: to } as const;
  return stay(escalation, happened, {
    offeredTo: to.id,
    offeredName: to.name,
    offeredUntil: new Date(now.getTime() + seconds * 1_000),
    passedBy: mayAskAgain(offeredUntil, now) ? [] : passedBy,
  });
}

/** Whether those who let it go by may be asked once more. */
const mayAskAgain = (offeredUntil: Date | null, now: Date): boolean => offeredUntil !== null && offeredUntil <= now;

/**
 * @param secondQueue where it may go; null when there is none (any more)
 * @returns null when the step no longer applies
 */
export function takeStep(
  escalation: Escalation,
  step: Step,
  options: { secondQueue: { id: string; name: string } | null; waited: string; offeredName: string | null },
  now: Date,
): Taken | null {
  const owner = escalation.assigneeName ?? 'The agent';
  switch (step.kind) {
    case 'offerEnds':
      return decided(escalation, { verb: 'pass', by: DESK, unanswered: options.offeredName ?? 'The agent' }, now);
    case 'late': {
      const summary = `Nobody has claimed the chat in ${options.waited}`;
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
      const { assigneeId } = escalation;
      const whom = assigneeId === null ? {} : { whom: { id: assigneeId, name: owner } };
      const change = stay(escalation, { type: 'warned', summary, actor: SYSTEM, ...whom }, { ownerWarnedAt: now });
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
    case 'holdRunsOut': {
      const summary = `${owner} was reminded: the hold has run out`;
      const { assigneeId, customerWaitsSince, onHoldUntil } = escalation;
      const whom = assigneeId === null ? {} : { whom: { id: assigneeId, name: owner } };
      const timers = { holdRanOutAt: now, customerWaitsSince: customerWaitsSince ?? onHoldUntil ?? now, cueAt: now };
      const change = stay(escalation, { type: 'hold_ran_out', summary, actor: SYSTEM, ...whom }, timers);
      return { change, alert: 'owner' };
    }
    case 'endForSilence':
      return decided(
        escalation,
        step.how === 'resolve'
          ? { verb: 'resolve', by: DESK, wrapUp: { outcome: SILENT }, rule: null }
          : { verb: 'abandon', by: DESK, outcome: SILENT },
        now,
      );
  }
}

function decided(escalation: Escalation, command: Parameters<typeof decide>[1], now: Date): Taken | null {
  const decision = decide(escalation, command, now);
  return decision.kind === 'change' ? { change: decision.change, alert: null } : null;
}
