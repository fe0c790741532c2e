/** The step of a connection's test that a connected agent passes by having called, and not been refused since. */
import { NOT_CALLED_YET, calledOn } from '../../../cards/words/manager/connectionTest';
import { addConnectedAgent, LOOK_FOR_TURN, remedyOfFault } from '../../../cards/words/manager/connectedAgent';
import { StepFailed, type TestRun } from '../../../connection/tests';

export async function connectedTest(
  { connection, step }: TestRun,
  { publicUrl, botAppId }: { publicUrl: string; botAppId: string },
): Promise<void> {
  await step('turn', LOOK_FOR_TURN, async (note) => {
    const { last_turn_at: at, last_error: fault, last_error_at: faultAt } = connection;
    const remedy = remedyOfFault(fault, botAppId);
    if (fault !== null && remedy !== null && (at === null || (faultAt !== null && faultAt > at))) {
      throw new StepFailed(fault, remedy);
    }
    if (at === null) throw new StepFailed(NOT_CALLED_YET, addConnectedAgent(publicUrl));
    note(calledOn(at.toISOString().slice(0, 10)));
  });
}
