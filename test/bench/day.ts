/** A day's escalations, as fast as they go: each asked for, claimed, talked about and resolved; and is all of it there? */
import { startBot } from './baselines/startBot';
import { startClaimServer } from './baselines/claimServer';
import { benchmark, opened, type Round } from './support/benchmark';
import { costed, metersOf } from './support/cost';
import { keptConnections } from './support/load';
import { watchOpenings } from './support/openings';
import { whole } from './support/parameters';
import { find, reckon } from './support/reckoning';
import { timed, walk } from './support/walk';
import { watch } from './support/watch';
import { wordsOf } from './support/words';
import { type Customer, openWorld, type World } from './support/world';

const CONNECTIONS = 200;
const LOOK_EVERY_MS = 5_000;

export const day = benchmark({
  name: 'day',
  about:
    'A day of escalations, each from asked for to resolved, as fast as they go, beside bare bots and compare-and-set.',
  takes: '3 h; 10 min with --escalations 5000',
  unit: 'escalations',
  compares: 'rate',
  rounds: 1,
  warmsUp: false,
  parameters: {
    escalations: whole(100_000, 'in all'),
    open: whole(2_000, 'customers, each of whom comes back once the last is resolved'),
    agents: whole(200, 'who answer, in turn'),
    bare: whole(5_000, 'of the baseline at most: only its rate counts'),
  },
  open: ({ escalations, open, agents, bare: most }) =>
    opened(async (onClose) => {
      const world = await openWorld({ agents, unlimited: true });
      onClose(world.close);
      const customers = world.customers(Math.min(open, escalations));
      const echo = await startBot('echo', world);
      onClose(echo.stop);
      const insert = await startBot('insert', world);
      onClose(insert.stop);
      const claims = await startClaimServer(world);
      onClose(claims.stop);
      const pids = [...echo.meters.pids, ...insert.meters.pids, ...claims.meters.pids];
      const bare = { echo: echo.url, insert: insert.url, claims };
      const few = Math.min(most, escalations);
      return [
        { name: 'desk', round: (tell) => costed(metersOf(world), () => live(world, customers, escalations, tell)) },
        {
          name: 'bare parts',
          isBaseline: true,
          round: (tell) => costed({ ...claims.meters, pids }, () => liveBare(world, customers, few, bare, tell)),
        },
      ];
    }),
});

type Tell = (share: number) => void;

/** So many at once as there are customers; one that fails ends it. */
async function comeBack(
  customers: readonly Customer[],
  count: number,
  one: (customer: Customer, n: number) => Promise<void>,
  tell: Tell,
): Promise<number> {
  let next = 0;
  const began = performance.now();
  const come = async (customer: Customer): Promise<void> => {
    for (let n = next++; n < count; n = next++) {
      await one(customer, n);
      tell(n / count);
    }
  };
  await Promise.all(customers.map(come));
  return (performance.now() - began) / 1_000;
}

async function live(world: World, customers: readonly Customer[], count: number, tell: Tell): Promise<Round> {
  const { url, process } = world.desk;
  const { pool } = world.database.db;
  const before = await find(world);
  const agent = keptConnections(CONNECTIONS);
  const openings = watchOpenings(world);
  const latenciesMs: number[] = [];
  const replies = new Set<string>();
  const watching = watch({ pid: process.pid ?? 0, url, pool, latencies: { calls: latenciesMs } }, LOOK_EVERY_MS);
  try {
    const lived = await comeBack(
      customers,
      count,
      async (customer, n) => {
        replies.add(await walk({ world, url, agent, openings, latenciesMs }, customer, n));
      },
      tell,
    );
    const began = performance.now();
    await world.delivered();
    const settled = (performance.now() - began) / 1_000;
    const trends = await watching.trends();
    const broken = await reckon(world, { before, escalations: count, replies });
    return { units: count, seconds: lived + settled, latenciesMs, trends, broken };
  } finally {
    watching.stop();
    openings.stop();
    agent.destroy();
  }
}

interface Bare {
  echo: string;
  insert: string;
  claims: Awaited<ReturnType<typeof startClaimServer>>;
}

/** As many words, one of them sent back to the customer, and a row each that is set twice. */
async function liveBare(
  world: World,
  customers: readonly Customer[],
  count: number,
  { echo, insert, claims }: Bare,
  tell: Tell,
): Promise<Round> {
  const agent = keptConnections(CONNECTIONS);
  const latenciesMs: number[] = [];
  const ids = await claims.furnish(2 * count);
  const says = (url: string, customer: Customer) =>
    timed({ agent, latenciesMs }, 200, {
      url: `${url}/api/messages`,
      headers: { authorization: `Bearer ${world.activityToken}` },
      body: JSON.stringify(wordsOf(world, customer)),
    });
  const sets = (id: string | undefined, n: number) =>
    timed({ agent, latenciesMs }, 200, {
      url: `${claims.url}/api/escalations/${id}/claim`,
      headers: { authorization: `Bearer ${world.tokenOf(n)}` },
      body: '{}',
    });
  const one = async (customer: Customer, n: number): Promise<void> => {
    await says(insert, customer);
    await sets(ids[2 * n], n);
    await says(echo, customer);
    await sets(ids[2 * n + 1], n);
  };
  const seconds = await comeBack(customers, count, one, tell).finally(() => agent.destroy());
  return { units: count, seconds, latenciesMs };
}
