/**
 * Every screen and dialog of an agent's day, walked once: nothing grave to complain of in any theme, nothing that hangs
 * over on a phone. `PICTURES=<folder>` keeps a picture of each, in three themes and three widths.
 */
import type { Browser } from 'playwright-core';
import type { DeskNow } from '../../src/contract/api';
import { complaints } from '../support/axe';
import { openBrowser, picturedOnFailure } from '../support/browser';
import { type Desk, startDesk } from '../support/desk';
import { eventually } from '../support/eventually';
import { look } from '../support/looks';
import { idOfPerson, sandboxPeople } from '../support/sandboxPeople';
import { openTab, type Tab } from '../support/tabHost';

const { ask, tokenOf, says, somebodyWaits } = sandboxPeople(() => desk.url);
const adele = idOfPerson('Adele Vance');
const megan = idOfPerson('Megan Bowen');
const LONG = 'Maximiliane-Theodora von und zu Hohenlohe-Waldenburg-Schillingsfürst';
const HEBREW = 'נועה לוי-אברהמי';

let browser: Browser;
let desk: Desk;
const open: Tab[] = [];

beforeAll(async () => {
  [browser, desk] = await Promise.all([openBrowser(), startDesk({ env: {} })]);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((tab) => tab.close()));
});
afterAll(async () => {
  await browser.close();
  await desk.stop();
});

const byId = (tab: Tab, id: string) => tab.frame.getByTestId(id).first();
const click = (id: string) => (tab: Tab) => byId(tab, id).click();
const press = (key: string) => (tab: Tab) => tab.page.keyboard.press(key);

/** What is opened, by what, and what takes one back. */
type Screen = [
  name: string,
  opens: (tab: Tab) => Promise<unknown>,
  shows: string,
  back?: (tab: Tab) => Promise<unknown>,
];

const writes = (words: string) => (tab: Tab) => byId(tab, 'composer-text').fill(words);
const menu = (item: string) => async (tab: Tab) => {
  await byId(tab, 'more-actions').click();
  await byId(tab, item).click();
};

const CHAT: Screen[] = [
  ['chat', async () => undefined, 'composer-text'],
  ['reply', writes('**Hello**, how can I help?'), 'send', writes('')],
  ['canned replies', writes('/'), 'suggestions', writes('')],
  ['note', click('mode-note'), 'composer-text', click('mode-reply')],
  ['resolve', click('resolve'), 'resolve-dialog', press('Escape')],
  ['transfer', click('transfer'), 'transfer-dialog', press('Escape')],
  ['release', click('release'), 'release-dialog', press('Escape')],
  ['put on hold', menu('hold'), 'hold-dialog', press('Escape')],
  ['search in chat', menu('tool-find'), 'find-field', click('find-close')],
  ['shortcuts', press('Shift+F1'), 'shortcuts-dialog', press('Escape')],
];

const ELSEWHERE: Screen[] = [
  ['history', click('go-history'), 'filters', click('back')],
  ['live', click('go-now'), 'now'],
  ['why nobody', click('why'), 'why-dialog', (tab) => press('Escape')(tab).then(() => click('back')(tab))],
  ['settings', click('go-settings'), 'settings-queues'],
  ['audit', (tab) => tab.frame.locator('[data-section=settings-audit]').click(), 'audit-log'],
  ['delete a queue', click('remove'), 'remove-dialog', press('Escape')],
  ['rename a queue', click('rename'), 'rename-dialog', press('Escape')],
  ['targets', click('edit-promises'), 'promises-dialog', press('Escape')],
  ['before resolving', click('before-resolving'), 'before-resolving-dialog', press('Escape')],
  ['survey', click('edit-survey'), 'survey-dialog', press('Escape')],
  ['outcomes and tags', click('edit-wrap-up'), 'wrap-up-dialog', press('Escape')],
  ['canned reply', click('add-reply'), 'reply-dialog', press('Escape')],
  ['add a bot', click('add-connection'), 'add-connection-dialog', press('Escape')],
];

async function walk(tab: Tab, screens: readonly Screen[], prefix = ''): Promise<void> {
  for (const [name, opens, shows, back] of screens) {
    await picturedOnFailure(`screens ${name}`, [tab.page], async () => {
      await opens(tab);
      await byId(tab, shows).waitFor();
      await look(tab, `${prefix}${name}`);
      await back?.(tab);
      if (back && shows.endsWith('-dialog')) await byId(tab, shows).waitFor({ state: 'hidden' });
    });
  }
}

async function tabOf(personId: string, escalationId?: string): Promise<Tab> {
  const tab = await openTab(browser, desk.url, { personId, ...(escalationId && { escalationId }) });
  open.push(tab);
  return tab;
}

