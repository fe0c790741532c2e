/** Figures over time, as managers meet them: read, understood, opened; in every theme and on a phone. */
import { sql } from 'kysely';
import type { Frame, Locator } from 'playwright-core';
import { SANDBOX } from '../../src/config/world';
import { complaints } from '../support/axe';
import { picturedOnFailure } from '../support/browser';
import { writeBotYear } from '../support/botYear';
import { browsedDesk } from '../support/browsedDesk';
import { answered } from '../support/answered';
import { writeFigureYear } from '../support/figureYear';
import { overhang, picture } from '../support/looks';
import { idOfPerson } from '../support/sandboxPeople';
import type { Tab } from '../support/tabHost';

const desk = browsedDesk();
const DAY_MS = 86_400_000;
const megan = idOfPerson('Megan Bowen');

beforeAll(async () => {
  const from = Date.now() - 376 * DAY_MS;
  const year = await writeFigureYear(desk.db, 1_000, { tenantId: SANDBOX.tenantId, from: from + 10 * DAY_MS });
  await writeBotYear(desk.db, year, 60, from);
  await sql`update figure_state set chats_since = now() - interval '60 days'`.execute(desk.db.q);
});
afterEach(desk.closeTabs);

async function overTime(options: { width?: number; theme?: 'default' | 'dark' | 'contrast' } = {}): Promise<Tab> {
  const tab = await desk.openTab({ personId: megan, ...options });
  await tab.frame.getByTestId('go-now').click();
  await tab.frame.getByTestId('view-over-time').click();
  await tab.frame.getByTestId('chart').waitFor();
  return tab;
}
const pictured = <T>(name: string, work: () => Promise<T>) =>
  picturedOnFailure(
    `figures ${name}`,
    desk.tabs.map(({ page }) => page),
    work,
  );
/** Those that open something. */
const bars = (frame: Frame) => frame.getByTestId('chart').getByRole('button');
const button = (within: Locator, name: string) => within.getByRole('button', { name });

test('a figure says what it means, and opens the history with as many chats', async () => {
  const { frame } = await overTime();
  await pictured('history', async () => {
    await frame.getByTestId('figures-period').selectOption('90');
    await answered(frame);
    const missed = frame.getByTestId('figure-missed');
    await missed.getByRole('button', { name: 'What “Target missed” means' }).click();
    await frame.getByText('A miss stays with the queue whose target it was').waitFor();
    await missed.getByRole('button', { name: 'What “Target missed” means' }).click();
    const number = missed.getByRole('button', { name: 'Show these in the history' });
    const count = await number.textContent();
    await number.click();
    await frame.getByTestId('filter-figure').waitFor();
    await frame
      .getByTestId('history-count')
      .getByText(new RegExp(`^${count} `))
      .waitFor();
    await frame.getByTestId('back').click();
    // As it was left.
    await frame.getByTestId('chart').waitFor();
    expect(await frame.getByTestId('figures-period').inputValue()).toBe('90');
  });
});

test('so do a bar, a line of its table, what it was before, what a share is of, and what has no topic', async () => {
  const { frame } = await overTime();
  await pictured('all that opens', async () => {
    const about = frame.getByTestId('figures-about');
    const before = (await about.textContent()) ?? '';
    await frame.getByTestId('figures-period').selectOption('90');
    await about.filter({ hasNotText: before }).waitFor();
    await frame.getByTestId('figures-by').selectOption('topic');
    const noTopic = frame.getByTestId('figure-rows').getByRole('row', { name: 'No topic' });
    await noTopic.waitFor();
    const bar = bars(frame).first();
    const day = ((await bar.getAttribute('aria-label')) ?? '').replace(/, \d+$/, '');
    const line = button(frame.getByTestId('chart-lines'), day);
    const opening: [string, Locator][] = [
      ['Opened', bar],
      ['Target missed', button(frame.getByTestId('figure-missed'), 'Show those in the history')],
      ['in time or missed', button(frame.getByTestId('figure-serviceLevel'), 'Show all of them')],
      ['Opened, no topic', button(noTopic, 'No topic, Opened')],
      ['Opened', line],
    ];
    for (const [name, opens] of opening) {
      if (opens === line) await frame.getByTestId('chart-table').click();
      const told =
        (await (opens === bar ? opens.getAttribute('aria-label') : null)) ?? (await opens.textContent()) ?? '';
      const count = /\d+$/.exec(told)?.[0];
      await opens.click();
      await frame.getByTestId('filter-figure').getByText(name).waitFor();
      await frame
        .getByTestId('history-count')
        .getByText(new RegExp(`^${count} chat`))
        .waitFor();
      await frame.getByTestId('back').click();
      await noTopic.waitFor();
    }
  });
});

