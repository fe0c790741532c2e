/** Bots that call the desk as their skill: who may, what is kept, and what they hear. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import fc from 'fast-check';
import { decodeJwt } from 'jose';
import { Availability } from '../../src/contract/availability';
import { insertQueue } from '../../src/store/queues';
import type { MintRequest } from '../../src/sandbox/state/contract';
import { SANDBOX } from '../../src/config/world';
import { messageBySeq } from '../../src/store/messages';
import { changeConnection, createConnection } from '../../src/store/connections';
import { eventually } from '../support/eventually';
import { adele, robin, startTeamsDesk, type TeamsDesk } from '../support/teamsDesk';

const PARENT = '11111111-2222-4333-8444-555555555555';
const ENTRA_V1 = `https://sts.windows.net/${SANDBOX.tenantId}/`;
const NOWHERE = { teamId: null, channelId: null, channelName: null };
const FOREIGN = 'f0f0f0f0-0000-4000-8000-000000000000';

let desk: TeamsDesk;
let parent: FakeParent;
let connectionId: string;
const complaints = jest.spyOn(console, 'error').mockImplementation(() => undefined);

beforeAll(async () => {
  [desk, parent] = await Promise.all([startTeamsDesk({ mode: 'teams' }), startFakeParent()]);
  const { id } = await createConnection(desk.db.q, Buffer.alloc(32), SANDBOX.tenantId, {
    name: 'Parcel bot',
    kind: 'botFramework',
    appId: PARENT.toUpperCase(),
    state: 'live',
  });
  connectionId = id;
  await desk.deliver();
});
beforeEach(async () => {
  await desk.deliver();
  parent.reset();
});
afterAll(async () => {
  complaints.mockRestore();
  await parent.stop();
  await desk.stop();
});

interface Heard {
  method: string;
  path: string;
  activity: Record<string, unknown>;
  claims: Record<string, unknown>;
}

/** A parent that only listens, and answers as told. */
interface FakeParent {
  url: string;
  heard: Heard[];
  /** The next answers' statuses, with a `Retry-After` or without; then 200. */
  answers: { status: number; retryAfter?: string }[];
  reset(): void;
  stop(): Promise<void>;
}

async function startFakeParent(): Promise<FakeParent> {
  const app = express();
  const server: Server = createServer(app);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const fake: FakeParent = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/skills/`,
    heard: [],
    answers: [],
    reset() {
      fake.heard = [];
      fake.answers = [];
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
  app.all('/{*path}', express.json(), (req, res) => {
    const { status, retryAfter } = fake.answers.shift() ?? { status: 200 };
    if (retryAfter) res.set('retry-after', retryAfter);
    if (status === 200) {
      const claims = decodeJwt((req.headers.authorization ?? '').replace('Bearer ', ''));
      const activity = (req.body ?? {}) as Record<string, unknown>;
      fake.heard.push({ method: req.method, path: req.path, activity, claims });
    }
    res.status(status).json({ id: 'theirs' });
  });
  return fake;
}

let count = 0;
const activity = (overrides: Record<string, unknown> = {}) => ({
  type: 'event',
  name: 'handoff.initiate',
  id: `a${(count += 1)}`,
  timestamp: '2026-11-23T14:00:00.000Z',
  channelId: 'msteams',
  serviceUrl: parent.url,
  conversation: { id: `skill-${count}` },
  from: { id: '29:robin', name: 'Robin Ortiz', role: 'user' },
  recipient: { id: '28:parcels', role: 'skill' },
  relatesTo: { channelId: 'msteams', conversation: { id: `chat-${count}` } },
  value: { parcel: 'P-77' },
  ...overrides,
});

const token = async (claims: Record<string, unknown> = {}, request: Partial<MintRequest> = {}) =>
  `Bearer ${await desk.control.mint({ as: 'bot', ...request, claims: { aud: SANDBOX.bot.appId, appid: PARENT, ...claims } })}`;

async function post(body: unknown, authorization?: string) {
  const response = await fetch(`${desk.url}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: authorization ?? (await token()) },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, type: response.headers.get('content-type') ?? '', body: await response.json() };
}

