/** The step of a connection's test that bots pass by having called: for those the desk cannot reach by itself. */
import { LOOK_FOR_CALL, NOT_CALLED_YET, calledOn } from '../cards/words/manager/connectionTest';
import { StepFailed, type TestRun } from '../connection/tests';

export async function hasCalled({ connection, step }: TestRun, remedy: string): Promise<void> {
  await step('call', LOOK_FOR_CALL, async (note) => {
    const at = connection.last_contact_at;
    if (!at) throw new StepFailed(NOT_CALLED_YET, remedy);
    note(calledOn(at.toISOString().slice(0, 10)));
  });
}
