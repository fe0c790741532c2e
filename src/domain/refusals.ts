/** What a refused verb says: once for the API, once for people. Pure. */
import { AppError } from '../base/errors';
import type { Refusal } from './transitions';

/** One sentence for the person who asked, the same on a card, in a command and in the tab. */
export function refusalWords(refusal: Refusal): string {
  switch (refusal.code) {
    case 'already_claimed':
      return `${refusal.by.name} has already claimed this.`;
    case 'not_your_queue':
      return 'Only members of this queue’s team can claim this.';
    case 'managers_only':
      return 'Only managers may do this.';
    case 'not_offered':
      return 'This is not offered to you any more.';
    case 'at_capacity':
      return refusal.who === null
        ? 'You have as many chats as you can take. Finish or hand over one first.'
        : `${refusal.who} has as many chats as they can take.`;
    case 'not_claimed':
      return 'Nobody has claimed this yet.';
    case 'not_yours':
      return `This belongs to ${refusal.by.name}; only they or a manager can do that.`;
    case 'closed':
      return refusal.status === 'resolved' ? 'This has already been resolved.' : 'The customer is no longer waiting.';
  }
}

export function refusalError(refusal: Refusal): AppError {
  const extra =
    refusal.code === 'already_claimed' ? { claimedBy: refusal.by, claimedAt: refusal.at.toISOString() } : {};
  return new AppError(refusal.code, refusalWords(refusal), extra);
}
