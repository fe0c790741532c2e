import { presentEscalation } from '../../src/api/present';
import { updateQueue } from '../../src/store/queues';
import { queueFigures } from '../../src/store/escalation/queueFigures';
import { sampleQueues, samplesBefore } from '../../src/store/escalation/queueSamples';
import { statsOf } from '../../src/store/escalation/stats';
import { setDue } from '../../src/store/escalation/timers';
import { eventually } from '../support/eventually';
import { PromisedDesk, buildPerson } from '../support/timedDesk';

const adele = buildPerson('Adele');
const megan = buildPerson('Megan', true);
let desk: PromisedDesk;

beforeEach(async () => {
  desk = await PromisedDesk.start();
});
afterEach(() => desk.stop());

test('an escalation nobody claims wakes the one on call, then the second queue, then managers; each once', async () => {
  const second = await desk.addQueue('Second line');
  await updateQueue(desk.one.db.q, desk.queueId, { serviceTargets: { targetSeconds: 120, secondQueueId: second } });
  await updateQueue(desk.one.db.q, second, { serviceTargets: { targetSeconds: 300 } });
  const id = await desk.handOver();
  await desk.pass(2);
  expect(await desk.story(id)).toEqual(['opened', 'overdue']);
  expect(await desk.find(id)).toMatchObject({ alarm: 'onCall', queueName: 'Support' });
  await desk.pass(2);
  expect(await desk.find(id)).toMatchObject({ alarm: 'secondQueue', queueName: 'Second line', status: 'waiting' });
  await desk.pass(60);
  expect(await desk.story(id)).toEqual(['opened', 'overdue', 'transferred', 'overdue']);
  expect(await desk.find(id)).toMatchObject({ alarm: 'managers', dueAt: null });
  const alerts = await desk.one.db.q
    .selectFrom('outbox')
    .select('payload')
    .where('kind', '=', 'alert')
    .orderBy('id')
    .execute();
  expect(alerts.map(({ payload }) => payload['to'])).toEqual(['onCall', 'managers']);
});

test('what a queue missed stays with it when the escalation moves on; who waits nowhere has no longest wait', async () => {
  const second = await desk.addQueue('Second line');
  const third = await desk.addQueue('No target');
  await updateQueue(desk.one.db.q, desk.queueId, { serviceTargets: { targetSeconds: 120, secondQueueId: second } });
  await updateQueue(desk.one.db.q, second, { serviceTargets: { targetSeconds: 300 } });
  await updateQueue(desk.one.db.q, third, { serviceTargets: { targetSeconds: null } });
  // What held before held by PostgreSQL's clock, which is not this desk's.
  await desk.one.db.q.deleteFrom('former_targets').execute();
  const id = await desk.handOver();
  await desk.pass(5);
  const now = async (queueId: string) => (await desk.live()).find((row) => row.id === queueId);
  const missed = { today: { counts: { opened: 1, kept: 0, judged: 1 } }, hasTarget: true };
  expect(await now(desk.queueId)).toMatchObject({ ...missed, waiting: 0, longestWait: null, late: 0 });
  // Counted anew from its arrival there.
  expect(await now(second)).toMatchObject({ waiting: 1, late: 0, today: { counts: { opened: 0, judged: 0 } } });
  await desk.one.escalations.claim(id, { ...megan, queueIds: [second] });
  expect(await now(desk.queueId)).toMatchObject(missed);
  expect(await now(second)).toMatchObject({ today: { counts: { kept: 1, judged: 1 } } });
  await desk.one.escalations.transfer(id, megan, { queueId: third });
  await desk.one.escalations.claim(id, { ...megan, queueIds: [third] });
  expect(await now(third)).toMatchObject({ hasTarget: false, today: { counts: { kept: 0, judged: 0 } } });
});

test('the longest wait of Live is that of figures: from coming into the queue, however long ago it was opened', async () => {
  const { db, escalations, figureReading } = desk.one;
  const second = await desk.addQueue('Second line');
  const id = await desk.handOver();
  await desk.pass(20);
  await escalations.transfer(id, megan, { queueId: second });
  await desk.pass(1);
  await sampleQueues(db.q, desk.now);
  await desk.pass(5);
  const live = (await queueFigures(db.q, 'tenant', desk.now)).find((row) => row.id === second);
  const before = (await samplesBefore(db.q, 'tenant', desk.now)).get(second);
  const stats = await statsOf(db.q, { tenantId: 'tenant', queueIds: null }, { now: desk.now, midnight: desk.now });
  expect([live?.longestWait, before?.longestWait, stats.longestWait]).toEqual([360, 60, 360]);
  expect(presentEscalation(await desk.find(id), megan, desk.now)).toMatchObject({
    waitingSince: new Date(desk.now.getTime() - 360_000).toISOString(),
  });
  await escalations.claim(id, { ...megan, queueIds: [second] });
  const day = '2026-11-25';
  const { total } = await figureReading.read('tenant', { from: day, to: day, zone: 'UTC', queue: second });
  expect(total.durations.wait).toMatchObject({ n: 1, median: 360 });
});