test('the list, a chat with all that happened in it, and its dialogs', async () => {
  const token = await tokenOf(adele);
  const manager = await tokenOf(megan);
  const { personId, id } = await somebodyWaits(LONG);
  await somebodyWaits(HEBREW, 'אני רוצה לדבר עם נציג speak to agent');
  await ask(`/api/escalations/${id}/claim`, { token, body: {} });
  await ask(`/api/escalations/${id}/release`, { token: manager, body: { reason: 'Somebody who speaks French' } });
  await ask(`/api/escalations/${id}/claim`, { token, body: {} });
  await says(personId, 'See https://contoso.example/orders?id=4711 – it never arrived. ושלום');
  const tab = await tabOf(adele, id);
  await tab.frame.locator('[data-testid=event][data-event=released]').waitFor();
  const events = tab.frame.getByTestId('event');
  expect(await events.allInnerTexts()).toEqual([
    expect.stringContaining('You claimed the chat'),
    expect.stringMatching(/^ ?Megan Bowen returned your chat to .*: “Somebody who speaks French”/),
    expect.stringContaining('You claimed the chat'),
  ]);
  // The last words stay in view when what one writes leaves them less room, also where nothing was scrolled yet.
  await byId(tab, 'composer-text').fill('A line\n'.repeat(30));
  const log = tab.frame.getByTestId('transcript');
  const left = () =>
    log.evaluate((box) => [box.scrollHeight > box.clientHeight, box.scrollHeight - box.scrollTop - box.clientHeight]);
  await eventually(async () => (await left()).join() === 'true,0', { what: 'the end of the chat above a long reply' });
  await byId(tab, 'composer-text').fill('');
  await walk(tab, CHAT);
});

test('history, Live, Settings and their dialogs', async () => {
  await somebodyWaits('Ona Vidal');
  await walk(await tabOf(megan), ELSEWHERE);
});

test('in high contrast, what the mouse or the keyboard is on can be read', async () => {
  const token = await tokenOf(adele);
  const { id } = await somebodyWaits('Iris Novak');
  const { id: other } = await somebodyWaits('Ida Novak');
  await ask(`/api/escalations/${id}/claim`, { token, body: {} });
  await ask('/api/canned-replies', { token, body: { name: 'Where to press', text: 'Press here.', shared: false } });
  const tab = await tabOf(adele, id);
  await tab.changeTheme('contrast');
  const readable = async (what: string) =>
    expect({ what, found: await complaints(tab.frame) }).toEqual({ what, found: [] });
  await byId(tab, 'composer-text').fill('/');
  await byId(tab, 'suggestion').waitFor();
  await readable('suggestion');
  await byId(tab, 'composer-text').fill('');
  await tab.frame.locator(`[data-testid=escalation-row][data-escalation="${other}"]`).hover();
  await readable('row');
  await click('go-history')(tab);
  await byId(tab, 'history-row').hover();
  await readable('row of the history');
});

test('on a busy day all of a queue is on the big screen', async () => {
  await somebodyWaits('Ono Vidal');
  const { queues, ...now } = await ask<DeskNow>('/api/now', { token: await tokenOf(megan) });
  const busy = {
    ...queues[0],
    ...{ waiting: 128, late: 40, leftMessages: 13, onHold: 5, holdsRanOut: 2, longestWait: 270_000, available: 0 },
    today: { day: '2026-11-27', zone: 'America/New_York' },
    before: { at: now.at, waiting: 90, claimed: 3, available: 2, longestWait: 90_000 },
  };
  const tiles = Array.from({ length: 12 }, (_, n) => ({ ...busy, queue: { id: String(n), name: LONG } }));
  const tab = await openTab(browser, desk.url, {
    personId: megan,
    prepare: (page) => page.route(/\/api\/now\?/, (route) => route.fulfill({ json: { ...now, queues: tiles } })),
  });
  open.push(tab);
  await click('go-now')(tab);
  await click('open-wall')(tab);
  await byId(tab, 'wall-queue').waitFor();
  for (const [width, height] of [
    [1280, 720],
    [1920, 1080],
    [3840, 2160],
    [320, 640],
  ] as const) {
    await tab.page.setViewportSize({ width, height });
    const cut = () =>
      tab.frame
        .getByTestId('wall-queue')
        .evaluateAll((tiles) =>
          tiles.map(({ firstElementChild: inside }) => (inside ? inside.scrollHeight - inside.clientHeight : NaN)),
        );
    let found: number[] = [];
    await eventually(async () => (found = await cut()).every((by) => by <= 0), {
      what: `nothing cut off at ${width} by ${height}`,
      told: () => found.join(),
    });
  }
});
