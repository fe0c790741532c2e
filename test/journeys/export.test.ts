/** A manager takes what the history found along as a file: chosen, watched, cancelled, and saved by the browser. */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { Browser } from 'playwright-core';
import { complaints } from '../support/axe';
import { openBrowser, picturedOnFailure } from '../support/browser';
import { type TestDatabase, createTestDatabase } from '../support/database';
import { type Desk, newDataDir, startDesk } from '../support/desk';
import { eventually } from '../support/eventually';
import { EVERY_THEME, look, overhang, picture } from '../support/looks';
import { freePort } from '../support/ports';
import { idOfPerson, sandboxPeople } from '../support/sandboxPeople';
import { type Tab, openTab } from '../support/tabHost';

const { says, somebodyWaits } = sandboxPeople(() => desk.url);
const megan = idOfPerson('Megan Bowen');

let browser: Browser;
let database: TestDatabase;
let desk: Desk;
let tab: Tab;

beforeAll(async () => {
  database = await createTestDatabase();
  const env = { DATABASE_URL: database.url, DATA_DIR: newDataDir(), PORT: String(await freePort()) };
  [browser, desk] = await Promise.all([openBrowser(), startDesk({ env })]);
});
afterAll(async () => {
  await tab.close();
  await browser.close();
  await desk.stop();
  await database.drop();
});

test('what the history found is saved as a file, and nothing in it is calculated', async () => {
  const { personId } = await somebodyWaits('=Robin Ortiz');
  await says(personId, 'I was charged twice');
  await somebodyWaits('Mei Sun');
  tab = await openTab(browser, desk.url, { personId: megan, view: 'history', width: 1440, height: 900 });
  const { frame, page } = tab;
  await picturedOnFailure('export', [page], async () => {
    await frame.getByTestId('filter-q').fill('charged twice');
    await frame.getByTestId('hit').waitFor();
    await frame.getByTestId('export').click();
    await frame.getByTestId('export-dialog').waitFor();
    await look(tab, 'export', EVERY_THEME);
    await page.setViewportSize({ width: 320, height: 640 });
    await eventually(async () => (await complaints(frame)).length === 0, { what: 'nothing wrong at 320' });
    expect(await overhang(frame)).toBe(0);
    await picture(tab.page, 'export-320');
    await page.setViewportSize({ width: 1440, height: 900 });

    await frame.getByTestId('export-semicolon').check();
    const [download] = await Promise.all([page.waitForEvent('download'), frame.getByTestId('confirm').click()]);
    expect(download.suggestedFilename()).toMatch(/^escalations-\d{4}-\d\d-\d\d\.csv$/);
    const rows = parse<Record<string, string>>(readFileSync(await download.path()), {
      bom: true,
      columns: true,
      delimiter: ';',
    });
    expect(rows.map((row) => [row['Customer'], row['Status']])).toEqual([["'=Robin Ortiz", 'waiting']]);
    await frame.getByText(`${download.suggestedFilename()} is in your downloads: 1 chat.`).waitFor();
    await frame.getByTestId('export-dialog').waitFor({ state: 'detached' });
    await eventually(() => frame.evaluate(() => document.activeElement?.getAttribute('data-testid') === 'export'));
  });
});

test('what takes long can be watched and cancelled, and nothing is saved', async () => {
  const { frame, page } = tab;
  let saved = 0;
  page.on('download', () => (saved += 1));
  await picturedOnFailure('export-cancelled', [page], async () => {
    // The desk's answer never comes to an end.
    const lock = await database.db.pool.connect();
    await lock.query('begin; lock table audit');
    try {
      await frame.getByTestId('export').click();
      await frame.getByTestId('confirm').click();
      await frame.getByTestId('export-progress').waitFor();
      await eventually(async () => (await complaints(frame)).length === 0, { what: 'nothing wrong with the progress' });
      await picture(tab.page, 'export-progress');
      await frame.getByTestId('cancel').click();
      await frame.getByTestId('export-dialog').waitFor({ state: 'detached' });
    } finally {
      await lock.query('rollback');
      lock.release();
    }
    expect(saved).toBe(0);
  });
});
