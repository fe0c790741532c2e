/** @jest-environment ./test/component/support/page.ts */
/** A tab stays open for days: what is of today, or of the last days, moves on with them. */
import { act } from '@testing-library/react';
import { historyWish } from '../../tab/desk/wishes';
import { History } from '../../tab/history/History';
import { Failures } from '../../tab/now/failures/Failures';
import { OverTime } from '../../tab/now/overTime/OverTime';
import { OwnFigures } from '../../tab/now/overTime/OwnFigures';
import { buildFiguresAnswer, NO_BOTS, NO_TIMES } from './support/buildFigures';
import { api, pageOf, show } from './support/show';

const REAL = ['setTimeout', 'clearTimeout', 'setImmediate', 'clearImmediate', 'queueMicrotask', 'nextTick'] as const;
/** The reader's own: the last moments of February. */
const LATE = new Date(2028, 1, 29, 23, 59, 40);
const MANAGER = { roles: ['agent' as const, 'manager' as const] };
const nothing = () => {};
const later = (seconds: number) => act(() => jest.advanceTimersByTimeAsync(seconds * 1_000));
const asked = (route: string) => api.asked(route).map(({ query: { from, to } }) => ({ from, to }));
const NO_FAILURES = {
  ...{ from: '', to: '', zone: 'UTC', isCut: false, before: { from: '2028-01-01', to: '2028-01-30' } },
  ...{ preparing: null, total: 0, previous: null, unnamed: 0, others: 0, groups: [], bots: null, more: false },
};

beforeEach(() => {
  // All else goes on by itself: answers come.
  jest.useFakeTimers({
    now: LATE,
    doNotFake: [...REAL, 'performance', 'requestAnimationFrame', 'cancelAnimationFrame'],
  });
  for (const list of ['escalations', 'queues', 'connections', 'agents']) api.on(`GET /${list}`, pageOf([]));
  api.on('GET /figures', buildFiguresAnswer({ accepted: 7 }, { from: '2028-01-31', to: '2028-02-29' }));
  api.on('GET /figures/agent-times', NO_TIMES);
  api.on('GET /figures/bots', NO_BOTS);
  api.on('GET /failures', { ...NO_FAILURES, from: '2028-01-31', to: '2028-02-29' });
});
afterEach(() => jest.useRealTimers());

test.each([
  [
    'figures over time',
    <OverTime onHistory={nothing} />,
    ['GET /figures', 'GET /figures/agent-times', 'GET /figures/bots'],
  ],
  ['one’s own figures', <OwnFigures onHistory={nothing} />, ['GET /figures', 'GET /figures/agent-times']],
  ['failures', <Failures onHistory={nothing} onOpen={nothing} />, ['GET /failures']],
])('%s: the last 30 days end today, whichever day that has become', async (_, page, routes) => {
  await show(page, MANAGER);
  await later(10);
  const first = { from: '2028-01-31', to: '2028-02-29' };
  expect(routes.map((route) => asked(route).at(-1))).toEqual(routes.map(() => first));
  await later(20);
  const next = { from: '2028-02-01', to: '2028-03-01' };
  expect(routes.map((route) => asked(route).at(-1))).toEqual(routes.map(() => next));
});

test('the history: today is the day it has become, and nothing is asked anew before', async () => {
  api.on('GET /escalations/count', { count: 0, isMore: false });
  historyWish.ask({ days: '1' });
  await show(<History openId={null} bar={null} onOpen={nothing} onBack={undefined} />, MANAGER);
  await later(15);
  expect(asked('GET /escalations')).toEqual([{ from: new Date(2028, 1, 29).toISOString() }]);
  await later(10);
  expect(asked('GET /escalations').at(-1)).toEqual({ from: new Date(2028, 2, 1).toISOString() });
});
