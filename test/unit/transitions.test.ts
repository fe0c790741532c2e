import type { Escalation } from '../../src/domain/escalation';
import { SYSTEM } from '../../src/domain/escalation';
import { type By, type Command, decide } from '../../src/domain/transitions';

const NOW = new Date('2026-03-01T10:00:00Z');

const waiting: Escalation = {
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
  openedAt: NOW,
  claimedAt: null,
  endedAt: null,
  outcome: null,
  offeredTo: null,
  passedBy: [],
};
const claimed: Escalation = { ...waiting, status: 'claimed', assigneeId: 'ana', assigneeName: 'Ana', claimedAt: NOW };
const resolved: Escalation = { ...claimed, status: 'resolved', endedAt: NOW };
const abandoned: Escalation = { ...waiting, status: 'abandoned', endedAt: NOW };

const ana: By = { kind: 'agent', id: 'ana', name: 'Ana', manager: false, member: true };
const bo: By = { kind: 'agent', id: 'bo', name: 'Bo', manager: false, member: true };
const stranger: By = { ...bo, member: false };
const manager: By = { kind: 'agent', id: 'mia', name: 'Mia', manager: true, member: true };
const desk: By = { ...SYSTEM, manager: false, member: false };
const customer: By = { kind: 'customer', id: 'c1', name: 'Cleo', manager: false, member: false };

const toBo = { agent: { id: 'bo', name: 'Bo' } };
const toBilling = { queue: { id: 'q2', name: 'Billing' } };

describe('allowed moves', () => {
  const moves: [string, Escalation, Command, object][] = [
    [
      'waiting → claimed',
      waiting,
      { verb: 'claim', by: ana },
      { status: 'claimed', assigneeId: 'ana', claimedAt: NOW },
    ],
    [
      'claimed → waiting by the claimer',
      claimed,
      { verb: 'release', by: ana },
      { status: 'waiting', assigneeId: null },
    ],
    ['claimed → waiting by a manager', claimed, { verb: 'release', by: manager }, { status: 'waiting' }],
    ['claimed → waiting by the sweep', claimed, { verb: 'release', by: desk }, { status: 'waiting', claimedAt: null }],
    [
      'claimed → claimed by another',
      claimed,
      { verb: 'transfer', by: ana, to: toBo },
      { status: 'claimed', assigneeId: 'bo' },
    ],
    [
      'claimed → waiting in another queue',
      claimed,
      { verb: 'transfer', by: ana, to: toBilling },
      { status: 'waiting', queueId: 'q2', assigneeId: null },
    ],
    [
      'waiting → waiting in another queue, by a manager',
      waiting,
      { verb: 'transfer', by: manager, to: toBilling },
      { status: 'waiting', queueId: 'q2' },
    ],
    [
      'claimed → resolved',
      claimed,
      { verb: 'resolve', by: ana, wrapUp: { outcome: 'Paid' }, rule: null },
      { status: 'resolved', outcome: 'Paid', endedAt: NOW, assigneeId: 'ana' },
    ],
    [
      'waiting → abandoned',
      waiting,
      { verb: 'abandon', by: customer, outcome: 'left' },
      { status: 'abandoned', outcome: 'left', endedAt: NOW },
    ],
    ['claimed → abandoned', claimed, { verb: 'abandon', by: customer, outcome: 'left' }, { status: 'abandoned' }],
  ];
  test.each(moves)('%s', (_, escalation, command, expected) => {
    expect(decide(escalation, command, NOW)).toMatchObject({ kind: 'change', change: expected });
  });
});

describe('refused moves', () => {
  const refusals: [string, Escalation, Command, object][] = [
    [
      'a second claim says by whom and when',
      claimed,
      { verb: 'claim', by: bo },
      { code: 'already_claimed', by: { id: 'ana', name: 'Ana' }, at: NOW },
    ],
    ['a claim from outside the queue', waiting, { verb: 'claim', by: stranger }, { code: 'not_your_queue' }],
    ['a release of what waits', waiting, { verb: 'release', by: ana }, { code: 'not_claimed' }],
    [
      'a release of another’s',
      claimed,
      { verb: 'release', by: bo },
      { code: 'not_yours', by: { id: 'ana', name: 'Ana' } },
    ],
    [
      'a transfer of another’s',
      claimed,
      { verb: 'transfer', by: bo, to: toBo },
      { code: 'not_yours', by: { id: 'ana', name: 'Ana' } },
    ],
    ['an agent moving what waits', waiting, { verb: 'transfer', by: ana, to: toBilling }, { code: 'not_claimed' }],
    [
      'a resolve of what waits',
      waiting,
      { verb: 'resolve', by: manager, wrapUp: {}, rule: null },
      { code: 'not_claimed' },
    ],
    [
      'a resolve of another’s',
      claimed,
      { verb: 'resolve', by: bo, wrapUp: {}, rule: null },
      { code: 'not_yours', by: { id: 'ana', name: 'Ana' } },
    ],
  ];
  test.each(refusals)('%s', (_, escalation, command, refusal) => {
    expect(decide(escalation, command, NOW)).toEqual({ kind: 'refused', refusal });
  });

  test.each([resolved, abandoned])('nothing moves what is $status', (escalation) => {
    const commands: Command[] = [
      { verb: 'claim', by: ana },
      { verb: 'release', by: ana },
      { verb: 'transfer', by: manager, to: toBilling },
      { verb: 'resolve', by: ana, wrapUp: {}, rule: null },
      { verb: 'abandon', by: customer, outcome: 'left' },
    ];
    for (const command of commands) {
      expect(decide(escalation, command, NOW)).toEqual({
        kind: 'refused',
        refusal: { code: 'closed', status: escalation.status },
      });
    }
  });
});

test('claiming twice is a success that changes nothing', () => {
  expect(decide(claimed, { verb: 'claim', by: ana }, NOW)).toEqual({ kind: 'already' });
});

test('the event carries who did it and a sentence', () => {
  const decision = decide(claimed, { verb: 'release', by: ana, reason: 'lunch' }, NOW);
  expect(decision).toMatchObject({
    kind: 'change',
    change: {
      event: { type: 'released', summary: 'Ana released: lunch', actor: { kind: 'agent', id: 'ana', name: 'Ana' } },
    },
  });
});
