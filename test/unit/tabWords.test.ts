import { breakable, capturedOf } from '../../tab/conversation/details/capturedValue';
import type { ActorKind } from '../../src/contract/api';
import { ApiError } from '../../tab/desk/apiError';
import { backoff } from '../../tab/desk/backoff';
import {
  NO_FILTERS,
  columnsOf,
  countOf,
  fromLink,
  otherZoneOf,
  toListFilter,
  toShows,
  withColumns,
} from '../../tab/history/filters';
import { zoneHere } from '../../tab/desk/clock';
import { refusalWords, statusWords, waitingWords } from '../../tab/parts/states';
import { dayWords, durationWords, momentWords, whenWords } from '../../tab/words/times';
import { here, move, start } from '../../tab/shell/navigation';
import { orderMine, wordsOfWaiting } from '../../tab/work/order';
import { buildEscalation } from '../component/support/build';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Noon in the reader's own time zone, wherever the test runs. */
const NOON = new Date(2026, 10, 23, 12).getTime();
const ago = (ms: number) => new Date(NOON - ms).toISOString();

describe('times in words', () => {
  it.each([
    [0, 'under a minute'],
    [59_999, 'under a minute'],
    [MINUTE, '1 min'],
    [59 * MINUTE, '59 min'],
    [HOUR, '1 h'],
    [65 * MINUTE, '1 h 5 min'],
    [24 * HOUR, '1 day'],
    [51 * HOUR, '2 days 3 h'],
  ])('%d ms: %s', (ms, words) => expect(durationWords(ms)).toBe(words));

  it('a customer ahead of our clock has just arrived', () => {
    expect(waitingWords(ago(-5 * MINUTE), NOON)).toBe('Just arrived');
    expect(waitingWords(ago(4 * MINUTE), NOON)).toBe('Waiting 4 min');
  });

  it.each([
    [ago(0), 'Today'],
    [ago(11 * HOUR), 'Today'],
    [ago(13 * HOUR), 'Yesterday'],
    [ago(3 * 24 * HOUR), 'Friday 20 November'],
    [ago(400 * 24 * HOUR), 'Sunday, 19 October 2025'],
  ])('%s is %s', (time, words) => expect(dayWords(time, NOON, 'en-GB')).toBe(words));

  it('speak the language of the reader', () => {
    expect(momentWords(ago(HOUR), NOON, 'en-GB')).toBe('11:00');
    expect(momentWords(ago(HOUR), NOON, 'en-US')).toMatch(/^11:00\sAM$/);
    expect(momentWords(ago(24 * HOUR), NOON, 'de-DE')).toBe('Yesterday 12:00');
  });

  it('say the year where it is another', () => {
    expect(momentWords(ago(3 * 24 * HOUR), NOON, 'en-GB')).toBe('20 Nov, 12:00');
    expect(momentWords(ago(365 * 24 * HOUR), NOON, 'en-GB')).toBe('23 Nov 2025, 12:00');
    expect(whenWords(ago(3 * 24 * HOUR), NOON, 'en-GB')).toBe('on 20 Nov, 12:00');
  });
});

