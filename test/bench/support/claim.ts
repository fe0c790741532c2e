/** Agents who claim through an API, so many at once. */
import type { Round } from './benchmark';
import { keptConnections, send } from './load';
import type { World } from './world';

interface Which {
  agents: number;
  requests: number;
  idOf(n: number): string | undefined;
}

/** The agents ask in turn, at the servers in turn. */
export async function claim(world: World, urls: readonly string[], { agents, requests, idOf }: Which): Promise<Round> {
  const agent = keptConnections(agents);
  const result = await send(requests, {
    atOnce: agents,
    agent,
    expected: [200, 409],
    call: (n) => ({
      url: `${urls[n % urls.length]}/api/escalations/${idOf(n)}/claim`,
      headers: { authorization: `Bearer ${world.tokenOf(n % agents)}` },
      body: '{}',
    }),
  });
  agent.destroy();
  return { units: requests, ...result };
}
