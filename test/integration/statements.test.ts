/** What the hot paths ask of PostgreSQL: every message and every claim pays for a statement, and more for a round trip, too many. */
import type { Identity } from '../../src/domain/escalation';
import type { Work } from '../../src/store/postgres/prepared';
import { updateQueue } from '../../src/store/queues';
import { PromisedDesk } from '../support/timedDesk';

let desk: PromisedDesk;
let adele: Identity;
let diego: Identity;
beforeAll(async () => {
  desk = await PromisedDesk.start();
  [adele, diego] = (await desk.addAgents(['Adele', 'Diego'])) as [Identity, Identity];
});
afterAll(() => desk.stop());

/** How many statements, `begin` and `commit` among them, in how many round trips and transactions. */
async function asked(work: () => Promise<unknown>): Promise<Work> {
  const before = { ...desk.one.db.work };
  await work();
  const { work: after } = desk.one.db;
  return {
    statements: after.statements - before.statements,
    roundTrips: after.roundTrips - before.roundTrips,
    commits: after.commits - before.commits,
  };
}

/** Answers that come in two packets may be two turns: round trips are a limit. */
async function expectCost(work: () => Promise<unknown>, cost: Work): Promise<void> {
  const { statements, roundTrips, commits } = await asked(work);
  expect({ statements, commits }).toEqual({ statements: cost.statements, commits: cost.commits });
  expect(roundTrips).toBeLessThanOrEqual(cost.roundTrips);
}

const claimed = async (chat: string): Promise<string> => {
  const id = await desk.handOver(chat);
  await desk.one.escalations.claim(id, adele);
  return id;
};

test('a claim is one transaction', async () => {
  const id = await desk.handOver('claim');
  await expectCost(() => desk.one.escalations.claim(id, adele), { statements: 18, roundTrips: 7, commits: 1 });
});

test('a claim that comes second asks once, and locks nothing', async () => {
  const id = await claimed('second');
  await expectCost(() => desk.one.escalations.claim(id, diego), { statements: 1, roundTrips: 1, commits: 0 });
});

test('a reply is one transaction', async () => {
  const id = await claimed('reply');
  const reply = { text: 'I am here', clientMessageId: 'reply-1' };
  await expectCost(() => desk.one.replies.reply(id, adele, reply), { statements: 9, roundTrips: 3, commits: 1 });
});

test('a customer’s words are one transaction', async () => {
  await claimed('words');
  await expectCost(() => desk.customerWrites('words'), { statements: 8, roundTrips: 4, commits: 1 });
});

test('an end is one transaction', async () => {
  const id = await claimed('end');
  await expectCost(() => desk.one.escalations.resolve(id, adele), { statements: 18, roundTrips: 5, commits: 1 });
});

test('an offer is one transaction, and nobody waits for what it keeps of those passed over', async () => {
  const id = await desk.handOver('offer');
  await updateQueue(desk.one.db.q, desk.queueId, { serviceTargets: { assignment: 'automatic' } });
  // Which queues offer and who fits are read before; who fits once more behind it.
  await expectCost(() => desk.one.assignment.sweep(), { statements: 19, roundTrips: 9, commits: 1 });
  expect((await desk.find(id)).offeredTo).not.toBeNull();
});
