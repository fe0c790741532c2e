/** What Teams posts when a customer writes. */
import { SANDBOX } from '../../../src/config/world';
import type { Round } from './benchmark';
import { keptConnections, send } from './load';
import type { Customer, World } from './world';

let said = 0;

/** @param text what they write; without it, something new each time */
export function wordsOf({ serviceUrl }: Pick<World, 'serviceUrl'>, customer: Customer, text?: string): object {
  said += 1;
  return {
    type: 'message',
    id: String(1_790_000_000_000 + said),
    timestamp: new Date().toISOString(),
    channelId: 'msteams',
    serviceUrl,
    from: { id: customer.teamsId, name: customer.name, aadObjectId: customer.id },
    recipient: { id: SANDBOX.bot.id, name: SANDBOX.bot.name },
    conversation: { id: customer.chatId, conversationType: 'personal', tenantId: SANDBOX.tenantId },
    channelData: { tenant: { id: SANDBOX.tenantId } },
    locale: 'en-US',
    text: text ?? `My parcel has not come, and nobody can tell me where it is. (${said})`,
  };
}

/** These customers write in turn, so many at once, until all of it is acknowledged. */
export async function say(
  world: World,
  url: string,
  customers: readonly Customer[],
  { words, atOnce }: { words: number; atOnce: number },
): Promise<Round> {
  const agent = keptConnections(atOnce);
  const headers = { authorization: `Bearer ${world.activityToken}` };
  const result = await send(words, {
    atOnce,
    agent,
    expected: [200, 201, 202],
    call(n) {
      const customer = customers[n % customers.length];
      if (!customer) throw new Error('There are no customers.');
      return { url: `${url}/api/messages`, headers, body: JSON.stringify(wordsOf(world, customer)) };
    },
  });
  agent.destroy();
  return { units: words, ...result };
}
