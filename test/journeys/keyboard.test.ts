/** An agent with eight chats answers them all without a mouse, and every answer is with the right customer. */
import type { Browser } from 'playwright-core';
import type { Escalation } from '../../src/contract/api';
import { complaints } from '../support/axe';
import { openBrowser, picturedOnFailure } from '../support/browser';
import { type TestDatabase, createTestDatabase } from '../support/database';
import { type Desk, newDataDir, startDesk } from '../support/desk';
import { eventually } from '../support/eventually';
import { EVERY_THEME, look } from '../support/looks';
import { freePort } from '../support/ports';
import { idOfPerson, sandboxPeople } from '../support/sandboxPeople';
import { type Tab, openTab } from '../support/tabHost';
import { orderMine } from '../../tab/work/order';

const adele = idOfPerson('Adele Vance');
const NAMES = ['Ana One', 'Ben Two', 'Chloé Three', 'داليا أربعة', 'Emil Five', 'Fay Six', 'Gül Seven', 'Hugo Eight'];

let browser: Browser;
let database: TestDatabase;
let desk: Desk;
let tab: Tab;
let token: string;

interface Listed {
  id: string;
  customer: { name: string };
  status: string;
  customerWaitsSince: string | null;
}

const people = sandboxPeople(() => desk.url);
const ask = <T>(path: string, body?: object) => people.ask<T>(path, { token, body });
const mine = async () =>
  (await ask<{ items: Listed[] }>('/api/escalations?status=claimed&assignee=me&limit=100')).items;

async function customerWaits(name: string): Promise<Listed> {
  const made = await ask<{ items: { id: string }[] }>('/sandbox/api/people', { count: 1, role: 'customer', name });
  await ask(`/sandbox/api/people/${made.items[0]?.id ?? ''}/chat`, { text: 'speak to agent' });
  return eventually(
    async () => {
      const { items } = await ask<{ items: Listed[] }>('/api/escalations?limit=100');
      return items.find(({ customer }) => customer.name === name);
    },
    { what: `${name} to wait` },
  );
}

beforeAll(async () => {
  database = await createTestDatabase();
  const env = { DATABASE_URL: database.url, DATA_DIR: newDataDir(), PORT: String(await freePort()) };
  [browser, desk] = await Promise.all([openBrowser(), startDesk({ env })]);
  token = await people.tokenOf(adele);
  tab = await openTab(browser, desk.url, { personId: adele });
});
afterAll(async () => {
  await tab.close();
  await browser.close();
  await desk.stop();
  await database.drop();
});

const press = (keys: string) => tab.page.keyboard.press(keys);
const focused = () => tab.frame.evaluate(() => document.activeElement?.getAttribute('data-testid') ?? null);
const shown = () => tab.frame.getByTestId('conversation').getAttribute('data-escalation');
const writing = (id: string) =>
  eventually(async () => (await shown()) === id && (await focused()) === 'composer-text', { what: `writing in ${id}` });

/** By the palette: the first that fits is chosen. */
async function find(words: string) {
  await press('Control+k');
  await eventually(async () => (await focused()) === 'palette-query', { what: 'the palette' });
  await tab.page.keyboard.type(words);
  await press('Enter');
  await tab.frame.getByTestId('palette').waitFor({ state: 'detached' });
}

test('eight chats are answered by keyboard alone, each at the right customer', async () => {
  const waiting: Listed[] = [];
  for (const name of NAMES) waiting.push(await customerWaits(name));
  await picturedOnFailure('eight chats', [tab.page], async () => {
    const { frame, page } = tab;
    // All but the last two are already theirs; those are claimed with a key each.
    for (const { id } of waiting.slice(0, 6)) await ask(`/api/escalations/${id}/claim`, {});
    await frame.getByTestId('list-mine').getByTestId('open').nth(5).waitFor();
    // Whoever is theirs waits no longer, and is not claimed once more.
    await eventually(async () => (await frame.getByTestId('list-waiting').getByTestId('open').count()) === 2);
    await press('Tab');
    await eventually(async () => (await focused()) !== null, { what: 'the focus in the tab' });
    await press('g');
    await writing(waiting[6]?.id ?? '');
    // While one writes a letter is a word's: the palette claims.
    await find('claim next');
    await writing(waiting[7]?.id ?? '');
    // Whoever one has in mind is found by name, in any script; then one key sends and leads to the next who waits.
    await find('داليا');
    await writing(waiting[3]?.id ?? '');
    const answered: string[] = [];
    for (let at = 0; at < NAMES.length; at += 1) {
      const id = await eventually(
        async () => {
          const now = await shown();
          return now !== null && !answered.includes(now) && (await focused()) === 'composer-text' ? now : undefined;
        },
        { what: `chat ${at + 1} to answer` },
      );
      answered.push(id);
      await page.keyboard.type(`For ${waiting.find((one) => one.id === id)?.customer.name ?? ''}`);
      await press('Control+Shift+Enter');
    }
    await frame.getByTestId('notice').getByText('Nobody else waits for you.').waitFor();
    expect([...answered].sort()).toEqual(waiting.map(({ id }) => id).sort());
    await eventually(async () => (await mine()).every(({ customerWaitsSince }) => customerWaitsSince === null), {
      what: 'every customer to have an answer',
    });
    for (const { id, customer } of waiting) {
      const { items } = await ask<{ items: { author: { kind: string; id: string }; text: string }[] }>(
        `/api/escalations/${id}/messages?limit=100`,
      );
      const words = items.map(({ text }) => text).filter((text) => text.startsWith('For '));
      expect(words).toEqual([`For ${customer.name}`]);
    }
  });
});

