/** Writing as agents do it all day: a canned reply with a picture, taken back in time, and the same draft on another device. */
import type { Browser, Frame } from 'playwright-core';
import sharp from 'sharp';
import { complaints } from '../support/axe';
import { openBrowser, picturedOnFailure } from '../support/browser';
import { type Desk, startDesk } from '../support/desk';
import { eventually } from '../support/eventually';
import { overhang, picture } from '../support/looks';
import { idOfPerson, sandboxPeople } from '../support/sandboxPeople';
import { type Tab, type TabOptions, openTab } from '../support/tabHost';

const { ask, tokenOf, somebodyWaits } = sandboxPeople(() => desk.url);
const adele = idOfPerson('Adele Vance');

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

/** Somebody new, claimed by Adele. */
async function withAdele(name: string): Promise<string> {
  const { id } = await somebodyWaits(name);
  await ask(`/api/escalations/${id}/claim`, { token: await tokenOf(adele), body: {} });
  return id;
}

async function tabOf(personId: string, options: Omit<TabOptions, 'personId'> = {}): Promise<Tab> {
  const tab = await openTab(browser, desk.url, { personId, ...options });
  open.push(tab);
  return tab;
}
const pictured = <T>(name: string, work: () => Promise<T>) =>
  picturedOnFailure(
    `writing ${name}`,
    open.map(({ page }) => page),
    work,
  );
const words = (frame: Frame) => frame.getByTestId('composer-text');

/** Of what is offered for seconds: done in the page itself the moment it is there, however busy the machine is. */
async function onceThere(frame: Frame, id: string, act: 'press' | 'reload' | 'see'): Promise<void> {
  await frame.evaluate(
    ([wanted, what]) => {
      const watch = new MutationObserver(() => {
        const found = document.querySelector<HTMLElement>(`[data-testid=${wanted}]`);
        if (!found) return;
        watch.disconnect();
        document.documentElement.dataset['seen'] = wanted;
        if (what === 'press') setTimeout(() => found.click());
        if (what === 'reload') location.reload();
      });
      watch.observe(document.body, { childList: true, subtree: true });
    },
    [id, act] as const,
  );
}

test('a canned reply with a field and a picture is kept in Settings, found by a slash, and reaches the customer', async () => {
  const id = await withAdele('Canned Cleo');
  const tab = await tabOf(adele);
  await pictured('canned', async () => {
    await tab.frame.getByTestId('go-settings').click();
    await tab.frame.getByTestId('add-reply').click();
    await tab.frame.getByTestId('reply-name').fill('Where to press');
    await tab.frame.getByTestId('reply-text').fill('{customer.name}, press **{button}** here.');
    const picture = await sharp({ create: { width: 32, height: 20, channels: 3, background: '#2060c0' } })
      .png()
      .toBuffer();
    await tab.frame
      .getByTestId('reply-file-input')
      .setInputFiles({ name: 'where.png', mimeType: 'image/png', buffer: picture });
    await tab.frame.getByTestId('confirm').click();
    await tab.frame.getByTestId('canned-reply').getByText('Where to press').waitFor();
    expect(await complaints(tab.frame)).toEqual([]);
    await tab.frame.getByTestId('back').click();
    await tab.frame.locator(`[data-row="${id}"]`).first().click();

    await eventually(
      () => tab.frame.evaluate(() => (document.activeElement as HTMLElement).dataset['testid'] === 'composer-text'),
      { what: 'the composer to have the focus' },
    );
    await tab.page.keyboard.type('/press');
    await tab.frame.getByTestId('suggestion').waitFor();
    expect(await complaints(tab.frame)).toEqual([]);
    await tab.page.keyboard.press('Enter');
    await tab.frame.locator('[data-testid=draft-file][data-state=ready]').waitFor();
    expect(await words(tab.frame).inputValue()).toBe('Canned Cleo, press **{button}** here.');
    await tab.page.keyboard.press('Home');
    await tab.page.keyboard.press('Enter');
    await tab.frame.getByText('Fill in “button” first').waitFor();
    // The place is chosen: what is typed takes it.
    await tab.page.keyboard.type('Start');
    await tab.page.keyboard.press('Enter');
    const said = tab.frame.getByTestId('people-part').getByTestId('message').filter({ hasText: 'press Start here' });
    await said.getByText('Delivered').waitFor();
    await said.locator('strong', { hasText: 'Start' }).waitFor();
    await said.getByRole('img', { name: 'where.png' }).waitFor();
  });
});

