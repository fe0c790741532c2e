import fc from 'fast-check';
import { ZodError } from 'zod';
import { AppError } from '../../src/base/errors';
import { readBody } from '../../src/intake/rest/restBody';
import { readSkillCall } from '../../src/intake/skill/skillCall';

const call = (overrides: Record<string, unknown> = {}) => ({
  type: 'message',
  id: 'a1',
  channelId: 'webchat',
  serviceUrl: 'https://parent.example/api/skills',
  conversation: { id: 'skill-1' },
  from: { id: 'u1', name: 'Robin', role: 'user' },
  recipient: { id: 'p1', role: 'skill' },
  text: 'hello',
  ...overrides,
});
const asks = (overrides: Record<string, unknown>) => readSkillCall(call(overrides)).asks;

test.each([
  ['message', {}, 'message'],
  ['a card’s answer', { text: undefined, value: { colour: 'red' } }, 'message'],
  ['an empty message', { text: '' }, 'service'],
  ['handoff.initiate', { type: 'event', name: 'handoff.initiate' }, 'handoff'],
  ['an author’s own name for it', { type: 'event', name: 'ParcelHandoff' }, 'handoff'],
  ['startConversation', { type: 'event', name: 'startConversation' }, 'handoff'],
  ['handoff.status', { type: 'event', name: 'handoff.status' }, 'service'],
  ['endEscalation', { type: 'event', name: 'endEscalation' }, 'withdraw'],
  ['endOfConversation', { type: 'endOfConversation' }, 'ended'],
  ['EndOfConversation, as Copilot Studio pings', { type: 'EndOfConversation' }, 'ended'],
  ['typing', { type: 'typing' }, 'typing'],
  ['conversationUpdate', { type: 'conversationUpdate' }, 'service'],
])('%s', (_, overrides, kind) => {
  expect(asks(overrides).kind).toBe(kind);
});

test('a chat is known by the parent’s own conversation, however many skill conversations it makes', () => {
  const relatesTo = { channelId: 'webchat', conversation: { id: 'chat-9' } };
  const [one, two] = ['s1', 's2'].map((id) => readSkillCall(call({ conversation: { id }, relatesTo })));
  expect([one?.externalId, two?.externalId]).toEqual(['webchat:chat-9', 'webchat:chat-9']);
  expect([one?.conversationId, two?.conversationId]).toEqual(['s1', 's2']);
  expect(readSkillCall(call()).externalId).toBe('skill-1');
});

test('the customer is the sender, or the recipient of what the bot itself says', () => {
  expect(readSkillCall(call()).customer).toEqual({ id: 'u1', name: 'Robin', locale: null });
  const byBot = { from: { id: 'p1', name: 'Parcel bot', role: 'bot' }, recipient: { id: 'u1', name: 'Robin' } };
  expect(readSkillCall(call(byBot)).customer).toMatchObject({ id: 'u1', name: 'Robin' });
});

test('anything at all is read or refused with a reason, and what is read can be stored', () => {
  const anything = fc.dictionary(
    fc.constantFrom(
      'type',
      'name',
      'id',
      'text',
      'value',
      'attachments',
      'from',
      'recipient',
      'relatesTo',
      'channelData',
      'timestamp',
      'locale',
      'deliveryMode',
      'conversation',
      'serviceUrl',
    ),
    fc.oneof(
      fc.jsonValue({ maxDepth: 6 }),
      fc.constantFrom('message', 'event', 'handoff', 'endOfConversation', 'handoff.initiate', 'startConversation'),
      fc.string({ unit: 'binary' }),
    ),
  );
  fc.assert(
    fc.property(anything, fc.boolean(), (fields, whole) => {
      const raw = Buffer.from(JSON.stringify(whole ? { ...fields, ...call(), ...pick(fields) } : fields));
      try {
        const read = readSkillCall(readBody(raw));
        expect(JSON.stringify(read)).not.toMatch(/\\u0000/);
      } catch (error) {
        expect(error instanceof ZodError || error instanceof AppError).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});

/** The fields that say what a call means, left as they came. */
function pick(fields: Record<string, unknown>): Record<string, unknown> {
  const meaning = ['text', 'value', 'attachments', 'channelData', 'timestamp', 'locale'];
  return Object.fromEntries(Object.entries(fields).filter(([name]) => meaning.includes(name)));
}
