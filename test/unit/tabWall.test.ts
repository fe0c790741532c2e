import type { QueueNow } from '../../src/contract/api';
import { longestThan, than } from '../../tab/now/figures';
import { ageOf, MOST_SHOWN, queuesOfLink, shownOf } from '../../tab/now/wallShown';
import { here, start } from '../../tab/shell/navigation';

const queue = (id: string, change: Partial<QueueNow> = {}): QueueNow => ({
  queue: { id, name: id },
  waiting: 0,
  longestWait: null,
  late: 0,
  leftMessages: 0,
  onHold: 0,
  holdsRanOut: 0,
  claimed: 0,
  today: { day: '2026-11-26', zone: 'UTC' },
  openedToday: 0,
  answeredInTime: 0,
  judgedToday: 0,
  hasTarget: false,
  serviceLevel: null,
  available: 0,
  before: null,
  ...change,
});
const ids = (queues: QueueNow[]) => queues.map((one) => one.queue.id);

describe('a big screen', () => {
  it('shows the queues its link names, or all', () => {
    expect(queuesOfLink('wall:a,b')).toEqual(['a', 'b']);
    expect(queuesOfLink('wall:')).toEqual([]);
    expect(queuesOfLink('history:{}')).toBeNull();
    expect(queuesOfLink(null)).toBeNull();
    const all = [queue('a'), queue('b'), queue('c')];
    expect(ids(shownOf(all, ['c', 'gone', 'a']).shown)).toEqual(['a', 'c']);
    expect(ids(shownOf(all, []).shown)).toEqual(['a', 'b', 'c']);
  });

  it('is where its link leads, over Live', () => {
    expect(here(start('work', 'wall:a'))).toMatchObject({ view: 'now', escalationId: null });
  });

  it('shows of too many those in need, and says how many it leaves out', () => {
    const many = Array.from({ length: MOST_SHOWN + 2 }, (_, n) => queue(`q${n}`));
    many[13] = queue('late', { late: 1 });
    many[12] = queue('slow', { longestWait: 900 });
    const { shown, more } = shownOf(many, []);
    expect(ids(shown).slice(0, 2)).toEqual(['late', 'slow']);
    expect([shown.length, more]).toEqual([MOST_SHOWN, 2]);
  });

  it('knows when what it shows is old', () => {
    const at = '2026-11-26T03:12:00.000Z';
    expect(ageOf(at, Date.parse(at) + 60_000)).toBeNull();
    expect(ageOf(at, Date.parse(at) + 61_000)).toBe(61_000);
    expect(ageOf(at, Date.parse(at) - 5_000)).toBeNull();
  });
});

describe('against five minutes ago', () => {
  const before = { at: '', waiting: 1, longestWait: 60, claimed: 0, available: 0 };
  it('says what is more and what is less, and nothing of what it does not know', () => {
    expect(than(3, 1)?.words).toBe('↑ 2');
    expect(than(0, 1)?.words).toBe('↓ 1');
    expect(than(1, 1)).toBeNull();
    expect(than(1, undefined)).toBeNull();
    expect(longestThan({ longestWait: 400, before })?.words).toBe('↑ 5 min');
    expect(longestThan({ longestWait: null, before })?.words).toBe('↓ 1 min');
    expect(longestThan({ longestWait: 90, before })).toBeNull();
    expect(longestThan({ longestWait: 400, before: null })).toBeNull();
  });
});
