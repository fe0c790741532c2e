import express from 'express';
import { presentConnection } from '../../src/api/presentConnection';
import type { ConnectionKind } from '../../src/contract/api';
import type { Sender } from '../../src/delivery/sender';
import type { Chat, Outgoing } from '../../src/domain/channel';
import type { Identity, OpenEscalation } from '../../src/domain/escalation';
import { botCustomerLane } from '../../src/domain/lanes';
import type { BotAddress } from '../../src/domain/message';
import type { Kind } from '../../src/domain/outbox';
import { settleMessage } from '../../src/escalation/settle';
import type { WayIn } from '../../src/intake/wayIn';
import { findEscalation } from '../../src/store/escalation/escalations';
import { connectionByAppId } from '../../src/store/connections';
import { findConversation } from '../../src/store/conversations';
import { findMessage } from '../../src/store/messages';
import { messagesOf } from '../../src/store/transcript';
import { serve } from '../../src/serve';
import { WAYS_IN } from '../../src/waysIn';
import { buildDesk, buildOn, configOf, standIns } from '../support/built';
import { eventually } from '../support/eventually';
import { freePort } from '../support/ports';

const TENANT = 'tenant';
const megan: Identity = { id: 'megan', name: 'Megan Bowen', tenantId: TENANT, manager: true, queueIds: [] };

/** A fourth kind of connection, from here to `toyWayIn` all there is to it: its bots call, and hear lines of text. */
const TOY = 'toy' as ConnectionKind;
const heard: string[] = [];

const outgoing = ({ laneKey }: Chat, payload: object): Outgoing =>
  ({ lane: botCustomerLane(laneKey), kind: 'toy' as Kind, payload }) as Outgoing;

const toyWayIn: WayIn = {
  secret: 'none',
  handsOverInTest: false,
  answersTeamsBot: false,
  seesEveryChat: false,
  words: (chat, { id }) => outgoing(chat, { type: 'message', messageId: id }),
  news: (chat, { escalationId, version }) => [outgoing(chat, { type: 'event', escalationId, version })],

  open({ db, botInbox }) {
    const router = express.Router();
    router.post('/toy/:appId/:chat', express.json(), async (req, res) => {
      const { appId, chat } = req.params;
      const { text, handOff } = req.body as { text: string; handOff?: boolean };
      const connection = await connectionByAppId(db.q, TOY, appId);
      if (!connection) return void res.sendStatus(401);
      const from = { connectionId: connection.id, externalId: chat };
      const address = { channel: 'toy', room: chat } as unknown as BotAddress;
      if (handOff) {
        const customer = { id: chat, name: 'Robin', locale: null };
        return void res.json(
          await botInbox.handedOff({ ...from, customer, address, handoff: { ...HANDOFF, topic: text } }),
        );
      }
      const message = { messageId: null, text, attachments: [], sentAt: new Date() };
      res.json({ outcome: await botInbox.forwarded({ ...from, ...message, key: `toy:${chat}:${text}` }) });
    });
    const sender = {
      kind: 'toy' as Kind,
      async send({ payload }) {
        const item = payload as { messageId?: string; version?: number };
        const message = item.messageId ? await findMessage(db.q, item.messageId) : null;
        heard.push(message ? `${message.author.kind}: ${message.text}` : `event ${item.version}`);
        return { result: 'delivered' };
      },
      async settle(tx, { payload }, outcome) {
        if ('messageId' in payload && payload.messageId) await settleMessage(tx, payload.messageId, outcome);
      },
    } satisfies Sender;
    return {
      router,
      senders: [sender],
      typing: async () => void heard.push('typing'),
      test: ({ step }) => step('knock', 'Knock', async (note) => note('Somebody is there.')),
    };
  },
};

const HANDOFF: OpenEscalation = {
  topic: null,
  lastPhrase: null,
  agentMessage: null,
  language: null,
  variables: [],
  transcript: [],
  problems: [],
};

