/** The test of a Copilot Studio agent in Teams: the desk cannot call it, so the agent has to have called. */
import { callFromAgent } from '../../cards/words/manager/connectionTest';
import type { ConnectionTest } from '../../connection/tests';
import { hasCalled } from '../hasCalled';

export function agentsTest({ publicUrl }: { publicUrl: string }): ConnectionTest {
  return (run) => hasCalled(run, callFromAgent(publicUrl));
}
