/** What the desk tells agents in the transcript and the timeline. Pure. */

export const WOULD_LEAVE_A_MESSAGE = 'The customer would rather leave a message than wait.';

/** Why an escalation ended without an agent. */
export const CUSTOMER_REMOVED_BOT = 'The customer removed the bot';
export const CUSTOMER_STOPPED_WAITING = 'The customer stopped waiting';
export const NOBODY_AT_THIS_HOUR = 'Nobody was there at this hour';
export const BOT_ENDED = 'The bot ended the conversation';
export const BOT_TOOK_BACK = 'The bot took the conversation back';

export const ASKED_AGAIN = 'The customer asked for a person again, in the chat of the request before.';

/** How it began. */
export const handedOverWords = (botName: string): string => `${botName} handed over`;
/** Without a bot: somebody of the desk did. */
export const openedByWords = (name: string): string => `${name} opened it`;

/** The bot waits in vain. @param news the event's summary; null: the end */
export function untoldWords(news: string | null, reason: string): string {
  return `The bot could not be told ${news === null ? 'that it is over' : `“${news}”`}: ${reason}`;
}

/** The card in the queue's channel. @param reason null: it is well again */
export function cardNewsWords(reason: string | null, isPosted: boolean): string {
  if (reason === null) return 'The card in Teams is up to date now';
  return `The card in Teams could not be ${isPosted ? 'updated' : 'posted'}: ${reason}`;
}

export const fileNotDelivered = (file: string, reason: string): string =>
  `“${file}” did not reach the customer: ${reason}`;
export const reactionRefused = (name: string, added: boolean, reason: string): string =>
  `${name}’s reaction ${added ? 'did not reach the customer' : 'could not be taken back'}: ${reason}`;
export const amendmentRefused = (name: string, how: 'edit' | 'delete', reason: string): string =>
  `A message of ${name} could not be ${how === 'edit' ? 'changed' : 'taken back'} for the customer: ${reason}`;

export const fileDeclined = (name: string, file: string): string => `${name} declined “${file}”.`;

/** A connected agent's chat does not take what is said there. */
export const chatMovedWords = (botName: string, what: string): string =>
  `The chat with ${botName} does not take your words (${what}). From here on the customer reads them in the desk’s own chat in Teams, and can answer there.`;

/** In place of who rated it how, and what they said of it. */
export const RATED_ONCE = 'The customer said how it was';

/** What was said went, whoever saw to that. */
export const erasedByWords = (name: string): string => `${name} had the customer erased`;
export const ERASED_BY_TIME = 'The time for which words are kept was over';

/** The survey. */
export const unaskedWords = (reason: string): string => `The customer could not be asked how it was: ${reason}`;
