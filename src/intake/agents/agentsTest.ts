/** The test of a Copilot Studio agent in Teams: the desk cannot call it, so the agent has to have called. */
import { callFromAgent } from '../../cards/words/manager/connectionTest';
import { LOOK_FOR_APP } from '../../cards/words/manager/personChat';
import { type ConnectionTest, StepFailed, type TestRun } from '../../connection/tests';
import { hasCalled } from '../hasCalled';
import type { DeskParts } from '../wayIn';
import { connectedTest } from './connected/connectedTest';

interface Options {
  publicUrl: string;
  botAppId: string;
  teams: Pick<DeskParts['teams'], 'checkApp'>;
}

export function agentsTest(options: Options): ConnectionTest {
  return async (run) => {
    if (run.connection.caller_app_id !== null) return connectedTest(run, options);
    await hasCalled(run, callFromAgent(options.publicUrl));
    await hasApp(run, options.teams);
  };
}

async function hasApp({ connection, signal, step }: TestRun, teams: Options['teams']): Promise<void> {
  await step('app', LOOK_FOR_APP, async (note) => {
    const { id: connectionId, tenant_id: tenantId } = connection;
    const checked = await teams.checkApp({ connectionId, tenantId }, signal);
    if (!checked.ok) throw new StepFailed(checked.reason, checked.remedy);
    note(checked.found);
  });
}
