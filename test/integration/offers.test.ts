import { SYSTEM, type Identity } from '../../src/domain/escalation';
import type { ServiceTargets } from '../../src/contract/api';
import { stillThere } from '../../src/store/agents';
import { updateQueue } from '../../src/store/queues';
import { PromisedDesk, buildPerson } from '../support/timedDesk';

const megan = buildPerson('Megan', true);
let desk: PromisedDesk;

beforeEach(async () => {
  desk = await PromisedDesk.start();
  await promise({ assignment: 'automatic', offerSeconds: 30 });
});
afterEach(() => desk.stop());

const second = 1_000;

const promise = (serviceTargets: Partial<ServiceTargets>) =>
  updateQueue(desk.one.db.q, desk.queueId, { serviceTargets });

/** To whom it is offered once everything that became possible has been done; no time passes. */
async function offeredTo(id: string): Promise<string | null> {
  await desk.settled();
  return (await desk.find(id)).offeredTo;
}

async function claimed(chat: string, who: Identity): Promise<string> {
  const id = await desk.handOver(chat);
  await desk.settled();
  expect(await desk.one.escalations.claim(id, who)).toMatchObject({ ok: true });
  return id;
}

describe('an offer', () => {
  test('is made the moment somebody is handed over, to the least busy agent; to the next when it is not taken', async () => {
    const [adele] = (await desk.addAgents(['Adele', 'Diego'])) as [Identity, Identity];
    await claimed('a', adele);
    const id = await desk.handOver('b');
    expect(await offeredTo(id)).toBe('diego');
    await desk.pass(29, second);
    expect(await offeredTo(id)).toBe('diego');
    await desk.pass(1, second);
    expect(await desk.find(id)).toMatchObject({ offeredTo: 'adele', status: 'waiting' });
    await desk.one.escalations.claim(id, adele);
    expect(await desk.story(id)).toEqual(['opened', 'offered', 'passed', 'offered', 'claimed']);
    expect(await desk.find(id)).toMatchObject({ offeredTo: null, offeredUntil: null });
  });

  test('goes on to the next at once; whoever let it go by is left alone for a while, and anybody may claim', async () => {
    const [adele, diego] = (await desk.addAgents(['Adele', 'Diego'])) as [Identity, Identity];
    const id = await desk.handOver();
    expect(await offeredTo(id)).toBe('adele');
    expect(await desk.one.escalations.pass(id, diego)).toMatchObject({ ok: false, refusal: { code: 'not_offered' } });
    await desk.one.escalations.pass(id, adele);
    expect(await offeredTo(id)).toBe('diego');
    await desk.one.escalations.pass(id, diego);
    expect(await offeredTo(id)).toBeNull();
    expect(await desk.story(id)).toEqual(['opened', 'offered', 'passed', 'offered', 'passed']);
    await desk.pass(29, second);
    expect(await offeredTo(id)).toBeNull();
    await desk.pass(1, second);
    expect(await offeredTo(id)).toBe('adele');
  });

  test('that nobody is there for waits without a fuss, until somebody comes', async () => {
    const [adele] = (await desk.addAgents(['Adele'])) as [Identity];
    await desk.one.agents.present(adele, { presence: 'away' });
    const id = await desk.handOver();
    await desk.pass(5, second);
    expect(await desk.story(id)).toEqual(['opened']);
    await desk.one.agents.present(adele, { presence: 'available' });
    expect(await offeredTo(id)).toBe('adele');
  });

  test('waits for the queue to open', async () => {
    await desk.addAgents(['Adele']);
    const day: [string, string][] = [['10:00', '10:01']];
    const week = { mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day };
    await promise({ hours: { timeZone: 'UTC', week, holidays: [] } });
    await desk.pass(2);
    const id = await desk.handOver();
    await desk.pass(1, second);
    expect(await offeredTo(id)).toBeNull();
    await promise({ hours: null });
    await desk.pass(1, second);
    expect(await offeredTo(id)).toBe('adele');
  });

  test('of what is most urgent comes first, then of what has waited longest', async () => {
    const [adele] = (await desk.addAgents(['Adele'], { capacity: 1 })) as [Identity];
    const busy = await claimed('busy', adele);
    const [old, urgent] = [await desk.handOver('old'), await desk.handOver('urgent')];
    await desk.one.db.q.updateTable('escalation').set({ priority: 2 }).where('id', '=', urgent).execute();
    await desk.one.escalations.resolve(busy, adele);
    expect([await offeredTo(urgent), await offeredTo(old)]).toEqual(['adele', null]);
  });
});

