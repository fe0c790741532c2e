/** The main job, as people do it: in a browser, on the page a stranger sees first. */
import type { Browser, Page } from 'playwright-core';
import { openBrowser, picturedOnFailure } from '../support/browser';
import { createTestDatabase } from '../support/database';
import { type Desk, startDesk } from '../support/desk';
import { openAs, read, say } from '../support/sandboxPage';
import { eventually } from '../support/eventually';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => browser.close());

async function fromAskingToHistory(desk: Desk): Promise<void> {
  const customer = await openAs(browser, desk, 'customer', 'robin-ortiz');
  const adele = await openAs(browser, desk, 'support', 'adele-vance');
  const diego = await openAs(browser, desk, 'support', 'diego-siciliani');
  await picturedOnFailure('handoff', [customer, adele, diego], async () => {
    await say(customer, 'hello');
    await read(customer, /store hours and orders/);
    await say(customer, 'speak to agent');
    await read(customer, /You are being transferred to a person/);

    // Two agents press at once; one wins, the other is told by whom.
    const claimOf = (page: Page) => page.getByRole('button', { name: 'Claim', exact: true }).last();
    for (const page of [adele, diego]) {
      await page.getByTestId('channel-customer-escalations').click();
      await claimOf(page).waitFor();
    }
    await Promise.all([claimOf(adele).click(), claimOf(diego).click()]);
    await read(customer, /has joined the chat/);
    const words = await customer.getByTestId('chat-messages').innerText();
    const [winner, loser, name] = words.includes('Adele Vance has joined')
      ? [adele, diego, 'Adele Vance']
      : [diego, adele, 'Diego Siciliani'];
    await loser.getByText(`${name} has already claimed this`).first().waitFor();

    await winner.getByRole('link', { name: 'Open chat' }).last().click();
    const tab = winner.frameLocator('[data-testid=tab-frame]');
    // What the bot offered is shown, and cannot be pressed in the customer's place.
    const choices = tab.getByTestId('bot-part').getByTestId('suggestions');
    await choices.getByText('Order status').waitFor();
    expect(await choices.getByRole('button').count()).toBe(0);
    await tab.getByTestId('composer-text').fill('Hello Robin, *how* can I help?');
    await tab.getByTestId('send').click();
    await read(customer, 'Hello Robin, *how* can I help?');
    await tab.getByTestId('delivery').last().getByText('Delivered').waitFor();

    await say(customer, 'My card was charged twice');
    await tab.getByTestId('people-part').getByText('My card was charged twice').waitFor();

    await tab.getByTestId('resolve').click();
    await tab.getByTestId('outcome').fill('Refunded one charge');
    await tab.getByTestId('confirm').click();
    await read(customer, /You are back with Contoso Assistant/);

    await say(customer, 'what happened');
    await read(customer, new RegExp(`${name} resolved your request: Refunded one charge`));

    await winner.getByTestId('tab-history').click();
    const row = tab.getByTestId('history-row').first();
    await row.getByText('Robin Ortiz').first().waitFor();
    expect(await row.innerText()).toMatch(/resolved/i);
  });
  await Promise.all([customer, adele, diego].map((page) => page.context().close()));
}

test('asked for, claimed by one of two, answered, resolved, back with the bot, in the history: on a named PostgreSQL', async () => {
  const database = await createTestDatabase();
  const desk = await startDesk({ env: { DATABASE_URL: database.url } });
  try {
    await fromAskingToHistory(desk);
    // Nothing may be left that was never delivered.
    const pending = async () => (await database.db.pool.query('select 1 from outbox')).rowCount;
    await eventually(async () => (await pending()) === 0);
  } finally {
    await desk.stop();
    await database.drop();
  }
});

test('the same on the PostgreSQL the desk brings along', async () => {
  const desk = await startDesk({ env: {} });
  try {
    await fromAskingToHistory(desk);
  } finally {
    await desk.stop();
  }
});
