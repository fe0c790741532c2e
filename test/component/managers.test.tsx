/** @jest-environment ./test/component/support/page.ts */
import { screen, waitFor, within } from '@testing-library/react';
import type { Manager } from '../../src/contract/api';
import { Managers } from '../../tab/settings/managers/Managers';
import { sectionsOf } from '../../tab/settings/sections';
import { buildQueue } from './support/build';
import { api, pageOf, refusal, show } from './support/show';

const build = (change: Partial<Manager>): Manager => ({
  id: 'olga',
  name: 'Olga',
  queueIds: null,
  isNamed: false,
  version: 3,
  changedAt: null,
  changedBy: null,
  can: { change: true },
  ...change,
});

beforeEach(() => {
  const queues = ['Billing', 'Returns'].map((name) => buildQueue({ id: name.toLowerCase(), name }));
  api.on('GET /queues', pageOf(queues));
});

test('a manager is bounded to the queues one chooses, of which there is one at least', async () => {
  const megan = build({ id: 'megan', name: 'Megan', isNamed: true, can: { change: false } });
  api.on('GET /managers', pageOf([megan, build({})]));
  api.on('PATCH /managers/olga', build({ queueIds: ['returns'], version: 4 }));
  const { user } = await show(<Managers />, { roles: ['manager'] });
  await waitFor(() => expect(screen.getAllByTestId('manager')).toHaveLength(2));
  const [first, second] = screen.getAllByTestId('manager') as [HTMLElement, HTMLElement];
  expect(first.textContent).toContain('Named in MANAGERS');
  expect(within(first).queryByTestId('change-manager')).toBeNull();
  expect(second.textContent).toContain('All queues');
  await user.click(within(second).getByTestId('change-manager'));
  await user.click(await screen.findByRole('radio', { name: 'Only these queues' }));
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(await screen.findByText('Choose a queue at least.')).toBeTruthy();
  await user.click(screen.getByRole('checkbox', { name: 'Returns' }));
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(api.sent('PATCH /managers/olga')).toEqual([{ queueIds: ['returns'], version: 3 }]));
});

test('whoever bounded them meanwhile is not undone: what they chose is said, and one’s own stays', async () => {
  api.on('GET /managers', pageOf([build({})]));
  const detail = 'Megan changed what Olga manages after you opened it. Yours is not saved yet.';
  api.on('PATCH /managers/olga', refusal(409, { code: 'changed_meanwhile', title: 'Meanwhile', detail }));
  const { user } = await show(<Managers />, { roles: ['manager'] });
  await user.click(await screen.findByTestId('change-manager'));
  await user.click(await screen.findByRole('radio', { name: 'Only these queues' }));
  await user.click(screen.getByRole('checkbox', { name: 'Returns' }));
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await screen.findByText(detail);
  expect(screen.getByRole<HTMLInputElement>('checkbox', { name: 'Returns' }).checked).toBe(true);
});

test('who is bounded, and to which queues, is told by their names', async () => {
  api.on('GET /managers', pageOf([build({ queueIds: ['returns', 'billing', 'removed'] })]));
  await show(<Managers />, { roles: ['manager'] });
  await waitFor(() => expect(screen.getByTestId('manager').textContent).toContain('Only Billing and Returns'));
});

test('Settings have what one may change', () => {
  const ids = (isManager: boolean, managesAll: boolean) => sectionsOf(isManager, managesAll).map(({ id }) => id);
  expect(ids(false, false)).toEqual(['settings-agent-figures', 'settings-replies']);
  expect(ids(true, false)).toEqual([
    'settings-queues',
    'settings-agents',
    'settings-agent-figures',
    'settings-replies',
    'settings-audit',
  ]);
  expect(ids(true, true)).toContain('settings-managers');
});
