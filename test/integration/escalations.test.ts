import type { CustomerMessage } from '../../src/domain/message';
import { Inbox } from '../../src/arrival/inbox';
import { Replies } from '../../src/arrival/replies';
import type { Identity, OpenEscalation } from '../../src/domain/escalation';
import { BotChats } from '../../src/escalation/botChats';
import { Escalations } from '../../src/escalation/escalations';
import { Holds } from '../../src/escalation/holds';
import { Queues } from '../../src/escalation/queues';
import { Rules } from '../../src/escalation/rules';
import { nextGeneration } from '../../src/store/botConversations';
import { createConnection } from '../../src/store/connections';
import { Db } from '../../src/store/postgres/db';
import { eventsOf } from '../../src/store/escalation/events';
import { listEscalations } from '../../src/store/escalation/pages';
import { findEscalation } from '../../src/store/escalation/escalations';
import { messagesOf } from '../../src/store/transcript';
import { type TestDatabase, createTestDatabase } from '../support/database';
import { channels } from '../support/channels';

const TENANT = 'tenant';
const BOT = 'bot-app';
let database: TestDatabase;
let db: Db;
let escalations: Escalations;
let inbox: Inbox;
let replies: Replies;
let arrivals = 0;

beforeEach(async () => {
  database = await createTestDatabase();
  db = database.db;
  escalations = new Escalations(db, channels);
  inbox = new Inbox(db, escalations, { deskAppId: BOT, botChats: new BotChats(db) });
  replies = new Replies(db, channels, new Holds(escalations));
  await createConnection(db.q, Buffer.alloc(32), TENANT, {
    name: 'Contoso Assistant',
    kind: 'copilotStudio',
    appId: 'contoso',
    state: 'live',
    directLine: { tokenEndpoint: 'https://bot.example/token' },
  });
});
afterEach(async () => database.drop());

const HANDOFF: OpenEscalation = {
  topic: 'Billing',
  lastPhrase: 'speak to agent',
  agentMessage: null,
  language: null,
  variables: [{ name: 'amount', value: 120 }],
  transcript: [],
  problems: [],
};

function fromCustomer(chat: string, text: string, overrides: Partial<CustomerMessage> = {}): CustomerMessage {
  arrivals += 1;
  return {
    key: `key-${arrivals}`,
    botAppId: BOT,
    address: {
      channel: 'teams',
      serviceUrl: 'https://teams.example/',
      tenantId: TENANT,
      conversationId: chat,
      botId: `28:${BOT}`,
      botName: null,
      userId: '29:c',
    },
    customer: { id: `customer of ${chat}`, name: 'Cleo', locale: 'en-US' },
    externalId: String(arrivals),
    text,
    attachments: [],
    sentAt: new Date(),
    ...overrides,
  };
}

/** A customer whose bot has just handed over. */
async function buildEscalation(chat = 'a:1', handoff: Partial<OpenEscalation> = {}): Promise<string> {
  await inbox.customerSaid(fromCustomer(chat, 'hello'));
  const { conversationId, generation } = await botOf(chat);
  await inbox.botSaid({
    conversationId,
    generation,
    watermark: '1',
    activities: [{ id: 'h', kind: 'handoff', handoff: { ...HANDOFF, ...handoff } }],
  });
  const { items } = await listEscalations(db.q, { tenantId: TENANT, order: 'newest', limit: 1, visibleTo: null });
  return items[0]?.id ?? '';
}

async function botOf(chat: string): Promise<{ conversationId: string; generation: number }> {
  const { id } = await db.q
    .selectFrom('conversation')
    .select('id')
    .where('external_id', '=', chat)
    .executeTakeFirstOrThrow();
  await db.q
    .insertInto('bot_conversation')
    .values({ conversation_id: id })
    .onConflict((oc) => oc.doNothing())
    .execute();
  const { generation } = await db.q
    .selectFrom('bot_conversation')
    .select('generation')
    .where('conversation_id', '=', id)
    .executeTakeFirstOrThrow();
  return { conversationId: id, generation };
}

function agent(name: string, overrides: Partial<Identity> = {}): Identity {
  return { tenantId: TENANT, id: name.toLowerCase(), name, manager: true, queueIds: [], ...overrides };
}

async function transcriptOf(id: string) {
  const escalation = await findEscalation(db.q, id);
  if (!escalation) throw new Error('no escalation');
  return (await messagesOf(db.q, escalation, { after: 0, limit: 500 })).items;
}

