/** A chat on hold against everything that can happen to it: every state, command, actor and due step. */
import type { Change } from '../../src/domain/change';
import { offer, takeStep } from '../../src/domain/dueSteps';
import { type Escalation, SYSTEM } from '../../src/domain/escalation';
import { type ServiceTargets, type Step, type Timers, nextStep } from '../../src/domain/serviceTargets';
import { type By, type Command, decide } from '../../src/domain/transitions';

const MINUTE = 60_000;
const at = (minutes: number) => new Date(Date.UTC(2026, 2, 2, 10) + minutes * MINUTE);
const CLAIMED = at(0);
const UNTIL = at(20);

type Stood = Escalation & Timers;

const waiting: Stood = {
  id: 'e1',
  number: 1042,
  tenantId: 't',
  conversationId: 'c',
  connectionId: 'n',
  queueId: 'q1',
  status: 'waiting',
  version: 1,
  assigneeId: null,
  assigneeName: null,
  openedAt: at(-5),
  claimedAt: null,
  endedAt: null,
  outcome: null,
  waitingSince: at(-5),
  alarm: 'none',
  customerWaitsSince: null,
  ownerSpokeAt: null,
  ownerWarnedAt: null,
  customerAskedAt: null,
  onHoldSince: null,
  onHoldUntil: null,
  holdRanOutAt: null,
  offeredTo: null,
  offeredName: null,
  offeredUntil: null,
  passedBy: [],
  takenFrom: null,
};
const claimed: Stood = {
  ...waiting,
  status: 'claimed',
  assigneeId: 'ana',
  assigneeName: 'Ana',
  claimedAt: CLAIMED,
  customerWaitsSince: CLAIMED,
  ownerSpokeAt: CLAIMED,
};
const onHold: Stood = { ...claimed, customerWaitsSince: null, onHoldSince: at(2), onHoldUntil: UNTIL };
const ranOut: Stood = { ...onHold, customerWaitsSince: UNTIL, holdRanOutAt: UNTIL };

const STATES: Record<string, Stood> = {
  waiting,
  offered: { ...waiting, offeredTo: 'bo', offeredName: 'Bo', offeredUntil: at(30) },
  'claimed, the customer waits': claimed,
  'claimed, the owner was reminded': { ...claimed, ownerWarnedAt: at(8) },
  'claimed, the owner spoke last': { ...claimed, customerWaitsSince: null },
  'claimed, the silent customer was asked': { ...claimed, customerWaitsSince: null, customerAskedAt: at(12) },
  'on hold': onHold,
  'on hold, the customer wrote': { ...onHold, customerWaitsSince: at(5) },
  'run out': ranOut,
  'run out, the owner was reminded': { ...ranOut, ownerWarnedAt: at(24) },
  resolved: { ...claimed, status: 'resolved', endedAt: at(15) },
  abandoned: { ...waiting, status: 'abandoned', endedAt: at(15) },
};

const person = (id: string, more: Partial<By> = {}): By => ({
  kind: 'agent',
  id,
  name: id,
  manager: false,
  member: true,
  ...more,
});
const ACTORS: Record<string, By> = {
  'the owner': person('ana'),
  'a colleague': person('bo'),
  'a stranger': person('eve', { member: false }),
  'a manager': person('mia', { manager: true }),
  'the desk': { ...SYSTEM, manager: true, member: false },
  'the customer': { ...person('cleo'), kind: 'customer', member: false },
};

const words = { text: 'Back soon', clientMessageId: 'm1' };
const commandsOf = (by: By): Record<string, Command> => ({
  claim: { verb: 'claim', by },
  pass: { verb: 'pass', by },
  'not answer an offer': { verb: 'pass', by, unanswered: 'Bo' },
  'lose an offer': { verb: 'withdraw', from: { id: 'bo', name: 'Bo' } },
  release: { verb: 'release', by },
  'transfer to a colleague': { verb: 'transfer', by, to: { agent: { id: 'bo', name: 'Bo' } } },
  'transfer to a queue': { verb: 'transfer', by, to: { queue: { id: 'q2', name: 'Billing' } } },
  'put on hold': { verb: 'hold', by, until: at(60), words, isSaid: false },
  'put on hold again, asked twice': { verb: 'hold', by, until: at(60), words, isSaid: true },
  continue: { verb: 'continue', by },
  consult: { verb: 'consult', by, agent: { id: 'bo', name: 'Bo' } },
  join: { verb: 'join', by },
  'leave as consulted': { verb: 'leave', by, as: 'consulted' },
  'leave as joined': { verb: 'leave', by, as: 'joined' },
  resolve: { verb: 'resolve', by, wrapUp: {}, rule: null },
  'resolve without what is asked for': {
    verb: 'resolve',
    by,
    wrapUp: {},
    rule: { outcomes: [], tags: [], requires: ['outcome'] },
  },
  abandon: { verb: 'abandon', by, outcome: 'gone' },
});

const STEPS: Step[] = [
  { kind: 'offerEnds' },
  { kind: 'late', alarm: 'onCall' },
  { kind: 'secondQueue' },
  { kind: 'warnOwner' },
  { kind: 'takeBack' },
  { kind: 'askCustomer' },
  { kind: 'holdRunsOut' },
  { kind: 'endForSilence', how: 'resolve' },
  { kind: 'endForSilence', how: 'abandon' },
];

