/** Which words say how an escalation stands. Pure: `now` arrives as an argument. */
import type { ActorKind, Escalation } from '../../src/contract/api';
import type { ApiError } from '../desk/apiError';
import { stateWords } from '../words/states';
import { between, durationWords, momentInSentence, whenWords } from '../words/times';

const MINUTE = 60_000;

/** "Waiting 4 min"; of what was in another queue before, or with an agent, also since when it is here. */
export function waitingWords(openedAt: string, now: number, waitingSince: string | null = null): string {
  const waited = between(openedAt, now);
  if (waited < MINUTE) return stateWords.justArrived;
  const duration = durationWords(waited);
  const here = waitingSince === null ? waited : between(waitingSince, now);
  if (waited - here < MINUTE) return stateWords.waiting({ duration });
  return stateWords.waitingHere({ duration, here: durationWords(here) });
}

/** They wait for no person: since when would be said of somebody who is not there. */
const messageOf = (leftMessageAt: string, now: number, locale: string): string =>
  stateWords.messageOf({ when: whenWords(leftMessageAt, now, locale) });

/** What an escalation's priority is called. */
export const priorityWords = (priority: number): string =>
  stateWords.priorities[priority] ?? stateWords.otherPriority({ priority });

/** The same in the middle of a list; nothing to say of what is normal. */
export function urgencyWords(priority: number): string | null {
  if (priority <= 0) return null;
  if (priority === 1) return stateWords.highPriority;
  return priority === 2 ? stateWords.urgent : stateWords.otherPriorityInList({ priority });
}

/** How long past its service target somebody waits; null while all is well. */
export const alarmWords = (alarm: Escalation['alarm']): string | null =>
  ({
    none: null,
    onCall: stateWords.overdue,
    secondQueue: stateWords.overdueMovedHere,
    managers: stateWords.veryOverdue,
  })[alarm];

export type Tone = 'waiting' | 'mine' | 'other' | 'ended';

/** How an escalation stands, for the person looking at it. */
export function statusWords(
  escalation: Pick<
    Escalation,
    'status' | 'assignee' | 'openedAt' | 'waitingSince' | 'claimedAt' | 'endedAt' | 'endedBy' | 'leftMessageAt'
  >,
  meId: string,
  now: number,
  locale: string,
  /** The agent is named beside it. */
  isNamed = false,
): { tone: Tone; words: string } {
  const { status, assignee, openedAt, waitingSince, claimedAt, endedAt, leftMessageAt } = escalation;
  const since = claimedAt && momentInSentence(claimedAt, now, locale);
  const when = endedAt && whenWords(endedAt, now, locale);
  const name = assignee?.name ?? stateWords.anAgent;
  switch (status) {
    case 'waiting':
      return {
        tone: 'waiting',
        words: leftMessageAt ? messageOf(leftMessageAt, now, locale) : waitingWords(openedAt, now, waitingSince),
      };
    case 'claimed':
      if (assignee?.id === meId) {
        return { tone: 'mine', words: since ? stateWords.withYouSince({ since }) : stateWords.withYou };
      }
      if (isNamed && claimedAt)
        return { tone: 'other', words: stateWords.claimedWhen({ when: whenWords(claimedAt, now, locale) }) };
      return {
        tone: 'other',
        words: since ? stateWords.withAgentSince({ name, since }) : stateWords.withAgent({ name }),
      };
    case 'resolved':
      return { tone: 'ended', words: when ? stateWords.resolvedWhen({ when }) : stateWords.resolved };
    case 'abandoned':
      return { tone: 'ended', words: abandonedWords(escalation.endedBy?.kind, when) };
  }
}

function abandonedWords(by: ActorKind | undefined, when: string | null): string {
  switch (by) {
    case 'customer':
      return when ? stateWords.endedByCustomerWhen({ when }) : stateWords.endedByCustomer;
    case 'bot':
      return when ? stateWords.endedByBotWhen({ when }) : stateWords.endedByBot;
    case 'system':
      return when ? stateWords.endedByDeskWhen({ when }) : stateWords.endedByDesk;
    default:
      return when ? stateWords.endedWhen({ when }) : stateWords.ended;
  }
}

/** What to tell somebody whose verb was refused: who has it and since when. */
export function refusalWords(error: ApiError, customer: string, now: number, locale: string): string {
  if (error.code !== 'already_claimed' || !error.claimedBy) return error.message;
  const { name } = error.claimedBy;
  return error.claimedAt
    ? stateWords.claimedByOtherWhen({ name, customer, when: whenWords(error.claimedAt, now, locale) })
    : stateWords.claimedByOther({ name, customer });
}
