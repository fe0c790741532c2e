/** A manager connects a bot, in a browser: it fails, is mended, tested, goes live, drains, is removed and comes tab. */
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { openBrowser, picturedOnFailure } from '../support/browser';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { type Desk, startDesk } from '../support/desk';
import { openAs, read, say } from '../support/sandboxPage';
import { eventually } from '../support/eventually';

let browser: Browser;
let database: TestDatabase;
let desk: Desk;

beforeAll(async () => {
  [browser, database] = await Promise.all([openBrowser(), createTestDatabase()]);
  desk = await startDesk({ env: { DATABASE_URL: database.url } });
});

afterAll(async () => {
  await browser.close();
  await desk.stop();
  await database.drop();
});

async function openSettings(page: Page): Promise<FrameLocator> {
  await page.getByTestId('app-tab').click();
  const tab = page.frameLocator('[data-testid=tab-frame]');
  await tab.getByTestId('go-settings').click();
  await tab.getByTestId('settings-connections').waitFor();
  return tab;
}

const item = (tab: FrameLocator, name: string) => tab.locator(`[data-testid=connection][data-name="${name}"]`);

async function choose(tab: FrameLocator, name: string, what: string): Promise<void> {
  await item(tab, name).getByTestId('connection-more').click();
  await tab.getByRole('menuitem', { name: what, exact: true }).click();
}

const stateOf = (tab: FrameLocator, name: string, words: string) =>
  item(tab, name).getByTestId('connection-state').getByText(words).waitFor();

