/** What stands on an escalation's card in its queue's channel. Pure. */
import type { ActorKind } from '../../../contract/api';
import { lasted, waited } from '../../text/timing';

/** Buttons, fields and headings, the same in every state. */
export const CARD_WORDS = {
  test: 'Test of the connection: no customer is waiting',
  claim: 'Claim',
  openChat: 'Open chat',
  resolve: 'Resolve',
  aboutResolve: 'The customer is told that you have left, and the bot is back with them.',
  outcome: 'Outcome',
  chooseOutcome: 'Choose an outcome',
  outcomeFirst: 'Choose an outcome first.',
  outcomeHint: 'Your team sees it, and the bot is told',
  writeOutcomeFirst: 'Write the outcome first.',
  tags: 'Tags',
  tagFirst: 'Choose a tag first.',
  summary: 'Summary',
  summaryHint: 'Only your team sees it',
  summaryFirst: 'Write a summary first.',
  release: 'Return to queue',
  transfer: 'Transfer',
  chooseQueue: 'Choose a queue',
  toWhichQueue: 'To which queue?',
  queueFirst: 'Choose the queue it should go to first.',
  noteHint: 'For your team; the customer does not see it',
  note: 'Note',
  fromBot: 'Message from the bot',
  lastSaid: 'Last said',
  details: 'Details from the bot',
  lastLines: 'Last lines',
} as const;

export const STATUS_WORDS = { waiting: 'Waiting', claimed: 'Claimed', resolved: 'Resolved' } as const;
export const OVERDUE = 'Overdue';
export const MOVED = 'Moved';
export const CUSTOMER = 'Customer';
export const NO_NAME = '(no name)';
export const NO_TEXT = '(no text)';
export const AN_AGENT = 'an agent';
export const A_BOT = 'a bot';

/** Whoever ended it before it was resolved; null: it is not known. */
export function abandonedWords(by: ActorKind | null): string {
  switch (by) {
    case 'customer':
      return 'Ended by customer';
    case 'bot':
      return 'Ended by bot';
    case 'system':
      return 'Ended by the desk';
    default:
      return 'Ended';
  }
}

const URGENCY: Readonly<Record<number, string>> = { 1: 'high priority', 2: 'urgent' };

/** "Waiting · urgent" */
export function withUrgency(status: string, priority: number): string {
  const urgency = URGENCY[priority];
  return urgency ? `${status} · ${urgency}` : status;
}

export const originWords = (queue: string, bot: string): string => `${queue} · from ${bot}`;
export const movedWords = (queue: string): string => `Moved to ${queue}`;
export const unreachableWords = (why: string): string => `Messages no longer reach the customer: ${why}`;
export const needsWords = (skill: string): string => `Required skill: ${skill}`;
export const quoted = (words: string): string => `“${words}”`;
export const moreFactsWords = (count: number): string => `and ${count} more in the chat`;
export const moreLinesWords = (count: number): string =>
  count === 1 ? '1 earlier message is in the chat' : `${count} earlier messages are in the chat`;

export const waitingSince = (time: string): string => `Waiting since ${time}`;
export const messageLeftWords = (time: string): string => `Message left at ${time}`;
export const claimedWords = (by: string, time: string, opened: Date, claimed: Date): string =>
  `Claimed by ${by} at ${time} · waited ${waited(opened, claimed)}`;
export const onHoldWords = (until: string): string => `on hold until ${until}`;
export const holdRanOutWords = (at: string): string => `hold ran out at ${at}`;
export const resolvedWords = (by: string, time: string, opened: Date, ended: Date): string =>
  `Resolved at ${time} by ${by}, ${lasted(opened, ended)} after it was opened`;
export const resolvedByDeskWords = (time: string, opened: Date, ended: Date): string =>
  `Resolved at ${time} by the desk, ${lasted(opened, ended)} after it was opened`;
export const endedWords = (time: string, opened: Date, ended: Date): string =>
  `Ended at ${time}, ${lasted(opened, ended)} after it was opened`;

/** In place of all that was on it. */
export const erasedWords = (number: number, at: Date): { title: string; text: string } => ({
  title: `#${number}: erased`,
  text: `Whose request it was and what was said was erased on ${at.toISOString().slice(0, 10)}.`,
});

export const REFRESH = 'Refresh';

interface Named {
  number: number;
  status: string;
  customer: string;
}

/** For clients that show no card. */
export const instead = ({ number, status, customer }: Named): string => `#${number} ${status}: ${customer}`;

/** One line for notifications. @param about empty: nothing is known */
export function summaryWords({ number, status, customer }: Named, about: string, isTest: boolean): string {
  const line = `#${number} ${status.toLowerCase()} · ${customer}${about ? `: ${about}` : ''}`;
  return isTest ? `Test ${line}` : line;
}

/** For clients that speak a card. @param about empty: nothing is known */
export const spokenWords = ({ number, status, customer }: Named, about: string, queue: string): string =>
  `Number ${number}, ${status.toLowerCase()}: ${customer}${about ? `, ${about}` : ''}. ${queue}.`;
