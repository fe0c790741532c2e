/** Customers who come outside opening hours leave a message: counted apart from those who wait, until they are back. */
import { presentEscalation } from '../../src/api/present';
import { queueFigures } from '../../src/store/escalation/queueFigures';
import { updateQueue } from '../../src/store/queues';
import { PromisedDesk, buildPerson } from '../support/timedDesk';

const megan = buildPerson('Megan', true);
let desk: PromisedDesk;

// Wednesday, 10:00: opens at noon.
const WEEK = { mon: [], tue: [], wed: [['12:00', '17:00']], thu: [], fri: [], sat: [], sun: [] } as const;
const OPENS = '2026-11-25T12:00:00.000Z';

beforeEach(async () => {
  desk = await PromisedDesk.start();
  await updateQueue(desk.one.db.q, desk.queueId, {
    serviceTargets: {
      targetSeconds: 600,
      hours: { timeZone: 'UTC', week: structuredClone(WEEK) as never, holidays: [] },
    },
  });
});
afterEach(() => desk.stop());

const shown = async (id: string) => presentEscalation(await desk.find(id), megan, desk.now);
const figures = async () =>
  (await queueFigures(desk.one.db.q, 'tenant', desk.now)).find(({ id }) => id === desk.queueId);

test('it is a message, waits in no line, and is overdue only once the queue was open for that long', async () => {
  const id = await desk.handOver();
  await desk.customerWrites();
  expect(await shown(id)).toMatchObject({
    leftMessageAt: (await desk.find(id)).openedAt.toISOString(),
    outsideHours: { opensAt: OPENS },
  });
  expect(await figures()).toMatchObject({ waiting: 0, leftMessages: 1, longestWait: null, late: 0 });
  await desk.pass(1, 2 * 3_600_000);
  expect(await shown(id)).toMatchObject({ outsideHours: { opensAt: null } });
  expect(await figures()).toMatchObject({ waiting: 0, leftMessages: 1, late: 0 });
  await desk.pass(11);
  expect(await figures()).toMatchObject({ waiting: 0, leftMessages: 1, late: 1 });
});

test('whoever writes again once somebody is there waits for them', async () => {
  const id = await desk.handOver();
  await desk.pass(1, 2 * 3_600_000);
  await desk.customerWrites();
  expect(await shown(id)).toMatchObject({ leftMessageAt: null, outsideHours: null });
  expect(await figures()).toMatchObject({ waiting: 1, leftMessages: 0, longestWait: 7_200 });
});

test('claimed, it is an agent’s; nothing is said of hours any more', async () => {
  const id = await desk.handOver();
  await desk.one.escalations.claim(id, megan);
  expect(await shown(id)).toMatchObject({ outsideHours: null, status: 'claimed' });
  expect(await figures()).toMatchObject({ waiting: 0, leftMessages: 0, claimed: 1 });
});

test('in open hours nobody leaves a message by coming', async () => {
  await desk.pass(1, 2 * 3_600_000);
  const id = await desk.handOver();
  expect(await shown(id)).toMatchObject({ leftMessageAt: null, outsideHours: null });
  expect(await figures()).toMatchObject({ waiting: 1, leftMessages: 0 });
});
