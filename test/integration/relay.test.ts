import { randomBytes, randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { createFiles } from '../../src/delivery/files';
import { Dispatcher } from '../../src/delivery/dispatcher';
import { Inbox } from '../../src/arrival/inbox';
import { Unanswered } from '../../src/arrival/unanswered';
import type { Sender } from '../../src/delivery/sender';
import { BotChats } from '../../src/escalation/botChats';
import { Escalations } from '../../src/escalation/escalations';
import type { Identity } from '../../src/domain/escalation';
import { createRelay, type RelayOptions } from '../../src/intake/directLine/relay';
import { createLog } from '../../src/base/log';
import { createDirectLine, type DirectLineStandIn } from '../../src/sandbox/directLine/directLine';
import { FaultSwitches } from '../../src/sandbox/teams/faults';
import { createSampleBot } from '../../src/sandbox/directLine/sampleBot';
import { createConnection } from '../../src/store/connections';
import { Db } from '../../src/store/postgres/db';
import { HintListener } from '../../src/store/postgres/hintListener';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { eventually, patience } from '../support/eventually';
import { channels } from '../support/channels';

const BOT = 'bot-app';
const TENANT = 'tenant';
const key = randomBytes(32);
const log = createLog('silent');
const faults = new FaultSwitches();

let database: TestDatabase;
let server: Server;
let service: DirectLineStandIn;
let connectionId: string;
const processes: { stop(): Promise<void> }[] = [];

/** The service with nothing in its memory, at the address it had before, if it had one. */
async function startService(options: { port?: number; tokenSeconds?: number; thinkMs?: number } = {}): Promise<string> {
  const app = express();
  server = createServer(app);
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${portOf()}/directline`;
  const bot = createSampleBot();
  service = createDirectLine({ baseUrl, secret: 'secret', bot, faults: () => faults.current, thinkMs: 0, ...options });
  app.use('/directline', service.router);
  server.on('upgrade', (req, socket, head) => service.upgrade(req, socket, head) || socket.destroy());
  return baseUrl;
}

const portOf = () => (server.address() as AddressInfo).port;

async function stopService(): Promise<void> {
  service.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

async function setUp(options: Parameters<typeof startService>[0] = {}): Promise<void> {
  const [url, made] = await Promise.all([startService(options), createTestDatabase()]);
  database = made;
  const connection = await createConnection(database.db.q, key, TENANT, {
    name: 'Contoso Assistant',
    kind: 'copilotStudio',
    appId: BOT,
    state: 'live',
    directLine: { tokenEndpoint: `${url}/token` },
  });
  connectionId = connection.id;
}

afterEach(async () => {
  faults.clear();
  for (const one of processes.splice(0).reverse()) await one.stop();
  await stopService();
  await database.drop();
});

/** What one process of the desk runs, with Teams taking everything. */
async function startProcess(options: Partial<RelayOptions> = {}) {
  const db = new Db(database.url);
  const hints = new HintListener(database.url, log);
  await hints.start();
  const escalations = new Escalations(db, channels);
  const inbox = new Inbox(db, escalations, { deskAppId: BOT, botChats: new BotChats(db) });
  const typed: string[] = [];
  const relay = createRelay({
    db,
    files: createFiles(db, { secretsKey: key, publicUrl: 'https://desk.example' }),
    inbox,
    unanswered: new Unanswered(escalations),
    key,
    allowLoopback: true,
    log,
    instance: hints.instance.id,
    typing: (id) => void typed.push(id),
    tickMs: 100,
    ...options,
  });
  const takesAll = (kind: 'customer' | 'card') => ({ kind, send: async () => ({ result: 'delivered' as const }) });
  const senders = [relay.sender, takesAll('customer'), takesAll('card')] as Sender[];
  const dispatcher = new Dispatcher(db, senders, { owner: hints.instance.id, log });
  hints.on((hint) => hint.kind === 'outbox' && dispatcher.wake());
  dispatcher.start();
  relay.start();
  let stopped = false;
  const stop = async () => {
    if (stopped) return;
    stopped = true;
    await dispatcher.stop();
    await relay.stop();
    await hints.stop();
    await db.close();
  };
  /** As `kill -9` leaves things: the lock gone, the sockets gone, nothing written any more. */
  const kill = async () => {
    stopped = true;
    await Promise.all([db.close(), hints.stop()]);
    await Promise.allSettled([relay.stop(), dispatcher.stop()]);
  };
  processes.push({ stop });
  return { inbox, escalations, relay, typed, instance: hints.instance.id, stop, kill };
}

type Process = Awaited<ReturnType<typeof startProcess>>;

async function say(
  process: Process,
  text: string,
  options: { chat?: string; value?: unknown; bot?: string } = {},
): Promise<void> {
  const chat = options.chat ?? 'a:robin';
  const said = await process.inbox.customerSaid({
    key: randomUUID(),
    botAppId: options.bot ?? BOT,
    address: {
      channel: 'teams',
      serviceUrl: 'https://smba.example/',
      tenantId: TENANT,
      conversationId: chat,
      botId: `28:${options.bot ?? BOT}`,
      botName: null,
      userId: '29:robin',
    },
    customer: { id: 'robin', name: 'Robin Ortiz', locale: 'en-US' },
    externalId: randomUUID(),
    text,
    attachments: [],
    value: options.value,
    sentAt: new Date(),
  });
  expect(said).toBe('accepted');
}

async function saidBy(author: 'bot' | 'customer', chat = 'a:robin'): Promise<string[]> {
  const rows = await database.db.q
    .selectFrom('message as m')
    .innerJoin('conversation as c', 'c.id', 'm.conversation_id')
    .select('m.text')
    .where('m.author_kind', '=', author)
    .where('c.external_id', '=', chat)
    .orderBy('m.seq')
    .execute();
  return rows.map(({ text }) => text);
}

/** The bot does not know about any of these, and says so by repeating them. */
async function answered(chat?: string): Promise<(string | undefined)[]> {
  const texts = await saidBy('bot', chat);
  return texts.map((text) => /“(.*)”/.exec(text)?.[1]);
}

const botConversation = () => database.db.q.selectFrom('bot_conversation').selectAll().executeTakeFirstOrThrow();
const openEscalation = () =>
  database.db.q.selectFrom('escalation').selectAll().where('status', '=', 'waiting').executeTakeFirst();
const numbered = (count: number) => Array.from({ length: count }, (_, i) => `message ${i}`);

test('a first message begins a bot conversation, which knows who speaks, and the answer comes with typing', async () => {
  await setUp({ thinkMs: 20 });
  const desk = await startProcess();
  await say(desk, 'hello');
  await eventually(async () => (await saidBy('bot')).length === 1);
  expect(await saidBy('bot')).toEqual([expect.stringMatching(/^Hello Robin, /)]);
  expect(desk.typed.length).toBeGreaterThan(0);
  const { token, bot_conversation_id: id } = await botConversation();
  expect(id).not.toBeNull();
  expect(token?.toString('utf8')).not.toContain('ew0KICAi');
  const message = await database.db.q
    .selectFrom('message')
    .select('bot_external_id')
    .where('author_kind', '=', 'customer')
    .executeTakeFirstOrThrow();
  expect(message.bot_external_id).toMatch(new RegExp(`^${id}\\|`));
});

test('suggested actions and cards come along, and what is pressed in a card goes to the bot', async () => {
  await setUp();
  const desk = await startProcess();
  await say(desk, 'order 10482');
  await eventually(async () => (await saidBy('bot')).length === 1);
  const row = await database.db.q.selectFrom('message').selectAll().where('author_kind', '=', 'bot').executeTakeFirst();
  expect(row?.attachments[0]?.contentType).toBe('application/vnd.microsoft.card.adaptive');
  await say(desk, '', { value: { action: 'track', orderNumber: '10482' } });
  await eventually(async () => (await saidBy('bot')).length === 2);
  const last = await database.db.q.selectFrom('message').selectAll().orderBy('seq', 'desc').executeTakeFirst();
  expect(last).toMatchObject({ text: expect.stringMatching(/^Order 10482 left/), suggested_actions: ['Thanks'] });
});

test('with sockets dropping and calls failing, every message goes to the bot once and comes back once, in order', async () => {
  await setUp();
  faults.set({ dropSocketEvery: 4, badGatewayAfterAccepting: 0.1, resetAfterAccepting: 0.1 });
  const desk = await startProcess();
  const asked = numbered(30);
  for (const text of asked) await say(desk, text);
  await eventually(async () => (await saidBy('bot')).length >= asked.length, {
    progress: async () => (await saidBy('bot')).length,
  });
  expect(await answered()).toEqual(asked);
});

test('many conversations at once each keep their own order', async () => {
  await setUp();
  const desk = await startProcess();
  const chats = Array.from({ length: 20 }, (_, n) => `a:${n}`);
  const asked = numbered(5);
  await Promise.all(
    chats.map(async (chat) =>
      asked.reduce((before, text) => before.then(() => say(desk, text, { chat })), Promise.resolve()),
    ),
  );
  await eventually(async () =>
    (await Promise.all(chats.map((chat) => saidBy('bot', chat)))).every((all) => all.length >= 5),
  );
  for (const chat of chats) expect(await answered(chat)).toEqual(asked);
});

test('what the bot says after its process was killed is stored by the next one, without another word', async () => {
  await setUp({ thinkMs: 700 });
  const first = await startProcess();
  await say(first, 'message 0');
  await eventually(async () => (await saidBy('bot')).length === 1);
  await say(first, 'message 1');
  await eventually(async () => {
    const { outbox } = await database.db.q
      .selectFrom('outbox')
      .select((eb) => eb.fn.countAll<string>().as('outbox'))
      .where('kind', '=', 'bot')
      .executeTakeFirstOrThrow();
    return outbox === '0';
  });
  await first.kill();
  const second = await startProcess();
  await eventually(async () => (await saidBy('bot')).length === 2);
  await say(second, 'message 2');
  await eventually(async () => (await saidBy('bot')).length === 3);
  expect(await answered()).toEqual(['message 0', 'message 1', 'message 2']);
  expect((await botConversation()).generation).toBe(1);
});

test('with two processes at it, each message goes out once and each answer comes in once', async () => {
  await setUp();
  const desks = await Promise.all([startProcess(), startProcess()]);
  const asked = numbered(20);
  for (const [i, text] of asked.entries()) await say(desks[i % 2]!, text);
  await eventually(async () => (await saidBy('bot')).length >= asked.length);
  expect(await answered()).toEqual(asked);
});

test('a stopped process leaves its conversations to the others', async () => {
  await setUp();
  const first = await startProcess();
  await say(first, 'message 0');
  await eventually(async () => (await saidBy('bot')).length === 1);
  const { owner } = await botConversation();
  await first.stop();
  expect((await botConversation()).owner).not.toBe(owner);
  const second = await startProcess();
  await eventually(async () => ((await botConversation()).owner ?? 0) > (owner ?? 0));
  await say(second, 'message 1');
  await eventually(async () => (await saidBy('bot')).length === 2);
  expect((await botConversation()).generation).toBe(1);
});

test('all conversations of a killed process are taken up in one round, however many', async () => {
  await setUp();
  const first = await startProcess();
  const chats = Array.from({ length: 130 }, (_, n) => `a:${n}`);
  for (const chat of chats) await say(first, 'message 0', { chat });
  const answers = async () =>
    (await database.db.q.selectFrom('message').select('id').where('author_kind', '=', 'bot').execute()).length;
  const held = async (owner: number) =>
    (await database.db.q.selectFrom('bot_conversation').select('owner').where('owner', '=', owner).execute()).length;
  await eventually(async () => (await answers()) === chats.length, { progress: answers });
  await first.kill();
  const second = await startProcess({ tickMs: 3_600_000 });
  const progress = () => held(second.instance);
  await eventually(async () => (await progress()) === chats.length, { progress });
});

test('an idle conversation costs no socket and goes on where it was', async () => {
  await setUp();
  const desk = await startProcess({ idleMs: 300 });
  await say(desk, 'message 0');
  await eventually(async () => (await saidBy('bot')).length === 1);
  await eventually(async () => (await botConversation()).owner === null);
  await say(desk, 'message 1');
  await eventually(async () => (await saidBy('bot')).length === 2);
  expect(await botConversation()).toMatchObject({ generation: 1 });
});

test('more conversations than sockets are served all the same', async () => {
  await setUp();
  const desk = await startProcess({ mostStreams: 3 });
  const chats = Array.from({ length: 12 }, (_, n) => `a:${n}`);
  for (const chat of chats) {
    await say(desk, 'message 0', { chat });
    await eventually(async () => (await saidBy('bot', chat)).length === 1);
  }
  const owned = await database.db.q
    .selectFrom('bot_conversation')
    .select('owner')
    .where('owner', 'is not', null)
    .execute();
  expect(owned.length).toBeLessThanOrEqual(4);
});

test('a bot conversation the service has forgotten goes on in a fresh one', async () => {
  await setUp();
  const desk = await startProcess();
  await say(desk, 'message 0');
  await eventually(async () => (await saidBy('bot')).length === 1);
  const port = portOf();
  await stopService();
  await startService({ port });
  await say(desk, 'message 1');
  await eventually(async () => (await saidBy('bot')).length === 2);
  expect(await answered()).toEqual(['message 0', 'message 1']);
  expect((await botConversation()).generation).toBe(2);
});

test('a token is renewed before it expires', async () => {
  await setUp({ tokenSeconds: 8 });
  const desk = await startProcess();
  await say(desk, 'message 0');
  const { token_expires_at: first } = await eventually(async () => {
    const row = await botConversation();
    return row.token_expires_at && row;
  });
  await eventually(async () => (await botConversation()).token_expires_at!.getTime() > first!.getTime());
  await say(desk, 'message 1');
  await eventually(async () => (await saidBy('bot')).length === 2);
  expect((await botConversation()).generation).toBe(1);
});

test('a handoff opens one escalation and mutes the bot; its end brings the bot back, told of the result', async () => {
  await setUp();
  const desk = await startProcess();
  await say(desk, 'our pos is down in store 118 since 9:15');
  const escalation = await eventually(openEscalation);
  expect(escalation).toMatchObject({ topic: 'Point of sale down', language: 'en-US' });
  expect(escalation.variables).toEqual(
    expect.arrayContaining([
      { name: 'StoreNumber', value: 118 },
      { name: 'Severity', value: 'High' },
      { name: 'PaymentsAffected', value: true },
      { name: 'TriedSteps', value: '["Restarted the register","Checked the network cable"]' },
    ]),
  );
  await eventually(async () => (await botConversation()).state === 'ended');
  await say(desk, 'is anybody there?');
  const before = await saidBy('bot');

  const agent: Identity = {
    tenantId: TENANT,
    id: 'dana',
    name: 'Dana',
    manager: false,
    queueIds: [escalation.queue_id],
  };
  expect(await desk.escalations.claim(escalation.id, agent)).toMatchObject({ ok: true });
  expect(await desk.escalations.resolve(escalation.id, agent, { outcome: 'the register was replaced' })).toMatchObject({
    ok: true,
  });
  await eventually(async () => (await botConversation()).context_sent && (await botConversation()).generation === 2);
  await say(desk, 'hello');
  await eventually(async () => (await saidBy('bot')).length > before.length);
  expect((await saidBy('bot')).slice(before.length)).toEqual([
    'Welcome back. Dana resolved your request: the register was replaced',
  ]);
});

test('a return that is delivered again begins nothing again', async () => {
  await setUp();
  const desk = await startProcess();
  await say(desk, 'agent');
  const escalation = await eventually(openEscalation);
  const agent: Identity = {
    tenantId: TENANT,
    id: 'dana',
    name: 'Dana',
    manager: true,
    queueIds: [escalation.queue_id],
  };
  await desk.escalations.claim(escalation.id, agent);
  await desk.escalations.resolve(escalation.id, agent);
  await eventually(async () => {
    const { generation, context_sent: isTold, bot_conversation_id: begun } = await botConversation();
    return generation === 2 && isTold && begun !== null;
  });
  const payload = { type: 'return' as const, conversationId: escalation.conversation_id, escalationId: escalation.id };
  const item = { id: '1', lane: 'bot', kind: 'bot' as const, payload, attempts: 1, refused: 0 };
  const before = await botConversation();
  expect(await desk.relay.sender.send(item, AbortSignal.timeout(patience()))).toEqual({ result: 'delivered' });
  expect(await botConversation()).toMatchObject({ generation: 2, bot_conversation_id: before.bot_conversation_id });
});

test('after the bot has ended its conversation the next word begins another', async () => {
  await setUp();
  const desk = await startProcess();
  await say(desk, 'thanks');
  await say(desk, '', { value: { action: 'survey', rating: '3' } });
  await eventually(async () => (await botConversation()).state === 'ended');
  await say(desk, 'message 1');
  await eventually(async () => (await answered()).includes('message 1'));
  expect((await botConversation()).generation).toBe(2);
});

test('a bot that cannot be reached is noted at its connection, and the message waits', async () => {
  await setUp();
  faults.set({ badGateway: 1 });
  const desk = await startProcess();
  await say(desk, 'message 0');
  const read = () =>
    database.db.q.selectFrom('connection').selectAll().where('id', '=', connectionId).executeTakeFirstOrThrow();
  const row = await eventually(async () => {
    const found = await read();
    return found.last_error && found;
  });
  expect(row.last_error).toMatch(/did not answer/);
  faults.clear();
  await eventually(async () => (await saidBy('bot')).length === 1);
  expect((await read()).last_contact_at).not.toBeNull();
});

test('a bot that hangs takes nothing from the customers of another', async () => {
  await setUp();
  const waiting = { now: 0, most: 0 };
  const hanging = createServer((_req, res) => {
    waiting.now += 1;
    waiting.most = Math.max(waiting.most, waiting.now);
    res.once('close', () => (waiting.now -= 1));
  });
  await new Promise<void>((resolve) => hanging.listen(0, '127.0.0.1', resolve));
  const { port } = hanging.address() as AddressInfo;
  await createConnection(database.db.q, key, TENANT, {
    name: 'Hangs',
    kind: 'copilotStudio',
    appId: 'hangs',
    state: 'live',
    directLine: { tokenEndpoint: `http://127.0.0.1:${port}/token` },
    bot: { appId: 'other-bot', type: 'MultiTenant', password: 'x' },
  });
  const desk = await startProcess();
  // More than the outbox sends at once.
  const many = Array.from({ length: 40 }, (_, n) => `a:hanging-${n}`);
  await Promise.all(many.map((chat) => say(desk, 'hello', { chat, bot: 'other-bot' })));
  const others = Array.from({ length: 8 }, (_, n) => `a:other-${n}`);
  await Promise.all(others.map((chat) => say(desk, 'hello', { chat })));
  for (const chat of others) await eventually(async () => (await saidBy('bot', chat)).length === 1);
  // The outbox sends sixteen at once.
  expect(waiting.most).toBeLessThanOrEqual(4);
  hanging.closeAllConnections();
  hanging.close();
});

