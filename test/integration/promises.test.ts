import { Replies } from '../../src/conversation/replies';
import { BotInbox } from '../../src/conversation/botInbox';
import type { Identity } from '../../src/escalation/escalation';
import { Escalations } from '../../src/escalation/escalations';
import { PromiseKeeper } from '../../src/escalation/promiseKeeper';
import { Queues } from '../../src/escalation/queues';
import { createConnection } from '../../src/store/connections';
import { Db } from '../../src/store/db';
import { eventsOf } from '../../src/store/escalationEvents';
import { findEscalation } from '../../src/store/escalations';
import { insertQueue, updateQueue } from '../../src/store/queues';
import { type TestDatabase, createTestDatabase } from '../support/database';

const TENANT = 'tenant';
const adele: Identity = { id: 'adele', name: 'Adele', tenantId: TENANT, manager: false, queueIds: [] };
const megan: Identity = { id: 'megan', name: 'Megan', tenantId: TENANT, manager: true, queueIds: [] };
const START = Date.parse('2026-11-25T10:00:00Z');

/** One process of the desk, with a clock the test moves. */
interface Process {
  db: Db;
  escalations: Escalations;
  replies: Replies;
  keeper: PromiseKeeper;
  inbox: BotInbox;
}

let database: TestDatabase;
let one: Process;
let two: Process;
let connectionId: string;
let queueId: string;
let minutes = 0;
let words = 0;

const now = () => new Date(START + minutes * 60_000);

function buildProcess(db: Db): Process {
  const escalations = new Escalations(db, now);
  return {
    db,
    escalations,
    replies: new Replies(db, now),
    keeper: new PromiseKeeper(db, escalations),
    inbox: new BotInbox(db, escalations),
  };
}

beforeEach(async () => {
  minutes = 0;
  database = await createTestDatabase();
  one = buildProcess(database.db);
  two = buildProcess(new Db(database.url));
  const { q } = one.db;
  const connection = await createConnection(q, Buffer.alloc(32), TENANT, {
    name: 'Parcel bot',
    kind: 'rest',
    appId: 'parcels',
    state: 'live',
    signingSecret: 'secret',
  });
  connectionId = connection.id;
  queueId = await buildQueue('Support', true);
});
afterEach(async () => {
  await two.db.close();
  await database.drop();
});

async function buildQueue(name: string, isDefault = false): Promise<string> {
  const place = { teamId: null, channelId: null, channelName: null };
  return insertQueue(one.db.q, { tenantId: TENANT, name, isDefault, ...place });
}

async function handOver(chat = 'chat'): Promise<string> {
  const accepted = await one.inbox.handedOff({
    connectionId,
    externalId: chat,
    customer: { id: 'robin', name: 'Robin', locale: null },
    address: { channel: 'callback', url: 'https://bot.example/hook' },
    handoff: {
      topic: null,
      lastPhrase: null,
      agentMessage: null,
      language: null,
      variables: [],
      transcript: [],
      problems: [],
    },
  });
  if (!accepted.ok) throw new Error(accepted.state);
  return accepted.escalationId;
}

async function customerWrites(chat = 'chat'): Promise<void> {
  words += 1;
  await one.inbox.forwarded({
    key: `word ${words}`,
    connectionId,
    externalId: chat,
    messageId: null,
    text: 'Hello?',
    attachments: [],
    sentAt: now(),
  });
}

/** Both processes look after the promises, minute by minute, at once. */
async function pass(more: number): Promise<void> {
  for (let n = 0; n < more; n += 1) {
    minutes += 1;
    await Promise.all([one, two].map(({ keeper }) => keeper.keep(now())));
  }
}

const story = async (id: string) => (await eventsOf(one.db.q, id)).map(({ type }) => type);
const found = (id: string) => findEscalation(one.db.q, id);

