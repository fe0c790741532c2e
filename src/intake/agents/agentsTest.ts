/** The test of a Copilot Studio agent in Teams, in each way it has: the desk cannot call it, so the agent has to have called. */
import { isCallFault } from '../../cards/words/manager/agentCalls';
import { LATEST_CALL, MEND_CALL, callFromAgent } from '../../cards/words/manager/connectionTest';
import { LOOK_FOR_APP } from '../../cards/words/manager/personChat';
import { type ConnectionTest, StepFailed, type TestRun } from '../../connection/tests';
import { hasCalled } from '../hasCalled';
import type { DeskParts } from '../wayIn';
import { connectedTest } from './connected/connectedTest';

interface Options {
  publicUrl: string;
  botAppId: string;
  teams: Pick<DeskParts['teams'], 'checkApp'>;
  /** Whether a key of the connection is good now. */
  hasKey(connectionId: string): Promise<boolean>;
}

export function agentsTest(options: Options): ConnectionTest {
  return async (run) => {
    const { id, caller_app_id: caller } = run.connection;
    if (caller !== null) {
      await connectedTest(run, options);
      if (!(await options.hasKey(id))) return;
    }
    await wasTaken(run);
    await hasCalled(run, callFromAgent(options.publicUrl));
    await hasApp(run, options.teams);
  };
}

/** What its latest call was refused for is what to mend first. */
async function wasTaken({ connection, step }: TestRun): Promise<void> {
  const { last_contact_at: at, last_error: fault, last_error_at: faultAt } = connection;
  if (fault === null || faultAt === null || !isCallFault(fault) || (at !== null && at >= faultAt)) return;
  await step('refused', LATEST_CALL, async () => {
    throw new StepFailed(fault, MEND_CALL);
  });
}

async function hasApp({ connection, signal, step }: TestRun, teams: Options['teams']): Promise<void> {
  await step('app', LOOK_FOR_APP, async (note) => {
    const { id: connectionId, tenant_id: tenantId } = connection;
    const checked = await teams.checkApp({ connectionId, tenantId }, signal);
    if (!checked.ok) throw new StepFailed(checked.reason, checked.remedy);
    note(checked.found);
  });
}
