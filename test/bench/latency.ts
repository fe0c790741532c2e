/** From a customer's words at the door to the event at the open tab of the agent who answers them. */
import { ask, keptConnections } from './support/load';
import { listen } from './support/listen';
import type { Benchmark, Round } from './support/benchmark';
import { costed } from './support/cost';
import { startDialogue } from './support/dialogue';
import { eventually } from '../support/eventually';
import { wordsOf } from './support/words';
import { type Chat, openWorld, type World } from './support/world';

const AGENTS = 20;
const CHATS = 200;
const PER_SECOND = 100;
const WORDS = 1_000;

export const latency: Benchmark = {
  name: 'latency',
  about: `${PER_SECOND} words a second in ${CHATS} chats, until ${AGENTS} open tabs hear of theirs, beside a bare server that tells open pages.`,
  unit: 'messages',
  compares: 'latency',
  async open() {
    const world = await openWorld({ agents: AGENTS });
    const chats = await world.chats(CHATS, 'claimed');
    const [desk] = world.desks;
    if (!desk) throw new Error('There is no desk.');
    const bare = await startDialogue('baselines/fanOut.ts', []);
    const meters = { pids: [desk.process.pid ?? 0], pool: world.database.db.pool, metricsOf: [desk.url] };
    return {
      contenders: [
        { name: 'desk', round: () => costed(meters, () => sayAndHear(world, chats, desk.url)) },
        {
          name: 'bare server',
          isBaseline: true,
          round: () => costed({ pids: [bare.pid] }, () => sayAndHear(world, chats, bare.first)),
        },
      ],
      async close() {
        bare.stop();
        await world.close();
      },
    };
  },
};

/** At an even pace, whether or not the words before were heard: a desk that stalls makes all of them late. */
async function sayAndHear(world: World, chats: readonly Chat[], url: string): Promise<Round> {
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
  const agent = keptConnections(CHATS);
  const headers = { authorization: `Bearer ${world.activityToken}` };
  const answers: Promise<void>[] = [];
  const began = performance.now();
  for (let n = 0; n < WORDS; n += 1) {
    const due = began + (n * 1_000) / PER_SECOND;
    while (performance.now() < due) await new Promise((resolve) => setTimeout(resolve, due - performance.now()));
    const chat = chats[n % chats.length];
    if (!chat) throw new Error('There are no chats.');
    said.get(chat.escalationId)?.push(performance.now());
    const call = { url: `${url}/api/messages`, headers, body: JSON.stringify(wordsOf(world, chat)) };
    answers.push(
      ask(call, agent).then(({ status, text }) => {
        if (status !== 200) throw new Error(`${status} instead of 200: ${text}`);
      }),
    );
  }
  await Promise.all(answers);
  await eventually(() => latenciesMs.length >= WORDS, {
    what: 'every message to be heard of',
    everyMs: 5,
    progress: () => latenciesMs.length,
  });
  const seconds = (performance.now() - began) / 1_000;
  for (const stream of streams) stream.close();
  agent.destroy();
  return { units: WORDS, seconds, latenciesMs };
}
