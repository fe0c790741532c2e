import { type Unseen, decideCue, readsAlong, waitsForCustomerSince, waitsForOwnerSince } from '../../src/domain/turns';

const now = new Date('2026-11-25T10:00:00Z');
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

describe('whose turn it is', () => {
  test('the customer waits for whoever has claimed', () => {
    expect(waitsForOwnerSince({ status: 'claimed', customerWaitsSince: now })).toEqual(now);
    expect(waitsForOwnerSince({ status: 'claimed', customerWaitsSince: null })).toBeNull();
  });

  test('the owner waits for the customer once they spoke last', () => {
    const spoke = { status: 'claimed', ownerSpokeAt: now, onHoldSince: null } as const;
    expect(waitsForCustomerSince({ ...spoke, customerWaitsSince: null })).toEqual(now);
    expect(waitsForCustomerSince({ ...spoke, customerWaitsSince: later(1) })).toBeNull();
    expect(waitsForCustomerSince({ ...spoke, status: 'resolved', customerWaitsSince: null })).toBeNull();
    expect(waitsForCustomerSince({ ...spoke, customerWaitsSince: null, onHoldSince: now })).toBeNull();
  });

  test.each(['waiting', 'resolved', 'abandoned'] as const)('nobody’s word is due in one that is %s', (status) => {
    expect(waitsForOwnerSince({ status, customerWaitsSince: now })).toBeNull();
  });
});

describe('whose unread words are counted', () => {
  const escalation = {
    status: 'claimed' as const,
    assigneeId: 'adele',
    people: [
      { id: 'adele', role: 'owner' as const },
      { id: 'earlier', role: 'owner' as const },
      { id: 'diego', role: 'consulted' as const },
      { id: 'megan', role: 'joined' as const },
    ],
  };

  test.each([
    ['adele', true],
    ['diego', true],
    ['megan', true],
    ['earlier', false],
    ['somebody', false],
  ])('%s: %s', (id, expected) => {
    expect(readsAlong({ id }, escalation)).toBe(expected);
  });

  test('nobody’s once it has ended', () => {
    expect(readsAlong({ id: 'adele' }, { ...escalation, status: 'resolved' })).toBe(false);
  });
});

describe('a cue that has fallen due', () => {
  test.each<[string, Partial<Unseen>, ReturnType<typeof decideCue>]>([
    ['is told, and again as often as the queue says', {}, { tell: true, next: later(5) }],
    ['is told once where once is enough', { repeatMinutes: null }, { tell: true, next: 'never' }],
    ['is forgotten once it was read', { isUnread: false }, { tell: false, next: null }],
    ['waits while the tab is looked at', { lookingUntil: later(1) }, { tell: false, next: later(1) }],
    ['is told when the tab was looked at before', { lookingUntil: later(-1) }, { tell: true, next: later(5) }],
    [
      'is told once of a hold that ran out: what the customer writes then is told anew',
      { isUnread: false, holdRanOut: true },
      { tell: true, next: null },
    ],
    ['is told as ever where they wrote as well', { holdRanOut: true }, { tell: true, next: later(5) }],
  ])('%s', (_, unseen, expected) => {
    expect(
      decideCue({ isUnread: true, holdRanOut: false, lookingUntil: null, repeatMinutes: 5, ...unseen }, now),
    ).toEqual(expected);
  });
});
