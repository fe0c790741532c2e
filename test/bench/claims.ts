/** Agents claim: each an escalation of their own, or all the same one; at one process of the desk, or at several. */
import { startClaimServer } from './baselines/claimServer';
import { benchmark, type Contender, opened, type Round } from './support/benchmark';
import { claim } from './support/claim';
import { costed, metersOf } from './support/cost';
import { some, whole, wholes } from './support/parameters';
import { type Chat, openWorld, type World } from './support/world';

const WAYS = ['apart', 'racing'] as const;
type Way = (typeof WAYS)[number];

export const claims = benchmark({
  name: 'claims',
  about: 'Agents claim through the API, beside one compare-and-set behind a token; CPU beside that of one process.',
  takes: '5 min; 30 min with --processes 1,2,4 --agents 20,100',
  unit: 'requests',
  compares: 'rate',
  parameters: {
    processes: wholes([1, 2], 'processes of the desk, of which each set has its own'),
    agents: wholes([20], 'who claim at once'),
    ways: some(WAYS, 'each an escalation of their own, or all the same one'),
    claims: whole(200, 'escalations a round, apart'),
    races: whole(30, 'escalations a round, racing'),
  },
  open: ({ processes, agents, ways, ...counts }) =>
    opened(async (onClose) => {
      const contenders: Contender[] = [];
      const most = Math.max(...agents);
      const worlds: World[] = [];
      for (const desks of processes) {
        const world = await openWorld({ agents: most, desks });
        onClose(world.close);
        worlds.push(world);
      }
      const [first] = worlds;
      if (!first) throw new Error('There are no processes.');
      const bare = await startClaimServer(first);
      onClose(bare.stop);
      for (const many of agents) {
        const beside = `compare-and-set, ${many} agents`;
        for (const way of ways) {
          const nameOf = (world: World) => `${way}, ${many} agents, ${desksOf(world)}`;
          for (const world of worlds) {
            const round = () => claimRound(world, way, many, counts);
            contenders.push({ name: nameOf(world), beside, costsBeside: nameOf(first), round });
          }
        }
        contenders.push({
          name: beside,
          isBaseline: true,
          async round() {
            const ids = await bare.furnish(counts.claims);
            return costed(bare.meters, () =>
              claim(first, [bare.url], { agents: many, requests: ids.length, idOf: (n) => ids[n] }),
            );
          },
        });
      }
      return contenders;
    }),
});

const desksOf = ({ desks }: World): string => (desks.length === 1 ? 'one process' : `${desks.length} processes`);

async function claimRound(
  world: World,
  way: Way,
  agents: number,
  counts: { claims: number; races: number },
): Promise<Round> {
  const chats = await world.chats(way === 'apart' ? counts.claims : counts.races, 'waiting');
  await world.settled();
  const urls = world.desks.map(({ url }) => url);
  return costed(metersOf(world), async () => {
    const round = way === 'apart' ? await apart(world, urls, agents, chats) : await race(world, urls, agents, chats);
    // What follows from a claim costs, too, whichever process sends it.
    await world.settled();
    return round;
  });
}

const apart = (world: World, urls: readonly string[], agents: number, chats: readonly Chat[]): Promise<Round> =>
  claim(world, urls, { agents, requests: chats.length, idOf: (n) => chats[n]?.escalationId });

async function race(world: World, urls: readonly string[], agents: number, chats: readonly Chat[]): Promise<Round> {
  const rounds: Round[] = [];
  for (const { escalationId } of chats) {
    rounds.push(await claim(world, urls, { agents, requests: agents, idOf: () => escalationId }));
  }
  return {
    units: rounds.reduce((sum, { units }) => sum + units, 0),
    seconds: rounds.reduce((sum, { seconds }) => sum + seconds, 0),
    latenciesMs: rounds.flatMap(({ latenciesMs }) => latenciesMs ?? []),
  };
}
