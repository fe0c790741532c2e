/** The test of a Bot Framework bot: its address is not known before it calls; that its app is in reach is. */
import { APP, ASK_ENTRA, addSkill, entraKnows } from '../../cards/words/manager/connectionTest';
import { reasonOf } from '../../base/errors';
import { type ConnectionTest, StepFailed } from '../../connection/tests';
import { hasCalled } from '../hasCalled';

export function botFrameworkTest(options: {
  publicUrl: string;
  /** Proves to the app of this ID that the desk speaks. */
  tokenFor(appId: string): Promise<string>;
}): ConnectionTest {
  return async (run) => {
    const { app_id: appId } = run.connection;
    await run.step('token', ASK_ENTRA, async (note) => {
      try {
        await options.tokenFor(appId);
      } catch (error) {
        throw new StepFailed(reasonOf(error), APP);
      }
      note(entraKnows(appId));
    });
    await hasCalled(run, addSkill(options.publicUrl));
  };
}
