/** @jest-environment ./test/component/support/page.ts */
import { fireEvent, screen, waitFor } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { takeJump } from '../../tab/desk/jump';
import { History } from '../../tab/history/History';
import { buildAgent, buildConnection, buildEscalation, buildQueue, MEGAN } from './support/build';
import { api, pageOf, refusal, show, write } from './support/show';

const ALL = { order: 'newest', limit: '50' };

async function open(roles: ('agent' | 'manager')[] = ['agent', 'manager']): Promise<UserEvent> {
  api.on('GET /escalations', pageOf([buildEscalation()]));
  api.on('GET /escalations/count', { count: 1, isMore: false });
  api.on('GET /queues', pageOf([buildQueue()]));
  api.on('GET /agents', pageOf([buildAgent(), buildAgent(MEGAN)]));
  if (roles.includes('manager')) api.on('GET /connections', pageOf([buildConnection()]));
  const { user } = await show(<History openId={null} bar={null} onOpen={() => {}} onBack={undefined} />, { roles });
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
      to: new Date(2026, 10, 4).toISOString(),
    });
  });

  test('by words, asked once the fingers rest', async () => {
    const user = await open();
    await user.type(screen.getByRole('searchbox', { name: 'Search' }), ' charged ');
    await askedLast({ ...ALL, q: 'charged ' });
    expect(asked().length).toBeLessThan(8);
  });
});

test('what was said just now and cannot be found yet is looked for again by itself', async () => {
  const user = await open();
  api.on('GET /escalations', { ...pageOf([]), unsearched: 'newest' });
  await write(user, screen.getByRole('searchbox', { name: 'Search' }), 'charged');
  await screen.findByText(/the newest words may be missing for a moment/);
  api.on('GET /escalations', pageOf([buildEscalation({ customer: MEGAN })]));
  await screen.findByRole('button', { name: 'Megan Bowen' }, { timeout: 20_000 });
  expect(screen.queryByText(/may be missing/)).toBeNull();
});

test('and is counted again with it', async () => {
  const user = await open();
  api.on('GET /escalations', { ...pageOf([buildEscalation()]), unsearched: 'newest' });
  await write(user, screen.getByRole('searchbox', { name: 'Search' }), 'charged');
  await screen.findByText('1 chat');
  api.on('GET /escalations', {
    ...pageOf([buildEscalation(), buildEscalation({ id: 'second', customer: MEGAN })]),
    unsearched: 'newest',
  });
  api.on('GET /escalations/count', { count: 2, isMore: false });
  await screen.findByRole('button', { name: 'Megan Bowen' }, { timeout: 20_000 });
  await screen.findByText('2 chats', {}, { timeout: 20_000 });
});

