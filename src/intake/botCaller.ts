/** Calls bots at the addresses they gave: one attempt of a delivery, how many wait at once limited, health written down. */
import { addressUnreadable, botBusyWords, lastTryWords } from '../cards/words/agent/delivery';
import { reasonOf } from '../base/errors';
import { type CallAnswer, type OutboundCall, call, Unreachable } from '../base/outbound/call';
import { ConcurrencyLimit } from '../base/outbound/concurrencyLimit';
import { RefusedUrl } from '../base/outbound/url';
import type { ConnectionHealth } from '../connection/health';
import type { SendOutcome } from '../domain/outbox';

/** About an hour of trying; then the agent decides. */
const MOST_ATTEMPTS = 60;
const TIMEOUT_MS = 10_000;

export type BotRequest = Pick<OutboundCall, 'url' | 'headers' | 'body' | 'mostBytes'> & {
  /** Absent: POST. */
  method?: 'PUT' | 'DELETE';
};

export interface BotDelivery {
  connectionId: string;
  url: string;
  /** Made when it may be sent: signatures and tokens age. */
  request(): BotRequest | Promise<BotRequest>;
  /** What the bot's answer means. */
  outcomeOf(answer: CallAnswer): SendOutcome;
  signal: AbortSignal;
}

export class BotCaller {
  readonly maxAttempts: number;
  private readonly limit = new ConcurrencyLimit();

  constructor(
    private readonly options: {
      /** What is called, in words for the agent. */
      name: string;
      allowLoopback: boolean;
      health: ConnectionHealth;
      maxAttempts?: number | undefined;
    },
  ) {
    this.maxAttempts = options.maxAttempts ?? MOST_ATTEMPTS;
  }

  async deliver(delivery: BotDelivery): Promise<SendOutcome> {
    const { name, health } = this.options;
    if (!URL.canParse(delivery.url)) return { result: 'failed', reason: addressUnreadable(name) };
    const { origin } = new URL(delivery.url);
    if (!this.limit.begin(origin)) {
      return { result: 'retry', reason: botBusyWords(name) };
    }
    let outcome: SendOutcome;
    let answered = false;
    try {
      const answer = await this.ask(await delivery.request(), { signal: delivery.signal });
      answered = true;
      outcome = delivery.outcomeOf(answer);
    } catch (error) {
      outcome = outcomeOfError(error);
    } finally {
      this.limit.ended(origin, answered);
    }
    if (outcome.result === 'delivered') health.succeeded(delivery.connectionId);
    else health.faulted(delivery.connectionId, outcome.reason);
    return outcome;
  }

  /** One request, whatever comes of it. */
  async ask(
    request: BotRequest,
    { timeoutMs = TIMEOUT_MS, signal }: { timeoutMs?: number; signal?: AbortSignal } = {},
  ): Promise<CallAnswer> {
    const headers = { 'content-type': 'application/json', 'user-agent': 'handoff-desk', ...request.headers };
    const { allowLoopback } = this.options;
    return call({ method: 'POST', ...request, headers, allowLoopback, timeoutMs, signal });
  }

  /** What waits behind an item tried for the last time would take as long again, each: the lane is blocked. */
  orGiveUp(outcome: SendOutcome, attempts: number, maxAttempts: number): SendOutcome {
    if (outcome.result !== 'retry' || attempts + 1 < maxAttempts) return outcome;
    return { result: 'failed', reason: lastTryWords(outcome.reason), blocksLane: true };
  }
}

/** A refused address stays refused; without a token, say, nothing was sent. */
function outcomeOfError(error: unknown): SendOutcome {
  if (error instanceof Unreachable) return { result: 'retry', reason: error.message, ambiguous: error.ambiguous };
  return { result: error instanceof RefusedUrl ? 'failed' : 'retry', reason: reasonOf(error) };
}
