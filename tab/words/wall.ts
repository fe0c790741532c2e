/** The big screen: figures of the moment for a whole room. */
import { plural } from './language';

export const wallWords = {
  open: 'Big screen',
  title: 'Live on a big screen',
  close: 'Close the big screen',
  queues: 'Queues',
  allQueues: 'All queues',
  someQueues: ({ count }: { count: number }) => plural(count, { one: `${count} queue`, other: `${count} queues` }),
  copyLink: 'Copy link',
  linkCopied: 'Link copied',
  linkFailed: 'The link could not be copied',
  loading: 'Loading the figures',
  failed: 'The figures did not load',
  noQueue: 'There is no queue yet',
  /** A link, or a choice of before. */
  notYours: 'You do not manage these queues',
  notYoursMeans: 'Or they were removed. Choose others at the top.',
  forManagers: 'This link leads to a big screen, which is for managers.',

  waiting: 'waiting',
  longestWait: 'longest wait in the queue',
  available: 'available',
  withAgents: 'with agents',
  /** Whose day it is, where that is not that of the screen. */
  inTimeToday: ({ zone }: { zone: string | null }) =>
    zone === null ? 'claimed in time today' : `claimed in time today, by the day in ${zone}`,
  none: '–',
  nobody: 'Nobody is available',
  overdue: ({ count }: { count: number }) => plural(count, { one: `${count} overdue`, other: `${count} overdue` }),
  more: ({ count }: { count: number }) =>
    plural(count, { one: `${count} more queue is not shown`, other: `${count} more queues are not shown` }),

  stale: 'These figures are old',
  staleSince: ({ time, duration }: { time: string; duration: string }) => `They are of ${time}, ${duration} ago.`,
  staleMeans: 'The desk does not answer. They come back by themselves.',
};
