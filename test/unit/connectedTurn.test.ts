import fc from 'fast-check';
import { ZodError } from 'zod';
import { AppError } from '../../src/base/errors';
import { RefusedUrl } from '../../src/base/outbound/url';
import { faultWords } from '../../src/cards/words/manager/connectedAgent';
import { StepFailed, type TestRun } from '../../src/connection/tests';
import { ratingIn } from '../../src/domain/survey';
import type { Message } from '../../src/domain/message';
import { saidActivity } from '../../src/intake/agents/connected/connectedActivities';
import { connectedTest } from '../../src/intake/agents/connected/connectedTest';
import { isConnectedTurn, readConnectedTurn } from '../../src/intake/agents/connected/connectedTurn';
import { pushOutcomeOf } from '../../src/intake/agents/connected/pushOutcome';
import { checkServiceUrl } from '../../src/intake/agents/connected/serviceUrl';
import { readBody } from '../../src/intake/rest/restBody';
import { anyJson } from '../support/anyJson';

const PERSON = '5F0AE9C1-1111-4222-8333-444444444444';
const turn = (overrides: Record<string, unknown> = {}) => ({
  type: 'message',
  id: 'a1',
  text: 'I want to talk to a person',
  deliveryMode: 'expectReplies',
  from: { id: '29:megan', name: 'Megan Bowen', role: 'user' },
  recipient: { id: 'desk', role: 'connectoruser' },
  conversation: { id: 'c1' },
  serviceUrl: 'https://prod.api.powerplatform.com/external-agent/c1?sig=abc',
  ...overrides,
});
const read = (overrides: Record<string, unknown> = {}) => readConnectedTurn(turn(overrides));
const handoff = (overrides: Record<string, unknown>) => {
  const { asks } = read(overrides);
  if (asks.kind !== 'words') throw new Error(asks.kind);
  return asks.handoff;
};

test.each([
  ['connectoruser', true],
  ['ConnectorUser', true],
  ['skill', false],
  [undefined, false],
  [7, false],
])('a recipient whose role is %s makes it a connected agent’s turn: %s', (role, is) => {
  expect(isConnectedTurn(turn({ recipient: { id: 'desk', role } }))).toBe(is);
});

test.each([
  ['a message', {}, 'words'],
  ['a card’s answer', { text: undefined, value: { colour: 'red' } }, 'words'],
  ['nothing', { text: '' }, 'service'],
  ['handoff.initiate', { type: 'event', name: 'handoff.initiate', value: {} }, 'handoff'],
  ['another event', { type: 'event', name: 'startConversation' }, 'service'],
  ['an edit', { type: 'messageUpdate' }, 'edited'],
  ['a deletion', { type: 'messageDelete' }, 'deleted'],
  ['typing', { type: 'typing' }, 'typing'],
  ['the end', { type: 'endOfConversation' }, 'ended'],
  ['an invoke', { type: 'invoke', name: 'x' }, 'service'],
])('%s', (_, overrides, kind) => {
  expect(read(overrides).asks.kind).toBe(kind);
});

test.each([
  ['expectReplies', 'together'],
  ['ExpectReplies', 'together'],
  ['stream', 'streamed'],
  ['normal', 'later'],
  [undefined, 'later'],
])('%s wants answers %s', (deliveryMode, answers) => {
  expect(read({ deliveryMode }).answers).toBe(answers);
});

test.each([
  ['from.aadObjectId', { from: { id: '29:x', aadObjectId: PERSON } }],
  ['from.id', { from: { id: PERSON } }],
  ['channelData', { channelData: { userObjectId: PERSON } }],
])('who the customer is may stand in %s', (_, overrides) => {
  expect(read(overrides)).toMatchObject({ personId: PERSON.toLowerCase(), customer: { id: PERSON.toLowerCase() } });
});

test('without an Entra id nobody is made up', () => {
  expect(read()).toMatchObject({ personId: null, customer: { id: '29:megan', name: 'Megan Bowen' } });
  expect(read({ from: { id: PERSON, role: 'bot' } }).personId).toBeNull();
});

const BEFORE = [
  ['customer', 'My payslip is wrong'],
  ['bot', 'Shall I get a person?'],
];
test.each<[string, object]>([
  [
    'activities in channelData',
    {
      channelData: {
        history: [
          { type: 'message', from: { role: 'user' }, text: 'My payslip is wrong' },
          { type: 'message', from: { role: 'bot' }, text: 'Shall I get a person?' },
        ],
      },
    },
  ],
  [
    'roles and contents in value',
    {
      value: {
        conversationHistory: [
          { role: 'user', content: 'My payslip is wrong' },
          { role: 'assistant', content: [{ type: 'text', text: 'Shall I get a person?' }] },
        ],
      },
    },
  ],
  [
    'parts, as between agents',
    {
      channelData: {
        messages: [
          { role: 'user', parts: [{ kind: 'text', text: 'My payslip is wrong' }] },
          { role: 'agent', parts: [{ kind: 'text', text: 'Shall I get a person?' }] },
        ],
      },
    },
  ],
  ['lines of text', { channelData: { transcript: 'User: My payslip is wrong\nAgent: Shall I get a person?' } }],
  [
    'an entity',
    {
      entities: [
        { type: 'conversationHistory', messages: ['User: My payslip is wrong', 'Agent: Shall I get a person?'] },
      ],
    },
  ],
])('history is found as %s, and ends with the words themselves, once', (_, overrides) => {
  expect(handoff(overrides as Record<string, unknown>).transcript.map(({ author, text }) => [author, text])).toEqual([
    ...BEFORE,
    ['customer', 'I want to talk to a person'],
  ]);
});

