/** What a unit of work costs once the desk has become large, beside the same on a desk that has just begun. */
import { benchmark, type Contender, opened, type Round } from './support/benchmark';
import { claim } from './support/claim';
import { costed, metersOf } from './support/cost';
import { keptConnections, send } from './support/load';
import { whole } from './support/parameters';
import { writePast, writeWaiting } from './support/past';
import { say } from './support/words';
import { type Customer, openWorld, type World } from './support/world';

const AT_ONCE = 16;
const CHATS = 64;
const PAGE = 50;

export const growth = benchmark({
  name: 'growth',
  about: 'Words, claims and lists with many waiting and a large past, beside the same in an empty database.',
  takes: '12 min, half of it to write the past',
  unit: 'units',
  compares: 'rate',
  parameters: {
    waiting: whole(10_000, 'escalations that wait'),
    ended: whole(1_000_000, 'escalations that have ended'),
    said: whole(2, 'messages of each that has ended'),
    words: whole(500, 'messages a round'),
    claims: whole(100, 'claims a round'),
    lists: whole(40, 'lists a round, of each kind'),
  },
  open: ({ waiting, ended, said, ...counts }) =>
    opened(async (onClose) => {
      const empty = await openWorld();
      onClose(empty.close);
      const grown = await openWorld();
      onClose(grown.close);
      const { pool } = grown.database.db;
      await writePast(pool, { ended, agents: grown.agents, words: said });
      await writeWaiting(pool, waiting);
      const beside = await unitsOf(empty, counts);
      const units = await unitsOf(grown, counts);
      return Object.entries(units).flatMap(([name, round], n): Contender[] => {
        const before = `${name}, empty`;
        return [
          { name: `${name}, grown`, beside: before, costsBeside: before, round },
          { name: before, isBaseline: true, round: Object.values(beside)[n] ?? round },
        ];
      });
    }),
});

type Counts = Record<'words' | 'claims' | 'lists', number>;

async function unitsOf(world: World, counts: Counts): Promise<Record<string, () => Promise<Round>>> {
  // An empty desk shows a page of them, too.
  await world.chats(PAGE, 'waiting');
  const customers = (await world.chats(CHATS, 'claimed')).map(({ customer }) => customer);
  const manager = await world.managerToken();
  const asked = (token: string, path: string) => () => ask(world, counts.lists, token, path);
  return {
    words: () => words(world, customers, counts.words),
    claims: () => claims(world, counts.claims),
    'who waits': asked(world.tokenOf(0), `/escalations?status=waiting&limit=${PAGE}`),
    'with me': asked(world.tokenOf(0), '/escalations?assignee=me&status=claimed'),
    'newest of all': asked(manager, `/escalations?limit=${PAGE}`),
  };
}

const words = (world: World, customers: readonly Customer[], count: number) =>
  costed(metersOf(world), () => say(world, world.desk.url, customers, { words: count, atOnce: AT_ONCE }));

async function claims(world: World, count: number): Promise<Round> {
  const chats = await world.chats(count, 'waiting');
  await world.settled();
  return costed(metersOf(world), async () => {
    const idOf = (n: number) => chats[n]?.escalationId;
    const round = await claim(world, [world.desk.url], { agents: world.agents.length, requests: count, idOf });
    await world.settled();
    return round;
  });
}

/** One after the other: what is measured is the question, not who waits for whom. */
function ask(world: World, count: number, token: string, path: string): Promise<Round> {
  return costed(metersOf(world), async () => {
    const agent = keptConnections(1);
    const result = await send(count, {
      atOnce: 1,
      agent,
      expected: [200],
      call: () => ({ url: `${world.desk.url}/api${path}`, headers: { authorization: `Bearer ${token}` } }),
    });
    agent.destroy();
    return { units: count, ...result };
  });
}
