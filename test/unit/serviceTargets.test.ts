import type { ServiceTargets } from '../../src/contract/api';
import { type Timers, nextStep } from '../../src/domain/serviceTargets';

const serviceTargets: ServiceTargets = {
  hours: null,
  targetSeconds: 60,
  onCall: null,
  secondQueueId: 'second',
  silentOwnerMinutes: 10,
  silentCustomerMinutes: 30,
  silentCustomerEnds: 'resolve',
  whenClosed: 'leaveMessage',
  closedWords: null,
  assignment: 'claim',
  offerSeconds: 30,
  unreadMinutes: null,
};
const minute = (n: number) => new Date(n * 60_000);
const waiting: Timers = {
  status: 'waiting',
  waitingSince: minute(0),
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
const claimed: Timers = { ...waiting, status: 'claimed', ownerSpokeAt: minute(1) };

describe('an escalation nobody claims', () => {
  it.each([
    ['first the one on call is named', { alarm: 'none' }, 1, { kind: 'late', alarm: 'onCall' }],
    ['then it moves to the second queue', { alarm: 'onCall' }, 2, { kind: 'secondQueue' }],
    [
      'there its own target counts before managers are told',
      { alarm: 'secondQueue' },
      1,
      { kind: 'late', alarm: 'managers' },
    ],
  ] as const)('%s', (_, timers, due, step) => {
    expect(nextStep({ ...waiting, ...timers }, serviceTargets)).toEqual({ at: minute(due), step });
  });

  it('without a second queue managers are told instead', () => {
    expect(nextStep({ ...waiting, alarm: 'onCall' }, { ...serviceTargets, secondQueueId: null })).toEqual({
      at: minute(2),
      step: { kind: 'late', alarm: 'managers' },
    });
  });

  it('once managers know there is nobody left to tell', () => {
    expect(nextStep({ ...waiting, alarm: 'managers' }, serviceTargets)).toBeNull();
  });

  it('nothing is due where nothing was promised', () => {
    expect(nextStep(waiting, { ...serviceTargets, targetSeconds: null })).toBeNull();
  });
});

describe('a claimed escalation', () => {
  it('a silent owner is reminded, then loses it', () => {
    const silent = { ...claimed, customerWaitsSince: minute(5) };
    expect(nextStep(silent, serviceTargets)).toEqual({ at: minute(15), step: { kind: 'warnOwner' } });
    expect(nextStep({ ...silent, ownerWarnedAt: minute(15) }, serviceTargets)).toEqual({
      at: minute(25),
      step: { kind: 'takeBack' },
    });
  });

  it('a silent customer is asked, then it ends as the queue wants', () => {
    expect(nextStep(claimed, serviceTargets)).toEqual({ at: minute(31), step: { kind: 'askCustomer' } });
    const asked = { ...claimed, customerAskedAt: minute(31) };
    expect(nextStep(asked, { ...serviceTargets, silentCustomerEnds: 'abandon' })).toEqual({
      at: minute(61),
      step: { kind: 'endForSilence', how: 'abandon' },
    });
  });

  it.each(['resolved', 'abandoned'] as const)('is promised nothing once it is %s', (status) => {
    expect(nextStep({ ...claimed, status }, serviceTargets)).toBeNull();
  });

  it('time does not pass while the queue is closed', () => {
    const morning: [string, string][] = [['00:00', '00:10']];
    const week = { mon: morning, tue: morning, wed: morning, thu: morning, fri: morning, sat: morning, sun: morning };
    const hours = { timeZone: 'UTC', week, holidays: [] };
    const silent = { ...claimed, customerWaitsSince: minute(5) };
    expect(nextStep(silent, { ...serviceTargets, hours })).toMatchObject({ at: minute(24 * 60 + 5) });
  });
});

describe('an escalation on hold', () => {
  const onHold = { ...claimed, onHoldSince: minute(1), onHoldUntil: minute(90) };

  it('neither silence counts until the hold runs out', () => {
    const step = { at: minute(90), step: { kind: 'holdRunsOut' } };
    expect(nextStep(onHold, serviceTargets)).toEqual(step);
    expect(nextStep({ ...onHold, customerWaitsSince: minute(5) }, serviceTargets)).toEqual(step);
  });

  it('it runs out where the queue promises nothing, too', () => {
    const nothing = { ...serviceTargets, silentOwnerMinutes: null, silentCustomerMinutes: null, targetSeconds: null };
    expect(nextStep(onHold, nothing)).toMatchObject({ step: { kind: 'holdRunsOut' } });
  });

  it('from then on the customer waits for the owner, whenever they wrote', () => {
    const ranOut = { ...onHold, holdRanOutAt: minute(91), customerWaitsSince: minute(5) };
    expect(nextStep(ranOut, serviceTargets)).toEqual({ at: minute(100), step: { kind: 'warnOwner' } });
  });
});
