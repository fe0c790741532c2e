/** What a connected agent's chat says to words that come between two turns. Pure. */
import { agentsChatRefused, BOT_ASKS_TO_SLOW_DOWN, TOO_LONG_FOR_AGENT } from '../../../cards/words/agent/delivery';
import type { CallAnswer } from '../../../base/outbound/call';
import type { SendOutcome } from '../../../domain/outbox';

/** Nothing was taken: the platform, or what stands before it, says so. */
const NOT_TAKEN = new Set([429, 503]);

/**
 * An empty answer is as good as any: the platform often has nothing to say. 401, 404, 410 and their like, and a redirect,
 * which is not followed, mean that the signature is over: the next turn brings another.
 */
export function pushOutcomeOf({ status, afterMs }: CallAnswer): SendOutcome {
  if (status >= 200 && status < 300) return { result: 'delivered' };
  if (status === 413) return { result: 'failed', reason: TOO_LONG_FOR_AGENT };
  const reason = status === 429 ? BOT_ASKS_TO_SLOW_DOWN : agentsChatRefused(String(status));
  const ambiguous = status === 408 || (status >= 500 && !NOT_TAKEN.has(status));
  return { result: 'retry', reason, afterMs: afterMs ?? undefined, ambiguous };
}
