/** A manager erases a customer and says how long words are kept; the history shows what is left, and figures count the same. */
import { picturedOnFailure } from '../support/browser';
import { browsedDesk } from '../support/browsedDesk';
import { eventually } from '../support/eventually';
import { EVERY_THEME, look, type Look } from '../support/looks';
import { idOfPerson, sandboxPeople } from '../support/sandboxPeople';

const desk = browsedDesk();
const { ask, tokenOf, somebodyWaits } = sandboxPeople(() => desk.url);
const megan = idOfPerson('Megan Bowen');
const adele = idOfPerson('Adele Vance');
afterEach(desk.closeTabs);

const pictured = <T>(name: string, work: () => Promise<T>) =>
  picturedOnFailure(
    name,
    desk.tabs.map(({ page }) => page),
    work,
  );
const PHONE: readonly Look[] = [['default', 320]];
const verb = async (id: string, name: string, body: object) =>
  ask(`/api/escalations/${id}/${name}`, { token: await tokenOf(adele), body });
async function opened(): Promise<number> {
  const day = (ms: number) => new Date(Date.now() + ms).toISOString().slice(0, 10);
  const query = new URLSearchParams({ zone: 'UTC', from: day(-86_400_000), to: day(86_400_000) });
  const { total } = await ask<{ total: { counts: { opened: number } } }>(`/api/figures?${query.toString()}`, {
    token: await tokenOf(megan),
  });
  return total.counts.opened;
}

test('a customer is erased from their chat, and stays in the history without name and words', async () => {
  const { id } = await somebodyWaits('Robin Longname-Ortiz');
  await somebodyWaits('Mei Sun');
  const before = await eventually(async () => ((await opened()) === 2 ? 2 : undefined));
  const tab = await desk.openTab({ personId: megan, view: 'history', width: 1440, height: 900 });
  const { frame } = tab;
  await pictured('erasure', async () => {
    const row = frame.locator(`[data-escalation="${id}"]`).first();
    await row.getByTestId('open').click();
    await frame.getByTestId('erase-customer').click();
    // It is open yet: what must end first is said, and nothing can be pressed.
    await frame.getByTestId('erase-open').waitFor();
    await frame.getByTestId('erase-reason').fill('A letter');
    expect(await frame.getByTestId('confirm').getAttribute('aria-disabled')).toBe('true');
    await frame.getByTestId('cancel').click();
    await verb(id, 'claim', {});
    await verb(id, 'messages', { text: 'Good day, Robin', clientMessageId: 'hello' });
    await verb(id, 'resolve', { outcome: 'Refunded' });

    // What is on its way to the customer arrives first.
    await eventually(async () => {
      const waits = await desk.db.q.selectFrom('lane').select('key').where('pending', '>', 0).execute();
      return waits.length === 0;
    });
    await frame.getByTestId('erase-customer').click();
    await frame.getByTestId('erase-what').getByText('1 request for a person').waitFor();
    expect(await frame.getByTestId('erase-open').count()).toBe(0);
    await look(tab, 'erase', EVERY_THEME);
    await frame.getByTestId('cancel').click();
    // On a phone the details cover the chat.
    await tab.page.setViewportSize({ width: 320, height: 640 });
    await frame.getByTestId('toggle-details').click();
    await frame.getByTestId('erase-customer').click();
    await frame.getByTestId('erase-what').getByText('1 request for a person').waitFor();
    await look(tab, 'erase', PHONE);
    await frame.getByTestId('erase-reason').fill('Robin Longname-Ortiz wrote a letter');
    await frame.getByTestId('confirm').click();
    await frame.getByText('Leave their name out of it').waitFor();
    await frame.getByTestId('erase-reason').fill('A letter of 3 November');
    await frame.getByTestId('confirm').click();
    // Said aloud as well.
    await frame
      .getByText(/^Erased\. In the audit it has the reference [0-9A-F]{8}\.$/)
      .first()
      .waitFor();
    await frame.getByTestId('erase-dialog').waitFor({ state: 'detached' });

    await tab.page.setViewportSize({ width: 1440, height: 900 });
    await frame
      .getByTestId('erased')
      .getByText(/^Megan Bowen had this customer erased/)
      .waitFor();
    await frame.getByTestId('conversation-header').getByText('Erased customer').waitFor();
    // Nor in the timeline, nor in what was read out.
    for (const words of ['Good day, Robin', 'Refunded', 'Longname']) {
      await eventually(async () => (await frame.getByText(words).count()) === 0, { what: `“${words}” to go` });
    }
    expect(await frame.getByTestId('erase-customer').count()).toBe(0);
    await look(tab, 'erased');
    await frame.getByTestId('back').click();
    await row.getByText('Erased customer').waitFor();
    await look(tab, 'erased in the history');
  });
  expect(await opened()).toBe(before);
});

test('how long words are kept is chosen once it is said what that means', async () => {
  const tab = await desk.openTab({ personId: megan, width: 1440, height: 900 });
  const { frame } = tab;
  await frame.getByTestId('go-settings').click();
  await pictured('retention', async () => {
    const part = frame.getByTestId('settings-retention');
    await part.scrollIntoViewIfNeeded();
    expect(await part.getByTestId('keep-for-good').isChecked()).toBe(true);
    await part.getByTestId('keep-for-days').check();
    await part.getByTestId('retention-days').fill('3');
    await part.getByText('Enter a whole number from 7 to 3,650.').waitFor();
    expect(await part.getByTestId('save-retention').getAttribute('aria-disabled')).toBe('true');
    await part.getByTestId('retention-days').fill('90');
    await look(tab, 'retention');
    await part.getByTestId('save-retention').click();
    await frame
      .getByTestId('retention-due')
      .getByText(/^0 requests ended more than 90 days ago/)
      .waitFor();
    await look(tab, 'retention asked about');
    await frame.getByTestId('confirm').click();
    await part
      .getByTestId('retention-progress')
      .getByText(/^Nothing is erased before/)
      .waitFor();
    await eventually(() =>
      part
        .getByTestId('retention-days')
        .inputValue()
        .then((value) => value === '90'),
    );
  });
});
