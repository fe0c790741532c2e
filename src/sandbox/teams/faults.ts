/** Fault injection: the switches, and the random choice. */
import type { Faults } from '../state/contract';
import { teamsError, type Answer } from './answers';

const none: Faults = {
  rateTable: false,
  retryAfter: false,
  throttle: 0,
  preconditionFailed: 0,
  badGateway: 0,
  badGatewayAfterAccepting: 0,
  reset: 0,
  resetAfterAccepting: 0,
  forbid: null,
  refuse: null,
  only: null,
  delay: 0,
  deliveries: 1,
  reorder: 0,
  poison: null,
  dropSocketEvery: 0,
  graph: null,
  install: null,
};

/** What happens to a call instead of an answer. */
export type Mishap = Answer | 'reset' | null;

export class FaultSwitches {
  private faults: Faults = { ...none };

  get current(): Faults {
    return this.faults;
  }

  set(changes: Partial<Faults>): Faults {
    this.faults = { ...this.faults, ...changes };
    return this.faults;
  }

  clear(): void {
    this.faults = { ...none };
  }

  affects(conversationId: string): boolean {
    return this.faults.only === null || conversationId.includes(this.faults.only);
  }

  /** A mishap before anything has happened. */
  before(conversationId: string): Mishap {
    if (!this.affects(conversationId)) return null;
    const f = this.faults;
    if (falls(f.reset)) return 'reset';
    if (f.forbid !== null) return teamsError(403, f.forbid);
    if (falls(f.throttle)) return this.throttled(1_000);
    if (falls(f.preconditionFailed)) return teamsError(412, 'PreconditionFailed');
    if (falls(f.badGateway)) return teamsError(502, 'ServiceError');
    return null;
  }

  /** What is in a message that Teams would not take. */
  refuses(conversationId: string, activity: unknown): boolean {
    const { refuse } = this.faults;
    return refuse !== null && this.affects(conversationId) && JSON.stringify(activity ?? null).includes(refuse);
  }

  /** A mishap although the message was accepted. */
  after(conversationId: string): Mishap {
    if (!this.affects(conversationId)) return null;
    if (falls(this.faults.resetAfterAccepting)) return 'reset';
    return falls(this.faults.badGatewayAfterAccepting) ? teamsError(502, 'ServiceError') : null;
  }

  throttled(waitMs: number): Answer {
    const answer = teamsError(429, 'Throttled');
    if (!this.faults.retryAfter) return answer;
    return { ...answer, headers: { 'Retry-After': String(Math.max(1, Math.ceil(waitMs / 1000))) } };
  }
}

function falls(rate: number): boolean {
  return rate > 0 && Math.random() < rate;
}
