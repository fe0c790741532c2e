/** From a customer's words at the door to the event at the open tab of the agent who answers them. */
import { ask, keptConnections } from './support/load';
import { listen } from './support/listen';
import { benchmark, opened, type Round } from './support/benchmark';
import { costed, metersOf } from './support/cost';
import { startDialogue } from './support/dialogue';
import { eventually } from '../support/eventually';
import { atPace } from './support/pace';
import { whole } from './support/parameters';
import { wordsOf } from './support/words';
import { type Chat, openWorld, type World } from './support/world';

export const latency = benchmark({
  name: 'latency',
  about: "Customers' words at an even pace, until the open tab hears of them, beside a bare server of events.",
  takes: '3 min',
  unit: 'messages',
  compares: 'latency',
  parameters: {
    words: whole(1_000, 'messages a round'),
    perSecond: whole(100, 'messages a second'),
    chats: whole(200, 'customers who write, in turn'),
    agents: whole(20, 'agents with an open tab each'),
  },
  open: ({ words, perSecond, chats: count, agents }) =>
    opened(async (onClose) => {
      const world = await openWorld({ agents });
      onClose(world.close);
      const chats = await world.chats(count, 'claimed');
      const bare = await startDialogue('baselines/fanOut.ts', []);
      onClose(bare.stop);
      const pace = { words, perSecond };
      return [
        { name: 'desk', round: () => costed(metersOf(world), () => sayAndHear(world, chats, world.desk.url, pace)) },
        {
          name: 'bare server',
          isBaseline: true,
          round: () => costed({ pids: [bare.pid] }, () => sayAndHear(world, chats, bare.first, pace)),
        },
      ];
    }),
});

async function sayAndHear(
  world: World,
  chats: readonly Chat[],
  url: string,
  { words, perSecond }: { words: number; perSecond: number },
): Promise<Round> {
  const latenciesMs: number[] = [];
  /** When the words were said that are yet to be heard of, by escalation and by conversation, in order. */
  const said = new Map<string, number[]>();
  for (const { escalationId, customer } of chats) {
    const times: number[] = [];
    said.set(escalationId, times).set(customer.chatId, times);
  }
  const owners = new Map(chats.map(({ escalationId, agent }) => [escalationId, agent.id]));
  const streams = await Promise.all(
    world.agents.map(({ id }, n) =>
      listen(`${url}/api/stream`, { authorization: `Bearer ${world.tokenOf(n)}` }, ({ event, data }) => {
        if (event !== 'message') return;
        const { escalationId, conversationId } = JSON.parse(data) as Record<string, string>;
        // The whole team hears of it; the one who answers counts. The bare server knows no owners: its first page does.
        if (escalationId === undefined ? n > 0 : owners.get(escalationId) !== id) return;
        const at = said.get(escalationId ?? conversationId ?? '')?.shift();
        if (at !== undefined) latenciesMs.push(performance.now() - at);
      }),
    ),
  );
  const agent = keptConnections(chats.length);
  const headers = { authorization: `Bearer ${world.activityToken}` };
  const began = performance.now();
  await atPace(perSecond, words, async (n) => {
    const chat = chats[n % chats.length];
    if (!chat) throw new Error('There are no chats.');
    said.get(chat.escalationId)?.push(performance.now());
    const call = { url: `${url}/api/messages`, headers, body: JSON.stringify(wordsOf(world, chat.customer)) };
    const { status, text } = await ask(call, agent);
    if (status !== 200) throw new Error(`${status} instead of 200: ${text}`);
  });
  await eventually(() => latenciesMs.length >= words, {
    what: 'every message to be heard of',
    everyMs: 5,
    progress: () => latenciesMs.length,
  });
  const seconds = (performance.now() - began) / 1_000;
  for (const stream of streams) stream.close();
  agent.destroy();
  return { units: words, seconds, latenciesMs };
}
