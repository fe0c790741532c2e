/** What somebody reads who pressed a button of a card in a channel and nothing came of it. Pure. */
import { refusalWords } from '../../../domain/refusals';
import type { Refusal } from '../../../domain/transitions';
import { lasted } from '../../text/timing';

export const GONE = 'This chat no longer exists.';
export const NO_WORK_ACCOUNT = 'Only people who signed in with their work account can do that.';
export const CHOOSE_A_QUEUE = 'Choose the queue it should go to first.';
export const OLD_BUTTON = 'This button does nothing here any more.';
export const FAILED = 'That did not work just now. Please try again.';

/** By whom and when, for the one who came second. */
export function refusedWords(refusal: Refusal, now: Date): string {
  const words = refusalWords(refusal);
  return refusal.code === 'already_claimed' ? `${words} That was ${lasted(refusal.at, now)} ago.` : words;
}

/** The same where the card is not in sight. */
export const pressedOn = (number: number, words: string): string => `#${number}: ${words}`;

export const NOTHING_NEWER = 'There is nothing newer to show.';
