import { AgentInbox, type AgentHandedOff } from '../../src/arrival/agentInbox';
import { Inbox } from '../../src/arrival/inbox';
import type { OpenEscalation } from '../../src/domain/escalation';
import type { TeamsAddress } from '../../src/domain/message';
import { BotChats } from '../../src/escalation/botChats';
import { Escalations } from '../../src/escalation/escalations';
import { connectionOfBot } from '../../src/store/connectionOfBot';
import { changeConnection, createConnection } from '../../src/store/connections';
import { findConversation } from '../../src/store/conversations';
import { findEscalation } from '../../src/store/escalation/escalations';
import type { Db } from '../../src/store/postgres/db';
import { type TestDatabase, createTestDatabase } from '../support/database';
import { channels } from '../support/channels';

const TENANT = 'tenant';
const DESK = 'desk-app';
const PERSON = 'd1e6f2a0-0000-4000-8000-000000000001';
let database: TestDatabase;
let db: Db;
let escalations: Escalations;
let inbox: AgentInbox;
let connectionId: string;

const addConnection = async (appId: string, kind: 'copilotStudio' | 'copilotStudioTeams') => {
  const named = { name: appId, appId, state: 'live' } as const;
  const options =
    kind === 'copilotStudio' ? { ...named, kind, directLine: { secret: 'secret' } } : ({ ...named, kind } as const);
  return (await createConnection(db.q, Buffer.alloc(32), TENANT, options)).id;
};

beforeEach(async () => {
  database = await createTestDatabase();
  db = database.db;
  escalations = new Escalations(db, channels);
  inbox = new AgentInbox(db, escalations, { deskAppId: DESK });
  connectionId = await addConnection('hr', 'copilotStudioTeams');
});
afterEach(async () => database.drop());

const HANDOFF: OpenEscalation = {
  topic: 'Leave',
  lastPhrase: 'how many days do I have',
  agentMessage: null,
  language: null,
  variables: [],
  transcript: [],
  problems: [],
};

const handOff = (options: Partial<AgentHandedOff> = {}) =>
  inbox.handedOff({
    connectionId,
    person: { tenantId: TENANT, id: PERSON, name: 'Robin Ortiz', locale: 'en-US' },
    handoff: HANDOFF,
    ...options,
  });

async function opened(options: Partial<AgentHandedOff> = {}) {
  const accepted = await handOff(options);
  if (!accepted.ok) throw new Error(accepted.state);
  return accepted;
}

const CHAT: TeamsAddress = {
  channel: 'teams',
  serviceUrl: 'https://smba.example/teams/',
  tenantId: TENANT,
  conversationId: 'a:robin',
  botId: `28:${DESK}`,
  botName: null,
  userId: '29:robin',
};

/** As the desk does when the chat is there. */
const chatOpens = (conversationId: string) =>
  db.q
    .updateTable('conversation')
    .set({ external_id: CHAT.conversationId, address: JSON.stringify(CHAT) })
    .where('id', '=', conversationId)
    .execute();

const queued = () =>
  db.q.selectFrom('outbox').select(['lane', 'kind']).where('kind', '<>', 'card').orderBy('id').execute();

const behindTheBot = async () =>
  (await connectionOfBot(db.q, { botAppId: DESK, deskAppId: DESK, teamsConversationId: CHAT.conversationId }))?.id ??
  null;

test('somebody an agent hands over waits in a queue, and is told so in a chat that is yet to be opened', async () => {
  const { escalationId, number, conversationId, opened: isNew } = await opened();
  expect(isNew).toBe(true);
  expect(await findEscalation(db.q, escalationId)).toMatchObject({ number, status: 'waiting', topic: 'Leave' });
  expect(await findConversation(db.q, conversationId)).toMatchObject({
    external_id: `person:${PERSON}`,
    customer_id: PERSON,
    customer_name: 'Robin Ortiz',
    address: { channel: 'person', personId: PERSON, tenantId: TENANT, botId: `28:${DESK}` },
  });
  expect(await queued()).toEqual([
    { lane: `person:${connectionId}:${PERSON}`, kind: 'customer' },
    { lane: `waiting:${escalationId}`, kind: 'waitingCard' },
  ]);
});

