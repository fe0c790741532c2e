import fc from 'fast-check';
import { readHandoff } from '../../src/intake/handoff/handoff';
import { languageOf, timeOf } from '../../src/intake/content/foreignJson';
import { TRANSCRIPT_LIMITS } from '../../src/intake/handoff/transcript';
import { VARIABLE_LIMITS } from '../../src/contract/fields';

const OPTION = {
  $kind: 'OptionDataValue',
  type: {
    $kind: 'EmbeddedOptionSet',
    dialogSchemaName: 'crd9b_agent.topic.ConversationStart',
    triggerId: 'main',
    actionId: 'question_CKHObc',
  },
  value: 'Side Effects',
};

const SAID = [
  {
    type: 'message',
    id: '91hc|0000000',
    timestamp: '2020-02-10T21:51:21.491453+00:00',
    from: { id: 'pva_H1YHD_be80', name: 'C2 User', role: 'user' },
    recipient: { id: '<REDACTED>', name: 'Contoso Bot', role: 'bot' },
    textFormat: 'plain',
    text: 'store hours',
    channelData: { cci_bot_id: 'x' },
  },
  {
    type: 'message',
    id: '91hc|0000001',
    timestamp: '2020-02-10T21:51:22.1234567Z',
    from: { role: 'bot', id: 'b', name: 'Contoso Bot' },
    textFormat: 'markdown',
    text: "I'm happy to help with **store hours**.",
    replyToId: '91hc|0000000',
  },
];

/** What Copilot Studio sends over Direct Line. */
function copilotStudio(over: Record<string, unknown> = {}) {
  return {
    type: 'event',
    id: '91hc|0000005',
    timestamp: '2020-02-10T21:51:37.4997264Z',
    channelId: 'directline',
    from: { id: 'f074b91b', name: 'Test501', role: 'bot' },
    conversation: { id: '91hc' },
    attachments: [{ contentType: 'application/json', name: 'Transcript', content: { activities: SAID } }],
    entities: [],
    replyToId: '91hc|0000000',
    value: {
      va_Scope: 'bot',
      va_LastTopic: 'Lesson 1 - A simple topic',
      va_Topics: ['Lesson 1 - A simple topic'],
      va_LastPhrase: 'store hours',
      va_Phrases: ['store hours'],
      va_ConversationId: '91hc',
      va_AgentMessage: 'Transferred',
      va_BotId: '<REDACTED>',
      va_BotName: 'Test501',
      va_Language: 'En-US',
      StoreLocation: 'Bellevue',
    },
    name: 'handoff.initiate',
    relatesTo: { activityId: '91hc|0000000' },
    ...over,
  };
}

const withTranscript = (content: unknown) =>
  readHandoff(copilotStudio({ attachments: [{ contentType: 'application/json', name: 'Transcript', content }] }));

test('the payload Copilot Studio sends is read in full', () => {
  expect(readHandoff(copilotStudio())).toEqual({
    topic: 'Lesson 1 - A simple topic',
    lastPhrase: 'store hours',
    agentMessage: 'Transferred',
    language: 'en-US',
    variables: [{ name: 'StoreLocation', value: 'Bellevue' }],
    transcript: [
      {
        externalId: '91hc|0000000',
        author: 'customer',
        authorName: 'C2 User',
        text: 'store hours',
        format: 'plain',
        attachments: [],
        sentAt: new Date('2020-02-10T21:51:21.491Z'),
      },
      {
        externalId: '91hc|0000001',
        author: 'bot',
        authorName: 'Contoso Bot',
        text: "I'm happy to help with **store hours**.",
        format: 'markdown',
        attachments: [],
        sentAt: new Date('2020-02-10T21:51:22.123Z'),
      },
    ],
    problems: [],
  });
});