test('letters are words while one writes, arrows walk through lists, F6 through the screen', async () => {
  await picturedOnFailure('keys', [tab.page], async () => {
    const { frame, page } = tab;
    // Answered last, a chat moves in the list once; the keys go by the list as it stands.
    await eventually(
      async () => {
        const { items } = await ask<{ items: Escalation[] }>(
          '/api/escalations?status=claimed&assignee=me&order=unanswered&limit=100',
        );
        const rows = frame.getByTestId('list-mine').locator('[data-row]');
        const listed = await rows.evaluateAll((found) => found.map((row) => row.getAttribute('data-row')));
        return (
          listed.join() ===
          orderMine(items)
            .map(({ id }) => id)
            .join()
        );
      },
      { what: 'the list to be in its order' },
    );
    const before = await shown();
    await page.keyboard.type('jknge?/');
    expect(await frame.getByTestId('composer-text').inputValue()).toBe('jknge?/');
    expect(await shown()).toBe(before);
    await frame.getByTestId('composer-text').fill('');
    await press('Alt+ArrowDown');
    await eventually(async () => (await shown()) !== before && (await focused()) === 'composer-text');
    await press('Alt+ArrowUp');
    await eventually(async () => (await shown()) === before && (await focused()) === 'composer-text');

    await press('F6');
    await eventually(async () => (await focused()) !== 'composer-text');
    await press('Shift+F6');
    await eventually(async () => (await focused()) === 'composer-text');
    const rows = frame.getByTestId('list-mine').locator('[data-row]');
    expect(await rows.evaluateAll((all) => all.filter(({ tabIndex }) => tabIndex === 0).length)).toBe(1);
    const rowId = () => frame.evaluate(() => document.activeElement?.getAttribute('data-row') ?? null);
    const ids = await rows.evaluateAll((all) => all.map((row) => row.getAttribute('data-row')));
    await rows.first().focus();
    await press('ArrowDown');
    expect(await rowId()).toBe(ids[1]);
    await press('End');
    expect(await rowId()).toBe(ids.at(-1));
    await press('Home');
    expect(await rowId()).toBe(ids[0]);
  });
});

test('the palette keeps nobody out in any theme or width, and leaves the focus where it was', async () => {
  await picturedOnFailure('palette', [tab.page], async () => {
    const { frame, page } = tab;
    await frame.locator('[data-row]').first().focus();
    const before = await frame.evaluate(() => document.activeElement?.getAttribute('data-row'));
    await press('p');
    const palette = frame.getByTestId('palette');
    await palette.waitFor();
    for (const width of [320, 768, 1440]) {
      await page.setViewportSize({ width, height: 800 });
      const { left, right, scrolls } = await palette.evaluate((element) => {
        const { left, right } = element.getBoundingClientRect();
        return { left, right, scrolls: element.scrollWidth > element.clientWidth };
      });
      expect({ isInside: left >= 0 && right <= width, scrolls }).toEqual({ isInside: true, scrolls: false });
    }
    for (const theme of ['default', 'dark', 'contrast'] as const) {
      await tab.changeTheme(theme);
      for (const words of ['', 're', 'nobody is called this']) {
        await frame.getByTestId('palette-query').fill(words);
        await eventually(async () => (await complaints(frame)).length === 0, {
          what: `nothing to complain of in ${theme} with “${words}”`,
        });
      }
    }
    await tab.changeTheme('default');
    await page.setViewportSize({ width: 1440, height: 900 });
    await press('Escape');
    await palette.waitFor({ state: 'detached' });
    await eventually(
      async () => (await frame.evaluate(() => document.activeElement?.getAttribute('data-row'))) === before,
      { what: 'the focus where it was' },
    );
  });
});

test('? lists every shortcut, keeps nobody out in any theme or width, and switches single keys off', async () => {
  await picturedOnFailure('shortcuts', [tab.page], async () => {
    const { frame } = tab;
    await frame.locator('[data-row]').first().focus();
    await press('?');
    const dialog = frame.getByTestId('shortcuts-dialog');
    await dialog.waitFor();
    await look(tab, 'keyboard', EVERY_THEME);
    await frame.getByTestId('single-keys').click();
    await press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await frame.locator('[data-row]').first().focus();
    const before = await shown();
    await press('j');
    await press('?');
    expect(await dialog.count()).toBe(0);
    expect(await shown()).toBe(before);
    await press('Alt+ArrowDown');
    await eventually(async () => (await shown()) !== before);
    // They can be switched on again, without `?`.
    await press('Shift+F1');
    await dialog.waitFor();
  });
});
