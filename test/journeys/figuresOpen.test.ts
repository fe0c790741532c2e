/**
 * Every number under Live, Over time and Why bots hand over opens the history with as many chats, or is known to be no
 * number of chats: a new one that does neither is found here.
 */
import type { Frame, Locator } from 'playwright-core';
import { SANDBOX } from '../../src/config/world';
import { answered } from '../support/answered';
import { picturedOnFailure } from '../support/browser';
import { browsedDesk } from '../support/browsedDesk';
import { eventually } from '../support/eventually';
import { writeFigureYear } from '../support/figureYear';
import { look } from '../support/looks';
import { idOfPerson, sandboxPeople } from '../support/sandboxPeople';

const desk = browsedDesk();
const DAY_MS = 86_400_000;
const megan = idOfPerson('Megan Bowen');
const { ask, tokenOf, somebodyWaits } = sandboxPeople(() => desk.url);

/** What opens nothing, and why. */
const EXCEPTIONS = {
  now: [
    ['dt, [data-testid=now-zone]', 'the name of a figure, or of a time zone, which may have a number in it'],
    ['[data-testid=now-longest-wait]', 'a time, of the chat on top of the list below'],
    ['[data-testid=now-available]', 'people, named beside it'],
    ['[data-testid=than-before]', 'how much it is more or fewer than five minutes ago, of which no list is kept'],
    ['[data-testid=now-row]', 'one chat, which the row opens'],
    ['[data-testid=now-agent]', 'how many an agent has, whom a press on the row lists'],
    ['h2', 'how long the list below it is'],
    ['[aria-labelledby=now-agents] > p', 'a setting'],
  ],
  'over-time': [
    ['[data-testid=figures-about], [data-testid=bot-figures-about]', 'which days all of it is about'],
    ['.fui-Label, th, figcaption, label', 'the name of a figure, an hour or a day'],
    [
      ['wait', 'accept', 'first', 'response', 'handle', 'onHold', 'resolution']
        .map((name) => `[data-testid=figure-${name}]`)
        .join(),
      'times: a chat may have several, and its numbers stand in other cards',
    ],
    ['[data-testid^=figure-] > div > div:first-child', 'a share or a mean: what it is of opens beside it'],
    ['[data-testid=figure-rating], [data-testid=figure-botRating]', 'means and medians; the grades in it are links'],
    [
      '[data-testid^=figure-bot], [data-testid=figure-escalationRate], [data-testid=figure-deflection]',
      'chats without an escalation',
    ],
    [
      '[data-testid=bot-figure-rows], [data-testid=bot-chart], table',
      'shares and times; numbers of chats in it are links, or of chats without an escalation',
    ],
    [
      '[data-testid=chart] svg, [data-testid=chart] > div:first-child',
      'the lines of the chart, and its highest column',
    ],
    ['[data-testid=agent-times]', 'times'],
  ],
  failures: [
    [
      '[data-testid=failures-about], [data-testid=failures-cut], [data-testid=failures-hours]',
      'what all of it is about',
    ],
    ['h2, bdi', 'words of a customer'],
    ['[data-testid=failure-trend]', 'how much it is more or fewer than before'],
    ['dd:first-child', 'a share of all'],
    ['[data-testid=failure-bot] > span', 'a share before'],
  ],
} as const satisfies Record<string, readonly (readonly [selector: string, why: string])[]>;
type Screen = keyof typeof EXCEPTIONS;

/** Numbers that are no link: those of tables are looked for among its cells by themselves. */
async function closedNumbers(frame: Frame, screen: Screen): Promise<string[]> {
  return frame.getByTestId(screen).evaluate(
    (root, exceptions) => {
      const found: string[] = [];
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = node.parentElement;
        if (!at || !/[1-9]/.test(node.textContent ?? '')) continue;
        if (at.closest('button, a, [role=button], select, style') || exceptions.some((one) => at.closest(one)))
          continue;
        found.push(`${at.closest('[data-testid]')?.getAttribute('data-testid')}: ${at.textContent}`);
      }
      return found;
    },
    EXCEPTIONS[screen].map(([selector]) => selector),
  );
}

const openers = (frame: Frame, screen: Screen): Locator =>
  frame.getByTestId(screen).getByRole('button', { name: /in the history$/ });

