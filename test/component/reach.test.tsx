/** @jest-environment ./test/component/support/page.ts */
import { heard, isReachable, missed, onReach, watchReach } from '../../tab/desk/reach';

let answers: 'yes' | 'never' | 'no';
let probes: number;
let stop: () => void;
let seen: boolean[];

beforeEach(() => {
  answers = 'yes';
  probes = 0;
  seen = [];
  window.fetch = (_path, init) => {
    probes += 1;
    if (answers === 'no') return Promise.reject(new TypeError('Failed to fetch'));
    if (answers === 'yes') return Promise.resolve(Response.json({ status: 'alive' }));
    return new Promise((_, refuse) =>
      init?.signal?.addEventListener('abort', () => refuse(new DOMException('Aborted', 'AbortError'))),
    );
  };
  jest.useFakeTimers();
  // Node's own timeouts do not follow the test's clock.
  jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), ms);
    return controller.signal;
  });
  const stopWatching = watchReach();
  const stopHearing = onReach(() => seen.push(isReachable()));
  stop = () => {
    stopHearing();
    stopWatching();
  };
});
afterEach(() => {
  stop();
  jest.restoreAllMocks();
  jest.useRealTimers();
});
const later = (ms: number) => jest.advanceTimersByTimeAsync(ms);
const works = () => window.dispatchEvent(new Event('keydown'));

test('a desk that falls silent without a sign is noticed within 5 s while somebody works', async () => {
  answers = 'never';
  works();
  await later(5_000);
  expect(isReachable()).toBe(false);
  answers = 'yes';
  await later(4_500);
  expect(seen).toEqual([false, true]);
});

test('nothing is asked while the desk is heard, nor while nobody works', async () => {
  for (let n = 0; n < 10; n += 1) {
    works();
    heard();
    await later(1_000);
  }
  expect(probes).toBe(0);
  await later(16_000);
  probes = 0;
  await later(60_000);
  expect(probes).toBe(0);
});

test('a browser that lost its network says so at once, and is believed again after an answer', async () => {
  window.dispatchEvent(new Event('offline'));
  expect(isReachable()).toBe(false);
  window.dispatchEvent(new Event('online'));
  await later(0);
  expect(isReachable()).toBe(true);
});

test('one failed request is looked into: the desk answers, and nothing is said', async () => {
  missed();
  await later(0);
  expect([probes, seen]).toEqual([1, []]);
  answers = 'no';
  missed();
  await later(0);
  expect(seen).toEqual([false]);
});
