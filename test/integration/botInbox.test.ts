import { BotInbox, type HandedOff } from '../../src/arrival/botInbox';
import { Replies } from '../../src/arrival/replies';
import type { Identity, OpenEscalation } from '../../src/domain/escalation';
import { Escalations } from '../../src/escalation/escalations';
import { Holds } from '../../src/escalation/holds';
import { changeConnection, createConnection } from '../../src/store/connections';
import type { Db } from '../../src/store/postgres/db';
import { type EscalationRow, findEscalation } from '../../src/store/escalation/escalations';
import { messagesOf } from '../../src/store/transcript';
import { type TestDatabase, createTestDatabase } from '../support/database';
import { channels } from '../support/channels';

const TENANT = 'tenant';
let database: TestDatabase;
let db: Db;
let escalations: Escalations;
let inbox: BotInbox;
let connectionId: string;

beforeEach(async () => {
  database = await createTestDatabase();
  db = database.db;
  escalations = new Escalations(db, channels);
  inbox = new BotInbox(db, escalations);
  const connection = await createConnection(db.q, Buffer.alloc(32), TENANT, {
    name: 'Parcel bot',
    kind: 'rest',
    appId: 'parcels',
    state: 'live',
    signingSecret: 'secret',
  });
  connectionId = connection.id;
});
afterEach(async () => database.drop());

const HANDOFF: OpenEscalation = {
  topic: 'Parcels',
  lastPhrase: 'where is it',
  agentMessage: null,
  language: null,
  variables: [],
  transcript: [],
  problems: [],
};

const adele: Identity = { id: 'adele', name: 'Adele', tenantId: TENANT, manager: true, queueIds: [] };

const handOff = (options: Partial<HandedOff> = {}) =>
  inbox.handedOff({
    connectionId,
    externalId: 'chat-1',
    customer: { id: 'robin', name: 'Robin', locale: null },
    address: { channel: 'callback', url: 'https://bot.example/hook' },
    handoff: HANDOFF,
    ...options,
  });

const forward = (key: string, text: string) =>
  inbox.forwarded({
    key,
    connectionId,
    externalId: 'chat-1',
    messageId: null,
    text,
    attachments: [],
    sentAt: new Date(),
  });

async function opened(): Promise<string> {
  const accepted = await handOff();
  if (!accepted.ok) throw new Error(accepted.state);
  return accepted.escalationId;
}

async function queued(): Promise<{ lane: string; kind: string; payload: Record<string, unknown> }[]> {
  return db.q
    .selectFrom('outbox')
    .select(['lane', 'kind', 'payload'])
    .where('kind', '<>', 'card')
    .orderBy('id')
    .execute();
}

test('a chat handed over ten times at once has one escalation', async () => {
  const all = await Promise.all(Array.from({ length: 10 }, () => handOff()));
  const ids = all.map((accepted) => (accepted.ok ? accepted.escalationId : accepted.state));
  expect(new Set(ids).size).toBe(1);
  expect(all.filter((accepted) => accepted.ok && accepted.opened)).toHaveLength(1);
});

test('what a bot passes on reaches the agent once, and nothing without an escalation', async () => {
  expect(await forward('k0', 'too early')).toBe('noEscalation');
  const id = await opened();
  expect(await Promise.all([forward('k1', 'hello?'), forward('k1', 'hello?')])).toEqual(
    expect.arrayContaining(['accepted', 'duplicate']),
  );
  const escalation = await findEscalation(db.q, id);
  const { items } = await messagesOf(db.q, escalation as EscalationRow, { after: 0, limit: 50 });
  expect(items.filter(({ text }) => text === 'hello?')).toHaveLength(1);
});

test('a bot with a webhook hears everything in one lane, in order', async () => {
  const id = await opened();
  await escalations.claim(id, adele);
  await new Replies(db, channels, new Holds(escalations)).reply(id, adele, {
    text: 'On its way',
    clientMessageId: 'm1',
  });
  await escalations.resolve(id, adele, { outcome: 'found' });
  const items = await queued();
  expect(new Set(items.map(({ kind, lane }) => `${kind} ${lane}`))).toEqual(
    new Set([`callback callback:${connectionId}:chat-1`]),
  );
  expect(items.map(({ payload }) => payload['version'] ?? payload['type'])).toEqual([
    'message',
    'message',
    2,
    'message',
    'message',
    3,
  ]);
});

test('a parent hears the end once, last', async () => {
  const parent = await createConnection(db.q, Buffer.alloc(32), TENANT, {
    name: 'Parent bot',
    kind: 'botFramework',
    appId: 'parent',
    state: 'live',
  });
  const chat = { connectionId: parent.id, externalId: 'chat-1' };
  const address = {
    channel: 'skill' as const,
    serviceUrl: 'https://parent.example/api/skills/',
    conversationId: 'skill-1',
    replyToId: 'a1',
    botAppId: 'desk',
    callerAppId: 'parent',
    customerChannelId: 'webchat',
  };
  const accepted = await handOff({ ...chat, address });
  if (!accepted.ok) throw new Error(accepted.state);
  await inbox.withdrawn({ ...chat, reason: 'The customer closed the chat' });
  const items = await queued();
  expect(items.at(-1)).toMatchObject({ kind: 'skill', payload: { type: 'end', escalationId: accepted.escalationId } });
  expect(items.filter(({ payload }) => payload['type'] === 'end')).toHaveLength(1);
  expect(await findEscalation(db.q, accepted.escalationId)).toMatchObject({
    status: 'abandoned',
    outcome: 'The customer closed the chat',
  });
});

test('a paused connection opens nothing and keeps what is open', async () => {
  const id = await opened();
  await changeConnection(db.q, connectionId, { state: 'paused' });
  expect(await handOff()).toEqual({ ok: true, escalationId: id, opened: false });
  expect(await handOff({ externalId: 'chat-2' })).toEqual({ ok: false, state: 'paused' });
  expect(await forward('k9', 'still there?')).toBe('accepted');
});
