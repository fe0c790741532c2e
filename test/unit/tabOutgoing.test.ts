import {
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
    const queue = after(write('a'), write('b'), { type: 'failed', clientMessageId: 'a', reason: 'no' });
    expect(nextToSend(queue)).toBeNull();
    expect(nextToSend(reduce(queue, { type: 'retry', clientMessageId: 'a' }))?.clientMessageId).toBe('a');
    expect(nextToSend(reduce(queue, { type: 'discard', clientMessageId: 'a' }))?.clientMessageId).toBe('b');
  });

  it('keeps its id over every try, and counts the tries', () => {
    const [item] = after(
      write('a'),
      { type: 'sending', clientMessageId: 'a' },
      { type: 'postponed', clientMessageId: 'a' },
      { type: 'sending', clientMessageId: 'a' },
      { type: 'postponed', clientMessageId: 'a' },
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
});
