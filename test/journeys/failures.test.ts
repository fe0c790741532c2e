/** What makes bots fail, as managers meet it: from a group to its chats, what helped, and the line it was written in. */
import { randomUUID } from 'node:crypto';
import type { Frame } from 'playwright-core';
import { SANDBOX } from '../../src/config/world';
import { complaints } from '../support/axe';
import { picturedOnFailure } from '../support/browser';
import { browsedDesk } from '../support/browsedDesk';
import { eventually } from '../support/eventually';
import { writeFigureYear } from '../support/figureYear';
import { overhang, picture } from '../support/looks';
import { idOfPerson, sandboxPeople } from '../support/sandboxPeople';
import type { Tab } from '../support/tabHost';

const desk = browsedDesk();
const DAY_MS = 86_400_000;
const adele = idOfPerson('Adele Vance');
const megan = idOfPerson('Megan Bowen');
const { ask, tokenOf, somebodyWaits } = sandboxPeople(() => desk.url);

const PHRASES = [
  'I was charged twice',
  'Why was I charged twice for order 4711?',
  'charged twice, please help',
  'Ich möchte eine Rechnung',
  'Rechnung bitte!',
  'speak to a person',
  '我要退款',
  'Das ist eine sehr lange Frage zu Donaudampfschifffahrtsgesellschaftskapitänsmützen und ihrer Rücksendung',
  null,
];
const ANSWERS = [
  'The second amount is only a reservation. Your bank releases it within three days.',
  'Hello, my name is Adele, how may I assist?',
];

beforeAll(async () => {
  await writeFigureYear(desk.db, 600, { tenantId: SANDBOX.tenantId, from: Date.now() - 366 * DAY_MS });
  await desk.db.pool.query(`update escalation set last_phrase = ($1::text[])[1 + number % $2]`, [
    PHRASES,
    PHRASES.length,
  ]);
  await desk.db.pool.query(
    `update message m set text = ($1::text[])[case when e.last_phrase ilike '%charged%' and m.seq % 2 = 0 then 1 else 2 end]
     from escalation e where m.conversation_id = e.conversation_id and m.author_kind = 'agent' and not m.note`,
    [ANSWERS],
  );
  // The author of one bot has reported every other hour, of the other bot nobody anything.
  await desk.db.pool.query(
    `insert into bot_hour (connection_id, hour, resolved, gave_up, unknown, known)
     select e.connection_id, date_trunc('hour', e.opened_at, 'UTC'), 4, 1, 0, true
     from escalation e join connection c on c.id = e.connection_id
     where c.name = 'Shop bot' group by 1, 2 having min(e.number) % 2 = 0 on conflict do nothing`,
  );
  // What was said is in the facts from the beginning.
  await desk.db.pool.query('update figure_state set definitions = 0');
});
afterEach(desk.closeTabs);

async function failures(options: { width?: number; theme?: 'default' | 'dark' | 'contrast' } = {}): Promise<Tab> {
  const tab = await desk.openTab({ personId: megan, ...options });
  await tab.frame.getByTestId('go-now').click();
  await tab.frame.getByTestId('view-failures').click();
  await tab.frame.getByTestId('figures-period').selectOption('365');
  // Until the year has come, what was shown before stays.
  await eventually(async () => (await countIn(tab.frame, 'charged twice')) > 100, { what: 'the year’s groups' });
  return tab;
}
const pictured = <T>(name: string, work: () => Promise<T>) =>
  picturedOnFailure(
    `failures ${name}`,
    desk.tabs.map(({ page }) => page),
    work,
  );
const groupOf = (frame: Frame, words: string) => frame.getByTestId('failure').filter({ hasText: words }).first();
const numberOf = (frame: Frame, words: string) =>
  groupOf(frame, words).getByRole('button', { name: 'Show these in the history' }).first();
const countIn = async (frame: Frame, words: string) => parseInt((await numberOf(frame, words).textContent()) ?? '', 10);

