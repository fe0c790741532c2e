import { lastMessages } from '../../src/store/transcript';
import { changeConnection } from '../../src/store/connections';
import { findEscalation, type EscalationRow } from '../../src/store/escalation/escalations';
import { findConversation } from '../../src/store/conversations';
import { Assignment } from '../../src/escalation/assignment';
import { Cues } from '../../src/escalation/cues';
import { DueTimers } from '../../src/escalation/dueTimers';
import { SearchIndex } from '../../src/escalation/search/searchIndex';
import { Figures } from '../../src/escalation/figures';
import { Surveys } from '../../src/escalation/surveys';
import { Sweep } from '../../src/escalation/sweep';
import { Queues } from '../../src/escalation/queues';
import { createLog } from '../../src/base/log';
import { cpuTime } from '../support/cpuTime';
import { type RestBot, startRestBot } from '../support/restBot';
import { adele, type RestDesk, SECRET, startRestDesk } from '../support/restDesk';
import { channels } from '../support/channels';

let desk: RestDesk;
let bot: RestBot;

beforeEach(async () => {
  desk = await startRestDesk();
  await desk.connect('parcels');
  bot = await startRestBot({ desk: () => desk.url, appId: 'parcels', secret: SECRET });
});
afterEach(async () => {
  await bot.stop();
  await desk.stop();
});

const handoff = (over: Record<string, unknown> = {}) => ({
  conversationId: 'chat-1',
  customer: { id: 'robin', name: 'Robin Ortiz', locale: 'en-us' },
  transcript: [
    { author: 'customer', text: 'Where is my parcel?', sentAt: '2026-01-02T03:04:05Z' },
    { author: 'bot', name: 'Parcel bot', text: 'I do **not** know.', textFormat: 'markdown' },
  ],
  variables: { parcel: 'A-1001', tries: 3, gold: true, address: { street: 'Main' } },
  topic: 'Parcels',
  lastPhrase: 'a person please',
  message: 'Angry',
  language: 'de_DE',
  callbackUrl: bot.callbackUrl,
  ...over,
});

const said = async (id: string): Promise<string[]> => {
  const row = (await findEscalation(desk.db.q, id)) as EscalationRow;
  const messages = await lastMessages(desk.db.q, { ...row, fromSeq: 1 }, 100);
  return messages.map(({ author, text, note }) => `${note ? 'note' : author.kind}: ${text}`);
};

