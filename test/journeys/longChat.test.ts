/** A chat of 5,000 messages: opened at what is new, and from there to the start, to a day, to words, and back. */
import type { Frame } from 'playwright-core';
import { picturedOnFailure } from '../support/browser';
import { browsedDesk } from '../support/browsedDesk';
import { eventually } from '../support/eventually';
import { lengthen } from '../support/longChat';
import { EVERY_THEME, look, picture } from '../support/looks';
import { idOfPerson, sandboxPeople } from '../support/sandboxPeople';

const desk = browsedDesk();
const LENGTH = 5_000;
const { ask, tokenOf, says, somebodyWaits } = sandboxPeople(() => desk.url);
const adele = idOfPerson('Adele Vance');

/** The messages whose rows are on the screen, from the top. */
const onScreen = (frame: Frame): Promise<number[]> =>
  frame.getByTestId('transcript').evaluate((box) => {
    const { top, bottom } = box.getBoundingClientRect();
    return [...box.querySelectorAll<HTMLElement>('[data-seq]')]
      .filter((row) => row.getBoundingClientRect().bottom > top && row.getBoundingClientRect().top < bottom)
      .map((row) => Number(row.dataset['seq']));
  });
const tool = async (frame: Frame, name: string) => {
  await frame.getByTestId('more-actions').click();
  await frame.getByTestId(`tool-${name}`).click();
};
test('5,000 messages: new ones are marked, the start, a day and words are one step away', async () => {
  const { id, personId } = await somebodyWaits('Robin Long');
  const token = await tokenOf(adele);
  await ask(`/api/escalations/${id}/claim`, { token, body: {} });
  const { from, to, at } = await lengthen(desk.db, id, LENGTH, { Robin: personId, Adele: adele });
  await ask(`/api/escalations/${id}/read`, { token, method: 'PUT', body: { upTo: to - 30 } });
  const tab = await desk.openTab({ personId: adele, escalationId: id, width: 1440, height: 900 });
  const { frame } = tab;
  await picturedOnFailure('longChat', [tab.page], async () => {
    const log = frame.getByRole('log', { name: 'Transcript' });
    await log.waitFor();
    // Opened at the first word that is new; only what is on the screen is there.
    await frame.getByTestId('new-line').waitFor();
    await eventually(async () => (await onScreen(frame)).some((seq) => seq > to - 30 && seq < to - 20), {
      what: 'the first new message on the screen',
    });
    await picture(tab.page, 'new');
    expect(await frame.locator('[data-seq]').count()).toBeLessThan(80);
    expect(await log.getAttribute('aria-live')).toBe('off');
    await frame.getByTestId('to-newest').click();
    await eventually(async () => (await onScreen(frame)).includes(to));
    await frame.getByTestId('to-newest').waitFor({ state: 'detached' });

    await tool(frame, 'toStart');
    await eventually(async () => (await onScreen(frame)).includes(1), { what: 'the first message' });
    await frame.getByTestId('bot-part').getByText('speak to agent').waitFor();
    await frame.getByTestId('handover').waitFor();
    await picture(tab.page, 'start');

    // By keyboard to the end and back.
    await log.focus();
    await log.press('End');
    await eventually(async () => (await onScreen(frame)).includes(to));
    // With less room, as when a phone's keyboard comes up, the end stays in view.
    for (const size of [
      { width: 1440, height: 560 },
      { width: 320, height: 480 },
      { width: 1440, height: 900 },
    ]) {
      await tab.page.setViewportSize(size);
      await eventually(async () => (await onScreen(frame)).includes(to), { what: `the end at ${size.width} pixels` });
    }

    // A day in the middle.
    await tool(frame, 'toDate');
    await frame.getByTestId('date').fill(at(2_500).toISOString().slice(0, 10));
    await frame.getByTestId('confirm').click();
    await eventually(
      async () => {
        const [top = 0] = await onScreen(frame);
        return Math.abs(top - (from + 2_500)) < 800;
      },
      { what: 'the day in the middle' },
    );

    // Words anywhere, from the newest back.
    await frame.getByTestId('composer-text').press('Control+f');
    await frame.getByTestId('find-field').fill('parcel 1000');
    await frame.getByTestId('find-place').getByText('1 of 1').waitFor();
    await eventually(async () => (await onScreen(frame)).includes(from + 1_000), { what: 'what was found' });
    await picture(tab.page, 'found');
    await frame.getByTestId('find-field').fill('milestone');
    await frame
      .getByTestId('find-place')
      .getByText(/^1 of 50$/)
      .waitFor();
    await frame.getByTestId('find-field').press('Enter');
    await frame
      .getByTestId('find-place')
      .getByText(/^2 of 50$/)
      .waitFor();
    await eventually(async () => (await onScreen(frame)).includes(from + 4_800));
    await look(tab, 'longChat', EVERY_THEME);
    await frame.getByTestId('find-field').press('Escape');
    await frame.getByTestId('find-bar').waitFor({ state: 'detached' });

    // What is said meanwhile is announced, and moves nothing.
    const before = await onScreen(frame);
    await says(personId, 'Are you still there?');
    await frame.getByTestId('new-messages').waitFor();
    await eventually(async () =>
      (await frame.getByTestId('announcer').textContent())?.includes('Are you still there?'),
    );
    expect(await onScreen(frame)).toEqual(before);
    await frame.getByTestId('new-messages').click();
    await frame.getByTestId('people-part').getByText('Are you still there?').waitFor();

    // One's own words go to the end, wherever one reads.
    await tool(frame, 'toStart');
    await eventually(async () => (await onScreen(frame)).includes(1));
    await frame.getByTestId('composer-text').fill('I am here');
    await frame.getByTestId('composer-text').press('Enter');
    await frame.getByTestId('people-part').getByText('I am here').waitFor();
    await frame.getByTestId('new-line').waitFor({ state: 'detached' });
  });
});

test('where what happened does not come, what was said is there; when it comes, the end stays in view', async () => {
  const { id, personId } = await somebodyWaits('Robin Hanging');
  const token = await tokenOf(adele);
  await ask(`/api/escalations/${id}/claim`, { token, body: {} });
  await lengthen(desk.db, id, 60, { Robin: personId, Adele: adele });
  for (const verb of ['release', 'claim']) await ask(`/api/escalations/${id}/${verb}`, { token, body: {} });
  let letGo = (): void => undefined;
  const hangs = new Promise<void>((resolve) => (letGo = resolve));
  const tab = await desk.openTab({
    personId: adele,
    escalationId: id,
    prepare: (page) => page.route('**/api/escalations/*/events*', (route) => hangs.then(() => route.continue())),
  });
  const { frame } = tab;
  await picturedOnFailure('longChat-hanging', [tab.page], async () => {
    const log = frame.getByTestId('transcript');
    await log.waitFor();
    const last = Number(await log.getAttribute('data-last'));
    await eventually(async () => (await onScreen(frame)).includes(last), { what: 'the newest words' });
    expect(await frame.getByTestId('event').count()).toBe(0);
    letGo();
    await frame.getByTestId('event').filter({ hasText: 'You claimed the chat' }).waitFor();
    await frame.getByTestId('to-newest').waitFor({ state: 'detached' });
    expect(await onScreen(frame)).toContain(last);
  });
});
