/** Nothing happens behind an agent's back: taken away, out of reach, two tabs of one agent, a clock that is wrong. */
import type { Frame } from 'playwright-core';
import { complaints } from '../support/axe';
import { picturedOnFailure } from '../support/browser';
import { browsedDesk } from '../support/browsedDesk';
import { eventually } from '../support/eventually';
import { idOfPerson, sandboxPeople } from '../support/sandboxPeople';
import type { Tab, TabOptions } from '../support/tabHost';

const desk = browsedDesk();
const { ask, tokenOf, says, somebodyWaits } = sandboxPeople(() => desk.url);
const [adele, megan] = [idOfPerson('Adele Vance'), idOfPerson('Megan Bowen')];

async function tabOf(id: string, prepare?: TabOptions['prepare']): Promise<Tab> {
  return desk.openTab({ personId: adele, escalationId: id, ...(prepare && { prepare }) });
}
const composer = (frame: Frame) => frame.getByTestId('composer-text');
const statusOf = async (id: string) =>
  (await ask<{ status: string }>(`/api/escalations/${id}`, { token: await tokenOf(megan) })).status;

/** Somebody who waits is claimed by Adele, who has the chat open. */
async function withAdele(name: string, prepare?: TabOptions['prepare']) {
  const { personId, id } = await somebodyWaits(name);
  await ask(`/api/escalations/${id}/claim`, { token: await tokenOf(adele), body: {} });
  const tab = await tabOf(id, prepare);
  await composer(tab.frame).waitFor();
  // What is fetched once the chat has been read is there, too.
  await eventually(() =>
    tab.frame.evaluate(() =>
      performance.getEntriesByType('resource').some(({ name }) => name.includes('UnsentDialog')),
    ),
  );
  return { ...tab, personId, id };
}

async function nothingToComplainOf({ frame, changeTheme }: Pick<Tab, 'frame' | 'changeTheme'>) {
  for (const theme of ['default', 'dark', 'contrast'] as const) {
    await changeTheme(theme);
    await eventually(async () => (await complaints(frame)).length === 0, {
      what: `nothing to complain of in ${theme}`,
    });
  }
}

test('taken away in the middle of a word: the words say who and why, and the draft stays to copy', async () => {
  const { page, frame, changeTheme, id } = await withAdele('Iris Taken');
  await picturedOnFailure('taken', [page], async () => {
    await composer(frame).pressSequentially('Your refu');
    await ask(`/api/escalations/${id}/release`, { token: await tokenOf(megan), body: { reason: 'rebalancing' } });
    await frame.getByTestId('kept-text').waitFor();
    await page.keyboard.type('nd is on its way');
    expect(await frame.getByTestId('kept-text').inputValue()).toBe('Your refund is on its way');
    await frame.getByTestId('taken').waitFor();
    expect(await frame.getByTestId('taken').textContent()).toMatch(
      /Megan Bowen returned Iris Taken to .+“rebalancing”/,
    );
    await eventually(async () =>
      (await frame.getByTestId('announcer').textContent())?.includes('Megan Bowen returned'),
    );
    await nothingToComplainOf({ frame, changeTheme });

    // Claimed again, the words are where they were.
    await frame.getByTestId('composer-closed').getByTestId('claim').click();
    await composer(frame).waitFor();
    expect(await composer(frame).inputValue()).toBe('Your refund is on its way');
    await frame.getByTestId('taken').waitFor({ state: 'detached' });
  });
});

test('out of reach with a reply and a cancelled Resolve: the reply waits in view and goes out, and nothing is resolved', async () => {
  const { page, frame, changeTheme, id, personId } = await withAdele('Robin Offline');
  await picturedOnFailure('offline', [page], async () => {
    // Counted as the page counts, so that a busy machine slows down both.
    await frame.evaluate(() => {
      const root = document.documentElement;
      setInterval(() => (root.dataset['ticks'] = String(Number(root.dataset['ticks'] ?? 0) + 1)), 250);
    });
    const ticks = () => frame.evaluate(() => Number(document.documentElement.dataset['ticks'] ?? 0));
    await page.context().setOffline(true);
    const from = await ticks();
    await frame.getByTestId('offline').waitFor();
    expect((await ticks()) - from).toBeLessThan(20);
    await composer(frame).fill('I will look into it');
    await page.keyboard.press('Enter');
    await frame.locator('[data-testid=delivery][data-state=waiting]').waitFor();

    await frame.getByTestId('resolve').click();
    await frame.getByTestId('unsent-dialog').waitFor();
    await nothingToComplainOf({ frame, changeTheme });
    await page.keyboard.press('Escape');
    await frame.getByTestId('unsent-dialog').waitFor({ state: 'detached' });

    await page.context().setOffline(false);
    await frame.getByTestId('offline').waitFor({ state: 'detached' });
    await eventually(async () => {
      const { items } = await ask<{ items: { text: string }[] }>(`/api/escalations/${id}/messages`, {
        token: await tokenOf(megan),
      });
      return items.filter(({ text }) => text === 'I will look into it').length === 1;
    });
    await frame.locator('[data-testid=delivery][data-state=waiting]').waitFor({ state: 'detached' });
    await says(personId, 'Thank you');
    await frame.getByText('Thank you', { exact: true }).first().waitFor();
    expect(await statusOf(id)).toBe('claimed');
  });
});

