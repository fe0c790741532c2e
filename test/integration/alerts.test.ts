/** Whom a promise about to break calls, and where: by name, in the thread of the card. */
import { upkeep } from '../../src/connection/upkeep';
import { DueTimers } from '../../src/escalation/dueTimers';
import { sawAgent } from '../../src/store/agents';
import { cardsOf } from '../../src/store/escalation/cards';
import { updateQueue } from '../../src/store/queues';
import { type TeamsDesk, adele, channel, maria, megan, robin, startTeamsDesk } from '../support/teamsDesk';

let desk: TeamsDesk;
beforeAll(async () => {
  desk = await startTeamsDesk();
  await desk.deliver();
});
afterAll(() => desk.stop());

test('the one on call is named under the card, then managers', async () => {
  const { q } = desk.db;
  const queue = await q
    .selectFrom('queue')
    .select(['id', 'tenant_id'])
    .where('is_default', '=', true)
    .executeTakeFirstOrThrow();
  await sawAgent(
    q,
    { tenantId: queue.tenant_id, id: megan.id, name: megan.name, upn: null, manager: true },
    new Date(),
  );
  await updateQueue(q, queue.id, { serviceTargets: { targetSeconds: 60, onCall: { id: adele.id, name: adele.name } } });
  await desk.open(robin);
  await desk.deliver();
  const keeper = new DueTimers(desk.db, desk.escalations);
  const alerts = () =>
    desk.control
      .messages(channel.id)
      .flatMap(({ text, threadId }) => (text.includes('Nobody has claimed') ? [{ text, threadId }] : []));

  await keeper.keep(new Date(Date.now() + 61_000));
  await desk.deliver();
  expect(alerts()).toEqual([
    { text: expect.stringContaining(`<at>${adele.name}</at>`) as string, threadId: expect.any(String) as string },
  ]);
  await keeper.keep(new Date(Date.now() + 121_000));
  await desk.deliver();
  expect(alerts().at(-1)?.text).toContain(`<at>${megan.name}</at>`);
  expect(alerts()).toHaveLength(2);
  const [card] = desk.control
    .messages(channel.id)
    .filter(({ threadId, attachments }) => threadId === null && attachments.length > 0);
  expect(JSON.stringify(card?.attachments)).toContain('Overdue');
});

test('managers are named by MANAGERS, though they never opened the tab', async () => {
  const { q } = desk.db;
  await q.deleteFrom('agent').where('id', '=', megan.id).execute();
  const id = await desk.open(maria);
  await desk.deliver();
  const keeper = new DueTimers(desk.db, desk.escalations);
  await keeper.keep(new Date(Date.now() + 61_000));
  await keeper.keep(new Date(Date.now() + 121_000));
  await desk.deliver();
  const [card] = await cardsOf(q, id);
  const calls = desk.control.messages(channel.id).filter(({ threadId }) => threadId === card?.activity_id);
  expect(calls.at(-1)?.text).toContain(`<at>${megan.name}</at>`);
});

test('a secret that ends soon is told to whom MANAGERS names, in a chat begun for it, once for a threshold', async () => {
  const { q } = desk.db;
  const soon = new Date(Date.now() + 5 * 86_400_000);
  await q.updateTable('connection').set({ secret_expires_at: soon }).where('kind', '=', 'copilotStudio').execute();
  const told = () =>
    desk.control.messages(megan.chatId).filter(({ attachments }) => /expire|ends/i.test(JSON.stringify(attachments)));
  const managers = [megan.id];
  await desk.db.q.deleteFrom('agent').where('id', '=', megan.id).execute();
  await upkeep(desk.db, new Date(), managers);
  await upkeep(desk.db, new Date(), managers);
  await desk.deliver();
  expect(told()).toHaveLength(1);
  expect(JSON.stringify(told()[0]?.attachments)).toContain('Contoso Assistant');
});