describe('work is found at once', () => {
  const waitingBesideAFullAdele = async () => {
    const [adele] = (await desk.addAgents(['Adele'], { capacity: 1 })) as [Identity];
    const has = await claimed('has', adele);
    const id = await desk.handOver('waits');
    expect(await offeredTo(id)).toBeNull();
    return { adele, has, id };
  };

  test.each<[string, (has: string, adele: Identity) => Promise<unknown>]>([
    ['resolved', (has, adele) => desk.one.escalations.resolve(has, adele)],
    ['released', (has, adele) => desk.one.escalations.release(has, adele)],
    ['abandoned', (has) => desk.one.escalations.abandon(has, adeleTenant(), SYSTEM, 'gone')],
    [
      'transferred to another queue',
      async (has, adele) => desk.one.escalations.transfer(has, adele, { queueId: await desk.addQueue('Billing') }),
    ],
    ['taken by a manager', (has) => desk.one.escalations.transfer(has, megan, { queueId: desk.queueId })],
  ])('by who has one %s', async (_, free) => {
    const { adele, has, id } = await waitingBesideAFullAdele();
    await free(has, adele);
    expect(await offeredTo(id)).toBe('adele');
  });

  const adeleTenant = () => megan.tenantId;

  test('by who gets more capacity, and by who learns something', async () => {
    const { id } = await waitingBesideAFullAdele();
    await desk.one.agents.change(megan, 'adele', { capacity: 2 });
    expect(await offeredTo(id)).toBe('adele');
    const french = await desk.handOver('french');
    await desk.one.db.q.updateTable('escalation').set({ required_skill: 'French' }).where('id', '=', french).execute();
    await desk.one.agents.change(megan, 'adele', { capacity: 9 });
    expect(await offeredTo(french)).toBeNull();
    await desk.one.agents.change(megan, 'adele', { skills: ['french'] });
    expect(await offeredTo(french)).toBe('adele');
  });

  test('by the next, when somebody claims what was offered to another', async () => {
    const [adele, diego] = (await desk.addAgents(['Adele', 'Diego'], { capacity: 1 })) as [Identity, Identity];
    const first = await desk.handOver('first');
    expect(await offeredTo(first)).toBe('adele');
    await claimed('elsewhere', diego);
    const waits = await desk.handOver('waits');
    expect(await offeredTo(waits)).toBeNull();
    await desk.one.escalations.transfer(first, megan, { queueId: await desk.addQueue('Billing') });
    expect(await offeredTo(waits)).toBe(adele.id);
  });
});

describe('whoever goes away', () => {
  test.each(['away', 'busy'] as const)(
    'as %s loses the offer to the next, and is asked again when back',
    async (presence) => {
      const [adele, diego] = (await desk.addAgents(['Adele', 'Diego'])) as [Identity, Identity];
      const id = await desk.handOver();
      expect(await offeredTo(id)).toBe('adele');
      await desk.one.agents.present(adele, { presence });
      expect(await offeredTo(id)).toBe('diego');
      await desk.one.agents.present(diego, { presence });
      expect(await offeredTo(id)).toBeNull();
      await desk.one.agents.present(adele, { presence: 'available' });
      expect(await offeredTo(id)).toBe('adele');
    },
  );

  test('by closing the tab stays for a while', async () => {
    await desk.addAgents(['Adele']);
    await desk.pass(9);
    const id = await desk.handOver();
    expect(await offeredTo(id)).toBe('adele');
    expect((await desk.one.agents.list(megan.tenantId))[0]).toMatchObject({
      presence: 'available',
      tabClosedAt: new Date(desk.now.getTime() - 9 * 60_000),
    });
    await desk.pass(2);
    expect((await desk.one.agents.list(megan.tenantId))[0]).toMatchObject({ presence: 'away' });
  });

  test('by closing the tab is gone with the first offer they miss, and back with their tab', async () => {
    await desk.addAgents(['Adele']);
    await desk.pass(3);
    const id = await desk.handOver();
    expect(await offeredTo(id)).toBe('adele');
    await desk.pass(2);
    expect(await offeredTo(id)).toBeNull();
    expect(await desk.story(id)).toEqual(['opened', 'offered', 'passed']);
    await desk.one.agents.stillThere([{ tenantId: megan.tenantId, id: 'adele' }]);
    expect(await offeredTo(id)).toBe('adele');
  });

  test('is asked after who has a tab open', async () => {
    await desk.addAgents(['Adele', 'Diego']);
    await desk.pass(3);
    const times = { now: desk.now, until: desk.now };
    await stillThere(desk.one.db.q, ['diego'], times);
    expect(await offeredTo(await desk.handOver())).toBe('diego');
  });
});