test('a verb asked for while out of reach is refused, and does not run later', async () => {
  const { page, frame, id } = await withAdele('Terrence Offline');
  await picturedOnFailure('refused', [page], async () => {
    await frame.getByTestId('resolve').click();
    await frame.getByTestId('resolve-dialog').waitFor();
    // What it asks for is there.
    await frame.locator('[data-testid=confirm]:not([aria-disabled=true])').waitFor();
    await page.context().setOffline(true);
    await frame.getByTestId('offline').waitFor();
    await frame.getByTestId('confirm').click();
    await frame.getByTestId('resolve-dialog').getByText('cannot be reached').waitFor();
    await frame.getByTestId('cancel').click();
    await page.context().setOffline(false);
    await frame.getByTestId('online-again').waitFor();
    await composer(frame).fill('Still here');
    await page.keyboard.press('Enter');
    await frame.locator('[data-testid=delivery][data-state=delivered]').waitFor();
    expect(await statusOf(id)).toBe('claimed');
  });
});

test('a sign-in that ends in mid-sentence is said at once; the words stay, and go out once it is back', async () => {
  const { page, frame, changeTheme } = await withAdele('Nora Signed-Out');
  await picturedOnFailure('signed out', [page], async () => {
    const ofTheDesk = `${desk.url}/api/**`;
    await page.route(ofTheDesk, (route) =>
      route.fulfill({ status: 401, json: { code: 'unauthorized', title: 'Sign in first', status: 401 } }),
    );
    await composer(frame).fill('Your parcel is');
    await frame.getByTestId('signed-out').waitFor();
    await nothingToComplainOf({ frame, changeTheme });
    expect(await composer(frame).inputValue()).toBe('Your parcel is');
    const again = frame.getByTestId('sign-in-again');
    await Promise.all([page.waitForRequest(ofTheDesk), again.click()]);
    await again.waitFor();
    await composer(frame).fill('Your parcel is here');
    await page.keyboard.press('Enter');
    await frame.locator('[data-testid=delivery][data-state=waiting]').waitFor();
    await composer(frame).fill('It came');
    // What the tab asks for from time to time may find it back before anybody presses.
    await page.unroute(ofTheDesk);
    await frame.evaluate(() => document.querySelector<HTMLElement>('[data-testid=sign-in-again]')?.click());
    await frame.getByTestId('signed-out').waitFor({ state: 'detached' });
    await frame.getByText('Your parcel is here', { exact: true }).first().waitFor();
    await frame.locator('[data-testid=delivery][data-state=delivered]').waitFor();
    expect(await composer(frame).inputValue()).toBe('It came');
  });
});

test('two tabs of one agent: what is done in one is said in the other, where the draft stays', async () => {
  const first = await withAdele('Store Two');
  const second = await tabOf(first.id);
  await picturedOnFailure('two', [first.page, second.page], async () => {
    await composer(second.frame).pressSequentially('Half a sen');
    await first.frame.getByTestId('release').click();
    await first.frame.getByTestId('release-dialog').getByTestId('confirm').click();
    await second.frame.getByTestId('taken').waitFor();
    expect(await second.frame.getByTestId('taken').textContent()).toContain('You returned Store Two');
    expect(await second.frame.getByTestId('kept-text').inputValue()).toBe('Half a sen');
    await first.frame.getByTestId('composer-closed').waitFor();
    expect(await first.frame.getByTestId('taken').count()).toBe(0);
  });
});

test('a clock that is an hour off misleads nobody', async () => {
  const { page, frame, id, personId } = await withAdele('Otto Late', (one) =>
    one.addInitScript(`{
      const now = Date.now.bind(Date);
      Date.now = () => now() + 3600000;
    }`),
  );
  await picturedOnFailure('clock', [page], async () => {
    await composer(frame).fill('Good morning');
    await page.keyboard.press('Enter');
    await frame.locator('[data-testid=delivery][data-state=delivered]').waitFor();
    await says(personId, 'And now?');
    const row = frame.getByTestId('list-mine').locator(`[data-escalation="${id}"]`);
    await row.getByTestId('your-turn').waitFor();
    expect(await row.textContent()).not.toMatch(/\b(59|60|61) min|\b1 h/);
  });
});
