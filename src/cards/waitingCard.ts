/** What a waiting customer's card says. Pure. */
import type { EscalationStatus } from '../contract/api';
import { foreignLine } from './text/escape';
import {
  KEEP_WRITING,
  ANSWERED_HERE,
  LEAVE_A_MESSAGE,
  LEFT_A_MESSAGE,
  NOBODY_THERE,
  NO_LONGER_WAITING,
  TRANSFERRED,
  WAITING_BUTTONS,
  aheadWords,
  endedRequestWords,
  requestWords,
  usualWaitWords,
  withYouWords,
} from './words/customer/waiting';

export interface WaitingCardData {
  id: string;
  number: number;
  status: EscalationStatus;
  /** People before the customer; beyond ten a round number. */
  ahead: number;
  /** Seconds most people waited lately; null when too few did to say. */
  usualWait: number | null;
  /** What a closed queue says; null while somebody should be there. */
  closed: string | null;
  /** Work is offered, and there is nobody to offer it to. */
  nobodyThere: boolean;
  assigneeName: string | null;
  /** They would rather leave a message than wait. */
  leavesMessage: boolean;
}

const NAME = 120;
const TEXT = 1_000;

export function waitingView(card: WaitingCardData): Record<string, string | boolean | typeof WAITING_BUTTONS> {
  const [title, text] = titleAndText(card);
  return {
    id: card.id,
    words: WAITING_BUTTONS,
    title,
    text,
    hasText: text !== '',
    isWaiting: card.status === 'waiting',
    mayLeaveMessage: !card.leavesMessage,
  };
}

function titleAndText(card: WaitingCardData): [title: string, text: string] {
  const request = requestWords(card.number);
  const ended = endedRequestWords(card.number);
  switch (card.status) {
    case 'claimed':
      return [withYouWords(foreignLine(card.assigneeName ?? '', NAME)), ended];
    case 'resolved':
    case 'abandoned':
      return [NO_LONGER_WAITING, ended];
    case 'waiting':
      if (card.leavesMessage) return [LEFT_A_MESSAGE, `${ANSWERED_HERE} ${request}.`];
      if (card.closed !== null) return [foreignLine(card.closed, TEXT), `${LEAVE_A_MESSAGE} ${request}.`];
      return [
        TRANSFERRED,
        [
          `${aheadWords(card.ahead)}.`,
          card.nobodyThere ? NOBODY_THERE : usualWaitWords(card.usualWait),
          `${request}.`,
          KEEP_WRITING,
        ]
          .filter(Boolean)
          .join(' '),
      ];
  }
}