test('a hundred agents on four connections, one winner and one claimed event', async () => {
  const id = await buildEscalation();
  const desks = Array.from({ length: 4 }, () => new Db(database.url));
  const claims = await Promise.all(
    Array.from({ length: 100 }, (_, n) => {
      const desk = desks[n % desks.length] ?? db;
      return new Escalations(desk, channels).claim(id, agent(`Agent ${n}`));
    }),
  );
  await Promise.all(desks.map((desk) => desk.close()));
  const winners = claims.filter((claim) => claim.ok);
  expect(winners).toHaveLength(1);
  const owner = winners[0]?.escalation.assigneeName;
  for (const claim of claims) {
    if (!claim.ok) expect(claim.refusal).toMatchObject({ code: 'already_claimed', by: { name: owner } });
  }
  expect((await eventsOf(db.q, id)).items.map(({ type }) => type)).toEqual(['opened', 'claimed']);
});

test('a handed over conversation is routed by the rules over what the bot captured', async () => {
  const { id: queueId } = await db.q
    .insertInto('queue')
    .values({ tenant_id: TENANT, name: 'Billing', team_id: null, channel_id: null, channel_name: null })
    .returning('id')
    .executeTakeFirstOrThrow();
  const condition = `topic == 'Billing' && amount > 100`;
  const rule = { name: 'Refunds', condition, queueId, priority: 1, requiredSkill: 'refunds', enabled: true };
  await new Rules(db).save(agent('Mia'), { version: 0, rules: [rule] });
  const routed = await findEscalation(db.q, await buildEscalation('a:1'));
  expect(routed).toMatchObject({
    queueId,
    routingReason: 'Billing, because topic is “Billing” and amount 120 > 100',
    ruleName: 'Refunds',
    priority: 1,
    requiredSkill: 'refunds',
  });
  const other = await findEscalation(db.q, await buildEscalation('a:2', { variables: [] }));
  expect(other).toMatchObject({
    ruleName: null,
    passedOver: [{ rule: 'Refunds', why: 'amount was not captured' }],
  });
});

test('the more urgent customer is before the one who came first', async () => {
  await buildEscalation('a:1', { topic: 'Normal' });
  const { queueId } = (await listEscalations(db.q, { tenantId: TENANT, order: 'newest', limit: 1, visibleTo: null }))
    .items[0] ?? { queueId: '' };
  const rule = { name: 'Now', condition: `topic == 'Fire'`, queueId, priority: 2, requiredSkill: null, enabled: true };
  await new Rules(db).save(agent('Mia'), { version: 0, rules: [rule] });
  const urgent = await buildEscalation('a:2', { topic: 'Fire' });
  expect((await transcriptOf(urgent)).map(({ text }) => text).join()).toContain('You are next in line.');
  const normal = await buildEscalation('a:3', { topic: 'Normal' });
  expect((await transcriptOf(normal)).map(({ text }) => text).join()).toContain('2 people are ahead of you.');
  expect((await transcriptOf(normal)).at(-1)?.extras.told).toEqual({ request: expect.any(Number) as number, ahead: 2 });
});

test('the same claim twice is a success and one event', async () => {
  const id = await buildEscalation();
  expect((await escalations.claim(id, agent('Ana'))).ok).toBe(true);
  expect((await escalations.claim(id, agent('Ana'))).ok).toBe(true);
  expect((await eventsOf(db.q, id)).items).toHaveLength(2);
});

test('an agent of another queue is refused, a manager is not', async () => {
  const id = await buildEscalation();
  const refused = await escalations.claim(id, agent('Zoe', { manager: false }));
  expect(refused).toMatchObject({ ok: false, refusal: { code: 'not_your_queue' } });
  expect((await escalations.claim(id, agent('Mia'))).ok).toBe(true);
});

test('another tenant’s escalation does not exist', async () => {
  const id = await buildEscalation();
  await expect(escalations.claim(id, agent('Eve', { tenantId: 'other' }))).rejects.toMatchObject({ code: 'not_found' });
});

test('the same activity ten times at once is one message', async () => {
  const words = fromCustomer('a:1', 'only once');
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => inbox.customerSaid(words)));
  expect(outcomes.filter((outcome) => outcome === 'accepted')).toHaveLength(1);
  expect(await db.q.selectFrom('message').selectAll().execute()).toHaveLength(1);
  expect(await db.q.selectFrom('outbox').selectAll().execute()).toHaveLength(1);
});

test('messages of one conversation are numbered without gaps however they arrive', async () => {
  await Promise.all(Array.from({ length: 50 }, (_, n) => inbox.customerSaid(fromCustomer('a:1', `word ${n}`))));
  const rows = await db.q.selectFrom('message').select('seq').orderBy('seq').execute();
  expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, n) => n + 1));
});

