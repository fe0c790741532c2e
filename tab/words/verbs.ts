/** The dialogs around what is done to a chat. */
import { plural } from './language';

export const verbWords = {
  toWhom: 'To whom?',
  otherColleagues: 'Other colleagues',
  colleaguesIn: ({ queue }: { queue: string }) => `In ${queue}`,
  queues: 'Queues',
  queueClosed: ({ queue }: { queue: string }) => `${queue} – closed now`,
  note: 'Note',

  transfer: {
    title: ({ customer }: { customer: string }) => `Transfer ${customer}`,
    confirm: 'Transfer',
    busy: 'Transferring…',
    done: ({ to }: { to: string }) => `Transferred to ${to}.`,
    toColleague: 'Transferred to your colleague.',
    choose: 'Choose a person or queue',
    chooseQueue: 'Choose a queue',
    nobody: 'There is nobody else yet.',
    noteHint: 'Optional. What should they know? Only agents see it.',
  },
  /** A transfer of somebody who waits. */
  assign: {
    title: ({ customer }: { customer: string }) => `Assign ${customer}`,
    confirm: 'Assign',
    busy: 'Assigning…',
    done: ({ to }: { to: string }) => `Assigned to ${to}.`,
    toColleague: 'Assigned to your colleague.',
  },
  consult: {
    title: 'Ask for advice',
    confirm: 'Ask',
    busy: 'Asking…',
    about: ({ customer }: { customer: string }) =>
      `Your colleague reads along and writes notes. ${customer} notices nothing of it.`,
    whom: 'Whom?',
    choose: 'Choose a colleague',
    nobody: 'There is nobody left to ask.',
    done: ({ name }: { name: string }) => `${name} can read along now and write notes.`,
    doneByColleague: 'Your colleague can read along now and write notes.',
    noteHint: 'Optional. What would you like to know? Only agents see it.',
  },
  resolve: {
    title: 'Resolve this chat',
    confirm: 'Resolve',
    busy: 'Resolving…',
    about: 'The customer is told that you have left, and the bot is back with them.',
    outcome: 'Outcome',
    outcomeHint: 'Optional. Your team sees it in the history, and the bot is told.',
  },
  release: {
    title: 'Return to queue',
    confirm: 'Return to queue',
    busy: 'Returning…',
    about: 'It goes back to waiting, and anybody in the queue can claim it.',
    why: 'Why?',
    whyHint: 'Optional. Only agents see it.',
  },
  handOn: {
    titleMine: 'Hand over all my chats',
    title: ({ name }: { name: string }) => `Hand over all chats of ${name}`,
    confirm: 'Hand over',
    confirmRest: 'Hand over the rest',
    busy: 'Handing over…',
    leaveThem: 'Leave them',
    aboutMine: 'All open chats you have go on at once. The customers are told.',
    about: 'All open chats they have go on at once. The customers are told.',
    choose: 'Choose a person or queue',
    back: 'Back to the queues they came from',
    colleagues: 'Colleagues',
    noteHint: 'Optional. It goes with each of them. Only agents see it.',
    someWent: ({ done, all }: { done: number; all: number }) =>
      plural(all, {
        one: `${done} of ${all} went on. These did not:`,
        other: `${done} of ${all} went on. These did not:`,
      }),
    noneWent: 'None of them went on:',
    nothingMine: 'You have no open chats.',
    nothing: ({ name }: { name: string }) => `${name} has no open chats.`,
    done: ({ count }: { count: number }) =>
      plural(count, { one: 'One chat is handed over.', other: `${count} chats are handed over.` }),
  },
};
