/** Whom a promise about to break calls, and where: by name, in the thread of the card. */
import { SYSTEM } from '../../src/domain/escalation';
import { upkeep } from '../../src/connection/upkeep';
import { DueTimers } from '../../src/escalation/dueTimers';
import { sawAgent } from '../../src/store/agents';
import { cardsOf } from '../../src/store/escalation/cards';
import { updateQueue } from '../../src/store/queues';
import { eventually } from '../support/eventually';
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

describe('who lets a customer wait is reminded under the card', () => {
  const MINUTE = 60_000;
  let id: string;
  let tenantId: string;
  const owner = () => ({ ...adele, tenantId, manager: false, queueIds: [] });
  const hold = async (minutes: number) => {
    const asked = { minutes, text: 'Back soon', clientMessageId: `hold ${id} ${minutes}` };
    expect(await desk.holds.hold(id, owner(), asked)).toMatchObject({ ok: true });
  };
  /** Sends of the reminder that Teams has refused. */
  async function refused(): Promise<number> {
    const { rows } = await desk.db.pool.query<{ n: number }>(
      `select coalesce(sum(attempts + refused), 0)::int as n from outbox where kind = 'alert'`,
    );
    return rows[0]?.n ?? 0;
  }
  /** Teams takes nothing until what follows is known to whoever sends, whatever they had read before. */
  async function unheard(remind: () => Promise<unknown>, follows: () => Promise<unknown>): Promise<void> {
    desk.control.setFaults({ throttle: 1 });
    await remind();
    await eventually(async () => (await refused()) > 0, { what: 'the reminder to be refused' });
    await follows();
    const before = await refused();
    await eventually(async () => (await refused()) >= before + 2 || (await refused()) === 0, {
      what: 'the reminder to be tried again, or let go',
    });
    desk.control.setFaults({ throttle: 0 });
  }
  const later = (minutes: number) =>
    new DueTimers(desk.db, desk.escalations).keep(new Date(Date.now() + minutes * MINUTE));
  async function reminders(): Promise<string[]> {
    await desk.deliver();
    const [card] = await cardsOf(desk.db.q, id);
    return desk.control
      .messages(channel.id)
      .flatMap(({ text, threadId }) => (threadId === card?.activity_id ? [text.replace(/<[^>]*>/g, '')] : []));
  }

  beforeAll(async () => {
    const open = await desk.db.q
      .selectFrom('escalation')
      .select(['id', 'tenant_id'])
      .where('ended_at', 'is', null)
      .execute();
    for (const one of open) await desk.escalations.abandon(one.id, one.tenant_id, SYSTEM, 'over');
  });
  beforeEach(async () => {
    const { q } = desk.db;
    const queue = q.selectFrom('queue').select(['id', 'tenant_id']).where('is_default', '=', true);
    const { id: queueId, tenant_id } = await queue.executeTakeFirstOrThrow();
    tenantId = tenant_id;
    await updateQueue(q, queueId, { serviceTargets: { targetSeconds: null, silentOwnerMinutes: 5 } });
    id = await desk.open(robin);
    const person = { ...owner(), queueIds: [queueId] };
    expect(await desk.escalations.claim(id, person)).toMatchObject({ ok: true });
    await desk.deliver();
  });
  afterEach(() => desk.escalations.abandon(id, tenantId, SYSTEM, 'over'));

  test('once the hold is over, and of the wait that follows in its own words', async () => {
    await hold(10);
    await later(11);
    expect(await reminders()).toEqual([expect.stringContaining('has run out')]);
    await later(17);
    expect(await reminders()).toEqual([
      expect.stringContaining('has run out'),
      expect.stringMatching(/has waited .* for your reply/),
    ]);
  });

  test('not of a hold that was put off meanwhile', async () => {
    await hold(10);
    await unheard(
      () => later(11),
      () => hold(20),
    );
    expect(await reminders()).toEqual([]);
  });

  test('not of a hold that is over because they went on, and have answered', async () => {
    await hold(10);
    await unheard(
      () => later(11),
      () => desk.replies.reply(id, owner(), { text: 'Here it is', clientMessageId: `answer ${id}` }),
    );
    expect(await reminders()).toEqual([]);
  });

  test('not of words they have put on hold or answered meanwhile', async () => {
    await unheard(
      () => later(6),
      () => hold(10),
    );
    expect(await reminders()).toEqual([]);
  });

  test('and nobody is reminded of what was another’s', async () => {
    const to = { ...owner(), id: megan.id, name: megan.name, manager: true };
    await unheard(
      () => later(6),
      async () => {
        expect(await desk.escalations.transfer(id, to, { agentId: megan.id })).toMatchObject({ ok: true });
      },
    );
    expect(await reminders()).toEqual([]);
  });
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