async function stored(): Promise<number> {
  const count = async (table: 'message' | 'inbox' | 'conversation' | 'escalation' | 'outbox') =>
    (
      await desk.db.q
        .selectFrom(table)
        .select((eb) => eb.fn.countAll().as('n'))
        .executeTakeFirstOrThrow()
    ).n;
  const all = await Promise.all((['message', 'inbox', 'conversation', 'escalation', 'outbox'] as const).map(count));
  return all.reduce<number>((sum, n) => sum + Number(n), 0);
}

async function refused(body: unknown, status: number, code: string, authorization?: string) {
  const before = await stored();
  const answer = await post(body, authorization);
  expect(answer).toMatchObject({
    status,
    type: expect.stringContaining('application/problem+json'),
    body: { status, code, type: `urn:handoff-desk:problem:${code}` },
  });
  expect(await stored()).toBe(before);
  expect(parent.heard).toEqual([]);
  return answer.body;
}

async function openOne(overrides: Record<string, unknown> = {}) {
  const call = activity(overrides);
  expect(await post(call)).toMatchObject({ status: 200, body: {} });
  const row = await desk.db.q
    .selectFrom('escalation as e')
    .innerJoin('conversation as c', 'c.id', 'e.conversation_id')
    .select(['e.id', 'e.conversation_id', 'e.number'])
    .where('c.external_id', '=', `msteams:${call.relatesTo.conversation.id}`)
    .orderBy('e.number', 'desc')
    .executeTakeFirstOrThrow();
  await desk.deliver();
  return { call, ...row, number: Number(row.number) };
}

const agent = { id: adele.id, name: adele.name, tenantId: SANDBOX.tenantId, manager: true, queueIds: [] };
const types = () => parent.heard.map(({ activity: { type, name, text, code } }) => [type, name ?? text ?? code]);

test('an event reports how many chats the bot had; a wrong one is refused by name', async () => {
  const report = (gaveUp: number) =>
    activity({
      name: 'conversations.report',
      value: { hours: [{ hour: '2026-11-22T14:00:00Z', resolved: 4, gaveUp }] },
    });
  expect(await post(report(1))).toMatchObject({ status: 200 });
  expect(await refused(report(-1), 400, 'bad_request')).toMatchObject({ errors: [{ path: 'hours.0.gaveUp' }] });
  const { rows } = await desk.db.pool.query('select resolved, gave_up, known from bot_hour');
  expect(rows).toEqual([{ resolved: 4, gave_up: 1, known: true }]);
});

describe('whether somebody is there', () => {
  const ask = async (authorization?: string, query = '?topic=Parcels&language=en-US') => {
    const response = await fetch(`${desk.url}/api/handoffs/availability${query}`, {
      headers: authorization === undefined ? {} : { authorization },
    });
    return { status: response.status, headers: response.headers, body: await response.json() };
  };

  test('is told to a parent by its token, as it stands at this moment', async () => {
    const { status, headers, body } = await ask(await token());
    expect({ status, body: Availability.strict().parse(body) }).toMatchObject({
      status: 200,
      body: { open: true, opensAt: null, waiting: 0 },
    });
    expect(headers.get('cache-control')).toBe('no-store');
    const { number } = await openOne();
    expect(number).toBeGreaterThan(0);
    expect((await ask(await token())).body).toMatchObject({ waiting: 1, queue: { name: body.queue.name } });
  });

  test('goes by the queue its handoffs go to', async () => {
    const { q } = desk.db;
    const queueId = await insertQueue(q, {
      tenantId: SANDBOX.tenantId,
      name: 'Parcels only',
      isDefault: false,
      ...NOWHERE,
    });
    await changeConnection(q, connectionId, { queueId });
    expect((await ask(await token())).body).toMatchObject({ waiting: 0, queue: { name: 'Parcels only' } });
    await changeConnection(q, connectionId, { queueId: null });
  });

  test('is told to the calling app of a connected agent as well', async () => {
    const callerAppId = '33333333-2222-4333-8444-555555555555';
    const hr = { name: 'HR', kind: 'copilotStudioTeams' as const, appId: 'hr', callerAppId, state: 'live' as const };
    await createConnection(desk.db.q, Buffer.alloc(32), SANDBOX.tenantId, hr);
    expect(await ask(await token({ appid: callerAppId }))).toMatchObject({ status: 200, body: { open: true } });
  });

  test.each<[string, number, () => Promise<string | undefined>]>([
    ['nobody who says who they are', 401, async () => undefined],
    ['another audience', 401, () => token({ aud: FOREIGN })],
    ['a foreign tenant', 401, () => token({ iss: `https://sts.windows.net/${FOREIGN}/`, tid: FOREIGN })],
    ['an expired token', 401, () => token({}, { expiresIn: -3_600 })],
    ['a forged signature', 401, () => token({}, { signature: 'forged' })],
    ['a person’s token', 401, () => token({ scp: 'user_impersonation' })],
    ['an app nobody registered', 403, () => token({ appid: FOREIGN })],
  ])('is not told to %s', async (_, expected, make) => {
    const { status, headers, body } = await ask(await make());
    expect({ status, type: headers.get('content-type') }).toMatchObject({
      status: expected,
      type: expect.stringContaining('application/problem+json') as string,
    });
    expect(Availability.safeParse(body).success).toBe(false);
  });

  test('a question that is none is refused by name', async () => {
    const { status, body } = await ask(await token(), `?language=${'x'.repeat(500)}`);
    expect({ status, body }).toMatchObject({ status: 400, body: { errors: [{ path: 'language' }] } });
  });
});

