/** @jest-environment ./test/component/support/page.ts */
import { screen } from '@testing-library/react';
import type { QueueNow } from '../../src/contract/api';
import { QueuesNow } from '../../tab/now/QueuesNow';
import { show } from './support/show';

const queueNow = (name: string): QueueNow => ({
  queue: { id: name, name },
  ...{ waiting: 2, leftMessages: 1, longestWait: 300, late: 1, claimed: 2, onHold: 1, holdsRanOut: 0, available: 1 },
  today: { day: '2026-11-27', zone: 'UTC' },
  ...{ openedToday: 4, answeredInTime: 1, judgedToday: 2, serviceLevel: 0.5, hasTarget: true, before: null },
});

test('heard without the card around it, each number says which queue it is of', async () => {
  const queues = ['Billing', 'Night'].map(queueNow);
  await show(<QueuesNow queues={queues} chosen={null} onChoose={() => {}} onHistory={() => {}} />);
  const names = screen.getAllByRole('button').map((each) => each.getAttribute('aria-label') ?? each.textContent);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  expect(names).toContain('Night, waiting 2. Show these in the history');
});
