/** The test of a Bot Framework bot: its address is not known before it calls; that its app is in reach is. */
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
    await run.step('token', 'Ask Entra for a token the bot will take', async (note) => {
      try {
        await options.tokenFor(appId);
      } catch (error) {
        throw new StepFailed(reasonOf(error), APP);
      }
      note(`Entra knows the app ${appId}.`);
    });
    await hasCalled(
      run,
      `Add ${options.publicUrl}/api/skill/manifest.json to the bot as a skill, or send its handoffs to ${options.publicUrl}/api/messages, and let it ask for a person once. Then test again.`,
    );
  };
}

const APP =
  'Give the Application (client) ID of the bot’s own app registration. It has to be in the same tenant as the desk’s bot.';
