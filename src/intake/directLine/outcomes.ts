/** What a failed attempt to speak with a bot means: it refused this message, it is away, or the desk cannot. Pure. */
import { AppError, reasonOf } from '../../base/errors';
import type { SendOutcome } from '../../domain/outbox';
import { DirectLineError } from './directLineError';

/** Tries of one message a bot refuses, and for how long; whoever waits behind it waits as long. */
const MOST_TRIES = 3;
const MOST_MS = 6_000;

export function outcomeOf(error: unknown): SendOutcome {
  if (error instanceof AppError) return { result: 'failed', reason: error.message };
  if (!(error instanceof DirectLineError)) return { result: 'retry', reason: reasonOf(error), ambiguous: true };
  const { kind, message: reason, ambiguous, afterMs } = error;
  if (kind === 'rejected') return { result: 'failed', reason };
  const outcome = { result: 'retry' as const, reason, ambiguous, afterMs: afterMs ?? undefined };
  return kind === 'throttled' ? outcome : { ...outcome, why: 'away' };
}

/** Null when it is not the message that was refused. */
export function refusalOf(error: unknown, tries: { before: number; sinceMs: number }): SendOutcome | null {
  if (!(error instanceof DirectLineError)) return null;
  const { message: reason, kind, refused } = error;
  // The service's own no about the message: it will say it again.
  if (kind === 'rejected') return { result: 'failed', reason, why: 'refused' };
  if (!refused) return null;
  const isLast = tries.before + 1 >= MOST_TRIES || (tries.before > 0 && tries.sinceMs > MOST_MS);
  return isLast
    ? { result: 'failed', reason, why: 'refused' }
    : { result: 'retry', reason, ambiguous: true, why: 'refused' };
}
