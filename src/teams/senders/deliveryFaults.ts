/** What an error of the connector means for a delivery: try again, or never, and in words for the agent. */
import {
  BLOCKING,
  TEAMS_BUSY,
  sendingFailed,
  teamsBroke,
  teamsFailed,
  teamsUnavailable,
  teamsUnreachable,
  teamsRefusedWords,
} from '../../cards/words/agent/delivery';
import type { SendOutcome } from '../../domain/outbox';
import { reasonOf } from '../../base/errors';
import { retryAfterMs } from '../../base/retryAfter';
import { BotUnknown, TokenUnavailable } from '../bots/botToken';

/** What Teams documents as worth another try. */
const RETRIED = new Set([408, 412, 429, 502, 503, 504]);
/** Teams may have taken the message before it, or a gateway before it, gave up. */
const AMBIGUOUS = new Set([408, 502, 504]);
/** The connection was never made, so nothing can have been taken. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

const UNKNOWN = 'unknown';

interface Fault {
  status: number | null;
  /** Teams' own code, or the system's (`ECONNRESET`). */
  code: string;
  retryAfterMs: number | undefined;
}

export function sendOutcomeOf(error: unknown): SendOutcome {
  if (error instanceof TokenUnavailable) return { result: 'retry', reason: error.message };
  if (error instanceof BotUnknown) return { result: 'failed', reason: error.message };
  const { status, code, retryAfterMs: afterMs } = faultOf(error);
  if (status === null) {
    if (NEVER_SENT.has(code)) return { result: 'retry', reason: teamsUnreachable(code) };
    // Neither Teams nor the network says so: a fault of ours, whose words someone has to read.
    const reason = code === UNKNOWN ? sendingFailed(reasonOf(error)) : teamsBroke(code);
    return { result: 'retry', reason, ambiguous: true };
  }
  if (RETRIED.has(status)) {
    const busy = status === 429 ? TEAMS_BUSY : teamsUnavailable(status);
    const pauses = status === 429 || afterMs !== undefined;
    return { result: 'retry', reason: busy, afterMs, ambiguous: AMBIGUOUS.has(status), pauses };
  }
  // Microsoft does not call 500 worth a retry, but nothing about the message is wrong either.
  if (status >= 500) return { result: 'retry', reason: teamsFailed(status), afterMs, ambiguous: true };
  const blocked = status === 403 ? BLOCKING[code] : undefined;
  if (blocked) return { result: 'failed', reason: blocked, blocksLane: true };
  return { result: 'failed', reason: teamsRefusedWords(status, code) };
}

/** Nothing is wrong but what is in the message. */
export function isRefusal(error: unknown): boolean {
  const { status } = faultOf(error);
  return status === 400 || status === 413 || status === 415 || status === 422;
}

/** Teams does not let the bot write to somebody who does not have its app; a blocked bot looks the same to one who asks for the chat. */
export function isNoApp(error: unknown): boolean {
  const { status, code } = faultOf(error);
  return status === 403 && code in BLOCKING;
}

/** The chat is none any more, or not with the bot: its history was removed, or the app. */
export function isChatGone(error: unknown): boolean {
  const { status, code } = faultOf(error);
  return (
    (status === 404 && code === 'ConversationNotFound') || (status === 403 && code === 'BotNotInConversationRoster')
  );
}

/** The message to change was deleted, or was never the bot's. */
export function isGone(error: unknown): boolean {
  const { status, code } = faultOf(error);
  return status === 404 || (status === 403 && code === 'NotEnoughPermissions');
}

/** Nothing says that the message is to blame: the chat may be served from another address by now. */
export function mayHaveMoved(error: unknown): boolean {
  const { status, code } = faultOf(error);
  return (status === 404 && code !== 'ActivityNotFoundInConversation') || (status === 403 && code === '');
}

function faultOf(error: unknown): Fault {
  if (!(error instanceof Error)) return { status: null, code: UNKNOWN, retryAfterMs: undefined };
  const { statusCode, code, details, response } = error as Error & Record<string, unknown>;
  const status = typeof statusCode === 'number' ? statusCode : null;
  const own = error.name === 'AbortError' || error.name === 'TimeoutError' ? 'timeout' : systemCode(code);
  return {
    status,
    code: status === null ? own : (codeIn(details) ?? codeIn(error.message) ?? plainCode(code)),
    retryAfterMs: retryAfterIn(response),
  };
}

const systemCode = (code: unknown) => (typeof code === 'string' ? code : UNKNOWN);
const plainCode = (code: unknown) => (typeof code === 'string' && code !== 'REQUEST_SEND_ERROR' ? code : '');

/** Teams nests: `{error: {code}}`, or `{errorCode: 209, message: '{"subCode": "MessageWritesBlocked"}'}`. */
function codeIn(value: unknown, depth = 0): string | null {
  if (depth > 4) return null;
  if (typeof value === 'string') {
    if (!value.trimStart().startsWith('{')) return null;
    try {
      return codeIn(JSON.parse(value), depth + 1);
    } catch {
      return null; // words that only look like JSON
    }
  }
  if (typeof value !== 'object' || value === null) return null;
  const { subCode, error, message, code } = value as Record<string, unknown>;
  if (typeof subCode === 'string') return subCode;
  return codeIn(error, depth + 1) ?? codeIn(message, depth + 1) ?? (typeof code === 'string' ? code : null);
}

function retryAfterIn(response: unknown): number | undefined {
  const headers = (response as { headers?: { get?: (name: string) => string | undefined } } | undefined)?.headers;
  return retryAfterMs(headers?.get?.('retry-after')) ?? undefined;
}