describe('a handoff', () => {
  test('arrives whole and is answered with its number and address', async () => {
    const { status, body } = await bot.ask('/api/handoffs', handoff());
    expect([status, body]).toEqual([
      201,
      {
        id: expect.any(String),
        number: expect.any(Number),
        conversationId: 'chat-1',
        status: 'waiting',
        queue: { name: 'Support' },
        agent: null,
        onHold: null,
        outcome: null,
        openedAt: expect.any(String),
        claimedAt: null,
        endedAt: null,
        url: `${desk.url}/api/handoffs/${body.id}`,
      },
    ]);
    expect(await findEscalation(desk.db.q, body.id)).toMatchObject({
      topic: 'Parcels',
      lastPhrase: 'a person please',
      agentMessage: 'Angry',
      language: 'de-DE',
      customerName: 'Robin Ortiz',
      variables: [
        { name: 'parcel', value: 'A-1001' },
        { name: 'tries', value: 3 },
        { name: 'gold', value: true },
        { name: 'address', value: '{"street":"Main"}' },
      ],
    });
    expect(await said(body.id)).toEqual([
      'customer: Where is my parcel?',
      'bot: I do **not** know.',
      expect.stringMatching(/^system: /),
    ]);
  });

  test.each<[string, (url: string) => Record<string, unknown>]>([
    [
      'the event of the Bot Framework',
      (callbackUrl) => ({
        type: 'event',
        name: 'handoff.initiate',
        value: { parcel: 'A-1001' },
        conversation: { id: 'chat-1' },
        from: { id: 'bot-1', name: 'Contoso Bot', role: 'bot' },
        recipient: { id: 'robin', name: 'Robin Ortiz', role: 'user' },
        attachments: [
          {
            name: 'Transcript',
            contentType: 'application/json',
            content: { activities: [{ type: 'message', text: 'hello', from: { role: 'user' } }] },
          },
        ],
        callbackUrl,
      }),
    ],
    [
      'Omnichannel’s command',
      (callbackUrl) => ({
        type: 'message',
        text: 'Wants a refund',
        conversation: { id: 'chat-1' },
        from: { id: 'robin', name: 'Robin Ortiz' },
        channelData: {
          deliveryMode: 'bridged',
          tags: JSON.stringify({
            type: 'Escalate',
            context: { parcel: { value: 'A-1001', isDisplayable: true } },
          }),
        },
        callbackUrl,
      }),
    ],
  ])('may come as %s', async (_, make) => {
    const { status, body } = await bot.ask('/api/handoffs', make(bot.callbackUrl));
    expect(status).toBe(201);
    expect(await findEscalation(desk.db.q, body.id)).toMatchObject({
      customerId: 'robin',
      customerName: 'Robin Ortiz',
      variables: [{ name: 'parcel', value: 'A-1001' }],
    });
  });

  test('ends with Omnichannel’s other command', async () => {
    const { body } = await bot.ask('/api/handoffs', handoff());
    const end = {
      type: 'message',
      text: 'End of conversation',
      conversation: { id: 'chat-1' },
      channelData: { tags: '{"type":"EndConversation"}' },
    };
    expect(await bot.ask('/api/handoffs', end)).toMatchObject({
      status: 200,
      body: { id: body.id, status: 'abandoned' },
    });
    expect(await bot.ask('/api/handoffs', end)).toMatchObject({ status: 404 });
  });

  test('of a chat that has an open one is that one', async () => {
    const first = await bot.ask('/api/handoffs', handoff());
    const second = await bot.ask('/api/handoffs', handoff({ topic: 'Something else' }));
    expect(second).toMatchObject({ status: 200, body: { id: first.body.id } });
  });

  test('asked for twenty times at once under one key is one', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        bot.ask('/api/handoffs', handoff(), {
          headers: { 'idempotency-key': 'k1' },
          signature: freshSignature(handoff()),
        }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(19).fill(200), 201]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  });

  test('asked for again after it has ended is still the same one', async () => {
    const headers = { 'idempotency-key': 'k1' };
    const first = await bot.ask('/api/handoffs', handoff(), { headers });
    await desk.escalations.abandon(first.body.id, adele.tenantId, { kind: 'system', id: null, name: '' }, 'gone');
    await changeConnection(desk.db.q, (await row(first.body.id)).connectionId, { state: 'paused' });
    expect(await bot.ask('/api/handoffs', handoff(), { headers })).toMatchObject({
      status: 200,
      body: { id: first.body.id, status: 'abandoned' },
    });
  });

  test('with a key that was used for another is refused', async () => {
    const headers = { 'idempotency-key': 'k1' };
    await bot.ask('/api/handoffs', handoff(), { headers });
    const before = await desk.rows();
    expect(await bot.ask('/api/handoffs', handoff({ conversationId: 'chat-2' }), { headers })).toMatchObject({
      status: 422,
      body: { code: 'key_reused' },
    });
    const both = await Promise.all(
      ['chat-3', 'chat-4'].map((conversationId) =>
        bot.ask('/api/handoffs', handoff({ conversationId }), { headers: { 'idempotency-key': 'k2' } }),
      ),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([201, 422]);
    expect((await desk.rows())?.escalations).toBe((before?.escalations ?? 0) + 1);
  });

  test('is refused politely while the connection is paused', async () => {
    const paused = await desk.connect('resting', { state: 'paused' });
    const resting = await startRestBot({ desk: () => desk.url, appId: paused.app_id, secret: SECRET });
    expect(await resting.ask('/api/handoffs', handoff())).toMatchObject({
      status: 409,
      body: { code: 'not_live', detail: expect.stringContaining('paused') },
    });
    expect(await desk.rows()).toMatchObject({ conversations: 0 });
    await resting.stop();
  });

  test('keys are forgotten after a week', async () => {
    await bot.ask('/api/handoffs', handoff(), { headers: { 'idempotency-key': 'k1' } });
    const { db, escalations } = desk;
    const log = createLog('silent');
    const sweep = new Sweep({
      db,
      queues: new Queues(db),
      timers: new DueTimers(db, escalations),
      surveys: new Surveys(db, escalations),
      assignment: new Assignment(db, escalations, log),
      cues: new Cues(db),
      channels,
      searchIndex: new SearchIndex(db),
      teamsPresence: { look: async () => undefined },
      figures: new Figures(db),
      log,
    });
    await sweep.once(new Date(Date.now() + 6 * 24 * 3_600_000));
    expect(await desk.rows()).toMatchObject({ idempotency: 1 });
    await sweep.once(new Date(Date.now() + 8 * 24 * 3_600_000));
    expect(await desk.rows()).toMatchObject({ idempotency: 0 });
  });
});

