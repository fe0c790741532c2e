/** Live: all of one moment, compared with five minutes ago; and a manager who says how somebody is. */
import * as contract from '../../src/contract/api';
import { recordStates } from '../../src/store/agentStates';
import { sampleQueues } from '../../src/store/escalation/queueSamples';
import { type ApiDesk, startApiDesk } from '../support/apiDesk';
import { dice } from '../support/dice';

let desk: ApiDesk;
let adele: string;
let megan: string;
const MINUTE = 60_000;

beforeAll(async () => {
  desk = await startApiDesk();
  adele = await desk.token();
  megan = await desk.token({ oid: 'megan', name: 'Megan Bowen', roles: ['Manager'] });
});
afterAll(() => desk.stop());

const now = async (): Promise<contract.DeskNow> => {
  const { status, body } = await desk.ask(megan, '/now');
  expect(status).toBe(200);
  expect(contract.DeskNow.parse(body)).toEqual(body);
  return body as contract.DeskNow;
};
const support = async () => (await now()).queues.find(({ queue }) => queue.id === desk.world.support);
const set = (who: string, id: string, body: unknown) => desk.ask(who, `/agents/${id}/presence`, { body });

test('a desk nobody has looked at compares itself with nothing', async () => {
  expect((await support())?.before).toBeNull();
  await sampleQueues(desk.db.q, new Date());
  await sampleQueues(desk.db.q, new Date(Date.now() - 9 * MINUTE));
  expect((await support())?.before).toBeNull();
});

test('how it stood five minutes ago is told beside how it stands', async () => {
  const id = await desk.open();
  await sampleQueues(desk.db.q, new Date(Date.now() - 5 * MINUTE));
  await desk.open();
  await desk.open();
  const queue = await support();
  expect(queue).toMatchObject({ waiting: 3, before: { waiting: 1, claimed: 0, available: 0 } });
  expect(Date.now() - Date.parse(queue?.before?.at ?? '')).toBeGreaterThan(3.4 * MINUTE);
  await sampleQueues(desk.db.q, new Date(Date.now() + 60 * MINUTE));
  expect((await support())?.before).toBeNull();
  await desk.ask(megan, `/escalations/${id}/transfer`, { body: { agentId: 'adele' } });
});

test('while everything changes, no answer contradicts itself', async () => {
  const random = dice(5);
  const people = ['adele', 'diego'];
  for (const oid of people) {
    const token = await desk.token({ oid, name: oid });
    await desk.ask(token, '/me');
    await desk.ask(token, '/me', { method: 'PATCH', body: { presence: 'available' } });
  }
  const ids = await Promise.all(Array.from({ length: 8 }, () => desk.open()));
  const one = async (id: string) => {
    for (let n = 0; n < 12; n += 1) {
      const agentId = people[Math.floor(random() * people.length)];
      await desk.ask(megan, `/escalations/${id}/transfer`, { body: { agentId } });
      if (random() < 0.6) await desk.ask(megan, `/escalations/${id}/release`, { body: {} });
      await desk.ask(megan, `/agents/${agentId}/presence`, {
        body: { presence: random() < 0.5 ? 'away' : 'available', reason: 'Trying' },
      });
    }
  };
  let isOver = false;
  const changes = Promise.all(ids.map(one)).finally(() => (isOver = true));
  const seen = new Set<string>();
  const total = (await now()).queues.reduce((sum, { waiting, claimed }) => sum + waiting + claimed, 0);
  while (!isOver) {
    const { queues, agents } = await now();
    // Every owner is on a team, nothing ends: what agents have is what queues have with agents, and nothing is lost between.
    const claimed = queues.reduce((sum, queue) => sum + queue.claimed, 0);
    expect(agents.reduce((sum, { load }) => sum + load, 0)).toBe(claimed);
    expect(queues.reduce((sum, queue) => sum + queue.waiting, claimed)).toBe(total);
    for (const { queue, available } of queues) {
      const there = agents.filter((one) => one.presence === 'available' && one.queueIds.includes(queue.id));
      expect(there).toHaveLength(available);
    }
    seen.add(`${claimed} ${queues[0]?.available}`);
  }
  await changes;
  expect(seen.size).toBeGreaterThan(3);
});

/** As the page shows it: what a queue's numbers say, counted in the lists beside them. */
async function listed(of: Record<string, string>): Promise<number> {
  const { body } = await desk.ask(megan, `/escalations?${new URLSearchParams({ limit: '100', ...of }).toString()}`);
  const { body: counted } = await desk.ask(megan, `/escalations/count?${new URLSearchParams(of).toString()}`);
  expect((counted as contract.EscalationCount).count).toBe((body as contract.EscalationPage).items.length);
  return (body as contract.EscalationPage).items.length;
}

