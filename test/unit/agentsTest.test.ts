/** What the test of a Copilot Studio agent in Teams looks at, for each way the agent has. */
import type { TestRun } from '../../src/connection/tests';
import { agentsTest } from '../../src/intake/agents/agentsTest';

async function stepsOf({ caller, hasKey }: { caller: string | null; hasKey: boolean }): Promise<string[]> {
  const steps: string[] = [];
  const connection = { id: 'hr', tenant_id: 't', caller_app_id: caller, last_contact_at: new Date(), last_error: null };
  const run = {
    connection,
    signal: new AbortController().signal,
    step: (name: string, _: string, work: (note: () => void) => Promise<void>) => {
      steps.push(name);
      return work(() => undefined);
    },
  } as unknown as TestRun;
  await agentsTest({
    publicUrl: 'https://desk.example',
    botAppId: 'b0b0',
    teams: { checkApp: async () => ({ ok: true, found: 'Robin has it.' }) },
    hasKey: async () => hasKey,
  })(run);
  return steps;
}

test.each([
  ['calls the desk', { caller: null, hasKey: true }, ['call', 'app']],
  ['is to call and has no key yet', { caller: null, hasKey: false }, ['call', 'app']],
  ['has the desk as its connected agent', { caller: 'abc', hasKey: false }, ['turn']],
  ['has both', { caller: 'abc', hasKey: true }, ['turn', 'call', 'app']],
])('of an agent that %s', async (_, agent, steps) => {
  expect(await stepsOf(agent)).toEqual(steps);
});
