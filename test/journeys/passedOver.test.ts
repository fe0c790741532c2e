/** A manager reads in the history who was passed over at an offer, and in Live for how long a customer has been silent. */
import { picturedOnFailure } from '../support/browser';
import { browsedDesk } from '../support/browsedDesk';
import { eventually } from '../support/eventually';
import { look } from '../support/looks';
import { idOfPerson, sandboxPeople } from '../support/sandboxPeople';

const desk = browsedDesk();
const { ask, tokenOf, somebodyWaits } = sandboxPeople(() => desk.url);
const adele = idOfPerson('Adele Vance');
const megan = idOfPerson('Megan Bowen');
afterEach(desk.closeTabs);

test('who was passed over stands at the offer, and a silence in Live', async () => {
  const [token, manager] = [await tokenOf(adele), await tokenOf(megan)];
  const { items } = await ask<{ items: { id: string; isDefault: boolean }[] }>('/api/queues', { token: manager });
  const queue = items.find(({ isDefault }) => isDefault)?.id ?? '';
  const body = { serviceTargets: { assignment: 'automatic' } };
  await ask(`/api/queues/${queue}`, { token: manager, method: 'PATCH', body });
  await ask('/api/me', { token });
  await ask('/api/me', { token, method: 'PATCH', body: { presence: 'available' } });
  const { id } = await somebodyWaits('Robin Ortiz');
  await eventually(
    async () => (await ask<{ offer: unknown }>(`/api/escalations/${id}`, { token: manager })).offer !== null,
    { what: 'an offer' },
  );
  await ask(`/api/escalations/${id}/claim`, { token, body: {} });
  await ask(`/api/escalations/${id}/messages`, { token, body: { text: 'Are you there?', clientMessageId: 'there' } });
  await desk.db.pool.query(`update escalation set owner_spoke_at = now() - interval '12 minutes' where id = $1`, [id]);

  const live = await desk.openTab({ personId: megan, width: 1_440, height: 900 });
  await picturedOnFailure('silence', [live.page], async () => {
    await live.frame.getByTestId('go-now').click();
    await live.frame.getByTestId('customers-turn').getByText('Customer silent for 12 min').waitFor();
    await look(live, 'silence');
  });

  const history = await desk.openTab({ personId: megan, view: 'history', width: 1_440, height: 900 });
  await picturedOnFailure('passed over', [history.page], async () => {
    await history.frame.getByTestId('history-row').first().getByTestId('open').click();
    const passedOver = history.frame.getByTestId('passed-over').first();
    await passedOver.locator('summary').click();
    await passedOver
      .getByText(/had never opened the desk/)
      .first()
      .waitFor();
    await look(history, 'passed-over');
  });
});