describe('the customer’s words', () => {
  test('reach the agent once each, and nobody after the end', async () => {
    const { body } = await bot.ask('/api/handoffs', handoff());
    const path = `/api/handoffs/${body.id}/messages`;
    const picture = { contentType: 'image/png', name: 'parcel.png', url: 'https://files.example/1' };
    expect(await bot.ask(path, { id: 'm1', text: 'hello?', attachments: [picture] })).toMatchObject({ status: 201 });
    expect(await bot.ask(path, { id: 'm1', text: 'hello?' })).toMatchObject({ status: 200, body: { id: 'm1' } });
    expect((await said(body.id)).filter((line) => line === 'customer: hello?')).toHaveLength(1);
    const [last] = await lastMessages(desk.db.q, await row(body.id), 1);
    expect(last?.attachments).toMatchObject([{ ...picture, fileId: expect.any(String) as string }]);

    await desk.escalations.claim(body.id, adele);
    await desk.escalations.resolve(body.id, adele, { outcome: 'found' });
    expect(await bot.ask(path, { id: 'm2', text: 'thanks' })).toMatchObject({ status: 409, body: { code: 'closed' } });
    // An answer that got lost is still the answer.
    expect(await bot.ask(path, { id: 'm1', text: 'hello?' })).toMatchObject({ status: 200 });
    // A later handoff of the chat is another one.
    const again = await bot.ask('/api/handoffs', handoff());
    expect(again.status).toBe(201);
    expect(await bot.ask(path, { id: 'm3', text: 'wrong one' })).toMatchObject({ status: 409 });
  });

  test('a handoff taken back is abandoned, once', async () => {
    const { body } = await bot.ask('/api/handoffs', handoff());
    const path = `/api/handoffs/${body.id}`;
    const back = { status: 200, body: { status: 'abandoned', outcome: 'Found it' } };
    expect(await bot.ask(`${path}/withdraw`, { reason: 'Found it' })).toMatchObject(back);
    expect(await bot.ask(`${path}/withdraw`, { reason: 'Again' })).toMatchObject(back);
    expect(await bot.ask(path)).toMatchObject(back);
  });
});

