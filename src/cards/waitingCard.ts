/** What a waiting customer's card says. Pure. */
import type { EscalationStatus } from '../api/contract';
import { line } from './escape';

export interface WaitingCardData {
  id: string;
  number: number;
  status: EscalationStatus;
  /** People before the customer; beyond ten a round number. */
  ahead: number;
  /** Seconds most people waited lately; null when too few did to say. */
  usualWait: number | null;
  /** When somebody is there again, in words; null while somebody should be. */
  until: string | null;
  assigneeName: string | null;
}

const NAME = 120;

export function waitingView(card: WaitingCardData): Record<string, string | boolean> {
  const [title, text] = faceOf(card);
  return { id: card.id, title, text, hasText: text !== '', isWaiting: card.status === 'waiting' };
}

function faceOf(card: WaitingCardData): [title: string, text: string] {
  const request = `Request #${card.number}`;
  switch (card.status) {
    case 'claimed':
      return [`${line(card.assigneeName ?? '', NAME) || 'Somebody'} is with you`, request];
    case 'resolved':
    case 'abandoned':
      return ['You are no longer waiting', request];
    case 'waiting':
      if (card.until !== null) return [`Nobody is here until ${card.until}`, `${request}. What you write here waits.`];
      return [aheadWords(card.ahead), [`${request}.`, usually(card.usualWait)].filter(Boolean).join(' ')];
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