describe('a call as a skill', () => {
  test.each<[string, () => Promise<string>]>([
    ['a foreign tenant', () => token({ iss: `https://sts.windows.net/${FOREIGN}/`, tid: FOREIGN })],
    ['an allowed tenant by a foreign issuer', () => token({ iss: `https://sts.windows.net/${FOREIGN}/` })],
    ['another audience', () => token({ aud: '00000000-0000-4000-8000-00000000beef' })],
    ['no audience', () => token({ aud: null })],
    ['an expired token', () => token({}, { expiresIn: -3_600 })],
    ['a forged signature', () => token({}, { signature: 'forged' })],
    ['a key nobody published', () => token({}, { signature: 'unknown' })],
    ['no signature', () => token({}, { signature: 'none' })],
    ['the public key as a secret', () => token({}, { signature: 'HS256' })],
    ['no app', () => token({ appid: null })],
    ['the other version’s app', () => token({ ver: '2.0' })],
    ['a person’s token', () => token({ scp: 'user_impersonation' })],
    ['a channel’s key', () => token({ iss: ENTRA_V1, tid: SANDBOX.tenantId }, { as: 'channel' })],
  ])('with %s is 401, and nothing is stored', async (_, make) => {
    await refused(activity(), 401, 'unauthorized', await make());
  });

  test('by an app nobody registered is 403, and says which', async () => {
    const stranger = '99999999-2222-4333-8444-555555555555';
    const { detail } = await refused(activity(), 403, 'forbidden', await token({ appid: stranger }));
    expect(detail).toContain(stranger);
  });

  test('by a connection that was removed is 403', async () => {
    const appId = '22222222-2222-4333-8444-555555555555';
    await createConnection(desk.db.q, Buffer.alloc(32), SANDBOX.tenantId, {
      name: 'Old bot',
      kind: 'botFramework',
      appId,
      state: 'removed',
    });
    await refused(activity(), 403, 'forbidden', await token({ appid: appId }));
  });

  test('by a Copilot Studio agent’s app is 403: it hands over another way', async () => {
    await refused(activity(), 403, 'forbidden', await token({ appid: SANDBOX.bot.appId }));
  });

  test.each([
    ['an address of a private network', 'https://10.0.0.7/api/skills'],
    ['the cloud’s metadata service', 'https://169.254.169.254/latest'],
    ['no TLS', 'http://parent.example/api/skills'],
    ['a user name', 'https://me@parent.example/api/skills'],
    ['a query', 'https://parent.example/api/skills?a=b'],
    ['no address', 'parent'],
  ])('with %s for its callback is 400 and names the field', async (_, serviceUrl) => {
    const body = await refused(activity({ serviceUrl }), 400, 'bad_request');
    expect(body.errors).toEqual([expect.objectContaining({ path: 'serviceUrl' })]);
  });

  test('with the desk for its callback is 400', async () => {
    const { publicUrl } = desk.config;
    const { detail } = await refused(activity({ serviceUrl: `${publicUrl}/api` }), 400, 'bad_request');
    expect(detail).toContain('the desk itself');
  });

  test.each<[string, unknown, string]>([
    ['no conversation', { conversation: undefined }, 'conversation'],
    ['a number for a name', { name: 7 }, 'name'],
    ['a list for a conversation', { conversation: [] }, 'conversation'],
    ['an id that never ends', { id: 'x'.repeat(501) }, 'id'],
    ['5,000 variables', { value: Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`v${n}`, n])) }, 'value'],
    ['JSON nested without end', { value: JSON.parse(`${'{"a":'.repeat(500)}1${'}'.repeat(500)}`) }, 'value'],
  ])('with %s is 400 and names the field', async (_, overrides, path) => {
    const body = await refused(activity(overrides as Record<string, unknown>), 400, 'bad_request');
    expect(body.errors).toEqual([expect.objectContaining({ path })]);
  });

  test('of 10 MB is 413 and says how much it may be', async () => {
    const text = 'x'.repeat(10_000);
    const activities = Array.from({ length: 1_050 }, (_, n) => ({ type: 'message', id: `m${n}`, text }));
    const attachments = [{ name: 'Transcript', contentType: 'application/json', content: { activities } }];
    const body = await refused(activity({ attachments }), 413, 'too_large');
    expect(body.detail).toContain('4096 KB');
  });

  test('with 3 MB of transcript is taken, and the agent is told what was left out', async () => {
    const text = 'y'.repeat(3_000);
    const activities = Array.from({ length: 1_000 }, (_, n) => ({
      type: 'message',
      id: `m${n}`,
      text: `${n} ${text}`,
    }));
    const attachments = [{ name: 'Transcript', contentType: 'application/json', content: { activities } }];
    const { id } = await openOne({ attachments });
    const { problems } = await desk.db.q
      .selectFrom('escalation')
      .select('problems')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect(problems).toEqual([expect.stringContaining('The transcript was long')]);
  });

  test.each([
    ['no JSON', '{"type":'],
    ['a list', '[]'],
    ['nothing', ''],
  ])('with %s as its body is 400', async (_, body) => {
    await refused(body, 400, 'bad_request');
  });

  test('is taken with a v2 token as with a v1 token', async () => {
    const v2 = { iss: `${desk.config.entra.authority}/${SANDBOX.tenantId}/v2.0`, ver: '2.0', azp: PARENT, appid: null };
    expect(await post(activity(), await token(v2))).toMatchObject({ status: 200 });
    expect(await post(activity())).toMatchObject({ status: 200 });
  });
});

