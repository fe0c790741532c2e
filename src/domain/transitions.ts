/**
 * Pure, synchronous state machine of an escalation: (escalation, command, now) → change or refusal.
 * It knows no clock, no SQL and no transport; `escalations.ts` is the shell that locks, asks and writes.
 */
import { type Actor, type Escalation, type EscalationStatus, type EventType, type Person, SYSTEM } from './escalation';
import { type Change, type Happened, stay } from './change';
import { OFF_HOLD, UNOFFERED, askAgain, notTo, taken, waits } from './handTimers';
import { type HoldWords, continued, putOnHold } from './hold';
import { type WrapUp, type WrapUpRefusal, type WrapUpRule, checkWrapUp } from './wrapUp';

/** Somebody acting on an escalation, with what makes them entitled to. */
export interface By extends Actor {
  manager: boolean;
  /** Belongs to the escalation's queue. */
  member: boolean;
  /** Already has as many as they may; only asked where it matters. */
  full?: boolean;
}

export type Command =
  | { verb: 'claim'; by: By }
  /** Lets an offer go by; the desk does so for whoever did not answer, by their name. */
  | { verb: 'pass'; by: By; unanswered?: string }
  /** Takes an offer back from somebody who is not there any more; they may be asked again once they are. */
  | { verb: 'withdraw'; from: Person }
  | { verb: 'release'; by: By; reason?: string | undefined }
  | {
      verb: 'transfer';
      by: By;
      to: { agent: { id: string; name: string; full?: boolean } } | { queue: { id: string; name: string } };
    }
  /**
   * The owner asks the customer to wait until then, in these words. `isSaid`: these words, by their client's id, were
   * said before.
   */
  | { verb: 'hold'; by: By; until: Date; words: HoldWords; isSaid: boolean }
  /** The owner, or a manager, takes it off hold. */
  | { verb: 'continue'; by: By }
  /** Asks a colleague for advice: they read along and write notes. */
  | { verb: 'consult'; by: By; agent: Person }
  /** A manager comes into the chat; the customer is told. */
  | { verb: 'join'; by: By }
  | { verb: 'leave'; by: By; as: 'consulted' | 'joined' }
  /** `rule`: what is asked for before it ends; null for the desk itself. */
  | { verb: 'resolve'; by: By; wrapUp: WrapUp; rule: WrapUpRule | null }
  /** `quiet`: there is nobody left to be told. */
  | { verb: 'abandon'; by: By; outcome: string; quiet?: boolean };

export type Refusal =
  | { code: 'already_claimed'; by: { id: string; name: string }; at: Date }
  | { code: 'not_your_queue' }
  | { code: 'not_offered' }
  | { code: 'managers_only' }
  /** `who` is null for the one who asked. */
  | { code: 'at_capacity'; who: string | null }
  | { code: 'not_claimed' }
  | { code: 'not_yours'; by: { id: string; name: string } }
  | { code: 'closed'; status: 'resolved' | 'abandoned' }
  | WrapUpRefusal;

export type Decision =
  | { kind: 'change'; change: Change }
  /** Idempotent: already true, such as a claim by the owner. Counts as success, changes nothing. */
  | { kind: 'already' }
  | { kind: 'refused'; refusal: Refusal };

export const isOpen = (status: EscalationStatus): status is 'waiting' | 'claimed' =>
  status === 'waiting' || status === 'claimed';

export function decide(escalation: Escalation, command: Command, now: Date): Decision {
  const { status } = escalation;
  if (status === 'resolved' || status === 'abandoned') return refused({ code: 'closed', status });
  switch (command.verb) {
    case 'claim':
      return claim(escalation, command, now);
    case 'pass':
      return pass(escalation, command, now);
    case 'withdraw':
      return withdraw(escalation, command, now);
    case 'release':
      return mayActFor(escalation, command.by) ?? release(escalation, command, now);
    case 'transfer':
      return transfer(escalation, command, now);
    case 'hold':
      return hold(escalation, command, now);
    case 'continue':
      if (escalation.onHoldSince === null) return { kind: 'already' };
      return mayActFor(escalation, command.by) ?? { kind: 'change', change: continued(escalation, command.by, now) };
    case 'consult':
    case 'join':
    case 'leave':
      return decideColleague(escalation, command);
    case 'resolve':
      return mayActFor(escalation, command.by) ?? resolve(escalation, command, now);
    case 'abandon':
      return change(escalation, {
        status: 'abandoned',
        endedAt: now,
        outcome: command.outcome,
        // What has ended is on offer to nobody.
        ...(escalation.offeredTo !== null && { timers: UNOFFERED }),
        ...(escalation.onHoldSince !== null && { timers: OFF_HOLD }),
        quiet: command.quiet ?? false,
        event: event('abandoned', command.by, command.outcome),
      });
  }
}

