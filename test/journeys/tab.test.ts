/** The tab as its people meet it: by keyboard, by ear, on a phone, in every theme, and while things fail. */
import type { Browser, Frame } from 'playwright-core';
import { complaints } from '../support/axe';
import { openBrowser, picturedOnFailure } from '../support/browser';
import { type TestDatabase, createTestDatabase } from '../support/database';
import { type Desk, newDataDir, startDesk } from '../support/desk';
import { eventually } from '../support/eventually';
import { overhang } from '../support/looks';
import { freePort } from '../support/ports';
import { idOfPerson, sandboxPeople } from '../support/sandboxPeople';
import { type Tab, type TabOptions, openTab } from '../support/tabHost';

const THEMES = ['default', 'dark', 'contrast'] as const;
const LONG_NAME = 'Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaft';
const { says, escalationOf, somebodyWaits } = sandboxPeople(() => desk.url);
const [adele, megan, robin] = [idOfPerson('Adele Vance'), idOfPerson('Megan Bowen'), idOfPerson('Robin Ortiz')];

let browser: Browser;
let database: TestDatabase;
let desk: Desk;
let env: Record<string, string>;
const open: Tab[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  env = { DATABASE_URL: database.url, DATA_DIR: newDataDir(), PORT: String(await freePort()) };
  [browser, desk] = await Promise.all([openBrowser(), startDesk({ env })]);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((tab) => tab.close()));
});
afterAll(async () => {
  await browser.close();
  await desk.stop();
  await database.drop();
});

async function tabOf(personId: string, options: Omit<TabOptions, 'personId'> = {}): Promise<Tab> {
  const tab = await openTab(browser, desk.url, { personId, ...options });
  open.push(tab);
  return tab;
}
const pictured = <T>(name: string, work: () => Promise<T>) =>
  picturedOnFailure(
    `tab ${name}`,
    open.map(({ page }) => page),
    work,
  );

const seen = (frame: Frame, testId: string) => frame.getByTestId(testId).first().waitFor();

/** What has the focus, and whether one can see that it has. */
const focus = (frame: Frame) =>
  frame.evaluate(() => {
    const at = document.activeElement;
    if (!at || at === document.body) return { testId: 'nothing', row: null, isHeading: false, isVisible: false };
    // Some draw their ring themselves, some on a layer above, some on the box around them.
    const boxes = [getComputedStyle(at), getComputedStyle(at, '::after'), getComputedStyle(at.parentElement ?? at)];
    const isVisible = boxes.some(
      (s) => (s.outlineStyle !== 'none' && s.outlineWidth !== '0px') || s.boxShadow !== 'none',
    );
    const { testid: testId = '', row = null } = (at as HTMLElement).dataset;
    return { testId, row, isHeading: at.hasAttribute('data-heading'), isVisible };
  });

async function tabTo(tab: Tab, testId: string, key = 'Tab', row: string | null = null): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    await tab.page.keyboard.press(key);
    const now = await focus(tab.frame);
    if (now.testId !== testId || (row && now.row !== row)) continue;
    expect(now).toMatchObject({ testId, isVisible: true });
    return;
  }
  throw new Error(`60 presses of ${key} did not reach ${testId}.`);
}

test('from the list to the end without a mouse: the focus is always seen and always somewhere sensible', async () => {
  const { id, personId } = await somebodyWaits('Keyboard Kim');
  const tab = await tabOf(adele);
  await seen(tab.frame, 'escalation-row');
  await pictured('keyboard', async () => {
    await tabTo(tab, 'open', 'Tab', id);
    await tab.page.keyboard.press('Enter');
    await seen(tab.frame, 'composer-closed');
    expect((await focus(tab.frame)).isHeading).toBe(true);

    await tab.frame.getByTestId('composer-closed').getByTestId('claim').waitFor();
    await eventually(async () => {
      await tab.page.keyboard.press('Tab');
      const inGate = await tab.frame.evaluate(() => document.activeElement?.closest('[data-testid=composer-closed]'));
      return inGate !== null && (await focus(tab.frame)).testId === 'claim';
    });
    await tab.page.keyboard.press('Enter');
    await eventually(async () => (await focus(tab.frame)).testId === 'composer-text', { what: 'the composer' });

    await tab.page.keyboard.type('Hello Kim');
    await tab.page.keyboard.press('Enter');
    await tab.frame.getByTestId('delivery').last().getByText('Delivered').waitFor();
    expect(await focus(tab.frame)).toMatchObject({ testId: 'composer-text', isVisible: true });

    await tabTo(tab, 'resolve', 'Shift+Tab');
    await tab.page.keyboard.press('Enter');
    await eventually(async () => (await focus(tab.frame)).testId === 'outcome', { what: 'the question' });
    await tab.page.keyboard.type('Helped');
    await tabTo(tab, 'confirm');
    await tab.page.keyboard.press('Enter');
    await seen(tab.frame, 'ended');
    await eventually(async () => (await focus(tab.frame)).isHeading, { what: 'the focus on the heading' });
  });
  expect(await escalationOf('Keyboard Kim')).toBe(id);
  await says(personId, 'thanks');
});

