/** A manager writes a rule, tries it on what there was, saves it, and the next customer goes where it says. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { openBrowser, picturedOnFailure } from '../support/browser';
import { createTestDatabase } from '../support/database';
import { type Desk, startDesk } from '../support/desk';

const PATIENCE = { timeout: 20_000 };
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
}, 60_000);
afterAll(async () => browser.close());

async function openAs(desk: Desk, picker: string, person: RegExp | string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
  const page = await context.newPage();
  await page.goto(desk.url);
  await page.getByTestId(`${picker}-picker`).click(PATIENCE);
  await page.getByTestId(typeof person === 'string' ? `person-${person}` : person).click(PATIENCE);
  return page;
}

async function handOver(customer: Page): Promise<void> {
  await customer.getByTestId('chat-input').fill('Our point of sale is down in store 88', PATIENCE);
  await customer.getByTestId('chat-send').click(PATIENCE);
  const told = /You are being transferred to a person/;
  await customer.getByTestId('chat-messages').getByText(told).last().waitFor(PATIENCE);
}

async function connectBilling(manager: Page): Promise<void> {
  await manager.getByTestId('channel-billing').click(PATIENCE);
  await manager.getByTestId('mention').click(PATIENCE);
  await manager.getByTestId('post-input').fill('connect', PATIENCE);
  await manager.getByTestId('post-send').click(PATIENCE);
  await manager.getByText('This channel is the queue').last().waitFor(PATIENCE);
}

async function openSettings(page: Page): Promise<FrameLocator> {
  await page.getByTestId('app-tab').click(PATIENCE);
  const tab = page.frameLocator('[data-testid=tab-frame]');
  await tab.getByTestId('go-settings').click(PATIENCE);
  await tab.getByTestId('add-rule').waitFor(PATIENCE);
  return tab;
}

async function write(tab: FrameLocator, rule: { name: string; condition: string; queue: string }): Promise<void> {
  await tab.getByTestId('add-rule').click(PATIENCE);
  await tab.getByTestId('rule-name').fill(rule.name, PATIENCE);
  await tab.getByTestId('rule-condition').fill(rule.condition, PATIENCE);
  await tab.getByTestId('rule-queue').selectOption({ label: rule.queue }, PATIENCE);
}

test('a rule with a dry run', async () => {
  const database = await createTestDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'desk-'));
  const desk = await startDesk({ env: { DATABASE_URL: database.url, DATA_DIR: dataDir } });
  const robin = await openAs(desk, 'customer', 'robin-ortiz');
  const maria = await openAs(desk, 'customer', /^person-mar/);
  const megan = await openAs(desk, 'support', 'megan-bowen');
  const other = await openAs(desk, 'support', 'megan-bowen');
  try {
    await picturedOnFailure('rules', [robin, maria, megan, other], async () => {
      await handOver(robin);
      await connectBilling(megan);
      const tab = await openSettings(megan);
      const elsewhere = await openSettings(other);

      // What cannot be read is told with its place while it is written.
      await write(tab, { name: 'Outages', condition: 'StoreNumber > 50 and PaymentsAffected', queue: 'Billing' });
      await tab.getByTestId('rule-mistake').getByText('At character 18: Write && instead of “and”.').waitFor(PATIENCE);
      await tab.getByTestId('rule-condition').fill('StoreNumber > 50 && PaymentsAffected', PATIENCE);
      await tab.getByTestId('rule-readable').waitFor(PATIENCE);
      await tab.getByTestId('rule-priority').selectOption({ label: 'Urgent' }, PATIENCE);
      await tab.getByTestId('confirm').click(PATIENCE);

      await tab.getByTestId('dry-run').click(PATIENCE);
      await tab
        .getByTestId('dry-run-result')
        .getByText('1 of the last 1 would have gone differently.')
        .waitFor(PATIENCE);
      const change = tab.getByTestId('dry-run-change');
      await change.getByText('Billing, because StoreNumber 88 > 50 and PaymentsAffected is true').waitFor(PATIENCE);

      // Another manager is faster; this one is told, and keeps what they wrote.
      await write(elsewhere, { name: 'Never', condition: `topic == 'Never'`, queue: 'Billing' });
      await elsewhere.getByTestId('confirm').click(PATIENCE);
      await elsewhere.getByTestId('save-rules').click(PATIENCE);
      await elsewhere.getByText('The routing rules are saved.').waitFor(PATIENCE);
      await tab.getByTestId('save-rules').click(PATIENCE);
      await tab
        .getByTestId('rules-behind')
        .getByText(/Megan Bowen saved the rules .* added “Never”/)
        .waitFor(PATIENCE);
      await tab.getByTestId('rule').getByText('StoreNumber > 50 && PaymentsAffected').waitFor(PATIENCE);
      await tab.getByTestId('keep-mine').click(PATIENCE);
      await tab.getByTestId('save-rules').click(PATIENCE);
      await tab.getByText('The routing rules are saved.').waitFor(PATIENCE);

      await handOver(maria);
      await maria.getByText('You are next in line').last().waitFor(PATIENCE);
      await megan.getByTestId('app-team').click(PATIENCE);
      await megan.getByTestId('channel-billing').click(PATIENCE);
      await megan
        .getByText('Billing, because StoreNumber 88 > 50 and PaymentsAffected is true')
        .last()
        .waitFor(PATIENCE);
      await megan.getByText('Waiting · urgent').last().waitFor(PATIENCE);
    });
  } finally {
    await Promise.all([robin, maria, megan, other].map((page) => page.context().close()));
    await desk.stop();
    await database.drop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}, 150_000);
