/**
 * Service targets and timers: which step falls due when. Pure: the sweep asks, in a transaction that holds
 * the escalation's lock, and every step is an event, so none is missed by a restart and none is taken twice.
 */
import type { Alarm, EscalationStatus, ServiceTargets } from '../contract/api';
import { afterOpenTime } from './hours';

export type { ServiceTargets };

/** What the timers of an escalation count from, and how far they have come. */
export interface Timers {
  status: EscalationStatus;
  /** When it came into the queue it waits in. */
  waitingSince: Date;
  alarm: Alarm;
  /** Since when the customer waits for the owner's word; null when the owner spoke last. */
  customerWaitsSince: Date | null;
  /** The owner's last word, or the claim. */
  ownerSpokeAt: Date | null;
  /** When the silent owner was reminded, and when the silent customer was asked. */
  ownerWarnedAt: Date | null;
  customerAskedAt: Date | null;
  /** Since when the owner has it on hold, until when they said, and when the desk said that this is over. */
  onHoldSince: Date | null;
  onHoldUntil: Date | null;
  holdRanOutAt: Date | null;
  /** Who was offered it, and until when; with nobody, when those who let it go by may be asked again. */
  offeredTo: string | null;
  offeredName: string | null;
  offeredUntil: Date | null;
  /** Who let an offer of it go by. */
  passedBy: readonly string[];
  /** From whom it was taken: never offered to them while it waits. */
  takenFrom: string | null;
}

export type Step =
  | { kind: 'offerEnds' }
  | { kind: 'late'; alarm: 'onCall' | 'managers' }
  | { kind: 'secondQueue' }
  | { kind: 'warnOwner' }
  | { kind: 'takeBack' }
  | { kind: 'askCustomer' }
  | { kind: 'holdRunsOut' }
  | { kind: 'endForSilence'; how: 'resolve' | 'abandon' };

export interface DueStep {
  at: Date;
  step: Step;
}

const MINUTE_MS = 60_000;

/** The next step and when it is due; null when no timer runs. Only opening hours count. */
export function nextStep(timers: Timers, serviceTargets: ServiceTargets): DueStep | null {
  if (timers.status === 'waiting') return earlier(offerStep(timers), alarmStep(timers, serviceTargets));
  if (timers.status !== 'claimed') return null;
  const { onHoldUntil, holdRanOutAt, customerWaitsSince } = timers;
  // The customer was told until when to wait: by then nothing is due from anybody.
  if (onHoldUntil && !holdRanOutAt) return { at: onHoldUntil, step: { kind: 'holdRunsOut' } };
  return customerWaitsSince
    ? ownerStep(timers, later(customerWaitsSince, onHoldUntil), serviceTargets)
    : customerStep(timers, serviceTargets);
}

/** An offer that stands ends; what is offered to nobody is assignment's, not a timer's. */
function offerStep({ offeredTo, offeredUntil }: Timers): DueStep | null {
  return offeredTo === null ? null : due(offeredUntil, { kind: 'offerEnds' });
}

/** Escalation of alarms: each further target missed notifies the next people. */
function alarmStep({ waitingSince, alarm }: Timers, serviceTargets: ServiceTargets): DueStep | null {
  const { targetSeconds, hours, secondQueueId } = serviceTargets;
  if (targetSeconds === null) return null;
  const next = (
    {
      none: { targets: 1, step: { kind: 'late', alarm: 'onCall' } },
      onCall: { targets: 2, step: secondQueueId ? { kind: 'secondQueue' } : { kind: 'late', alarm: 'managers' } },
      // Counted anew from its arrival in the second queue.
      secondQueue: { targets: 1, step: { kind: 'late', alarm: 'managers' } },
      managers: null,
    } as const satisfies Record<Alarm, { targets: number; step: Step } | null>
  )[alarm];
  return next && due(afterOpenTime(hours, waitingSince, next.targets * targetSeconds * 1_000), next.step);
}

function ownerStep({ ownerWarnedAt }: Timers, since: Date, serviceTargets: ServiceTargets): DueStep | null {
  const { silentOwnerMinutes, hours } = serviceTargets;
  if (silentOwnerMinutes === null) return null;
  const patience = silentOwnerMinutes * MINUTE_MS;
  return ownerWarnedAt
    ? due(afterOpenTime(hours, ownerWarnedAt, patience), { kind: 'takeBack' })
    : due(afterOpenTime(hours, since, patience), { kind: 'warnOwner' });
}

function customerStep({ ownerSpokeAt, customerAskedAt }: Timers, serviceTargets: ServiceTargets): DueStep | null {
  const { silentCustomerMinutes, silentCustomerEnds, hours } = serviceTargets;
  if (silentCustomerMinutes === null || !ownerSpokeAt) return null;
  const patience = silentCustomerMinutes * MINUTE_MS;
  return customerAskedAt
    ? due(afterOpenTime(hours, customerAskedAt, patience), { kind: 'endForSilence', how: silentCustomerEnds })
    : due(afterOpenTime(hours, ownerSpokeAt, patience), { kind: 'askCustomer' });
}

function earlier(a: DueStep | null, b: DueStep | null): DueStep | null {
  if (!a || !b) return a ?? b;
  return a.at <= b.at ? a : b;
}

const later = (a: Date, b: Date | null): Date => (b && b > a ? b : a);

function due(at: Date | null, step: Step): DueStep | null {
  return at && { at, step };
}