test('an escalation nobody claims wakes the one on call, then the second queue, then managers; each once', async () => {
  const second = await buildQueue('Second line');
  await updateQueue(one.db.q, queueId, { promises: { targetSeconds: 120, secondQueueId: second } });
  await updateQueue(one.db.q, second, { promises: { targetSeconds: 300 } });
  const id = await handOver();
  await pass(2);
  expect(await story(id)).toEqual(['opened', 'overdue']);
  expect(await found(id)).toMatchObject({ alarm: 'onCall', queueName: 'Support' });
  await pass(2);
  expect(await found(id)).toMatchObject({ alarm: 'secondQueue', queueName: 'Second line', status: 'waiting' });
  await pass(60);
  expect(await story(id)).toEqual(['opened', 'overdue', 'transferred', 'overdue']);
  expect(await found(id)).toMatchObject({ alarm: 'managers', dueAt: null });
  const alerts = await one.db.q
    .selectFrom('outbox')
    .select('payload')
    .where('kind', '=', 'alert')
    .orderBy('id')
    .execute();
  expect(alerts.map(({ payload }) => payload['to'])).toEqual(['onCall', 'managers']);
});

test('a claim in time silences the alarm', async () => {
  await updateQueue(one.db.q, queueId, { promises: { targetSeconds: 120, silentOwnerMinutes: null } });
  const id = await handOver();
  await pass(1);
  await one.escalations.claim(id, megan);
  await pass(30);
  expect(await story(id)).toEqual(['opened', 'claimed']);
});

test('a silent owner is reminded, then the escalation goes back with its story; a word in time keeps it', async () => {
  const id = await handOver();
  await one.escalations.claim(id, megan);
  await pass(10);
  await one.replies.reply(id, megan, { text: 'I am looking', clientMessageId: 'a' });
  await pass(20);
  await customerWrites();
  await pass(5);
  await customerWrites();
  await pass(10);
  expect(await story(id)).toEqual(['opened', 'claimed', 'warned']);
  await pass(14);
  expect(await found(id)).toMatchObject({ status: 'claimed' });
  await pass(1);
  expect(await story(id)).toEqual(['opened', 'claimed', 'warned', 'released']);
  expect(await found(id)).toMatchObject({ status: 'waiting', assigneeId: null });
});

test('a customer who says nothing is asked, and answering keeps the escalation', async () => {
  await updateQueue(one.db.q, queueId, { promises: { silentCustomerMinutes: 30, silentCustomerEnds: 'abandon' } });
  const id = await handOver();
  await one.escalations.claim(id, megan);
  await one.replies.reply(id, megan, { text: 'Which parcel?', clientMessageId: 'a' });
  await pass(31);
  expect(await story(id)).toEqual(['opened', 'claimed', 'asked']);
  await customerWrites();
  await one.replies.reply(id, megan, { text: 'Thanks', clientMessageId: 'b' });
  await pass(29);
  expect(await story(id)).toEqual(['opened', 'claimed', 'asked']);
  await pass(31);
  expect(await story(id)).toEqual(['opened', 'claimed', 'asked', 'asked', 'abandoned']);
  expect(await found(id)).toMatchObject({ outcome: 'The customer did not answer any more' });
});

test('changed promises hold for those who wait already', async () => {
  await updateQueue(one.db.q, queueId, { promises: { targetSeconds: null } });
  const id = await handOver();
  await pass(10);
  const queues = new Queues(one.db, one.escalations, now);
  await queues.change(megan, queueId, { promises: { targetSeconds: 600 } });
  await pass(1);
  expect(await story(id)).toEqual(['opened', 'overdue']);
});

test('two managers do not undo each other', async () => {
  const queues = new Queues(one.db, one.escalations);
  const { version } = await queues.change(megan, queueId, { promises: { targetSeconds: 60 } });
  const both = await Promise.allSettled(
    [30, 90].map((targetSeconds) => queues.change(megan, queueId, { promises: { targetSeconds }, version })),
  );
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'changed_meanwhile' } });
});

test('a promise names only people and queues that can keep it', async () => {
  const queues = new Queues(one.db, one.escalations);
  await expect(queues.change(megan, queueId, { promises: { secondQueueId: queueId } })).rejects.toMatchObject({
    extra: { errors: [{ path: 'promises.secondQueueId' }] },
  });
  await expect(queues.change(megan, queueId, { promises: { onCall: adele } })).rejects.toMatchObject({
    extra: { errors: [{ path: 'promises.onCall' }] },
  });
});
