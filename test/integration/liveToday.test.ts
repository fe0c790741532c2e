/** What Live says of today is what figures over time say of it, whatever has happened. */
import type { ServiceTargets } from '../../src/contract/api';
import { queueFigures } from '../../src/store/escalation/queueFigures';
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
  const { db, figureReading } = desk.one;
  const live = await queueFigures(db.q, 'tenant', desk.now);
  const { rows } = await figureReading.read('tenant', { ...TODAY, by: 'queue' });
  const told = live.map(({ name, openedToday, answeredInTime, missedToday }) => ({
    name,
    openedToday,
    answeredInTime,
    missedToday,
  }));
  expect(told).toEqual(
    live.map(({ id, name }) => {
      const counts = rows.find(({ key }) => key === id)?.figures.counts;
      const { opened = 0, kept = 0, missed = 0 } = counts ?? {};
      return { name, openedToday: opened, answeredInTime: kept, missedToday: missed };
    }),
  );
}

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
  const of = async (name: string) =>
    (await queueFigures(desk.one.db.q, 'tenant', desk.now)).find((queue) => queue.name === name);
  expect(await of('Support')).toMatchObject({ openedToday: 5, answeredInTime: 1, missedToday: 1 });
  expect(await of('Night')).toMatchObject({ openedToday: 0, answeredInTime: 0, missedToday: 0 });
  await expectSame();
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
