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

const GOES = 5;

/** Answers that come in two packets may be two turns, so round trips are a limit, and the fewest of some goes count. */
async function expectCost(makeReady: (go: number) => Promise<() => Promise<unknown>>, cost: Work): Promise<void> {
  const { statements, commits } = cost;
  let fewest = Infinity;
  for (let go = 1; go <= GOES && fewest > cost.roundTrips; go += 1) {
    const spent = await asked(await makeReady(go));
    expect({ statements: spent.statements, commits: spent.commits }).toEqual({ statements, commits });
    fewest = Math.min(fewest, spent.roundTrips);
  }
  expect(fewest).toBeLessThanOrEqual(cost.roundTrips);
}

const claimed = async (chat: string): Promise<string> => {
  const id = await desk.handOver(chat);
  await desk.one.escalations.claim(id, adele);
  return id;
};

test('a claim is one transaction', async () => {
  const claim = async (go: number) => {
    const id = await desk.handOver(`claim ${go}`);
    return () => desk.one.escalations.claim(id, adele);
  };
  await expectCost(claim, { statements: 18, roundTrips: 7, commits: 1 });
});

test('a claim that comes second asks once, and locks nothing', async () => {
  const claim = async (go: number) => {
    const id = await claimed(`second ${go}`);
    return () => desk.one.escalations.claim(id, diego);
  };
  await expectCost(claim, { statements: 1, roundTrips: 1, commits: 0 });
});

test('a reply is one transaction', async () => {
  const reply = async (go: number) => {
    const id = await claimed(`reply ${go}`);
    return () => desk.one.replies.reply(id, adele, { text: 'I am here', clientMessageId: `reply-${go}` });
  };
  await expectCost(reply, { statements: 9, roundTrips: 3, commits: 1 });
});

test('a customer’s words are one transaction', async () => {
  const words = async (go: number) => {
    await claimed(`words ${go}`);
    return () => desk.customerWrites(`words ${go}`);
  };
  await expectCost(words, { statements: 8, roundTrips: 4, commits: 1 });
});

test('an end is one transaction', async () => {
  const end = async (go: number) => {
    const id = await claimed(`end ${go}`);
    return () => desk.one.escalations.resolve(id, adele);
  };
  await expectCost(end, { statements: 18, roundTrips: 5, commits: 1 });
});

test('an offer is one transaction, and nobody waits for what it keeps of those passed over', async () => {
  let id = '';
  const assigned = (assignment: 'claim' | 'automatic') =>
    updateQueue(desk.one.db.q, desk.queueId, { serviceTargets: { assignment } });
  const offer = async (go: number) => {
    // Offered by the sweep that is asked for, not behind the handoff.
    await assigned('claim');
    await desk.one.assignment.sweep();
    if (id !== '') await desk.one.escalations.claim(id, diego);
    if (id !== '') await desk.one.escalations.resolve(id, diego);
    id = await desk.handOver(`offer ${go}`);
    await assigned('automatic');
    return () => desk.one.assignment.sweep();
  };
  // Which queues offer and who fits are read before; who fits once more behind it.
  await expectCost(offer, { statements: 19, roundTrips: 9, commits: 1 });
  expect((await desk.find(id)).offeredTo).not.toBeNull();
});