test('new words are heard, and a change of theme is followed at once', async () => {
  const { id, personId } = await somebodyWaits('Listening Lou');
  const tab = await tabOf(adele, { escalationId: id });
  await seen(tab.frame, 'transcript');
  await pictured('live', async () => {
    // The transcript is read before the customer speaks again.
    await tab.frame.getByTestId('transcript').getByText('speak to agent').waitFor();
    await says(personId, 'Is anybody there?');
    await tab.frame
      .getByTestId('announcer')
      .getByText('Listening Lou: Is anybody there?')
      .waitFor({ state: 'attached' });

    const colour = () =>
      tab.frame.evaluate(
        () => getComputedStyle(document.querySelector('.fui-FluentProvider') ?? document.body).backgroundColor,
      );
    const colours = new Set([await colour()]);
    for (const theme of ['dark', 'contrast'] as const) {
      await tab.changeTheme(theme);
      colours.add(await eventually(async () => (colours.has(await colour()) ? null : colour())));
    }
    expect(colours.size).toBe(3);
  });
});

test.each(THEMES)('nothing keeps anyone out in the %s theme', async (theme) => {
  const { id } = await somebodyWaits(`Theme ${theme}`, 'Our point of sale is down');
  const tab = await tabOf(megan, { theme, escalationId: id });
  await seen(tab.frame, 'variables');
  await tab.frame.getByTestId('bot-part').getByText('Our point of sale is down').waitFor();
  await pictured(`axe ${theme}`, async () => {
    expect(await complaints(tab.frame)).toEqual([]);
    await tab.frame.getByTestId('go-settings').click();
    await seen(tab.frame, 'connection');
    expect(await complaints(tab.frame)).toEqual([]);
    await tab.frame.getByTestId('back').click();
    await tab.frame.getByTestId('go-history').click();
    await seen(tab.frame, 'history-row');
    expect(await complaints(tab.frame)).toEqual([]);
  });
});

test('at 320 pixels nothing scrolls sideways, however long the name', async () => {
  const { id } = await somebodyWaits(LONG_NAME, `https://example.com/${'a'.repeat(200)} speak to agent`);
  const tab = await tabOf(megan, { width: 320, height: 640, escalationId: id });
  await seen(tab.frame, 'transcript');
  await pictured('320', async () => {
    expect(await overhang(tab.frame)).toBe(0);
    await tab.frame.getByTestId('toggle-details').click();
    await seen(tab.frame, 'variables');
    expect(await overhang(tab.frame)).toBe(0);
    await tab.frame.getByTestId('close-details').click();
    await tab.frame.getByTestId('back').click();
    await seen(tab.frame, 'escalation-row');
    expect(await overhang(tab.frame)).toBe(0);
    await tab.frame.getByTestId('go-settings').click();
    await seen(tab.frame, 'connection');
    expect(await overhang(tab.frame)).toBe(0);
    await tab.frame.getByTestId('back').click();
    await tab.frame.getByTestId('go-history').click();
    await seen(tab.frame, 'history-row');
    await tab.frame.getByTestId('toggle-filters').click();
    await seen(tab.frame, 'filter-to');
    expect(await overhang(tab.frame)).toBe(0);
    await tab.page.goto(desk.url);
    await tab.page.getByTestId('chat-input').waitFor();
    expect(await overhang(tab.page.mainFrame())).toBe(0);
  });
});

test('every list has a state for loading, for failing and for nothing', async () => {
  let answers: 'never' | 'badly' | 'truly' = 'never';
  const lists = '**/api/escalations?*';
  const prepare: TabOptions['prepare'] = (page) =>
    page.route(lists, (route) => {
      if (answers === 'never') return; // It stays on its way.
      return answers === 'truly' ? route.continue() : route.fulfill({ status: 400, body: '{}' });
    });
  await somebodyWaits('Patient Pat');
  for (const [view, rows] of [
    ['work', 'escalation-row'],
    ['history', 'history-row'],
  ] as const) {
    answers = 'never';
    const tab = await tabOf(megan, { view, prepare });
    await pictured(`states of ${view}`, async () => {
      await seen(tab.frame, 'loading');
      answers = 'badly';
      await tab.frame.goto(tab.frame.url());
      await seen(tab.frame, 'failed');
      expect(await tab.frame.getByTestId('failed').first().innerText()).toMatch(/did not load[^]*Try again/);
      answers = 'truly';
      // All at once: lists also try again by themselves, and take their buttons with them.
      await tab.frame.getByTestId('retry-load').evaluateAll((buttons) => {
        for (const button of buttons) (button as HTMLButtonElement).click();
      });
      await seen(tab.frame, rows);
    });
    if (view === 'work') {
      await tab.frame.getByText('No active chats').waitFor();
      continue;
    }
    await tab.frame.getByTestId('filter-q').fill('nothing is called like this');
    await tab.frame.getByText('Nothing matches').waitFor();
  }
});

test('somebody Teams does not vouch for is told what to do', async () => {
  const tab = await tabOf(adele, { refuses: 'resourceDisabled' });
  await seen(tab.frame, 'sign-in-failed');
  const words = await tab.frame.getByTestId('sign-in-failed').innerText();
  expect(words).toMatch(/could not sign you in[^]*resourceDisabled[^]*administrator/);
  expect(await complaints(tab.frame)).toEqual([]);
});

test('a desk that dies and comes back is followed without a reload, and nothing said is missed', async () => {
  await says(robin, 'speak to agent');
  const id = await eventually(() => escalationOf('Robin Ortiz'));
  const tab = await tabOf(adele, { escalationId: id });
  await tab.frame.getByTestId('transcript').getByText('speak to agent').waitFor();
  await pictured('reconnecting', async () => {
    await desk.kill();
    await seen(tab.frame, 'offline');
    desk = await startDesk({ env });
    await says(robin, 'Still here after the cut');
    await tab.frame.getByTestId('transcript').getByText('Still here after the cut').waitFor();
    await tab.frame.getByTestId('offline').waitFor({ state: 'hidden' });
  });
});
