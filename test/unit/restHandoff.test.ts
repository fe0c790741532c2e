import fc from 'fast-check';
import { ZodError } from 'zod';
import { AppError } from '../../src/base/errors';
import { readBody } from '../../src/intake/rest/restBody';
import { readAsked } from '../../src/intake/rest/restHandoff';
import { TRANSCRIPT_LIMITS } from '../../src/intake/handoff/transcript';
import { VARIABLE_LIMITS } from '../../src/contract/fields';

const MINIMAL = { conversationId: 'c1', customer: { id: 'u1' } };

const asked = (over: Record<string, unknown>) => {
  const read = readAsked({ ...MINIMAL, ...over });
  if (read.kind !== 'handoff') throw new Error('This is no handoff.');
  return read;
};

test('a handoff needs a chat and a customer, and nothing else', () => {
  expect(readAsked(MINIMAL)).toEqual({
    kind: 'handoff',
    externalId: 'c1',
    customer: { id: 'u1', name: 'Customer', locale: null },
    callbackUrl: null,
    handoff: {
      topic: null,
      lastPhrase: null,
      agentMessage: null,
      language: null,
      variables: [],
      transcript: [],
      problems: [],
    },
  });
});

const SAID = [
  ['customer', 'hello'],
  ['bot', 'Hi!'],
] as const;

test.each<[string, unknown]>([
  ['its own list', SAID.map(([author, text]) => ({ author, text }))],
  ['a list of activities', SAID.map(([role, text]) => ({ type: 'message', from: { role }, text }))],
  ['roles as numbers', SAID.map(([author, text]) => ({ from: { role: author === 'bot' ? 0 : 1 }, text }))],
  ['an object with activities', { activities: SAID.map(([author, text]) => ({ author, text })) }],
  ['an object with transcript', { transcript: SAID.map(([author, text]) => ({ author, text })) }],
  ['JSON in a text', JSON.stringify(SAID.map(([author, text]) => ({ author, text })))],
])('a transcript may be %s', (_, transcript) => {
  expect(asked({ transcript }).handoff.transcript.map(({ author, text }) => [author, text])).toEqual(SAID);
});

test('words that are too long are cut, not refused', () => {
  const { handoff } = asked({ topic: 'x'.repeat(9_999), message: 'y'.repeat(9_999), language: 'not a language' });
  expect(handoff.topic).toHaveLength(200);
  expect(handoff.agentMessage).toHaveLength(4_000);
  expect(handoff.language).toBeNull();
});

test.each<[string, Record<string, unknown>, { id: string; name: string }]>([
  [
    'the bot sends',
    { from: { id: 'b', name: 'Bot', role: 'bot' }, recipient: { id: 'u', name: 'Robin', role: 'user' } },
    { id: 'u', name: 'Robin' },
  ],
  [
    'roles are numbers',
    { from: { id: 'b', role: 0 }, recipient: { id: 'u', name: 'Robin', role: 1 } },
    { id: 'u', name: 'Robin' },
  ],
  [
    'the SDK has not rewritten it yet',
    { from: { id: 'u', name: 'Robin', role: 'user' }, recipient: { id: 'b', role: 'bot' } },
    { id: 'u', name: 'Robin' },
  ],
  ['only the recipient is there', { recipient: { id: 'u', name: 'Robin' } }, { id: 'u', name: 'Robin' }],
  ['nobody is named', {}, { id: 'c1', name: 'Customer' }],
  ['it says so itself', { customer: { id: 'u', name: 'Robin' }, from: { id: 'b' } }, { id: 'u', name: 'Robin' }],
])('the customer of an activity is found when %s', (_, sides, customer) => {
  const activity = { type: 'event', name: 'handoff.initiate', conversation: { id: 'c1' }, ...sides };
  expect(readAsked(activity)).toMatchObject({ kind: 'handoff', customer });
});

test.each<[string, unknown]>([
  ['JSON text in tags', { tags: '{"type":"Escalate","context":{"orderId":{"value":7,"isDisplayable":true}}}' }],
  ['an object in tags', { tags: { type: 'escalate', context: { orderId: 7 } } }],
  ['a command', { command: { type: 'Escalate', context: { orderId: 7 } } }],
  ['a list of pairs', { tags: { type: 'Escalate', context: [{ name: 'orderId', value: 7 }] } }],
])('Omnichannel’s command is read from %s', (_, channelData) => {
  const activity = { type: 'message', text: 'Wants a refund', conversation: { id: 'c1' }, channelData };
  expect(readAsked(activity)).toMatchObject({
    handoff: { agentMessage: 'Wants a refund', variables: [{ name: 'orderId', value: 7 }] },
  });
});

