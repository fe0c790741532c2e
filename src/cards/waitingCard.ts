/** What a waiting customer's card says. Pure. */
import type { EscalationStatus } from '../contract/api';
import { foreignLine } from './text/escape';

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
}

const NAME = 120;
const TEXT = 1_000;
export const TRANSFERRED = 'You are being transferred to a person';
export const KEEP_WRITING = 'You can keep writing here; they will see it all.';
export const NOBODY_THERE = 'Nobody is free to come just now; you keep your place, or leave a message.';
export const LEAVE_A_MESSAGE = 'Leave your message here and somebody will answer in this chat.';

export function waitingView(card: WaitingCardData): Record<string, string | boolean> {
  const [title, text] = faceOf(card);
  return { id: card.id, title, text, hasText: text !== '', isWaiting: card.status === 'waiting' };
}

function faceOf(card: WaitingCardData): [title: string, text: string] {
  const request = `Your request is #${card.number}`;
  const ended = `Request #${card.number}`;
  switch (card.status) {
    case 'claimed':
      return [`${foreignLine(card.assigneeName ?? '', NAME) || 'Somebody'} is with you`, ended];
    case 'resolved':
    case 'abandoned':
      return ['You are no longer waiting', ended];
    case 'waiting':
      if (card.closed !== null) return [foreignLine(card.closed, TEXT), `${LEAVE_A_MESSAGE} ${request}.`];
      return [
        TRANSFERRED,
        [
          `${aheadWords(card.ahead)}.`,
          card.nobodyThere ? NOBODY_THERE : usually(card.usualWait),
          `${request}.`,
          KEEP_WRITING,
        ]
          .filter(Boolean)
          .join(' '),
      ];
  }
}

export function aheadWords(ahead: number): string {
  if (ahead === 0) return 'You are next in line';
  if (ahead === 1) return 'One person is ahead of you';
  return ahead > 10 ? `More than ${ahead} people are ahead of you` : `${ahead} people are ahead of you`;
}

/** "about 5 minutes": rounded up, so that it is kept more often than not. */
function usually(seconds: number | null): string {
  if (seconds === null) return '';
  const minutes = Math.ceil(seconds / 60);
  if (minutes <= 1) return 'Lately somebody came within a minute.';
  if (minutes < 60)
    return `Lately somebody came within about ${minutes < 10 ? minutes : Math.ceil(minutes / 5) * 5} minutes.`;
  return `Lately it took about ${Math.ceil(minutes / 60)} hours.`;
}
