import type { EscalationEvent, Message } from '../../src/contract/api';
import { happenedWords, toldAmongMessages, toldOnPaper } from '../../tab/conversation/messages/happened';
import { transcriptText } from '../../tab/conversation/transcript/transcriptText';
import { buildEscalation, buildEvent, buildMessage, LEE, MEGAN } from '../component/support/build';

const NOWHERE = { agent: null, queue: null };
const BILLING = { id: 'billing', name: 'Billing' };
const VIP = { id: 'vip', name: 'VIP' };
const DESK = { kind: 'system', id: null, name: 'Handoff Desk' } as const;
const by = (person: typeof LEE) => ({ kind: 'agent' as const, ...person });

describe('what happened, to one who reads along', () => {
  it.each<[Partial<EscalationEvent>, string]>([
    [{ actor: by(LEE) }, 'You claimed the chat'],
    [{ actor: by(MEGAN) }, 'Megan Bowen claimed the chat'],
    [
      { type: 'released', actor: by(MEGAN), from: { ...NOWHERE, agent: MEGAN }, to: { agent: null, queue: BILLING } },
      'Megan Bowen returned the chat to Billing',
    ],
    [
      {
        type: 'released',
        actor: by(MEGAN),
        from: { ...NOWHERE, agent: LEE },
        to: { agent: null, queue: BILLING },
        reason: 'rebalancing',
      },
      'Megan Bowen returned your chat to Billing: “rebalancing”',
    ],
    [
      {
        type: 'released',
        actor: DESK,
        from: { ...NOWHERE, agent: MEGAN },
        to: { agent: null, queue: BILLING },
        reason: 'Megan Bowen let the customer wait',
      },
      'The chat went back to Billing: Megan Bowen let the customer wait too long',
    ],
    [
      {
        type: 'transferred',
        actor: by(MEGAN),
        from: { agent: MEGAN, queue: BILLING },
        to: { agent: null, queue: VIP },
      },
      'Megan Bowen moved the chat from Billing to VIP',
    ],
    [
      { type: 'transferred', actor: DESK, from: { agent: null, queue: BILLING }, to: { agent: null, queue: VIP } },
      'Nobody claimed the chat in time: it moved from Billing to VIP',
    ],
    // Each further target that goes by says for how long by then.
    [
      { type: 'overdue', actor: DESK, summary: 'Nobody has claimed the chat in 10 min' },
      'Nobody has claimed the chat in 10 min',
    ],
    [
      { type: 'transferred', actor: by(MEGAN), from: { ...NOWHERE, agent: MEGAN }, to: { ...NOWHERE, agent: LEE } },
      'Megan Bowen transferred the chat to you',
    ],
    [
      { type: 'transferred', actor: by(MEGAN), summary: 'Megan Bowen transferred to VIP' },
      'Megan Bowen transferred to VIP',
    ],
    [{ type: 'offered', actor: DESK, to: { ...NOWHERE, agent: MEGAN } }, 'The chat was offered to Megan Bowen'],
    [{ type: 'passed', actor: by(MEGAN), from: { ...NOWHERE, agent: MEGAN } }, 'Megan Bowen passed'],
    [{ type: 'passed', actor: DESK, from: { ...NOWHERE, agent: LEE } }, 'The offer to you ended'],
    [{ type: 'warned', actor: DESK, to: { ...NOWHERE, agent: LEE } }, 'You were reminded that the customer waits'],
    [{ type: 'consulted', actor: by(MEGAN), to: { ...NOWHERE, agent: LEE } }, 'Megan Bowen asked you for advice'],
    [{ type: 'resolved', actor: by(LEE), reason: 'Refunded' }, 'You resolved the chat: Refunded'],
    [
      { type: 'resolved', actor: DESK, reason: 'The customer did not answer any more' },
      'The desk resolved the chat: The customer did not answer any more',
    ],
    [{ type: 'abandoned', actor: { kind: 'customer', id: 'r', name: 'Robin' } }, 'The customer ended the chat'],
    [{ type: 'abandoned', actor: { kind: 'bot', id: 'b', name: 'Contoso' } }, 'The bot ended the chat (Contoso)'],
    [{ type: 'abandoned', actor: DESK }, 'The desk ended the chat'],
    [{ type: 'card_failed', actor: DESK, summary: 'The card could not be posted' }, 'The card could not be posted'],
  ])('%#: %j', (change, words) => {
    expect(happenedWords(buildEvent(change), LEE.id)).toBe(words);
  });

  it('is told where it belongs: what is about the card is in the timeline alone', () => {
    const events = [
      buildEvent({ type: 'opened' }),
      buildEvent(),
      buildEvent({ type: 'card_failed' }),
      buildEvent({ type: 'resolved' }),
    ];
    expect(toldAmongMessages(events).map(({ type }) => type)).toEqual(['claimed']);
    expect(toldOnPaper(events).map(({ type }) => type)).toEqual(['claimed', 'resolved']);
  });
});

it('a copied chat says what happened, by name, between what was said', () => {
  const said = [buildMessage({ seq: 1, text: 'Hello' }), buildMessage({ seq: 2, text: 'Still there?' })];
  const events = [
    buildEvent({ afterSeq: 1, version: 2, at: said[0]?.sentAt }),
    buildEvent({ afterSeq: 2, version: 3, at: said[1]?.sentAt, type: 'resolved', reason: 'Refunded' }),
  ];
  const lines = transcriptText(buildEscalation(), said, events, 'en-GB').split('\n').slice(3, -1);
  expect(lines.map((line) => line.slice(6))).toEqual([
    'Robin Ortiz: Hello',
    '[Lee Gu claimed the chat]',
    'Robin Ortiz: Still there?',
    '[Lee Gu resolved the chat: Refunded]',
  ]);
});

test('on paper and in the clipboard a message is whole: what it answers, its words, what came with it', () => {
  const photo = { name: 'photo.png', contentType: 'image/png' } as Message['attachments'][number];
  const said = [
    buildMessage({ quote: { seq: 1, author: 'Robin Ortiz', text: 'Where is it?\nStill there?' }, text: 'Here' }),
    buildMessage({ seq: 2, text: 'Look at this', attachments: [photo] }),
    buildMessage({ seq: 3, text: '', attachments: [photo, photo] }),
  ];
  const [, ...lines] = transcriptText(buildEscalation(), said, [], 'en-GB').split('Robin Ortiz: ');
  expect(lines.map((line) => line.trim().replace(/\n\d\d:\d\d$/, ''))).toEqual([
    '> Where is it?\n> Still there?\nHere',
    'Look at this\n[photo.png]',
    '[photo.png]\n[photo.png]',
  ]);
});
