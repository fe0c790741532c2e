/** @jest-environment ./test/component/support/page.ts */
import { act, screen, within } from '@testing-library/react';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import type { BotFigures as Counts, BotFiguresAnswer } from '../../src/contract/botFigures';
import { BotFigures } from '../../tab/now/overTime/BotFigures';
import { api, pageOf, show } from './support/show';

const DAYS = { from: '2026-11-20', to: '2026-11-26' };

function counts(escalated: number, resolved: number, gaveUp: number, unknown = 0): Counts {
  const chats = escalated + resolved + gaveUp + unknown;
  const share = (part: number) => (chats === 0 ? null : part / chats);
  return {
    chats,
    escalated,
    resolved,
    gaveUp,
    unknown,
    escalationRate: share(escalated),
    deflection: share(chats - escalated),
    resolvedRate: share(resolved),
    gaveUpRate: share(gaveUp),
  };
}

const BOT = { kind: 'rest', gone: false, hours: { known: 0, of: 168 }, figures: null, previous: null } as const;

function answer(over: Partial<BotFiguresAnswer> = {}): BotFiguresAnswer {
  return {
    ...DAYS,
    zone: 'UTC',
    before: { from: '2026-11-13', to: '2026-11-19' },
    preparing: null,
    countedSince: '2026-01-01T00:00:00.000Z',
    total: counts(20, 130, 50),
    previous: counts(40, 60, 100),
    series: [
      { from: '2026-11-21', grain: 'day', figures: counts(5, 30, 10) },
      { from: '2026-11-22', grain: 'day', figures: counts(15, 100, 40) },
    ],
    bots: [
      {
        ...BOT,
        id: 'travel',
        name: 'Travel bot',
        kind: 'copilotStudio',
        source: 'counted',
        hours: { known: 168, of: 168 },
        figures: counts(15, 100, 40),
        previous: counts(40, 60, 100),
      },
      {
        ...BOT,
        id: 'shop',
        name: 'Shop bot',
        source: 'reported',
        hours: { known: 120, of: 168 },
        figures: counts(5, 30, 10),
      },
      { ...BOT, id: 'bank', name: 'Bank bot', source: 'notReported' },
    ],
    more: false,
    ...over,
  };
}

let opened: (string | null)[];
async function shown(over: Partial<BotFiguresAnswer> = {}) {
  opened = [];
  api.on('GET /connections', () => pageOf([]));
  api.on('GET /figures/bots', () => answer(over));
  const page = await show(<BotFigures days={DAYS} onHistory={(_, id) => void opened.push(id)} />, {
    roles: ['agent', 'manager'],
  });
  await screen.findByTestId('bot-figure-rows');
  return page;
}
const row = (name: string) => screen.getByRole('row', { name: new RegExp(`^${name}`) });
const cellsOf = (name: string) =>
  within(row(name))
    .getAllByRole('cell')
    .map(({ textContent }) => textContent);

test('deflection is never shown without who was helped and who gave up', async () => {
  await shown();
  const card = within(screen.getByTestId('figure-deflection'));
  expect(card.getByText('90 %')).toBeTruthy();
  expect(screen.getByTestId('deflection-resolved').textContent).toBe('Resolved130 (65 %)');
  expect(screen.getByTestId('deflection-gaveUp').textContent).toBe('Gave up50 (25 %)');
  expect(screen.queryByTestId('deflection-unknown')).toBeNull();
  expect(card.getByText('before: 80 %')).toBeTruthy();
  expect(within(screen.getByTestId('figure-escalationRate')).getByText('10 %')).toBeTruthy();
});

test('a meaning that is open stays open when newer figures come, and while they are being prepared', async () => {
  let given = answer();
  api.on('GET /connections', () => pageOf([]));
  api.on('GET /figures/bots', () => given);
  const { user } = await show(
    <>
      <Client />
      <BotFigures days={DAYS} onHistory={() => {}} />
    </>,
    { roles: ['agent', 'manager'] },
  );
  const card = within(await screen.findByTestId('figure-botChats'));
  await user.click(card.getByRole('button', { name: /means$/ }));
  await screen.findByRole('note');
  given = answer({ total: counts(21, 130, 50) });
  await askAnew();
  await card.findByText('201');
  expect(screen.getByRole('note')).toBeTruthy();
  given = answer({ preparing: { done: 1, of: 4 }, total: null, series: [], bots: [] });
  await askAnew();
  expect(card.getByText('201')).toBeTruthy();
  expect(screen.getByRole('note')).toBeTruthy();
  given = answer({ total: counts(22, 130, 50) });
  await askAnew();
  await card.findByText('202');
});

let client: QueryClient;
function Client() {
  client = useQueryClient();
  return null;
}
/** As the tab does each minute. */
const askAnew = () => act(() => client.invalidateQueries());

test('a bot that has reported nothing says so, and shows no number', async () => {
  await shown();
  expect(cellsOf('Bank bot')).toEqual(['not reported']);
  expect(screen.getByTestId('bot-figures-about').textContent).toContain(
    '1 bot has reported nothing, and is in no total.',
  );
  expect(cellsOf('Shop bot')).toEqual(['45', '5', '11 %', '–', '88 %', '66 %', '22 %', 'reported: 120 of 168 hours']);
});

test('what was handed over opens the history, of all bots and of one', async () => {
  const { user } = await shown();
  await user.click(
    within(screen.getByTestId('figure-botEscalated')).getByRole('button', { name: /Show these in the history/ }),
  );
  await user.click(within(row('Travel bot')).getByRole('button', { name: /Show these in the history/ }));
  expect(opened).toEqual([null, 'travel']);
});

test('the chart has a table behind it that says the same of every day', async () => {
  await shown();
  const table = within(screen.getByRole('region', { name: 'How chats with bots ended', hidden: true }));
  const rows = table.getAllByRole('row', { hidden: true }).map((one) => one.textContent);
  expect(rows).toHaveLength(8);
  expect(rows[2]).toMatch(/4530105 ?11 %$|45.*30.*10.*5.*11 %$/);
  expect(rows[1]).toMatch(/–+$/);
});

test('where nothing is known it says why, and how it would be', async () => {
  await shown({
    total: null,
    previous: null,
    series: [],
    bots: [{ ...BOT, id: 'bank', name: 'Bank bot', source: 'notReported' }],
  });
  expect(screen.getByTestId('bot-figures-unknown').textContent).toContain('until their author reports');
  expect(screen.queryByTestId('figure-deflection')).toBeNull();
  expect(screen.queryByText(/100 %/)).toBeNull();
});

test('counted from within the period, it says since when', async () => {
  await shown({ countedSince: '2026-11-24T10:00:00.000Z' });
  expect(screen.getByTestId('bot-figures-about').textContent).toContain('The desk counts chats since');
});

test('how some ended is not known where it was not reported', async () => {
  await shown({ total: counts(1, 2, 3, 4), bots: [{ ...answer().bots[1]!, figures: counts(1, 2, 3, 4) }] });
  expect(screen.getByTestId('deflection-unknown').textContent).toBe('Not known how4 (40 %)');
  expect(cellsOf('Shop bot')).toContain('40 %');
});
