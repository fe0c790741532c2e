/** Days of any time zone, as the desk itself has them. */
import { DateTime } from 'luxon';
import { toComeOf, wantingIn } from '../../tab/now/overTime/periods';
import { zoneHere } from '../../tab/desk/clock';
import { dayAt, knownZone, startOfDay } from '../../tab/parts/days';

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/Los_Angeles',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Kiritimati',
  // Clocks are changed at midnight.
  'America/Sao_Paulo',
  'America/Havana',
  'Africa/Cairo',
  'Asia/Beirut',
];

test.each(ZONES)('of %s begin when they begin, on every day of two winters and summers', (zone) => {
  for (const first of ['2018-01-01', '2025-01-01']) {
    let day = DateTime.fromISO(first, { zone });
    for (let n = 0; n < 548; n += 1) {
      const name = day.toISODate() ?? '';
      const start = startOfDay(name, 0, zone);
      expect([name, dayAt(Date.parse(start), zone)]).toEqual([name, name]);
      expect([name, dayAt(Date.parse(start) - 1, zone) < name]).toEqual([name, true]);
      expect([name, startOfDay(name, 1, zone)]).toEqual([
        name,
        startOfDay(day.plus({ days: 1 }).toISODate() ?? '', 0, zone),
      ]);
      day = day.plus({ days: 1 });
    }
  }
});

test('what is no day begins never, and what is no zone is the reader’s own', () => {
  expect([startOfDay('', 0, 'UTC'), startOfDay('soon', 0, 'UTC')]).toEqual(['', '']);
  expect([knownZone('Mars/Olympus'), knownZone(''), knownZone('Asia/Tokyo')]).toEqual([
    zoneHere(),
    zoneHere(),
    'Asia/Tokyo',
  ]);
});

test('a day or month that goes on is not whole, nor is a month of which a period has some days', () => {
  const days = { from: '2026-09-10', to: '2026-11-27' };
  const month = (step: string, today: string, of = days) => wantingIn(step, 'month', of, today);
  expect([month('2026-09-01', '2026-11-27'), month('2026-10-01', '2026-11-27')]).toEqual(['part', null]);
  expect([month('2026-11-01', '2026-11-27'), month('2026-11-01', '2026-12-02')]).toEqual(['soFar', 'part']);
  const day = (step: string) => wantingIn(step, 'day', days, '2026-11-26');
  expect(['2026-11-25', '2026-11-26', '2026-11-27'].map(day)).toEqual([null, 'soFar', null]);
  const today = ['2026-09-09', '2026-09-10', '2026-11-26', '2026-11-27', '2026-11-28'];
  expect(today.map((one) => toComeOf(days, one))).toEqual(['all', 'later', 'later', 'today', null]);
});
