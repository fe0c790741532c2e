/** What managers read of periods, in a small past and in a large one. */
import { Figures } from '../../src/escalation/figures';
import { SANDBOX } from '../../src/config/world';
import { eventually } from '../support/eventually';
import { keptConnections, send } from './support/load';
import { benchmark, type Contender, type Round } from './support/benchmark';
import { settled } from './support/bulk';
import { costed, metersOf } from './support/cost';
import { folder, whole, wholes } from './support/parameters';
import { LINES, SELDOM, writeHappened, writePast } from './support/past';
import { overPasts } from './support/pasts';
import type { World } from './support/world';

const BY_ID = 'one by its id';
const ZONE = 'Europe/Berlin';
const DAY_MS = 86_400_000;

export const figures = benchmark({
  name: 'figures',
  about: 'Figures of a week, a month and a year, in all and by agent or topic, over a small and a large past.',
  takes: '4 min, half of it to write the past; `--ended 1000000` half an hour to write it, once with `--keep`',
  unit: 'answers',
  compares: 'latency',
  parameters: {
    ended: wholes([100_000], 'ended escalations, a database each'),
    asked: whole(20, 'questions of each kind a round'),
    keep: folder('a folder that keeps the pasts, and opens those it has'),
  },
  open: ({ ended, asked, keep }) =>
    overPasts({ name: 'figures', sizes: ended, keep, write }, (world, count) => openFigures(world, count, asked)),
});

/** What the desk makes of the past, it makes as it would, one step after the other and without its pauses. */
async function write(world: World, count: number): Promise<void> {
  const { db } = world.database;
  await world.chats(1, 'claimed');
  await writePast(db.pool, { ended: count, agents: world.agents, words: 2 });
  await writeHappened(db.pool);
  const figures = new Figures(db);
  while (await figures.keepFacts({ waits: true }));
  await figures.readIn({ tenantId: SANDBOX.tenantId, zone: ZONE });
  while (await figures.rollUp(new Date()));
  await settled(db.pool, ['escalation_fact', 'figure_cell', 'figure_span']);
}

async function openFigures(world: World, count: number, asked: number): Promise<Contender[]> {
  const size = count.toLocaleString('en');
  const { pool } = world.database.db;
  // Not every id of a past is one the desk would give; and its open chats end, once it is kept for days.
  const one = await pool.query<{ id: string }>(
    `select id from escalation where id::text ~ '^.{14}4.{4}[89ab]' limit 1`,
  );
  const manager = await world.managerToken();
  const headers = { authorization: `Bearer ${manager}` };
  const { url } = world.desk;
  const day = (ago: number) => new Date(Date.now() - ago * DAY_MS).toISOString().slice(0, 10);
  const of = (days: number, more: Record<string, string> = {}) =>
    `/figures?${new URLSearchParams({ from: day(days - 1), to: day(0), zone: ZONE, ...more }).toString()}`;
  const opened = (days: number) =>
    new URLSearchParams({
      from: new Date(Date.now() - days * DAY_MS).toISOString(),
      to: new Date().toISOString(),
    }).toString();
  const common = new URLSearchParams({ topic: LINES[0] ?? '' }).toString();
  const seldom = new URLSearchParams({ topic: SELDOM.topic }).toString();
  let left = '';
  await eventually(
    async () => {
      const answer = await fetch(`${url}/api${of(366)}`, { headers, signal: AbortSignal.timeout(60_000) });
      const { preparing } = (await answer.json()) as { preparing: object | null };
      left = JSON.stringify(preparing);
      return answer.ok && preparing === null;
    },
    { what: `figures of ${size} to be prepared`, everyMs: 500, progress: () => left },
  );
  const { rows } = await pool.query<{ id: string }>('select queue_id as id from escalation limit 1');
  const groups = await pool.query<{ number: string }>(
    `select max(number)::text as number from escalation where topic = any($1) group by topic`,
    [LINES.slice(1)],
  );
  const unlike = (by: 'topic' | 'phrase') =>
    new URLSearchParams({ unlike: `${by}:${groups.rows.map(({ number }) => number).join(',')}` }).toString();
  const queue = rows[0]?.id ?? '';
  const contender = (name: string, path: string): Contender => ({
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
          call: () => ({ url: `${url}/api${path}`, headers }),
        });
        agent.destroy();
        return { units: asked, ...result };
      }),
  });
  return [
    contender('a week', of(7)),
    contender('a month', of(30)),
    contender('a year', of(366)),
    contender('a year by queue', of(366, { by: 'queue' })),
    contender('a year by agent', of(366, { by: 'agent' })),
    contender('a year of a queue by agent', of(366, { queue, by: 'agent' })),
    contender('a year by topic', of(366, { by: 'topic' })),
    contender('a year by bot', of(366, { by: 'connection' })),
    contender('bots, a year', `/figures/bots?from=${day(365)}&to=${day(0)}&zone=${ZONE}`),
    contender('history of a figure of a year', `/escalations?figure=abandoned&${opened(366)}`),
    contender('history of a figure that counts nothing', `/escalations?figure=movedOut&${opened(366)}`),
    contender('history of a figure of a topic few have', `/escalations?figure=resolved&${seldom}&${opened(366)}`),
    contender(
      'how many a figure counts of a topic few have',
      `/escalations/count?figure=resolved&${seldom}&${opened(366)}`,
    ),
    contender('history of a figure of a topic many have', `/escalations?figure=resolved&${common}&${opened(366)}`),
    contender(
      'how many a figure counts of a topic many have',
      `/escalations/count?figure=resolved&${common}&${opened(366)}`,
    ),
    contender('history of an hour of each week', `/escalations?hour=38&hourZone=${ZONE}&${opened(366)}`),
    contender('how many came in an hour of each week', `/escalations/count?hour=38&hourZone=${ZONE}&${opened(366)}`),
    contender('history of topics that are in no group', `/escalations?${unlike('topic')}&${opened(366)}`),
    contender('how many have a topic that is in no group', `/escalations/count?${unlike('topic')}&${opened(366)}`),
    // As many days as the page of these groups reads.
    contender('history of phrases that are in no group', `/escalations?${unlike('phrase')}&${opened(37)}`),
    contender('how many said what is in no group', `/escalations/count?${unlike('phrase')}&${opened(37)}`),
    contender('history of what bots escalated, ever', '/escalations?figure=escalated'),
    contender('how many a figure of a month counts', `/escalations/count?figure=abandoned&${opened(30)}`),
    contender('how many a figure of a year counts', `/escalations/count?figure=abandoned&${opened(366)}`),
    contender('time in state, a month', `/figures/agent-times?from=${day(29)}&to=${day(0)}&zone=${ZONE}`),
    contender('Live', '/now'),
    contender(BY_ID, `/escalations/${one.rows[0]?.id}`),
  ];
}