type Started = Awaited<ReturnType<typeof startDesk>>;
let started: Started;

async function startDesk() {
  const port = await freePort();
  const cards: Sender<'card'> = { kind: 'card', send: async () => ({ result: 'delivered' }) };
  const { desk, database, close } = await buildDesk(configOf({ HOST: '127.0.0.1', PORT: String(port) }), {
    waysIn: { ...WAYS_IN, [TOY]: toyWayIn },
    senders: standIns(cards),
  });
  // The migration of a kind that is here to stay.
  await database.db.pool.query('alter table connection drop constraint connection_kind_check');
  const server = await serve(desk);
  desk.dispatcher.start();
  return {
    desk,
    database,
    async post(path: string, body: object) {
      const response = await fetch(`http://127.0.0.1:${port}/api/toy/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return response.json();
    },
    async stop() {
      await desk.dispatcher.stop();
      await server.close();
      await close();
    },
  };
}

beforeAll(async () => {
  started = await startDesk();
});
afterAll(() => started.stop());

async function connect(appId: string): Promise<string> {
  const { connections, connectionTests } = started.desk;
  const { connection } = await connections.add(megan, { kind: TOY, name: 'Toy bot', appId } as never);
  await connectionTests.begin(megan, connection.id, { handoff: false, phrase: '' });
  await eventually(async () => (await connections.one(megan, connection.id)).test_passed, { what: 'the test to pass' });
  await connections.turn(megan, connection.id, 'live');
  return connection.id;
}

const handOver = async (path: string): Promise<string> =>
  ((await started.post(path, { text: 'Batteries', handOff: true })) as { escalationId: string }).escalationId;

test('a kind of connection that came with one way in is added, tested, shown, and carries words and news both ways', async () => {
  const { connections, escalations, replies, dispatcher, db, ways } = started.desk;
  const connectionId = await connect('toys');
  expect(presentConnection(await connections.one(megan, connectionId), new Date())).toMatchObject({
    kind: 'toy',
    state: 'live',
    directLine: null,
    can: { pause: true, rotate: false },
    test: { state: 'passed', steps: [{ name: 'knock', detail: 'Somebody is there.' }] },
  });

  const id = await handOver('toys/chat-1');
  await escalations.claim(id, megan);
  expect(await started.post('toys/chat-1', { text: 'Hello?' })).toEqual({ outcome: 'accepted' });
  await replies.reply(id, megan, { text: 'I am here', clientMessageId: 'm1' });
  await escalations.resolve(id, megan, { outcome: 'new ones' });
  await dispatcher.drain();
  expect(heard).toEqual([
    expect.stringContaining('system: '),
    expect.stringContaining('Megan Bowen'),
    'event 2',
    'agent: I am here',
    expect.stringContaining('system: '),
    'event 3',
  ]);

  const row = await findEscalation(db.q, id);
  if (!row) throw new Error('no escalation');
  const { items } = await messagesOf(db.q, row, { after: 0, limit: 100 });
  expect(items.map(({ text }) => text)).toEqual(expect.arrayContaining(['Hello?', 'I am here']));
  expect(items.find(({ text }) => text === 'I am here')?.delivery).toEqual({ state: 'delivered', reason: null });

  const conversation = await findConversation(db.q, row.conversationId);
  await ways[TOY].typing?.(conversation?.address as never);
  expect(heard.at(-1)).toBe('typing');
});

test('a process that does not know the kind refuses, and takes it for no other', async () => {
  await connect('strange');
  const id = await handOver('strange/chat-2');
  await started.desk.escalations.claim(id, megan);
  await started.desk.dispatcher.drain();
  const older = await buildOn(started.database, configOf());
  await expect(older.desk.replies.reply(id, megan, { text: 'Hi', clientMessageId: 'm2' })).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('toy'),
  });
  const { rows } = await started.database.db.pool.query('select kind from outbox');
  expect(rows).toEqual([]);
  await older.close();
});
