/** A connector that delivers everything three times, in any order. What is promised is the order of arrival. */
import { cardsOf } from '../../src/store/escalation/cards';
import { eventsOf } from '../../src/store/escalation/events';
import { type TeamsDesk, adele, channel, diego, robin, startTeamsDesk } from '../support/teamsDesk';

const SHUFFLED = { deliveries: 3, reorder: 250 };
const WORDS = 40;

let desk: TeamsDesk;
beforeAll(async () => {
  desk = await startTeamsDesk();
  await desk.deliver();
});
beforeEach(() => void desk.control.setFaults({ deliveries: 1, reorder: 0 }));
afterAll(() => desk.stop());

test('each of a customer’s messages is kept and passed on once', async () => {
  await desk.open(robin);
  desk.control.setFaults(SHUFFLED);
  const words = Array.from({ length: WORDS }, (_, n) => `word ${n}`);
  await Promise.all(words.map((text) => desk.control.chat(robin.id, { text })));
  const rows = await desk.db.q
    .selectFrom('message')
    .select(['text', 'seq', 'external_id'])
    .where('text', 'like', 'word %')
    .orderBy('seq')
    .execute();
  expect(rows.map(({ text }) => text).sort()).toEqual([...words].sort());
  expect(new Set(rows.map(({ external_id: id }) => id)).size).toBe(WORDS);
  // Numbered without a gap, in the order in which they came in.
  expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, n) => (rows[0]?.seq ?? 0) + n));
});

test('messages to the bot go to it once each', async () => {
  desk.control.setFaults(SHUFFLED);
  const before = desk.toBot.length;
  const customer = await newCustomer();
  await Promise.all(Array.from({ length: 10 }, (_, n) => desk.control.chat(customer.id, { text: `to the bot ${n}` })));
  await desk.deliver();
  expect(desk.toBot).toHaveLength(before + 10);
});

test('two agents press Claim, each press told three times: one owner, one event', async () => {
  const customer = await newCustomer();
  const id = await desk.open(customer);
  await desk.deliver();
  const [card] = await cardsOf(desk.db.q, id);
  if (!card) throw new Error('the escalation has no card');
  desk.control.setFaults(SHUFFLED);
  const pressed = { conversationId: channel.id, messageId: card.activity_id, verb: 'claim' };
  const data = { verb: 'claim', escalationId: id };
  await Promise.all([adele, diego].map((agent) => desk.control.submit(agent.id, { ...pressed, data })));
  const types = (await eventsOf(desk.db.q, id)).items.map(({ type }) => type);
  expect(types.filter((type) => type === 'claimed')).toHaveLength(1);
});

test('the app coming and going, told three times in any order, leaves one of everything', async () => {
  desk.control.setFaults(SHUFFLED);
  await desk.control.install();
  await desk.deliver();
  const teams = await desk.db.q.selectFrom('team').select('id').execute();
  const queues = await desk.db.q.selectFrom('queue').select('id').where('removed_at', 'is', null).execute();
  expect([teams.length, queues.length]).toEqual([1, 1]);
});

async function newCustomer() {
  const [customer] = await desk.control.addPeople({ count: 1, role: 'customer', name: 'Nia', announce: false });
  if (!customer) throw new Error('nobody came');
  return customer;
}