test('the same handoff and the same words ten times are one', async () => {
  const call = activity();
  await Promise.all(Array.from({ length: 10 }, () => post(call)));
  const words = { ...call, type: 'message', name: undefined, id: 'w1', text: 'hello?' };
  await Promise.all(Array.from({ length: 10 }, () => post(words)));
  await desk.deliver();
  const conversation = await desk.db.q
    .selectFrom('conversation')
    .selectAll()
    .where('external_id', '=', `msteams:${call.relatesTo.conversation.id}`)
    .executeTakeFirstOrThrow();
  const rows = await desk.db.q
    .selectFrom('message')
    .select(['text'])
    .where('conversation_id', '=', conversation.id)
    .where('author_kind', '=', 'customer')
    .execute();
  expect(rows).toEqual([{ text: 'hello?' }]);
  // A handoff that comes again when all is over opens nothing.
  const { id } = await desk.db.q
    .selectFrom('escalation')
    .select('id')
    .where('conversation_id', '=', conversation.id)
    .executeTakeFirstOrThrow();
  await desk.escalations.claim(id, agent);
  await desk.escalations.resolve(id, agent, { outcome: 'done' });
  expect((await post(call)).status).toBe(200);
  expect(
    await desk.db.q.selectFrom('escalation').select('status').where('conversation_id', '=', conversation.id).execute(),
  ).toEqual([{ status: 'resolved' }]);
});

