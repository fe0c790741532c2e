/** What a parent bot's answer means for a delivery: done, try again, or never, and in words for the agent. Pure. */
import {
  BOT_ASKS_TO_SLOW_DOWN,
  BOT_FORGOT_CONVERSATION,
  TOO_LONG_FOR_BOT,
  botCannotChange,
  botRefusedMessage,
  botRefusesDesk,
  callbackAnswered,
  callbackRedirects,
} from '../../cards/words/agent/delivery';
import type { SendOutcome } from '../../domain/outbox';
import { field, isRecord, textOf, unwrapJson } from '../content/foreignJson';

export interface ParentAnswer {
  status: number;
  text: string;
  afterMs: number | null;
}

/** Asked to come again, or busy for now. */
const RETRIED = new Set([408, 412, 425, 429]);
/** Nothing was taken: the parent, or what stands before it, says so. */
const NOT_TAKEN = new Set([412, 425, 429, 503]);

export function outcomeOf({ status, text, afterMs }: ParentAnswer): SendOutcome {
  if (status >= 200 && status < 300) return { result: 'delivered', externalId: idIn(text) };
  if (status >= 500 || RETRIED.has(status)) {
    const reason = status === 429 ? BOT_ASKS_TO_SLOW_DOWN : callbackAnswered(status);
    return { result: 'retry', reason, afterMs: afterMs ?? undefined, ambiguous: !NOT_TAKEN.has(status) };
  }
  return { result: 'failed', reason: wordsFor(status) };
}

/** A parent that has lost the conversation may answer 500: after so many it counts as gone. */
const BELIEVED_500 = 2;

/** Whether there is nothing left to end: parents forget a skill conversation as soon as they hear of its end. */
export function isOver({ status }: ParentAnswer, attempts: number): boolean {
  return status === 404 || status === 410 || (status === 500 && attempts >= BELIEVED_500);
}

/** A parent whose customers' channel cannot do it says so with its 500, or has no such route. */
export function amendOutcomeOf(answer: ParentAnswer, how: 'edit' | 'delete', attempts: number): SendOutcome {
  const { status } = answer;
  if (how === 'delete' && status === 410) return { result: 'delivered' };
  const cannot = status === 404 || status === 405 || status === 501 || (status === 500 && attempts >= BELIEVED_500);
  if (!cannot) return outcomeOf(answer);
  return { result: 'failed', reason: botCannotChange(status) };
}

function wordsFor(status: number): string {
  if (status === 401 || status === 403) {
    return botRefusesDesk(status);
  }
  if (status === 404) return BOT_FORGOT_CONVERSATION;
  if (status === 413) return TOO_LONG_FOR_BOT;
  if (status >= 300 && status < 400) return callbackRedirects(status);
  return botRefusedMessage(status);
}

function idIn(text: string): string | null {
  const body = unwrapJson(text);
  return isRecord(body) ? textOf(field(body, 'id'), 300) : null;
}