describe('how an escalation stands', () => {
  const never = {
    waitingSince: null,
    claimedAt: null,
    endedAt: null,
    assignee: null,
    endedBy: null,
    leftMessageAt: null,
  };
  const base = { ...never, openedAt: ago(10 * MINUTE) };
  const ended = (kind: ActorKind | null) => ({
    status: 'abandoned' as const,
    endedAt: ago(0),
    endedBy: kind && { kind, id: null, name: 'Somebody' },
  });
  const claimed = { ...base, status: 'claimed' as const, claimedAt: ago(HOUR) };
  it.each([
    [{ ...base, status: 'waiting' as const }, 'waiting', 'Waiting 10 min'],
    [{ ...base, status: 'waiting' as const, waitingSince: ago(10 * MINUTE) }, 'waiting', 'Waiting 10 min'],
    [
      { ...base, status: 'waiting' as const, waitingSince: ago(4 * MINUTE) },
      'waiting',
      'Waiting 10 min, in this queue 4 min',
    ],
    [{ ...base, status: 'waiting' as const, leftMessageAt: ago(MINUTE) }, 'waiting', 'Message left at 11:59'],
    [{ ...claimed, assignee: { id: 'me', name: 'Ada' } }, 'mine', 'With you since 11:00'],
    [{ ...claimed, assignee: { id: 'ben', name: 'Ben' } }, 'other', 'With Ben since 11:00'],
    [{ ...claimed, status: 'resolved' as const, endedAt: ago(24 * HOUR) }, 'ended', 'Resolved yesterday at 12:00'],
    [{ ...base, ...ended('customer') }, 'ended', 'Ended by customer at 12:00'],
    [{ ...base, ...ended('bot') }, 'ended', 'Ended by bot at 12:00'],
    [{ ...base, ...ended('system') }, 'ended', 'Ended by the desk at 12:00'],
    [{ ...base, ...ended(null) }, 'ended', 'Ended at 12:00'],
  ])('%#: %s', (escalation, tone, words) => {
    expect(statusWords(escalation, 'me', NOON, 'en-GB')).toEqual({ tone, words });
  });

  it('names nobody where the agent has a column', () => {
    const ben = { ...claimed, assignee: { id: 'ben', name: 'Ben' } };
    expect(statusWords(ben, 'me', NOON, 'en-GB', true).words).toBe('Claimed at 11:00');
  });

  it('a lost claim names the winner and the time', () => {
    const error = new ApiError('already_claimed', 'Taken.', {
      status: 409,
      claimedBy: { id: 'ben', name: 'Ben Ode' },
      claimedAt: ago(MINUTE),
    });
    expect(refusalWords(error, 'Nora', NOON, 'en-GB')).toBe('Ben Ode claimed Nora at 11:59. They are in good hands.');
    expect(refusalWords(new ApiError('closed', 'It has ended.'), 'Nora', NOON, 'en-GB')).toBe('It has ended.');
  });
});

describe('an API error', () => {
  it.each([
    ['offline', 0, true],
    ['timeout', 0, true],
    ['unavailable', 503, true],
    ['too_many_requests', 429, true],
    ['not_yours', 403, false],
    ['already_claimed', 409, false],
  ] as const)('%s may pass by itself: %s %s', (code, status, passing) => {
    expect(new ApiError(code, 'words', { status }).passing).toBe(passing);
  });
});

describe('my conversations', () => {
  const mine = (id: string, waitsMinutes: number | null, minutesAgo: number) =>
    buildEscalation({
      id,
      customerWaitsSince: waitsMinutes === null ? null : ago(waitsMinutes * MINUTE),
      openedAt: ago(HOUR),
      preview: { author: 'x', by: { kind: 'customer', id: null }, text: 'x', sentAt: ago(minutesAgo * MINUTE) },
    });

  it('put those first who wait for me, whoever waits longest on top', () => {
    const items = [mine('done', null, 1), mine('new', 2, 2), mine('old', 30, 1), mine('older', null, 40)];
    expect(orderMine(items).map(({ id }) => id)).toEqual(['old', 'new', 'done', 'older']);
  });

  it('show what the waiting customer said, not what the desk told them', () => {
    const system = { kind: 'system', id: null } as const;
    const told = { author: 'Handoff Desk', by: system, text: 'You are being transferred', sentAt: ago(0) };
    expect(wordsOfWaiting({ preview: told, lastPhrase: 'help me' })).toBe('help me');
    const nora = { ...told, author: 'Nora', by: { kind: 'customer', id: 'c' } as const };
    expect(wordsOfWaiting({ preview: nora, lastPhrase: 'x' })).toBe(told.text);
    expect(wordsOfWaiting({ preview: null, lastPhrase: null })).toBeNull();
  });
});

describe('the live stream', () => {
  it('comes back later and later, never all at once', () => {
    expect([0, 1, 2, 9].map((attempt) => backoff(attempt, 1))).toEqual([1_000, 2_000, 4_000, 30_000]);
    expect(backoff(0, 0)).toBe(500);
  });
});

