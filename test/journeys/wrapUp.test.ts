/** Wrap-up in a browser: a manager keeps the outcomes, a queue asks for one, and no way out of a chat goes round it. */
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { complaints } from '../support/axe';
import { SANDBOX } from '../../src/config/world';
import { eventually, patience } from '../support/eventually';
import { openBrowser, picturedOnFailure } from '../support/browser';
import { type Desk, startDesk } from '../support/desk';
import { openAs, read, say } from '../support/sandboxPage';

let browser: Browser;
let desk: Desk;
beforeAll(async () => {
  [browser, desk] = await Promise.all([openBrowser(), startDesk({ env: {} })]);
});
afterAll(async () => {
  await browser.close();
  await desk.stop();
});

const CUSTOMERS = 'customer-escalations';
const card = (page: Page) => page.getByTestId('card').last();
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** Settings: two outcomes and a tag, and that the customers' queue asks for an outcome. */
async function arrange(tab: FrameLocator, page: Page): Promise<void> {
  await page.getByTestId('app-tab').click();
  await tab.getByTestId('go-settings').click();
  await tab.getByTestId('edit-wrap-up').click();
  await tab.getByRole('textbox', { name: 'Outcome 1' }).fill('Refunded');
  await page.keyboard.press('Enter');
  await tab.getByRole('textbox', { name: 'Outcome 2' }).fill('Replaced');
  await tab.getByRole('button', { name: 'Add a tag' }).click();
  await tab.getByRole('textbox', { name: 'Tag 1' }).fill('VIP');
  await tab.getByTestId('confirm').click();
  await tab.getByText('Refunded · Replaced').waitFor();
  const queue = tab.getByTestId('queue').filter({ hasText: 'Customer escalations' });
  await queue.getByTestId('before-resolving').click();
  await tab.getByTestId('asks-outcome').check();
  await tab.getByTestId('confirm').click();
  await queue.getByText(/asks for an outcome/).waitFor();
}

/** Adele's own token, and no tab. */
async function asAdele(path: string, body?: object): Promise<{ status: number; body: Record<string, unknown> }> {
  const { id } = SANDBOX.people.find(({ name }) => name === 'Adele Vance') as { id: string };
  const issued = await fetch(`${desk.url}/sandbox/api/people/${id}/token`, { signal: AbortSignal.timeout(patience()) });
  const { token } = (await issued.json()) as { token: string };
  const answer = await fetch(`${desk.url}/api${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(patience()),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

async function askForAPerson(customer: Page): Promise<void> {
  await say(customer, 'speak to agent');
  await read(customer, /You are being transferred to a person/);
}

test('an outcome that is asked for is asked for in the tab, on the card and by the API', async () => {
  const megan = await openAs(browser, desk, 'support', 'megan-bowen');
  const adele = await openAs(browser, desk, 'support', 'adele-vance');
  const diego = await openAs(browser, desk, 'support', 'diego-siciliani');
  const customer = await openAs(browser, desk, 'customer', 'robin-ortiz');
  await picturedOnFailure('wrapUp', [megan, adele, diego, customer], async () => {
    await arrange(megan.frameLocator('[data-testid=tab-frame]'), megan);
    for (const page of [adele, diego]) await page.getByTestId(`channel-${CUSTOMERS}`).click();

    // On the card: the owner is asked, a colleague is offered nothing but the chat.
    await askForAPerson(customer);
    await button(adele, 'Claim').last().click();
    await read(customer, /has joined the chat/);
    await button(adele, 'Resolve').last().click();
    await card(diego)
      .getByText(/Claimed by Adele Vance/)
      .waitFor();
    expect(await card(diego).getByRole('button').allInnerTexts()).not.toContain('Resolve');
    const confirm = card(adele).getByRole('button', { name: 'Resolve', exact: true }).last();
    // Brought up to date after the claim, a card is drawn anew, with its fields folded again.
    await eventually(
      async () => {
        if (
          !(await card(adele)
            .getByLabel(/^Outcome/)
            .isVisible())
        )
          await button(adele, 'Resolve').last().click();
        else await confirm.click();
        return card(adele).getByText('Choose an outcome first.').isVisible();
      },
      { what: 'the card to ask for an outcome' },
    );
    await card(adele)
      .getByLabel(/^Outcome/)
      .selectOption('Replaced');
    await card(adele).getByLabel('VIP').check();
    expect(await complaints(adele.mainFrame())).toEqual([]);
    await confirm.click();
    await card(adele).getByText('Replaced · VIP').waitFor();
    await read(customer, /You are back with Contoso Assistant/);

    // In the tab.
    await askForAPerson(customer);
    await button(adele, 'Claim').last().click();
    await adele.getByRole('link', { name: 'Open chat' }).last().click();
    const tab = adele.frameLocator('[data-testid=tab-frame]');
    await tab.getByTestId('resolve').click();
    await tab.getByTestId('confirm').click();
    await tab.getByText('This queue asks for an outcome. Choose one.').waitFor();

    // By the API, with what the tab would have sent.
    const [mine] = (await asAdele('/escalations?assignee=me&status=claimed')).body.items as { id: string }[];
    expect(await asAdele(`/escalations/${mine?.id}/resolve`, {})).toMatchObject({
      status: 422,
      body: { code: 'wrap_up_missing', detail: 'Not resolved yet: this queue asks for an outcome.' },
    });
    expect((await asAdele(`/escalations/${mine?.id}`)).body).toMatchObject({ status: 'claimed', outcome: null });

    await tab.getByTestId('outcome').selectOption('Refunded');
    await tab.getByTestId('summary').fill('Paid twice for one order.');
    await tab.getByTestId('confirm').click();
    await read(customer, /You are back with Contoso Assistant/);

    await adele.getByTestId('tab-history').click();
    const rows = tab.getByTestId('history-row');
    await rows.first().getByText('Refunded').waitFor();
    await rows.nth(1).getByText('Replaced · VIP').waitFor();
  });
});
