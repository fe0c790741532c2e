/** What customers read while they wait for a person, in words and on their card. Pure. */

export const TRANSFERRED = 'You are being transferred to a person';
export const KEEP_WRITING = 'You can keep writing here; they will see it all.';
export const NOBODY_THERE = 'Nobody is free to come just now; you keep your place, or leave a message.';
export const LEAVE_A_MESSAGE = 'Leave your message here and somebody will answer in this chat.';
/** On the card of somebody who chose to. */
export const LEFT_A_MESSAGE = 'You need not wait: leave your message here';
export const ANSWERED_HERE = 'Somebody will answer in this chat as soon as they can.';
/** They chose to. */
export const WRITE_YOUR_MESSAGE =
  'Write your message here; you need not wait. Somebody will answer in this chat as soon as they can.';
export const NO_LONGER_WAITING = 'You are no longer waiting';

/** Buttons of the card. */
export const WAITING_BUTTONS = { leaveMessage: 'Leave a message instead', stopWaiting: 'Stop waiting' } as const;

export const requestWords = (number: number): string => `Your request is #${number}`;
export const endedRequestWords = (number: number): string => `Request #${number}`;

export const withYouWords = (agentName: string): string => `${agentName || 'Somebody'} is with you`;

/** Beyond ten a round number, which is true for a while. */
export function aheadWords(ahead: number): string {
  if (ahead === 0) return 'You are next in line';
  if (ahead === 1) return 'One person is ahead of you';
  if (ahead <= 10) return `${ahead} people are ahead of you`;
  const step = ahead <= 50 ? 10 : 50;
  // Twenty are not more than twenty.
  return `More than ${Math.floor((ahead - 1) / step) * step} people are ahead of you`;
}

/** "about 5 minutes": rounded up, so that it is kept more often than not. */
export function usualWaitWords(seconds: number | null): string {
  if (seconds === null) return '';
  const minutes = Math.ceil(seconds / 60);
  if (minutes <= 1) return 'Lately somebody came within a minute.';
  if (minutes < 60)
    return `Lately somebody came within about ${minutes < 10 ? minutes : Math.ceil(minutes / 5) * 5} minutes.`;
  return `Lately it took about ${Math.ceil(minutes / 60)} hours.`;
}