test('the bars are one stop of the keyboard: arrows go from one to the next, and Enter opens it', async () => {
  const { frame, page } = await overTime();
  await pictured('bars by keyboard', async () => {
    await bars(frame).nth(1).waitFor();
    await frame.getByTestId('chart-shows').focus();
    await page.keyboard.press('Tab');
    const focused = () => frame.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
    const first = await focused();
    expect(first).toMatch(/, (–|\d+)$/);
    const seen = [first];
    do {
      await page.keyboard.press('ArrowRight');
      seen.push(await focused());
    } while (!/, [1-9]\d*$/.test(seen.at(-1) ?? '') && seen.length < 20);
    expect(new Set(seen).size).toBe(seen.length);
    const count = /\d+$/.exec(seen.at(-1) ?? '')?.[0];
    await page.keyboard.press('Enter');
    await frame
      .getByTestId('history-count')
      .getByText(new RegExp(`^${count} chat`))
      .waitFor();
    await frame.getByTestId('back').click();
    await bars(frame).first().waitFor();
    await frame.getByTestId('chart-shows').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    expect(await frame.evaluate(() => document.activeElement?.tagName)).toBe('SUMMARY');
  });
});

test('one day is one bar', async () => {
  const { frame, page } = await overTime();
  await pictured('one day', async () => {
    const line = frame.getByTestId('chart-lines').locator('tr:has(button)').first();
    const day = (await line.getAttribute('data-step')) ?? '';
    await frame.getByTestId('figures-period').selectOption('0');
    await frame.getByTestId('figures-from').fill(day);
    await frame.getByTestId('figures-to').fill(day);
    await frame.getByTestId('chart-lines').locator('tr:only-child').waitFor({ state: 'attached' });
    await bars(frame).first().waitFor();
    expect(await bars(frame).count()).toBe(1);
    await frame.getByTestId('chart').scrollIntoViewIfNeeded();
    await picture(page, 'one day');
  });
});

test('the history says of which queue a figure is', async () => {
  const { frame } = await overTime();
  await pictured('queue', async () => {
    await frame.getByTestId('figures-queue').selectOption({ label: 'Billing' });
    await frame.getByTestId('figure-entered').waitFor();
    await button(frame.getByTestId('figure-entered'), 'Show these in the history').click();
    await frame.getByTestId('filter-figure').getByText('Figure: Came in, queue Billing').waitFor();
  });
});

test('queues, bots, agents and topics stand beside each other', async () => {
  const { frame } = await overTime();
  await pictured('rows', async () => {
    await frame.getByTestId('figure-rows').getByRole('rowheader', { name: 'Walk-in' }).waitFor();
    for (const [by, name] of [
      ['connection', 'Shop bot'],
      ['agent', 'adele (removed)'],
      ['topic', 'No topic'],
    ] as const) {
      await frame.getByTestId('figures-by').selectOption(by);
      await answered(frame);
      await frame.getByTestId('figure-rows').getByRole('rowheader', { name }).waitFor();
    }
    await frame.getByTestId('figures-queue').selectOption({ label: 'Walk-in' });
    await frame.getByTestId('figure-serviceLevel').getByText('no target', { exact: true }).waitFor();
  });
});

test('what bots handed over opens the history with as many chats, of all bots and of one; what is not known says so', async () => {
  const { frame } = await overTime();
  await pictured('bots', async () => {
    const all = frame.getByTestId('figure-botEscalated');
    await frame.getByTestId('figures-period').selectOption('90');
    await answered(frame);
    const rows = frame.getByTestId('bot-figure-rows').getByRole('row');
    await rows.filter({ hasText: 'Bank bot' }).getByText('not reported').waitFor();
    await frame.getByTestId('bot-figures-about').getByText('The desk counts chats since').waitFor();
    for (const place of [all, rows.filter({ hasText: 'Travel bot' }), rows.filter({ hasText: 'Shop bot' })]) {
      const number = place.getByRole('button', { name: 'Show these in the history' });
      const count = await number.textContent();
      await number.click();
      await frame.getByTestId('filter-figure').getByText('Handed over by bots').waitFor();
      await frame
        .getByTestId('history-count')
        .getByText(new RegExp(`^${count} `))
        .waitFor();
      await frame.getByTestId('back').click();
      await all.waitFor();
    }
    await frame.getByTestId('figures-queue').selectOption({ label: 'Walk-in' });
    await frame.getByTestId('bots-not-of-queue').waitFor();
  });
});

test.each([
  ['default', 1_440],
  ['dark', 768],
  ['contrast', 320],
  ['default', 320],
] as const)('in the theme %s and %d wide nothing hangs over, and axe has nothing to say', async (theme, width) => {
  const tab = await overTime({ theme, width });
  await pictured(`${theme} ${width}`, async () => {
    await tab.frame.getByTestId('chart-shows').selectOption('wait');
    await tab.frame.getByTestId('chart-table').click();
    if (process.env['PICTURES']) {
      const height = await tab.frame.evaluate(
        () => document.querySelector('[data-testid=over-time]')?.scrollHeight ?? 900,
      );
      await tab.page.setViewportSize({ width, height: Math.min(4_000, height + 200) });
      await picture(tab.page, `figures ${theme} ${width}`);
    }
    expect(await overhang(tab.frame)).toBe(0);
    expect(await complaints(tab.frame)).toEqual([]);
  });
});
