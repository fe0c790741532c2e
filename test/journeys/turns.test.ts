/** An agent with several chats: another one writes while the first is open, and nothing else looks like it. */
import type { Frame } from 'playwright-core';
import { picturedOnFailure } from '../support/browser';
import { browsedDesk } from '../support/browsedDesk';
import { eventually } from '../support/eventually';
import { EVERY_THEME, look, overhang } from '../support/looks';
import { idOfPerson, sandboxPeople } from '../support/sandboxPeople';
import type { Tab } from '../support/tabHost';

const desk = browsedDesk();
const { ask, tokenOf, says, somebodyWaits } = sandboxPeople(() => desk.url);
const adele = idOfPerson('Adele Vance');

async function tabOf(width = 1440): Promise<Tab> {
  const tab = await desk.openTab({ personId: adele, width, height: 900 });
  return tab;
}
const row = (frame: Frame, id: string) => frame.getByTestId('list-mine').locator(`[data-escalation="${id}"]`);

test('another chat writes while the first is open: its row, the title and the announcer say so, on every device', async () => {
  const first = await somebodyWaits('Robin First');
  const second = await somebodyWaits('Iris Second-Wolfeschlegelsteinhausenbergerdorff');
  const token = await tokenOf(adele);
  for (const { id } of [first, second]) {
    await ask(`/api/escalations/${id}/claim`, { token, body: {} });
    await ask(`/api/escalations/${id}/messages`, { token, body: { text: 'How can I help?', clientMessageId: id } });
  }
  const desktop = await tabOf();
  const phone = await tabOf(320);
  await picturedOnFailure('turns', [desktop.page, phone.page], async () => {
    const { frame } = desktop;
    await row(frame, first.id).getByTestId('open').click();
    await frame.getByTestId('transcript').waitFor();
    await row(frame, second.id).waitFor();
    expect(await frame.getByTestId('your-turn').count()).toBe(0);
    expect(await frame.title()).toBe('Handoff Desk');

    await says(second.personId, 'Are you there?');
    await row(frame, second.id).getByTestId('your-turn').waitFor();
    expect(await row(frame, second.id).getByTestId('unread').textContent()).toBe('1');
    expect(await frame.getByTestId('list-mine').getByTestId('open').first().textContent()).toContain('Iris');
    await eventually(async () => (await frame.title()) === '(1) Handoff Desk');
    await eventually(async () => (await frame.getByTestId('announcer').textContent())?.includes('Are you there?'));
    await row(phone.frame, second.id).getByTestId('unread').waitFor();

    // A note changes nothing of it.
    await ask(`/api/escalations/${second.id}/notes`, { token, body: { text: 'Looked it up', clientMessageId: 'n' } });
    // What is written into the open chat is read as it is seen.
    await says(first.personId, 'Thank you');
    await row(frame, first.id).getByTestId('your-turn').waitFor();
    await eventually(async () => (await row(frame, first.id).getByTestId('unread').count()) === 0);
    expect(await row(frame, second.id).getByTestId('your-turn').count()).toBe(1);

    for (const { frame: each } of [desktop, phone]) {
      const heights = await each
        .getByTestId('escalation-row')
        .evaluateAll((rows) => rows.map((one) => one.getBoundingClientRect().height));
      expect(Math.max(...heights)).toBeLessThanOrEqual(72);
      expect(await overhang(each)).toBe(0);
    }
    await look(desktop, 'turns', EVERY_THEME);

    // Read here, it is read there, too.
    await row(frame, second.id).getByTestId('open').click();
    await row(phone.frame, second.id).getByTestId('unread').waitFor({ state: 'detached' });
    await frame.getByTestId('more-actions').click();
    await frame.getByTestId('mark-unread').click();
    await row(phone.frame, second.id).getByTestId('unread').waitFor();
    await frame.getByTestId('only-unread').click();
    await row(frame, first.id).waitFor({ state: 'detached' });
    await frame.getByTestId('only-unread').click();

    // An answer ends the waiting, for the title, too.
    await ask(`/api/escalations/${second.id}/messages`, { token, body: { text: 'Here', clientMessageId: 'a2' } });
    await ask(`/api/escalations/${first.id}/messages`, { token, body: { text: 'Bye', clientMessageId: 'a1' } });
    await frame.getByTestId('your-turn').first().waitFor({ state: 'detached' });
    await eventually(async () => (await frame.title()) === 'Handoff Desk');
  });
});
