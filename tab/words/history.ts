/** All chats, open and ended. */
import type { ReactNode } from 'react';
import { number, plural, rich } from './language';

export const historyWords = {
  title: 'History',
  list: 'Chats found',
  failed: 'The history did not load',
  loading: 'Loading the history',
  noMatch: 'Nothing matches',
  tryFewer: 'Try fewer filters or other words.',
  /** To whoever does not see all: a colleague's link may have shown them some. */
  seesOwn: 'You see the chats of your queues, and those you have or had a part in.',
  /** A link of somebody who sees more. */
  notShown: 'This is not shown to you',
  notYourQueue: 'You do not see the chats of this queue',
  notYourQueueMeans: 'Only those you have, or had a part in, and none of them matches. Choose another queue.',
  empty: 'No chats yet',
  willBeKept: 'Every chat of the desk will be kept here.',
  willBeKeptOfQueues: 'The chats of your queues will be kept here.',

  customer: 'Customer',
  status: 'Status',
  queue: 'Queue',
  bot: 'Bot',
  agent: 'Agent',
  opened: 'Opened',
  /** Before a value, for the screen reader. */
  heading: ({ name }: { name: string }) => `${name}: `,
  noTopic: 'No topic',
  /** Instead of a topic. */
  said: ({ words }: { words: string }) => `“${words}”`,
  nobody: 'No one',
  nobodyYet: 'No one yet',

  filter: 'Filter the history',
  /** One comes from a figure: these are what it counts. */
  onlyFigure: ({ figure, of }: { figure: string; of: string[] }) => [`Figure: ${figure}`, ...of].join(', '),
  ofQueue: ({ queue }: { queue: string }) => `queue ${queue}`,
  ofAgent: ({ agent }: { agent: string }) => `agent ${agent}`,
  ofTopic: ({ topic }: { topic: string }) => `topic ${topic}`,
  ofNoTopic: 'no topic',
  onlyNoTopic: 'Without a topic',
  onlyNoPhrase: 'Without a last phrase',
  onlyOthers: { phrase: 'Last phrase in none of the groups', topic: 'Topic in none of the groups' },
  daysOf: ({ zone }: { zone: string }) => `Days of the time zone ${zone}`,
  ownDaysInstead: 'Press for the days of your own time zone.',
  /** To a manager of some queues. */
  figureOfQueues: 'The figure also counts chats that are now in queues you do not manage. They are not in this list.',
  onlyTopic: ({ topic }: { topic: string }) => `Topic: ${topic}`,
  onlyPhrase: ({ phrase }: { phrase: string }) => `Last phrase like “${phrase}”`,
  search: 'Search',
  searchHint: 'What was said, a name, #1042',
  searchHow: 'Words are found in any order, "with quotes" as they stand, -word leaves out.',
  cannotSearch: 'This cannot be searched for',
  filters: 'Filters',
  filtersChosen: ({ count }: { count: number }) =>
    plural(count, { one: `Filters (${count})`, other: `Filters (${count})` }),
  anyStatus: 'Any status',
  statuses: {
    waiting: 'Waiting',
    claimed: 'With an agent',
    resolved: 'Resolved',
    abandoned: 'Ended unresolved',
  },
  anyQueue: 'Any queue',
  anyBot: 'Any bot',
  anyAgent: 'Any agent',
  /** What is chosen, where a list has no such thing: it was removed, or is of a queue one does not see. */
  unlisted: 'Removed, or not shown to you',
  from: 'From',
  to: 'To',
  clear: 'Clear',

  /** How a chat stands, apart from the others. */
  standing: {
    title: 'Only chats',
    overdue: 'Overdue',
    onHold: 'On hold',
    holdRanOut: 'Hold ran out',
    leftMessage: 'Left a message',
  },

  /** Beside those that are always there. */
  more: 'More filters',
  moreChosen: ({ count }: { count: number }) =>
    plural(count, { one: `More filters (${count})`, other: `More filters (${count})` }),
  fewer: 'Fewer filters',
  period: 'Opened',
  anyTime: 'Any time',
  ownDays: 'From … to …',
  lastDays: { 1: 'Today', 7: 'Last 7 days', 30: 'Last 30 days', 90: 'Last 90 days', 365: 'Last 365 days' } as Record<
    number,
    string
  >,
  outcome: 'Outcome',
  anyOutcome: 'Any outcome',
  noOutcome: 'No outcome',
  ownOutcome: 'In own words',
  tag: 'Tag',
  anyTag: 'Any tag',
  waitedOver: 'Waited longer than (minutes)',
  rating: 'Rating',
  rated: 'Rated',
  badlyRated: 'Rated 1 or 2 of 5',
  notAnswered: 'Asked, not answered',
  language: 'Language',
  anyLanguage: 'Any language',
  variable: 'Variable',
  variableHint: 'Its name, such as order',
  value: 'Is exactly',
  file: 'Files',
  withFile: 'With a file',
  delivery: 'Delivery',
  deliveryFailed: 'Something was not delivered',
  tests: 'Tests of connections',
  withoutTests: 'Leave out',
  onlyTests: 'Only these',
  eitherWay: 'All chats',

  count: ({ count, isMore }: { count: number; isMore: boolean }) =>
    isMore
      ? `More than ${number(count)} chats`
      : plural(count, { one: `${number(count)} chat`, other: `${number(count)} chats` }),
  counting: 'Counting …',
  unsearched: {
    older: 'Older chats are still being read in; not all of them can be found yet.',
    newest: 'Very much is being said right now; the newest words may be missing for a moment.',
  },
  order: 'Order',
  orders: { newest: 'Newest first', oldest: 'Oldest first', waited: 'Longest wait first' },
  columns: 'Columns',
  waited: 'Waited',
  ended: 'Ended',
  notEnded: 'Not yet',
  summary: 'Summary',
  export: 'Export',
  link: 'Copy link',
  linkCopied: 'A link to this view is copied. Whoever opens it sees the chats they may see.',
  linkFailed: 'The link could not be copied',

  /** Above a chat that was opened from the list. */
  pager: {
    title: 'Chats of the history',
    previous: 'Previous chat',
    next: 'Next chat',
    place: ({ place, count, isMore }: { place: number; count: number; isMore: boolean }) =>
      isMore ? `${number(place)} of more than ${number(count)}` : `${number(place)} of ${number(count)}`,
    looking: 'Looking for its place in the list…',
    atEnd: 'There is no other chat in this direction.',
    link: 'Copy a link to this chat in the history',
    linkCopied: 'A link to this chat is copied, with the list around it. Whoever opens it sees the chats they may see.',
  },

  /** Before a hit, for what it stands in. */
  hitIn: {
    message: '',
    note: 'Note',
    variable: 'Variable',
    name: 'Name',
    /** Its topic, the last phrase said to it, its message to the agent. */
    topic: 'From the bot',
    summary: 'Wrap-up',
    rating: 'Rating',
  },
  hitBy: ({ where, label }: { where: string; label: ReactNode }) =>
    where ? rich`${where}, ${label}: ` : rich`${label}: `,
  hitOf: ({ where }: { where: string }) => `${where}: `,
  goToHit: 'Open the chat at this line',

  views: {
    title: 'Views',
    none: 'No views yet. Choose filters, then save them here.',
    failed: 'The views did not load',
    shared: 'Everybody’s',
    own: 'My views',
    save: 'Save as a view …',
    remove: ({ name }: { name: string }) => `Delete ${name} …`,
    rename: ({ name }: { name: string }) => `Rename ${name} …`,
    update: ({ name }: { name: string }) => `Save in ${name}`,
    saved: ({ name }: { name: string }) => `${name} is saved.`,
    deleted: ({ name }: { name: string }) => `${name} is deleted.`,
    renamed: ({ before, name }: { before: string; name: string }) => `${before} is now called ${name}.`,
    renameIt: 'Rename',
    saveTitle: 'Save as a view',
    renameTitle: 'Rename a view',
    removeTitle: ({ name }: { name: string }) => `Delete the view ${name}?`,
    /** Before it is gone. */
    removing: { own: 'Its chats stay.', shared: 'Nobody who works here will have it any more. Its chats stay.' },
    removeIt: 'Delete',
    removingIt: 'Deleting …',
    replaceTitle: ({ name }: { name: string }) => `Replace what ${name} shows?`,
    /** Saved since by somebody else, or in another tab. */
    replacing: ({ who, name }: { who: string; name: string }) =>
      `${who} changed it after you chose it. To see that first, cancel and choose ${name} again.`,
    replaceIt: 'Replace',
    saveIt: 'Save',
    saving: 'Saving …',
    name: 'Name',
    share: 'For everybody who works here',
  },
};
