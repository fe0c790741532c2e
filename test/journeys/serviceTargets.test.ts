/** Promises about time, as people see them: a silent owner loses the escalation, a customer may stop waiting. */
import type { Browser } from 'playwright-core';
import { SANDBOX } from '../../src/config/world';
import { openBrowser, picturedOnFailure } from '../support/browser';
import { type TestDatabase, createTestDatabase } from '../support/database';
import { type Desk, startDesk } from '../support/desk';
import { openTab } from '../support/tabHost';

const adele = SANDBOX.people.find(({ name }) => name === 'Adele Vance')?.id ?? '';

let browser: Browser;
let database: TestDatabase;
let desk: Desk;

beforeAll(async () => {
  database = await createTestDatabase();
  [browser, desk] = await Promise.all([openBrowser(), startDesk({ env: { DATABASE_URL: database.url } })]);
});
afterAll(async () => {
  await browser.close();
  await desk.stop();
  await database.drop();
});

async function openPage() {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
  const page = await context.newPage();
  await page.goto(desk.url);
  const chat = page.getByTestId('chat-messages');
  const say = async (text: string) => {
    await page.getByTestId('chat-input').fill(text);
    await page.getByTestId('chat-send').click();
  };
  const read = (text: string | RegExp) => chat.getByText(text).last().waitFor();
  return { page, chat, say, read };
}

/** So many minutes go by without a word. */
async function silenceOf(minutes: number): Promise<void> {
  await database.db.pool.query(
    `update escalation set
       customer_waits_since = customer_waits_since - make_interval(mins => $1),
       owner_warned_at = owner_warned_at - make_interval(mins => $1),
       due_at = due_at - make_interval(mins => $1)
     where status = 'claimed'`,
    [minutes],
  );
}

test('a customer sees where they are, and stops waiting', async () => {
  const { page, chat, say, read } = await openPage();
  await picturedOnFailure('stop-waiting', [page], async () => {
    await say('speak to agent');
    await read('You are next in line');
    await chat.getByRole('button', { name: 'Stop waiting' }).click();
    await read(/You are back with Contoso Assistant/);
    await chat.getByRole('button', { name: 'Stop waiting' }).waitFor({ state: 'detached' });
    await say('hello');
    await read(/Welcome back. Your request .1001 was closed/);
  });
  await page.context().close();
});

test('an owner who lets the customer wait is reminded, then somebody else may claim, with the whole story', async () => {
  const { page, say, read } = await openPage();
  const tab = await openTab(browser, desk.url, { personId: adele });
  await picturedOnFailure('silent-owner', [page, tab.page], async () => {
    await say('speak to agent');
    const waiting = tab.frame.getByTestId('list-waiting');
    await waiting.getByRole('button', { name: /Claim/ }).first().click();
    await read(/Adele Vance has joined the chat/);
    await silenceOf(16);
    // The reminder names the owner in the thread of the card.
    await page.getByTestId('channel-customer-escalations').click();
    await page
      .getByText(/has waited .* for your reply/)
      .first()
      .waitFor();
    await silenceOf(16);
    await read(/The agent has left the chat. Somebody else will be with you soon/);
    await waiting.getByText('Robin Ortiz').first().waitFor();
  });
  await page.context().close();
  await tab.close();
});