test('a reply taken back in time is a draft again, on another device, too', async () => {
  const id = await withAdele('Undo Uma');
  const tab = await tabOf(adele, { escalationId: id });
  await pictured('undo', async () => {
    await words(tab.frame).waitFor();
    await tab.frame.evaluate((key) => localStorage.setItem(key, 'on'), `${adele}:undo`);
    await words(tab.frame).fill('Sent too soon');
    await onceThere(tab.frame, 'undo', 'press');
    await tab.page.keyboard.press('Enter');
    await tab.frame.locator('[data-seen=undo]').waitFor();
    await tab.frame.getByTestId('undo').waitFor({ state: 'detached' });
    expect(await words(tab.frame).inputValue()).toBe('Sent too soon');
    await tab.frame.evaluate(() => delete document.documentElement.dataset['seen']);
    const token = await tokenOf(adele);
    await eventually(
      async () =>
        (await ask<{ draft: { reply: string } | null }>(`/api/escalations/${id}/draft`, { token })).draft?.reply ===
        'Sent too soon',
      { what: 'the draft on the desk' },
    );
    const other = await tabOf(adele, { escalationId: id });
    await eventually(async () => (await words(other.frame).inputValue()) === 'Sent too soon', { what: 'the draft' });

    await onceThere(tab.frame, 'undo', 'see');
    await tab.page.keyboard.press('Enter');
    await tab.frame.locator('[data-seen=undo]').waitFor();
    await tab.frame.getByTestId('people-part').getByText('Delivered').waitFor();
    const sent = await ask<{ items: { text: string }[] }>(`/api/escalations/${id}/messages`, { token });
    expect(sent.items.filter(({ text }) => text === 'Sent too soon')).toHaveLength(1);
  });
});

test('loaded again while a reply may still be taken back, it is in the box again, and was not sent', async () => {
  const id = await withAdele('Reload Rhea');
  const tab = await tabOf(adele, { escalationId: id });
  await pictured('reload', async () => {
    await words(tab.frame).waitFor();
    await tab.frame.evaluate((key) => localStorage.setItem(key, 'on'), `${adele}:undo`);
    await words(tab.frame).fill('Half thought');
    await onceThere(tab.frame, 'undo', 'reload');
    await tab.page.keyboard.press('Enter');
    await tab.frame.getByText('Your last words to Reload Rhea were not sent').waitFor();
    expect(await words(tab.frame).inputValue()).toBe('Half thought');
    const token = await tokenOf(adele);
    const said = async () =>
      (await ask<{ items: { text: string }[] }>(`/api/escalations/${id}/messages`, { token })).items.filter(
        ({ text }) => text === 'Half thought',
      );
    expect(await said()).toEqual([]);
    await words(tab.frame).press('Enter');
    await tab.frame.getByTestId('people-part').getByText('Delivered').waitFor();
    expect(await said()).toHaveLength(1);
  });
});

test.each(['default', 'dark', 'contrast'] as const)(
  'reply and note can be read in the %s theme, on a phone, too',
  async (theme) => {
    const id = await withAdele(`Theme ${theme}`);
    const tab = await tabOf(adele, { theme, escalationId: id });
    await pictured(`axe ${theme}`, async () => {
      await tab.frame.getByTestId('format-bold').waitFor();
      expect(await complaints(tab.frame)).toEqual([]);
      // Held down, too.
      await tab.frame.getByTestId('mode-reply').hover();
      await tab.page.mouse.down();
      expect(await complaints(tab.frame)).toEqual([]);
      await tab.page.mouse.up();
      await tab.frame.getByTestId('mode-note').click();
      expect(await complaints(tab.frame)).toEqual([]);
      await words(tab.frame).fill('A note');
      expect(await complaints(tab.frame)).toEqual([]);
    });
    const phone = await tabOf(adele, { theme, escalationId: id, width: 320, height: 640 });
    await phone.frame.getByTestId('format-bold').waitFor();
    expect(await overhang(phone.frame)).toBe(0);
    await picture(tab.page, `wide ${theme}`);
    await picture(phone.page, `phone ${theme}`);
  },
);