test('a claim in time silences the alarm', async () => {
  await updateQueue(desk.one.db.q, desk.queueId, { serviceTargets: { targetSeconds: 120, silentOwnerMinutes: null } });
  const id = await desk.handOver();
  await desk.pass(1);
  await desk.one.escalations.claim(id, megan);
  await desk.pass(30);
  expect(await desk.story(id)).toEqual(['opened', 'claimed']);
});

test('a silent owner is reminded, then the escalation goes back with its story; a word in time keeps it', async () => {
  const id = await desk.handOver();
  await desk.one.escalations.claim(id, megan);
  await desk.pass(10);
  await desk.one.replies.reply(id, megan, { text: 'I am looking', clientMessageId: 'a' });
  await desk.pass(20);
  await desk.customerWrites();
  await desk.pass(5);
  await desk.customerWrites();
  await desk.pass(10);
  expect(await desk.story(id)).toEqual(['opened', 'claimed', 'warned']);
  const warned = await desk.find(id);
  expect(presentEscalation(warned, megan, desk.now).goesBackAt).toBe(
    new Date(desk.now.getTime() + 15 * 60_000).toISOString(),
  );
  await desk.pass(14);
  expect(await desk.find(id)).toMatchObject({ status: 'claimed' });
  await desk.pass(1);
  expect(await desk.story(id)).toEqual(['opened', 'claimed', 'warned', 'released']);
  expect(await desk.find(id)).toMatchObject({ status: 'waiting', assigneeId: null });
});

test('a customer who says nothing is asked, and answering keeps the escalation', async () => {
  await updateQueue(desk.one.db.q, desk.queueId, {
    serviceTargets: { silentCustomerMinutes: 30, silentCustomerEnds: 'abandon' },
  });
  const id = await desk.handOver();
  await desk.one.escalations.claim(id, megan);
  await desk.one.replies.reply(id, megan, { text: 'Which parcel?', clientMessageId: 'a' });
  await desk.pass(31);
  expect(await desk.story(id)).toEqual(['opened', 'claimed', 'asked']);
  await desk.customerWrites();
  await desk.one.replies.reply(id, megan, { text: 'Thanks', clientMessageId: 'b' });
  await desk.pass(29);
  expect(await desk.story(id)).toEqual(['opened', 'claimed', 'asked']);
  await desk.pass(31);
  expect(await desk.story(id)).toEqual(['opened', 'claimed', 'asked', 'asked', 'abandoned']);
  expect(await desk.find(id)).toMatchObject({ outcome: 'The customer did not answer any more' });
});

test('changed promises hold for those who wait already', async () => {
  await updateQueue(desk.one.db.q, desk.queueId, { serviceTargets: { targetSeconds: null } });
  const id = await desk.handOver();
  await desk.pass(10);
  await desk.one.queues.change(megan, desk.queueId, { serviceTargets: { targetSeconds: 600 } });
  await desk.pass(1);
  expect(await desk.story(id)).toEqual(['opened', 'overdue']);
});

test('an escalation whose step fails holds up no other', async () => {
  await updateQueue(desk.one.db.q, desk.queueId, { serviceTargets: { targetSeconds: 60 } });
  const [poisoned, well] = [await desk.handOver('a'), await desk.handOver('b')];
  // A gap in its events: the step's own event has no place.
  await desk.one.db.q
    .insertInto('escalation_event')
    .values({ escalation_id: poisoned, version: 2, type: 'x', actor_kind: 'system', actor_name: 'x', summary: 'x' })
    .execute();
  await expect(desk.pass(1)).rejects.toThrow(/due timers/);
  expect(await desk.story(well)).toEqual(['opened', 'overdue']);
});

test('two managers do not undo each other', async () => {
  const { version } = await desk.one.queues.change(megan, desk.queueId, { serviceTargets: { targetSeconds: 60 } });
  const both = await Promise.allSettled(
    [30, 90].map((targetSeconds) =>
      desk.one.queues.change(megan, desk.queueId, { serviceTargets: { targetSeconds }, version }),
    ),
  );
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'changed_meanwhile' } });
});

test('a promise names only people and queues that can keep it', async () => {
  await expect(
    desk.one.queues.change(megan, desk.queueId, { serviceTargets: { secondQueueId: desk.queueId } }),
  ).rejects.toMatchObject({
    extra: { errors: [{ path: 'serviceTargets.secondQueueId' }] },
  });
  await expect(
    desk.one.queues.change(megan, desk.queueId, { serviceTargets: { onCall: adele } }),
  ).rejects.toMatchObject({
    extra: { errors: [{ path: 'serviceTargets.onCall' }] },
  });
});

test('what a queue promises may change while one of its escalations is being worked on', async () => {
  const id = await desk.handOver();
  const { one, two } = desk;
  let changing: Promise<unknown> = Promise.resolve();
  await one.db.transaction(async (tx) => {
    await setDue(tx.q, id, null);
    changing = two.queues.change(megan, desk.queueId, { serviceTargets: { targetSeconds: 77 } });
    const waits = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    await eventually(async () => (await one.db.pool.query(waits)).rowCount === 1, { what: 'the change to wait' });
    // A row touched twice in a transaction makes PostgreSQL look at its queue again.
    await setDue(tx.q, id, desk.now);
  });
  await expect(changing).resolves.toMatchObject({ serviceTargets: { targetSeconds: 77 } });
});
