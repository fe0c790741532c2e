/** A manager chooses who sees figures of single agents; an agent reads it at once, and has their own. */
import { SANDBOX } from '../../src/config/world';
import { picturedOnFailure } from '../support/browser';
import { browsedDesk } from '../support/browsedDesk';
import { writeFigureYear } from '../support/figureYear';
import { look } from '../support/looks';
import { idOfPerson } from '../support/sandboxPeople';

const desk = browsedDesk();
const DAY_MS = 86_400_000;
const adele = idOfPerson('Adele Vance');
const megan = idOfPerson('Megan Bowen');

beforeAll(() => writeFigureYear(desk.db, 600, { tenantId: SANDBOX.tenantId, from: Date.now() - 366 * DAY_MS }));
afterEach(desk.closeTabs);

test('what a manager chooses is told to the agent at once, and holds on both screens', async () => {
  const agent = await desk.openTab({ personId: adele });
  // As the desk comes, it is said below the lists.
  await agent.frame.getByTestId('figures-notice').getByText('Managers of your queues see figures').waitFor();
  await look(agent, 'first');
  await agent.frame.getByTestId('figures-read').click();
  await agent.frame.getByTestId('figures-notice').waitFor({ state: 'hidden' });

  const manager = await desk.openTab({ personId: megan });
  await picturedOnFailure('agent figures', [manager.page, agent.page], async () => {
    await manager.frame.getByTestId('go-settings').click();
    await manager.frame.locator('[data-section=settings-agent-figures]').click();
    await manager.frame.getByTestId('shown-to-themselves').click();
    await manager.frame.getByTestId('save-agent-figures').waitFor();
    await look(manager, 'settings');
    await manager.frame.getByTestId('save-agent-figures').click();

    const notice = agent.frame.getByTestId('figures-notice');
    await notice.getByText('Figures about your work are shown to you, and to nobody else.').waitFor();
    await notice.getByText('Megan Bowen changed it').waitFor();
    await look(agent, 'changed');
    await agent.frame.getByTestId('figures-read').click();

    await agent.frame.getByTestId('go-now').click();
    await agent.frame.getByTestId('figure-accepted').waitFor();
    await look(agent, 'own');
    await agent.frame.getByTestId('back').click();
    await agent.frame.getByTestId('go-settings').click();
    await agent.frame.getByTestId('figures-about-you').getByText('shown to you, and to nobody else').waitFor();

    await manager.frame.getByTestId('back').click();
    await manager.frame.getByTestId('go-now').click();
    await manager.frame.getByTestId('view-over-time').click();
    await manager.frame.getByTestId('agents-not-shown').waitFor();
    expect(await manager.frame.getByTestId('agent-times').count()).toBe(0);
  });
});