test('what the agent captured comes along; tokens and the service URL do not', () => {
  const { serviceUrl } = turn();
  const { variables } = handoff({
    value: { parcel: 'P-77', url: serviceUrl, access_token: 'hunter2' },
    channelData: { tenant: { id: 't' }, inputs: [{ name: 'topic', value: 'payslip' }], clientSecret: 'hunter2' },
  });
  expect(variables).toEqual([
    { name: 'parcel', value: 'P-77' },
    { name: 'topic', value: 'payslip' },
  ]);
});

const { json } = anyJson(['id', 'type', 'text', 'role', 'name', 'value', 'history', 'messages', 'parts', 'content']);
const maybe = (right: unknown) => fc.oneof({ weight: 3, arbitrary: fc.constant(right) }, json);
test('anything at all is read or refused with a reason, and what is read can be stored', () => {
  const { type, id, text, from, recipient, conversation, serviceUrl } = turn();
  const activity = fc.record({
    type: maybe(type),
    id: maybe(id),
    text: maybe(text),
    from: maybe(from),
    recipient: maybe(recipient),
    conversation: maybe(conversation),
    serviceUrl: maybe(serviceUrl),
    deliveryMode: json,
    timestamp: json,
    value: json,
    channelData: json,
    entities: json,
    attachments: json,
  });
  fc.assert(
    fc.property(activity, (body) => {
      try {
        const found = readConnectedTurn(readBody(Buffer.from(JSON.stringify(body))));
        expect(JSON.stringify(found)).not.toContain('\\u0000');
      } catch (error) {
        expect(error instanceof ZodError || error instanceof AppError).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});

describe('where it may be answered', () => {
  const allowed = {
    hosts: ['.gateway.example'],
    allowLoopback: false,
    publicUrl: 'https://desk.example',
    isSandbox: false,
  };
  test.each([
    'https://prod-01.westeurope.logic.azure-apim.net/x?sig=1',
    'https://a.b.powerapps.com/x?sig=1',
    'https://default72f9.47.environment.api.powerplatform.com/x?sig=1',
    'https://eu.gateway.example/x',
  ])('%s', (url) => {
    expect(() => checkServiceUrl(url, allowed)).not.toThrow();
  });
  test.each([
    'https://evil.example/x?sig=secret',
    'https://powerapps.com.evil.example/?sig=secret',
    'https://evilpowerapps.com/?sig=secret',
    'https://127.0.0.1/?sig=secret',
    'http://127.0.0.1/?sig=secret',
    'https://desk.example/api/messages?sig=secret',
    'https://[::ffff:10.0.0.1]/?sig=secret',
    'ftp://a.powerapps.com/?sig=secret',
    'https://me:too@a.powerapps.com/?sig=secret',
  ])('not %s, and the reason quotes no secret', (url) => {
    expect(() => checkServiceUrl(url, allowed)).toThrow(RefusedUrl);
    expect(() => checkServiceUrl(url, allowed)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('secret') }),
    );
  });
  test('this machine only where loopback is allowed, and the desk itself only as the sandbox', () => {
    const home = { ...allowed, allowLoopback: true, publicUrl: 'http://127.0.0.1:3978' };
    expect(() => checkServiceUrl('http://127.0.0.1:9/x', home)).not.toThrow();
    expect(() => checkServiceUrl('http://127.0.0.1:3978/sandbox/x', home)).toThrow(RefusedUrl);
    expect(() => checkServiceUrl('http://127.0.0.1:3978/sandbox/x', { ...home, isSandbox: true })).not.toThrow();
    expect(() => checkServiceUrl('http://127.0.0.1:3978/api/x', { ...home, isSandbox: true })).toThrow(RefusedUrl);
  });
});

describe('what the agent is given to say', () => {
  const adele = { kind: 'agent' as const, id: 'adele', name: 'Adele' };
  const message = (more: Partial<Message>): Parameters<typeof saidActivity>[0] => ({
    id: 'm1',
    author: adele,
    text: '',
    format: 'plain',
    extras: {},
    ...more,
  });
  const text = (more: Partial<Message>) => saidActivity(message(more), [])['text'];

  test.each([
    ['Hello!', '**Adele:** Hello!'],
    ['2 * 3 * 4 (snake_case) #1', '**Adele:** 2 \\* 3 \\* 4 (snake_case) #1'],
    ['see https://x.example/a_b?c=d&e=f', '**Adele:** see https://x.example/a_b?c=d&e=f'],
    ['<b>x</b> [a](b)', '**Adele:** \\<b>x\\</b> \\[a](b)'],
    ['one\ntwo', '**Adele:** one\n\ntwo'],
  ])('%j is said as %j', (plain, said) => {
    expect(text({ text: plain })).toBe(said);
  });

  test('a list begins on a line of its own, and Markdown stays', () => {
    expect(text({ text: '- a\n- b', format: 'markdown' })).toBe('**Adele:**\n\n- a\n- b');
    expect(text({ text: '**hi**', format: 'markdown' })).toBe('**Adele:** **hi**');
  });

  test('the desk’s own words have no name before them, and a quote stands above', () => {
    expect(text({ author: { kind: 'system', id: null, name: 'Handoff Desk' }, text: 'Your request is #7.' })).toBe(
      'Your request is #7.',
    );
    const quote = { messageId: null, seq: 1, author: 'Megan', text: 'when?' };
    expect(text({ text: 'At *two*', extras: { quote } })).toBe('> when?\n\n**Adele:** At \\*two\\*');
  });

  test('files are links, cards are cards, and a survey’s card is not', () => {
    const file = {
      contentType: 'text/plain',
      name: 'plan [new].txt',
      url: 'https://desk.example/files/x/plan (1).txt',
    };
    const card = { contentType: 'application/vnd.microsoft.card.adaptive', name: null, url: null, content: { a: 1 } };
    expect(saidActivity(message({ text: 'Here' }), [file, card])).toMatchObject({
      text: '**Adele:** Here\n\n[plan \\[new\\].txt](https://desk.example/files/x/plan %281%29.txt)',
      attachments: [{ contentType: card.contentType, content: { a: 1 } }],
    });
    const survey = { escalationId: 'e', min: 1, max: 5 };
    expect(saidActivity(message({ text: 'How was it?', extras: { survey } }), [card])).not.toHaveProperty(
      'attachments',
    );
  });
});

test.each([
  [200, 'delivered'],
  [201, 'delivered'],
  [202, 'delivered'],
  [302, 'retry'],
  [400, 'retry'],
  [401, 'retry'],
  [404, 'retry'],
  [410, 'retry'],
  [413, 'failed'],
  [429, 'retry'],
  [500, 'retry'],
  [503, 'retry'],
])('%i means %s', (status, result) => {
  expect(pushOutcomeOf({ status, text: '', afterMs: null }).result).toBe(result);
});

test.each([
  ['stars', '5', { rating: 5, comment: null }],
  ['stars', ' 4, very quick ', { rating: 4, comment: 'very quick' }],
  ['stars', '6', null],
  ['stars', '5 minutes ago it broke again', null],
  ['stars', 'thanks', null],
  ['thumbs', '👍', { rating: 2, comment: null }],
  ['ten', '10: perfect', { rating: 10, comment: 'perfect' }],
] as const)('on the scale of %s, %j is %j', (scale, text, given) => {
  expect(ratingIn(scale, text)).toEqual(given);
});

describe('the test of a connection that is a connected agent’s', () => {
  const bot = { publicUrl: 'https://desk.example', botAppId: 'b0b0' };
  const [earlier, later] = [new Date('2026-11-26T09:00:00Z'), new Date('2026-11-26T10:00:00Z')];
  async function step(row: { last_turn_at?: Date; last_error?: string; last_error_at?: Date }): Promise<string> {
    const connection = { last_turn_at: null, last_error: null, last_error_at: null, ...row };
    let note = '';
    const run = {
      connection,
      step: (_: string, __: string, work: (note: (text: string) => void) => Promise<void>) =>
        work((text) => (note = text)),
    } as unknown as TestRun;
    try {
      await connectedTest(run, bot);
      return note;
    } catch (error) {
      if (!(error instanceof StepFailed)) throw error;
      return `${error.message} ${error.remedy}`;
    }
  }

  test('passes once it has called', async () => {
    expect(await step({ last_turn_at: later })).toContain('2026-11-26');
    // What was wrong before that is mended.
    const mended = { last_turn_at: later, last_error: faultWords('noToken'), last_error_at: earlier };
    expect(await step(mended)).toContain('2026-11-26');
  });

  test('says where to add the desk until then', async () => {
    expect(await step({})).toContain('Microsoft 365 Agents SDK, with https://desk.example/api/messages');
  });

  test.each([
    ['noToken', 'Client credentials'],
    ['audience', 'api://b0b0'],
    ['person', 'Client credentials'],
    ['foreignTenant', 'ALLOWED_TENANTS'],
    ['foreignCustomer', 'ALLOWED_TENANTS'],
    ['expired', 'new secret'],
    ['invalid', 'new secret'],
    ['noMarker', 'not as a skill'],
    ['foreignUrl', 'CONNECTED_AGENT_HOSTS'],
  ] as const)('says what was wrong with its last call, and what to do: %s', async (fault, remedy) => {
    const said = await step({ last_turn_at: earlier, last_error: faultWords(fault), last_error_at: later });
    expect(said).toContain(faultWords(fault));
    expect(said).toContain(remedy);
  });
});
