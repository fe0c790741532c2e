/** A manager writes a rule, tries it on what there was, saves it, and the next customer goes where it says. */
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { openBrowser, picturedOnFailure } from '../support/browser';
import { createTestDatabase } from '../support/database';
import { startDesk } from '../support/desk';
import { openAs, say } from '../support/sandboxPage';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => browser.close());

async function handOver(customer: Page): Promise<void> {
  await say(customer, 'Our point of sale is down in store 88');
  const told = /You are being transferred to a person/;
  await customer.getByTestId('chat-messages').getByText(told).last().waitFor();
}

async function connectBilling(manager: Page): Promise<void> {
  await manager.getByTestId('channel-billing').click();
  await manager.getByTestId('mention').click();
  await manager.getByTestId('post-input').fill('connect');
  await manager.getByTestId('post-send').click();
  await manager.getByText('This channel is the queue').last().waitFor();
}

async function openSettings(page: Page): Promise<FrameLocator> {
  await page.getByTestId('app-tab').click();
  const tab = page.frameLocator('[data-testid=tab-frame]');
  await tab.getByTestId('go-settings').click();
  await tab.getByTestId('add-rule').waitFor();
  return tab;
}

async function write(tab: FrameLocator, rule: { name: string; condition: string; queue: string }): Promise<void> {
  await tab.getByTestId('add-rule').click();
  await tab.getByTestId('rule-name').fill(rule.name);
  await tab.getByTestId('rule-condition').fill(rule.condition);
  await tab.getByTestId('rule-queue').selectOption({ label: rule.queue });
}

test('a rule with a dry run', async () => {
  const database = await createTestDatabase();
  const desk = await startDesk({ env: { DATABASE_URL: database.url } });
  const robin = await openAs(browser, desk, 'customer', 'robin-ortiz');
  const maria = await openAs(browser, desk, 'customer', /^person-mar/);
  const megan = await openAs(browser, desk, 'support', 'megan-bowen');
  const other = await openAs(browser, desk, 'support', 'megan-bowen');
  try {
    await picturedOnFailure('rules', [robin, maria, megan, other], async () => {
      await handOver(robin);
      await connectBilling(megan);
      const tab = await openSettings(megan);
      const elsewhere = await openSettings(other);

      // What cannot be read is told with its place while it is written.
      await write(tab, { name: 'Outages', condition: 'StoreNumber > 50 and PaymentsAffected', queue: 'Billing' });
      await tab.getByTestId('rule-mistake').getByText('At character 18: Write && instead of “and”.').waitFor();
      await tab.getByTestId('rule-condition').fill('StoreNumber > 50 && PaymentsAffected');
      await tab.getByTestId('rule-readable').waitFor();
      await tab.getByTestId('rule-priority').selectOption({ label: 'Urgent' });
      await tab.getByTestId('confirm').click();

      await tab.getByTestId('dry-run').click();
      await tab.getByTestId('dry-run-result').getByText('The last one would have gone differently.').waitFor();
      const change = tab.getByTestId('dry-run-change');
      await change.getByText('Billing, because StoreNumber 88 > 50 and PaymentsAffected is true').waitFor();

      // Another manager is faster; this one is told, and keeps what they wrote.
      await write(elsewhere, { name: 'Never', condition: `topic == 'Never'`, queue: 'Billing' });
      await elsewhere.getByTestId('confirm').click();
      await elsewhere.getByTestId('save-rules').click();
      await elsewhere.getByText('The routing rules are saved.').waitFor();
      await tab.getByTestId('save-rules').click();
      await tab
        .getByTestId('rules-behind')
        .filter({ hasText: /Megan Bowen saved the rules .*Added: “Never”/ })
        .waitFor();
      await tab.getByTestId('rule').getByText('StoreNumber > 50 && PaymentsAffected').waitFor();
      await tab.getByTestId('keep-mine').click();
      await tab.getByTestId('save-rules').click();
      await tab.getByText('The routing rules are saved.').waitFor();

      await handOver(maria);
      await maria.getByText('You are next in line').last().waitFor();
      await megan.getByTestId('app-team').click();
      await megan.getByTestId('channel-billing').click();
      await megan.getByText('Billing, because StoreNumber 88 > 50 and PaymentsAffected is true').last().waitFor();
      await megan.getByText('Waiting · urgent').last().waitFor();
    });
  } finally {
    await Promise.all([robin, maria, megan, other].map((page) => page.context().close()));
    await desk.stop();
    await database.drop();
  }
});
