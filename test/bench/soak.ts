/** A steady load for as long as you like: what grows although nothing else does? */
import { randomUUID } from 'node:crypto';
import type { Agent } from 'node:http';
import { startBot } from './baselines/startBot';
import { benchmark, opened, type Round } from './support/benchmark';
import { costed, metersOf } from './support/cost';
import { keptConnections } from './support/load';
import { watchOpenings } from './support/openings';
import { atPace } from './support/pace';
import { number, whole } from './support/parameters';
import { timed, walk } from './support/walk';
import { watch, type Watched } from './support/watch';
import { wordsOf } from './support/words';
import { type Chat, openWorld, type World } from './support/world';

/** Who come and go, one of them each time an escalation is due. */
const COMING = 200;
const AT_MOST = 100;

export const soak = benchmark({
  name: 'soak',
  about: 'A steady load; memory, lag, connections, tables and latency over time, beside a bot with one insert.',
  takes: '20 min',
  unit: 'messages',
  compares: 'latency',
  rounds: 1,
  warmsUp: false,
  parameters: {
    minutes: number(10, 'of the desk, and of the bot'),
    perSecond: whole(10, 'messages a second: of customers, and as many of agents'),
    perMinute: whole(30, 'escalations a minute, from asked for to resolved'),
    chats: whole(200, 'customers whom agents have all the while'),
    every: whole(5, 'seconds between two looks'),
  },
  open: ({ chats: count, ...load }) =>
    opened(async (onClose) => {
      const world = await openWorld({ unlimited: true });
      onClose(world.close);
      const chats = await world.chats(count, 'claimed');
      const bot = await startBot('insert', world);
      onClose(bot.stop);
      return [
        { name: 'desk', round: (tell) => costed(metersOf(world), () => live(world, chats, load, tell)) },
        {
          name: 'bot and one insert',
          isBaseline: true,
          round: (tell) => costed(bot.meters, () => hear(world, chats, load, bot, tell)),
        },
      ];
    }),
});

interface Load {
  minutes: number;
  perSecond: number;
  perMinute: number;
  every: number;
}

type Tell = (share: number) => void;

/** Customers write, agents answer, and some come and go. */
async function live(world: World, chats: readonly Chat[], load: Load, tell: Tell): Promise<Round> {
  const { url, process } = world.desk;
  const agent = keptConnections(AT_MOST);
  const openings = watchOpenings(world);
  const coming = world.customers(COMING);
  const latencies = { words: [] as number[], replies: [] as number[], 'other calls': [] as number[] };
  const watched = { pid: process.pid ?? 0, url, pool: world.database.db.pool, latencies };
  const write = () => customersWrite(world, chats, load, { url, agent, latenciesMs: latencies.words }, tell);
  const answer = () =>
    atPace(load.perSecond, messagesOf(load), (n) => {
      const chat = n % chats.length;
      return timed({ agent, latenciesMs: latencies.replies }, 201, {
        url: `${url}/api/escalations/${chats[chat]?.escalationId}/messages`,
        headers: { authorization: `Bearer ${world.tokenOf(chat)}` },
        body: JSON.stringify({ text: `Your parcel is on its way (${n}).`, clientMessageId: randomUUID() }),
      });
    });
  const comeAndGo = () =>
    atPace(load.perMinute / 60, Math.ceil(load.minutes * load.perMinute), async (n) => {
      const customer = coming[n % coming.length];
      if (!customer) throw new Error('Nobody comes.');
      await walk({ world, url, agent, openings, latenciesMs: latencies['other calls'] }, customer, n);
    });
  try {
    return await steadily(watched, load, () => Promise.all([write(), answer(), comeAndGo()]));
  } finally {
    openings.stop();
    agent.destroy();
  }
}

/** The same words to a bot that only keeps them. */
async function hear(
  world: World,
  chats: readonly Chat[],
  load: Load,
  { url, pid }: { url: string; pid: number },
  tell: Tell,
): Promise<Round> {
  const agent = keptConnections(AT_MOST);
  const latencies = { words: [] as number[] };
  try {
    return await steadily({ pid, latencies }, load, () =>
      customersWrite(world, chats, load, { url, agent, latenciesMs: latencies.words }, tell),
    );
  } finally {
    agent.destroy();
  }
}

const messagesOf = ({ minutes, perSecond }: Load): number => Math.ceil(minutes * 60 * perSecond);

function customersWrite(
  world: World,
  chats: readonly Chat[],
  load: Load,
  { url, ...how }: { url: string; agent: Agent; latenciesMs: number[] },
  tell: Tell,
): Promise<void> {
  const headers = { authorization: `Bearer ${world.activityToken}` };
  const work = (n: number) => {
    const chat = chats[n % chats.length];
    if (!chat) throw new Error('There are no chats.');
    return timed(how, 200, {
      url: `${url}/api/messages`,
      headers,
      body: JSON.stringify(wordsOf(world, chat.customer)),
    });
  };
  return atPace(load.perSecond, messagesOf(load), work, tell);
}

/** Watched meanwhile; what is counted is the words and the replies. */
async function steadily(watched: Watched, { every }: Load, work: () => Promise<unknown>): Promise<Round> {
  const watching = watch(watched, every * 1_000);
  const began = performance.now();
  try {
    await work();
  } finally {
    watching.stop();
  }
  const seconds = (performance.now() - began) / 1_000;
  const { words = [], replies = [] } = watched.latencies;
  const trends = await watching.trends();
  return { units: words.length + replies.length, seconds, latenciesMs: [...words], trends };
}