test.each<[string, Record<string, unknown>, boolean]>([
  ['an event of another name', { name: 'startConversation' }, false],
  ['the name in any casing', { name: 'Handoff.Initiate' }, true],
  ['a status is not a request', { name: 'handoff.status', value: { state: 'accepted' } }, false],
  ['a message that says handoff', { type: 'message', text: 'handoff.initiate' }, false],
  ['an event named by its author', { name: 'GenesysHandoff', value: 'The user …' }, true],
  ['an event named by its author, role as a number', { name: 'genesysHANDOFF', from: { role: 0 } }, true],
  ['an event so named from a customer', { name: 'GenesysHandoff', from: { role: 'user' } }, false],
  ['an event so named from nobody knows whom', { name: 'GenesysHandoff', from: {} }, false],
  ['an event whose name only contains handoff', { name: 'handoff.cancelled' }, false],
  ['a handoff activity', { type: 'handoff', value: { type: 'transferToAgent' } }, true],
  ['a handoff activity as JSON text', { type: 'Handoff', value: '{"type":"TransferToAgent"}' }, true],
  ['a handoff activity of another kind', { type: 'handoff', value: { type: 'transferToQueue' } }, false],
  ['a handoff activity with no value', { type: 'handoff', value: undefined }, false],
])('%s', (_case, over, expected) => {
  expect(readHandoff(copilotStudio(over)) !== null).toBe(expected);
});

test.each<[string, unknown, Partial<ReturnType<typeof readHandoff>>]>([
  ['null', null, { variables: [], agentMessage: null }],
  ['missing', undefined, { variables: [], agentMessage: null }],
  ['a text is the word to the agent', 'The user wants *a refund*', { agentMessage: 'The user wants *a refund*' }],
  ['a number', 42, { variables: [{ name: 'value', value: 42 }] }],
  ['a boolean', false, { variables: [{ name: 'value', value: false }] }],
  ['a list', ['a', 1], { variables: [{ name: 'value', value: '["a",1]' }] }],
  ['a list of pairs', [{ name: 'a', value: 1 }], { variables: [{ name: 'a', value: 1 }] }],
  [
    'Bot Framework, anything goes',
    { Skill: 'credit cards', orderId: 'A-1001', amount: 42.5 },
    {
      variables: [
        { name: 'Skill', value: 'credit cards' },
        { name: 'orderId', value: 'A-1001' },
        { name: 'amount', value: 42.5 },
      ],
    },
  ],
  ['an object as JSON text', '{"va_LastPhrases":"agent","Tier":"gold"}', { lastPhrase: 'agent' }],
  ['last phrases as a list', { va_LastPhrases: ['one', 'two'] }, { lastPhrase: 'two' }],
  ['no last phrase, but phrases', { va_Phrases: ['one', 'two'] }, { lastPhrase: 'two' }],
  ['no last topic, but topics', { va_Topics: ['One', 'Two'] }, { topic: 'Two' }],
  [
    'names in any casing',
    { VA_LASTTOPIC: 'T', va_language: 'pt_br' },
    { topic: 'T', language: 'pt-BR', variables: [] },
  ],
  [
    'an unknown name of the platform',
    { va_SurveyConsent: true },
    { variables: [{ name: 'va_SurveyConsent', value: true }] },
  ],
  [
    'a transfer with message and context',
    {
      type: 'transferToAgent',
      message: 'Side Effects',
      context: { IsLoggedIn: false, va_Language: 'en-us', Var1: OPTION },
    },
    {
      agentMessage: 'Side Effects',
      language: 'en-US',
      variables: [
        { name: 'IsLoggedIn', value: false },
        { name: 'Var1', value: 'Side Effects' },
      ],
    },
  ],
  [
    'a message to the agent beside a context',
    { MessageToAgent: 'Please help', Context: { tier: { value: 'gold', isDisplayable: true } } },
    { agentMessage: 'Please help', variables: [{ name: 'tier', value: 'gold' }] },
  ],
  [
    'every type of variable',
    { s: 'x', n: 1.5, b: true, nothing: null, list: [1, 'two'], choice: OPTION, deep: { a: { b: [] } } },
    {
      variables: [
        { name: 's', value: 'x' },
        { name: 'n', value: 1.5 },
        { name: 'b', value: true },
        { name: 'nothing', value: null },
        { name: 'list', value: '[1,"two"]' },
        { name: 'choice', value: 'Side Effects' },
        { name: 'deep', value: '{"a":{"b":[]}}' },
      ],
    },
  ],
])('value: %s', (_case, value, expected) => {
  expect(readHandoff(copilotStudio({ value }))).toMatchObject(expected as object);
});

