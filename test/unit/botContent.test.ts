/** The reader of what bots and their customers say, fed with anything at all. */
import fc from 'fast-check';
import type { Message } from '../../src/domain/message';
import { heardOf, readChoice, toChoice, valueOf } from '../../src/domain/choices';
import { readContent, saysNothing } from '../../src/intake/content/content';
import { CONTENT_LIMITS } from '../../src/intake/content/limits';
import { wordsInMarkup } from '../../src/intake/content/markup';
import { readArrival } from '../../src/intake/directLine/botActivity';
import { readHandoff } from '../../src/intake/handoff/handoff';
import { partsOf } from '../../src/teams/senders/customerActivities';

const nasty = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '\u0000',
    '\ud800',
    'a\udc00b',
    '\ufeff',
    '[1]: x "y"',
    'https://a.example/',
    'data:image/png;base64,AA',
    '<p>',
  ),
);
const anything = fc.oneof(fc.jsonValue({ maxDepth: 4 }), nasty, fc.constant(undefined));
const cardType = fc.constantFrom(
  ...['adaptive', 'hero', 'thumbnail', 'receipt', 'signin', 'oauth', 'audio', 'video', 'animation'].map(
    (kind) => `application/vnd.microsoft.card.${kind}`,
  ),
  'application/vnd.microsoft.teams.card.list',
  'application/vnd.microsoft.teams.file.download.info',
  'text/plain',
  'text/html',
  'image/png',
  'application/pdf',
);
const action = fc.record(
  { type: anything, title: anything, value: anything, text: anything, displayText: anything },
  { requiredKeys: [] },
);
const attachment = fc.record(
  {
    contentType: fc.oneof(cardType, anything),
    contentUrl: anything,
    name: anything,
    content: fc.oneof(
      anything,
      fc.record({
        text: anything,
        media: anything,
        images: anything,
        tap: anything,
        buttons: fc.array(action),
        body: anything,
      }),
    ),
  },
  { requiredKeys: [] },
);
const activity = fc.record(
  {
    type: fc.oneof(fc.constantFrom('message', 'typing', 'endOfConversation', 'event', 'messageUpdate'), anything),
    id: anything,
    name: anything,
    text: anything,
    speak: anything,
    textFormat: anything,
    value: anything,
    from: anything,
    code: anything,
    timestamp: anything,
    attachmentLayout: anything,
    channelData: anything,
    attachments: fc.oneof(anything, fc.array(attachment)),
    suggestedActions: fc.oneof(anything, fc.record({ actions: fc.array(fc.oneof(action, anything)) })),
    entities: fc.oneof(
      anything,
      fc.array(
        fc.record(
          {
            type: fc.constant('https://schema.org/Message'),
            citation: anything,
            keywords: anything,
            usageInfo: anything,
          },
          { requiredKeys: [] },
        ),
      ),
    ),
  },
  { requiredKeys: [] },
);

