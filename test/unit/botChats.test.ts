/** When a chat with a bot begins and ends, how it ended, and what others get wrong about that. */
import { endedChats, type SaidOutcome } from '../../src/domain/figures/botChats';
import { outcomeOfEnd, readBotOutcome } from '../../src/intake/handoff/botOutcome';

const MIN = 60_000;
const at = (minutes: number) => new Date(Date.parse('2026-11-25T10:00:00Z') + minutes * MIN);
/** The customer's words, minutes after ten; their numbers follow each other. */
const said = (...minutes: number[]) => minutes.map((minute, n) => ({ seq: 10 * (n + 1), at: at(minute) }));
const told = (seq: number, minute: number, outcome: SaidOutcome['outcome'], ends = false): SaidOutcome => ({
  seq,
  at: at(minute),
  outcome,
  ends,
});
const chatsOf = (conversation: Partial<Parameters<typeof endedChats>[0]>) =>
  endedChats({ said: [], outcomes: [], handedOver: [], ...conversation }).map(
    (chat) => `${chat.end} ${(chat.at.getTime() - at(0).getTime()) / MIN}`,
  );

describe('a chat with a bot', () => {
  it('goes on while the customer is never silent for more than half an hour', () => {
    expect(chatsOf({ said: said(0, 20, 50) })).toEqual(['gaveUp 50']);
    expect(chatsOf({ said: said(0, 20, 50.1) })).toEqual(['gaveUp 20', 'gaveUp 50.1']);
  });

  it('is resolved when the bot said so, or ended it', () => {
    expect(chatsOf({ said: said(0, 1), outcomes: [told(20, 2, 'resolved')] })).toEqual(['resolved 1']);
    expect(chatsOf({ said: said(0, 1), outcomes: [told(20, 2, 'resolved', true)] })).toEqual(['resolved 2']);
  });

  it('is given up when the customer goes quiet: a bot that answers nothing looks no better for it', () => {
    expect(chatsOf({ said: said(0) })).toEqual(['gaveUp 0']);
  });

  it('is no chat that ended without a handoff when it was handed over, whatever was said before', () => {
    expect(chatsOf({ said: said(0, 1), handedOver: [{ toSeq: 25 }] })).toEqual([]);
    expect(chatsOf({ said: said(0, 1), outcomes: [told(15, 0.5, 'resolved')], handedOver: [{ toSeq: null }] })).toEqual(
      [],
    );
  });

  it('begins anew after an agent had the customer, however soon', () => {
    expect(chatsOf({ said: said(0, 5), handedOver: [{ toSeq: 15 }] })).toEqual(['gaveUp 5']);
  });

  it('begins anew after the bot ended one, however soon', () => {
    expect(chatsOf({ said: said(0, 1), outcomes: [told(10, 0.5, 'resolved', true)] })).toEqual([
      'resolved 0.5',
      'gaveUp 1',
    ]);
  });

  it('keeps what went before the handoff apart where the customer was silent between', () => {
    expect(chatsOf({ said: said(0, 45), handedOver: [{ toSeq: 25 }] })).toEqual(['gaveUp 0']);
  });

  it('ends as the bot said last; that it ended says less than how', () => {
    const outcomes = [told(10, 0.5, 'resolved'), told(20, 1.5, 'gaveUp')];
    expect(chatsOf({ said: said(0, 1), outcomes })).toEqual(['gaveUp 1']);
    expect(chatsOf({ said: said(0, 1), outcomes: [...outcomes, told(20, 1.6, 'resolved', true)] })).toEqual([
      'gaveUp 1.6',
    ]);
  });

  it('does not end twice, and nothing ends what never began', () => {
    const twice = [told(10, 1, 'resolved', true), told(10, 2, 'gaveUp', true)];
    expect(chatsOf({ said: said(0), outcomes: twice })).toEqual(['resolved 1']);
    expect(chatsOf({ outcomes: twice, handedOver: [{ toSeq: 3 }] })).toEqual([]);
  });

  it('is not stretched by clocks that disagree', () => {
    expect(chatsOf({ said: said(5, 0, 4) })).toEqual(['gaveUp 4']);
  });
});

describe('what a bot says of how it went', () => {
  const read = (value: unknown, more: object = {}) =>
    readBotOutcome({ type: 'event', name: 'conversation.outcome', value, ...more });

  it.each([
    ['resolved', 'resolved'],
    ['Gave up', 'gaveUp'],
    [{ outcome: 'gaveUp' }, 'gaveUp'],
    ['{"outcome":"Resolved"}', 'resolved'],
    ['handedOver', null],
    [null, null],
    [['resolved'], null],
  ])('as %j is %p', (value, outcome) => expect(read(value)).toBe(outcome));

  it('is read from Copilot Studio’s own record, which calls silence a success', () => {
    const record = (value: object) => readBotOutcome({ type: 'trace', valueType: 'SessionInfo', value });
    expect(record({ outcome: 'Resolved', outcomeReason: 'Resolved' })).toBe('resolved');
    expect(record({ outcome: 'Resolved', impliedSuccess: true })).toBeNull();
    expect(record({ outcome: 'Abandoned', outcomeReason: 'UserExit' })).toBe('gaveUp');
    expect(record({ outcome: 'HandOff' })).toBeNull();
  });

  it('is no message, and no other event', () => {
    expect(read('resolved', { type: 'message' })).toBeNull();
    expect(read('resolved', { name: 'something' })).toBeNull();
    expect(readBotOutcome('resolved')).toBeNull();
  });

  it('is in the code a conversation ends with, where that says anything', () => {
    expect(['', 'completedSuccessfully', 'unknown'].map(outcomeOfEnd)).toEqual(['resolved', 'resolved', 'resolved']);
    expect(['userCancelled', 'botTimedOut', 'error'].map(outcomeOfEnd)).toEqual(['gaveUp', 'gaveUp', 'gaveUp']);
  });
});