describe('what is not offered', () => {
  test('to a manager with an open tab, unless they say so', async () => {
    const [manager] = (await desk.addAgents(['Olga'], { manager: true })) as [Identity];
    const id = await desk.handOver();
    expect(await offeredTo(id)).toBeNull();
    await desk.one.agents.present(manager, { takesOffers: true });
    expect(await offeredTo(id)).toBe('olga');
    await desk.one.agents.present(manager, { takesOffers: false });
    expect(await offeredTo(id)).toBeNull();
  });

  test('to whom a manager took it from, however long it waits; anybody else is asked', async () => {
    const [adele, diego] = (await desk.addAgents(['Adele', 'Diego'])) as [Identity, Identity];
    await desk.one.agents.present(diego, { presence: 'away' });
    const id = await claimed('a', adele);
    await desk.one.escalations.release(id, megan, 'rebalancing');
    await desk.pass(3);
    await desk.one.agents.stillThere([adele]);
    expect(await offeredTo(id)).toBeNull();
    await desk.one.agents.present(diego, { presence: 'available' });
    expect(await offeredTo(id)).toBe('diego');
  });

  test('at once to whoever gave it away', async () => {
    const [adele] = (await desk.addAgents(['Adele'])) as [Identity];
    const id = await claimed('a', adele);
    await desk.one.escalations.release(id, adele);
    await desk.pass(29, second);
    expect(await offeredTo(id)).toBeNull();
    await desk.pass(1, second);
    expect(await offeredTo(id)).toBe('adele');
  });
});

describe('capacity', () => {
  test('ten claims at once by somebody who takes two: two', async () => {
    await promise({ assignment: 'claim' });
    const [adele] = (await desk.addAgents(['Adele'], { capacity: 2 })) as [Identity];
    const ids = await Promise.all(Array.from({ length: 10 }, (_, n) => desk.handOver(`chat ${n}`)));
    const outcomes = await Promise.all(
      ids.map((id, n) => (n % 2 === 0 ? desk.one : desk.two).escalations.claim(id, adele)),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(2);
    const refused = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.refusal.code]));
    expect(new Set(refused)).toEqual(new Set(['at_capacity']));
  });

  test('what is offered takes a place, also from what one claims by hand; the offer itself may be taken', async () => {
    const [adele, diego] = (await desk.addAgents(['Adele', 'Diego'], { capacity: 1 })) as [Identity, Identity];
    await claimed('diego has', diego);
    const offered = await desk.handOver('offered');
    expect(await offeredTo(offered)).toBe('adele');
    const other = await desk.handOver('other');
    const full = { ok: false, refusal: { code: 'at_capacity' } };
    expect(await desk.one.escalations.claim(other, adele)).toMatchObject(full);
    expect(await desk.one.escalations.transfer(other, megan, { agentId: 'adele' })).toMatchObject(full);
    expect(await desk.one.escalations.claim(offered, adele)).toMatchObject({ ok: true });
  });

  test('is never exceeded by offers, though two processes make them', async () => {
    await desk.addAgents(['Adele', 'Diego', 'Nadia'], { capacity: 2 });
    const ids = await Promise.all(Array.from({ length: 12 }, (_, n) => desk.handOver(`chat ${n}`)));
    await desk.pass(3, second);
    const rows = await Promise.all(ids.map((id) => desk.find(id)));
    const offered = rows.flatMap((row) => row.offeredTo ?? []).sort();
    expect(offered).toEqual(['adele', 'adele', 'diego', 'diego', 'nadia', 'nadia']);
  });

  test('nobody is handed more than they can take', async () => {
    const [adele, diego] = (await desk.addAgents(['Adele', 'Diego'], { capacity: 1 })) as [Identity, Identity];
    const first = await claimed('a', adele);
    await claimed('b', diego);
    expect(await desk.one.escalations.transfer(first, megan, { agentId: 'diego' })).toMatchObject({
      ok: false,
      refusal: { code: 'at_capacity', who: 'Diego' },
    });
  });
});
