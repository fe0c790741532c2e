/** @jest-environment ./test/component/support/page.ts */
import { screen, waitFor } from '@testing-library/react';
import type { GraphSettings } from '../../src/contract/api';
import { Graph } from '../../tab/settings/graph/Graph';
import { Presence } from '../../tab/work/Presence';
import { buildMe } from './support/build';
import { api, held, show } from './support/show';

const NEVER = { workedAt: null, failedAt: null, reason: null, remedy: null };
const settings = (change: Partial<GraphSettings> = {}): GraphSettings => ({
  tellBy: 'chat',
  followPresence: 'off',
  addApp: 'off',
  isSetUp: true,
  setUp: null,
  feed: NEVER,
  presence: NEVER,
  install: NEVER,
  changedAt: null,
  changedBy: null,
  ...change,
});

test('a manager switches the activity feed on, and reads how it goes', async () => {
  api.on('GET /graph', settings());
  api.on('PATCH /graph', settings({ tellBy: 'feed' }));
  const { user } = await show(<Graph />, { roles: ['manager'] });
  expect(screen.queryByTestId('graph-health')).toBeNull();
  await user.click(await screen.findByRole('radio', { name: /activity feed/ }));
  await waitFor(() => expect(api.sent('PATCH /graph')).toEqual([{ tellBy: 'feed' }]));
  expect((await screen.findByTestId('graph-health')).textContent).toBe('Not tried yet.');
});

test('two choices, one soon after the other, both show while the desk has answered neither', async () => {
  const [first, second] = [held(), held()];
  api.on('GET /graph', settings());
  api.on('PATCH /graph', ({ body }) => ('tellBy' in (body as object) ? first : second).answer());
  const { user } = await show(<Graph />, { roles: ['manager'] });
  const chosen = () => screen.getAllByRole<HTMLInputElement>('radio', { checked: true }).map(({ value }) => value);
  await user.click(await screen.findByRole('radio', { name: /activity feed/ }));
  await user.click(screen.getByRole('radio', { name: /^Calls and presentations/ }));
  expect(chosen()).toEqual(['feed', 'calls', 'off']);
  first.give(settings({ tellBy: 'feed' }));
  second.give(settings({ tellBy: 'feed', followPresence: 'calls' }));
  await waitFor(() => expect(screen.getAllByTestId('graph-health')).toHaveLength(2));
  expect(chosen()).toEqual(['feed', 'calls', 'off']);
});

test('what Graph refuses is said with what to do', async () => {
  const failedAt = new Date().toISOString();
  const presence = { workedAt: null, failedAt, reason: 'It is not permitted.', remedy: 'Consent to it.' };
  api.on('GET /graph', settings({ followPresence: 'calls', presence }));
  await show(<Graph />, { roles: ['manager'] });
  expect((await screen.findByTestId('graph-health')).textContent).toMatch(
    /^It failed at .*\. It is not permitted\. Consent to it\.$/,
  );
});

test('a manager lets the desk add the app for customers, and reads what stands in the way', async () => {
  api.on('GET /graph', settings());
  const failedAt = new Date().toISOString();
  const install = { workedAt: null, failedAt, reason: 'It is not permitted.', remedy: 'Consent to it.' };
  api.on('PATCH /graph', settings({ addApp: 'customers', install }));
  const { user } = await show(<Graph />, { roles: ['manager'] });
  await user.click(await screen.findByRole('radio', { name: /^Added when an agent/ }));
  await waitFor(() => expect(api.sent('PATCH /graph')).toEqual([{ addApp: 'customers' }]));
  expect((await screen.findByTestId('graph-health')).textContent).toContain('It is not permitted. Consent to it.');
});

test('where the desk has no app for Graph, that is what stands there', async () => {
  api.on('GET /graph', settings({ isSetUp: false, setUp: 'Set a secret.' }));
  await show(<Graph />, { roles: ['manager'] });
  expect((await screen.findByTestId('graph-set-up')).textContent).toBe('Set a secret.');
});

test('whoever Teams has in a call reads so, and may insist', async () => {
  api.on('PATCH /me', () => buildMe());
  const { user } = await show(<Presence />, {
    presence: 'busy',
    teamsSays: 'inACall',
    queues: [{ id: 'billing', name: 'Billing', offers: true }],
  });
  expect((await screen.findByTestId('teams-says')).textContent).toContain('Teams says you are in a call.');
  expect(screen.queryByText('Nothing is offered to you while busy. You may still claim.')).toBeNull();
  await user.click(screen.getByRole('button', { name: 'I am available' }));
  await waitFor(() => expect(api.sent('PATCH /me')).toEqual([{ presence: 'available' }]));
});
