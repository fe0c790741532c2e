/** @jest-environment ./test/component/support/page.ts */
/** What stays in view until the next answer is there: marked, said once, and never under another heading. */
import { screen, waitFor, within } from '@testing-library/react';
import type { AuditEntry, FailuresAnswer } from '../../src/contract/api';
import { History } from '../../tab/history/History';
import { Failures } from '../../tab/now/failures/Failures';
import { OverTime } from '../../tab/now/overTime/OverTime';
import { Audit } from '../../tab/settings/audit/Audit';
import { buildEscalation, buildQueue } from './support/build';
import { buildFigures, buildFiguresAnswer, NO_BOTS, NO_TIMES } from './support/buildFigures';
import { api, held, pageOf, show } from './support/show';

const MANAGER = { roles: ['manager' as const] };
const choice = (name: string) => screen.getByRole<HTMLSelectElement>('combobox', { name });
/** Of what stands in a region that waits. */
const waits = (element: HTMLElement) => element.closest('[aria-busy=true]') !== null;

/** How often something was said to whoever listens. */
function listened(): () => number {
  let times = 0;
  new MutationObserver(() => {
    if (screen.getByTestId('announcer').textContent === 'Loading what you chose…') times += 1;
  }).observe(screen.getByTestId('announcer'), { childList: true, subtree: true, characterData: true });
  return () => times;
}

beforeEach(() => {
  api.on('GET /queues', pageOf([]));
  api.on('GET /agents', pageOf([]));
  api.on('GET /connections', pageOf([]));
});

test('figures of another period', async () => {
  const opened: Record<string, string>[] = [];
  const rows = [{ key: 'q', name: 'Billing', gone: false, figures: buildFigures(), previous: buildFigures() }];
  api.on('GET /figures', buildFiguresAnswer({ accepted: 7 }, { rows }));
  api.on('GET /figures/agent-times', NO_TIMES);
  api.on('GET /figures/bots', NO_BOTS);
  const { user } = await show(<OverTime onHistory={(shows) => opened.push(shows)} />, MANAGER);
  const accepted = await screen.findByTestId('figure-accepted');
  await screen.findByTestId('bot-figures');
  expect(waits(accepted)).toBe(false);
  const about = screen.getByTestId('figures-about').textContent;
  const [before] = api.asked('GET /figures').map(({ query }) => query);

  const next = held();
  const bots = held();
  api.on('GET /figures', next.answer);
  api.on('GET /figures/bots', bots.answer);
  const times = listened();
  await user.selectOptions(choice('Period'), 'Last 90 days');
  expect(waits(accepted)).toBe(true);
  expect(screen.getByTestId('figures-about').textContent).toBe(about);
  await waitFor(() => expect(times()).toBe(1));

  // What is pressed meanwhile opens what it counts, and not what was chosen since.
  await user.click(within(accepted).getByRole('button', { name: /Accepted: 7/ }));
  expect(opened).toEqual([{ from: before?.['from'], to: before?.['to'], zone: before?.['zone'], figure: 'accepted' }]);
  // Rows are called what they are.
  await user.selectOptions(choice('Compare'), 'Bots');
  expect(choice('Compare').value).toBe('connection');
  expect(screen.getByRole('columnheader', { name: 'Queue' })).toBeTruthy();

  next.give(buildFiguresAnswer({ accepted: 21 }, { from: '2026-08-29' }));
  bots.give(NO_BOTS);
  await within(accepted).findByRole('button', { name: /Accepted: 21/ });
  expect(waits(accepted)).toBe(false);
  expect(screen.getByTestId('figures-about').textContent).not.toBe(about);
  expect(document.querySelector('[aria-busy=true]')).toBeNull();
  expect(times()).toBe(1);
});

