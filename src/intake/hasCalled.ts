/** The step of a connection's test that bots pass by having called: for those the desk cannot reach by itself. */
import { StepFailed, type TestRun } from '../connection/tests';

export async function hasCalled({ connection, step }: TestRun, remedy: string): Promise<void> {
  await step('call', 'Look for a call from the bot', async (note) => {
    const at = connection.last_contact_at;
    if (!at) throw new StepFailed('It has not called yet.', remedy);
    note(`It called on ${at.toISOString().slice(0, 10)} and was recognised.`);
  });
}
