/** One activity being answered, without the library: what the desk's own code sees of a turn. */
import { NOTHING_NEWER } from '../../cards/words/channel/presses';
import type { AdaptiveCard } from '../../cards/cards';
import type { Activity } from './activity';

export const CARD = 'application/vnd.microsoft.card.adaptive';
const TOAST = 'application/vnd.microsoft.activity.message';
const ERROR = 'application/vnd.microsoft.error';

/** A Universal Action's answer; the HTTP status around it is always 200. */
export interface InvokeAnswer {
  statusCode: number;
  type: string;
  value: unknown;
}

export interface Turn {
  activity: Activity;
  /**
   * Answers where the words came from: a sentence in Markdown, or a card. It goes through the outbox, and once,
   * however often the activity comes: false when it was said before.
   */
  say(words: string | AdaptiveCard): Promise<boolean>;
  /** To whoever it came from and nobody else, where they have a chat with the desk; otherwise as `say`. */
  tell(words: string): Promise<boolean>;
  /** A sign under the words that they were kept, where Teams takes one. */
  confirm(): Promise<void>;
  /** Answers an invoke; the last answer counts. */
  answer(answer: InvokeAnswer): Promise<void>;
  /** Answers an invoke of another kind than a card's, by its own HTTP status. */
  respond(status: number, body?: object): Promise<void>;
}

/** Replaces the card, for the person who pressed. */
export const withCard = (card: AdaptiveCard): InvokeAnswer => ({ statusCode: 200, type: CARD, value: card });
/** A few words only the person who pressed sees; the card stays. */
export const withToast = (words: string): InvokeAnswer => ({ statusCode: 200, type: TOAST, value: words });
/** A refresh Teams asked for by itself and nothing is known to show: what is there stays. */
export const withNothingNew: InvokeAnswer = {
  statusCode: 400,
  type: ERROR,
  value: { code: 'BadRequest', message: NOTHING_NEWER },
};
export const withError = (message: string): InvokeAnswer => ({
  statusCode: 500,
  type: ERROR,
  value: { code: 'InternalServerError', message },
});