test('its other command ends the chat', () => {
  const tags = '{"type":"EndConversation"}';
  const activity = { type: 'message', text: 'Bye', conversation: { id: 'c1' }, channelData: { tags } };
  expect(readAsked(activity)).toEqual({ kind: 'end', externalId: 'c1', reason: 'Bye' });
});

describe('whatever arrives', () => {
  /** Names the parser looks for, and names that mean something to JavaScript, among any others. */
  const name = fc.oneof(
    fc.constantFrom('type', 'value', 'context', 'tags', 'activities', 'transcript', 'text', 'from', 'role', 'author'),
    fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'toJSON'),
    fc.string({ unit: 'binary', maxLength: 20 }),
  );
  const { json } = fc.letrec((tie) => ({
    json: fc.oneof(
      { depthSize: 'medium' },
      fc.string({ unit: 'binary' }),
      fc.constantFrom('Escalate', 'EndConversation', 'message', 'bot', '{"type":"Escalate","context":{"__proto__":1}}'),
      fc.double(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('json'), { maxLength: 8 }),
      fc.array(fc.tuple(name, tie('json')), { maxLength: 8 }).map((pairs) => Object.fromEntries(pairs)),
    ),
  }));
  /** Mostly as it ought to be, so that the rest of it gets read. */
  const mostly = (right: fc.Arbitrary<unknown>) => fc.oneof({ weight: 9, arbitrary: right }, json);
  const own = fc.record(
    {
      conversationId: mostly(fc.constant('c1')),
      customer: mostly(fc.record({ id: fc.constant('u'), name: fc.string({ unit: 'binary' }) })),
      transcript: mostly(fc.array(fc.record({ author: json, text: json, attachments: json, from: json }))),
      variables: mostly(fc.dictionary(name, json)),
      lastPhrase: mostly(fc.string({ unit: 'binary' })),
      callbackUrl: mostly(fc.webUrl()),
    },
    { requiredKeys: ['conversationId', 'customer'] },
  );
  const activity = fc.record(
    {
      type: fc.constantFrom('event', 'message', 'handoff'),
      name: fc.constantFrom('handoff.initiate', 'GenesysHandoff', 'other'),
      conversation: mostly(fc.constant({ id: 'c1' })),
      value: json,
      text: json,
      from: json,
      recipient: json,
      channelData: mostly(fc.record({ tags: fc.record({ type: fc.constant('Escalate'), context: json }) })),
      attachments: mostly(fc.array(fc.record({ name: fc.constant('Transcript'), content: json }))),
    },
    { requiredKeys: ['type', 'conversation'] },
  );

  /** The parser's answer, or null for a problem it named; anything else it throws fails the test. */
  function survive(raw: Buffer) {
    try {
      return readAsked(readBody(raw));
    } catch (error) {
      if (error instanceof ZodError || (error instanceof AppError && error.code === 'bad_request')) return null;
      throw error;
    }
  }

  test('any bytes are read or refused', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void survive(Buffer.from(bytes))));
  });

  test('any JSON is read within the limits or refused, and can be stored', () => {
    let read = 0;
    fc.assert(
      fc.property(fc.oneof(own, activity, json), (body) => {
        const asked = survive(Buffer.from(JSON.stringify(body)));
        if (asked?.kind !== 'handoff') return;
        read += 1;
        const { variables, transcript } = asked.handoff;
        expect(variables.length).toBeLessThanOrEqual(VARIABLE_LIMITS.count);
        expect(transcript.length).toBeLessThanOrEqual(TRANSCRIPT_LIMITS.messages);
        expect(JSON.stringify(asked)).not.toMatch(/(^|[^\\])(\\\\)*\\u(0000|d[89a-f])/i);
        expect(Object.getPrototypeOf(asked.handoff)).toBe(Object.prototype);
      }),
      { numRuns: 1_000 },
    );
    // Most of it must get past the first field, or nothing is tried.
    expect(read).toBeGreaterThan(300);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  test('a transcript and variables as large as a body may be are kept within their limits', () => {
    const transcript = Array.from({ length: 20_000 }, (_, n) => ({
      author: 'customer',
      text: `${n} ${'x'.repeat(60)}`,
    }));
    const variables = Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`v${n}`, 'y'.repeat(5_000)]));
    const { handoff } = asked({ transcript, variables });
    expect(handoff.transcript).toHaveLength(TRANSCRIPT_LIMITS.messages);
    expect(JSON.stringify(handoff).length).toBeLessThan(TRANSCRIPT_LIMITS.total + VARIABLE_LIMITS.total + 100_000);
    expect(handoff.problems).toHaveLength(2);
  });
});
