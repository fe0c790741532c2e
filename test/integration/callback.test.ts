import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from '../../src/contract/restBots';
import { findConnection } from '../../src/store/connections';
import { findEscalation, type EscalationRow } from '../../src/store/escalation/escalations';
import { lastMessages } from '../../src/store/transcript';
import { eventually, patience } from '../support/eventually';
import { type RestBot, startRestBot } from '../support/restBot';
import { adele, type RestDesk, SECRET, startRestDesk } from '../support/restDesk';

let desk: RestDesk;
let bot: RestBot;
let connectionId: string;
const stops: { stop(): Promise<void> }[] = [];

const startBot = async (appId = 'parcels', port?: number): Promise<RestBot> => {
  const made = await startRestBot({ desk: () => desk.url, appId, secret: SECRET, ...(port && { port }) });
  stops.push(made);
  return made;
};

async function setUp(options: { maxAttempts?: number } = {}): Promise<void> {
  desk = await startRestDesk(options);
  ({ id: connectionId } = await desk.connect('parcels'));
  bot = await startBot();
}

afterEach(async () => {
  await Promise.all(stops.splice(0).map((one) => one.stop()));
  await desk.stop();
});

async function handOver(conversationId = 'chat-1', callbackUrl = bot.callbackUrl): Promise<string> {
  const customer = { id: 'robin', name: 'Robin Ortiz' };
  const { status, body } = await bot.ask('/api/handoffs', { conversationId, customer, callbackUrl });
  expect(status).toBe(201);
  return body.id;
}

let replies = 0;
async function answer(id: string, ...texts: string[]): Promise<void> {
  for (const text of texts) await desk.replies.reply(id, adele, { text, clientMessageId: `c${(replies += 1)}` });
}

const row = async (id: string) => (await findEscalation(desk.db.q, id)) as EscalationRow;
const transcript = async (id: string) => lastMessages(desk.db.q, await row(id), 50);
const deliveries = async (id: string) =>
  (await transcript(id)).filter(({ author }) => author.kind === 'agent').map(({ text, delivery }) => [text, delivery]);
const texts = (of: RestBot) => of.heard.map(({ type, message, summary }) => message?.text ?? `${type}: ${summary}`);