test('a bot is added, fails its test, is mended, tested with a handoff, goes live, is paused, drained and removed', async () => {
  const megan = await openAs(browser, desk, 'support', 'megan-bowen');
  const robin = await openAs(browser, desk, 'customer', 'robin-ortiz');
  await picturedOnFailure('connections', [megan, robin], async () => {
    const tab = await openSettings(megan);
    const confirm = (dialog: string) => tab.getByTestId(dialog).getByTestId('confirm').click();

    // The seeded bot makes room at the desk's Teams bot.
    await item(tab, 'Contoso Assistant').getByTestId('connection-pause').click();
    await stateOf(tab, 'Contoso Assistant', 'Paused');
    await say(robin, 'hello');
    await read(robin, /Contoso Assistant is taking a short break. Your message is kept/);

    await tab.getByTestId('add-connection').click();
    await tab.getByTestId('connection-name').fill('Fabrikam');
    await tab.getByTestId('connection-key').fill('http://10.1.2.3/token');
    await confirm('add-connection-dialog');
    await tab.getByText(/only https:\/\/ is called/).waitFor();
    await tab.getByTestId('connection-key').fill(`${desk.url}/sandbox/directline/tokken`);
    await confirm('add-connection-dialog');
    await stateOf(tab, 'Fabrikam', 'Draft');

    await item(tab, 'Fabrikam').getByTestId('connection-test').click();
    await confirm('test-dialog');
    const step = (name: string, state: string) =>
      tab.locator(`[data-testid=test-step][data-step=${name}][data-state=${state}]`);
    await step('token', 'failed')
      .getByText(/What to do: There is no agent at this address/)
      .waitFor();
    await tab.getByTestId('test-dialog').getByTestId('cancel').click();

    await choose(tab, 'Fabrikam', 'Edit');
    await tab.getByTestId('connection-key').fill(`${desk.url}/sandbox/directline/token`);
    await confirm('edit-connection-dialog');
    await tab.getByTestId('edit-connection-dialog').waitFor({ state: 'hidden' });

    await item(tab, 'Fabrikam').getByTestId('connection-test').click();
    await tab.getByTestId('test-handoff').check();
    await confirm('test-dialog');
    await step('escalation', 'ok')
      .getByText(/waits in its queue, marked as a test/)
      .waitFor();
    await tab.locator('[data-testid=test-report][data-state=passed]').waitFor();
    await tab.getByTestId('test-dialog').getByTestId('cancel').click();
    await item(tab, 'Fabrikam').getByTestId('connection-live').click();
    await stateOf(tab, 'Fabrikam', 'Live');

    // Its card in the channel says that it is a test.
    const adele = await openAs(browser, desk, 'support', 'adele-vance');
    await adele.getByTestId('channel-customer-escalations').click();
    await adele.getByText('Test of the connection: no customer is waiting').last().waitFor();
    await adele.context().close();

    // A real customer, whose escalation keeps the connection from being removed.
    await say(robin, 'speak to agent');
    await read(robin, /You are being transferred to a person/);
    await item(tab, 'Fabrikam').getByTestId('connection-pause').click();
    await stateOf(tab, 'Fabrikam', 'Paused');
    await choose(tab, 'Fabrikam', 'Remove');
    await confirm('remove-connection-dialog');
    await tab.getByText(/2 chats are still open. Stop new requests first/).waitFor();
    await tab.getByTestId('cancel').click();
    await choose(tab, 'Fabrikam', 'Stop new requests');
    await confirm('drain-dialog');
    await stateOf(tab, 'Fabrikam', 'No new requests');

    const open = await database.db.q
      .selectFrom('escalation')
      .innerJoin('connection', 'connection.id', 'escalation.connection_id')
      .select(['escalation.id', 'escalation.test'])
      .where('connection.name', '=', 'Fabrikam')
      .where('status', '=', 'waiting')
      .execute();
    expect(open.map((one) => one.test).sort()).toEqual([false, true]);
    for (const { id } of open) await resolve(id);
    // Seen by whoever watches, without a reload.
    await stateOf(tab, 'Fabrikam', 'No new requests: can be removed');
    await choose(tab, 'Fabrikam', 'Change history');
    await tab
      .getByTestId('audit-dialog')
      .getByText(/^Stopped new requests of Fabrikam/)
      .waitFor();
    await tab.getByTestId('audit-dialog').getByTestId('confirm').click();
    await choose(tab, 'Fabrikam', 'Remove');
    await tab.getByTestId('remove-connection-dialog').getByTestId('confirm').click();
    await item(tab, 'Fabrikam').waitFor({ state: 'detached' });

    // Its app ID is free again, and what was held for the other bot finds it.
    await tab.getByTestId('add-connection').click();
    await tab.getByRole('radio', { name: /^REST bot/ }).check();
    await tab.getByTestId('connection-name').fill('Fabrikam kiosk');
    await tab.getByTestId('connection-advanced').getByText('Advanced').click();
    await tab.getByTestId('connection-app-id').fill('fabrikam');
    await tab.getByTestId('add-connection-dialog').getByTestId('confirm').click();
    expect(await tab.getByTestId('signing-secret').inputValue()).toMatch(/^[\w-]{43}$/);
    await tab.getByTestId('connection-added').getByTestId('confirm').click();
    await item(tab, 'Contoso Assistant').getByTestId('connection-live').click();
    await stateOf(tab, 'Contoso Assistant', 'Live');
    await read(robin, /Hello Robin, I'm Contoso Assistant/);
  });
});

/** As the manager, over the API. */
async function resolve(id: string): Promise<void> {
  const token = await megansToken();
  for (const verb of ['claim', 'resolve']) {
    const answer = await fetch(`${desk.url}/api/escalations/${id}/${verb}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: '{}',
    });
    expect(answer.status).toBe(200);
  }
  await eventually(async () => (await database.db.pool.query('select 1 from outbox')).rowCount === 0);
}

async function megansToken(): Promise<string> {
  const { people } = (await (await fetch(`${desk.url}/sandbox/api/world`)).json()) as {
    people: { id: string; role: string }[];
  };
  const megan = people.find(({ role }) => role === 'manager');
  const answer = await fetch(`${desk.url}/sandbox/api/people/${megan?.id}/token`);
  return ((await answer.json()) as { token: string }).token;
}
