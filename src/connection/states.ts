/**
 * Which state a connection may go to: `draft → live ⇄ paused → draining → removed`. Pure.
 * Draining may also begin from live, and be called off.
 */
import type { ConnectionState } from '../contract/connections';

export type ConnectionVerb = 'live' | 'pause' | 'drain' | 'remove';

export interface Timers {
  state: ConnectionState;
  /** Null: never tested. False: the test failed, or the way to the bot changed since. */
  testPassed: boolean | null;
  openEscalations: number;
}

export type Refusal =
  { code: 'wrong_state'; words: string } | { code: 'not_tested'; words: string } | { code: 'in_use'; words: string };

export type Decision =
  | { kind: 'change'; state: ConnectionState; insisted: boolean }
  | { kind: 'same' }
  | { kind: 'refused'; refusal: Refusal };

const FROM: Record<ConnectionVerb, readonly ConnectionState[]> = {
  live: ['draft', 'paused', 'draining'],
  pause: ['live'],
  drain: ['live', 'paused'],
  remove: ['draft', 'paused', 'draining'],
};

const TO: Record<ConnectionVerb, ConnectionState> = {
  live: 'live',
  pause: 'paused',
  drain: 'draining',
  remove: 'removed',
};

/** What it has to be first. */
const FIRST: Record<ConnectionVerb, string> = {
  live: 'A removed connection stays removed. Add the bot again; its app ID is free.',
  pause: 'Only a live connection can be paused.',
  drain: 'Only a live or paused connection can be drained. A draft can be removed at once.',
  remove: 'A live connection serves customers. Pause or drain it first.',
};

export function decide(now: Timers, verb: ConnectionVerb, options: { insist?: boolean } = {}): Decision {
  if (now.state === TO[verb]) return { kind: 'same' };
  if (!FROM[verb].includes(now.state)) return refused('wrong_state', FIRST[verb]);
  if (verb === 'live' && wantsTest(now)) {
    if (options.insist) return { kind: 'change', state: 'live', insisted: true };
    const words = now.testPassed === null ? 'It was not tested yet.' : 'It has not passed a test since it was changed.';
    return refused('not_tested', `${words} Test it first, or insist.`);
  }
  if (verb === 'remove' && now.openEscalations > 0) {
    const open = now.openEscalations === 1 ? '1 escalation is' : `${now.openEscalations} escalations are`;
    const then = now.state === 'draining' ? 'It can be removed when they have ended.' : 'Drain it first.';
    return refused('in_use', `${open} still open. ${then}`);
  }
  return { kind: 'change', state: TO[verb], insisted: false };
}

/** One that was live before and has not changed since may be so again. */
function wantsTest({ state, testPassed }: Timers): boolean {
  return state === 'draft' ? testPassed !== true : testPassed === false;
}

function refused(code: Refusal['code'], words: string): Decision {
  return { kind: 'refused', refusal: { code, words } };
}
