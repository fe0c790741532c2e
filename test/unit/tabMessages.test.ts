import type { Message } from '../../src/contract/api';
import { customerWordsAfter, partsOf } from '../../tab/conversation/messages/entries';
import {
  catchUpFrom,
  continues,
  EMPTY,
  lengthOfBotPart,
  merge,
  withPage,
} from '../../tab/conversation/messages/messageList';

const START = Date.parse('2026-11-23T12:00:00Z');
const at = (minutes: number) => new Date(START + minutes * 60_000).toISOString();

function message(seq: number, kind: Message['author']['kind'] = 'customer', part: Partial<Message> = {}): Message {
  return {
    seq,
    id: `m${seq}`,
    author: { kind, id: kind, name: kind },
    note: false,
    whisperTo: null,
    text: `words ${seq}`,
    format: 'plain',
    attachments: [],
    suggestedActions: [],
    quote: null,
    forwarded: false,
    citations: [],
    aiGenerated: false,
    told: null,
    sensitivity: null,
    answers: [],
    reactions: [],
    earlier: [],
    sentAt: at(seq),
    editedAt: null,
    deletedAt: null,
    delivery: null,
    clientMessageId: null,
    ...part,
  };
}
const seqs = (items: Message[]) => items.map(({ seq }) => seq);

describe('the messages of a conversation', () => {
  it('come in order, each once, however they arrive', () => {
    const known = [message(1), message(2)];
    expect(seqs(merge(known, [message(4), message(2), message(3)]))).toEqual([1, 2, 3, 4]);
  });

  it('take the newer answer of the same seq', () => {
    const delivered = message(2, 'agent', { delivery: { state: 'delivered', reason: null } });
    const [, second] = merge([message(1), message(2, 'agent')], [delivered]);
    expect(second?.delivery?.state).toBe('delivered');
  });

  it('stay the same object when nothing arrived', () => {
    const known = [message(1)];
    expect(merge(known, [])).toBe(known);
  });

  it.each([
    ['asked from the start', 0, [1, 2], true],
    ['asked from 100, 101 came', 100, [101, 102], false],
    ['asked from 100, the first is 140', 100, [140], true],
    ['nothing came', 100, [], true],
  ])('know whether the start was reached: %s', (_, after, page, complete) => {
    expect(
      withPage(
        EMPTY,
        after,
        page.map((seq) => message(seq)),
      ).complete,
    ).toBe(complete);
  });

  it.each([
    ['a new message', 6, 5],
    ['a changed one', 3, 2],
    ['one far ahead leaves no gap', 60, 5],
    ['one that is not loaded', 1, null],
  ])('catch up with %s', (_, hint, after) => {
    expect(catchUpFrom({ items: [3, 4, 5].map((seq) => message(seq)), complete: false }, hint)).toBe(after);
  });

  it('catch up from nothing when nothing was said', () => {
    expect(catchUpFrom({ items: [], complete: true }, 1)).toBe(0);
  });
});

describe('the part before people took over', () => {
  it('ends where the escalation opened', () => {
    const items = [message(1), message(2, 'bot'), message(3), message(4, 'system'), message(5, 'agent')];
    expect(lengthOfBotPart(items, at(4))).toBe(3);
  });

  it("never ends before the bot's last word, whatever its clock said", () => {
    const items = [message(1), message(2, 'bot', { sentAt: at(30) }), message(3, 'agent', { sentAt: at(6) })];
    expect(lengthOfBotPart(items, at(5))).toBe(2);
  });

  it('is everything when nobody has spoken since', () => {
    expect(lengthOfBotPart([message(1), message(2, 'bot')], at(9))).toBe(2);
  });

  it('is not claimed to end where it is not loaded', () => {
    const loaded = { items: [message(101, 'agent')], complete: false };
    expect(partsOf(loaded, at(3)).showsHandoff).toBe(false);
    expect(partsOf({ ...loaded, complete: true }, at(3)).showsHandoff).toBe(true);
  });
});

describe('lines', () => {
  it('join what one voice says within moments', () => {
    const first = message(1);
    expect(continues(message(2), first)).toBe(true);
    expect(continues(message(9), first)).toBe(false);
    expect(continues(message(2, 'bot'), first)).toBe(false);
    expect(continues(message(2, 'customer', { note: true }), first)).toBe(false);
    expect(continues(message(2, 'system'), message(1, 'system'))).toBe(false);
  });

  it('separate days and the two parts', () => {
    const tomorrow = message(3, 'agent', { sentAt: at(24 * 60) });
    const { bot, people } = partsOf({ items: [message(1), message(2, 'bot'), tomorrow], complete: true }, at(2.5));
    expect(bot.map(({ kind }) => kind)).toEqual(['day', 'message', 'message']);
    expect(people.map(({ kind }) => kind)).toEqual(['day', 'message']);
  });

  it("count the customer's words only", () => {
    expect(seqs(customerWordsAfter([message(1), message(2, 'agent'), message(3), message(4, 'system')], 1))).toEqual([
      3,
    ]);
  });
});