test.each([1, 2, 3])(
  'of desk %i every number is the length of its list, and none contradicts another',
  async (seed) => {
    const random = dice(seed);
    const chance = (share: number) => random() < share;
    const { db, world } = desk;
    for (let n = 0; n < 12; n += 1) {
      const id = await desk.open();
      const set = (columns: Record<string, Date>) =>
        db.q.updateTable('escalation').set(columns).where('id', '=', id).execute();
      if (chance(0.4)) await set({ left_message_at: new Date() });
      if (chance(0.3)) await desk.ask(megan, `/escalations/${id}/transfer`, { body: { queueId: world.billing } });
      if (chance(0.6)) await desk.ask(megan, `/escalations/${id}/transfer`, { body: { agentId: 'adele' } });
      const body = { minutes: 5, text: 'Please wait', clientMessageId: id };
      if (chance(0.7)) await desk.ask(adele, `/escalations/${id}/hold`, { body });
      const { body: stands } = await desk.ask(megan, `/escalations/${id}`);
      if (chance(0.4) && (stands as contract.Escalation).onHold)
        await set({ on_hold_until: new Date(Date.now() - MINUTE) });
      if (chance(0.2)) await desk.ask(adele, `/escalations/${id}/resolve`, { body: {} });
    }
    const { queues, agents } = await now();
    for (const { queue: of, ...figures } of queues) {
      const queue = of.id;
      expect({ queue, ...figures }).toMatchObject({
        waiting: await listed({ queue, status: 'waiting', leftMessage: 'none' }),
        leftMessages: await listed({ queue, status: 'waiting', leftMessage: 'any' }),
        claimed: await listed({ queue, status: 'claimed' }),
        onHold: await listed({ queue, status: 'claimed', hold: 'any' }),
        holdsRanOut: await listed({ queue, status: 'claimed', hold: 'ranOut' }),
      });
      expect(figures.waiting + figures.leftMessages).toBe(await listed({ queue, status: 'waiting' }));
      // Who waits nowhere has no longest wait.
      expect(figures.longestWait === null).toBe(figures.waiting === 0);
      expect(figures.late).toBeLessThanOrEqual(figures.waiting + figures.leftMessages);
      expect(figures.holdsRanOut).toBeLessThanOrEqual(figures.onHold);
      expect(figures.onHold).toBeLessThanOrEqual(figures.claimed);
    }
    const claimed = queues.reduce((sum, queue) => sum + queue.claimed, 0);
    expect(agents.reduce((sum, { load }) => sum + load, 0)).toBe(claimed);
    const onHold = agents.map(({ id }) => listed({ assignee: id, status: 'claimed', hold: 'any' }));
    expect((await Promise.all(onHold)).reduce((sum, count) => sum + count, 0)).toBe(
      queues.reduce((sum, queue) => sum + queue.onHold, 0),
    );
  },
);

test('a link leads to a big screen of some queues', async () => {
  const queueIds = [desk.world.support];
  const { body } = await desk.ask(megan, '/now/wall-link', { body: { queueIds } });
  expect(decodeURIComponent((body as contract.WallLink).url)).toContain(`"subEntityId":"wall:${desk.world.support}"`);
  expect(await desk.ask(adele, '/now/wall-link', { body: { queueIds } })).toMatchObject({ status: 403 });
  expect(await desk.ask(megan, '/now/wall-link', { body: { queueIds: ['x'] } })).toMatchObject({ status: 400 });
});

describe('a manager who says how somebody is', () => {
  test('is asked for a reason, and is the only one who may', async () => {
    expect(await set(adele, 'diego', { presence: 'away', reason: 'Lunch' })).toMatchObject({ status: 403 });
    expect(await set(megan, 'adele', { presence: 'away' })).toMatchObject({ status: 400 });
    expect(await set(megan, 'adele', { presence: 'busy', reason: 'x' })).toMatchObject({ status: 400 });
    expect(await set(megan, 'nobody', { presence: 'away', reason: 'x' })).toMatchObject({ status: 404 });
    expect(await set(megan, 'lee', { presence: 'available', reason: 'x' })).toMatchObject({
      status: 409,
      body: { code: 'wrong_state' },
    });
  });

  test('is named to them with the reason, until they say otherwise; the audit keeps it', async () => {
    await desk.ask(adele, '/me', { method: 'PATCH', body: { presence: 'available' } });
    const answer = await set(megan, 'adele', { presence: 'away', reason: 'Fire drill' });
    expect(answer).toMatchObject({ status: 200, body: { presence: 'away', setBy: { by: 'Megan Bowen' } } });
    const me = await desk.ask(adele, '/me');
    expect(contract.Me.parse(me.body)).toEqual(me.body);
    expect(me.body).toMatchObject({ presence: 'away', setBy: { by: 'Megan Bowen', reason: 'Fire drill' } });
    const audit = await desk.ask(megan, '/audit?subjectKind=agent&subject=adele');
    expect(audit.body.items[0]).toMatchObject({
      verb: 'set',
      summary: 'Set adele to away: “Fire drill”',
      changes: [{ what: 'Presence', before: 'available', after: 'away' }],
    });
    expect(await desk.ask(adele, '/me', { method: 'PATCH', body: { presence: 'available' } })).toMatchObject({
      body: { presence: 'available', setBy: null },
    });
  });

  test('puts somebody without a tab among those who are offered chats', async () => {
    const gone = { presence: 'available' as const, presence_at: new Date(Date.now() - 3_600_000), there_until: null };
    await desk.db.q.updateTable('agent').set(gone).where('id', '=', 'adele').execute();
    expect((await now()).agents.find(({ id }) => id === 'adele')?.presence).toBe('away');
    await set(megan, 'adele', { presence: 'available', reason: 'At the counter, phone in hand' });
    expect((await now()).agents.find(({ id }) => id === 'adele')?.presence).toBe('available');
  });
});

