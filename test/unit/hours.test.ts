import type { Hours } from '../../src/contract/api';
import { afterOpenTime, isOpenAt, nextOpening, openTimeBetween } from '../../src/domain/hours';

const office: [string, string][] = [
  ['09:00', '12:00'],
  ['13:00', '17:00'],
];
const berlin: Hours = {
  timeZone: 'Europe/Berlin',
  week: { mon: office, tue: office, wed: office, thu: office, fri: [['09:00', '15:00']], sat: [], sun: [] },
  holidays: ['2026-12-25'],
};
const nights: Hours = {
  timeZone: 'America/New_York',
  week: { mon: [], tue: [], wed: [], thu: [], fri: [['22:00', '06:00']], sat: [], sun: [['00:00', '24:00']] },
  holidays: [],
};
/** In the night summer time begins these are no hours at all: from three it is four. */
const early: Hours = {
  ...berlin,
  week: { ...berlin.week, sun: [['02:30', '03:00']], mon: [['02:30', '03:00']] },
};
/** The afternoon was typed before the morning. */
const afternoonFirst: Hours = { ...berlin, week: { ...berlin.week, wed: office.toReversed() } };
const never: Hours = { ...berlin, week: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] } };
const at = (iso: string) => new Date(iso);
const MINUTE = 60_000;

describe('being open', () => {
  it.each([
    ['on a Wednesday morning', berlin, '2026-11-25T08:00:00Z', true],
    ['a second before opening', berlin, '2026-11-25T07:59:59Z', false],
    ['at noon', berlin, '2026-11-25T11:00:00Z', false],
    ['in summer an hour earlier', berlin, '2026-07-01T07:00:00Z', true],
    ['on Saturday', berlin, '2026-11-28T10:00:00Z', false],
    ['on a holiday', berlin, '2026-12-25T10:00:00Z', false],
    ['past midnight, from the day before', nights, '2026-11-28T10:59:00Z', true],
    ['in the morning after', nights, '2026-11-28T11:00:00Z', false],
    ['all of Sunday', nights, '2026-11-30T04:59:00Z', true],
    ['without hours', null, '2026-11-28T10:00:00Z', true],
    ['in the hour that is left out in spring', early, '2027-03-28T01:00:00Z', false],
    ['all of the day after it', early, '2027-03-28T12:00:00Z', false],
    ['in the same hour a day later', early, '2027-03-29T00:45:00Z', true],
    ['the first time in the hour that comes twice in autumn', early, '2026-10-25T00:45:00Z', true],
  ])('%s', (_, hours, iso, open) => {
    expect(isOpenAt(hours, at(iso))).toBe(open);
  });

  it.each([
    ['now, when open', berlin, '2026-11-25T10:00:00Z', '2026-11-25T10:00:00Z'],
    ['after lunch', berlin, '2026-11-25T11:30:00Z', '2026-11-25T12:00:00Z'],
    ['after the weekend', berlin, '2026-11-27T14:00:00Z', '2026-11-30T08:00:00Z'],
    ['after the holiday and the weekend', berlin, '2026-12-24T17:00:00Z', '2026-12-28T08:00:00Z'],
    ['not in the hour that is left out, but the next day', early, '2027-03-27T12:00:00Z', '2027-03-29T00:30:00Z'],
    ['an hour earlier by UTC once summer time began', berlin, '2026-03-28T10:00:00Z', '2026-03-30T07:00:00Z'],
  ])('opens again %s', (_, hours, iso, opens) => {
    expect(nextOpening(hours, at(iso))).toEqual(at(opens));
  });

  it('a queue without any hour never opens', () => {
    expect(nextOpening(never, at('2026-11-25T10:00:00Z'))).toBeNull();
    expect(afterOpenTime(never, at('2026-11-25T10:00:00Z'), 1)).toBeNull();
  });
});

describe('time that counts', () => {
  it.each([
    ['within a morning', '2026-11-25T08:10:00Z', 20, '2026-11-25T08:30:00Z'],
    ['across lunch', '2026-11-25T10:50:00Z', 20, '2026-11-25T12:10:00Z'],
    ['from before opening', '2026-11-25T03:00:00Z', 5, '2026-11-25T08:05:00Z'],
    ['across the weekend', '2026-11-27T13:55:00Z', 10, '2026-11-30T08:05:00Z'],
    ['to the last minute', '2026-11-27T13:55:00Z', 5, '2026-11-27T14:00:00Z'],
  ])('%s', (_, from, minutes, to) => {
    expect(afterOpenTime(berlin, at(from), minutes * MINUTE)).toEqual(at(to));
  });

  it('is all of it without hours', () => {
    expect(afterOpenTime(null, at('2026-11-25T10:00:00Z'), MINUTE)).toEqual(at('2026-11-25T10:01:00Z'));
  });

  it('counts the part of a night that began the day before', () => {
    expect(afterOpenTime(nights, at('2026-11-28T10:00:00Z'), 90 * MINUTE)).toEqual(at('2026-11-29T05:30:00Z'));
  });

  it('goes by the clock, in whichever order the hours of a day were given', () => {
    expect(nextOpening(afternoonFirst, at('2026-11-25T05:00:00Z'))).toEqual(at('2026-11-25T08:00:00Z'));
    expect(afterOpenTime(afternoonFirst, at('2026-11-25T05:00:00Z'), 5 * MINUTE)).toEqual(at('2026-11-25T08:05:00Z'));
    expect(openTimeBetween(afternoonFirst, at('2026-11-25T05:00:00Z'), at('2026-11-25T20:00:00Z'))).toBe(420 * MINUTE);
  });

  it.each([
    ['Africa/Cairo', 'fri', '2026-04-23T00:00:00Z', '2026-04-27T00:00:00Z'],
    ['Asia/Beirut', 'sun', '2027-03-27T00:00:00Z', '2027-03-30T00:00:00Z'],
    ['America/Santiago', 'sun', '2026-09-05T00:00:00Z', '2026-09-08T00:00:00Z'],
    ['America/Havana', 'sun', '2026-03-07T00:00:00Z', '2026-03-10T00:00:00Z'],
  ])('a day of %s that begins at one ends at midnight', (timeZone, day, from, to) => {
    const allDay: Hours = { timeZone, week: { ...never.week, [day]: [['00:00', '24:00']] }, holidays: [] };
    expect(openTimeBetween(allDay, at(from), at(to))).toBe(23 * 60 * MINUTE);
  });
});