test('a group opens the history with as many chats, and is there as it was left', async () => {
  const { frame } = await failures();
  await pictured('history', async () => {
    const count = await countIn(frame, 'charged twice');
    await numberOf(frame, 'charged twice').click();
    await frame.getByTestId('filter-phrase').getByText('charged twice').waitFor();
    await frame
      .getByTestId('history-count')
      .getByText(new RegExp(`^${count} `))
      .waitFor();
    await frame.getByTestId('back').click();
    await groupOf(frame, 'charged twice').waitFor();
    expect(await frame.getByTestId('figures-period').inputValue()).toBe('365');
  });
});

test('the share of a bot’s chats opens the history with the requests it counts', async () => {
  const { frame } = await failures();
  await pictured('shares', async () => {
    const bots = groupOf(frame, 'charged twice').getByTestId('failure-bot');
    await bots.filter({ hasText: 'Bank bot' }).getByText('its chats were not reported').waitFor();
    await frame
      .getByTestId('failures-hours')
      .getByText(/^Of Shop bot, /)
      .waitFor();
    const share = bots.filter({ hasText: 'Shop bot' }).getByText('of its chats');
    const counted = /^([\d,]+) of/.exec((await share.getAttribute('title')) ?? '')?.[1] ?? '';
    await share.click();
    await frame.getByTestId('filter-phrase').waitFor();
    await frame
      .getByTestId('history-count')
      .getByText(new RegExp(`^${counted} `))
      .waitFor();
  });
});

test('so does a topic, and its last phrases', async () => {
  const { frame } = await failures();
  await pictured('topics', async () => {
    await frame.getByTestId('failures-by').selectOption('topic');
    const returns = groupOf(frame, 'Returns');
    const number = returns.getByRole('button', { name: 'Show these in the history' }).first();
    const count = parseInt((await number.textContent()) ?? '', 10);
    await returns.getByTestId('failure-phrases').click();
    await frame.getByTestId('failures-topic').waitFor();
    await groupOf(frame, 'charged twice').waitFor();
    await frame.getByTestId('failures-topic').click();
    await number.click();
    await frame.getByTestId('filter-topic').waitFor();
    await frame
      .getByTestId('history-count')
      .getByText(new RegExp(`^${count} `))
      .waitFor();
  });
});

test('what helped leads to the line it was written in', async () => {
  const { id } = await somebodyWaits('Robin Paid');
  const token = await tokenOf(adele);
  await ask(`/api/escalations/${id}/claim`, { token, body: {} });
  await ask(`/api/escalations/${id}/messages`, { token, body: { text: ANSWERS[0], clientMessageId: randomUUID() } });
  await ask(`/api/escalations/${id}/resolve`, { token, body: {} });
  await desk.db.pool.query('update escalation set last_phrase = $1 where id = $2', [PHRASES[0], id]);
  await desk.db.pool.query('update figure_state set definitions = 0');
  const { frame } = await failures({ width: 1_440 });
  await pictured('helped', async () => {
    const group = groupOf(frame, 'charged twice');
    await group.getByTestId('failure-helped').click();
    const answer = group.getByRole('listitem').filter({ hasText: 'only a reservation' });
    await answer.waitFor();
    expect(await group.getByText('my name is Adele').count()).toBe(0);
    const line = answer.getByTestId('answer-line');
    const seq = await line.getAttribute('data-seq');
    await line.click();
    await eventually(() =>
      frame.evaluate((wanted) => document.activeElement?.getAttribute('data-seq') === wanted, seq),
    );
    expect(await frame.evaluate(() => document.activeElement?.textContent)).toContain('only a reservation');
  });
});

test.each([
  ['default', 1_440],
  ['dark', 768],
  ['contrast', 320],
  ['default', 320],
] as const)('in the theme %s and %d wide nothing hangs out, and axe has nothing to say', async (theme, width) => {
  const tab = await failures({ theme, width });
  await pictured(`${theme} ${width}`, async () => {
    const group = groupOf(tab.frame, 'charged twice');
    await group.getByTestId('failure-helped').click();
    await group.getByTestId('helped').waitFor();
    await picture(tab.page, `failures ${theme} ${width}`);
    expect(await overhang(tab.frame)).toBe(0);
    expect(await complaints(tab.frame)).toEqual([]);
  });
});
