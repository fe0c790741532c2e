/**
 * Which state a connection may go to: `draft → live ⇄ paused → draining → removed`. Pure.
 * Draining may also begin from live, and be called off.
 */
import { FIRST, stillOpenWords, testFirstWords } from '../cards/words/manager/connectionStates';
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

export function decide(now: Timers, verb: ConnectionVerb, options: { insist?: boolean } = {}): Decision {
  if (now.state === TO[verb]) return { kind: 'same' };
  if (!FROM[verb].includes(now.state)) return refused('wrong_state', FIRST[verb]);
  if (verb === 'live' && wantsTest(now)) {
    if (options.insist) return { kind: 'change', state: 'live', insisted: true };
    return refused('not_tested', testFirstWords(now.testPassed !== null));
  }
  if (verb === 'remove' && now.openEscalations > 0) {
    return refused('in_use', stillOpenWords(now.openEscalations, now.state === 'draining'));
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
