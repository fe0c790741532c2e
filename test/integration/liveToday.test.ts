/** What Live says of today is what figures over time say of it, whatever has happened. */
import { midnightBefore } from '../../src/domain/figures/periods';
import { statsOf } from '../../src/store/escalation/stats';
import type { ServiceTargets } from '../../src/contract/api';
import { updateQueue } from '../../src/store/queues';
import { dice } from '../support/dice';
import { buildPerson, PromisedDesk } from '../support/timedDesk';

const megan = buildPerson('Megan', true);
const TODAY = { from: '2026-11-25', to: '2026-11-25', zone: 'UTC' };
/** Closed over noon: the day begins at ten. */
const HOURS: ServiceTargets['hours'] = {
  timeZone: 'UTC',
  week: {
    mon: [],
    tue: [],
    wed: [
      ['08:00', '12:00'],
      ['13:00', '18:00'],
    ],
    thu: [],
    fri: [],
    sat: [],
    sun: [],
  },
  holidays: [],
};

let desk: PromisedDesk;
let queues: { support: string; billing: string; night: string; walkIn: string };
beforeEach(async () => {
  desk = await PromisedDesk.start();
  const support = desk.queueId;
  queues = {
    support,
    billing: await desk.addQueue('Billing'),
    night: await desk.addQueue('Night'),
    walkIn: await desk.addQueue('Walk-in'),
  };
  const promise = (id: string, serviceTargets: Partial<ServiceTargets>) =>
    updateQueue(desk.one.db.q, id, { serviceTargets });
  // Nothing happens at the very second a target ends: the clock goes by minutes.
  await promise(support, { targetSeconds: 270 });
  await promise(queues.billing, { targetSeconds: 630, secondQueueId: support });
  await promise(queues.night, { targetSeconds: 90, hours: HOURS });
  await promise(queues.walkIn, { targetSeconds: null });
  // What held before held by PostgreSQL's clock, which is not this desk's.
  await desk.one.db.q.deleteFrom('former_targets').execute();
});
afterEach(() => desk.stop());

async function expectSame(): Promise<void> {
  const live = await desk.live();
  const { rows } = await desk.one.figureReading.read('tenant', { ...TODAY, by: 'queue' });
  expect(live.map(({ name, today }) => ({ name, ...today?.counts }))).toEqual(
    live.map(({ id, name }) => {
      const counts = rows.find(({ key }) => key === id)?.figures.counts;
      const { opened = 0, kept = 0, judged = 0 } = counts ?? {};
      return { name, opened, kept, judged };
    }),
  );
}

const countsOf = async (name: string) => (await desk.live()).find((queue) => queue.name === name)?.today?.counts;

test('whether it was in time is told by the times, not by whether the desk had looked yet', async () => {
  const late = await desk.handOver('claimed past the target, before the next round of timers');
  desk.wait(300_000);
  await desk.one.escalations.claim(late, megan);
  const moved = await desk.handOver('moved past it');
  desk.wait(300_000);
  await desk.one.escalations.transfer(moved, megan, { queueId: queues.walkIn });
  const inTime = await desk.handOver('claimed in time');
  desk.wait(60_000);
  await desk.one.escalations.claim(inTime, megan);
  expect(await countsOf('Support')).toEqual({ opened: 3, kept: 1, judged: 3 });
  await desk.pass(1);
  expect(await countsOf('Support')).toEqual({ opened: 3, kept: 1, judged: 3 });
  await expectSame();
});

test('a queue’s day is that of its opening hours, and says so', async () => {
  const hours = HOURS && { ...HOURS, timeZone: 'Pacific/Kiritimati' };
  await updateQueue(desk.one.db.q, queues.night, { serviceTargets: { targetSeconds: 90, hours } });
  const [night] = (await desk.live()).filter(({ name }) => name === 'Night');
  expect(night?.today).toMatchObject({ day: '2026-11-26', zone: 'Pacific/Kiritimati' });
});

