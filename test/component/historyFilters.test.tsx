/** @jest-environment ./test/component/support/page.ts */
import { screen, waitFor } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { History } from '../../tab/history/History';
import { buildAgent, buildConnection, buildEscalation, buildQueue, MEGAN } from './support/build';
import { api, pageOf, refusal, show, write } from './support/show';

const ALL = { order: 'newest', limit: '50' };

async function open(roles: ('agent' | 'manager')[] = ['agent', 'manager']): Promise<UserEvent> {
  api.on('GET /escalations', pageOf([buildEscalation()]));
  api.on('GET /queues', pageOf([buildQueue()]));
  api.on('GET /agents', pageOf([buildAgent(), buildAgent(MEGAN)]));
  if (roles.includes('manager')) api.on('GET /connections', pageOf([buildConnection()]));
  const { user } = await show(<History openId={null} onOpen={() => {}} onBack={undefined} />, { roles });
  await screen.findByRole('button', { name: 'Robin Ortiz' });
  return user;
}

const asked = () => api.asked('GET /escalations').map(({ query }) => query);
const askedLast = (query: object) => waitFor(() => expect(asked().at(-1)).toEqual(query));
const choice = (name: string) => screen.getByRole<HTMLSelectElement>('combobox', { name });

test('without filters everything is asked for, the newest first', async () => {
  await open();
  expect(asked()).toEqual([ALL]);
});

describe('a filter narrows what is asked for', () => {
  test('by status, queue, bot and agent, one on top of the other', async () => {
    const user = await open();
    await user.selectOptions(choice('Status'), 'Resolved');
    await askedLast({ ...ALL, status: 'resolved' });
    await user.selectOptions(choice('Queue'), 'Billing');
    await askedLast({ ...ALL, status: 'resolved', queue: 'billing' });
    await user.selectOptions(choice('Bot'), 'Contoso bot');
    await user.selectOptions(choice('Agent'), 'Megan Bowen');
    const all = { ...ALL, status: 'resolved', queue: 'billing', connection: 'contoso', assignee: MEGAN.id };
    await askedLast(all);
    await user.selectOptions(choice('Status'), 'Any status');
    const { status: _, ...rest } = all;
    await askedLast(rest);
  });

  test('by day, from the first moment of one to the last of another, on the reader’s own clock', async () => {
    const user = await open();
    await user.type(screen.getByLabelText('From'), '2026-11-02');
    await user.type(screen.getByLabelText('To'), '2026-11-03');
    await askedLast({
      ...ALL,
      from: new Date(2026, 10, 2).toISOString(),
      to: new Date(2026, 10, 3, 23, 59, 59, 999).toISOString(),
    });
  });

  test('by words, asked once the fingers rest', async () => {
    const user = await open();
    await user.type(screen.getByRole('searchbox', { name: 'Search' }), ' charged ');
    await askedLast({ ...ALL, q: 'charged' });
    expect(asked().length).toBeLessThan(8);
  });
});

test('Clear takes all filters back at once, and is there only when there are some', async () => {
  const user = await open();
  expect(screen.queryByRole('button', { name: 'Clear' })).toBeNull();
  await write(user, screen.getByRole('searchbox', { name: 'Search' }), 'charged');
  await user.selectOptions(choice('Queue'), 'Billing');
  await user.type(screen.getByLabelText('From'), '2026-11-02');
  await askedLast(expect.objectContaining({ q: 'charged', queue: 'billing' }) as object);
  await user.click(screen.getByRole('button', { name: 'Clear' }));
  expect(screen.getByRole<HTMLInputElement>('searchbox', { name: 'Search' }).value).toBe('');
  expect(choice('Queue').value).toBe('');
  expect(screen.getByLabelText<HTMLInputElement>('From').value).toBe('');
  expect(screen.queryByRole('button', { name: 'Clear' })).toBeNull();
  // What is known of everything is fresh still; filters asked for anew show that it is what is looked at.
  await user.selectOptions(choice('Status'), 'Waiting');
  await askedLast({ ...ALL, status: 'waiting' });
});

test('more of the same is asked for with the same filters', async () => {
  const user = await open();
  api.on('GET /escalations', ({ query }) =>
    pageOf([buildEscalation({ customer: MEGAN })], query.cursor ? null : 'the next page'),
  );
  await user.selectOptions(choice('Status'), 'Waiting');
  await user.click(await screen.findByRole('button', { name: 'Show more' }));
  await askedLast({ ...ALL, status: 'waiting', cursor: 'the next page' });
  expect(await screen.findAllByRole('button', { name: 'Megan Bowen' })).toHaveLength(2);
});

test('agents, who see no bots’ settings, do not filter by them either', async () => {
  await open(['agent']);
  expect(screen.queryByRole('combobox', { name: 'Bot' })).toBeNull();
  expect(api.asked('GET /connections')).toEqual([]);
});

describe('where there is little room', () => {
  const { innerWidth } = window;
  beforeEach(() => void (window.innerWidth = 600));
  afterEach(() => void (window.innerWidth = innerWidth));

  test('filters stand behind a button that counts them', async () => {
    const user = await open();
    expect(screen.queryByRole('combobox')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Filters' }));
    await user.selectOptions(choice('Status'), 'Waiting');
    await user.selectOptions(choice('Queue'), 'Billing');
    await user.click(screen.getByRole('button', { name: 'Filters (2)' }));
    expect(screen.queryByRole('combobox')).toBeNull();
    await askedLast({ ...ALL, status: 'waiting', queue: 'billing' });
  });
});

describe('a list that is empty', () => {
  test('says so differently with filters and without', async () => {
    const user = await open();
    api.on('GET /escalations', pageOf([]));
    await user.selectOptions(choice('Status'), 'Ended unresolved');
    expect(await screen.findByText('Nothing matches')).toBeTruthy();
  });

  test('or that did not load, can be asked for again, with its filters', async () => {
    const user = await open();
    api.on('GET /escalations', refusal(503, { code: 'unavailable', title: 'The desk is starting.' }));
    await user.selectOptions(choice('Status'), 'Ended unresolved');
    expect(await screen.findByText('The desk is starting.')).toBeTruthy();
    api.on('GET /escalations', pageOf([buildEscalation({ status: 'abandoned' })]));
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('button', { name: 'Robin Ortiz' })).toBeTruthy();
    expect(asked().at(-1)).toEqual({ ...ALL, status: 'abandoned' });
  });
});