describe('words the bot does not answer', () => {
  const toldBySystem = async (chat = 'a:robin') => {
    const rows = await database.db.q
      .selectFrom('message as m')
      .innerJoin('conversation as c', 'c.id', 'm.conversation_id')
      .select(['m.text', 'm.delivery', 'm.note'])
      .where('m.author_kind', '=', 'system')
      .where('c.external_id', '=', chat)
      .orderBy('m.seq')
      .execute();
    return rows.filter(({ note }) => !note).map(({ text }) => text);
  };
  const notes = async () =>
    (await database.db.q.selectFrom('message').select('text').where('note', '=', true).execute()).map((m) => m.text);

  test('a message the bot fails at costs itself only: the customer reads so, the next ones go on, a person can be asked for', async () => {
    await setUp();
    faults.set({ poison: 'crash me' });
    const desk = await startProcess();
    await say(desk, 'crash me');
    await say(desk, 'hello again');
    await say(desk, 'agent');
    await eventually(async () => (await toldBySystem()).length > 0);
    expect(await toldBySystem()).toEqual([expect.stringMatching(/^“crash me” was not answered.*“Speak to a person”/)]);
    await eventually(openEscalation);
    expect(await saidBy('bot')).toEqual(expect.arrayContaining([expect.stringContaining('Hello')]));
    const { last_error: error } = await database.db.q.selectFrom('connection').selectAll().executeTakeFirstOrThrow();
    expect(error).toMatch(/The bot did not answer \(502 BotError/);
  });

  test('a bot that answers although its channel says no has taken the message', async () => {
    await setUp();
    const desk = await startProcess();
    faults.set({ badGatewayAfterAccepting: 1 });
    await say(desk, 'message 0');
    await say(desk, 'message 1');
    await eventually(async () => (await saidBy('bot')).length === 2);
    await eventually(async () => !(await database.db.q.selectFrom('outbox').select('id').executeTakeFirst()));
    expect([await answered(), await toldBySystem()]).toEqual([['message 0', 'message 1'], []]);
  });

  test('a bot that is away: the customer is told within seconds and once, and answered in order when it is back', async () => {
    await setUp();
    const desk = await startProcess();
    await say(desk, 'message 0');
    await eventually(async () => (await saidBy('bot')).length === 1);
    const port = portOf();
    await stopService();
    for (const n of [1, 2, 3]) await say(desk, `message ${n}`);
    await eventually(async () => (await toldBySystem()).length > 0);
    await say(desk, 'message 4');
    expect(await toldBySystem()).toEqual([expect.stringMatching(/^Contoso Assistant cannot be reached just now/)]);
    await startService({ port });
    await eventually(async () => (await saidBy('bot')).length === 5);
    expect(await answered()).toEqual(numbered(5));
    expect(await toldBySystem()).toHaveLength(1);
    const row = await database.db.q.selectFrom('conversation').select('bot_away_since').executeTakeFirst();
    expect(row?.bot_away_since).toBeNull();
  });

  test('who asks for a person while the bot is away gets one, opened by the desk and noted as such', async () => {
    await setUp();
    const desk = await startProcess();
    await stopService();
    await say(desk, 'hello?');
    await say(desk, 'I want to speak to agent');
    const first = await eventually(openEscalation);
    expect(first).toMatchObject({ last_phrase: 'I want to speak to agent' });
    expect(await notes()).toEqual([expect.stringMatching(/^Opened by the desk: the customer asked for a person/)]);
    const opened = await database.db.q.selectFrom('escalation_event').selectAll().executeTakeFirstOrThrow();
    expect(opened).toMatchObject({ type: 'opened', actor_kind: 'system', summary: 'Handoff Desk opened it' });

    await say(desk, 'hello', { chat: 'a:maria' });
    await eventually(async () => (await toldBySystem('a:maria')).length > 0);
    await say(desk, 'Speak to a person', { chat: 'a:maria' });
    const open = await database.db.q.selectFrom('escalation').select('id').execute();
    expect(open).toHaveLength(2);
    await startService();
  });

  test('a bot that is slow shows that it is busy, and nobody is told that it is away', async () => {
    await setUp();
    const desk = await startProcess();
    await say(desk, 'message 0');
    await eventually(async () => (await saidBy('bot')).length === 1);
    faults.set({ delay: 3_500 });
    desk.typed.length = 0;
    await say(desk, 'message 1');
    await eventually(() => desk.typed.length > 0);
    await eventually(async () => (await saidBy('bot')).length === 2);
    expect(await toldBySystem()).toEqual([]);
  });
});
