/** What people do for each other in the tab: transfer with a word, whisper, ask for advice, take what is offered. */
import type { Browser, Frame } from 'playwright-core';
import { SANDBOX } from '../../src/config/world';
import { openBrowser, picturedOnFailure } from '../support/browser';
import { type TestDatabase, createTestDatabase } from '../support/database';
import { type Desk, startDesk } from '../support/desk';
import { eventually } from '../support/eventually';
import { type Tab, openTab } from '../support/tabHost';

const PATIENCE = { timeout: 15_000 };
const idOf = (name: string) => SANDBOX.people.find((person) => person.name === name)?.id ?? '';

let browser: Browser;
let database: TestDatabase;
let desk: Desk;
let adele: Tab;
let diego: Tab;
let megan: Tab;

beforeAll(async () => {
  database = await createTestDatabase();
  [browser, desk] = await Promise.all([openBrowser(), startDesk({ env: { DATABASE_URL: database.url } })]);
  const tabOf = async (name: string) => {
    const tab = await openTab(browser, desk.url, { personId: idOf(name) });
    await tab.frame.getByTestId('presence').waitFor(PATIENCE);
    return tab;
  };
  [adele, diego, megan] = await Promise.all([tabOf('Adele Vance'), tabOf('Diego Siciliani'), tabOf('Megan Bowen')]);
}, 90_000);
afterAll(async () => {
  await browser.close();
  await desk.stop();
  await database.drop();
});

