/** What managers and agents look up, in a small past and in a large one. */
import { keptConnections, send } from './support/load';
import type { Benchmark, Contender, Round } from './support/benchmark';
import { costed } from './support/cost';
import { writePast } from './support/past';
import { openWorld } from './support/world';

const SIZES = { '100 k': 100_000, '1 M': 1_000_000 };
const ASKED = 5;

export const history: Benchmark = {
  name: 'history',
  about: 'Lists, numbers and figures over 100,000 and 1,000,000 ended escalations, beside one escalation by its id.',
  unit: 'answers',
  compares: 'latency',
  async open() {
    const worlds = await Promise.all(Object.entries(SIZES).map(([size, count]) => openPast(size, count)));
    return {
      contenders: worlds.flatMap(({ contenders }) => contenders),
      close: async () => {
        for (const { close } of worlds) await close();
      },
    };
  },
};

async function openPast(size: string, count: number) {
  const world = await openWorld();
  await world.chats(60, 'waiting');
  const mine = await world.chats(40, 'claimed');
  const { pool } = world.database.db;
  await writePast(pool, count, world.agents);
  const manager = await world.managerToken();
  const [desk] = world.desks;
  const id = mine[0]?.escalationId;
  if (!desk || !id) throw new Error('There is no desk, or nothing is claimed.');
  const { rows } = await pool.query<{ number: string }>('select number from escalation');
  const numbers = rows.map(({ number }) => number);
  const contender = (name: string, token: string, path: (n: number) => string): Contender => ({
    name: `${name}, ${size}`,
    round: () =>
      costed({ pids: [desk.process.pid ?? 0], metricsOf: [desk.url] }, async (): Promise<Round> => {
        const agent = keptConnections(1);
        const result = await send(ASKED, {
          atOnce: 1,
          agent,
          expected: [200],
          call: (n) => ({ url: `${desk.url}/api${path(n)}`, headers: { authorization: `Bearer ${token}` } }),
        });
        agent.destroy();
        return { units: ASKED, ...result };
      }),
  });
  const anyNumber = () => numbers[Math.floor(Math.random() * numbers.length)];
  return {
    contenders: [
      contender('newest 50', manager, () => '/escalations?limit=50'),
      contender('by number', manager, () => `/escalations?q=${encodeURIComponent(`#${anyNumber()}`)}`),
      contender('figures', manager, () => '/stats'),
      contender('with me', world.tokenOf(0), () => '/escalations?assignee=me&status=claimed'),
      {
        ...contender('one by its id', manager, () => `/escalations/${id}`),
        isBaseline: size === '1 M',
      },
    ],
    close: () => world.close(),
  };
}