/** What PostgreSQL refuses in JSON and in text. */
const UNSTORABLE = /\\u0000|\\ud[89ab][0-9a-f]{2}(?!\\ud[c-f])|(?<!\\ud[89ab][0-9a-f]{2})\\ud[c-f][0-9a-f]{2}/i;
const escapedJson = (value: unknown) =>
  JSON.stringify(value).replace(/[\ud800-\udfff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16)}`);

function message(content: ReturnType<typeof readContent>): Message {
  return {
    ...{ id: 'm', conversationId: 'c', escalationId: null, seq: 1, note: false, whisperTo: null, reactions: [] },
    ...{ earlier: [], externalId: null, sentAt: new Date(0), editedAt: null, deletedAt: null, delivery: null },
    clientMessageId: null,
    author: { kind: 'bot', id: null, name: 'Bot' },
    suggestedActions: [],
    text: content.text,
    format: content.format,
    attachments: content.attachments.map(({ source: _, ...kept }) => kept),
    extras: content.extras,
  };
}

test('whatever a bot says is read, can be stored, keeps within its limits, and can be sent', () => {
  fc.assert(
    fc.property(activity, fc.constantFrom('bot', 'customer'), (said, by) => {
      const content = readContent(said, { by });
      expect(escapedJson(content)).not.toMatch(UNSTORABLE);
      expect(content.text.length).toBeLessThanOrEqual(CONTENT_LIMITS.text + 5_000);
      expect(content.attachments.length).toBeLessThanOrEqual(3 * CONTENT_LIMITS.attachments + 1);
      const parts = partsOf(message(content));
      for (const { activity: sent } of parts) {
        expect(() => JSON.stringify(sent)).not.toThrow();
        expect(sent.attachments?.length ?? 0).toBeLessThanOrEqual(10);
      }
      // Files of the desk's own go out beside these.
      const others = content.attachments.filter(({ source, url }) => !(source && url === null));
      if (!saysNothing(content) && others.length === content.attachments.length)
        expect(parts.length).toBeGreaterThan(0);
    }),
    { numRuns: 3_000 },
  );
});

test('words without anything to see say nothing, in every field that may hold words', () => {
  const blank = fc.string({ unit: fc.constantFrom('\u0000', ' ', '\n', '\t', '\u00a0') });
  const said = fc.record({
    text: blank,
    textFormat: fc.constantFrom('plain', 'markdown', 'xml'),
    speak: blank,
    value: blank,
    attachments: fc.array(
      fc.record({ contentType: fc.constantFrom('text/plain', 'text/html', 'text/xml'), content: blank }),
    ),
  });
  fc.assert(
    fc.property(said, fc.constantFrom('bot', 'customer'), (activity, by) => {
      expect(saysNothing(readContent(activity, { by }))).toBe(true);
    }),
  );
});

test('words are kept, whatever else is in the activity', () => {
  fc.assert(
    fc.property(activity, fc.stringMatching(/^[\p{L} ]{1,40}$/u), (said, words) => {
      fc.pre(words.trim() !== '');
      const rest = said as Record<string, unknown>;
      const content = readContent({ ...rest, textFormat: 'plain', text: words }, { by: 'bot' });
      expect(content.text.replace(/\s/g, '')).toContain(words.replace(/\s/g, ''));
    }),
    { numRuns: 1_000 },
  );
});

test('every arrival of a stream has a name, and a handoff is read or not, but never thrown', () => {
  fc.assert(
    fc.property(fc.oneof(activity, anything), (raw) => {
      const arrived = readArrival(raw, 'dl_1', 'fallback');
      expect(['bot', 'echo', 'typing', 'service']).toContain(arrived.kind);
      expect(escapedJson(arrived)).not.toMatch(UNSTORABLE);
      readHandoff(raw);
    }),
    { numRuns: 2_000 },
  );
});

test('a press names its choice and nothing else does', () => {
  const key = { messageId: '6f1d2c3b-0000-4000-8000-000000000001', index: 3 };
  expect(readChoice(valueOf(key))).toEqual(key);
  expect(readChoice({ ...valueOf(key), more: 1 })).toEqual(key);
  fc.assert(fc.property(anything, (value) => readChoice(value) === null));
});

test.each([
  [{ type: 'imBack', title: 'Yes', value: 'y' }, { text: 'y' }],
  ['Yes', { text: 'Yes' }],
  [{ title: 'Yes' }, { text: 'Yes' }],
  [
    { type: 'POSTBACK', title: 'Yes', value: { a: 1 } },
    { value: { a: 1 }, channelData: { postBack: true } },
  ],
  [
    { type: 'postBack', title: 'Yes', value: 'y' },
    { text: 'y', channelData: { postBack: true } },
  ],
  [
    { type: 'messageBack', title: 'Yes', value: 7 },
    { value: 7, channelData: { messageBack: {} } },
  ],
])('of %j the bot hears %j', (given, heard) => {
  expect(heardOf(toChoice(given))).toEqual(heard);
});

test.each([
  ['<p>Hello<br>world</p>', 'Hello\nworld'],
  ['1 < 2 &amp; 3 > 2', '1 < 2 & 3 > 2'],
  ['<script>alert(1)</script>ok<!-- no -->', 'ok'],
  ['<ul><li>a</li><li>b</li></ul>', '- a\n- b'],
  ['<img alt="A cat" src="x">', 'A cat'],
  ['an open <a href="x', 'an open <a href="x'],
  ['<speak>It <break time="1s"/>is</speak>', 'It is'],
])('%j says %j', (markup, words) => {
  expect(wordsInMarkup(markup)).toBe(words);
});

test('markup of any kind takes no time', () => {
  for (const part of ['<', '<a', '<!--', '<script>', '&', '</', '<img alt="']) {
    const started = performance.now();
    wordsInMarkup(part.repeat(100_000));
    expect(performance.now() - started).toBeLessThan(5_000);
  }
});

describe('a transcript', () => {
  const transcript = (content: unknown) =>
    readHandoff({
      type: 'event',
      name: 'handoff.initiate',
      attachments: [{ name: 'Transcript', contentType: 'application/json', content }],
    })?.transcript ?? [];
  const said = [{ type: 'message', text: 'hello', from: { role: 'user' } }];

  test.each([
    ['as JSON text with a byte-order mark', `\ufeff${JSON.stringify({ activities: said })}`],
    ['with a list as JSON text with one', { activities: `\ufeff ${JSON.stringify(said)}` }],
  ])('%s is read', (_, content) => {
    expect(transcript(content).map(({ text }) => text)).toEqual(['hello']);
  });

  test('is read as what a bot says now is', () => {
    const [entry] = transcript([
      {
        type: 'message',
        from: { role: 'bot' },
        text: 'Thirty days[1].\n\n[1]: https://a.example/ "Policy"',
        suggestedActions: { actions: [{ type: 'imBack', title: 'Yes', value: 'y' }] },
        attachments: [
          {
            contentType: 'application/vnd.microsoft.card.signin',
            content: {
              text: 'Sign in',
              buttons: [{ type: 'signin', title: 'In', value: 'https://id.example/?signin=1' }],
            },
          },
        ],
      },
    ]);
    expect(entry).toMatchObject({
      text: 'Thirty days[1].\n\nSign in',
      extras: { choices: [{ title: 'Yes' }], citations: [{ position: 1, name: 'Policy' }] },
    });
    expect(JSON.stringify(entry)).not.toContain('signin=1');
  });
});