test('a second handoff of an open escalation opens nothing new', async () => {
  const id = await buildEscalation();
  const { conversationId, generation } = await botOf('a:1');
  await inbox.botSaid({
    conversationId,
    generation,
    watermark: '2',
    activities: [{ id: 'again', kind: 'handoff', handoff: HANDOFF }],
  });
  const { items } = await listEscalations(db.q, { tenantId: TENANT, order: 'newest', limit: 10, visibleTo: null });
  expect(items.map((item) => item.id)).toEqual([id]);
});

test('what the customer said of the bot before the handoff is kept with it, once', async () => {
  const id = await buildEscalation('a:1', { botRating: { rating: 2, comment: 'It never understood' } });
  expect(await findEscalation(db.q, id)).toMatchObject({
    version: 2,
    botRating: { rating: 2, grade: 2, comment: 'It never understood' },
    survey: null,
  });
  expect((await eventsOf(db.q, id)).items.map(({ type, summary }) => [type, summary]).at(-1)).toEqual([
    'bot_rated',
    'Cleo rated the bot 2 of 5',
  ]);
});

test('what they say of it once the bot is back is about the escalation that has just ended', async () => {
  const id = await buildEscalation();
  await escalations.abandon(id, TENANT, { kind: 'customer', id: 'c', name: 'Cleo' }, 'Gone');
  await inbox.customerSaid(fromCustomer('a:1', 'thanks'));
  const { conversationId, generation } = await botOf('a:1');
  const rated = (watermark: string, rating: number) =>
    inbox.botSaid({
      conversationId,
      generation,
      watermark,
      activities: [{ id: `rated ${watermark}`, kind: 'rated', rating: { rating, comment: null } }],
    });
  await rated('8', 5);
  await rated('9', 1);
  expect(await findEscalation(db.q, id)).toMatchObject({ status: 'abandoned', botRating: { rating: 5 } });
});

test('from the handoff on the bot is muted', async () => {
  const id = await buildEscalation();
  const { conversationId, generation } = await botOf('a:1');
  const activities = [
    {
      id: 'late',
      kind: 'message' as const,
      text: 'Anything else?',
      format: 'plain' as const,
      attachments: [],
      extras: {},
      sentAt: null,
      botName: null,
    },
  ];
  await inbox.botSaid({ conversationId, generation, watermark: '3', activities });
  expect((await transcriptOf(id)).some(({ text }) => text === 'Anything else?')).toBe(false);
});

test('what the customer writes while waiting reaches the transcript, not the bot', async () => {
  const id = await buildEscalation();
  const waiting = async () => (await db.q.selectFrom('outbox').selectAll().where('kind', '=', 'bot').execute()).length;
  const before = await waiting();
  await inbox.customerSaid(fromCustomer('a:1', 'are you there?'));
  expect((await transcriptOf(id)).at(-1)).toMatchObject({ author: { kind: 'customer' }, text: 'are you there?' });
  expect(await waiting()).toBe(before);
});

test('words said while an agent resolves belong to the escalation or go to the bot, never to nobody', async () => {
  for (let round = 0; round < 20; round += 1) {
    const chat = `a:${round}`;
    const id = await buildEscalation(chat);
    await escalations.claim(id, agent('Ana'));
    await Promise.all([
      escalations.resolve(id, agent('Ana')),
      inbox.customerSaid(fromCustomer(chat, 'one more thing')),
    ]);
    const inSpan = (await transcriptOf(id)).some(({ text }) => text === 'one more thing');
    const { conversationId } = await botOf(chat);
    const forBot = await db.q
      .selectFrom('outbox')
      .innerJoin('message', (join) => join.onTrue())
      .where('outbox.lane', '=', `bot:${conversationId}`)
      .where('message.text', '=', 'one more thing')
      .where('message.conversation_id', '=', conversationId)
      .where((eb) => eb(eb.ref('outbox.payload', '->>').key('messageId'), '=', eb.cast('message.id', 'text')))
      .select('outbox.id')
      .execute();
    expect([inSpan, forBot.length]).toEqual(inSpan ? [true, 0] : [false, 1]);
  }
});

test('the same client message id twice is the same message', async () => {
  const id = await buildEscalation();
  const ana = agent('Ana');
  await escalations.claim(id, ana);
  const twice = await Promise.all([1, 2].map(() => replies.reply(id, ana, { text: 'Hi', clientMessageId: 'x' })));
  expect(twice[0]?.message.seq).toBe(twice[1]?.message.seq);
  expect(twice.filter(({ isNew }) => isNew)).toHaveLength(1);
});

test('only the one who claimed writes to the customer', async () => {
  const id = await buildEscalation();
  const hello = { text: 'Hi', clientMessageId: 'x' };
  await expect(replies.reply(id, agent('Bo'), hello)).rejects.toMatchObject({ code: 'not_claimed' });
  await escalations.claim(id, agent('Ana'));
  await expect(replies.reply(id, agent('Bo'), hello)).rejects.toMatchObject({ code: 'not_yours' });
  await escalations.resolve(id, agent('Ana'));
  await expect(replies.reply(id, agent('Ana'), hello)).rejects.toMatchObject({ code: 'closed' });
});

