/** What the hot paths ask of PostgreSQL: every message and every claim pays for a statement too many. */
import type { Identity } from '../../src/domain/escalation';
import { PromisedDesk } from '../support/timedDesk';

let desk: PromisedDesk;
let adele: Identity;
let diego: Identity;
beforeAll(async () => {
  desk = await PromisedDesk.start();
  [adele, diego] = (await desk.addAgents(['Adele', 'Diego'])) as [Identity, Identity];
});
afterAll(() => desk.stop());

/** How many statements, `begin` and `commit` among them, and how many transactions were committed. */
async function asked(work: () => Promise<unknown>): Promise<{ statements: number; commits: number }> {
  const { statements, commits } = desk.one.db.work;
  await work();
  const { work: after } = desk.one.db;
  return { statements: after.statements - statements, commits: after.commits - commits };
}

const claimed = async (chat: string): Promise<string> => {
  const id = await desk.handOver(chat);
  await desk.one.escalations.claim(id, adele);
  return id;
};

test('a claim is one transaction', async () => {
  const id = await desk.handOver('claim');
  expect(await asked(() => desk.one.escalations.claim(id, adele))).toEqual({ statements: 19, commits: 1 });
});

test('a claim that comes second asks once, and locks nothing', async () => {
  const id = await claimed('second');
  expect(await asked(() => desk.one.escalations.claim(id, diego))).toEqual({ statements: 1, commits: 0 });
});

test('a reply is one transaction', async () => {
  const id = await claimed('reply');
  const reply = { text: 'I am here', clientMessageId: 'reply-1' };
  expect(await asked(() => desk.one.replies.reply(id, adele, reply))).toEqual({ statements: 9, commits: 1 });
});

test('a customer’s words are one transaction', async () => {
  await claimed('words');
  expect(await asked(() => desk.customerWrites('words'))).toEqual({ statements: 9, commits: 1 });
});

test('an end is one transaction', async () => {
  const id = await claimed('end');
  expect(await asked(() => desk.one.escalations.resolve(id, adele))).toEqual({ statements: 17, commits: 1 });
});