test('a customer is asked how it was before the end, and what they press comes back by their bot', async () => {
  const survey = JSON.stringify({ scale: 'thumbs', wordings: [], everyDays: 0, remindHours: null });
  await desk.db.q.updateTable('queue').set({ survey }).execute();
  const { id, call } = await openOne();
  await desk.escalations.claim(id, agent);
  await desk.escalations.resolve(id, agent, { outcome: 'found' });
  await desk.deliver();
  const [asked, status, end] = parent.heard.slice(-3).map(({ activity: sent }) => sent);
  expect([asked?.['text'], status?.['name'], end?.['type']]).toEqual([
    'How was the help you got? (2: 👍 Good, 1: 👎 Not good)',
    'handoff.status',
    'endOfConversation',
  ]);
  expect(asked?.['attachments']).toMatchObject([{ contentType: 'application/vnd.microsoft.card.adaptive' }]);
  parent.reset();
  // In whichever skill conversation it comes.
  const value = { handoffDesk: 'survey', escalationId: id, rating: '2', comment: 'Quick' };
  const press = { type: 'message', name: undefined, value, relatesTo: call.relatesTo };
  expect((await post(activity(press))).status).toBe(200);
  await desk.deliver();
  expect(parent.heard.map(({ activity: sent }) => sent['type'])).toEqual(['endOfConversation']);
  const kept = await desk.db.q.selectFrom('survey').selectAll().where('escalation_id', '=', id).executeTakeFirst();
  expect(kept).toMatchObject({ rating: 2, grade: 5, comment: 'Quick' });
  await desk.db.q.updateTable('queue').set({ survey: null }).execute();
});

test('what the parent hears: words, status, and one end, with tokens made for it alone', async () => {
  const { id, call, number } = await openOne();
  await desk.escalations.claim(id, agent);
  await desk.replies.reply(id, agent, { text: 'On its way', clientMessageId: 'm1' });
  await desk.escalations.release(id, agent);
  await desk.escalations.claim(id, agent);
  await desk.escalations.resolve(id, agent, { outcome: 'found' });
  await desk.deliver();
  expect(types()).toEqual([
    ['message', expect.stringContaining(`#${number}`)],
    ['message', `${adele.name} has joined the chat.`],
    ['event', 'handoff.status'],
    ['message', 'On its way'],
    ['message', expect.stringContaining('has left the chat')],
    ['message', `${adele.name} has joined the chat.`],
    ['event', 'handoff.status'],
    ['message', expect.stringContaining('You are back with Parcel bot')],
    ['event', 'handoff.status'],
    ['endOfConversation', 'completedSuccessfully'],
  ]);
  for (const { path, claims, activity: sent } of parent.heard) {
    expect(path).toBe(`/api/skills/v3/conversations/${call.conversation.id}/activities/${call.id}`);
    expect(claims).toMatchObject({ aud: PARENT, azp: SANDBOX.bot.appId });
    expect(sent).toMatchObject({ from: { role: 'skill' }, conversation: call.conversation, replyToId: call.id });
  }
  expect(parent.heard[3]?.activity['channelData']).toMatchObject({
    handoffDesk: { author: { kind: 'agent', name: adele.name } },
  });
  const states = parent.heard.filter(({ activity: { name } }) => name === 'handoff.status');
  expect(states.map(({ activity: { value } }) => (value as { state: string }).state)).toEqual([
    'accepted',
    'accepted',
    'completed',
  ]);
});

describe('words of the agent’s own', () => {
  const claimed = async () => {
    const open = await openOne();
    await desk.escalations.claim(open.id, agent);
    const { message } = await desk.replies.reply(open.id, agent, { text: 'At 8', clientMessageId: open.id });
    await desk.deliver();
    parent.heard = [];
    const shown = async () => (await messageBySeq(desk.db.q, open.conversation_id, message.seq))!;
    return { ...open, seq: message.seq, shown };
  };

  test('change and go where the parent’s channel can, as skills do it', async () => {
    const { id, call, seq } = await claimed();
    await desk.amendments.remove(id, agent, seq);
    await desk.deliver();
    const path = `/api/skills/v3/conversations/${call.conversation.id}/activities/theirs`;
    expect(parent.heard.map(({ method, path: at }) => [method, at])).toEqual([['DELETE', path]]);
    const { message } = await desk.replies.reply(id, agent, { text: 'At 7', clientMessageId: `${id} 2` });
    await desk.deliver();
    await desk.amendments.edit(id, agent, message.seq, 'At 6');
    await desk.deliver();
    expect(parent.heard.at(-1)).toMatchObject({
      method: 'PUT',
      path,
      activity: { type: 'message', id: 'theirs', text: 'At 6' },
      claims: { aud: PARENT },
    });
  });

  test.each([
    [[{ status: 404 }], 404],
    [[{ status: 500 }, { status: 500 }, { status: 500 }], 500],
  ])('stand again where the parent cannot (%j), and the agents read why', async (answers, status) => {
    const { id, conversation_id: conversationId, seq, shown } = await claimed();
    parent.answers = answers;
    await desk.amendments.edit(id, agent, seq, 'At 9');
    await desk.deliver();
    expect((await shown()).text).toBe('At 8');
    const note = await messageBySeq(desk.db.q, conversationId, seq + 1);
    expect(note).toMatchObject({
      note: true,
      text: `A message of Adele Vance could not be changed for the customer: The bot cannot change what it has sent its customer (${status}).`,
    });
  });

  test('that are taken back before they left are never sent', async () => {
    const { id } = await claimed();
    parent.answers = [{ status: 503, retryAfter: '1' }];
    const { message } = await desk.replies.reply(id, agent, { text: 'Oops', clientMessageId: `${id} oops` });
    await eventually(() => parent.answers.length === 0);
    await desk.amendments.remove(id, agent, message.seq);
    await desk.deliver();
    expect(parent.heard).toEqual([]);
  });
});