async function asJson<T>(path: string, body?: unknown): Promise<T> {
  const answer = await fetch(desk.url + path, {
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
    headers: { 'content-type': 'application/json' },
  });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

async function asksForAPerson(name: string): Promise<void> {
  const who = { count: 1, role: 'customer', name, announce: true };
  const { items } = await asJson<{ items: { id: string }[] }>('/sandbox/api/people', who);
  await asJson(`/sandbox/api/people/${items[0]?.id}/chat`, { text: 'speak to agent' });
}

const rowOf = (frame: Frame, list: string, name: string) =>
  frame.getByTestId(list).locator('[data-row]').getByText(name, { exact: true });

const pictured = (name: string, work: () => Promise<void>) =>
  picturedOnFailure(name, [adele.page, diego.page, megan.page], work);

test(
  'a transfer brings the conversation and a word about it to somebody who is there',
  () =>
    pictured('transfer', async () => {
      await diego.frame.getByTestId('presence').click(PATIENCE);
      await diego.frame.getByTestId('presence-available').click(PATIENCE);
      await diego.frame.getByText('You are offered conversations while available.').waitFor(PATIENCE);

      await asksForAPerson('Tess Transfer');
      const row = adele.frame
        .getByTestId('list-waiting')
        .getByTestId('escalation-row')
        .filter({ hasText: 'Tess Transfer' });
      await row.getByTestId('claim').click(PATIENCE);
      await adele.frame.getByTestId('transfer').click(PATIENCE);
      await adele.frame
        .getByTestId('transfer-to')
        .selectOption({ label: 'Diego Siciliani – available, 0 open' }, PATIENCE);
      await adele.frame.getByTestId('transfer-note').fill('She has waited since Monday.', PATIENCE);
      await adele.frame.getByTestId('confirm').click(PATIENCE);
      await adele.frame.getByText('Transferred to Diego Siciliani.').waitFor(PATIENCE);

      await rowOf(diego.frame, 'list-mine', 'Tess Transfer').click(PATIENCE);
      await diego.frame.getByTestId('note').getByText('She has waited since Monday.').waitFor(PATIENCE);
      await diego.frame.getByText('Adele Vance transferred to Diego Siciliani').waitFor(PATIENCE);
    }),
  60_000,
);

test(
  'a manager whispers from the live view: the owner reads it, another agent sees only that it is there',
  () =>
    pictured('whisper', async () => {
      await megan.frame.getByTestId('go-live').click(PATIENCE);
      await rowOf(megan.frame, 'live-claimed', 'Tess Transfer').click(PATIENCE);
      await megan.frame.getByTestId('write-note').click(PATIENCE);
      await megan.frame.getByText('Only Diego Siciliani sees this').click(PATIENCE);
      await megan.frame.getByTestId('composer-text').fill('Give her the blue voucher.', PATIENCE);
      await megan.frame.getByTestId('send').click(PATIENCE);

      const whisper = (frame: Frame) => frame.getByTestId('note').filter({ has: frame.getByTestId('whisper') });
      await whisper(megan.frame).getByText('Give her the blue voucher.').waitFor(PATIENCE);
      await whisper(diego.frame).getByText('Give her the blue voucher.').waitFor(PATIENCE);
      await whisper(diego.frame).getByText('Whisper — only you see this').waitFor(PATIENCE);
      // She gave it away, and may still read it: all but this.
      await whisper(adele.frame).getByText('(for Diego Siciliani only)').waitFor(PATIENCE);
      expect(await adele.frame.content()).not.toContain('voucher');
    }),
  60_000,
);

test(
  'a colleague who is asked for advice finds it, reads along, and leaves',
  () =>
    pictured('advice', async () => {
      await diego.frame.getByTestId('more-actions').click(PATIENCE);
      await diego.frame.getByTestId('consult').click(PATIENCE);
      await diego.frame.getByTestId('consult-whom').selectOption({ value: idOf('Adele Vance') }, PATIENCE);
      await diego.frame.getByTestId('consult-note').fill('Do you remember her order?', PATIENCE);
      await diego.frame.getByTestId('confirm').click(PATIENCE);
      await diego.frame.getByTestId('helpers').getByText('Adele Vance was asked for advice').waitFor(PATIENCE);

      await rowOf(adele.frame, 'list-advice', 'Tess Transfer').click(PATIENCE);
      await adele.frame.getByTestId('note').getByText('Do you remember her order?').waitFor(PATIENCE);
      await adele.frame.getByTestId('helpers').getByText('You were asked for advice').waitFor(PATIENCE);
      await adele.frame.getByTestId('leave').click(PATIENCE);
      await adele.frame.getByTestId('list-advice').waitFor({ ...PATIENCE, state: 'detached' });
    }),
  60_000,
);

test(
  'a queue that offers: what one passes goes to the next, who hears of it and takes it by keyboard',
  () =>
    pictured('offer', async () => {
      await megan.frame.getByTestId('conversation-header').getByTestId('back').click(PATIENCE);
      await megan.frame.getByTestId('back').click(PATIENCE);
      await megan.frame.getByTestId('go-settings').click(PATIENCE);
      await megan.frame.getByTestId('edit-promises').click(PATIENCE);
      await megan.frame.getByText('It is offered to the least busy').click(PATIENCE);
      await megan.frame.getByTestId('promise-offerSeconds').fill('5', PATIENCE);
      await megan.frame.getByText('Between 10 and 3,600 seconds.').waitFor(PATIENCE);
      await megan.frame.getByTestId('promise-offerSeconds').fill('600', PATIENCE);
      await megan.frame.getByTestId('confirm').click(PATIENCE);
      await megan.frame.getByTestId('queue').getByText('offered to the least busy').waitFor(PATIENCE);

      await adele.frame.getByTestId('presence').click(PATIENCE);
      await adele.frame.getByTestId('presence-available').click(PATIENCE);
      await adele.frame.getByText('You are offered conversations while available.').waitFor(PATIENCE);
      await asksForAPerson('Omar Offered');
      const offerIn = ({ frame }: Tab) => frame.getByTestId('offer').filter({ hasText: 'Omar Offered' });
      // Diego has one already.
      await offerIn(adele)
        .getByText(/\d:\d\d left/)
        .waitFor(PATIENCE);
      await adele.frame
        .getByTestId('announcer')
        .getByText(/Offered to you: Omar Offered/)
        .waitFor(PATIENCE);
      expect(await offerIn(diego).count()).toBe(0);
      await offerIn(adele).getByTestId('pass').click(PATIENCE);

      await offerIn(diego).getByTestId('accept').press('Enter', PATIENCE);
      await diego.frame.getByTestId('conversation').getByText('Omar Offered').first().waitFor(PATIENCE);
      await eventually(async () =>
        diego.frame.getByTestId('composer-text').evaluate((area) => area === document.activeElement),
      );
      await rowOf(diego.frame, 'list-mine', 'Omar Offered').waitFor(PATIENCE);
      expect(await offerIn(adele).count()).toBe(0);
    }),
  60_000,
);