describe('a call', () => {
  const path = '/api/handoffs';

  test('unsigned, wrongly signed or by nobody known is refused alike', async () => {
    const body = JSON.stringify(handoff());
    const other = await startRestBot({ desk: () => desk.url, appId: 'nobody', secret: SECRET });
    const late = (seconds: number) =>
      bot.sign('POST', path, body).replace(/t=(\d+)/, (_, t) => `t=${Number(t) + seconds}`);
    const answers = [
      await bot.ask(path, handoff(), { signature: '' }),
      await bot.ask(path, handoff(), { signature: 'v1=00' }),
      await bot.ask(path, handoff(), { signature: bot.sign('POST', '/api/other', body) }),
      await bot.ask(path, handoff(), { signature: bot.sign('PUT', path, body) }),
      await bot.ask(path, handoff(), { signature: bot.sign('POST', path, `${body} `) }),
      await bot.ask(path, handoff(), { signature: late(1) }),
      await other.ask(path, handoff()),
    ];
    for (const { status, headers, body: problem } of answers) {
      expect(status).toBe(401);
      expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
      expect(headers.get('www-authenticate')).toBe('Handoff-Signature');
      expect(problem).toEqual(answers[0]?.body);
    }
    expect(await bot.ask(path, handoff(), { signature: late(-400) })).toMatchObject({ status: 401 });
    expect(await bot.ask(path, handoff(), { signature: late(400) })).toMatchObject({ status: 401 });
    expect(await desk.rows()).toMatchObject({ conversations: 0 });
    await other.stop();
  });

  test('played again is refused, asked again with a fresh signature is not', async () => {
    const headers = { 'idempotency-key': 'k1' };
    const signature = bot.sign('POST', path, JSON.stringify(handoff()));
    expect(await bot.ask(path, handoff(), { signature, headers })).toMatchObject({ status: 201 });
    expect(await bot.ask(path, handoff(), { signature, headers })).toMatchObject({
      status: 401,
      body: { detail: expect.stringContaining('used before') },
    });
    const [time, v1] = signature.split(',');
    const disguised = `${time},v1=${'0'.repeat(64)},${v1?.toUpperCase().replace('V1', 'v1')}`;
    expect(await bot.ask(path, handoff(), { signature: disguised, headers })).toMatchObject({ status: 401 });
    expect(await bot.ask(path, handoff(), { headers })).toMatchObject({ status: 200 });
  });

  test('refused again and again is slowed down, and only whoever calls so', async () => {
    const wrong = () => bot.ask(path, handoff(), { signature: bot.sign('POST', path, 'other') });
    for (let n = 0; n < 12; n += 1) {
      const answers = await Promise.all(Array.from({ length: 10 }, wrong));
      expect(answers.every(({ status }) => status === 401)).toBe(true);
    }
    expect(await wrong()).toMatchObject({ status: 429, body: { code: 'too_many_requests' } });
    await desk.connect('letters');
    const other = await startRestBot({ desk: () => desk.url, appId: 'letters', secret: SECRET });
    expect(await other.ask(path, handoff())).toMatchObject({ status: 201 });
    await other.stop();
  });

  test('of another connection sees nothing of this one', async () => {
    const { body } = await bot.ask(path, handoff());
    await desk.connect('spies', { secret: 'other' });
    const spy = await startRestBot({ desk: () => desk.url, appId: 'spies', secret: 'other' });
    for (const [under, content] of [
      ['', undefined],
      ['/messages', { id: 'm', text: 'x' }],
      ['/withdraw', {}],
    ] as const) {
      expect(await spy.ask(`${path}/${body.id}${under}`, content)).toMatchObject({ status: 404 });
    }
    expect(await bot.ask(`${path}/not-an-id`)).toMatchObject({ status: 404 });
    expect(await bot.ask(`${path}/${body.id}/claim`, {})).toMatchObject({ status: 404, body: { code: 'not_found' } });
    await spy.stop();
  });

  test('signed with the secret before the rotation is believed for a while', async () => {
    await desk.db.pool.query('update connection set previous_secret = secret, previous_secret_until = now() + $1', [
      '1 h',
    ]);
    await desk.db.pool.query('update connection set secret = $1', [
      (await desk.connect('spare', { secret: 'new' })).secret,
    ]);
    expect(await bot.ask(path, handoff())).toMatchObject({ status: 201 });
    await desk.deliver();
    expect(bot.attempts.map(({ signed }) => signed)).toEqual([true]);
    await desk.db.pool.query(`update connection set previous_secret_until = now() - interval '1 s'`);
    expect(await bot.ask(path, handoff())).toMatchObject({ status: 401 });
  });
});