test('a parent that takes its customer back hears that the handoff failed, and the end', async () => {
  const { call, id } = await openOne();
  parent.reset();
  expect((await post({ ...call, id: 'e1', name: 'endEscalation', value: { reason: 'Robin left' } })).status).toBe(200);
  await desk.deliver();
  expect(types()).toEqual([
    ['message', expect.stringContaining('no longer waiting')],
    ['event', 'handoff.status'],
    ['endOfConversation', 'userCancelled'],
  ]);
  expect(parent.heard[1]?.activity['value']).toMatchObject({ state: 'failed', message: 'Robin left' });
  const row = await desk.db.q.selectFrom('escalation').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  expect(row).toMatchObject({ status: 'abandoned', outcome: 'Robin left' });
});

test('a parent that has ended the skill conversation itself hears nothing more of it', async () => {
  const { call, id } = await openOne();
  parent.reset();
  expect((await post({ ...call, id: 'e2', type: 'endOfConversation', name: undefined })).status).toBe(200);
  await desk.deliver();
  expect(parent.heard).toEqual([]);
  const row = await desk.db.q.selectFrom('escalation').select('status').where('id', '=', id).executeTakeFirstOrThrow();
  expect(row.status).toBe('abandoned');
  // Its next handoff is heard again.
  await post({ ...call, id: 'again' });
  await desk.deliver();
  expect(types()).toEqual([['message', expect.stringContaining('You are being transferred')]]);
});

test('words with no escalation give the turn back, once', async () => {
  const call = activity({ type: 'message', name: undefined, text: 'anybody?' });
  await Promise.all([post(call), post(call), post(call)]);
  await desk.deliver();
  expect(types()).toEqual([['endOfConversation', 'completedSuccessfully']]);
});

test('a parent that wants its answer at once has it in the answer', async () => {
  const inline = { deliveryMode: 'expectReplies' };
  const answer = await post(activity({ ...inline, type: 'message', name: undefined, text: 'anybody?' }));
  expect(answer.body.activities).toEqual([expect.objectContaining({ type: 'endOfConversation' })]);
  expect((await post(activity(inline))).body).toEqual({ activities: [] });
});

test('a paused connection turns a handoff back with a polite word, and keeps nothing', async () => {
  await changeConnection(desk.db.q, connectionId, { state: 'paused' });
  try {
    expect((await post(activity())).status).toBe(200);
    await desk.deliver();
    expect(types()).toEqual([
      ['message', 'Nobody can take over here at the moment.'],
      ['event', 'handoff.status'],
      ['endOfConversation', 'completedSuccessfully'],
    ]);
    expect(parent.heard[1]?.activity['value']).toMatchObject({ state: 'failed' });
  } finally {
    await changeConnection(desk.db.q, connectionId, { state: 'live' });
  }
});

test('Omnichannel’s commands and Copilot Studio’s event do the same as the protocol’s own', async () => {
  const tags = JSON.stringify({ type: 'Escalate', context: { tier: { value: 'gold', isDisplayable: true } } });
  const command = { type: 'message', name: undefined, text: 'wants a refund', channelData: { tags } };
  const { id, call } = await openOne(command);
  const row = await desk.db.q.selectFrom('escalation').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  expect(row).toMatchObject({ agent_message: 'wants a refund', variables: [{ name: 'tier', value: 'gold' }] });
  await post({ ...call, id: 'end', text: 'bye', channelData: { tags: '{"type":"EndConversation"}' } });
  const ended = await desk.db.q.selectFrom('escalation').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  expect(ended).toMatchObject({ status: 'abandoned', outcome: 'bye' });
  await openOne({ name: 'startConversation' });
});