const TARGETS: ServiceTargets = {
  hours: null,
  targetSeconds: 60,
  onCall: null,
  secondQueueId: 'q2',
  silentOwnerMinutes: 5,
  silentCustomerMinutes: 5,
  silentCustomerEnds: 'abandon',
  whenClosed: 'leaveMessage',
  closedWords: null,
  assignment: 'automatic',
  offerSeconds: 30,
  unreadMinutes: null,
};
const NOW = at(25);

function after(before: Stood, { timers, status, assigneeId, assigneeName, queueId, endedAt }: Change): Stood {
  const { cueAt: _, ...counted } = timers;
  return { ...before, ...counted, status, assigneeId, assigneeName, queueId, endedAt };
}

/** Empty: nothing contradicts itself. */
function contradictions(stood: Stood): string[] {
  const { status, assigneeId, offeredTo, onHoldSince, onHoldUntil, holdRanOutAt, customerWaitsSince } = stood;
  const next = nextStep(stood, TARGETS);
  const holds = [
    (onHoldSince === null) !== (onHoldUntil === null) && 'on hold since some time and until none, or the other way',
    onHoldSince !== null && status !== 'claimed' && 'on hold, and nobody has it',
    onHoldSince !== null && onHoldUntil !== null && onHoldUntil < onHoldSince && 'on hold until before it was',
    holdRanOutAt !== null && onHoldSince === null && 'a hold ran out that is none',
    holdRanOutAt !== null && customerWaitsSince === null && 'a hold ran out, and nobody waits for its owner',
  ];
  const others = [
    offeredTo !== null && status !== 'waiting' && 'offered, and somebody has it or it is over',
    status === 'claimed' && assigneeId === null && 'claimed by nobody',
    status === 'waiting' && assigneeId !== null && 'waiting, and somebody has it',
    (status === 'resolved' || status === 'abandoned') && next !== null && 'over, and something is due',
  ];
  const lasts = onHoldSince !== null && holdRanOutAt === null;
  const timers = [
    lasts && next?.step.kind !== 'holdRunsOut' && `on hold, and ${next?.step.kind ?? 'nothing'} is next`,
    lasts && next?.at !== onHoldUntil && 'on hold, and looked at before or after its end',
    onHoldSince !== null &&
      (next?.step.kind === 'askCustomer' || next?.step.kind === 'endForSilence') &&
      'asked to wait, and taken to be silent',
    onHoldSince === null && next?.step.kind === 'holdRunsOut' && 'a hold runs out that is none',
  ];
  return [...holds, ...others, ...timers].filter((found) => found !== false);
}

test.each(Object.entries(STATES))('the table itself holds nothing that contradicts itself: %s', (_, stood) => {
  expect(contradictions(stood)).toEqual([]);
});

describe.each(Object.entries(STATES))('%s', (_, stood) => {
  test.each(Object.entries(ACTORS))('whatever %s does, what follows does not contradict itself', (_actor, by) => {
    for (const [verb, command] of Object.entries(commandsOf(by))) {
      const decision = decide(stood, command, NOW);
      const found = decision.kind === 'change' ? contradictions(after(stood, decision.change)) : [];
      expect({ verb, found }).toEqual({ verb, found: [] });
    }
  });

  test('whichever of its steps falls due', () => {
    const options = { secondQueue: { id: 'q2', name: 'Billing' }, waited: '5 min', offeredName: 'Bo' };
    const due = nextStep(stood, TARGETS)?.step;
    for (const step of STEPS.filter(({ kind }) => kind === due?.kind)) {
      const taken = takeStep(stood, step, options, NOW);
      expect({ step, found: taken && contradictions(after(stood, taken.change)) }).toEqual({ step, found: [] });
    }
    if (stood.status !== 'waiting') return;
    const change = offer(stood, stood, { to: { id: 'bo', name: 'Bo' }, seconds: 30 }, NOW);
    expect(contradictions(after(stood, change))).toEqual([]);
  });
});

const ON_HOLD = ['on hold', 'on hold, the customer wrote', 'run out', 'run out, the owner was reminded'];

describe('a chat on hold', () => {
  const ENDS = ['release', 'transfer to a colleague', 'transfer to a queue', 'continue', 'resolve', 'abandon'];
  const MAY: Record<string, string[]> = {
    'the owner': ENDS,
    'a manager': ENDS,
    'the desk': ENDS,
    'a colleague': ['abandon'],
    'a stranger': ['abandon'],
    'the customer': ['abandon'],
  };
  test.each(Object.entries(ACTORS))('%s takes it off hold by what passes it on or ends it', (actor, by) => {
    for (const name of ON_HOLD) {
      const stood = STATES[name] as Stood;
      const ended = Object.entries(commandsOf(by)).flatMap(([verb, command]) => {
        const decision = decide(stood, command, NOW);
        return decision.kind === 'change' && after(stood, decision.change).onHoldSince === null ? verb : [];
      });
      expect({ name, ended: ended.sort() }).toEqual({ name, ended: [...(MAY[actor] ?? [])].sort() });
    }
  });
});

test('a hold that has run out is the silent owner’s, and goes back as any other: first a reminder, then the queue', () => {
  expect(nextStep(ranOut, TARGETS)).toEqual({ at: at(25), step: { kind: 'warnOwner' } });
  const warned: Stood = { ...ranOut, ownerWarnedAt: at(25) };
  expect(nextStep(warned, TARGETS)).toEqual({ at: at(30), step: { kind: 'takeBack' } });
});

test('whoever wrote while on hold has waited for its owner since it ran out, not since they wrote', () => {
  const wrote: Stood = { ...ranOut, customerWaitsSince: at(5) };
  expect(nextStep(wrote, TARGETS)).toEqual({ at: at(25), step: { kind: 'warnOwner' } });
});
