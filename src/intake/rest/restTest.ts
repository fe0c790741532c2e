/** The test of a REST bot: a signed ping where there is a callback, else whether it has called. */
import { type ConnectionTest, StepFailed } from '../../connection/tests';
import type { ConnectionRow } from '../../store/connections';
import { hasCalled } from '../hasCalled';

/** One signed request; resolves with what stands in the way, or null. */
type Ping = (connection: ConnectionRow, id: string, signal: AbortSignal) => Promise<string | null>;

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

const PING =
  'The webhook has to be reachable from here, check the signature with the bot’s signing secret, and answer 2xx to a ping.';
