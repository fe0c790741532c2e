/** On hold from the agent's menu to the customer's chat and the manager's Live; and messages left outside opening hours. */
import { picturedOnFailure } from '../support/browser';
import { browsedDesk } from '../support/browsedDesk';
import { eventually } from '../support/eventually';
import { EVERY_THEME, look } from '../support/looks';
import { idOfPerson, sandboxPeople } from '../support/sandboxPeople';
import type { Tab } from '../support/tabHost';
import { updateQueue } from '../../src/store/queues';

const desk = browsedDesk();
const { ask, tokenOf, says, somebodyWaits } = sandboxPeople(() => desk.url);
const adele = idOfPerson('Adele Vance');
const megan = idOfPerson('Megan Bowen');

const fine = (name: string, tab: Tab) => look(tab, name, EVERY_THEME);
const textOf = (tab: Tab, id: string) => tab.frame.getByTestId(id).first().textContent();

test('a chat is put on hold, the customer is asked to wait, and whoever forgets is reminded', async () => {
  const { personId, id } = await somebodyWaits('Robin Hold');
  await ask(`/api/escalations/${id}/claim`, { token: await tokenOf(adele), body: {} });
  const agent = await desk.openTab({ personId: adele, width: 1440, height: 900 });
  const phone = await desk.openTab({ personId: adele, width: 320, height: 640 });
  const manager = await desk.openTab({ personId: megan, width: 1440, height: 900 });
  await picturedOnFailure('hold', [agent.page, phone.page, manager.page], async () => {
    const { frame } = agent;
    await frame.getByTestId('list-mine').locator(`[data-row="${id}"]`).click();
    await frame.getByTestId('more-actions').click();
    await frame.getByTestId('hold').click();
    await eventually(async () => (await frame.getByTestId('hold-text').inputValue()).includes('about 10 minutes'));
    await frame.getByTestId('hold-30').click();
    expect(await frame.getByTestId('hold-text').inputValue()).toContain('about 30 minutes');
    await fine('dialog', agent);
    await frame.getByTestId('hold-text').fill('I ask our warehouse.');
    await frame.getByTestId('hold-5').click();
    expect(await frame.getByTestId('hold-text').inputValue()).toBe('I ask our warehouse.');
    await frame.getByTestId('confirm').click();
    await frame.getByTestId('on-hold-bar').waitFor();
    await frame.getByTestId('transcript').getByText('I ask our warehouse.').waitFor();
    await frame.getByTestId('list-mine').getByTestId('on-hold').waitFor();
    const token = await tokenOf(adele);
    await eventually(
      async () => {
        type Said = { items: { text: string; delivery: { state: string } | null }[] };
        const { items } = await ask<Said>(`/api/escalations/${id}/messages`, { token });
        return items.find(({ text }) => text === 'I ask our warehouse.')?.delivery?.state === 'delivered';
      },
      { what: 'the customer to have read it' },
    );

    await manager.frame.getByTestId('go-now').click();
    await manager.frame.getByTestId('now-on-hold').waitFor();
    expect(await textOf(manager, 'now-on-hold')).toBe(' 1 on hold');
    await manager.frame.getByTestId('now-only-on-hold').click();
    await manager.frame.getByTestId('now-claimed').locator(`[data-escalation="${id}"]`).waitFor();
    expect(await manager.frame.getByTestId('now-claimed').getByTestId('now-row').count()).toBe(1);

    await says(personId, 'Thank you, I wait');
    await eventually(async () => (await textOf(agent, 'on-hold-bar'))?.includes('Robin Hold has written since.'));
    await phone.frame.getByTestId('list-mine').locator(`[data-row="${id}"]`).click();
    await phone.frame.getByTestId('on-hold-bar').waitFor();
    await fine('chat', agent);
    await fine('phone', phone);
    await fine('live', manager);

    await desk.db.q
      .updateTable('escalation')
      .set({ on_hold_until: new Date(Date.now() - 200_000), due_at: new Date() })
      .where('id', '=', id)
      .execute();
    await eventually(async () => /The hold ran out \d+ min ago/.test((await textOf(agent, 'on-hold-bar')) ?? ''));
    await frame.getByTestId('list-mine').getByTestId('hold-ran-out').waitFor();
    await manager.frame.getByTestId('hold-ran-out').waitFor();
    await fine('ran-out', agent);
    await fine('ran-out-live', manager);

    await frame.getByTestId('composer-text').fill('It is on its way.');
    await frame.getByTestId('send').click();
    await frame.getByTestId('on-hold-bar').waitFor({ state: 'detached' });
    await phone.frame.getByTestId('on-hold-bar').waitFor({ state: 'detached' });

    // From the phone, by a key of the menu, and back by the bar.
    await phone.frame.getByTestId('more-actions').click();
    await phone.frame.getByTestId('hold').click();
    await eventually(async () => (await phone.frame.getByTestId('hold-text').inputValue()) !== '');
    await fine('phone-dialog', phone);
    await phone.frame.getByTestId('confirm').click();
    await frame.getByTestId('continue-now').click();
    await frame.getByTestId('on-hold-bar').waitFor({ state: 'detached' });
    await frame.getByTestId('list-mine').getByTestId('your-turn').waitFor();
  });
  await desk.closeTabs();
});

test('who comes outside opening hours has left a message, in the list and in Live, and waits nowhere', async () => {
  const { id: queueId } = await desk.db.q
    .selectFrom('queue')
    .select('id')
    .where('is_default', '=', true)
    .executeTakeFirstOrThrow();
  const never = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
  const tomorrow = new Date(Date.now() + 86_400_000).getUTCDay();
  const week = {
    ...never,
    [(['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const)[tomorrow] ?? 'mon']: [['08:00', '17:00']],
  };
  await updateQueue(desk.db.q, queueId, { serviceTargets: { hours: { timeZone: 'UTC', week, holidays: [] } } });
  const { id } = await somebodyWaits('Iris Night');
  const agent = await desk.openTab({ personId: adele, width: 320, height: 640 });
  const manager = await desk.openTab({ personId: megan, width: 1440, height: 900 });
  await picturedOnFailure('leftMessage', [agent.page, manager.page], async () => {
    const row = agent.frame.locator(`[data-escalation="${id}"]`);
    await row.getByTestId('left-message').waitFor();
    expect(await row.getByTestId('left-message').textContent()).toMatch(/outside opening hours · open again /);
    await manager.frame.getByTestId('go-now').click();
    await manager.frame.getByTestId('now-left-messages').locator(`[data-escalation="${id}"]`).waitFor();
    const card = manager.frame.getByTestId('now-queue').first();
    expect(await card.getByTestId('now-messages').textContent()).toBe(' 1 left a message');
    expect(await manager.frame.getByTestId('now-waiting').getByTestId('now-row').count()).toBe(0);
    await fine('message', agent);
    await fine('message-live', manager);
    await manager.frame.getByTestId('open-wall').click();
    await manager.frame.getByTestId('wall-queue').first().getByText('1 left a message').waitFor();
    await fine('wall', manager);
  });
});
