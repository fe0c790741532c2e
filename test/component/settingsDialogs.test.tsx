/** @jest-environment ./test/component/support/page.ts */
import { screen } from '@testing-library/react';
import { Audit } from '../../tab/settings/audit/Audit';
import { AuditTrail } from '../../tab/settings/connections/AuditTrail';
import { Queues } from '../../tab/settings/queues/Queues';
import { buildConnection, buildQueue } from './support/build';
import { api, isDisabled, pageOf, refusal, show } from './support/show';

const MANAGER = { roles: ['agent', 'manager'] as ('agent' | 'manager')[] };

test('changes that nobody made are not an empty dialog', async () => {
  const connection = buildConnection();
  api.on(`GET /connections/${connection.id}/audit`, pageOf([]));
  await show(<AuditTrail connection={connection} onClose={() => {}} />, MANAGER);
  expect(await screen.findByText('Nothing has been changed since it was added')).toBeTruthy();
});

test.each([
  ['somebody waits', { waiting: 27, isDefault: false }, '27 customers wait here.'],
  ['it is the default', { waiting: 0, isDefault: true }, 'It is the default queue.'],
])('where %s, a queue is not deleted, and that is said before it is tried', async (_, change, words) => {
  api.on('GET /queues', pageOf([buildQueue(change)]));
  const { user } = await show(<Queues />, MANAGER);
  await user.click(await screen.findByTestId('remove'));
  expect((await screen.findByTestId('in-the-way')).textContent).toContain(words);
  expect(isDisabled(screen.getByTestId('confirm'))).toBe(true);
});

test('a queue that is free is deleted; what the desk says against it stands in the dialog', async () => {
  const queue = buildQueue({ waiting: 0, isDefault: false });
  api.on('GET /queues', pageOf([queue]));
  api.on(`DELETE /queues/${queue.id}`, refusal(409, { code: 'in_use', title: 'Somebody still waits in this queue.' }));
  const { user } = await show(<Queues />, MANAGER);
  await user.click(await screen.findByTestId('remove'));
  await user.click(await screen.findByTestId('confirm'));
  expect(await screen.findByText('Somebody still waits in this queue.')).toBeTruthy();
});

test('heard without its row, each button says which queue it is of', async () => {
  const queues = ['Billing', 'Night'].map((name) => buildQueue({ id: name, name, isDefault: false }));
  api.on('GET /queues', pageOf(queues));
  await show(<Queues />, MANAGER);
  await screen.findAllByTestId('rename');
  const names = screen.getAllByRole('button').map((each) => each.getAttribute('aria-label') ?? each.textContent);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  expect(names).toContain('Rename: Night');
});

test('what one has just changed is in the audit on the same page', async () => {
  const queue = buildQueue({ waiting: 0, isDefault: false });
  const row = (id: string, summary: string) => ({
    ...{
      id,
      at: new Date().toISOString(),
      kind: 'setting',
      actor: { id: null, name: 'The desk' },
      verb: 'changed',
      changes: [],
      summary,
    },
    subject: { kind: 'queue', id: queue.id, name: queue.name },
  });
  api.on('GET /queues', pageOf([queue]));
  api.on('GET /agents', pageOf([]));
  api.on('GET /audit', { ...pageOf([row('1', 'Added the queue.')]), unwritten: null });
  const { user } = await show([<Queues key="queues" />, <Audit key="audit" onOpen={() => {}} />], MANAGER);
  await screen.findByText('Added the queue.');
  api.on('GET /audit', {
    ...pageOf([row('2', 'Made it the default.'), row('1', 'Added the queue.')]),
    unwritten: null,
  });
  api.on(`PATCH /queues/${queue.id}`, queue);
  await user.click(await screen.findByTestId('make-default'));
  await screen.findByText('Made it the default.');
});
