/** Two desks on one PostgreSQL, killed between the end of a request and the question how it was. */
import type { SandboxMessage, SandboxPerson } from '../../src/sandbox/state/contract';
import { updateQueue } from '../../src/store/queues';
import { eventually } from '../support/eventually';
import { type World, startWorld } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await startWorld({ desks: 2, sandbox: { redeliveries: Array.from({ length: 400 }, () => 500) } });
  const { q } = world.database.db;
  const { id } = await q.selectFrom('queue').select('id').where('is_default', '=', true).executeTakeFirstOrThrow();
  await updateQueue(q, id, { survey: { scale: 'stars', wordings: [], everyDays: 30, remindHours: null } });
});
afterAll(() => world.stopAll());

const surveysOf = ({ chatId }: SandboxPerson): SandboxMessage[] =>
  world.control.messages(chatId).filter(({ attachments }) => JSON.stringify(attachments).includes('"id":"rating"'));

async function helped(customer: SandboxPerson, agent: SandboxPerson): Promise<string> {
  await world.control.chat(customer.id, { text: 'speak to agent' });
  const id = await eventually(
    async () => {
      const { rows } = await world.database.db.pool.query<{ id: string }>(
        `select e.id from escalation e join conversation c on c.id = e.conversation_id
         where c.external_id = $1 and e.status = 'waiting'`,
        [customer.chatId],
      );
      return rows[0]?.id;
    },
    { what: `${customer.name} to be handed over` },
  );
  expect(await world.ask(agent, `/escalations/${id}/claim`, { body: {} })).toMatchObject({ status: 200 });
  await world.settled();
  return id;
}

/** Until it is taken: whoever was killed while it answered may have done it. */
async function resolve(id: string, agent: SandboxPerson, desk: number): Promise<void> {
  await eventually(
    async () => {
      const { status, body } = await world.ask(agent, `/escalations/${id}/resolve`, { body: {}, desk });
      return status < 300 || (body as { code?: string }).code === 'closed';
    },
    { what: 'the end to be taken' },
  );
}

async function askedOnce(customer: SandboxPerson, id: string): Promise<void> {
  await eventually(() => surveysOf(customer).length > 0, { what: `${customer.name} to be asked` });
  await world.settled();
  const [card, ...more] = surveysOf(customer);
  expect(more).toEqual([]);
  await world.control.submit(customer.id, {
    conversationId: customer.chatId,
    messageId: card?.id ?? '',
    verb: '',
    data: { handoffDesk: 'survey', escalationId: id, rating: '5' },
  });
  await eventually(
    async () => {
      const { rows } = await world.database.db.pool.query<{ grade: number | null }>(
        `select grade from survey where escalation_id = $1 and source = 'desk'`,
        [id],
      );
      expect(rows).toHaveLength(1);
      return rows[0]?.grade === 5;
    },
    { what: 'the answer to be kept' },
  );
}

const CASES: [string, { kills: number[]; awaits: boolean }][] = [
  ['the desk that took it is killed, the other asks', { kills: [0], awaits: true }],
  ['both are killed, whoever comes back asks', { kills: [0, 1], awaits: true }],
  ['the desk is killed while it takes it', { kills: [0], awaits: false }],
];

test.each(CASES)('a request ends: %s, once', async (_, { kills, awaits }) => {
  const [customer] = await world.control.addPeople({ count: 1, role: 'customer', name: 'Nia', announce: false });
  const [agent] = world.agents;
  if (!customer || !agent) throw new Error('The sandbox lost its people.');
  const id = await helped(customer, agent);
  // Teams takes nothing in this chat, so that the end is committed and the question is not sent.
  world.control.setFaults({ throttle: 1, only: customer.chatId });
  const ending = world.ask(agent, `/escalations/${id}/resolve`, { body: {} }).catch(() => null);
  if (awaits) expect(await ending).toMatchObject({ status: 200 });
  await Promise.all(kills.map(async (desk) => world.desks[desk]?.kill()));
  await ending;
  expect(surveysOf(customer)).toEqual([]);
  world.control.setFaults({ throttle: 0, only: null });
  for (const desk of kills.slice(1)) await world.restart(desk);
  if (!awaits) await resolve(id, agent, 1);
  await eventually(() => surveysOf(customer).length > 0, { what: 'the question' });
  if (kills.includes(0)) await world.restart(0);
  await askedOnce(customer, id);
});
