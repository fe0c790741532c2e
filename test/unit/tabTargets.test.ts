import type { ServiceTargets } from '../../src/contract/api';
import { longestWords, serviceWords } from '../../tab/now/figures';
import {
  changedParts,
  draftOf,
  mistakesIn,
  partNames,
  serviceTargetsOf,
} from '../../tab/settings/targets/targetsDraft';
import { skillsOf } from '../../tab/settings/agents/skills';

const ZONE = 'Europe/Berlin';
const PROMISES: ServiceTargets = {
  hours: null,
  targetSeconds: 300,
  onCall: { id: 'lee', name: 'Lee Gu' },
  secondQueueId: null,
  silentOwnerMinutes: 15,
  silentCustomerMinutes: null,
  silentCustomerEnds: 'resolve',
  whenClosed: 'leaveMessage',
  closedWords: null,
  assignment: 'claim',
  offerSeconds: 45,
  unreadMinutes: 10,
};
const HOURS: NonNullable<ServiceTargets['hours']> = {
  timeZone: 'America/New_York',
  week: { mon: [['08:00', '24:00']], tue: [], wed: [], thu: [], fri: [], sat: [['22:00', '02:00']], sun: [] },
  holidays: ['2026-12-25', '2026-01-01'],
};
const buildDraft = (part = {}) => ({ ...draftOf(PROMISES, ZONE), ...part });

describe('editing what a queue promises', () => {
  it.each([
    ['without hours', PROMISES],
    ['with hours, some past midnight', { ...PROMISES, hours: HOURS }],
    ['with odd numbers', { ...PROMISES, targetSeconds: 100, silentCustomerMinutes: 43_200 }],
    ['with next to nothing', { ...PROMISES, targetSeconds: null, onCall: null, silentOwnerMinutes: null }],
  ])('nothing changed is nothing to save: %s', (_, before) => {
    expect(changedParts(before, serviceTargetsOf(draftOf(before, ZONE), [], before))).toEqual({});
  });

  it('only what was changed is sent', () => {
    const after = serviceTargetsOf(
      buildDraft({ targetMinutes: '0,5', silentOwnerMinutes: ' ', onCallId: 'ada' }),
      [{ id: 'ada', name: 'Ada' }],
      PROMISES,
    );
    const parts = changedParts(PROMISES, after);
    expect(parts).toEqual({ targetSeconds: 30, silentOwnerMinutes: null, onCall: { id: 'ada', name: 'Ada' } });
    expect(partNames(parts)).toEqual(['the target time to claim', 'who is alerted', 'how long agents may be silent']);
  });

  it('hours one tries out and takes back are kept, and not sent', () => {
    const draft = buildDraft({ hasHours: true });
    expect(serviceTargetsOf(draft, [], PROMISES).hours).toMatchObject({
      timeZone: ZONE,
      week: { mon: [['09:00', '17:00']] },
    });
    expect(changedParts(PROMISES, serviceTargetsOf({ ...draft, hasHours: false }, [], PROMISES))).toEqual({});
  });

  it('whoever is on call and left the team stays until somebody else is chosen', () => {
    expect(serviceTargetsOf(buildDraft(), [], PROMISES).onCall).toEqual(PROMISES.onCall);
    expect(serviceTargetsOf(buildDraft({ onCallId: '' }), [], PROMISES).onCall).toBeNull();
  });

  it.each([
    [{ targetMinutes: 'soon' }, 'targetSeconds'],
    [{ targetMinutes: '0.1' }, 'targetSeconds'],
    [{ targetMinutes: '10081' }, 'targetSeconds'],
    [{ silentOwnerMinutes: '0' }, 'silentOwnerMinutes'],
    [{ silentCustomerMinutes: '1.5' }, 'silentCustomerMinutes'],
    [{ offerSeconds: '' }, 'offerSeconds'],
    [{ offerSeconds: '9' }, 'offerSeconds'],
    [{ hasHours: true, timeZone: ' ' }, 'hours.timeZone'],
    [{ hasHours: true, week: { ...draftOf(PROMISES, ZONE).week, sun: [['09:00', '']] } }, 'hours.week.sun'],
    [{ hasHours: true, week: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] } }, 'hours.week'],
  ])('%j is told at %s', (part, path) => expect([...mistakesIn(buildDraft(part)).keys()]).toEqual([path]));

  it.each([{}, { targetMinutes: '' }, { targetMinutes: '0.17' }, { silentOwnerMinutes: '10080' }, { hasHours: true }])(
    '%j is fine',
    (part) => expect(mistakesIn(buildDraft(part)).size).toBe(0),
  );
});

it('skills are told apart by commas, each once', () => {
  expect(skillsOf(' French, refunds ,,french, VIP customers')).toEqual(['French', 'refunds', 'VIP customers']);
  expect(skillsOf(' ')).toEqual([]);
});

it('a desk that let one of a thousand wait does not claim 100 %', () => {
  expect(serviceWords({ hasTarget: true, serviceLevel: 0.999, judgedToday: 0 })).toBe('99 %');
  expect(serviceWords({ hasTarget: true, serviceLevel: 1, judgedToday: 0 })).toBe('100 %');
  expect(serviceWords({ hasTarget: true, serviceLevel: null, judgedToday: 0 })).toBe('none yet');
  expect(serviceWords({ hasTarget: true, serviceLevel: null, judgedToday: null })).toBe('counting …');
  expect(serviceWords({ hasTarget: false, serviceLevel: null, judgedToday: 0 })).toBe('no target');
  expect(serviceWords({ hasTarget: false, serviceLevel: 0.5, judgedToday: 2 })).toBe('50 %');
  expect([null, 40, 125].map((longestWait) => longestWords({ longestWait }))).toEqual(['–', '< 1 min', '2 min']);
});
