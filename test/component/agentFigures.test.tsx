/** @jest-environment ./test/component/support/page.ts */
/** Who sees figures of single agents: chosen by managers, told to agents, and obeyed by every screen. */
import { screen, waitFor, within } from '@testing-library/react';
import type { FiguresShownTo } from '../../src/contract/api';
import { Now } from '../../tab/now/Now';
import { OverTime } from '../../tab/now/overTime/OverTime';
import { AgentFigures } from '../../tab/settings/agentFigures/AgentFigures';
import { Work } from '../../tab/work/Work';
import { buildMe } from './support/build';
import { buildFiguresAnswer, NO_BOTS, NO_TIMES } from './support/buildFigures';
import { api, pageOf, show } from './support/show';

const shown = (shownTo: FiguresShownTo, isNews = false, changed = false) => ({
  agentFigures: {
    shownTo,
    isNews,
    changedAt: changed ? new Date(Date.now() - 3 * 60_000).toISOString() : null,
    changedBy: changed ? { id: 'megan', name: 'Megan Bowen' } : null,
  },
});

beforeEach(() => {
  api.on('GET /escalations', pageOf([]));
  api.on('GET /queues', pageOf([]));
  api.on('GET /figures', buildFiguresAnswer({ accepted: 7, resolved: 5 }));
  api.on('GET /figures/agent-times', NO_TIMES);
  api.on('GET /figures/bots', NO_BOTS);
  api.on('GET /connections', pageOf([]));
});

const work = (go: (view: string) => void = () => {}) => (
  <Work openId={null} offers={[]} onOpen={() => {}} onGo={(view) => go(view)} />
);

test('an agent reads who changed it, what it means for them, and is told no more once they have read it', async () => {
  api.on('PATCH /me', () => buildMe(shown('managers')));
  const { user } = await show(work(), shown('managers', true, true));
  const notice = await screen.findByTestId('figures-notice');
  expect(notice.textContent).toContain('Managers of your queues see figures about your work, and so do you.');
  expect(notice.textContent).toMatch(/Megan Bowen changed it (at|yesterday)/);
  expect(notice.textContent).toContain('how customers rated them');
  await user.click(within(notice).getByRole('button', { name: 'All right' }));
  await waitFor(() => expect(api.sent('PATCH /me')).toEqual([{ agentFiguresRead: true }]));
});

test.each([
  ['what is read already', shown('managers')],
  ['somebody who is no agent', { ...shown('managers', true), roles: ['manager'] as 'manager'[] }],
])('nothing is said of it to %s', async (_, me) => {
  await show(work(), me);
  await screen.findByTestId('nobody-waits');
  expect(screen.queryByTestId('figures-notice')).toBeNull();
});

test('an agent’s own figures are a step away, unless nobody sees them', async () => {
  const gone: string[] = [];
  const { user } = await show(
    work((view) => void gone.push(view)),
    shown('themselves'),
  );
  await user.click(await screen.findByRole('button', { name: 'Your figures' }));
  expect(gone).toEqual(['now']);
  await show(<></>);
  document.body.innerHTML = '';
  await show(work(), shown('nobody'));
  expect(screen.queryByTestId('go-now')).toBeNull();
});

const now = (onHistory: (shows: Record<string, string>) => void = () => {}) => (
  <Now openId={null} onOpen={() => {}} onBack={undefined} onHistory={onHistory} />
);

test('their screen has their own figures alone, who else sees them, and opens their chats', async () => {
  const asked: Record<string, string>[] = [];
  const { user } = await show(
    now((shows) => void asked.push(shows)),
    shown('themselves'),
  );
  const accepted = await screen.findByTestId('figure-accepted');
  expect(screen.getByRole('heading', { name: 'Your figures' })).toBeTruthy();
  expect(screen.getByTestId('own-figures-seen-by').textContent).toBe(
    'Figures about your work are shown to you, and to nobody else.',
  );
  for (const route of ['GET /figures', 'GET /figures/agent-times']) {
    expect(api.asked(route).map(({ query }) => query['agent'])).toContain('me');
    expect(api.asked(route).every(({ query }) => query['agent'] === 'me')).toBe(true);
  }
  await user.click(within(accepted).getByRole('button', { name: /Accepted: 7/ }));
  expect(asked).toMatchObject([{ figure: 'accepted', figureAgent: 'lee' }]);
});

