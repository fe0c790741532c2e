import { type Timers, decide } from '../../src/connection/states';
import { expiryWords, warningDue } from '../../src/connection/expiry';

const timers = (options: Partial<Timers> = {}): Timers => ({
  state: 'draft',
  testPassed: true,
  openEscalations: 0,
  ...options,
});

test.each([
  ['draft', 'live', 'live'],
  ['live', 'pause', 'paused'],
  ['paused', 'live', 'live'],
  ['live', 'drain', 'draining'],
  ['paused', 'drain', 'draining'],
  ['draining', 'live', 'live'],
  ['draining', 'remove', 'removed'],
  ['paused', 'remove', 'removed'],
  ['draft', 'remove', 'removed'],
] as const)('%s → %s makes it %s', (state, verb, becomes) => {
  expect(decide(timers({ state }), verb)).toEqual({ kind: 'change', state: becomes, insisted: false });
});

test.each([
  ['draft', 'pause', 'wrong_state'],
  ['draft', 'drain', 'wrong_state'],
  ['draining', 'pause', 'wrong_state'],
  ['live', 'remove', 'wrong_state'],
  ['removed', 'live', 'wrong_state'],
  ['removed', 'pause', 'wrong_state'],
  ['removed', 'drain', 'wrong_state'],
] as const)('%s → %s is refused', (state, verb, code) => {
  expect(decide(timers({ state }), verb)).toMatchObject({ kind: 'refused', refusal: { code } });
});

test.each([
  ['live', 'live'],
  ['paused', 'pause'],
  ['draining', 'drain'],
  ['removed', 'remove'],
] as const)('%s → %s changes nothing', (state, verb) => {
  expect(decide(timers({ state }), verb)).toEqual({ kind: 'same' });
});

test.each([
  ['draft', null],
  ['draft', false],
  ['paused', false],
  ['draining', false],
] as const)('a %s one whose test says %s goes live only when a manager insists', (state, testPassed) => {
  expect(decide(timers({ state, testPassed }), 'live')).toMatchObject({ refusal: { code: 'not_tested' } });
  expect(decide(timers({ state, testPassed }), 'live', { insist: true })).toMatchObject({
    state: 'live',
    insisted: true,
  });
});

test('what was live before and has not changed may be so again without a test', () => {
  expect(decide(timers({ state: 'paused', testPassed: null }), 'live')).toMatchObject({ state: 'live' });
});

test('what still has open escalations is not removed, and is told what to do first', () => {
  const words = (state: 'paused' | 'draining', openEscalations: number) => {
    const decision = decide(timers({ state, openEscalations }), 'remove', { insist: true });
    return decision.kind === 'refused' ? `${decision.refusal.code}: ${decision.refusal.words}` : decision.kind;
  };
  expect(words('paused', 1)).toBe('in_use: 1 chat is still open. Stop new requests first.');
  expect(words('draining', 3)).toBe('in_use: 3 chats are still open. It can be removed when they have ended.');
});

describe('a secret that ends', () => {
  const now = new Date('2026-11-25T12:00:00Z');
  const ending = (days: number | null, botDays: number | null = null) => ({
    name: 'Contoso',
    secret_expires_at: days === null ? null : new Date(now.getTime() + days * 86_400_000),
    bot_secret_expires_at: botDays === null ? null : new Date(now.getTime() + botDays * 86_400_000),
  });

  test.each([
    [null, null],
    [31, null],
    [30, 30],
    [8, 30],
    [7, 7],
    [1.5, 7],
    [1, 1],
    [0.2, 1],
    [0, 0],
    [-3, 0],
  ])('with %s days left the warning of %s days is due', (days, due) => {
    expect(warningDue(ending(days), now)).toBe(due);
  });

  test('the one that ends first is named, with the day and what to do', () => {
    expect(expiryWords(ending(40, 6.5), now)).toBe(
      'The password or certificate of the Teams bot behind Contoso ends in 7 days (2026-12-02). Make a new one and enter it under Settings.',
    );
    expect(expiryWords(ending(-1, 6), now)).toMatch(/^The secret of Contoso ended on 2026-11-24\. /);
    expect(expiryWords(ending(200), now)).toBeNull();
  });
});