describe('history filters', () => {
  it('mean whole days of the reader', () => {
    const { from, to } = toListFilter({ ...NO_FILTERS, from: '2026-11-22', to: '2026-11-23' }, 0);
    expect(from).toBe(new Date(2026, 10, 22).toISOString());
    expect(to).toBe(new Date(2026, 10, 24).toISOString());
  });

  it('mean today and the days before, too', () => {
    const now = new Date(2026, 10, 23, 15, 30).getTime();
    expect(toListFilter({ ...NO_FILTERS, days: '1' }, now).from).toBe(new Date(2026, 10, 23).toISOString());
    expect(toListFilter({ ...NO_FILTERS, days: '7' }, now).from).toBe(new Date(2026, 10, 17).toISOString());
  });

  it('are sent as a link and come back, whatever others write into one', () => {
    const filters = { ...NO_FILTERS, q: '"charged twice" 退款', days: '7', columns: 'queue' };
    expect(fromLink(JSON.stringify(toShows(filters)))).toEqual({ ...filters, zone: zoneHere() });
    expect(toShows(NO_FILTERS)).toEqual({});
    expect(fromLink('{"q":1,"colour":"red","status":"waiting"}')).toEqual({ ...NO_FILTERS, status: 'waiting' });
    for (const text of ['', 'null', '[', '7']) expect(fromLink(text)).toBeNull();
  });

  it('are of the days of whoever sent them, wherever they are read', () => {
    const sent = fromLink('{"from":"2026-11-22","to":"2026-11-23","zone":"Pacific/Auckland"}');
    if (!sent) throw new Error('a link is not read');
    const days = { from: '2026-11-21T11:00:00.000Z', to: '2026-11-23T11:00:00.000Z' };
    expect(toListFilter(sent, 0)).toMatchObject(days);
    expect(toListFilter(sent, 0)).not.toHaveProperty('zone');
    expect(otherZoneOf(sent)).toBe('Pacific/Auckland');
    // Sent on, they are the same days still.
    expect(toShows(sent)).toEqual({ from: '2026-11-22', to: '2026-11-23', zone: 'Pacific/Auckland' });
    const today = { ...NO_FILTERS, days: '1', zone: 'Pacific/Auckland' };
    expect(toListFilter(today, Date.parse('2026-11-22T12:00:00Z')).from).toBe('2026-11-22T11:00:00.000Z');
    expect(toListFilter({ ...NO_FILTERS, hour: '9', zone: 'Pacific/Auckland' }, 0)).toMatchObject({
      hour: '9',
      hourZone: 'Pacific/Auckland',
    });
    expect(otherZoneOf({ ...NO_FILTERS, zone: 'Pacific/Auckland' })).toBeNull();
    expect(otherZoneOf({ ...sent, zone: zoneHere() })).toBeNull();
    expect(otherZoneOf({ ...sent, zone: 'Moon/Tranquility' })).toBeNull();
  });

  it('choose columns, and none', () => {
    expect(columnsOf(NO_FILTERS)).toEqual(['status', 'queue', 'bot', 'agent', 'opened']);
    expect(withColumns(['opened', 'status', 'queue', 'bot', 'agent'])).toBe('');
    expect(columnsOf({ ...NO_FILTERS, columns: withColumns(['waited', 'queue']) })).toEqual(['queue', 'waited']);
    expect(columnsOf({ ...NO_FILTERS, columns: withColumns([]) })).toEqual([]);
  });

  it('count what is chosen, not what is searched', () => {
    expect(countOf({ ...NO_FILTERS, q: 'x', status: 'waiting', queue: 'q1' })).toBe(2);
  });
});

