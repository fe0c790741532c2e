/** A manager looks for what a customer said months ago: words, the line in the chat, a view that is kept, a link to it. */
import type { Frame } from 'playwright-core';
import { answered } from '../support/answered';
import { complaints } from '../support/axe';
import { picturedOnFailure } from '../support/browser';
import { browsedDesk } from '../support/browsedDesk';
import { eventually } from '../support/eventually';
import { lengthen } from '../support/longChat';
import { EVERY_THEME, look, overhang, picture } from '../support/looks';
import { idOfPerson, sandboxPeople } from '../support/sandboxPeople';

const desk = browsedDesk();
const LENGTH = 1_000;
const { ask, tokenOf, says, somebodyWaits } = sandboxPeople(() => desk.url);
const adele = idOfPerson('Adele Vance');
const megan = idOfPerson('Megan Bowen');

const isFocused = (frame: Frame, seq: number) =>
  frame.evaluate((wanted) => document.activeElement?.getAttribute('data-seq') === String(wanted), seq);
const search = async (frame: Frame, words: string) => {
  await frame.getByTestId('filter-q').fill(words);
  await answered(frame);
};
const rows = (frame: Frame) => frame.getByTestId('history-row');

test('what was said is found, and the chat opens at the line; a view of it is kept, and sent', async () => {
  const long = await somebodyWaits('Robin Long');
  const token = await tokenOf(adele);
  await ask(`/api/escalations/${long.id}/claim`, { token, body: {} });
  const { from } = await lengthen(desk.db, long.id, LENGTH, { Robin: long.personId, Adele: adele });
  const short = await somebodyWaits('Mei Sun');
  await says(short.personId, 'I was charged twice for parcel 退款申请, please help');
  await ask(`/api/escalations/${short.id}/claim`, { token, body: {} });
  await ask(`/api/escalations/${short.id}/resolve`, { token, body: { outcome: 'Refunded' } });
  const tab = await desk.openTab({ personId: megan, view: 'history', width: 1440, height: 900 });
  const { frame } = tab;
  await picturedOnFailure('history', [tab.page], async () => {
    await rows(frame).first().waitFor();
    await search(frame, '"charged twice" 退款');
    await frame.getByTestId('hit').waitFor();
    expect(await rows(frame).count()).toBe(1);
    expect(await frame.locator('mark').allTextContents()).toEqual(['charged twice', '退款']);
    await frame.getByTestId('history-count').getByText('1 chat').waitFor();

    // A line far up in a long chat: it opens there, not at its end.
    await search(frame, '"parcel 300 of many"');
    await frame.getByTestId('hit').filter({ hasText: 'parcel 300' }).click();
    await eventually(() => isFocused(frame, from + 300), { what: 'the line that was found' });
    await frame.getByTestId('transcript').getByText('A milestone: parcel 300 of many').waitFor();
    await picture(tab.page, 'line');
    await frame.getByTestId('back').click();
    expect(await frame.getByTestId('filter-q').inputValue()).toBe('"parcel 300 of many"');

    // What is narrowed is kept under a name, and comes back by it.
    await search(frame, 'parcel');
    await frame.getByTestId('filter-status').selectOption('resolved');
    await frame.getByTestId('more-filters').click();
    await frame.getByTestId('filter-outcome').selectOption('own');
    await answered(frame);
    await frame.getByTestId('columns').click();
    await frame.getByTestId('column-waited').click();
    await frame.getByTestId('filter-q').click();
    expect(await rows(frame).count()).toBe(1);
    await look(tab, 'history', EVERY_THEME);
    await frame.getByTestId('views').click();
    await frame.getByTestId('save-view').click();
    await frame.getByTestId('view-name').fill('Refunds');
    await frame.getByTestId('view-shared').check();
    await picture(tab.page, 'save');
    await frame.getByTestId('confirm').click();
    await frame.getByTestId('save-view-dialog').waitFor({ state: 'detached' });
    await frame.getByTestId('clear-filters').click();
    await answered(frame);
    expect(await rows(frame).count()).toBe(2);
    // The keyboard is in the list, and leaves it.
    await frame.getByTestId('views').click();
    await answered(frame);
    expect(await frame.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('menuitem');
    await tab.page.keyboard.press('Escape');
    await frame.getByTestId('view').waitFor({ state: 'detached' });
    await frame.getByTestId('views').click();
    await picture(tab.page, 'views');
    await frame.getByTestId('view').getByText('Refunds').click();
    await answered(frame);
    expect(await rows(frame).count()).toBe(1);
    expect(await frame.getByTestId('filter-q').inputValue()).toBe('parcel');
    await frame.getByTestId('views').click();
    await frame.getByTestId('rename-view').click();
    await frame.getByTestId('view-name').fill('Parcels');
    await look(tab, 'rename-view', EVERY_THEME);
    await frame.getByTestId('confirm').click();
    await frame.getByText('Refunds is now called Parcels.').waitFor();
    await frame.getByTestId('views').click();
    await frame.getByTestId('view').getByText('Parcels').waitFor();
    await frame.getByTestId('remove-view').click();
    await frame.getByText('Nobody who works here will have it any more.').waitFor();
    await look(tab, 'remove-view', EVERY_THEME);
    await frame.getByTestId('confirm').click();
    await frame.getByText('Parcels is deleted.').waitFor();
    await frame.getByTestId('views').click();
    await frame.getByText('No views yet.').waitFor();
    expect(await frame.getByTestId('view').count()).toBe(0);
    await tab.page.keyboard.press('Escape');

    for (const [width, height] of [
      [320, 640],
      [2560, 1080],
    ] as const) {
      await tab.page.setViewportSize({ width, height });
      await eventually(async () => (await complaints(frame)).length === 0, { what: `nothing wrong at ${width}` });
      expect(await overhang(frame)).toBe(0);
      await picture(tab.page, `history-${width}`);
    }
  });

  // A colleague opens the link and sees what they may see of it.
  const { url } = await ask<{ url: string }>('/api/history-link', { token, body: { shows: { q: 'charged twice' } } });
  const { subEntityId } = JSON.parse(new URL(url).searchParams.get('context') ?? '') as { subEntityId: string };
  const linked = await desk.openTab({ personId: adele, escalationId: subEntityId });
  await picturedOnFailure('history-link', [linked.page], async () => {
    await linked.frame.getByTestId('hit').waitFor();
    expect(await linked.frame.getByTestId('filter-q').inputValue()).toBe('charged twice');
    await linked.frame.getByTestId('back').click();
    await linked.frame.getByTestId('go-history').waitFor();
  });
});
