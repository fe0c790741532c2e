import type { Escalation } from '../../src/contract/api';
import { signsOf } from '../../tab/parts/signs';
import { topicOf } from '../../tab/parts/topics';
import { buildEscalation, LEE, MEGAN } from '../component/support/build';

/** Ten in the morning where the reader is, wherever the tests run. */
const NOW = new Date(2026, 10, 25, 10).getTime();
const ago = (minutes: number) => new Date(NOW - minutes * 60_000).toISOString();
const words = (change: Parameters<typeof buildEscalation>[0], meId = LEE.id) =>
  signsOf(buildEscalation(change), meId, NOW, 'en-GB').map((sign) => sign.words);

describe('a row says', () => {
  it.each<[Parameters<typeof buildEscalation>[0], string[]]>([
    [{}, []],
    [{ customerWaitsSince: ago(4) }, ['Waits 4 min for you']],
    [{ customerWaitsSince: ago(0) }, ['Waits for you']],
    [{ customerWaitsSince: ago(4), assignee: MEGAN }, ['Waits 4 min for Megan Bowen']],
    [{ ownerWaitsSince: ago(4) }, []],
    [{ ownerWaitsSince: ago(12) }, ['Customer silent for 12 min']],
    [{ ownerWaitsSince: ago(22), customerAskedAt: ago(2), dueAt: ago(-8) }, ['Asked if still there · ends in 8 min']],
    [{ onHold: { since: ago(4), until: ago(-6), by: LEE } }, ['On hold until 10:06']],
    [{ onHold: { since: ago(4), until: ago(-6), by: MEGAN } }, ['On hold since 09:56, until 10:06']],
    [
      { onHold: { since: ago(4), until: ago(-6), by: LEE }, customerWaitsSince: ago(2) },
      ['Waits 2 min for you', 'On hold until 10:06'],
    ],
    [{ onHold: { since: ago(9), until: ago(3), by: LEE }, customerWaitsSince: ago(3) }, ['Hold ran out 3 min ago']],
    [{ undelivered: true }, ['Not delivered']],
    [{ undelivered: true, lane: { blocked: true, reason: 'Blocked' } }, ['Cannot be reached']],
    [{ leftMessageAt: ago(1) }, ['Left a message']],
    [{ leftMessageAt: ago(1), outsideHours: { opensAt: null } }, ['Left a message outside opening hours']],
    [
      { leftMessageAt: ago(1), outsideHours: { opensAt: ago(-90) } },
      ['Left a message outside opening hours · open again at 11:30'],
    ],
    [{ colleagues: [{ ...MEGAN, role: 'consulted' }] }, ['Asked Megan Bowen']],
    [{ colleagues: [{ ...MEGAN, role: 'joined' }] }, []],
    [{ colleagues: [{ ...LEE, role: 'consulted' }] }, []],
    [{ goesBackAt: ago(-3), assignee: MEGAN }, ['Reminded · goes back in 3 min']],
    [{ goesBackAt: ago(-3) }, []],
    [{ priority: 2, test: true }, ['Urgent', 'Test']],
    [{ status: 'waiting', assignee: null, alarm: 'onCall' }, ['Overdue']],
    [{ alarm: 'onCall' }, []],
  ])('%#', (change, expected) => expect(words(change)).toEqual(expected));

  it('the most pressing first', () => {
    const all: Partial<Escalation> = {
      customerWaitsSince: ago(61),
      undelivered: true,
      leftMessageAt: ago(3),
      priority: 1,
    };
    expect(words(all)).toEqual(['Waits 1 h 1 min for you', 'Not delivered', 'High', 'Left a message']);
  });

  it('nothing of seqs: notes and system lines after the customer’s words change nothing', () => {
    const before = words({ customerWaitsSince: ago(4), lastSeq: 3, lastCustomerSeq: 3 });
    expect(words({ customerWaitsSince: ago(4), lastSeq: 9, lastCustomerSeq: 3 })).toEqual(before);
  });
});

it.each([
  ['Escalate', null],
  ['  escalate ', null],
  ['', null],
  [null, null],
  ['Returns', 'Returns'],
])('the topic %j is shown as %j', (topic, shown) => expect(topicOf(topic)).toBe(shown));
