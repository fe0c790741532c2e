/** Two desks open chats with whom an agent hands over, and are killed while they do. */
import { AgentInbox } from '../../src/arrival/agentInbox';
import { SANDBOX } from '../../src/config/world';
import { Escalations } from '../../src/escalation/escalations';
import type { SandboxPerson } from '../../src/sandbox/state/contract';
import { createConnection } from '../../src/store/connections';
import { queueIdsOf } from '../../src/store/queues';
import { channels } from '../support/channels';
import { eventually } from '../support/eventually';
import { type World, startWorld } from '../support/world';

const KILLS = 4;
const CUSTOMERS = 10;
const { tenantId, bot } = SANDBOX;

let world: World;
beforeAll(async () => {
  world = await startWorld({ desks: 2, sandbox: { redeliveries: Array.from({ length: 200 }, () => 300) } });
});
afterAll(async () => world.stopAll());

test('every chat is opened, every word is there in its order, also of those who add the app meanwhile', async () => {
  const { db } = world.database;
  const escalations = new Escalations(db, channels);
  const inbox = new AgentInbox(db, escalations, { deskAppId: bot.appId });
  const hr = { name: 'Contoso HR', appId: 'hr-of-the-test', kind: 'copilotStudioTeams', state: 'live' } as const;
  const { id: connectionId } = await createConnection(db.q, Buffer.alloc(32), tenantId, hr);
  const [adele] = world.agents;
  if (!adele) throw new Error('The sandbox has no agents.');
  const queueIds = await queueIdsOf(db.q, tenantId, adele.id);
  const owner = { tenantId, id: adele.id, name: adele.name, manager: false, queueIds };
  const people = await world.control.addPeople({ count: CUSTOMERS, role: 'customer', announce: false });
  const without = people.filter((_, n) => n % 2 === 0);
  for (const { id } of without) await world.control.setApp(id, false);

  const handOver = async (person: SandboxPerson): Promise<void> => {
    const handoff = {
      topic: null,
      lastPhrase: null,
      agentMessage: 'It is about leave',
      language: null,
      variables: [],
      transcript: [],
      problems: [],
    };
    const accepted = await inbox.handedOff({
      connectionId,
      person: { tenantId, id: person.id, name: person.name, locale: null },
      handoff,
    });
    if (accepted.ok) await escalations.claim(accepted.escalationId, owner);
  };
  const killing = async (): Promise<void> => {
    for (let kill = 0; kill < KILLS; kill += 1) await world.restart(kill % 2);
  };
  await Promise.all([killing(), ...people.map(handOver)]);
  await Promise.all(without.map(({ id }) => world.control.setApp(id, true)));

  await eventually(async () => {
    const { pending } = await db.q
      .selectFrom('lane')
      .select(({ fn }) => fn.sum<string | null>('pending').as('pending'))
      .where('key', 'like', 'person:%')
      .executeTakeFirstOrThrow();
    return Number(pending) === 0;
  });
  const rows = await db.q
    .selectFrom('conversation')
    .select(['customer_id', 'external_id'])
    .where('connection_id', '=', connectionId)
    .execute();
  expect(new Map(rows.map((row) => [row.customer_id, row.external_id]))).toEqual(
    new Map(people.map(({ id, chatId }) => [id, chatId])),
  );
  let doubled = 0;
  for (const person of people) {
    const said = world.heard(person).flatMap(({ text }) => /It is about leave|has joined/.exec(text)?.[0] ?? []);
    const once = said.filter((text, n) => said.indexOf(text) === n);
    expect(once).toEqual(['It is about leave', 'has joined']);
    doubled += said.length - once.length;
  }
  // What Teams had taken in the instant before a kill.
  expect(doubled).toBeLessThanOrEqual(KILLS);
});