test('how many there are is written as the reader’s language writes it', async () => {
  await open();
  api.on('GET /escalations/count', { count: 12_345, isMore: true });
  fireEvent.change(choice('Queue'), { target: { value: 'billing' } });
  await screen.findByText(`More than ${(12_345).toLocaleString()} chats`);
  expect((12_345).toLocaleString()).not.toBe('12345');
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
  expect(document.activeElement?.getAttribute('data-testid')).toMatch(/^(filter-q|toggle-filters)$/);
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
    expect(screen.queryByRole('combobox', { name: 'Status' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Filters' }));
    await user.selectOptions(choice('Status'), 'Waiting');
    await user.selectOptions(choice('Queue'), 'Billing');
    await user.click(screen.getByRole('button', { name: 'Filters (2)' }));
    expect(screen.queryByRole('combobox', { name: 'Status' })).toBeNull();
    await askedLast({ ...ALL, status: 'waiting', queue: 'billing' });
  });
});

test('more filters are there when one wants them: the wrap-up, waits, variables, files, deliveries, tests', async () => {
  const user = await open();
  api.on('GET /wrap-up', {
    version: 1,
    outcomes: [{ id: 'o1', name: 'Refunded' }],
    tags: [{ id: 't1', name: 'VIP' }],
    changedAt: null,
    changedBy: null,
  });
  await user.click(screen.getByRole('button', { name: 'More filters' }));
  await user.selectOptions(choice('Outcome'), await screen.findByRole('option', { name: 'Refunded' }));
  await user.selectOptions(choice('Tag'), 'VIP');
  await user.type(screen.getByRole('spinbutton'), '10');
  await user.selectOptions(choice('Language'), 'German');
  await user.type(screen.getByLabelText('Variable'), 'order');
  await user.type(screen.getByLabelText('Is exactly'), 'KX-1');
  await user.selectOptions(choice('Files'), 'With a file');
  await user.selectOptions(choice('Delivery'), 'Something was not delivered');
  await user.selectOptions(choice('Tests of connections'), 'Leave out');
  await user.selectOptions(choice('Order'), 'Longest wait first');
  await askedLast({
    ...ALL,
    order: 'waited',
    outcome: 'o1',
    tag: 't1',
    waited: '600',
    language: 'de',
    variable: 'order',
    value: 'KX-1',
    file: 'any',
    delivery: 'failed',
    test: 'without',
  });
  expect(api.asked('GET /escalations/count').at(-1)?.query).not.toHaveProperty('order');
  await user.click(screen.getByRole('button', { name: 'Fewer filters' }));
  expect(screen.getByRole('button', { name: 'More filters (8)' })).toBeTruthy();
  await user.selectOptions(choice('Opened'), 'Last 7 days');
  await waitFor(() => expect(asked().at(-1)?.from).toBeTruthy());
  // Days of one's own are not “any time”.
  fireEvent.change(screen.getByTestId('filter-from'), { target: { value: '2006-01-01' } });
  expect(choice('Opened').selectedOptions[0]?.textContent).toBe('From … to …');
  await user.selectOptions(choice('Opened'), 'Any time');
  expect(screen.getByTestId<HTMLInputElement>('filter-from').value).toBe('');
  expect([...choice('Opened').options].map(({ text }) => text)).not.toContain('From … to …');
});

test('what a view narrows by and no list has is said where it is chosen, for it narrows all the same', async () => {
  const user = await open();
  const shows = { queue: 'not-mine', connection: 'removed', assignee: 'left', outcome: 'o9' };
  const view = { id: 'v1', name: 'Old', shared: true, shows, changedBy: null, version: 1, can: { change: false } };
  api.on('GET /history-views', pageOf([view]));
  api.on('GET /wrap-up', { version: 1, outcomes: [], tags: [], changedAt: null, changedBy: null });
  await user.click(screen.getByRole('button', { name: 'More filters' }));
  await user.click(screen.getByRole('button', { name: 'Views' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Old' }));
  await askedLast({ ...ALL, ...shows });
  const chosen = (name: string) => choice(name).selectedOptions[0]?.textContent;
  for (const name of ['Queue', 'Bot', 'Agent', 'Outcome']) {
    expect([name, chosen(name)]).toEqual([name, 'Removed, or not shown to you']);
  }
  expect(chosen('Tag')).toBe('Any tag');
});

test('chats on hold and messages that were left are a press away, and kept in a view', async () => {
  const user = await open();
  const chip = (name: string) => screen.getByRole('button', { name });
  await user.click(chip('On hold'));
  await askedLast({ ...ALL, hold: 'any' });
  await user.click(chip('Hold ran out'));
  await askedLast({ ...ALL, hold: 'ranOut' });
  expect(chip('On hold').getAttribute('aria-pressed')).toBe('false');
  await user.click(chip('Left a message'));
  await askedLast({ ...ALL, hold: 'ranOut', leftMessage: 'any' });
  api.on('GET /history-views', pageOf([]));
  api.on('POST /history-link', { url: 'https://teams.example/l/2' });
  await user.click(screen.getByRole('button', { name: 'Copy link' }));
  await waitFor(() =>
    expect(api.sent('POST /history-link')).toEqual([{ shows: { hold: 'ranOut', leftMessage: 'any' } }]),
  );
  await user.click(chip('Hold ran out'));
  await askedLast({ ...ALL, leftMessage: 'any' });
});

test('what a search found is shown where it stands, marked, and opens at its line', async () => {
  const opened: unknown[] = [];
  api.on('GET /escalations/count', { count: 1, isMore: false });
  api.on('GET /queues', pageOf([]));
  api.on('GET /agents', pageOf([]));
  api.on(
    'GET /escalations',
    pageOf([
      buildEscalation({
        id: 'e1',
        hits: [
          {
            where: 'message',
            label: 'Robin',
            seq: 4,
            text: 'I was charged twice <b>',
            ranges: [
              [6, 13],
              [14, 19],
            ],
          },
          { where: 'variable', label: null, seq: null, text: 'charged: yes', ranges: [[0, 7]] },
          { where: 'name', label: null, seq: null, text: 'Charged', ranges: [[0, 7]] },
        ],
      }),
    ]),
  );
  const { user } = await show(
    <History openId={null} bar={null} onOpen={(...how) => void opened.push(how)} onBack={undefined} />,
    {
      roles: ['agent'],
    },
  );
  const line = await screen.findByRole('button', { name: /charged twice <b>/ });
  expect([...line.querySelectorAll('mark')].map((mark) => mark.textContent)).toEqual(['charged', 'twice']);
  expect(screen.getByTestId('hits').children).toHaveLength(2);
  await user.click(line);
  expect(opened).toEqual([['e1', false]]);
  expect(takeJump('e1')).toBe(4);
  expect(takeJump('e1')).toBeNull();
});

test('what cannot be searched for is said, without an alarm', async () => {
  const user = await open();
  api.on('GET /escalations', refusal(400, { code: 'bad_request', title: 'x', detail: 'There is no letter in it.' }));
  await user.type(screen.getByRole('searchbox', { name: 'Search' }), '?!');
  expect(await screen.findByText('There is no letter in it.')).toBeTruthy();
  expect(screen.queryByRole('alert')).toBeNull();
});

test('views are chosen, kept, changed and deleted; links are copied', async () => {
  const user = await open();
  const view = {
    id: 'v1',
    name: 'Gave up',
    shared: true,
    shows: { status: 'abandoned' },
    changedBy: 'Megan',
    version: 1,
    can: { change: true },
  };
  api.on('GET /history-views', pageOf([view]));
  await user.click(screen.getByRole('button', { name: 'Views' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Gave up' }));
  await askedLast({ ...ALL, status: 'abandoned' });
  await user.selectOptions(choice('Queue'), 'Billing');
  api.on('PATCH /history-views/v1', { ...view, version: 2 });
  await user.click(screen.getByRole('button', { name: 'Views' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Save in Gave up' }));
  await waitFor(() =>
    expect(api.sent('PATCH /history-views/v1')).toEqual([
      { shows: { status: 'abandoned', queue: 'billing' }, version: 1 },
    ]),
  );
  api.on('POST /history-views', { ...view, id: 'v2', name: 'Mine', shared: false });
  await user.click(screen.getByRole('button', { name: 'Views' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Save as a view …' }));
  await user.type(await screen.findByRole('textbox', { name: 'Name' }), 'Mine');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() =>
    expect(api.sent('POST /history-views')).toEqual([
      { name: 'Mine', shows: { status: 'abandoned', queue: 'billing' }, shared: false },
    ]),
  );
  api.on('POST /history-link', { url: 'https://teams.example/l/1' });
  await user.click(screen.getByRole('button', { name: 'Copy link' }));
  expect(await navigator.clipboard.readText()).toBe('https://teams.example/l/1');
});

test('what somebody else saved in a view since it was chosen is replaced only by whoever was told of it', async () => {
  const user = await open();
  const view = {
    id: 'v1',
    name: 'Gave up',
    shared: true,
    shows: { status: 'abandoned' },
    changedBy: 'Megan',
    version: 1,
    can: { change: true },
  };
  const saveIn = async () => {
    await user.click(screen.getByRole('button', { name: 'Views' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Save in Gave up' }));
  };
  api.on('GET /history-views', pageOf([view]));
  await user.click(screen.getByRole('button', { name: 'Views' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Gave up' }));
  await user.selectOptions(choice('Queue'), 'Billing');
  const theirs = { ...view, shows: { status: 'abandoned', language: 'de' }, changedBy: 'Miriam', version: 2 };
  api.on('GET /history-views', pageOf([theirs]));
  // Before the list of views has been read again, it is the desk that knows.
  api.on('PATCH /history-views/v1', refusal(409, { code: 'changed_meanwhile', title: 'Miriam changed it meanwhile.' }));
  await saveIn();
  await screen.findByText('Miriam changed it meanwhile.');
  await saveIn();
  await screen.findByText(/^Miriam changed it after you chose it/);
  await user.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(api.sent('PATCH /history-views/v1')).toHaveLength(1);
  await saveIn();
  const mine = { ...theirs, shows: { status: 'abandoned', queue: 'billing' }, version: 3 };
  api.on('PATCH /history-views/v1', mine);
  api.on('GET /history-views', pageOf([mine]));
  await user.click(await screen.findByRole('button', { name: 'Replace' }));
  await waitFor(() => expect(api.sent('PATCH /history-views/v1')[1]).toEqual({ shows: mine.shows, version: 2 }));
  // From now on it is what one has saved oneself.
  await user.selectOptions(choice('Status'), 'Resolved');
  await saveIn();
  await waitFor(() => expect(api.sent('PATCH /history-views/v1')).toHaveLength(3));
});

describe('a list that is empty', () => {
  test('says so differently with filters and without', async () => {
    const user = await open();
    api.on('GET /escalations', pageOf([]));
    await user.selectOptions(choice('Status'), 'Ended unresolved');
    expect(await screen.findByText('Nothing matches')).toBeTruthy();
    expect(screen.queryByText(/You see the chats of your queues/)).toBeNull();
  });

  test('reminds whoever does not see all that a colleague’s link may have shown more', async () => {
    const user = await open(['agent']);
    api.on('GET /escalations', pageOf([]));
    await user.selectOptions(choice('Status'), 'Ended unresolved');
    expect(await screen.findByText(/You see the chats of your queues/)).toBeTruthy();
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
