/** A manager connects a Copilot Studio agent in Teams: makes its key, takes its files along, hears it call, goes live. */
import { picturedOnFailure } from '../support/browser';
import { browsedDesk } from '../support/browsedDesk';
import { look, picture } from '../support/looks';
import { idOfPerson } from '../support/sandboxPeople';

const desk = browsedDesk();
afterEach(async () => desk.closeTabs());

test('an agent is added, gets a key that is shown once, calls, passes its test and goes live', async () => {
  const tab = await desk.openTab({ personId: idOfPerson('Megan Bowen') });
  const byId = (id: string) => tab.frame.getByTestId(id);
  await picturedOnFailure('agentSetup', [tab.page], async () => {
    await byId('go-settings').click();
    await byId('add-connection').click();
    await tab.frame.getByRole('radio', { name: /^Copilot Studio agent in Teams/ }).check();
    await byId('connection-name').fill('Benefits agent');
    await look(tab, 'add agent');
    await byId('add-connection-dialog').getByTestId('confirm').click();

    const setup = byId('agent-setup');
    await setup.waitFor();
    await byId('make-key').click();
    const key = await byId('new-key').inputValue();
    expect(key).toMatch(/^hd_[\w-]{43}$/);
    expect(await byId('agent-topic').inputValue()).toContain('kind: AdaptiveDialog');
    await look(tab, 'agent setup');
    await byId('agent-connector').scrollIntoViewIfNeeded();
    await picture(tab.page, 'agent setup end');
    await setup.getByTestId('confirm').click();

    const item = tab.frame.locator('[data-testid=connection][data-name="Benefits agent"]');
    const failed = tab.frame.getByText('The test failed.');
    await item.getByTestId('connection-test').click();
    await byId('test-dialog').getByTestId('confirm').click();
    await failed.waitFor();
    const call = () =>
      fetch(`${desk.url}/api/agents/handoffs`, {
        method: 'POST',
        headers: { 'x-desk-key': key },
        body: JSON.stringify({ conversationId: 'c', customer: { id: idOfPerson('Robin Ortiz'), name: 'Robin Ortiz' } }),
      }).then(async (answer) => (await answer.json()) as { number: number; words: string });
    expect(await call()).toMatchObject({ number: 0, words: expect.stringMatching(/has heard this agent/) });
    await byId('test-dialog').getByTestId('confirm').click();
    await tab.frame.getByText('The test passed.').waitFor();
    await tab.page.keyboard.press('Escape');
    await item.getByTestId('connection-live').click();
    await item.getByTestId('connection-state').getByText('Live', { exact: true }).waitFor();
    expect((await call()).number).toBeGreaterThan(0);

    // The key is told by how it ends from now on, can be replaced, and revoked.
    await item.getByTestId('connection-more').click();
    await byId('connection-setup').click();
    await setup.getByText(`Key ending in ${key.slice(-4)}`).waitFor();
    expect(await byId('new-key').count()).toBe(0);
    await byId('replace-key').click();
    await setup.getByText(/good until/).waitFor();
    await byId('revoke-key').first().click();
    await byId('revoke-dialog').getByTestId('confirm').click();
    await setup.getByText(`Key ending in ${key.slice(-4)}`).waitFor({ state: 'detached' });
    const again = await fetch(`${desk.url}/api/agents/handoffs`, { method: 'POST', headers: { 'x-desk-key': key } });
    expect(again.status).toBe(401);
  });
});