function claim(escalation: Escalation, { by }: { by: By }, now: Date): Decision {
  const owner = ownerOf(escalation);
  if (owner) {
    if (owner.id === by.id) return { kind: 'already' };
    return refused({ code: 'already_claimed', by: owner, at: escalation.claimedAt ?? now });
  }
  if (!by.member || by.id === null) return refused({ code: 'not_your_queue' });
  if (by.full) return refused({ code: 'at_capacity', who: null });
  return change(escalation, {
    status: 'claimed',
    assigneeId: by.id,
    assigneeName: by.name,
    claimedAt: now,
    timers: taken(now),
    event: event('claimed', by, `${by.name} claimed`),
  });
}

function pass(escalation: Escalation, command: { by: By; unanswered?: string }, now: Date): Decision {
  const { by, unanswered } = command;
  const { status, offeredTo, passedBy } = escalation;
  if (status !== 'waiting' || offeredTo === null) return refused({ code: 'not_offered' });
  if (unanswered === undefined && by.id !== offeredTo) return refused({ code: 'not_offered' });
  const summary = unanswered === undefined ? `${by.name} let it go by` : `${unanswered} did not take it`;
  const timers = { ...UNOFFERED, passedBy: [...passedBy, offeredTo], offeredUntil: askAgain(now) };
  const happened = { ...event('passed', by, summary), whom: { id: offeredTo, name: unanswered ?? by.name } };
  return { kind: 'change', change: stay(escalation, happened, timers) };
}

function withdraw(escalation: Escalation, { from }: { from: Person }, now: Date): Decision {
  if (escalation.status !== 'waiting' || escalation.offeredTo !== from.id) return { kind: 'already' };
  const summary = `${from.name} is not there any more`;
  const happened = { type: 'passed', summary, actor: SYSTEM, whom: from } as const;
  const offeredUntil = escalation.passedBy.length > 0 ? askAgain(now) : null;
  return { kind: 'change', change: stay(escalation, happened, { ...UNOFFERED, offeredUntil }) };
}

function release(escalation: Escalation, { by, reason }: { by: By; reason?: string | undefined }, now: Date): Decision {
  const why = reason ? `: ${reason}` : '';
  return change(escalation, {
    ...UNCLAIMED,
    timers: { ...waits(now), ...notTo(escalation, by, now) },
    event: { ...event('released', by, `${by.name} released${why}`), reason },
  });
}

function transfer(escalation: Escalation, command: Extract<Command, { verb: 'transfer' }>, now: Date): Decision {
  const { by, to } = command;
  if ('agent' in to) {
    // A manager may give a waiting one to somebody; anybody else claims it first.
    if (to.agent.full) return refused({ code: 'at_capacity', who: to.agent.name });
    const mayAssign = escalation.status === 'waiting' && by.manager;
    return (
      (mayAssign ? null : mayActFor(escalation, by)) ??
      change(escalation, {
        status: 'claimed',
        assigneeId: to.agent.id,
        assigneeName: to.agent.name,
        claimedAt: now,
        // Whoever takes it from another's hands knows; whoever is given it is told.
        timers: { ...taken(now), ...(to.agent.id !== by.id && { cueAt: now }) },
        event: event('transferred', by, `${by.name} transferred to ${to.agent.name}`),
      })
    );
  }
  // Nobody owns a waiting escalation, so only a manager may move it.
  if (escalation.status === 'waiting' && !by.manager) return refused({ code: 'not_claimed' });
  return (
    (escalation.status === 'claimed' ? mayActFor(escalation, by) : null) ??
    change(escalation, {
      ...UNCLAIMED,
      queueId: to.queue.id,
      timers: { ...waits(now), ...notTo(escalation, by, now) },
      event: event('transferred', by, `${by.name} transferred to ${to.queue.name}`),
    })
  );
}