describe('time in state', () => {
  const times = async (query: string) => {
    const { status, body } = await desk.ask(megan, `/figures/agent-times?${query}`);
    expect(status).toBe(200);
    expect(contract.AgentTimes.parse(body)).toEqual(body);
    return body as contract.AgentTimes;
  };
  const at = (time: string) => new Date(time);
  const was = (columns: Record<string, unknown>) =>
    desk.db.q.updateTable('agent').set(columns).where('id', '=', 'adele').execute();

  test('is told of whole days, over midnight and the hour that comes twice; of before nothing', async () => {
    await desk.db.q.deleteFrom('agent_state').execute();
    await was({ state: null, state_since: null });
    const day = async (time: string, columns: Record<string, unknown>) => {
      await was({ presence_at: at(time), there_until: at(time), said_at: at(time), ...columns });
      await recordStates(desk.db.q, null, at(time));
    };
    await day('2025-10-25T20:00:00Z', { presence: 'available' });
    await day('2025-10-26T04:00:00Z', { presence: 'busy' });
    await day('2025-10-26T05:00:00Z', { presence: 'away' });
    // The desk was down when their tab closed: they were offline since then.
    await was({ presence_at: at('2025-10-26T06:00:00Z'), there_until: at('2025-10-26T06:10:00Z') });
    await recordStates(desk.db.q, null, at('2025-10-26T12:00:00Z'));
    await recordStates(desk.db.q, null, at('2025-10-26T12:05:00Z'));
    const { agents, begins, ends, recordedSince } = await times('from=2025-10-26&to=2025-10-26&zone=Europe/Berlin');
    expect([begins, ends]).toEqual(['2025-10-25T22:00:00.000Z', '2025-10-26T23:00:00.000Z']);
    expect(recordedSince).toBe('2025-10-25T20:00:00.000Z');
    const [adele] = agents;
    expect(adele).toMatchObject({ id: 'adele', available: 6 * 3600, busy: 3600, away: 4200, setByManagers: 0 });
    expect(adele?.worked).toBe(7 * 3600);
    expect(agents).toHaveLength(1);
    const sum = (one?: contract.AgentTime) => (one ? one.available + one.busy + one.away + one.offline : 0);
    expect(sum(adele)).toBe(25 * 3600);
    expect(adele?.spans.map(({ state }) => state)).toEqual(['available', 'busy', 'away', 'offline']);
    const before = await times('from=2025-10-25&to=2025-10-25&zone=Europe/Berlin');
    expect(sum(before.agents[0])).toBe(2 * 3600);
    expect((await times('from=2025-10-24&to=2025-10-24&zone=Europe/Berlin')).agents).toEqual([]);
  });

  test('names the manager who set it, and counts only until now', async () => {
    const today = new Date().toISOString().slice(0, 10);
    await desk.ask(adele, '/me', { method: 'PATCH', body: { presence: 'available' } });
    await set(megan, 'adele', { presence: 'away', reason: 'Training' });
    const { agents } = await times(`from=${today}&to=${today}&agent=adele`);
    expect(agents[0]).toMatchObject({ setByManagers: 1 });
    const last = agents[0]?.spans.at(-1);
    expect(Date.parse(last?.to ?? '')).toBeLessThanOrEqual(Date.now());
    expect(await desk.ask(megan, '/figures/agent-times?from=2025-01-01&to=2025-12-31')).toMatchObject({ status: 400 });
    expect(await desk.ask(adele, `/figures/agent-times?from=${today}&to=${today}`)).toMatchObject({ status: 403 });
  });
});
