/** Agents claim: each an escalation of their own, or all the same one. */
import type { Benchmark, Round } from './support/benchmark';
import { costed } from './support/cost';
import { keptConnections, send } from './support/load';
import { type Chat, openWorld, type World } from './support/world';
import { startClaimServer } from './baselines/claimServer';

const AGENTS = 20;
const APART = 200;
const RACES = 30;

export const claims: Benchmark = {
  name: 'claims',
  about: `${AGENTS} agents claim through the API, beside one compare-and-set behind a token.`,
  unit: 'requests',
  compares: 'rate',
  async open() {
    const world = await openWorld({ agents: AGENTS, desks: 2 });
    const [one] = world.desks;
    if (!one) throw new Error('There is no desk.');
    const bare = await startClaimServer(world);
    const both = world.desks.map(({ url }) => url);
    const pids = world.desks.map(({ process: { pid } }) => pid ?? 0);
    const { pool } = world.database.db;
    const desk =
      (urls: string[], work: (urls: string[], ids: string[]) => Promise<Round>, count: number) => async () => {
        const ids = idsOf(await world.chats(count, 'waiting'));
        return costed({ pids: pids.slice(0, urls.length), pool, metricsOf: urls }, () => work(urls, ids));
      };
    const apart = (urls: string[], ids: string[]) => claim(world, urls, ids, AGENTS, ids.length, (n) => n);
    const racing = async (urls: string[], ids: string[]): Promise<Round> => {
      const rounds: Round[] = [];
      for (const id of ids) rounds.push(await claim(world, urls, [id], AGENTS, AGENTS, () => 0));
      return {
        units: rounds.reduce((sum, { units }) => sum + units, 0),
        seconds: rounds.reduce((sum, { seconds }) => sum + seconds, 0),
        latenciesMs: rounds.flatMap(({ latenciesMs }) => latenciesMs ?? []),
      };
    };
    return {
      contenders: [
        { name: 'apart, one desk', round: desk([one.url], apart, APART) },
        { name: 'apart, two desks', round: desk(both, apart, APART) },
        { name: 'racing, one desk', round: desk([one.url], racing, RACES) },
        { name: 'racing, two desks', round: desk(both, racing, RACES) },
        {
          name: 'compare-and-set',
          isBaseline: true,
          round: async () => {
            const ids = await bare.furnish(APART);
            return costed({ pids: [bare.pid] }, () => claim(world, [bare.url], ids, AGENTS, APART, (n) => n));
          },
        },
      ],
      async close() {
        bare.stop();
        await world.close();
      },
    };
  },
};

const idsOf = (chats: readonly Chat[]): string[] => chats.map(({ escalationId }) => escalationId);

async function claim(
  world: World,
  urls: readonly string[],
  ids: readonly string[],
  atOnce: number,
  count: number,
  which: (n: number) => number,
): Promise<Round> {
  const agent = keptConnections(atOnce);
  const result = await send(count, {
    atOnce,
    agent,
    expected: [200, 409],
    call: (n) => ({
      url: `${urls[n % urls.length]}/api/escalations/${ids[which(n)]}/claim`,
      headers: { authorization: `Bearer ${world.tokenOf(n)}` },
      body: '{}',
    }),
  });
  agent.destroy();
  return { units: count, ...result };
}
