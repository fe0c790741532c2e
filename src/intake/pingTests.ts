/** The tests of bots that keep their customers: a signed ping where there is a callback, else whether it has called. */
import { reasonOf } from '../base/errors';
import type { ConnectionRow } from '../store/connections';
import { type ConnectionTest, StepFailed, type TestRun } from '../connection/tests';

/** One signed request; resolves with what stands in the way, or null. */
type Ping = (connection: ConnectionRow, id: string, signal: AbortSignal) => Promise<string | null>;

/** A parent's address is not known before it calls; that its app is in reach is. */
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

export function restTest(ping: Ping): ConnectionTest {
  return async (run) => {
    const { connection, signal, step } = run;
    if (connection.callback_url === null) {
      return hasCalled(run, 'Give it a callback URL, or let it make one signed call. Then test again.');
    }
    const host = new URL(connection.callback_url).host;
    await step('ping', `Send a signed ping to ${host}`, async (note) => {
      const obstacle = await ping(connection, connection.id, signal);
      if (obstacle !== null) throw new StepFailed(obstacle, PING);
      note('The webhook took it.');
    });
  };
}

async function hasCalled({ connection, step }: TestRun, remedy: string): Promise<void> {
  await step('call', 'Look for a call from the bot', async (note) => {
    const at = connection.last_contact_at;
    if (!at) throw new StepFailed('It has not called yet.', remedy);
    note(`It called on ${at.toISOString().slice(0, 10)} and was recognised.`);
  });
}

const PING =
  'The webhook has to be reachable from here, check the signature with the bot’s signing secret, and answer 2xx to a ping.';
