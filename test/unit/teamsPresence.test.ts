import { feedWords } from '../../src/cards/words/agent/cues';
import { seenInTeams } from '../../src/domain/teamsPresence';
import manifest from '../../appPackage/manifest.json';

describe('what presence in Teams means at the desk', () => {
  test.each([
    // availability, activity, where calls count, where everything counts
    ['Available', 'Available', null, null],
    ['AvailableIdle', 'Inactive', null, null],
    ['Available', 'OutOfOffice', null, null],
    ['Busy', 'InACall', 'busy: inACall', 'busy: inACall'],
    ['Busy', 'InAConferenceCall', 'busy: inACall', 'busy: inACall'],
    ['DoNotDisturb', 'Presenting', 'busy: presenting', 'busy: presenting'],
    ['Busy', 'InAMeeting', null, 'busy: inAMeeting'],
    ['Busy', 'Busy', null, 'busy: busy'],
    ['BusyIdle', 'Inactive', null, 'away: away'],
    ['DoNotDisturb', 'UrgentInterruptionsOnly', null, 'busy: doNotDisturb'],
    ['BeRightBack', 'BeRightBack', null, 'away: beRightBack'],
    ['Away', 'OutOfOffice', null, 'away: outOfOffice'],
    ['Offline', 'OffWork', null, 'away: offline'],
    ['PresenceUnknown', 'PresenceUnknown', null, null],
    ['SomethingNew', 'SomethingNew', null, null],
    ['', '', null, null],
  ])('%s, %s', (availability, activity, calls, all) => {
    const said = (follow: 'off' | 'calls' | 'all') => {
      const seen = seenInTeams({ availability, activity }, follow);
      return seen && `${seen.presence}: ${seen.reason}`;
    };
    expect([said('off'), said('calls'), said('all')]).toEqual([null, calls, all]);
  });
});

test.each([1, 3])('the package declares what the feed is told of %s customers', (count) => {
  const chat = { number: 7, customerName: 'Robin', words: 'Hello?', link: 'https://example.com' };
  const { type, parameters } = feedWords([chat], count);
  const declared = manifest.activities.activityTypes.find((one) => one.type === type);
  const wanted = [...(declared?.templateText ?? '').matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  expect(wanted).toEqual(Object.keys(parameters));
});
