/** Two server processes on one PostgreSQL. */
import type { SandboxPerson } from '../../src/sandbox/state/contract';
import { eventually } from '../support/eventually';
import { type World, startWorld } from '../support/world';

const ESCALATIONS = 120;
const AGENTS = 20;
/** Customers who ask at the same time. */
const AT_ONCE = 10;

let world: World;
beforeAll(async () => {
  world = await startWorld({ desks: 2 });
});
afterAll(async () => world.stopAll());

test(`${AGENTS} agents race for each of ${ESCALATIONS} escalations: one owner, one claimed event`, async () => {
  const [customers, agents] = await Promise.all([
    world.control.addPeople({ count: ESCALATIONS, role: 'customer', name: 'Customer', announce: false }),
    world.control.addPeople({ count: AGENTS, role: 'agent', name: 'Agent', announce: true }),
  ]);
  for (let from = 0; from < customers.length; from += AT_ONCE) {
    await Promise.all(
      customers.slice(from, from + AT_ONCE).map((one) => world.control.chat(one.id, { text: 'speak to agent' })),
    );
  }
  let ids: string[] = [];
  await eventually(
    async () => {
      const { rows } = await world.database.db.pool.query<{ id: string }>('select id from escalation order by number');
      ids = rows.map(({ id }) => id);
      return ids.length === ESCALATIONS;
    },
    { what: 'every customer to be handed over', everyMs: 250, progress: () => ids.length },
  );
  // What the customers say goes to the first desk; others of the test's people may have spoken too.
  const metrics = await (await fetch(`${world.desks[0]?.url}/metrics`)).text();
  const accepted = /^handoff_arrivals_total\{outcome="accepted"\} (\d+)$/m.exec(metrics)?.[1];
  expect(Number(accepted)).toBeGreaterThanOrEqual(ESCALATIONS);
  await eventually(async () => (await Promise.all(agents.map((one) => queuesOf(one)))).every((queues) => queues > 0), {
    everyMs: 250,
    what: 'the agents to belong to the queue',
  });

  const winners = new Map<string, string>();
  for (const id of ids) {
    const claims = await Promise.all(
      agents.map(async (one, n) => ({
        one,
        answer: await world.ask(one, `/escalations/${id}/claim`, { body: {}, desk: n % 2 }),
      })),
    );
    const won = claims.filter(({ answer }) => answer.status === 200);
    expect(won).toHaveLength(1);
    const owner = won[0]?.one.id ?? '';
    winners.set(id, owner);
    for (const { answer } of claims) {
      if (answer.status === 200) continue;
      expect(answer).toMatchObject({ status: 409, body: { code: 'already_claimed', claimedBy: { id: owner } } });
    }
  }
  const { rows } = await world.database.db.pool.query<{ id: string; assignee_id: string; claims: number }>(`
    select e.id, e.assignee_id, count(v.id)::int as claims from escalation e
    left join escalation_event v on v.escalation_id = e.id and v.type = 'claimed' group by e.id`);
  expect(rows).toHaveLength(ESCALATIONS);
  for (const row of rows) expect([row.assignee_id, row.claims]).toEqual([winners.get(row.id), 1]);
});

async function queuesOf(person: SandboxPerson): Promise<number> {
  const { status, body } = await world.ask(person, '/me');
  return status === 200 ? (body.queues as unknown[]).length : 0;
}
