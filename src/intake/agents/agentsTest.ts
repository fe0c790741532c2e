/** The test of a Copilot Studio agent in Teams: the desk cannot call it, so the agent has to have called. */
import { callFromAgent } from '../../cards/words/manager/connectionTest';
import type { ConnectionTest } from '../../connection/tests';
import { hasCalled } from '../hasCalled';
import { connectedTest } from './connected/connectedTest';

export function agentsTest(options: { publicUrl: string; botAppId: string }): ConnectionTest {
  return async (run) => {
    if (run.connection.caller_app_id === null) await hasCalled(run, callFromAgent(options.publicUrl));
    else await connectedTest(run, options);
  };
}
