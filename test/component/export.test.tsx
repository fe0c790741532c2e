/** @jest-environment ./test/component/support/page.ts */
import { ReadableStream } from 'node:stream/web';
import { screen, waitFor } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { ExportDialog } from '../../tab/history/ExportDialog';
import { History } from '../../tab/history/History';
import { rowCounter } from '../../tab/history/rowCounter';
import { buildAgent, buildConnection, buildEscalation, buildQueue } from './support/build';
import { api, pageOf, refusal, show } from './support/show';

const FILTER = { order: 'waited', status: 'resolved', q: 'charged' } as const;
const encoder = new TextEncoder();

const saved: { name: string; content: Blob }[] = [];
beforeEach(() => {
  saved.length = 0;
  let given: Blob | null = null;
  URL.createObjectURL = (content) => {
    given = content as Blob;
    return 'blob:given';
  };
  URL.revokeObjectURL = () => {};
  HTMLAnchorElement.prototype.click = function click() {
    if (given) saved.push({ name: this.download, content: given });
  };
});

function file(chunks: string[], { breaks = false, rows = '2' } = {}): Response {
  const left = chunks.map((chunk) => encoder.encode(chunk));
  const body = new ReadableStream<Uint8Array>({
    // What is queued is lost with an error, so each comes when it is asked for.
    pull(controller) {
      const chunk = left.shift();
      if (chunk) controller.enqueue(chunk);
      else if (breaks) controller.error(new TypeError('network error'));
      else controller.close();
    },
  });
  return new Response(body as BodyInit, {
    headers: { 'content-disposition': 'attachment; filename="escalations.csv"', 'handoff-rows': rows },
  });
}

async function open(onClose = () => {}): Promise<UserEvent> {
  const { user } = await show(<ExportDialog filter={FILTER} isFiltered onClose={onClose} />, { roles: ['manager'] });
  await screen.findByTestId('export-dialog');
  return user;
}
const begin = (user: UserEvent) => user.click(screen.getByRole('button', { name: 'Export' }));

test('a sheet that has no room for all of it is no success', async () => {
  const rows = 1_048_576;
  api.on('GET /exports/escalations.csv', () => file(['"Number"\r\n', '1\r\n'.repeat(rows)], { rows: String(rows) }));
  const user = await open();
  await begin(user);
  const notice = await screen.findByTestId('notice');
  expect(notice.textContent).toContain(`Excel shows the first ${(rows - 1).toLocaleString()} of these`);
});

test('what the history shows is saved as a file, under its name', async () => {
  api.on('GET /exports/escalations.csv', () => file(['"Number"\r\n', '1\r\n2\r\n']));
  const onClose = jest.fn();
  const user = await open(onClose);
  await begin(user);
  await waitFor(() => expect(onClose).toHaveBeenCalledTimes(1));
  expect(saved.map(({ name, content }) => [name, content.size])).toEqual([['escalations.csv', 16]]);
  const [{ query } = { query: {} }] = api.asked('GET /exports/escalations.csv');
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  // By waiting time rows would change their places meanwhile.
  expect(query).toEqual({ status: 'resolved', q: 'charged', order: 'newest', separator: 'comma', zone });
});

test('a file that breaks off is not saved, and may be asked for again', async () => {
  api.on('GET /exports/escalations.csv', () => file(['"Number"\r\n1\r\n'], { breaks: true }));
  const user = await open();
  await begin(user);
  expect((await screen.findByTestId('export-broken')).textContent).toMatch(
    /^The export broke off after \d chats?, so nothing was saved/,
  );
  expect(saved).toEqual([]);
  expect(screen.getByRole('button', { name: 'Export' })).not.toHaveProperty('disabled', true);
});

test('a refusal is said in the desk’s words', async () => {
  const detail = 'Others are exporting just now. Try again in a few minutes.';
  api.on('GET /exports/escalations.csv', () => refusal(429, { code: 'too_many_requests', title: 'Wait', detail }));
  const user = await open();
  await begin(user);
  await screen.findByText(detail);
});

test.each([
  ['managers export from the history', 'manager', 1],
  ['agents do not', 'agent', 0],
] as const)('%s', async (_, role, buttons) => {
  api.on('GET /escalations', pageOf([buildEscalation()]));
  api.on('GET /escalations/count', { count: 1, isMore: false });
  api.on('GET /queues', pageOf([buildQueue()]));
  api.on('GET /agents', pageOf([buildAgent()]));
  api.on('GET /connections', pageOf([buildConnection()]));
  await show(<History openId={null} bar={null} onOpen={() => {}} onBack={undefined} />, { roles: [role] });
  await screen.findByTestId('copy-link');
  expect(screen.queryAllByTestId('export')).toHaveLength(buttons);
});

test('rows are counted as they come, not the lines of a cell', () => {
  const csv = rowCounter(true);
  expect(
    ['"A","B"\r\n1,"two', ' lines\r\nof ""one"" cell"\r\n', '2,"x"\r\n'].map((s) => csv(encoder.encode(s))),
  ).toEqual([0, 1, 2]);
  const jsonl = rowCounter(false);
  expect(jsonl(encoder.encode('{"a":"\\"x"}\n{}\n'))).toBe(2);
});
