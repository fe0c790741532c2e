import { type Staffing, decideStaffing } from '../../src/domain/staffing';

const now = new Date('2026-11-25T10:00:00Z');
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const night = {
  timeZone: 'UTC',
  holidays: [],
  week: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] },
};
const day = { ...night, week: { ...night.week, wed: [['09:00', '17:00']] as [string, string][] } };
const STAFFED: Staffing = { isThere: false, staffed: true, nobodySince: ago(4), waiting: 2, hours: day };

test.each<[string, Partial<Staffing>, ReturnType<typeof decideStaffing>]>([
  [
    'somebody comes',
    { isThere: true, staffed: false, nobodySince: null },
    { staffed: true, nobodySince: null, tell: false },
  ],
  ['somebody is there still', { isThere: true, nobodySince: null }, null],
  ['somebody is back in time', { isThere: true }, { staffed: true, nobodySince: null, tell: false }],
  ['nobody ever was', { staffed: false, nobodySince: null }, null],
  ['the last one goes', { nobodySince: null }, { staffed: true, nobodySince: now, tell: false }],
  ['for a moment', { nobodySince: ago(2) }, null],
  ['for good', {}, { staffed: false, nobodySince: null, tell: true }],
  ['for good, with nobody waiting', { waiting: 0 }, { staffed: false, nobodySince: null, tell: true }],
  ['without hours, with somebody waiting', { hours: null }, { staffed: false, nobodySince: null, tell: true }],
  ['without hours, with nobody waiting', { hours: null, waiting: 0 }, null],
  ['the day is over', { hours: night }, { staffed: false, nobodySince: null, tell: false }],
])('%s', (_, staffing, expected) => {
  expect(decideStaffing({ ...STAFFED, ...staffing }, now)).toEqual(expected);
});
