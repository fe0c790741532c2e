import {
  mayDiscard,
  mayTakeBack,
  nextToSend,
  notYetShown,
  reduce,
  revived,
  type Outgoing,
  type OutgoingAction,
} from '../../tab/conversation/messages/outgoing';
import type { Message } from '../../src/contract/api';

const write = (clientMessageId: string): OutgoingAction => ({
  type: 'write',
  clientMessageId,
  kind: 'reply',
  whisperTo: null,
  text: `words ${clientMessageId}`,
  at: '2026-11-23T12:00:00Z',
});
const after = (...actions: OutgoingAction[]): Outgoing[] => actions.reduce(reduce, []);
const ids = (queue: Outgoing[]) => queue.map((item) => item.clientMessageId);

describe('what an agent wrote', () => {
  it('is sent in the order it was written', () => {
    const queue = after(write('a'), write('b'));
    expect(nextToSend(queue)?.clientMessageId).toBe('a');
    expect(nextToSend(reduce(queue, { type: 'sending', clientMessageId: 'a' }))).toBeNull();
    expect(nextToSend(reduce(queue, { type: 'sent', clientMessageId: 'a' }))?.clientMessageId).toBe('b');
  });

  it('waits behind one that failed until that is retried or taken back', () => {
    const queue = after(write('a'), write('b'), {
      type: 'failed',
      clientMessageId: 'a',
      reason: 'no',
      unanswered: false,
    });
    expect(nextToSend(queue)).toBeNull();
    expect(nextToSend(reduce(queue, { type: 'retry', clientMessageId: 'a' }))?.clientMessageId).toBe('a');
    expect(nextToSend(reduce(queue, { type: 'discard', clientMessageId: 'a' }))?.clientMessageId).toBe('b');
  });

  it('keeps its id over every try, and counts the tries', () => {
    const [item] = after(
      write('a'),
      { type: 'sending', clientMessageId: 'a' },
      { type: 'postponed', clientMessageId: 'a', unanswered: true },
      { type: 'sending', clientMessageId: 'a' },
      { type: 'postponed', clientMessageId: 'a', unanswered: true },
    );
    expect(item).toMatchObject({ clientMessageId: 'a', state: 'queued', attempts: 2 });
  });

  it('is not shown twice once the transcript has it', () => {
    const shown = [{ clientMessageId: 'a' }, { clientMessageId: null }] as Message[];
    expect(ids(notYetShown(after(write('a'), write('b')), shown))).toEqual(['b']);
  });

  it('is sent again after a reload, under its old id', () => {
    const queue = revived(after(write('a'), { type: 'sending', clientMessageId: 'a' }));
    expect(nextToSend(queue)?.clientMessageId).toBe('a');
  });

  const tries: [string, OutgoingAction[], boolean, boolean][] = [
    ['waiting', [], true, true],
    ['on its way', [{ type: 'sending', clientMessageId: 'a' }], false, false],
    ['refused', [{ type: 'failed', clientMessageId: 'a', reason: 'no', unanswered: false }], true, true],
    ['without an answer', [{ type: 'postponed', clientMessageId: 'a', unanswered: true }], false, false],
    [
      'without an answer, then refused, then tried again',
      [
        { type: 'postponed', clientMessageId: 'a', unanswered: true },
        { type: 'failed', clientMessageId: 'a', reason: 'no', unanswered: false },
        { type: 'retry', clientMessageId: 'a' },
      ],
      false,
      false,
    ],
    [
      'given up without an answer',
      [{ type: 'failed', clientMessageId: 'a', reason: 'late', unanswered: true }],
      false,
      true,
    ],
  ];
  it.each(tries)('%s: whether it can be taken back, and thrown away', (_, actions, takenBack, discarded) => {
    const [item] = after(write('a'), ...actions);
    expect([mayTakeBack(item as Outgoing), mayDiscard(item as Outgoing)]).toEqual([takenBack, discarded]);
  });

  it('may have arrived when the page was left while it was on its way', () => {
    const [item] = revived(after(write('a'), { type: 'sending', clientMessageId: 'a' }));
    expect(mayTakeBack(item as Outgoing)).toBe(false);
  });
});
