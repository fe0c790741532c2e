/** Customers' words, from Teams' request to the answer that they are kept. */
import { SANDBOX } from '../../src/config/world';
import type { Kind } from './baselines/bot';
import type { BotSettings } from './baselines/settings';
import type { Benchmark, Contender } from './support/benchmark';
import { costed } from './support/cost';
import { startDialogue } from './support/dialogue';
import { keptConnections, send } from './support/load';
import { wordsOf } from './support/words';
import { type Chat, openWorld, type World } from './support/world';

const AT_ONCE = 16;
const CHATS = 64;
const WORDS = 1_500;

export const inbound: Benchmark = {
  name: 'inbound',
  about: `Words of customers whom an agent has, ${AT_ONCE} connections, beside bots that keep less.`,
  unit: 'messages',
  compares: 'rate',
  async open() {
    const world = await openWorld();
    const chats = await world.chats(CHATS, 'claimed');
    const desk = world.desks[0];
    if (!desk) throw new Error('There is no desk.');
    const bots = await Promise.all((['echo', 'insert', 'bare'] as const).map((kind) => startBot(kind, world)));
    const contenders: Contender[] = [
      {
        name: 'desk',
        round: () =>
          costed({ pids: [desk.process.pid ?? 0], pool: world.database.db.pool, metricsOf: [desk.url] }, () =>
            say(world, chats, desk.url),
          ),
      },
      ...bots.map(({ kind, url, pid }): Contender => ({
        name: NAMES[kind],
        isBaseline: kind === 'echo',
        round: () => costed({ pids: [pid] }, () => say(world, chats, url)),
      })),
    ];
    return {
      contenders,
      async close() {
        for (const { stop } of bots) stop();
        await world.close();
      },
    };
  },
};

const NAMES: Record<Kind, string> = { echo: 'echo bot', insert: 'bot and one insert', bare: 'bare bot' };

async function say(world: World, chats: readonly Chat[], url: string) {
  const chatOf = (n: number): Chat => {
    const chat = chats[n % chats.length];
    if (!chat) throw new Error('There are no chats.');
    return chat;
  };
  const agent = keptConnections(AT_ONCE);
  const headers = { authorization: `Bearer ${world.activityToken}` };
  const result = await send(WORDS, {
    atOnce: AT_ONCE,
    agent,
    expected: [200, 201, 202],
    call: (n) => ({ url: `${url}/api/messages`, headers, body: JSON.stringify(wordsOf(world, chatOf(n))) }),
  });
  agent.destroy();
  return { units: WORDS, ...result };
}

async function startBot(kind: Kind, world: World) {
  const { appId, password } = SANDBOX.bot;
  const cloudUrl = world.serviceUrl.replace('/teams/', '');
  const settings: BotSettings = { cloudUrl, tenantId: SANDBOX.tenantId, appId, password };
  const { first, pid, stop } = await startDialogue('baselines/bot.ts', [
    kind,
    JSON.stringify(settings),
    world.database.url,
  ]);
  return { kind, url: first, pid, stop };
}