test('fifty handoffs of one person at once open one escalation, in one conversation', async () => {
  const all = await Promise.all(Array.from({ length: 50 }, () => opened()));
  expect(new Set(all.map(({ number }) => number)).size).toBe(1);
  expect(all.filter((one) => one.opened)).toHaveLength(1);
  expect(await db.q.selectFrom('conversation').select('id').execute()).toHaveLength(1);
  expect(await queued()).toHaveLength(2);
});

test('people of one agent, and one person of two agents, have escalations of their own', async () => {
  const first = await opened();
  const other = await opened({
    person: { tenantId: TENANT, id: PERSON.replace(/1$/, '2'), name: 'Noah', locale: null },
  });
  const elsewhere = await opened({ connectionId: await addConnection('it', 'copilotStudioTeams') });
  expect(new Set([first, other, elsewhere].map(({ number }) => number)).size).toBe(3);
});

test('once the chat is open, the next request is the same conversation and lane', async () => {
  const first = await opened();
  await chatOpens(first.conversationId);
  const before = await findConversation(db.q, first.conversationId);
  const robin = { kind: 'customer', id: PERSON, name: 'Robin' } as const;
  await escalations.abandon(first.escalationId, TENANT, robin, 'It is settled.');
  const second = await opened({ person: { tenantId: TENANT, id: PERSON, name: null, locale: null } });
  expect(second).toMatchObject({ opened: true, conversationId: first.conversationId });
  expect(second.number).not.toBe(first.number);
  expect(await findConversation(db.q, first.conversationId)).toMatchObject({
    lane: before?.lane,
    address: CHAT,
    customer_name: 'Robin Ortiz',
    customer_locale: 'en-US',
  });
});

test('a connection that is not live says so, and keeps who is waiting already', async () => {
  await changeConnection(db.q, connectionId, { state: 'paused' });
  expect(await handOff()).toEqual({ ok: false, state: 'paused' });
  expect(await db.q.selectFrom('conversation').select('id').execute()).toEqual([]);
  await changeConnection(db.q, connectionId, { state: 'live' });
  const { number } = await opened();
  await changeConnection(db.q, connectionId, { state: 'draining' });
  expect(await opened()).toMatchObject({ number, opened: false });
});

test('a chat with the desk’s bot is the agent’s while its escalation is open, else the relay’s', async () => {
  const relay = await addConnection('relay', 'copilotStudio');
  expect(await behindTheBot()).toBe(relay);
  const { escalationId, conversationId } = await opened();
  expect(await behindTheBot()).toBe(relay);
  await chatOpens(conversationId);
  expect(await behindTheBot()).toBe(connectionId);
  const robin = { kind: 'customer', id: PERSON, name: 'Robin' } as const;
  await escalations.abandon(escalationId, TENANT, robin, 'It is settled.');
  expect(await behindTheBot()).toBe(relay);
});

test('what somebody writes in the opened chat is the agent’s to read, and nobody’s once the escalation has ended', async () => {
  const teams = new Inbox(db, escalations, { deskAppId: DESK, botChats: new BotChats(db) });
  const said = (key: string) =>
    teams.customerSaid({
      key,
      botAppId: DESK,
      address: CHAT,
      customer: { id: PERSON, name: 'Robin Ortiz', locale: null },
      externalId: key,
      text: 'hello?',
      attachments: [],
      sentAt: new Date(),
    });
  const { escalationId, conversationId } = await opened();
  await chatOpens(conversationId);
  expect(await said('one')).toBe('accepted');
  const words = await db.q.selectFrom('message').select('text').where('escalation_id', '=', escalationId).execute();
  expect(words.map(({ text }) => text)).toContain('hello?');
  const robin = { kind: 'customer', id: PERSON, name: 'Robin' } as const;
  await escalations.abandon(escalationId, TENANT, robin, 'It is settled.');
  expect(await said('two')).toBe('noConnection');
});
