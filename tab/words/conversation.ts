/** Around a chat: its head, what one may do, why one may not write, its messages being edited. */
import { listed, plural } from './language';

export const conversationWords = {
  unknown: 'There is no such chat',
  unknownWhy: 'It may have been deleted, or it is in a queue you do not see.',
  failed: 'The chat did not load',
  loading: 'Loading the chat',
  backToList: 'Back to the list',
  laneBlocked: 'Messages cannot reach this customer.',
  laneRefused: 'Teams refuses to deliver them.',

  resolve: 'Resolve',
  transfer: 'Transfer',
  assign: 'Assign',
  release: 'Return to queue',
  leave: 'Leave',
  more: 'More',
  hold: 'Put on hold…',
  holdMeans: 'The customer is asked to wait, and you are reminded',
  holdLonger: 'Keep on hold for longer…',
  continue: 'Continue',
  continueMeans: 'The customer waits for your reply again',
  askForAdvice: 'Ask for advice…',
  askForAdviceMeans: 'A colleague reads along and writes notes',
  join: 'Join the chat',
  joinMeans: 'You write along, and the customer is told',
  markUnread: 'Mark as unread',
  whoLooked: 'Who looked at this chat',
  markUnreadMeans: 'It stays so until you open it again',
  hideDetails: 'Hide details',
  showDetails: 'Show details',

  writeNote: 'Write a note',
  claim: 'Claim',
  claiming: 'Claiming…',
  unclaimed: 'Unclaimed. Claim to reply.',
  waitingForMembers: ({ queue }: { queue: string }) => `Waiting for somebody in ${queue}. Only its members can claim.`,
  anAgent: 'An agent',
  withAgent: ({ name, customer }: { name: string; customer: string }) => `${name} is with ${customer}.`,
  withAgentSince: ({ name, customer, since }: { name: string; customer: string; since: string }) =>
    `${name} is with ${customer} since ${since}.`,
  ended: 'This chat has ended. The bot is back with the customer.',

  onHold: {
    untilWhen: ({ until }: { until: string }) => `On hold until ${until}`,
    ranOut: ({ duration }: { duration: string }) => `The hold ran out ${duration} ago`,
    justRanOut: 'The hold has run out',
    asked: ({ by, customer, when }: { by: string; customer: string; when: string }) =>
      `${by} asked ${customer} to wait ${when}.`,
    youAsked: ({ customer, when }: { customer: string; when: string }) => `You asked ${customer} to wait ${when}.`,
    wrote: ({ customer }: { customer: string }) => `${customer} has written since.`,
    longer: 'Longer…',
    continue: 'Continue',
    continuing: 'Continuing…',
  },

  /** Words that can no longer be sent here. */
  kept: {
    reply: 'Your reply. It was not sent.',
    note: 'Your note. It was not saved.',
    copy: 'Copy',
    discard: 'Discard',
  },

  edit: {
    title: 'Edit your message',
    confirm: 'Save',
    busy: 'Saving…',
    about: 'The customer sees the new words, marked as edited.',
  },
  tooManyCharacters: ({ count }: { count: number }) =>
    plural(count, { one: `${count} character too many`, other: `${count} characters too many` }),

  /** Colleagues who read or write along. */
  youWereAsked: 'You were asked for advice',
  youAndOthersWereAsked: ({ others }: { others: string[] }) => `${listed(['You', ...others])} were asked for advice`,
  wereAsked: ({ names }: { names: string[] }) =>
    plural(names.length, {
      one: `${listed(names)} was asked for advice`,
      other: `${listed(names)} were asked for advice`,
    }),
  /** Who else has the chat open. */
  viewers: ({ names }: { names: string[] }) =>
    plural(names.length, {
      one: `${listed(names)} has this chat open, too`,
      other: `${listed(names)} have this chat open, too`,
    }),
  youJoined: 'You joined',
  youAndOthersJoined: ({ others }: { others: string[] }) => `${listed(['You', ...others])} joined`,
  haveJoined: ({ names }: { names: string[] }) =>
    plural(names.length, { one: `${listed(names)} joined`, other: `${listed(names)} joined` }),
};