test('whoever was away alone has worked not at all, in every column of their time', async () => {
  const away = { id: 'lee', name: 'Lee Gu', worked: 0, available: 0, busy: 0, away: 65, offline: 0 };
  api.on('GET /figures/agent-times', { ...NO_TIMES, agents: [{ ...away, setByManagers: 0, spans: [] }] });
  await show(now(), shown('themselves'));
  const cells = within(await screen.findByTestId('agent-time')).getAllByRole('cell');
  expect(cells.map(({ textContent }) => textContent)).toEqual(['–', '–', '–', '1 min', '–', '0']);
});

test('where nobody sees them, their screen says so and asks for none', async () => {
  await show(now(), shown('nobody'));
  expect((await screen.findByTestId('figures-not-shown')).textContent).toContain('nobody sees figures');
  expect(api.asked('GET /figures')).toEqual([]);
});

test.each<[FiguresShownTo, string]>([
  ['themselves', 'Figures of single agents are shown to each agent alone.'],
  ['nobody', 'Figures of single agents are shown to nobody.'],
])('shown to %s, managers compare no agents and ask for none', async (shownTo, words) => {
  await show(<OverTime onHistory={() => {}} />, { roles: ['manager'], ...shown(shownTo) });
  const by = await screen.findByTestId('figures-by');
  expect(within(by).queryByRole('option', { name: 'Agents' })).toBeNull();
  expect(screen.getByTestId('agents-not-shown').textContent).toBe(words);
  expect(api.asked('GET /figures/agent-times')).toEqual([]);
});

test('shown to managers, agents stand beside each other', async () => {
  await show(<OverTime onHistory={() => {}} />, { roles: ['manager'], ...shown('managers') });
  const by = await screen.findByTestId('figures-by');
  expect(within(by).getByRole('option', { name: 'Agents' })).toBeTruthy();
  expect(screen.queryByTestId('agents-not-shown')).toBeNull();
});

describe('in Settings', () => {
  test('a manager of the whole desk chooses, and saves by a press of its own', async () => {
    api.on('PATCH /agent-figures', { shownTo: 'themselves', changedAt: null, changedBy: null });
    const { user } = await show(<AgentFigures />, { roles: ['manager'], ...shown('managers') });
    expect(screen.queryByTestId('save-agent-figures')).toBeNull();
    await user.click(screen.getByRole('radio', { name: /^Each agent their own No manager/ }));
    expect(api.asked('PATCH /agent-figures')).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(api.sent('PATCH /agent-figures')).toEqual([{ shownTo: 'themselves' }]));
    await screen.findByText('Saved. Agents read it in their tab.');
  });

  test('an agent finds who sees what about them, and by whom it was changed; and changes nothing', async () => {
    await show(<AgentFigures />, shown('managers', false, true));
    expect(screen.getByTestId('figures-about-you').textContent).toContain('Managers of your queues see figures');
    expect(screen.getByTestId('figures-changed').textContent).toMatch(/^Megan Bowen changed it (at|yesterday)/);
    expect(screen.queryByRole('radio')).toBeNull();
  });

  test('a manager of some queues reads it, and changes nothing', async () => {
    await show(<AgentFigures />, { roles: ['manager'], manages: [], ...shown('themselves') });
    expect(screen.getByTestId('settings-agent-figures').textContent).toContain('Each agent their own');
    expect(screen.queryByRole('radio')).toBeNull();
  });
});