test.each<[string, unknown]>([
  ['activities', { activities: SAID }],
  ['transcript', { transcript: SAID }],
  ['a bare array', SAID],
  ['JSON text', JSON.stringify({ activities: SAID })],
  ['JSON text after a byte-order mark', `\ufeff${JSON.stringify({ activities: SAID })}`],
  ['names in another casing', { Activities: SAID }],
  ['activities as JSON text', { activities: JSON.stringify(SAID) }],
])('a transcript as %s', (_case, content) => {
  const handoff = withTranscript(content);
  expect(handoff?.transcript.map((entry) => [entry.author, entry.text])).toEqual([
    ['customer', 'store hours'],
    ['bot', "I'm happy to help with **store hours**."],
  ]);
  expect(handoff?.problems).toEqual([]);
});

test('roles are words or numbers; without one the recipient or the reply tells', () => {
  const handoff = withTranscript([
    { type: 'message', text: 'a', from: { role: 1 } },
    { type: 'message', text: 'b', from: { role: 0 } },
    { type: 'message', text: 'c', from: { role: 'User' } },
    { type: 'message', text: 'd', from: { id: 'x' }, recipient: { role: 'user' } },
    { type: 'message', text: 'e', from: { id: 'x' }, replyToId: '1' },
    { type: 'message', text: 'f' },
  ]);
  expect(handoff?.transcript.map((entry) => entry.author).join()).toBe('customer,bot,customer,bot,bot,customer');
});

test('only messages with something in them are kept, each once', () => {
  const handoff = withTranscript([
    { type: 'trace', text: 'x' },
    { type: 'message', text: '  ' },
    { type: 'message', id: '1', text: 'once' },
    { type: 'message', id: '1', text: 'once' },
    { type: 'message', value: { store: 12, since: 'noon' }, from: { role: 'user' } },
    {
      type: 'message',
      attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: { body: [] } }],
    },
    'nonsense',
    null,
  ]);
  expect(handoff?.transcript.map((entry) => entry.text)).toEqual(['once', 'store: 12\nsince: noon', '']);
});

test.each<[string, unknown, RegExp]>([
  ['text that is no JSON', 'not json', /could not be read/],
  ['an object of another shape', { messages: [] }, /could not be read/],
  ['a list of nothing', [1, 2], /holds no messages/],
])('a transcript that is %s costs the transcript only', (_case, content, words) => {
  const handoff = withTranscript(content);
  expect(handoff?.lastPhrase).toBe('store hours');
  expect(handoff?.transcript).toEqual([]);
  expect(handoff?.problems).toEqual([expect.stringMatching(words)]);
});

test.each<[string, object, object | undefined]>([
  [
    'a trace',
    { type: 'trace', valueType: 'CSATSurveyResponse', value: { score: 4, comment: ' Fine ' } },
    { rating: 4, comment: 'Fine' },
  ],
  [
    'an event, as text',
    { type: 'event', name: 'csatSurveyResponse', value: '{"score":"2"}' },
    { rating: 2, comment: null },
  ],
  ['no grade of five', { type: 'trace', valueType: 'CSATSurveyResponse', value: { score: 11 } }, undefined],
  ['nothing', { type: 'trace', valueType: 'CSATSurveyResponse' }, undefined],
  ['words', { type: 'message', name: 'CSATSurveyResponse', text: '5', value: { score: 5 } }, undefined],
])('the answer to the bot’s own survey is read from the transcript: %s', (_, activity, expected) => {
  const attachments = [{ name: 'Transcript', content: { activities: [...SAID, activity] } }];
  const handoff = readHandoff({ type: 'event', name: 'handoff.initiate', attachments });
  expect(handoff?.botRating).toEqual(expected);
});

test('a transcript sent as a link is named as a problem, and other attachments are ignored', () => {
  const attachments = [
    { contentType: 'image/png', name: 'photo', contentUrl: 'https://example.com/a.png' },
    { contentType: 'application/json', name: 'transcript', contentUrl: 'https://example.com/t.json' },
  ];
  expect(readHandoff(copilotStudio({ attachments }))?.problems).toEqual([expect.stringMatching(/as a link/)]);
  expect(readHandoff(copilotStudio({ attachments: attachments.slice(0, 1) }))?.problems).toEqual([]);
});