/** Only who has it asks a customer to wait: the words are theirs. */
function hold(escalation: Escalation, command: Extract<Command, { verb: 'hold' }>, now: Date): Decision {
  const { by, until, words, isSaid } = command;
  const owner = ownerOf(escalation);
  if (!owner) return refused({ code: 'not_claimed' });
  if (owner.id !== by.id) return refused({ code: 'not_yours', by: owner });
  return isSaid ? { kind: 'already' } : { kind: 'change', change: putOnHold(escalation, by, { until, words }, now) };
}

function decideColleague(
  escalation: Escalation,
  command: Extract<Command, { verb: 'consult' | 'join' | 'leave' }>,
): Decision {
  const { by } = command;
  const self = by.id === null ? null : { id: by.id, name: by.name };
  switch (command.verb) {
    case 'consult': {
      const { id, name } = command.agent;
      if (id === escalation.assigneeId) return { kind: 'already' };
      const happened = { ...event('consulted', by, `${by.name} asked ${name} for advice`), whom: { id, name } };
      const changed = { ...stay(escalation, happened, {}), person: { id, name, role: 'consulted' as const } };
      return mayActFor(escalation, by) ?? { kind: 'change', change: changed };
    }
    case 'join': {
      if (!by.manager || !self) return refused({ code: 'managers_only' });
      if (!ownerOf(escalation)) return refused({ code: 'not_claimed' });
      if (self.id === escalation.assigneeId) return { kind: 'already' };
      const happened = event('joined', by, `${by.name} joined`);
      return { kind: 'change', change: { ...stay(escalation, happened, {}), person: { ...self, role: 'joined' } } };
    }
    case 'leave': {
      if (!self) return { kind: 'already' };
      const happened = event('left', by, `${by.name} left`);
      const person = { ...self, role: command.as, leaves: true };
      return { kind: 'change', change: { ...stay(escalation, happened, {}), person } };
    }
  }
}

function resolve(escalation: Escalation, command: Extract<Command, { verb: 'resolve' }>, now: Date): Decision {
  const checked = checkWrapUp(command.wrapUp, command.rule);
  if (!checked.ok) return refused(checked.refusal);
  const { outcome, ...wrapUp } = checked.kept;
  return change(escalation, {
    status: 'resolved',
    endedAt: now,
    outcome,
    wrapUp,
    ...(escalation.onHoldSince !== null && { timers: OFF_HOLD }),
    event: event('resolved', command.by, `${command.by.name} resolved${outcome ? `: ${outcome}` : ''}`),
  });
}

function event(type: EventType, { kind, id, name }: By, summary: string): Happened {
  return { type, summary, actor: { kind, id, name } };
}

const UNCLAIMED = { status: 'waiting', assigneeId: null, assigneeName: null, claimedAt: null } as const;

/** Only the claimer and managers act on a claimed escalation; the desk itself always may. */
function mayActFor(escalation: Escalation, by: By): Decision | null {
  const owner = ownerOf(escalation);
  if (!owner) return refused({ code: 'not_claimed' });
  if (owner.id === by.id || by.manager || by.kind === 'system') return null;
  return refused({ code: 'not_yours', by: owner });
}

export function ownerOf(escalation: Escalation): { id: string; name: string } | null {
  if (escalation.status !== 'claimed' || escalation.assigneeId === null) return null;
  return { id: escalation.assigneeId, name: escalation.assigneeName ?? 'another agent' };
}

function change(escalation: Escalation, part: Partial<Change> & Pick<Change, 'event'>): Decision {
  return { kind: 'change', change: { ...stay(escalation, part.event, {}), ...part } };
}

function refused(refusal: Refusal): Decision {
  return { kind: 'refused', refusal };
}