test('who left before anybody came was missed, unless at once', async () => {
  const leave = (id: string, kind: 'customer' | 'bot' | 'system' = 'customer') =>
    desk.one.escalations.abandon(id, 'tenant', { kind, id: 'robin', name: 'Robin' }, 'Gone');
  await leave(await desk.handOver('at once'));
  const left = await desk.handOver('left');
  const ended = await desk.handOver('ended by the desk');
  const helped = await desk.handOver('helped');
  const moved = await desk.handOver('moved and left at once');
  await desk.pass(1);
  await leave(left, 'bot');
  await leave(ended, 'system');
  await desk.one.escalations.claim(helped, megan);
  await leave(helped);
  await desk.one.escalations.transfer(moved, megan, { queueId: queues.night });
  await leave(moved);
  expect(await countsOf('Support')).toEqual({ opened: 5, kept: 1, judged: 2 });
  expect(await countsOf('Night')).toEqual({ opened: 0, kept: 0, judged: 0 });
  await expectSame();
});

test('is that of the reader, and of a queue with opening hours its own, whatever PostgreSQL calls its zone', async () => {
  const { db, escalations } = desk.one;
  await updateQueue(db.q, queues.billing, { serviceTargets: { hours: { ...HOURS, timeZone: 'AET' } } });
  await escalations.transfer(await desk.handOver('to the night'), megan, { queueId: queues.night });
  await escalations.transfer(await desk.handOver('to billing'), megan, { queueId: queues.billing });
  const helped = await desk.handOver('helped');
  await escalations.claim(helped, megan);
  await escalations.resolve(helped, megan);
  const told = async (zone: string) => {
    const live = await desk.live(zone);
    const { endedToday } = await statsOf(
      db.q,
      { tenantId: 'tenant', queueIds: null },
      {
        now: desk.now,
        midnight: midnightBefore(desk.now, zone),
      },
    );
    return [...live.map(({ name, today }) => `${name} ${today?.counts?.opened}`).sort(), `ended ${endedToday}`];
  };
  // Eleven in the morning in Berlin, and nine in the evening in Sydney.
  const all = ['Billing 0', 'Night 0', 'Support 3', 'Walk-in 0', 'ended 1'];
  expect(await told('UTC')).toEqual(all);
  desk.wait(Date.parse('2026-11-25T15:00:00Z') - desk.now.getTime());
  expect(await told('UTC')).toEqual(all);
  expect(await told('Asia/Tokyo')).toEqual(
    all.map((words) => words.replace(/Support 3|ended 1/, (one) => `${one.slice(0, -1)}0`)),
  );
});

test('begins once where the clock is put back over midnight', async () => {
  const zone = 'Atlantic/Azores';
  const { figureReading } = desk.one;
  for (const at of ['2027-10-30T23:30:00Z', '2027-10-31T00:30:00Z', '2027-10-31T01:30:00Z']) {
    desk.wait(Date.parse(at) - desk.now.getTime());
    await desk.handOver(at);
  }
  const opened = async (day: string) =>
    (await figureReading.read('tenant', { from: day, to: day, zone })).total.counts.opened;
  expect(await Promise.all(['2027-10-30', '2027-10-31'].map(opened))).toEqual([1, 2]);
  const [support] = await desk.live(zone);
  expect(support?.today?.counts?.opened).toBe(2);
});

test.each([1, 2])('of a day of dice, throw %i', async (seed) => {
  const random = dice(seed);
  const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const people = await desk.addAgents(['Adele', 'Diego']);
  const { escalations } = desk.one;
  const ids: string[] = [];
  for (let n = 0; n < 60; n += 1) {
    if (random() < 0.5) ids.push(await desk.handOver(`chat ${n}`));
    const id = one(ids);
    const act = Math.floor(random() * 9);
    if (id === undefined) continue;
    if (act < 2) await escalations.claim(id, one(people));
    else if (act === 2) await escalations.release(id, megan);
    else if (act === 3) await escalations.transfer(id, megan, { agentId: one(people).id });
    else if (act < 6) await escalations.transfer(id, megan, { queueId: one(Object.values(queues)) });
    else if (act === 6) await escalations.resolve(id, megan);
    else {
      const kind = one(['customer', 'bot', 'system'] as const);
      await escalations.abandon(id, 'tenant', { kind, id: 'robin', name: 'Robin' }, 'Gone');
    }
    await desk.pass(Math.floor(random() * 4));
    if (n % 10 === 9) await expectSame();
  }
});
