/** What people do for each other in the tab: transfer with a word, whisper, ask for advice, take what is offered. */
import type { Browser, Frame } from 'playwright-core';
import { openBrowser, picturedOnFailure } from '../support/browser';
import { type TestDatabase, createTestDatabase } from '../support/database';
import { type Desk, startDesk } from '../support/desk';
import { eventually } from '../support/eventually';
import { idOfPerson, sandboxPeople } from '../support/sandboxPeople';
import { type Tab, openTab } from '../support/tabHost';

const { ask } = sandboxPeople(() => desk.url);

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
    const tab = await openTab(browser, desk.url, { personId: idOfPerson(name) });
    await tab.frame.getByTestId('presence').waitFor();
    return tab;
  };
  [adele, diego, megan] = await Promise.all([tabOf('Adele Vance'), tabOf('Diego Siciliani'), tabOf('Megan Bowen')]);
});
afterAll(async () => {
  await browser.close();
  await desk.stop();
  await database.drop();
});

async function asksForAPerson(name: string): Promise<void> {
  const who = { count: 1, role: 'customer', name, announce: true };
  const { items } = await ask<{ items: { id: string }[] }>('/sandbox/api/people', { body: who });
  await ask(`/sandbox/api/people/${items[0]?.id}/chat`, { body: { text: 'speak to agent' } });
}

const rowOf = (frame: Frame, list: string, name: string) =>
  frame.getByTestId(list).locator('[data-row]').getByText(name, { exact: true });

const pictured = (name: string, work: () => Promise<void>) =>
  picturedOnFailure(name, [adele.page, diego.page, megan.page], work);

test('a tab that was open before its agent was on a team shows their queue as soon as they are', async () => {
  const agent = (name: string, announce: boolean) =>
    ask<{ items: { id: string }[] }>('/sandbox/api/people', { body: { count: 1, role: 'agent', name, announce } });
  const { items } = await agent('Nora New', false);
  const nora = await openTab(browser, desk.url, { personId: items[0]?.id ?? '' });
  await picturedOnFailure('nora', [nora.page], async () => {
    await nora.frame.getByText('You are in no queue yet').waitFor();
    // Teams tells of the next one, and the desk reads the whole team.
    await agent('Noah Next', true);
    await nora.frame.getByTestId('presence').waitFor();
  });
  await nora.close();
});

test('a transfer brings the conversation and a word about it to somebody who is there', () =>
  pictured('transfer', async () => {
    await diego.frame.getByTestId('presence').click();
    await diego.frame.getByTestId('presence-available').click();
    await diego.frame.locator('[data-presence=available]').waitFor();

    await asksForAPerson('Tess Transfer');
    const row = adele.frame
      .getByTestId('list-waiting')
      .getByTestId('escalation-row')
      .filter({ hasText: 'Tess Transfer' });
    await row.getByTestId('claim').click();
    await adele.frame.getByTestId('transfer').click();
    await adele.frame.getByTestId('transfer-to').selectOption({ label: 'Diego Siciliani – available, 0 open' });
    await adele.frame.getByTestId('transfer-note').fill('She has waited since Monday.');
    await adele.frame.getByTestId('confirm').click();
    await adele.frame.getByText('Transferred to Diego Siciliani.').waitFor();

    await rowOf(diego.frame, 'list-mine', 'Tess Transfer').click();
    await diego.frame.getByTestId('note').getByText('She has waited since Monday.').waitFor();
    await diego.frame.getByText('Adele Vance transferred the chat to you').first().waitFor();
  }));

test('a manager whispers from the page Now: the owner reads it, another agent sees only that it is there', () =>
  pictured('whisper', async () => {
    await megan.frame.getByTestId('go-now').click();
    await rowOf(megan.frame, 'now-claimed', 'Tess Transfer').click();
    await megan.frame.getByTestId('write-note').click();
    await megan.frame.getByText('Only Diego Siciliani sees this').click();
    await megan.frame.getByTestId('composer-text').fill('Give her the blue voucher.');
    await megan.frame.getByTestId('send').click();

    const whisper = (frame: Frame) => frame.getByTestId('note').filter({ has: frame.getByTestId('whisper') });
    await whisper(megan.frame).getByText('Give her the blue voucher.').waitFor();
    await whisper(diego.frame).getByText('Give her the blue voucher.').waitFor();
    await whisper(diego.frame).getByText('Whisper — only you see this').waitFor();
    // She gave it away, and may still read it: all but this.
    await whisper(adele.frame).getByText('(for Diego Siciliani only)').waitFor();
    expect(await adele.frame.content()).not.toContain('voucher');
  }));

test('a colleague who is asked for advice finds it, reads along, and leaves', () =>
  pictured('advice', async () => {
    await diego.frame.getByTestId('more-actions').click();
    await diego.frame.getByTestId('consult').click();
    await diego.frame.getByTestId('consult-whom').selectOption({ value: idOfPerson('Adele Vance') });
    await diego.frame.getByTestId('consult-note').fill('Do you remember her order?');
    await diego.frame.getByTestId('confirm').click();
    await diego.frame.getByTestId('helpers').getByText('Adele Vance was asked for advice').waitFor();

    await rowOf(adele.frame, 'list-advice', 'Tess Transfer').click();
    await adele.frame.getByTestId('note').getByText('Do you remember her order?').waitFor();
    await adele.frame.getByTestId('helpers').getByText('You were asked for advice').waitFor();
    await adele.frame.getByTestId('leave').click();
    await adele.frame.getByTestId('list-advice').waitFor({ state: 'detached' });
  }));

test('a queue that offers: what one passes goes to the next, who hears of it and takes it by keyboard', () =>
  pictured('offer', async () => {
    await megan.frame.getByTestId('conversation-header').getByTestId('back').click();
    await megan.frame.getByTestId('back').click();
    await megan.frame.getByTestId('go-settings').click();
    await megan.frame.getByTestId('edit-promises').click();
    await megan.frame.getByText('It is offered to the least busy').click();
    await megan.frame.getByTestId('promise-offerSeconds').fill('5');
    await megan.frame.getByText('Between 10 and 3,600 seconds.').waitFor();
    await megan.frame.getByTestId('promise-offerSeconds').fill('600');
    await megan.frame.getByTestId('confirm').click();
    await megan.frame.getByTestId('queue').getByText('offered to the least busy').waitFor();

    await adele.frame.getByTestId('presence').click();
    await adele.frame.getByTestId('presence-available').click();
    await adele.frame.getByText('You are offered chats while available.').waitFor();
    await asksForAPerson('Omar Offered');
    const offerIn = ({ frame }: Tab) => frame.getByTestId('offer').filter({ hasText: 'Omar Offered' });
    // Diego has one already.
    await offerIn(adele)
      .getByText(/\d:\d\d left/)
      .waitFor();
    await adele.frame
      .getByTestId('announcer')
      .getByText(/Offered to you: Omar Offered/)
      .waitFor();
    expect(await offerIn(diego).count()).toBe(0);
    await offerIn(adele).getByTestId('pass').click();

    await offerIn(diego).getByTestId('accept').press('Enter');
    await diego.frame.getByTestId('conversation').getByText('Omar Offered').first().waitFor();
    await eventually(async () =>
      diego.frame.getByTestId('composer-text').evaluate((area) => area === document.activeElement),
    );
    await rowOf(diego.frame, 'list-mine', 'Omar Offered').waitFor();
    expect(await offerIn(adele).count()).toBe(0);
  }));
