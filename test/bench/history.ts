/** What managers and agents look up, in a small past and in a large one. */
import { keptConnections, send } from './support/load';
import { benchmark, type Contender, type Round } from './support/benchmark';
import { costed, metersOf } from './support/cost';
import { folder, whole, wholes } from './support/parameters';
import { writePast } from './support/past';
import { overPasts } from './support/pasts';
import type { World } from './support/world';

const BY_ID = 'one by its id';

export const history = benchmark({
  name: 'history',
  about: 'Lists, numbers and figures over a small and a large past, beside one escalation by its id in the same.',
  takes: '6 min, most of it to write the past',
  unit: 'answers',
  compares: 'latency',
  parameters: {
    ended: wholes([100_000, 1_000_000], 'ended escalations, a database each'),
    asked: whole(5, 'questions of each kind a round'),
    keep: folder('a folder that keeps the pasts, and opens those it has'),
  },
  open: ({ ended, asked, keep }) =>
    overPasts({ name: 'history', sizes: ended, keep, write }, (world, count) => openPast(world, count, asked)),
});

async function write(world: World, count: number): Promise<void> {
  await world.chats(60, 'waiting');
  await world.chats(40, 'claimed');
  await writePast(world.database.db.pool, { ended: count, agents: world.agents });
}

async function openPast(world: World, count: number, asked: number): Promise<Contender[]> {
  const size = count.toLocaleString('en');
  const { pool } = world.database.db;
  const mine = await pool.query<{ id: string }>(`select id from escalation where status = 'claimed' limit 1`);
  const manager = await world.managerToken();
  const { url } = world.desk;
  const { rows } = await pool.query<{ number: string }>('select number from escalation');
  const numbers = rows.map(({ number }) => number);
  const contender = (name: string, token: string, path: (n: number) => string): Contender => ({
    name: `${name}, ${size}`,
    beside: `${BY_ID}, ${size}`,
    isBaseline: name === BY_ID,
    round: () =>
      costed(metersOf(world), async (): Promise<Round> => {
        const agent = keptConnections(1);
        const result = await send(asked, {
          atOnce: 1,
          agent,
          expected: [200],
          call: (n) => ({ url: `${url}/api${path(n)}`, headers: { authorization: `Bearer ${token}` } }),
        });
        agent.destroy();
        return { units: asked, ...result };
      }),
  });
  const anyNumber = () => numbers[Math.floor(Math.random() * numbers.length)];
  return [
    contender('newest 50', manager, () => '/escalations?limit=50'),
    contender('by number', manager, () => `/escalations?q=${encodeURIComponent(`#${anyNumber()}`)}`),
    contender('figures', manager, () => '/stats'),
    contender('with me', world.tokenOf(0), () => '/escalations?assignee=me&status=claimed'),
    contender(BY_ID, manager, () => `/escalations/${mine.rows[0]?.id}`),
  ];
}