test('what bots hand over, by another kind', async () => {
  const opened: Record<string, string>[] = [];
  const group = {
    key: 'late parcel',
    count: 3,
    share: 1,
    previous: null,
    newest: 1,
    asksForPerson: false,
    examples: [],
    bots: [],
    resolved: 0,
    abandoned: 0,
    open: 3,
    outcomes: [],
  };
  const answer: FailuresAnswer = {
    from: '2026-11-01',
    to: '2026-11-26',
    zone: 'UTC',
    isCut: false,
    before: { from: '2026-10-06', to: '2026-10-31' },
    preparing: null,
    total: 3,
    previous: null,
    unnamed: 0,
    others: 0,
    groups: [group],
    bots: null,
    more: false,
  };
  api.on('GET /failures', answer);
  api.on('GET /queues', pageOf([buildQueue()]));
  const { user } = await show(<Failures onHistory={(shows) => opened.push(shows)} onOpen={() => {}} />, MANAGER);
  const found = await screen.findByTestId('failure');
  const next = held();
  api.on('GET /failures', next.answer);
  await user.selectOptions(screen.getByTestId('failures-by'), 'topic');
  expect(waits(found)).toBe(true);
  expect(within(found).getByRole('heading').textContent).toBe('“late parcel”');
  await user.click(within(found).getAllByRole('button', { name: /history/ })[0] as HTMLElement);
  expect(opened).toMatchObject([{ phrase: 'late parcel' }]);
  next.give({ ...answer, groups: [{ ...group, key: 'Returns' }] });
  await screen.findByRole('heading', { name: 'Returns' });
  expect(document.querySelector('[aria-busy=true]')).toBeNull();
  // Of a queue this is another number than beside it in Over time.
  const about = screen.getByTestId('failures-about');
  expect(about.textContent).not.toContain('what is in it now');
  await user.selectOptions(screen.getByRole('combobox', { name: 'Queue' }), 'Billing');
  await waitFor(() => expect(about.textContent).toContain('Of a queue this counts what is in it now'));
});

const entry = (summary: string): AuditEntry => ({
  id: summary,
  at: '2026-11-23T12:00:00.000Z',
  kind: 'setting',
  actor: { id: 'megan', name: 'Megan Bowen' },
  subject: { kind: 'queue', id: 'q', name: 'Billing' },
  verb: 'changed',
  summary,
  changes: [],
});

test('entries of the audit, while one types and until they are found', async () => {
  api.on('GET /audit', { ...pageOf([entry('Renamed Billing')]), unwritten: null });
  const { user } = await show(<Audit onOpen={() => {}} />, MANAGER);
  const found = await screen.findByText('Renamed Billing');
  const next = held();
  api.on('GET /audit', next.answer);
  await user.type(screen.getByTestId('audit-q'), 'export');
  expect(waits(found)).toBe(true);
  await waitFor(() => expect(api.asked('GET /audit').at(-1)?.query['q']).toBe('export'));
  expect(waits(found)).toBe(true);
  next.give({ ...pageOf([entry('Exported 12 chats')]), unwritten: null });
  expect(waits(await screen.findByText('Exported 12 chats'))).toBe(false);
});

test('the history and its count, while one types', async () => {
  api.on('GET /escalations', pageOf([buildEscalation()]));
  api.on('GET /escalations/count', { count: 1, isMore: false });
  const { user } = await show(<History openId={null} bar={null} onOpen={() => {}} onBack={undefined} />, MANAGER);
  const row = await screen.findByRole('button', { name: 'Robin Ortiz' });
  await user.selectOptions(choice('Status'), 'Resolved');
  await waitFor(() => expect(screen.getByTestId('history-count').textContent).toBe('1 chat'));
  await user.type(screen.getByRole('searchbox', { name: 'Search' }), 'x');
  expect(waits(screen.getByRole('button', { name: 'Robin Ortiz' }))).toBe(true);
  expect(screen.getByTestId('history-count').textContent).toBe('Counting …');
  await waitFor(() => expect(screen.getByTestId('history-count').textContent).toBe('1 chat'));
  expect(waits(row)).toBe(false);
});
