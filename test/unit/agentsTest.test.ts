/** What the test of a Copilot Studio agent in Teams looks at, for each way the agent has. */
import { faultWords } from '../../src/cards/words/manager/connectedAgent';
import { ENDED_KEY } from '../../src/cards/words/manager/agentCalls';
import { NO_APP_FOR_CUSTOMER } from '../../src/cards/words/manager/personChat';
import { StepFailed, type TestRun } from '../../src/connection/tests';
import { agentsTest } from '../../src/intake/agents/agentsTest';

const LONG_AGO = new Date('2026-11-01T10:00:00Z');
const NOW = new Date('2026-11-27T10:00:00Z');

interface Agent {
  caller: string | null;
  hasKey: boolean;
  calledAt?: Date | null;
  turnAt?: Date | null;
  fault?: { words: string; at: Date };
}

/** The steps it took; the last one failed where it says why. */
async function stepsOf({ caller, hasKey, calledAt = NOW, turnAt = NOW, fault }: Agent) {
  const steps: string[] = [];
  const connection = {
    id: 'hr',
    tenant_id: 't',
    caller_app_id: caller,
    last_contact_at: calledAt,
    last_turn_at: turnAt,
    last_error: fault?.words ?? null,
    last_error_at: fault?.at ?? null,
  };
  const run = {
    connection,
    signal: new AbortController().signal,
    step: (name: string, _: string, work: (note: () => void) => Promise<void>) => {
      steps.push(name);
      return work(() => undefined);
    },
  } as unknown as TestRun;
  const test = agentsTest({
    publicUrl: 'https://desk.example',
    botAppId: 'b0b0',
    teams: { checkApp: async () => ({ ok: true, found: 'Robin has it.' }) },
    hasKey: async () => hasKey,
  });
  try {
    await test(run);
    return { steps, failed: null };
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    return { steps, failed: error.message };
  }
}

test.each<[string, Agent, string[]]>([
  ['calls the desk', { caller: null, hasKey: true }, ['call', 'app']],
  ['is to call and has no key yet', { caller: null, hasKey: false }, ['call', 'app']],
  ['has the desk as its connected agent', { caller: 'abc', hasKey: false }, ['turn']],
  ['has both', { caller: 'abc', hasKey: true }, ['turn', 'call', 'app']],
])('of an agent that %s', async (_, agent, steps) => {
  expect(await stepsOf(agent)).toEqual({ steps, failed: null });
});

const BOTH = { caller: 'abc', hasKey: true };
test.each<[string, Agent, { steps: string[]; failed: string | null }]>([
  [
    'calls are no turns',
    { ...BOTH, turnAt: null },
    { steps: ['turn'], failed: expect.stringContaining('not called yet') as string },
  ],
  [
    'turns are no calls',
    { ...BOTH, calledAt: null },
    { steps: ['turn', 'call'], failed: expect.stringContaining('not called yet') as string },
  ],
  [
    'a turn that was refused is not made good by a call',
    { ...BOTH, turnAt: LONG_AGO, fault: { words: faultWords('audience'), at: new Date('2026-11-27T09:00:00Z') } },
    { steps: ['turn'], failed: faultWords('audience') },
  ],
  [
    'a call that was refused is not made good by a turn',
    { ...BOTH, calledAt: LONG_AGO, fault: { words: ENDED_KEY.revoked, at: new Date('2026-11-27T09:00:00Z') } },
    { steps: ['turn', 'refused'], failed: ENDED_KEY.revoked },
  ],
  [
    'a customer without the app is no call that was refused',
    { ...BOTH, calledAt: LONG_AGO, fault: { words: NO_APP_FOR_CUSTOMER, at: NOW } },
    { steps: ['turn', 'call', 'app'], failed: null },
  ],
])('the two ways are looked at apart: %s', async (_, agent, expected) => {
  expect(await stepsOf(agent)).toEqual(expected);
});