describe('moving about', () => {
  it('a deep link opens the conversation with its list behind it', () => {
    const trail = start('work', 'e1');
    expect(here(trail)).toMatchObject({ view: 'work', escalationId: 'e1' });
    expect(here(move(trail, { type: 'close' }))).toMatchObject({ view: 'work', escalationId: null });
  });

  it('another row replaces the open one; a previous escalation goes on top', () => {
    const first = start('work', 'e1');
    const second = move(first, { type: 'open', escalationId: 'e2' });
    expect(here(move(second, { type: 'close' })).escalationId).toBeNull();
    const previous = move(first, { type: 'open', escalationId: 'e0', onTop: true });
    expect(here(move(previous, { type: 'close' })).escalationId).toBe('e1');
  });

  it('back from the first place stays there, and an unknown tab is work', () => {
    const trail = start('nonsense', null);
    expect(here(move(trail, { type: 'close' }))).toMatchObject({ view: 'work', escalationId: null });
  });
});

describe('captured variables', () => {
  it.each([
    ['Topic', 'words', { kind: 'text', text: 'words' }],
    ['StoreNumber', 1042, { kind: 'text', text: '1042' }],
    ['StoreNumber', '1042', { kind: 'text', text: '1042' }],
    ['amount', 1299.5, { kind: 'number', value: 1299.5, currency: null }],
    ['OrderTotal', '1299.50', { kind: 'number', value: 1299.5, currency: null }],
    ['Paid', 'EUR 12.50', { kind: 'number', value: 12.5, currency: 'EUR' }],
    ['Paid', '12 USD', { kind: 'number', value: 12, currency: 'USD' }],
    ['Flight', 'ABQ 12', { kind: 'text', text: 'ABQ 12' }],
    ['Paid', '{"amount":3,"currency":"GBP"}', { kind: 'number', value: 3, currency: 'GBP' }],
    ['IsSignedIn', true, { kind: 'yesNo', yes: true }],
    ['Nothing', null, { kind: 'empty' }],
    ['Nothing', '[]', { kind: 'empty' }],
    ['Arrives', '2026-11-23', { kind: 'day', at: '2026-11-23' }],
    ['Arrives', '2026-13-45', { kind: 'text', text: '2026-13-45' }],
    ['At', '2026-11-23T12:00:00Z', { kind: 'moment', at: '2026-11-23T12:00:00Z' }],
    ['Page', 'https://a.example/b', { kind: 'link', href: 'https://a.example/b', text: 'https://a.example/b' }],
    ['Page', 'javascript:alert(1)', { kind: 'text', text: 'javascript:alert(1)' }],
    ['Mail', 'a@b.example', { kind: 'link', href: 'mailto:a@b.example', text: 'a@b.example' }],
    ['Words', '[not json', { kind: 'text', text: '[not json' }],
  ])('%s %j is read as what it is', (name, value, captured) => expect(capturedOf({ name, value })).toEqual(captured));

  it('are lists, tables and fields where bots send such', () => {
    expect(capturedOf({ name: 'Shops', value: '["a",3]' })).toEqual({
      kind: 'list',
      items: [
        { kind: 'text', text: 'a' },
        { kind: 'text', text: '3' },
      ],
    });
    expect(capturedOf({ name: 'Items', value: '[{"what":"Cup","price":2.5},{"what":"Pot"}]' })).toEqual({
      kind: 'table',
      columns: ['what', 'price'],
      rows: [
        [
          { kind: 'text', text: 'Cup' },
          { kind: 'number', value: 2.5, currency: null },
        ],
        [{ kind: 'text', text: 'Pot' }, { kind: 'empty' }],
      ],
    });
    expect(capturedOf({ name: 'Order', value: '{"id":7,"open":false}' })).toMatchObject({
      kind: 'fields',
      fields: [{ name: 'id' }, { name: 'open', value: { kind: 'yesNo', yes: false } }],
    });
  });

  it('stay as they came where nobody could read them', () => {
    const deep = '{"a":{"b":{"c":{"d":1}}}}';
    expect(JSON.stringify(capturedOf({ name: 'Deep', value: deep }))).toContain('{\\"d\\":1}');
  });

  it('have names that may break between their words', () => {
    expect(breakable('PaymentsAffected')).toBe('Payments\u200bAffected');
    expect(breakable('store_number')).toBe('store_\u200bnumber');
  });
});
