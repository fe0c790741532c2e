/** Each card as a screen reader comes to it: in reading order, with roles and labels as Teams gives them. */
import { type AdaptiveCard, type EscalationCard, render } from '../../src/cards/cards';
import { TEAMS_CLIENT } from '../../src/cards/deepLink';

const now = new Date('2026-11-23T14:30:00Z');

const escalation = (change: Partial<EscalationCard> = {}): EscalationCard => ({
  id: '6f1d2c3b-0000-4000-8000-000000000001',
  number: 1042,
  status: 'waiting',
  late: false,
  customerName: 'Robin Ortiz',
  connectionName: 'Contoso Assistant',
  queueName: 'Support',
  topic: 'Point of sale is down',
  lastPhrase: 'I need a person, now',
  agentMessage: 'Till 4 has been offline since noon.',
  variables: [
    { name: 'StoreId', value: 17 },
    { name: 'Open', value: false },
  ],
  priority: 1,
  requiredSkill: 'French',
  because: 'Support, because StoreId > 10',
  transcript: [{ author: 'Robin Ortiz', text: 'Our point of sale is down' }],
  transcriptLength: 3,
  openedAt: new Date('2026-11-23T14:26:00Z'),
  claimedAt: null,
  firstClaimedAt: null,
  endedAt: null,
  assigneeName: null,
  onHoldUntil: null,
  leftMessageAt: null,
  outcome: null,
  endedBy: null,
  tags: [],
  test: false,
  unreachable: null,
  left: null,
  viewer: null,
  ownViews: [],
  tab: { teamsAppId: 'app', tenantId: 'tenant', clientUrl: TEAMS_CLIENT, webUrl: 'https://desk.example.com/tab' },
  now,
  ...change,
});

const claimed = {
  status: 'claimed',
  assigneeName: 'Adele Vance',
  claimedAt: new Date('2026-11-23T14:27:00Z'),
} as const;
const waiting = {
  id: '6f1d2c3b-0000-4000-8000-000000000001',
  number: 1042,
  status: 'waiting' as const,
  ahead: 2,
  usualWait: 240,
  closed: null,
  nobodyThere: false,
  assigneeName: null,
  leavesMessage: false,
};

type Node = Record<string, unknown>;

/** What is spoken for the whole card, and then what one comes to, in order. */
function read(card: AdaptiveCard): string[] {
  const whole = [`card: ${String(card.fallbackText)}`, ...('speak' in card ? [`spoken: ${card.speak as string}`] : [])];
  return [...whole, ...(card.body as Node[]).flatMap(lines)];
}

function lines(node: Node): string[] {
  const all = (key: string) => ((node[key] as Node[] | undefined) ?? []).flatMap(lines);
  const need = node.isRequired === true ? `, required, else “${String(node.errorMessage)}”` : '';
  switch (node.type) {
    case 'TextBlock':
      return [String(node.text)];
    case 'ColumnSet':
      return all('columns');
    case 'FactSet':
      return (node.facts as Node[]).map(({ title, value }) => `${String(title)}: ${String(value)}`);
    case 'Input.Text':
      return [`field ${String(node.label)} (${String(node.placeholder)})${need}`];
    case 'Input.ChoiceSet': {
      const choices = (node.choices as Node[]).map(({ title }) => title).join(', ');
      return [`${node.isMultiSelect ? 'checkboxes' : 'choice'} ${String(node.label)}: ${choices}${need}`];
    }
    case 'Action.ShowCard':
      return [`button ${String(node.title)}, opens:`, ...lines(node.card as Node).map((line) => `  ${line}`)];
    case 'Action.Execute':
    case 'Action.Submit':
      return [`button ${String(node.title)}`];
    case 'Action.OpenUrl':
      return [`link ${String(node.title)}`];
    default:
      return ['items', 'body', 'actions'].flatMap(all);
  }
}

test('an escalation that waits', () => {
  expect(read(render('escalation', escalation()))).toMatchInlineSnapshot(`
    [
      "card: #1042 Waiting: Robin Ortiz",
      "spoken: Number 1042, waiting: Robin Ortiz, Point of sale is down. Support.",
      "#1042 · Support · from Contoso Assistant",
      "Waiting · high priority",
      "Robin Ortiz",
      "Point of sale is down",
      "Waiting since {{TIME(2026-11-23T14:26:00Z)}}",
      "button Claim",
      "link Open chat",
      "Support, because StoreId \\> 10",
      "Required skill: French",
      "Message from the bot",
      "Till 4 has been offline since noon.",
      "Last said",
      "“I need a person, now”",
      "Details from the bot",
      "StoreId: 17",
      "Open: No",
      "Last lines",
      "2 earlier messages are in the chat",
      "**Robin Ortiz:** Our point of sale is down",
    ]
  `);
});

test('one that somebody else has', () => {
  expect(read(render('escalation', escalation(claimed)))).toMatchInlineSnapshot(`
    [
      "card: #1042 Claimed: Robin Ortiz",
      "spoken: Number 1042, claimed: Robin Ortiz, Point of sale is down. Support.",
      "#1042 · Support · from Contoso Assistant",
      "Claimed",
      "Robin Ortiz",
      "Point of sale is down",
      "Claimed by Adele Vance at {{TIME(2026-11-23T14:27:00Z)}} · waited 1 min",
      "link Open chat",
    ]
  `);
});

