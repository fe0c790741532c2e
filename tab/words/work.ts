/** An agent's day: presence, offers, my chats, those who wait. */
import type { ReactNode } from 'react';
import { plural, rich } from './language';

export const workWords = {
  title: 'Work',
  toLive: 'Live: queues and agents',
  toFigures: 'Your figures',

  withYou: 'With you',
  /** Beside the number of chats. */
  waitForYou: ({ count }: { count: number }) =>
    plural(count, { one: `${count} waits for you`, other: `${count} wait for you` }),
  onlyUnread: 'Unread only',
  nothingUnread: 'You have read everything',
  nobodyWithYou: 'No active chats',
  claimToStart: 'Claim one below.',
  askedForAdvice: 'You were asked for advice',
  joined: 'You joined',
  waiting: 'Waiting',
  nobodyWaits: 'Nobody is waiting',
  theyAppearHere: 'When a customer asks for a person, they appear here at once.',
  noQueue: 'You are in no queue yet',
  joinATeam: 'Queues follow Teams: ask to be added to a team whose channel is a queue, and it shows up here.',

  listFailed: 'This list did not load',
  loadingList: ({ title }: { title: string }) => `Loading: ${title}`,
  countAndMore: ({ count }: { count: number }) => `${count}+`,

  queueFailed: 'The queue did not load',
  queues: 'Queues',
  withAgents: 'With agents',
  noChatsWithAgents: 'No active chats',
  teamHasNoQueue: 'This team has no queue yet',
  askForAQueue: 'Ask a manager to connect one of its channels: in the channel, mention the app and write “connect”.',

  row: {
    /** Where a chat has no topic. */
    number: ({ number }: { number: number }) => `Chat #${number}`,
    quoted: ({ words }: { words: string }) => `“${words}”`,
    noWords: 'No words yet',
    /** On the badge; counted no further. */
    unreadCount: ({ count }: { count: number }) => (count > 99 ? '99+' : String(count)),
    unread: ({ count }: { count: number }) => plural(count, { one: `${count} unread`, other: `${count} unread` }),
    saidBy: ({ author, text }: { author: ReactNode; text: ReactNode }) => rich`${author}: ${text}`,
    /** @param about null: the bot did not say */
    aboutAndSaid: ({ about, said }: { about: ReactNode; said: ReactNode }) =>
      about === null ? said : rich`${about} · ${said}`,
    waitingIn: ({ queue }: { queue: string }) => `waiting in ${queue}`,
    withAgent: ({ name }: { name: string }) => `with ${name}`,
    offeredTo: ({ name }: { name: string }) => `offered to ${name}`,
    claim: 'Claim',
    claiming: 'Claiming…',
    claimCustomer: ({ customer }: { customer: string }) => `Claim ${customer}`,
  },

  /** Said aloud, and in the title of the page, when a chat that is not open changes. */
  cue: {
    title: ({ count }: { count: number }) => `(${count}) Handoff Desk`,
    quietTitle: 'Handoff Desk',
    wrote: ({ customer, words }: { customer: string; words: string }) => `${customer} wrote: ${words}`,
    wroteOnly: ({ customer }: { customer: string }) => `${customer} wrote`,
    holdRanOut: ({ customer }: { customer: string }) => `The hold of ${customer} ran out`,
    nowWithYou: ({ customer }: { customer: string }) => `${customer} is with you now`,
  },

  offer: {
    title: 'Offered to you',
    titleAndMore: ({ others }: { others: number }) =>
      plural(others, {
        one: `Offered to you (and ${others} more)`,
        other: `Offered to you (and ${others} more)`,
      }),
    accept: 'Accept',
    accepting: 'Accepting…',
    pass: 'Pass',
    passing: 'Passing…',
    lookFirst: 'Look first',
    announced: ({ customer }: { customer: string }) => `Offered to you: ${customer}. Accept or pass.`,
    announcedAbout: ({ customer, topic }: { customer: string; topic: string }) =>
      `Offered to you: ${customer}, ${topic}. Accept or pass.`,
    /** "0:42 left" */
    left: ({ minutes, seconds }: { minutes: number; seconds: string }) => `${minutes}:${seconds} left`,
    goesOn: 'Going on to somebody else…',
  },

  /** The desk takes a chat back whose customer waits too long. */
  goesBack: {
    title: ({ customer }: { customer: ReactNode }) => rich`${customer} waits for your answer`,
    means: ({ duration, queue }: { duration: string; queue: string }) =>
      `In ${duration} the chat goes back to ${queue}.`,
    andMore: ({ others }: { others: number }) =>
      plural(others, { one: `${others} more of your chats, too.`, other: `${others} more of your chats, too.` }),
    answer: 'Answer',
    announced: ({ customer }: { customer: string }) =>
      `${customer} waits for your answer. Without one, the chat goes back to its queue.`,
  },

  presence: {
    change: {
      available: 'You are available. Change it',
      busy: 'You are busy. Change it',
      away: 'You are away. Change it',
    },
    means: {
      available: 'You are offered chats while available.',
      busy: 'Nothing is offered to you while busy. You may still claim.',
      away: 'Nothing is offered to you while away. You may still claim.',
    },
    /** A manager is in a queue's team, and has not said that they want chats. */
    notOffered: 'Nothing is offered to you. You may still claim.',
    offerMe: 'Offer me chats',
    notYet: 'You are not available yet',
    notYetMeans: 'Chats are offered only to those who are available. Say so when you are ready.',
    become: 'Become available',
    sound: 'Sound when a customer writes',
    soundWhen: 'While the tab is in the background',
    undo: 'Undo sending',
    undoMeans: 'Replies wait 5 seconds before they go',
    handOver: 'Hand over all my chats…',
  },
};
