/** All chats, open and ended. */
import { plural } from './language';

export const historyWords = {
  title: 'History',
  list: 'Chats, newest first',
  failed: 'The history did not load',
  loading: 'Loading the history',
  noMatch: 'Nothing matches',
  tryFewer: 'Try fewer filters or other words.',
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
  nobody: 'No one',
  nobodyYet: 'No one yet',

  filter: 'Filter the history',
  search: 'Search',
  searchHint: 'Name, topic or words',
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
  from: 'From',
  to: 'To',
  clear: 'Clear',
};