test('one’s own', () => {
  const viewer = {
    claim: false,
    release: true,
    otherQueues: [{ id: 'billing', name: 'Billing' }],
    wrapUp: {
      outcomes: [
        { id: 'a', name: 'Refunded' },
        { id: 'b', name: 'Replaced' },
      ],
      tags: [{ id: 'c', name: 'VIP' }],
      requires: ['outcome' as const],
    },
  };
  expect(read(render('escalation', escalation({ ...claimed, viewer })))).toMatchInlineSnapshot(`
    [
      "card: #1042 Claimed: Robin Ortiz",
      "spoken: Number 1042, claimed: Robin Ortiz, Point of sale is down. Support.",
      "#1042 · Support · from Contoso Assistant",
      "Claimed",
      "Robin Ortiz",
      "Point of sale is down",
      "Claimed by Adele Vance at {{TIME(2026-11-23T14:27:00Z)}} · waited 1 min",
      "link Open chat",
      "button Resolve, opens:",
      "  The customer is told that you have left, and the bot is back with them.",
      "  choice Outcome: Refunded, Replaced, required, else “Choose an outcome first.”",
      "  checkboxes Tags: VIP",
      "  field Summary (Only your team sees it)",
      "  button Resolve",
      "button Return to queue",
      "button Transfer, opens:",
      "  choice To which queue?: Billing, required, else “Choose the queue it should go to first.”",
      "  field Note (For your team; the customer does not see it)",
      "  button Transfer",
    ]
  `);
});

test('one that is resolved', () => {
  const tags = [{ id: 'c', name: 'VIP' }];
  const ended = { ...claimed, status: 'resolved', endedAt: now, outcome: 'Refunded', tags } as const;
  expect(read(render('escalation', escalation(ended)))).toMatchInlineSnapshot(`
    [
      "card: #1042 Resolved: Robin Ortiz",
      "spoken: Number 1042, resolved: Robin Ortiz. Support.",
      "#1042 · Support · from Contoso Assistant",
      "Resolved",
      "Robin Ortiz",
      "Resolved at {{TIME(2026-11-23T14:30:00Z)}} by Adele Vance, 4 min after it was opened",
      "Refunded · VIP",
      "link Open chat",
    ]
  `);
});

test('one that has moved on', () => {
  expect(read(render('escalation', escalation({ left: { mayLook: false }, queueName: 'VIP' })))).toMatchInlineSnapshot(`
    [
      "card: #1042 Moved: Robin Ortiz",
      "spoken: Number 1042, moved: Robin Ortiz. VIP.",
      "#1042 · VIP · from Contoso Assistant",
      "Moved",
      "Robin Ortiz",
      "Moved to VIP",
    ]
  `);
});

test('a customer who waits', () => {
  expect(read(render('waiting', waiting))).toMatchInlineSnapshot(`
    [
      "card: You are being transferred to a person",
      "You are being transferred to a person",
      "2 people are ahead of you. Lately somebody came within about 4 minutes. Your request is #1042. You can keep writing here; they will see it all.",
      "button Leave a message instead",
      "button Stop waiting",
    ]
  `);
});

test('a customer who leaves a message instead', () => {
  expect(read(render('waiting', { ...waiting, leavesMessage: true }))).toMatchInlineSnapshot(`
    [
      "card: You need not wait: leave your message here",
      "You need not wait: leave your message here",
      "Somebody will answer in this chat as soon as they can. Your request is #1042.",
      "button Stop waiting",
    ]
  `);
});

test('the welcome to a team', () => {
  expect(read(render('welcome', { teamName: 'Contoso Support' }))).toMatchInlineSnapshot(`
    [
      "card: Handoff Desk is ready. A manager can make a channel a queue by writing connect in it.",
      "Handoff Desk is ready for Contoso Support",
      "When a bot needs a person, a card appears in a channel. One of you claims it and answers the customer from the Handoff Desk tab. Replies under a card stay among you.",
      "**First step, for a manager:** choose the channel where customers should wait. Press the button for this channel, or mention me with **connect** in another one.",
      "button Use this channel",
    ]
  `);
});

test('a channel that became a queue', () => {
  expect(read(render('queueConnected', { queueName: 'Billing', isDefault: false }))).toMatchInlineSnapshot(`
    [
      "card: Customers now wait in this channel.",
      "This channel is the queue **Billing**",
      "Everybody in this team can claim the cards that appear here.",
      "Customers come here once a rule or a connection names this queue. A manager sets that in the tab, under Settings.",
    ]
  `);
});

test('help, in a queue and to a customer', () => {
  expect(read(render('help', { place: 'channel', queueName: 'Billing' }))).toMatchInlineSnapshot(`
    [
      "card: Handoff Desk: help, connect.",
      "Handoff Desk",
      "Customers who need a person appear in this channel, the queue **Billing**. Press **Claim** on a card and answer from the tab. Replies under a card are notes for your team; customers never see them.",
      "connect: make this channel a queue, named like the channel",
      "connect Billing: the same, with a name of your own",
      "help: show this",
    ]
  `);
  expect(read(render('help', { place: 'personal', queueName: null }))).toMatchInlineSnapshot(`
    [
      "card: Handoff Desk: help, connect.",
      "Handoff Desk",
      "You can talk to a bot here, and to a person when the bot cannot help. No bot is connected at the moment, so nobody reads what you write; please try again later.",
      "If you answer customers, open the **Work** tab. If you run this desk, connect a bot in the tab's settings.",
    ]
  `);
});

test('a notice to managers', () => {
  expect(read(render('notice', { title: 'A secret ends soon', text: 'Renew it.' }))).toMatchInlineSnapshot(`
    [
      "card: A secret ends soon",
      "A secret ends soon",
      "Renew it.",
    ]
  `);
});

test('a command that was refused', () => {
  expect(read(render('refused', { title: 'Only a manager can do that', text: 'Ask one.' }))).toMatchInlineSnapshot(`
    [
      "card: Only a manager can do that",
      "Only a manager can do that",
      "Ask one.",
    ]
  `);
});
