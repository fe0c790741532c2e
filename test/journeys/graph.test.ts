/** Microsoft Graph in a browser: a manager switches it on, an agent is told in the activity feed, and is in a call. */
import type { Browser } from 'playwright-core';
import { complaints } from '../support/axe';
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

const TAB = '[data-testid=tab-frame]';

test('unread customers are said in the activity feed, and a call in Teams in the tab', async () => {
  const megan = await openAs(browser, desk, 'support', 'megan-bowen');
  const adele = await openAs(browser, desk, 'support', 'adele-vance');
  const customer = await openAs(browser, desk, 'customer', 'robin-ortiz');
  await picturedOnFailure('graph', [megan, adele, customer], async () => {
    const settings = megan.frameLocator(TAB);
    await megan.getByTestId('app-tab').click();
    await settings.getByTestId('go-settings').click();
    await settings.getByRole('radio', { name: /activity feed/ }).check();
    await settings.getByText('Not tried yet.').waitFor();
    await settings.getByRole('radio', { name: /^Calls and presentations/ }).check();

    const tab = adele.frameLocator(TAB);
    await adele.getByTestId('channel-customer-escalations').click();
    await say(customer, 'speak to agent');
    await read(customer, /You are being transferred to a person/);
    await adele.getByRole('button', { name: 'Claim', exact: true }).last().click();
    await read(customer, /has joined the chat/);
    await adele.getByTestId('app-activity').click();
    await say(customer, 'Where is my parcel?');
    const notification = adele.getByTestId('feed-item');
    await notification.getByText('Robin Ortiz waits for your answer').waitFor();
    await notification.getByText('Where is my parcel?').waitFor();
    expect(await adele.getByTestId('bot-said').filter({ hasText: 'waits for your answer' }).count()).toBe(0);
    expect(await complaints(adele.mainFrame())).toEqual([]);
    await settings
      .getByText(/^It worked/)
      .first()
      .waitFor();
    await notification.getByRole('button').click();
    await tab.getByText('Where is my parcel?').last().waitFor();

    // Back from the chat, to the list.
    await adele.getByTestId('tab-work').click();
    await tab.getByTestId('presence').click();
    await tab.getByTestId('presence-available').click();
    await adele.getByTestId('app-activity').click();
    await adele.getByTestId('teams-presence').selectOption('In a call');
    await adele.getByTestId('app-tab').click();
    await tab.getByText(/Teams says you are in a call/).waitFor();
    await tab.getByTestId('insist-available').click();
    await tab.getByTestId('teams-says').waitFor({ state: 'detached' });
    expect(await tab.getByTestId('presence').getAttribute('data-presence')).toBe('available');
  });
});