test('a note has nothing that could be delivered, and the database refuses to give it any', async () => {
  const id = await buildEscalation();
  const before = await db.q.selectFrom('outbox').selectAll().where('kind', '=', 'customer').execute();
  const { message } = await replies.note(id, agent('Ana'), { text: 'VIP', clientMessageId: 'n' });
  expect(message).toMatchObject({ note: true, delivery: null });
  expect(await db.q.selectFrom('outbox').selectAll().where('kind', '=', 'customer').execute()).toHaveLength(
    before.length,
  );
  const force = db.q.updateTable('message').set({ delivery: 'sending' }).where('id', '=', message.id).execute();
  await expect(force).rejects.toThrow(/check constraint/);
});

test('a customer who comes back opens a new escalation that points to the old one', async () => {
  const first = await buildEscalation();
  await escalations.claim(first, agent('Ana'));
  await escalations.resolve(first, agent('Ana'), { outcome: 'Paid back' });
  const { conversationId, generation } = await botOf('a:1');
  await nextGeneration(db.q, conversationId, generation, 1);
  const second = await buildEscalation();
  expect(second).not.toBe(first);
  expect(await findEscalation(db.q, second)).toMatchObject({ previousId: first, status: 'waiting' });
  const [old, fresh] = await Promise.all([transcriptOf(first), transcriptOf(second)]);
  expect(old.at(-1)?.text).toContain('You are back with Contoso Assistant');
  expect(fresh[0]?.seq).toBe((old.at(-1)?.seq ?? 0) + 1);
});

test('a transcript from elsewhere is kept once, in order, and nothing of it is delivered', async () => {
  const entry = (n: number, author: 'customer' | 'bot') => ({
    externalId: `t${n}`,
    author,
    authorName: null,
    text: `line ${n}`,
    format: 'plain' as const,
    attachments: [],
    sentAt: new Date(n),
  });
  const id = await buildEscalation('a:1', {
    transcript: [entry(1, 'customer'), entry(2, 'bot'), entry(3, 'customer')],
  });
  const lines = (await transcriptOf(id)).filter(({ text }) => text.startsWith('line'));
  expect(lines.map(({ text, delivery }) => [text, delivery])).toEqual([
    ['line 1', null],
    ['line 2', null],
    ['line 3', null],
  ]);
});

test('an escalation without any channel waits in a queue managers see', async () => {
  const id = await buildEscalation();
  expect(await findEscalation(db.q, id)).toMatchObject({ queueName: 'Support', status: 'waiting' });
  const queues = new Queues(db);
  await queues.teamAdded({
    id: 'team',
    tenantId: TENANT,
    botAppId: BOT,
    name: 'Team',
    serviceUrl: 'https://teams.example/',
  });
  const { queue } = await queues.connect(agent('Mia'), { teamId: 'team', channelId: '19:x', channelName: 'Help' });
  expect(queue).toMatchObject({ name: 'Help', channelId: '19:x', isDefault: true, waiting: 1 });
});

test('a queue somebody waits in is not removed', async () => {
  const id = await buildEscalation();
  const queues = new Queues(db);
  const escalation = await findEscalation(db.q, id);
  await expect(queues.remove(agent('Mia'), escalation?.queueId ?? '')).rejects.toMatchObject({ code: 'in_use' });
});

test('a page continues where the last one ended while new ones arrive', async () => {
  for (let n = 0; n < 5; n += 1) await buildEscalation(`a:${n}`);
  const query = { tenantId: TENANT, order: 'newest' as const, limit: 2, visibleTo: null };
  const first = await listEscalations(db.q, query);
  await buildEscalation('a:later');
  const second = await listEscalations(db.q, { ...query, cursor: first.next ?? '' });
  const third = await listEscalations(db.q, { ...query, cursor: second.next ?? '' });
  const numbers = [...first.items, ...second.items, ...third.items].map(({ number }) => number);
  expect(numbers).toEqual([1005, 1004, 1003, 1002, 1001]);
  expect(third.next).toBeNull();
});

test('a cursor that is not ours is a clear refusal', async () => {
  const query = { tenantId: TENANT, order: 'newest' as const, limit: 2, visibleTo: null };
  for (const cursor of ['x', 'e30', Buffer.from('["now","1"]').toString('base64url')]) {
    await expect(listEscalations(db.q, { ...query, cursor })).rejects.toMatchObject({ code: 'bad_request' });
  }
});
