/** What the bot's cards say where it was added: how a channel becomes a queue, and what can be asked of it. Pure. */

const PRODUCT = 'Handoff Desk';

export const WELCOME = {
  instead: 'Handoff Desk is ready. A manager can make a channel a queue by writing connect in it.',
  about:
    'When a bot needs a person, a card appears in a channel. One of you claims it and answers the customer from the Handoff Desk tab. Replies under a card stay among you.',
  firstStep:
    '**First step, for a manager:** choose the channel where customers should wait. Press the button for this channel, or mention me with **connect** in another one.',
  useChannel: 'Use this channel',
} as const;
export const readyWords = (team: string): string => `Handoff Desk is ready for ${team}`;
export const THIS_TEAM = 'this team';

export const QUEUE_CONNECTED = {
  instead: 'Customers now wait in this channel.',
  isDefault: 'It is also where customers go whose bot names no other queue.',
  claim: 'Everybody in this team can claim the cards that appear here.',
  tryIt: 'To try it, write to the bot and ask for an agent.',
  notYet:
    'Customers come here once a rule or a connection names this queue. A manager sets that in the tab, under Settings.',
} as const;
export const isQueueWords = (queue: string): string => `This channel is the queue **${queue}**`;

export const HELP = {
  instead: 'Handoff Desk: help, connect.',
  title: PRODUCT,
  noBot:
    'You can talk to a bot here, and to a person when the bot cannot help. No bot is connected at the moment, so nobody reads what you write; please try again later.',
  forAgents:
    "If you answer customers, open the **Work** tab. If you run this desk, connect a bot in the tab's settings.",
  notQueue:
    'Customers who need a person can appear in this channel. It is not a queue yet; a manager makes it one with **connect**.',
  connect: 'make this channel a queue, named like the channel',
  connectNamed: 'the same, with a name of your own',
  help: 'show this',
} as const;
/** Commands: typed as they stand here. */
export const COMMANDS = { connect: 'connect', connectNamed: 'connect Billing', help: 'help' } as const;
export const queueHelpWords = (queue: string): string =>
  `Customers who need a person appear in this channel, the queue **${queue}**. Press **Claim** on a card and answer from the tab. Replies under a card are notes for your team; customers never see them.`;