describe('bad input', () => {
  const deep = (levels: number) =>
    JSON.stringify(handoff({ variables: 'here' })).replace('"here"', `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`);

  test.each<[string, () => unknown, number, string]>([
    ['no conversation', () => handoff({ conversationId: undefined }), 400, 'conversationId'],
    ['a conversation that is a number', () => handoff({ conversationId: 5 }), 400, 'conversationId'],
    ['no customer', () => handoff({ customer: null }), 400, 'customer'],
    ['a customer without id', () => handoff({ customer: { name: 'R' } }), 400, 'customer.id'],
    ['a transcript that is a number', () => handoff({ transcript: 7 }), 400, 'transcript'],
    ['a transcript of numbers', () => handoff({ transcript: [7] }), 400, 'transcript'],
    ['a topic that is a list', () => handoff({ topic: [] }), 400, 'topic'],
    ['variables as text', () => handoff({ variables: 'x' }), 400, 'variables'],
    [
      'five thousand variables',
      () => handoff({ variables: Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`v${n}`, n])) }),
      400,
      'variables',
    ],
    [
      'five thousand variables in a list',
      () => handoff({ variables: Array.from({ length: 5_000 }, (_, n) => ({ name: `v${n}`, value: n })) }),
      400,
      'variables',
    ],
    [
      'five thousand variables in an event',
      () => ({
        type: 'event',
        name: 'handoff.initiate',
        conversation: { id: 'c' },
        value: Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`v${n}`, n])),
      }),
      400,
      'value',
    ],
    ['nesting without end', () => deep(100_000), 400, 'variables'],
    ['a million values', () => handoff({ transcript: Array(1_000_000).fill(1) }), 400, 'transcript'],
    ['a million names', () => handoff({ topic: Array(400_000).fill({}) }), 400, 'topic'],
    ['lists without end', () => `${'['.repeat(500_000)}${']'.repeat(500_000)}`, 400, '0'],
    ['a callback in a private network', () => handoff({ callbackUrl: 'https://10.0.0.8/hook' }), 400, 'callbackUrl'],
    [
      'a callback at the metadata service',
      () => handoff({ callbackUrl: 'https://169.254.169.254/' }),
      400,
      'callbackUrl',
    ],
    ['a callback without TLS', () => handoff({ callbackUrl: 'http://bot.example/' }), 400, 'callbackUrl'],
    ['a callback with a password', () => handoff({ callbackUrl: 'https://a:b@bot.example/' }), 400, 'callbackUrl'],
    ['a callback that is the desk', () => handoff({ callbackUrl: `${desk.url}/api/handoffs` }), 400, 'callbackUrl'],
    ['a callback that is no URL', () => handoff({ callbackUrl: 'bot' }), 400, 'callbackUrl'],
    ['no callback anywhere', () => handoff({ callbackUrl: null }), 400, 'callbackUrl'],
    ['an activity without conversation', () => ({ type: 'event', name: 'handoff.initiate' }), 400, 'conversation'],
    ['an activity that is something else', () => ({ type: 'message', conversation: { id: 'c' } }), 400, 'type'],
    ['a list', () => [1], 400, ''],
    ['a text', () => '"x"', 400, ''],
  ])('%s is refused with the field, and nothing is kept', async (_, make, status, field) => {
    const made = make();
    const raw = Buffer.from(typeof made === 'string' ? made : JSON.stringify(made));
    const began = cpuTime();
    const answer = await bot.ask('/api/handoffs', raw);
    expect(answer).toMatchObject({ status, body: { status, code: 'bad_request' } });
    expect(answer.body.errors.map(({ path }: { path: string }) => path)).toContain(field);
    // It is a matter of moments: everybody else waits meanwhile.
    expect(cpuTime() - began).toBeLessThan(5_000);
    expect(await desk.rows()).toEqual({ escalations: 0, conversations: 0, messages: 0, outbox: 0, idempotency: 0 });
  });

  test('a private callback of this machine is refused where loopback is not allowed', async () => {
    const strict = await startRestDesk({ allowLoopback: false });
    await strict.connect('parcels');
    const other = await startRestBot({ desk: () => strict.url, appId: 'parcels', secret: SECRET });
    for (const callbackUrl of [
      'http://127.0.0.1:1/',
      'https://localhost/',
      'https://[::1]/',
      'https://[::ffff:10.0.0.1]/',
    ]) {
      const answer = await other.ask('/api/handoffs', handoff({ callbackUrl }));
      expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: 'callbackUrl' }] } });
    }
    await other.stop();
    await strict.stop();
  });

  test('ten megabytes are refused with the limit', async () => {
    const transcript = [{ author: 'customer', text: 'x'.repeat(10 * 1024 * 1024) }];
    const answer = await bot.ask('/api/handoffs', handoff({ transcript }));
    expect(answer).toMatchObject({
      status: 413,
      body: { code: 'too_large', detail: expect.stringContaining('2048 KB') },
    });
    expect(await bot.ask('/api/handoffs', handoff())).toMatchObject({ status: 201 });
  });

  test.each([
    ['not JSON', Buffer.from('{"a":')],
    ['not UTF-8', Buffer.from([0x7b, 0xff, 0x7d])],
  ])('%s is refused', async (_, raw) => {
    expect(await bot.ask('/api/handoffs', raw)).toMatchObject({ status: 400, body: { code: 'bad_request' } });
  });

  test('a compressed body is refused', async () => {
    const answer = await bot.ask('/api/handoffs', handoff(), { headers: { 'content-encoding': 'gzip' } });
    expect(answer).toMatchObject({ status: 400, body: { code: 'bad_request' } });
  });

  test('a message without words or with wrong types is refused with the field', async () => {
    const { body } = await bot.ask('/api/handoffs', handoff());
    const path = `/api/handoffs/${body.id}/messages`;
    await desk.deliver();
    const before = await desk.rows();
    for (const [content, field] of [
      [{ text: 'x' }, 'id'],
      [{ id: 'm' }, 'text'],
      [{ id: 'm', text: ' ' }, 'text'],
      [{ id: 'm', text: 'x'.repeat(8_001) }, 'text'],
      [{ id: 'm', text: 'x', attachments: {} }, 'attachments'],
      [{ id: 'm', text: 'x', attachments: [{ contentType: 'image/png' }] }, 'attachments.0'],
      [{ id: 'm', text: 'x', sentAt: 'now' }, 'sentAt'],
    ] as const) {
      const answer = await bot.ask(path, content);
      expect(answer.status).toBe(400);
      expect(answer.body.errors.map((error: { path: string }) => error.path)).toEqual([field]);
    }
    expect(await desk.rows()).toEqual(before);
  });

  test('names that mean something to JavaScript are names', async () => {
    const raw = Buffer.from(
      JSON.stringify(handoff({ variables: 'here' })).replace(
        '"here"',
        '{"__proto__":{"polluted":true},"constructor":"c","toString":"t","\\u0000nul":"a\\u0000b","half":"\\ud800"}',
      ),
    );
    const { status, body } = await bot.ask('/api/handoffs', raw);
    expect(status).toBe(201);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect((await row(body.id)).variables).toEqual(
      expect.arrayContaining([
        { name: 'constructor', value: 'c' },
        { name: 'toString', value: 't' },
        { name: 'nul', value: 'ab' },
        { name: 'half', value: '\uFFFD' },
      ]),
    );
  });
});

