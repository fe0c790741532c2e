/** @jest-environment ./test/component/support/page.ts */
/** What makes bots fail, taken along for the author of a bot. */
import { screen, waitFor } from '@testing-library/react';
import { ExportFailures } from '../../tab/now/failures/ExportFailures';
import { api, refusal, show } from './support/show';

const CHOSEN = {
  from: '2026-11-01',
  to: '2026-11-26',
  by: 'phrase',
  queue: '',
  connection: 'shop',
  topic: '',
} as const;

const saved: string[] = [];
beforeEach(() => {
  saved.length = 0;
  URL.createObjectURL = () => 'blob:given';
  URL.revokeObjectURL = () => {};
  HTMLAnchorElement.prototype.click = function click() {
    saved.push(this.download);
  };
});

const file = (name: string) =>
  new Response('x\r\n', { headers: { 'content-disposition': `attachment; filename="${name}"` } });

async function open(onClose = () => {}) {
  const { user } = await show(<ExportFailures chosen={CHOSEN} onClose={onClose} />, { roles: ['manager'] });
  await screen.findByTestId('export-failures');
  return user;
}

test('what is shown is saved for spreadsheets, as it was chosen', async () => {
  api.on('GET /exports/failures.csv', () => file('bot-failures-2026-11-26.csv'));
  const onClose = jest.fn();
  const user = await open(onClose);
  await user.click(screen.getByTestId('export-semicolon'));
  await user.click(screen.getByRole('button', { name: 'Export' }));
  await waitFor(() => expect(onClose).toHaveBeenCalledTimes(1));
  expect(saved).toEqual(['bot-failures-2026-11-26.csv']);
  const [asked] = api.asked('GET /exports/failures.csv');
  expect(asked?.query).toMatchObject({
    from: CHOSEN.from,
    to: CHOSEN.to,
    by: 'phrase',
    connection: 'shop',
    separator: 'semicolon',
  });
  expect(asked?.query).not.toHaveProperty('queue');
});

test('for programs it is JSON lines, which have no separator', async () => {
  api.on('GET /exports/failures.jsonl', () => file('bot-failures-2026-11-26.jsonl'));
  const user = await open();
  await user.click(screen.getByTestId('export-jsonl'));
  await user.click(screen.getByRole('button', { name: 'Export' }));
  await waitFor(() => expect(saved).toEqual(['bot-failures-2026-11-26.jsonl']));
  expect(api.asked('GET /exports/failures.jsonl')[0]?.query).not.toHaveProperty('separator');
});

test('a refusal is said in the desk’s words, and nothing is saved', async () => {
  const detail = 'You have two exports under way. Wait for one of them.';
  api.on('GET /exports/failures.csv', () => refusal(429, { code: 'too_many_requests', title: 'Wait', detail }));
  const user = await open();
  await user.click(screen.getByTestId('export-comma'));
  await user.click(screen.getByRole('button', { name: 'Export' }));
  await screen.findByText(detail);
  expect(saved).toEqual([]);
});