/** Of each place with a name of its own the first and the last, where there are many: a table of hours has 168. */
async function chosenOf(all: Locator, screen: Screen): Promise<{ index: number; words: string }[]> {
  const told = await all.evaluateAll((buttons) =>
    buttons.map((button) => ({
      place: button.closest('[data-testid]')?.getAttribute('data-testid') ?? '',
      words: button.getAttribute('aria-label') ?? '',
    })),
  );
  const places = new Map<string, { index: number; words: string }[]>();
  for (const [index, { place, words }] of told.entries())
    places.set(place, [...(places.get(place) ?? []), { index, words }]);
  return [...places.values()].flatMap((some) =>
    screen !== 'now' && some.length > 2 ? [...some.slice(0, 1), ...some.slice(-1)] : some,
  );
}

/** The number that is told; null: a share or a mean, whose number stands elsewhere. */
function countIn(words: string): number | null {
  const told = words.replace(/[.,]? Show [^.]*$/, '').replace(/(\d)[,.](?=\d{3})/g, '$1');
  if (/(%|of 5|of its chats)$/.test(told)) return null;
  const numbers = told.match(/\d+/g) ?? [];
  return Number(/on hold/.test(told) ? numbers[0] : numbers.at(-1));
}

/** As one comes to it, and comes back to it. */
async function ready(frame: Frame, screen: Screen): Promise<void> {
  await openers(frame, screen).first().waitFor();
  await answered(frame);
  if (screen === 'over-time') await frame.getByTestId('chart-table').click();
}

async function expectOpens(frame: Frame, screen: Screen): Promise<number> {
  const all = openers(frame, screen);
  const chosen = await chosenOf(all, screen);
  for (const { index, words } of chosen) {
    await all.nth(index).click();
    const count = frame.getByTestId('history-count');
    await count.getByText(/^\d/).waitFor();
    const shown = parseInt(((await count.textContent()) ?? '').replace(/\D/g, ''), 10);
    expect([words, shown]).toEqual([words, countIn(words) ?? expect.any(Number)]);
    await frame.getByTestId('back').click();
    await ready(frame, screen);
  }
  return chosen.length;
}

beforeAll(async () => {
  await writeFigureYear(desk.db, 700, { tenantId: SANDBOX.tenantId, from: Date.now() - 367 * DAY_MS });
  // So many ways to say it that some are in no group, and some say nothing.
  await desk.db.pool.query(`update escalation set last_phrase = case number % 3
    when 0 then 'charged twice' when 1 then translate(md5(number::text), '0123456789', 'ghijklmnop') else null end`);
  await desk.db.pool.query('update figure_state set definitions = 0');
  const people = ['Robin Today', 'Kim Today', 'Sasha Today', 'Toni Today', 'Noa Today', 'Luca Today'];
  const ids = new Map<string, string>();
  for (const name of people) ids.set(name, (await somebodyWaits(name)).id);
  const adele = { token: await tokenOf(idOfPerson('Adele Vance')) };
  for (const name of ['Robin Today', 'Kim Today'])
    await ask(`/api/escalations/${ids.get(name)}/claim`, { ...adele, body: {} });
  const words = { minutes: 5, text: 'One moment', clientMessageId: ids.get('Kim Today') };
  await ask(`/api/escalations/${ids.get('Kim Today')}/hold`, { ...adele, body: words });
  await desk.db.pool.query('update escalation set left_message_at = now() where id = $1', [ids.get('Sasha Today')]);
  await desk.db.pool.query(`update escalation set alarm = 'onCall' where id = $1`, [ids.get('Toni Today')]);
});
afterEach(desk.closeTabs);

const pictured = <T>(name: string, work: () => Promise<T>) =>
  picturedOnFailure(
    `figures open ${name}`,
    desk.tabs.map(({ page }) => page),
    work,
  );

test.each([
  ['now', 'view-live', 8],
  ['over-time', 'view-over-time', 30],
  ['failures', 'view-failures', 6],
] as const)('%s: every number opens as many chats, or is known to be none', async (screen, view, least) => {
  const tab = await desk.openTab({ personId: megan });
  const { frame } = tab;
  await pictured(screen, async () => {
    await frame.getByTestId('go-now').click();
    await frame.getByTestId(view).click();
    if (screen !== 'now') await frame.getByTestId('figures-period').selectOption('365');
    await ready(frame, screen);
    await eventually(async () => (await openers(frame, screen).count()) >= least, { what: 'numbers that open' });
    await look(tab, `${screen} that opens`);
    expect(await closedNumbers(frame, screen)).toEqual([]);
    expect(await expectOpens(frame, screen)).toBeGreaterThanOrEqual(least);
  });
});
