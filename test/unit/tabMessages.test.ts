import { buildEvent } from '../component/support/build';
import { cpuTime } from '../support/cpuTime';
import type { Message } from '../../src/contract/api';
import {
  askingFor,
  askingForAll,
  continues,
  EMPTY,
  lengthOfBotPart,
  merge,
  withMessage,
  withPage,
} from '../../tab/conversation/messages/messageList';
import { customerWordsAfter, rowsOf, withOutgoing } from '../../tab/conversation/messages/rows';

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

  it('know where the whole begins and ends, however little of it is loaded', () => {
    const middle = withPage(EMPTY, { items: [message(40)], first: 7, last: 90 });
    expect(middle).toMatchObject({ first: 7, last: 90 });
    // An answer that was on its way while more was said takes nothing back.
    expect(withPage(middle, { items: [], first: 7, last: 80 }).last).toBe(90);
    expect(withMessage(middle, message(91))).toMatchObject({ last: 91 });
  });

  it.each([
    ['a new message', [6], [{ after: 5, limit: null }]],
    ['several new ones at once', [9, 6, 7], [{ after: 5, limit: null }]],
    ['a changed one', [3], [{ after: 2, limit: 1 }]],
    ['one that is not loaded', [1], []],
  ])('catch up with %s', (_, hints, asking) => {
    expect(askingFor({ items: [3, 4, 5].map((seq) => message(seq)), first: 1, last: 5 }, hints)).toEqual(asking);
  });

  it('catch up from nothing when nothing was said', () => {
    expect(askingFor(EMPTY, [1])).toEqual([{ after: 0, limit: null }]);
  });

  it('catch up with all that is loaded, stretch by stretch, and with what has come since', () => {
    const items = [1, 2, 3, 50, 51, 90].map((seq) => message(seq));
    expect(askingForAll({ items, first: 1, last: 90 })).toEqual([
      { after: 0, limit: 3 },
      { after: 49, limit: 2 },
      { after: 89, limit: null },
    ]);
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
    const kinds = (items: Message[], first: number) =>
      rowsOf({ items, first, last: 101 }, { openedAt: at(3), endedAt: null, newAfter: null }).map(({ kind }) => kind);
    expect(kinds([message(101, 'agent')], 100)).toEqual(['unloaded', 'day', 'message']);
    expect(kinds([message(101, 'agent')], 101)).toEqual(['handoff', 'day', 'message']);
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
    const items = [message(1), message(2, 'bot'), tomorrow];
    const rows = rowsOf({ items, first: 1, last: 3 }, { openedAt: at(2.5), endedAt: at(25 * 60), newAfter: null });
    expect(rows.map(({ kind, part }) => `${part} ${kind}`)).toEqual([
      'bot withBot',
      'bot day',
      'bot message',
      'bot message',
      'bot afterBot',
      'handoff handoff',
      'people day',
      'people message',
      'people ended',
    ]);
  });

  it('say which day it was handed over on, where that is another than the bot’s', () => {
    const items = [message(1), message(2, 'agent', { sentAt: at(24 * 60 + 1) })];
    const rows = rowsOf({ items, first: 1, last: 2 }, { openedAt: at(24 * 60), endedAt: null, newAfter: null });
    expect(rows.map(({ kind, part }) => `${part} ${kind}`).slice(3)).toEqual([
      'bot afterBot',
      'handoff day',
      'handoff handoff',
      'people message',
    ]);
  });

  it('say from where on nothing has been read: the customer’s first word after what was', () => {
    const items = [message(1), message(2, 'agent'), message(3, 'system'), message(4), message(5)];
    const lines = (newAfter: number | null) =>
      rowsOf({ items, first: 1, last: 5 }, { openedAt: at(0), endedAt: null, newAfter });
    expect(lines(1).findIndex(({ kind }) => kind === 'new')).toBe(5);
    expect(lines(1)[6]).toMatchObject({ key: 'm4', continued: false });
    expect(lines(5).some(({ kind }) => kind === 'new')).toBe(false);
    expect(lines(null).some(({ kind }) => kind === 'new')).toBe(false);
  });

  it('have a place for every message, loaded or not, and the same one when it is', () => {
    const before = rowsOf(
      { items: [message(3)], first: 1, last: 3 },
      { openedAt: at(0), endedAt: null, newAfter: null },
    );
    expect(before.map(({ key }) => key)).toEqual(['m1', 'm2', 'd3', 'm3']);
  });

  it('say what happened at its place, with the day it was, and nobody goes on before it', () => {
    const items = [message(1), message(2, 'agent'), message(3, 'agent')];
    const said = { openedAt: at(0), endedAt: null, newAfter: null };
    const event = (version: number, afterSeq: number, moment: string) =>
      buildEvent({ version, afterSeq, at: moment, type: 'joined' });
    const events = [event(2, 0, at(1)), event(3, 2, at(3)), event(4, 3, at(25 * 60))];
    const rows = rowsOf({ items, first: 1, last: 3 }, { ...said, events });
    expect(rows.map(({ key }) => key)).toEqual(['handoff', 'de2', 'e2', 'm1', 'm2', 'e3', 'm3', 'de4', 'e4']);
    expect(rows.find(({ key }) => key === 'm3')).toMatchObject({ continued: false });
    const partly = rowsOf({ items: items.slice(2), first: 1, last: 3 }, { ...said, events });
    expect(partly.map(({ key }) => key)).toEqual(['de2', 'e2', 'm1', 'm2', 'e3', 'm3', 'de4', 'e4']);
  });

  it('cost little where thousands were said and hundreds of things happened', () => {
    const items = Array.from({ length: 5_000 }, (_, n) => message(n + 1));
    const events = Array.from({ length: 500 }, (_, n) => buildEvent({ version: n + 2, afterSeq: n * 10 }));
    const began = cpuTime();
    const rows = rowsOf({ items, first: 1, last: 5_000 }, { openedAt: at(0), endedAt: null, newAfter: null, events });
    expect(rows.filter(({ kind }) => kind === 'event')).toHaveLength(500);
    expect(cpuTime() - began).toBeLessThan(1_000);
  });

  it('keep the place of one’s own words when the desk confirms them', () => {
    const item = { clientMessageId: 'a', kind: 'reply' as const, whisperTo: null, text: 'Hello', writtenAt: at(1) };
    const [waiting] = withOutgoing([], [{ ...item, state: 'sending', attempts: 0, reason: null }]);
    const said = message(1, 'agent', { clientMessageId: 'a' });
    const rows = rowsOf({ items: [said], first: 1, last: 1 }, { openedAt: at(0), endedAt: null, newAfter: null });
    expect(rows.at(-1)?.key).toBe(waiting?.key);
  });

  it("count the customer's words only", () => {
    expect(seqs(customerWordsAfter([message(1), message(2, 'agent'), message(3), message(4, 'system')], 1))).toEqual([
      3,
    ]);
  });
});