describe('a webhook', () => {
  beforeEach(() => setUp());

  test('hears everything of its handoff, signed, in order', async () => {
    const id = await handOver();
    await desk.escalations.claim(id, adele);
    await answer(id, 'Hello', 'It is on its way');
    await desk.escalations.resolve(id, adele, { outcome: 'found' });
    await desk.deliver();
    expect(texts(bot)).toEqual([
      expect.stringMatching(/transferred|person/),
      expect.stringContaining('Adele Vance has joined'),
      'claimed: Adele Vance claimed',
      'Hello',
      'It is on its way',
      expect.any(String),
      'resolved: Adele Vance resolved: found',
    ]);
    expect(bot.attempts.every(({ signed }) => signed)).toBe(true);
    expect(bot.attempts[0]?.headers).toMatchObject({
      'handoff-connection': 'parcels',
      'content-type': 'application/json',
    });
    expect(bot.heard.at(-1)).toMatchObject({
      id: `${id}:3`,
      handoff: { id, conversationId: 'chat-1', status: 'resolved', outcome: 'found', agent: { name: 'Adele Vance' } },
    });
    expect(bot.heard[3]?.message).toMatchObject({ author: { kind: 'agent', name: 'Adele Vance' }, format: 'plain' });
    expect(await deliveries(id)).toEqual([
      ['Hello', { state: 'delivered', reason: null }],
      ['It is on its way', { state: 'delivered', reason: null }],
    ]);
  });

  test('hears until when its customer is asked to wait, and when that is over', async () => {
    const id = await handOver();
    await desk.escalations.claim(id, adele);
    await desk.holds.hold(id, adele, { minutes: 10, text: 'Back in ten', clientMessageId: 'h1' });
    await desk.deliver();
    const { onHoldSince, onHoldUntil } = await row(id);
    const onHold = { since: onHoldSince?.toISOString(), until: onHoldUntil?.toISOString() };
    expect(bot.heard.at(-1)).toMatchObject({
      type: 'put_on_hold',
      summary: 'Adele Vance put the chat on hold',
      handoff: { status: 'claimed', onHold },
    });
    expect((await bot.ask(`/api/handoffs/${id}`)).body).toMatchObject({ onHold });
    await answer(id, 'Here it is');
    await desk.holds.hold(id, adele, { minutes: 5, text: 'Five more', clientMessageId: 'h2' });
    await desk.escalations.release(id, adele);
    await desk.deliver();
    expect(texts(bot).slice(2)).toEqual([
      'claimed: Adele Vance claimed',
      'Back in ten',
      'put_on_hold: Adele Vance put the chat on hold',
      'continued: Adele Vance took the chat off hold',
      'Here it is',
      'Five more',
      'put_on_hold: Adele Vance put the chat on hold',
      expect.any(String),
      'released: Adele Vance released',
    ]);
    expect(bot.heard.at(-1)?.handoff?.onHold).toBeNull();
    expect(bot.heard.every((letter) => Webhook.safeParse(letter).success)).toBe(true);
  });

  test('hears when the agent changes words or takes them back, once each, and stands by it when it cannot', async () => {
    const id = await handOver();
    await desk.escalations.claim(id, adele);
    const { message } = await desk.replies.reply(id, adele, { text: 'At 8', clientMessageId: 'edited' });
    await desk.deliver();
    let failures = 1;
    bot.reply = ({ type }) => (type === 'message_edited' && failures-- > 0 ? { status: 502 } : { status: 200 });
    await desk.amendments.edit(id, adele, message.seq, 'At 9');
    await desk.deliver();
    await desk.amendments.edit(id, adele, message.seq, 'At 10');
    await desk.deliver();
    await desk.amendments.remove(id, adele, message.seq);
    await desk.deliver();
    const amended = bot.heard.slice(-3);
    expect(amended.map(({ type, message: said, messageId }) => [type, said?.id ?? messageId, said?.text])).toEqual([
      ['message_edited', message.id, 'At 9'],
      ['message_edited', message.id, 'At 10'],
      ['message_deleted', message.id, undefined],
    ]);
    expect(new Set(amended.map(({ id: one }) => one)).size).toBe(3);
    expect(bot.attempts.filter(({ id: one }) => one === amended[0]?.id)).toHaveLength(2);
    for (const webhook of amended) expect(Webhook.safeParse(webhook).error).toBeUndefined();

    const { message: other } = await desk.replies.reply(id, adele, { text: 'Bye', clientMessageId: 'stays' });
    await desk.deliver();
    bot.reply = () => ({ status: 400 });
    await desk.amendments.remove(id, adele, other.seq);
    await desk.deliver();
    const after = await transcript(id);
    expect(after.find(({ seq }) => seq === other.seq)).toMatchObject({ text: 'Bye', deletedAt: null });
    expect(after.at(-1)).toMatchObject({ note: true, text: expect.stringContaining('could not be taken back') });
  });

  test('that took a message and failed to say so gets it again, under the same id', async () => {
    let failures = 1;
    bot.reply = ({ message }) => (message?.text === 'Hello' && failures-- > 0 ? { status: 502 } : { status: 200 });
    const id = await handOver();
    await desk.escalations.claim(id, adele);
    await answer(id, 'Hello', 'Still there?');
    await desk.deliver();
    expect(texts(bot).slice(-2)).toEqual(['Hello', 'Still there?']);
    const hello = bot.heard.find(({ message }) => message?.text === 'Hello');
    expect(bot.attempts.filter((attempt) => attempt.id === hello?.id)).toHaveLength(2);
    expect((await findConnection(desk.db.q, connectionId))?.last_error).toBe('The bot’s webhook answered 502.');
  });

  test('that asks for a pause gets it', async () => {
    let busy = true;
    bot.reply = () => (busy ? { status: 429, headers: { 'retry-after': '3' } } : { status: 200 });
    await handOver();
    await eventually(() => bot.attempts.length === 1);
    busy = false;
    await desk.deliver();
    const [first, second] = bot.attempts;
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(2_900);
  });

  test.each([
    [404, 'The bot’s webhook answered 404.'],
    [410, 'The bot’s webhook answered 410.'],
    [302, 'The bot’s webhook answers with a redirect (302); give the address it leads to.'],
  ])('that answers %i has refused that one for good: agents see it, and managers why', async (status, fault) => {
    const reason = `The bot did not accept it (${status}). Tell your administrator.`;
    const id = await handOver();
    await desk.escalations.claim(id, adele);
    await desk.deliver();
    bot.reply = ({ message, type }) =>
      message?.text === 'Hello' || type === 'transferred'
        ? { status, headers: { location: bot.callbackUrl } }
        : { status: 200 };
    await answer(id, 'Hello', 'And again');
    await desk.escalations.transfer(id, adele, { queueId: (await row(id)).queueId });
    await desk.deliver();
    expect(await deliveries(id)).toEqual([
      ['Hello', { state: 'failed', reason }],
      ['And again', { state: 'delivered', reason: null }],
    ]);
    const notes = (await transcript(id)).filter(({ note }) => note);
    expect(notes.map(({ text }) => text)).toEqual([expect.stringMatching(/^The bot could not be told “.*transferred/)]);
    expect((await findConnection(desk.db.q, connectionId))?.last_error).toBe(fault);
    expect(new Set(bot.attempts.map(({ id: one }) => one)).size).toBe(bot.attempts.length);
  });

  test('that was down for a while hears in order what it missed', async () => {
    const id = await handOver();
    await desk.escalations.claim(id, adele);
    await desk.deliver();
    await bot.stop();
    stops.length = 0;
    await answer(id, 'One', 'Two', 'Three');
    await desk.escalations.resolve(id, adele);
    await eventually(
      async () => (await deliveries(id))[0]?.[1] && JSON.stringify(await deliveries(id)).includes('ECONN'),
    );
    const back = await startBot('parcels', Number(new URL(bot.callbackUrl).port));
    await desk.deliver();
    expect(texts(back)).toEqual(['One', 'Two', 'Three', expect.any(String), 'resolved: Adele Vance resolved']);
  });

  test('that answers at great length is not listened to for ever', async () => {
    const page = createServer((_req, res) => {
      res.writeHead(200);
      const pour = () => res.write('x'.repeat(65_536), () => !res.destroyed && pour());
      res.on('error', () => undefined);
      pour();
    });
    await new Promise<void>((listening) => page.listen(0, '127.0.0.1', listening));
    const id = await handOver('chat-1', `http://127.0.0.1:${(page.address() as AddressInfo).port}/`);
    await desk.escalations.claim(id, adele);
    await answer(id, 'Hello');
    await desk.deliver();
    expect(await deliveries(id)).toEqual([['Hello', { state: 'delivered', reason: null }]]);
    page.closeAllConnections();
    await new Promise((closed) => page.close(closed));
  });

  test('that hangs holds up no other, of the same connection or another', async () => {
    await desk.connect('letters');
    const other = await startBot('letters');
    const hanging = await startBot();
    hanging.reply = () => null;
    for (let n = 0; n < 40; n += 1) await handOver(`dead-${n}`, hanging.callbackUrl);
    await handOver('alive');
    const customer = { id: 'maria', name: 'Maria' };
    await other.ask('/api/handoffs', { conversationId: 'chat-1', customer, callbackUrl: other.callbackUrl });
    await eventually(() => bot.heard.length === 1 && other.heard.length === 1);
    // Four at first, then one to find out whether it is back: the outbox sends sixteen at once.
    expect(hanging.hanging.most).toBeLessThanOrEqual(4);
  });

  test('can be tried without a handoff', async () => {
    const { id } = await desk.connect('letters', { callbackUrl: bot.callbackUrl });
    const connection = async () => (await findConnection(desk.db.q, id))!;
    const signal = AbortSignal.timeout(patience());
    expect(await desk.sender.ping(await connection(), 'p1', signal)).toBeNull();
    expect(bot.heard).toEqual([{ type: 'ping', id: 'p1', at: expect.any(String) }]);
    bot.reply = () => ({ status: 500 });
    expect(await desk.sender.ping(await connection(), 'p2', signal)).toBe('The bot’s webhook answered 500.');
    await bot.stop();
    stops.length = 0;
    expect(await desk.sender.ping(await connection(), 'p3', signal)).toMatch(/could not be reached/);
    const { id: silent } = await desk.connect('silent');
    const none = (await findConnection(desk.db.q, silent))!;
    expect(await desk.sender.ping(none, 'p4', signal)).toBe('The connection has no callback URL.');
  });
});

test('a webhook that never answers is given up, for all that waits, and comes back with the next handoff', async () => {
  await setUp({ maxAttempts: 2 });
  const id = await handOver();
  await desk.escalations.claim(id, adele);
  await desk.deliver();
  bot.reply = () => ({ status: 503 });
  await answer(id, 'One', 'Two');
  await desk.deliver();
  const reason = expect.stringMatching(/^The bot’s webhook answered 503\./);
  expect(await deliveries(id)).toEqual([
    ['One', { state: 'failed', reason }],
    ['Two', { state: 'failed', reason }],
  ]);
  expect((await row(id)).laneBlocked).toMatch(/answered 503/);
  expect(bot.attempts.filter(({ id: one }) => !bot.heard.some((heard) => heard.id === one))).toHaveLength(2);

  bot.reply = () => ({ status: 204 });
  const again = await bot.ask('/api/handoffs', {
    conversationId: 'chat-1',
    customer: { id: 'robin', name: 'Robin Ortiz' },
    callbackUrl: bot.callbackUrl,
  });
  expect(again.status).toBe(200);
  expect((await row(id)).laneBlocked).toBeNull();
  await answer(id, 'Three');
  await desk.deliver();
  expect(texts(bot).at(-1)).toBe('Three');
});
