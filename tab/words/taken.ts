/** Chats of mine that went without my doing, words that were not sent, and what became of what one gave up. */
import { plural } from './language';

export const takenWords = {
  gone: ({ customer }: { customer: string }) => `${customer} is no longer with you`,
  returned: ({ name, customer, queue }: { name: string; customer: string; queue: string }) =>
    `${name} returned ${customer} to ${queue}`,
  returnedByDesk: ({ customer, queue }: { customer: string; queue: string }) =>
    `${customer} went back to ${queue}, because they waited too long for an answer`,
  transferred: ({ name, customer, to }: { name: string; customer: string; to: string }) =>
    `${name} transferred ${customer} to ${to}`,
  resolved: ({ name, customer }: { name: string; customer: string }) => `${name} resolved the chat with ${customer}`,
  endedByCustomer: ({ customer }: { customer: string }) => `${customer} ended the chat`,
  endedByBot: ({ customer, bot }: { customer: string; bot: string }) => `${bot} took ${customer} back`,
  endedByDesk: ({ customer }: { customer: string }) => `The desk ended the chat with ${customer}`,

  youReturned: ({ customer, queue }: { customer: string; queue: string }) =>
    `You returned ${customer} to ${queue}, from another place`,
  youTransferred: ({ customer, to }: { customer: string; to: string }) =>
    `You transferred ${customer} to ${to}, from another place`,
  youResolved: ({ customer }: { customer: string }) => `You resolved the chat with ${customer}, from another place`,

  anotherAgent: 'another agent',
  why: ({ reason }: { reason: string }) => `“${reason}”`,
  /** Said aloud. */
  whatAndWhy: ({ what, why }: { what: string; why: string | null }) => (why ? `${what}: ${why}` : `${what}.`),
  open: 'Open chat',
  andMore: ({ count }: { count: number }) =>
    plural(count, {
      one: `${count} more chat is no longer with you.`,
      other: `${count} more chats are no longer with you.`,
    }),

  unsent: {
    title: 'You have not sent what you wrote',
    reply: 'Reply',
    note: 'Note',
    about: 'What is to become of it before you go on?',
    sendFirst: 'Send it, then go on',
    keep: 'Keep it as a draft',
    discard: 'Discard it',
    sending: 'Sending…',
    waits: 'You are not connected, or signed out. It goes out when you are back, and nothing else is done until then.',
  },

  unsentInMine: {
    title: ({ count }: { count: number }) =>
      plural(count, {
        one: `One chat has words you have not sent`,
        other: `${count} chats have words you have not sent`,
      }),
    about: 'What is to become of them before your chats go on?',
    what: ({ customer }: { customer: string }) => `What becomes of it: ${customer}`,
    choices: {
      send: 'Send it first',
      keep: 'Keep it as my draft',
      discard: 'Discard it',
    },
    goOn: 'Go on',
    waits: 'You are not connected, or signed out. They go out when you are back, and nothing else is done until then.',
  },

  cancelled: {
    nothing: ({ customer }: { customer: string }) => `Cancelled. Nothing has changed for ${customer}.`,
    tooLate: ({ customer, status }: { customer: string; status: string }) =>
      `It was too late to cancel. ${customer}: ${status}.`,
  },
};
