/** @jest-environment ./test/component/support/page.ts */
import { screen, waitFor, within } from '@testing-library/react';
import { AgentsNow } from '../../tab/now/AgentsNow';
import { GoesBack } from '../../tab/work/GoesBack';
import { NotYetAvailable } from '../../tab/work/NotYetAvailable';
import { Presence } from '../../tab/work/Presence';
import { buildAgent, buildEscalation, buildMe } from './support/build';
import { api, show } from './support/show';

const OFFERING = [{ id: 'billing', name: 'Billing', offers: true }];
const CLAIMING = [{ id: 'billing', name: 'Billing', offers: false }];

test('on the first visit they read that they are not available yet, and become so with one press', async () => {
  api.on('PATCH /me', () => buildMe({ hasSaid: true }));
  const { user } = await show(<NotYetAvailable />, { presence: 'away', hasSaid: false, queues: OFFERING });
  expect(screen.getByTestId('not-yet-available').textContent).toContain('You are not available yet');
  await user.click(screen.getByRole('button', { name: 'Become available' }));
  await waitFor(() => expect(api.asked('PATCH /me')).toMatchObject([{ body: { presence: 'available' } }]));
});

test.each([
  ['once they have said', { hasSaid: true, queues: OFFERING }],
  ['where nothing is offered', { hasSaid: false, queues: CLAIMING }],
  ['to a manager who wants no chats', { hasSaid: false, takesOffers: false, queues: OFFERING }],
])('it is not said %s', async (_, me) => {
  await show(<NotYetAvailable />, { presence: 'away', ...me });
  expect(screen.queryByTestId('not-yet-available')).toBeNull();
});

test('what presence means for offers is said only where a queue offers', async () => {
  const { change } = await show(<Presence />, { queues: CLAIMING });
  expect(screen.queryByText(/offered/)).toBeNull();
  change(<></>);
  await show(<Presence />, { queues: OFFERING });
  expect(screen.getByText('You are offered chats while available.')).toBeTruthy();
});

test('a manager is offered nothing until they say so in the menu', async () => {
  api.on('PATCH /me', () => buildMe());
  const { user } = await show(<Presence />, { roles: ['agent', 'manager'], takesOffers: false, queues: OFFERING });
  expect(screen.getByText('Nothing is offered to you. You may still claim.')).toBeTruthy();
  await user.click(screen.getByTestId('presence'));
  await user.click(await screen.findByRole('menuitemcheckbox', { name: 'Offer me chats' }));
  await waitFor(() => expect(api.asked('PATCH /me')).toMatchObject([{ body: { takesOffers: true } }]));
});

test('before a chat goes back to its queue its owner reads so, and opens it from there', async () => {
  const goesBackAt = new Date(Date.now() + 12.5 * 60_000).toISOString();
  const opened: string[] = [];
  const chat = buildEscalation({ goesBackAt });
  const bar = (openId: string | null) => (
    <GoesBack warned={[chat, chat]} openId={openId} onOpen={(id) => void opened.push(id)} />
  );
  const { user, change } = await show(bar(null));
  const words = screen.getByTestId('goes-back').textContent;
  expect(words).toContain(`${chat.customer.name} waits for your answer`);
  expect(words).toContain(`In 12 min the chat goes back to ${chat.queue.name}. 1 more of your chats, too.`);
  await user.click(screen.getByRole('button', { name: 'Answer' }));
  expect(opened).toEqual([chat.id]);
  change(bar(chat.id));
  expect(screen.queryByRole('button', { name: 'Answer' })).toBeNull();
});

test('managers read whose tab has closed, and how long agents stay available', async () => {
  const tabClosedAt = new Date(Date.now() - 4.5 * 60_000).toISOString();
  const agents = [buildAgent({ tabClosedAt }), buildAgent({ id: 'olga', name: 'Olga', presence: 'away', tabClosedAt })];
  await show(<AgentsNow agents={agents} chosen={null} onChoose={() => undefined} staysAvailableMinutes={10} />);
  const [lee, olga] = screen.getAllByTestId('now-agent') as [HTMLElement, HTMLElement];
  expect(within(lee).getByText('Available · tab closed 4 min ago · 0 open')).toBeTruthy();
  expect(within(olga).getByText('Away · 0 open')).toBeTruthy();
  expect(screen.getByText('Agents stay available for 10 minutes after their tab closes.')).toBeTruthy();
});

test('managers read on Live why Teams has somebody busy, too', async () => {
  const agents = [buildAgent({ presence: 'busy', teamsSays: 'inACall' })];
  await show(<AgentsNow agents={agents} chosen={null} onChoose={() => undefined} staysAvailableMinutes={10} />);
  expect(screen.getByText('Busy · Teams says in a call · 0 open')).toBeTruthy();
});
