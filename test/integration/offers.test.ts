import { updateQueue } from '../../src/store/queues';
import { PromisedDesk, buildPerson } from '../support/timedDesk';

const megan = buildPerson('Megan', true);
let desk: PromisedDesk;

beforeEach(async () => {
  desk = await PromisedDesk.start();
  await updateQueue(desk.one.db.q, desk.queueId, { serviceTargets: { assignment: 'automatic', offerSeconds: 30 } });
});
afterEach(() => desk.stop());

const second = 1_000;

test('an escalation is offered to the least busy agent, and to the next when it is not taken in time', async () => {
  const [adele] = await desk.addAgents(['Adele', 'Diego']);
  const first = await desk.handOver('a');
  await desk.one.escalations.claim(first, adele!);
  const id = await desk.handOver('b');
  await desk.pass(1, second);
  expect(await desk.find(id)).toMatchObject({ offeredTo: 'diego' });
  await desk.pass(29, second);
  expect(await desk.find(id)).toMatchObject({ offeredTo: 'diego' });
  await desk.pass(1, second);
  expect(await desk.find(id)).toMatchObject({ offeredTo: 'adele', status: 'waiting' });
  await desk.one.escalations.claim(id, adele!);
  expect(await desk.story(id)).toEqual(['opened', 'offered', 'offered', 'claimed']);
  expect(await desk.find(id)).toMatchObject({ offeredTo: null, offeredUntil: null });
});

test('whoever lets it go by is not asked twice in a round; with nobody left anybody may claim', async () => {
  const [adele, diego] = await desk.addAgents(['Adele', 'Diego']);
  const id = await desk.handOver();
  await desk.pass(1, second);
  expect(await desk.one.escalations.pass(id, diego!)).toMatchObject({ ok: false, refusal: { code: 'not_offered' } });
  await desk.one.escalations.pass(id, adele!);
  await desk.pass(1, second);
  await desk.one.escalations.pass(id, diego!);
  await desk.pass(1, second);
  expect(await desk.story(id)).toEqual(['opened', 'offered', 'passed', 'offered', 'passed', 'passed']);
  expect(await desk.find(id)).toMatchObject({ status: 'waiting', offeredTo: null });
  await desk.pass(31, second);
  expect(await desk.find(id)).toMatchObject({ offeredTo: 'adele' });
});

test('nobody there: it waits without a fuss, and is offered the moment somebody comes', async () => {
  const [adele] = await desk.addAgents(['Adele']);
  await desk.one.agents.present(adele!, 'away');
  const id = await desk.handOver();
  await desk.pass(5, second);
  expect(await desk.story(id)).toEqual(['opened']);
  await desk.one.agents.present(adele!, 'available');
  await desk.pass(1, second);
  expect(await desk.find(id)).toMatchObject({ offeredTo: 'adele' });
});

test('somebody whose tab is closed is not there', async () => {
  await desk.addAgents(['Adele']);
  await desk.pass(3);
  const id = await desk.handOver();
  await desk.pass(1, second);
  expect(await desk.find(id)).toMatchObject({ offeredTo: null });
});

test('ten claims at once by somebody who takes two: two', async () => {
  const [adele] = await desk.addAgents(['Adele'], { capacity: 2 });
  const ids = await Promise.all(Array.from({ length: 10 }, (_, n) => desk.handOver(`chat ${n}`)));
  const outcomes = await Promise.all(
    ids.map((id, n) => (n % 2 === 0 ? desk.one : desk.two).escalations.claim(id, adele!)),
  );
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(2);
  const refused = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.refusal.code]));
  expect(new Set(refused)).toEqual(new Set(['at_capacity']));
});

test('offers never go over anybody’s capacity, though two processes make them', async () => {
  await desk.addAgents(['Adele', 'Diego', 'Nadia'], { capacity: 2 });
  const ids = await Promise.all(Array.from({ length: 12 }, (_, n) => desk.handOver(`chat ${n}`)));
  await desk.pass(3, second);
  const rows = await Promise.all(ids.map((id) => desk.find(id)));
  const offered = rows.flatMap(({ offeredTo }) => offeredTo ?? []).sort();
  expect(offered).toEqual(['adele', 'adele', 'diego', 'diego', 'nadia', 'nadia']);
});

test('nobody is handed more than they can take', async () => {
  const [adele, diego] = await desk.addAgents(['Adele', 'Diego'], { capacity: 1 });
  const first = await desk.handOver('a');
  const other = await desk.handOver('b');
  await desk.one.escalations.claim(first, adele!);
  await desk.one.escalations.claim(other, diego!);
  expect(await desk.one.escalations.transfer(first, megan, { agentId: 'diego' })).toMatchObject({
    ok: false,
    refusal: { code: 'at_capacity', who: 'Diego' },
  });
});

test('a skill that is needed is one the agent must have', async () => {
  await desk.addAgents(['Adele']);
  const id = await desk.handOver();
  await desk.one.db.q.updateTable('escalation').set({ required_skill: 'French' }).where('id', '=', id).execute();
  await desk.pass(1, second);
  expect(await desk.find(id)).toMatchObject({ offeredTo: null });
  await desk.one.agents.change(megan, 'adele', { skills: ['french'] });
  await desk.pass(1, second);
  expect(await desk.find(id)).toMatchObject({ offeredTo: 'adele' });
});
