/** The test of a REST bot: a signed ping where there is a callback, else whether it has called. */
import { GIVE_CALLBACK, PING, WEBHOOK_TOOK_IT, sendPing } from '../../cards/words/manager/connectionTest';
import { type ConnectionTest, StepFailed } from '../../connection/tests';
import type { ConnectionRow } from '../../store/connections';
import { hasCalled } from '../hasCalled';

/** One signed request; resolves with what stands in the way, or null. */
type Ping = (connection: ConnectionRow, id: string, signal: AbortSignal) => Promise<string | null>;

export function restTest(ping: Ping): ConnectionTest {
  return async (run) => {
    const { connection, signal, step } = run;
    if (connection.callback_url === null) {
      return hasCalled(run, GIVE_CALLBACK);
    }
    const host = new URL(connection.callback_url).host;
    await step('ping', sendPing(host), async (note) => {
      const obstacle = await ping(connection, connection.id, signal);
      if (obstacle !== null) throw new StepFailed(obstacle, PING);
      note(WEBHOOK_TOOK_IT);
    });
  };
}