const row = async (id: string) => (await findEscalation(desk.db.q, id)) as EscalationRow;

let ago = 0;
/** Of another second each time. */
function freshSignature(content: unknown): string {
  ago += 1;
  const real = Date.now;
  try {
    Date.now = () => real() - ago * 1_000;
    return bot.sign('POST', '/api/handoffs', JSON.stringify(content));
  } finally {
    Date.now = real;
  }
}

test('a new address of the connection counts for chats that named none', async () => {
  const { id } = await desk.connect('moving', { callbackUrl: 'http://127.0.0.1:1/' });
  const moving = await startRestBot({ desk: () => desk.url, appId: 'moving', secret: SECRET });
  const { body } = await moving.ask('/api/handoffs', handoff({ callbackUrl: undefined }));
  expect((await findConversation(desk.db.q, (await row(body.id)).conversationId))?.address).toEqual({
    channel: 'callback',
    url: null,
  });
  await desk.db.pool.query('update connection set callback_url = $1 where id = $2', [moving.callbackUrl, id]);
  await desk.deliver();
  expect(moving.heard.map(({ type }) => type)).toEqual(['message']);
  await moving.stop();
});

test('its customer is asked how it was in words with a card, and the bot passes the answer on', async () => {
  const survey = JSON.stringify({ scale: 'smileys', wordings: [], everyDays: 0, remindHours: 24 });
  const { body } = await bot.ask('/api/handoffs', handoff());
  await desk.db.q.updateTable('queue').set({ survey }).execute();
  const rate = (rating: number, comment?: string) => bot.ask(`/api/handoffs/${body.id}/rating`, { rating, comment });
  expect(await rate(4)).toMatchObject({ status: 404 });
  await desk.escalations.claim(body.id, adele);
  await desk.escalations.resolve(body.id, adele);
  await desk.deliver();
  expect(bot.heard.at(-2)?.message).toMatchObject({
    text: expect.stringMatching(/^Wie war die Hilfe.*5: 😀 Sehr gut/),
    survey: { min: 1, max: 5 },
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive' }],
  });
  expect(bot.heard.at(-1)?.type).toBe('resolved');
  expect(await rate(7)).toMatchObject({ status: 400, body: { errors: [{ path: 'rating' }] } });
  expect(await rate(4, 'Schnell')).toMatchObject({ status: 200, body: { id: body.id } });
  expect(await rate(5)).toMatchObject({ status: 200 });
  expect(await findEscalation(desk.db.q, body.id)).toMatchObject({
    survey: { rating: 5, grade: 5, comment: null, remindedAt: null },
  });
  await desk.connect('others');
  const stranger = await startRestBot({ desk: () => desk.url, appId: 'others', secret: SECRET });
  expect(await stranger.ask(`/api/handoffs/${body.id}/rating`, { rating: 1 })).toMatchObject({ status: 404 });
  await stranger.stop();
});
