/** What the customer is told as their escalation moves. Pure. */
import { KEEP_WRITING, LEAVE_A_MESSAGE, NOBODY_THERE, TRANSFERRED, aheadWords, requestWords } from './waiting';
import { nextOpening, openingWords } from '../../../domain/hours';
import type { ServiceTargets } from '../../../domain/serviceTargets';
import type { Change } from '../../../domain/change';

/** What a queue that is closed at the moment says of itself. */
export interface Closed {
  /** When somebody is there again, in words; null when nobody knows. */
  until: string | null;
  words: string | null;
  whenClosed: ServiceTargets['whenClosed'];
}

/** Null while somebody should be there. */
export function closedNow({ hours, closedWords: words, whenClosed }: ServiceTargets, now: Date): Closed | null {
  const opens = nextOpening(hours, now);
  if (!hours || opens?.getTime() === now.getTime()) return null;
  return { until: opens && openingWords(hours, opens), words, whenClosed };
}

/** Why nobody comes at once. */
export function sorryWords({ until, words }: Closed): string {
  return words ?? `Nobody is here ${until === null ? 'at the moment' : `until ${until}`}.`;
}

/** The first words: how long the line is, or that the desk is closed. */
export function openedWords(options: {
  number: number;
  place: number;
  closed: Closed | null;
  nobodyThere: boolean;
}): string {
  const request = `${requestWords(options.number)}.`;
  if (options.closed?.whenClosed === 'backToBot') return sorryWords(options.closed);
  if (options.closed) return `${sorryWords(options.closed)} ${LEAVE_A_MESSAGE} ${request}`;
  const line = `${aheadWords(options.place - 1)}.${options.nobodyThere ? ` ${NOBODY_THERE}` : ''}`;
  return `${TRANSFERRED}. ${request} ${line} ${KEEP_WRITING}`;
}

/**
 * Null when the customer need not be told.
 * @param options.botIsElsewhere the bot has a chat of its own, and this one ends
 */
export function changeWords(change: Change, options: { botName: string; botIsElsewhere: boolean }): string | null {
  const back = options.botIsElsewhere
    ? `For anything else, ${options.botName} is in its own chat.`
    : `You are back with ${options.botName}.`;
  switch (change.event.type) {
    case 'claimed':
      return `${change.assigneeName} has joined the chat.`;
    case 'released':
      return 'The agent has left the chat. Somebody else will be with you soon.';
    case 'transferred':
      return change.assigneeName
        ? `${change.assigneeName} is taking over the chat.`
        : 'You are being transferred to another team. Somebody will be with you soon.';
    case 'joined':
      return `${change.event.actor.name} has joined the chat.`;
    case 'left':
      return change.person?.role === 'joined' ? `${change.event.actor.name} has left the chat.` : null;
    case 'asked':
      return 'Are you still there? If you do not answer, this chat with a person will end.';
    case 'resolved':
      return `The agent has left the chat. ${back}`;
    case 'abandoned':
      return `You are no longer waiting for a person. ${back}`;
    default:
      return null;
  }
}
