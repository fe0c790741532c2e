/** What became of an activity. Every activity ends with one of these, and each is logged by its name. */

export type Outcome =
  /** In the transcript: words, files, a note, or a sentence for what cannot be carried. */
  | { kind: 'stored' }
  /** The same arrival again. */
  | { kind: 'duplicate' }
  /** Done, or answered there and then, by the name of what it was. */
  | { kind: 'answered'; by: Answered }
  /** Nobody's words. */
  | { kind: 'service'; name: ServiceActivity };

type Answered =
  'press' | 'command' | 'welcome' | 'noConnection' | 'ended' | 'signIn' | 'farewell' | 'fileConsent' | 'handoffLink';

export type ServiceActivity =
  /** The app or people came to a team or a chat, or left it. */
  | 'installation'
  | 'membership'
  | 'typing'
  | 'readReceipt'
  /** On something the desk keeps no record of, such as a card. */
  | 'reaction'
  /** Of a message the desk never had. */
  | 'deletion'
  /** Colleagues among themselves: no mention, and under no card. */
  | 'colleagues'
  /** A bot, or Teams itself. */
  | 'notAPerson'
  /** Teams refreshes a card by itself. */
  | 'refresh'
  /** A sign-in the bot can no longer be told of. */
  | 'signInTooLate'
  | 'tokenExchange'
  | 'signInFailure'
  | 'feedback'
  /** A press on a button that means nothing any more. */
  | 'oldButton'
  | 'unknown';

export const STORED: Outcome = { kind: 'stored' };
export const DUPLICATE: Outcome = { kind: 'duplicate' };
export const service = (name: ServiceActivity): Outcome => ({ kind: 'service', name });
