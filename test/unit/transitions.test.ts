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
  customerWaitsSince: null,
  onHoldSince: null,
  onHoldUntil: null,
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

describe('on hold', () => {
  const until = new Date(NOW.getTime() + 600_000);
  const words = { text: 'I will be back', clientMessageId: 'm1' };
  const hold = (by: By, isSaid = false): Command => ({ verb: 'hold', by, until, words, isSaid });
  const isOnHold: Escalation = { ...claimed, onHoldSince: NOW, onHoldUntil: until };
  const FIVE_LATER = new Date(NOW.getTime() + 300_000);

  test('the owner speaks, and the customer waits for no answer until then', () => {
    const waits = { ...claimed, customerWaitsSince: NOW };
    expect(decide(waits, hold(ana), NOW)).toMatchObject({
      kind: 'change',
      change: {
        status: 'claimed',
        assigneeId: 'ana',
        says: words,
        timers: { onHoldSince: NOW, onHoldUntil: until, customerWaitsSince: null, ownerSpokeAt: NOW },
        event: { type: 'put_on_hold', actor: { id: 'ana' } },
      },
    });
  });

  test('put off, it has been on hold since it was first', () => {
    const later = { ...isOnHold, onHoldUntil: FIVE_LATER };
    expect(decide(later, hold(ana), FIVE_LATER)).toMatchObject({
      change: { timers: { onHoldSince: NOW, onHoldUntil: until } },
    });
  });

  test('the same words a second time change nothing', () => {
    expect(decide(claimed, hold(ana, true), NOW)).toEqual({ kind: 'already' });
  });

  test.each([
    ['nobody has it', waiting, ana, { code: 'not_claimed' }],
    ['it is somebody else’s', claimed, bo, { code: 'not_yours' }],
    ['a manager would speak for the owner', claimed, manager, { code: 'not_yours' }],
    ['it has ended', resolved, ana, { code: 'closed' }],
  ])('refused when %s', (_, escalation, by, refusal) => {
    expect(decide(escalation, hold(by), NOW)).toMatchObject({ kind: 'refused', refusal });
  });

  test.each([ana, manager])('%o continues: the customer waits again', (by) => {
    expect(decide(isOnHold, { verb: 'continue', by }, FIVE_LATER)).toMatchObject({
      kind: 'change',
      change: {
        timers: { onHoldSince: null, onHoldUntil: null, holdRanOutAt: null, customerWaitsSince: FIVE_LATER },
        event: { type: 'continued' },
      },
    });
  });

  test('whoever wrote meanwhile waits since then', () => {
    const wrote = { ...isOnHold, customerWaitsSince: NOW };
    expect(decide(wrote, { verb: 'continue', by: ana }, FIVE_LATER)).toMatchObject({
      change: { timers: { customerWaitsSince: NOW } },
    });
  });

  test('what is not on hold is not continued, nor what is another’s', () => {
    expect(decide(claimed, { verb: 'continue', by: ana }, NOW)).toEqual({ kind: 'already' });
    expect(decide(isOnHold, { verb: 'continue', by: bo }, NOW)).toMatchObject({ refusal: { code: 'not_yours' } });
  });

  test.each<[string, Command]>([
    ['a release', { verb: 'release', by: ana }],
    ['a transfer to an agent', { verb: 'transfer', by: ana, to: toBo }],
    ['a transfer to a queue', { verb: 'transfer', by: ana, to: toBilling }],
    ['a resolution', { verb: 'resolve', by: ana, wrapUp: {}, rule: null }],
    ['an end', { verb: 'abandon', by: customer, outcome: '' }],
  ])('%s takes it off hold', (_, command) => {
    expect(decide(isOnHold, command, FIVE_LATER)).toMatchObject({
      change: { timers: { onHoldSince: null, onHoldUntil: null, holdRanOutAt: null } },
    });
  });
});