test('Copilot Studio’s import ping is answered', async () => {
  expect(await post(activity({ type: 'endOfConversation', name: 'PVASkillImport' }))).toMatchObject({ status: 200 });
});

test.each([
  ['a fault that passes', [{ status: 502 }, { status: 503 }], 'delivered'],
  ['a plea to slow down', [{ status: 429, retryAfter: '1' }], 'delivered'],
  ['a refusal', [{ status: 403 }], 'failed'],
  ['a conversation it has forgotten', [{ status: 404 }], 'failed'],
])('%s of the parent makes of a message: %#', async (_, answers, state) => {
  const { id } = await openOne();
  await desk.escalations.claim(id, agent);
  await desk.deliver();
  parent.reset();
  parent.answers = [...answers];
  await desk.replies.reply(id, agent, { text: 'hello', clientMessageId: 'm' });
  await desk.deliver();
  const row = await desk.db.q
    .selectFrom('message')
    .selectAll()
    .where('escalation_id', '=', id)
    .where('text', '=', 'hello')
    .executeTakeFirstOrThrow();
  expect(row.delivery).toBe(state);
  expect(parent.heard).toHaveLength(state === 'delivered' ? 1 : 0);
});

test('an end the parent has already forgotten is an end', async () => {
  const { id } = await openOne();
  await desk.escalations.claim(id, agent);
  await desk.deliver();
  parent.reset();
  const ok = { status: 200 };
  parent.answers = [ok, ok, { status: 404 }];
  await desk.escalations.resolve(id, agent);
  await desk.deliver();
  const notes = await desk.db.q
    .selectFrom('message')
    .select('text')
    .where('escalation_id', '=', id)
    .where('note', '=', true)
    .execute();
  expect(notes).toEqual([]);
});

test('a customer who types is seen typing', async () => {
  const { call, id } = await openOne();
  const seen: unknown[] = [];
  const off = desk.hints.on((hint) => seen.push(hint));
  await post({ ...call, id: 't1', type: 'typing', name: undefined });
  await eventually(() => seen.some((hint) => (hint as { kind: string; escalationId?: string }).kind === 'typing'));
  off();
  expect(seen).toContainEqual(expect.objectContaining({ kind: 'typing', escalationId: id }));
});

test('the manifest is there for anybody', async () => {
  const response = await fetch(`${desk.url}/api/skill/manifest.json`);
  expect(response.headers.get('cache-control')).toContain('public');
  expect(await response.json()).toMatchObject({ endpoints: [{ msAppId: SANDBOX.bot.appId }] });
});

test('Teams’ own callers are served as before', async () => {
  await desk.control.chat(robin.id, { text: 'hello' });
  const rows = await desk.db.q.selectFrom('message').select('text').where('text', '=', 'hello').execute();
  expect(rows.length).toBeGreaterThan(0);
});

test('made-up activities are taken or refused, and the process goes on', async () => {
  const authorization = await token();
  const oneChat = { relatesTo: { channelId: 'msteams', conversation: { id: 'chat-made-up' } } };
  const made = fc.record(
    {
      type: fc.constantFrom('message', 'event', 'typing', 'endOfConversation', 'handoff', 'invoke'),
      name: fc.constantFrom('handoff.initiate', 'xHandoff', 'startConversation', 'endEscalation', 'handoff.status'),
      text: fc.string({ unit: 'binary' }),
      value: fc.jsonValue(),
      attachments: fc.oneof(fc.jsonValue(), fc.constant([{ name: 'Transcript', content: [{ text: 'a' }] }])),
      channelData: fc.oneof(fc.jsonValue(), fc.constant({ tags: '{"type":"Escalate","context":[1]}' })),
      from: fc.oneof(fc.jsonValue(), fc.record({ id: fc.string(), name: fc.string({ unit: 'binary' }) })),
      locale: fc.jsonValue(),
      timestamp: fc.jsonValue(),
      id: fc.string({ unit: 'binary', maxLength: 600 }),
    },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(made, async (fields) => {
      const { status } = await post(activity({ ...oneChat, ...fields }), authorization);
      expect([200, 400]).toContain(status);
    }),
    { numRuns: 60 },
  );
  expect(await post(activity())).toMatchObject({ status: 200 });
});