test('of a long transcript the newest messages are kept, and it says so', () => {
  const handoff = withTranscript(
    Array.from({ length: 700 }, (_, i) => ({ type: 'message', id: `${i}`, text: `m${i}` })),
  );
  expect(handoff?.transcript).toHaveLength(TRANSCRIPT_LIMITS.messages);
  expect(handoff?.transcript.at(-1)?.text).toBe('m699');
  expect(handoff?.problems).toEqual([
    'The transcript was long: the newest 500 messages are kept, 200 older ones are not.',
  ]);
});

test('too many and too long variables are cut', () => {
  const value = Object.fromEntries(Array.from({ length: 150 }, (_, i) => [`v${i}`, 'x'.repeat(5_000)]));
  const handoff = readHandoff(copilotStudio({ value }));
  expect(handoff?.variables.length).toBeLessThanOrEqual(VARIABLE_LIMITS.count);
  expect(String(handoff?.variables[0]?.value)).toHaveLength(VARIABLE_LIMITS.value);
  expect(handoff?.problems).toEqual([expect.stringMatching(/^The bot sent 150 variables/)]);
});

test.each<[unknown, string | null]>([
  ['2020-02-10T21:51:37.4997264Z', '2020-02-10T21:51:37.499Z'],
  ['2020-02-10T21:51:37.4997264', '2020-02-10T21:51:37.499Z'],
  ['2020-02-10T23:51:37+02:00', '2020-02-10T21:51:37.000Z'],
  [1581371497, '2020-02-10T21:51:37.000Z'],
  ['1581371497', '2020-02-10T21:51:37.000Z'],
  [1581371497499, '2020-02-10T21:51:37.499Z'],
  ['yesterday', null],
  [Number.NaN, null],
  [-1, null],
  [{}, null],
])('the time %j', (value, expected) => {
  expect(timeOf(value)?.toISOString() ?? null).toBe(expected);
});

test.each<[unknown, string | null]>([
  ['En-US', 'en-US'],
  ['zh_hans_cn', 'zh-Hans-CN'],
  ['de', 'de'],
  ['not a language', null],
  [1033, null],
])('the language %j', (value, expected) => {
  expect(languageOf(value)).toBe(expected);
});

describe('whatever arrives', () => {
  const anything = fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSparseArray: true,
    withNullPrototype: true,
  });

  test('nothing is thrown', () => {
    fc.assert(fc.property(anything, (activity) => void readHandoff(activity)));
  });

  test('a handoff event with any value and attachments opens, within limits, and can be stored as JSON', () => {
    const event = fc.record({
      type: fc.constant('event'),
      name: fc.constant('handoff.initiate'),
      value: fc.oneof(anything, fc.json(), fc.dictionary(fc.string({ unit: 'binary' }), anything)),
      attachments: fc.oneof(
        anything,
        fc.array(
          fc.record({
            name: fc.constant('Transcript'),
            content: fc.oneof(
              anything,
              fc.json(),
              fc.record({
                activities: fc.array(
                  fc.record(
                    {
                      type: fc.constant('message'),
                      text: fc.oneof(anything, fc.string({ unit: 'binary' })),
                      from: anything,
                      timestamp: anything,
                      attachments: fc.array(anything),
                    },
                    { requiredKeys: ['type'] },
                  ),
                ),
              }),
            ),
          }),
        ),
      ),
    });
    fc.assert(
      fc.property(event, (activity) => {
        const handoff = readHandoff(activity);
        expect(handoff).not.toBeNull();
        const text = JSON.stringify(handoff);
        expect(text).not.toMatch(/(^|[^\\])(\\\\)*\\u(0000|d[89a-f])/i);
        for (const { value } of handoff?.variables ?? []) {
          expect(value === null || ['string', 'number', 'boolean'].includes(typeof value)).toBe(true);
        }
      }),
    );
  });

  test('nesting without end costs only what nests', () => {
    let deep: unknown = 'x';
    for (let i = 0; i < 200_000; i += 1) deep = [deep];
    expect(readHandoff(copilotStudio({ value: { deep, near: 1 } }))?.variables).toEqual([
      { name: 'deep', value: '(a value that cannot be shown)' },
      { name: 'near', value: 1 },
    ]);
  });
});
