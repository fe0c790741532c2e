/** Presence in Teams, as Microsoft Graph says it, and what it does to whoever is available. */
import { TeamsPresence } from '../../src/escalation/teamsPresence';
import { Assignment } from '../../src/escalation/assignment';
import { createLog } from '../../src/base/log';
import { GraphClient } from '../../src/teams/graph/client';
import { Presences } from '../../src/teams/graph/presences';
import type { GraphSettings, Me } from '../../src/contract/api';
import { SANDBOX } from '../../src/config/world';
import { setPresence } from '../../src/store/agents';
import { updateQueue } from '../../src/store/queues';
import { type TeamsDesk, adele, diego, megan, robin, startTeamsDesk } from '../support/teamsDesk';

let desk: TeamsDesk;
beforeAll(async () => {
  desk = await startTeamsDesk();
  await desk.deliver();
});
afterAll(() => desk.stop());

const CALL = { availability: 'Busy', activity: 'InACall' };
const MEETING = { availability: 'Busy', activity: 'InAMeeting' };
const FREE = { availability: 'Available', activity: 'Available' };

async function ask<T>(person: { id: string }, method: string, path: string, body?: object): Promise<T> {
  const response = await fetch(`${desk.url}/api${path}`, {
    method,
    headers: {
      authorization: `Bearer ${await desk.control.token(person.id)}`,
      'content-type': 'application/json',
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as T;
}
const me = (person: { id: string }) => ask<Me>(person, 'GET', '/me');
const say = (person: { id: string }, presence: string) => ask<Me>(person, 'PATCH', '/me', { presence });
const follow = (followPresence: string) => ask<GraphSettings>(megan, 'PATCH', '/graph', { followPresence });
const inTeams = (person: { id: string }, presence: { availability: string; activity: string }) =>
  desk.control.graph.setPresence(person.id, presence);

function follower() {
  const log = createLog('silent');
  return new TeamsPresence(desk.db, {
    reader: new Presences(new GraphClient(desk.config)),
    assignment: new Assignment(desk.db, desk.escalations, log),
    log,
  });
}
/** Some time later than the last look, and no later than what was read counts. */
let clock = 0;
const look = () => follower().look(new Date(Date.now() + (clock += 31_000) - 31_000));
const asked = () => desk.control.graph.calls().length;

beforeEach(async () => {
  clock = 0;
  desk.control.setFaults({ graph: null });
  for (const person of [adele, diego]) {
    inTeams(person, FREE);
    await me(person);
    await say(person, 'available');
  }
});

test('nobody is asked about until a manager wants it', async () => {
  inTeams(adele, CALL);
  const before = asked();
  await look();
  expect(asked()).toBe(before);
  expect(await me(adele)).toMatchObject({ presence: 'available', teamsSays: null });
});

test('a call makes busy, and its end available again', async () => {
  await follow('calls');
  inTeams(adele, CALL);
  await look();
  expect(await me(adele)).toMatchObject({ presence: 'busy', teamsSays: 'inACall' });
  expect(await me(diego)).toMatchObject({ presence: 'available', teamsSays: null });
  inTeams(adele, FREE);
  await look();
  expect(await me(adele)).toMatchObject({ presence: 'available', teamsSays: null });
});

test('a meeting counts only where everything counts', async () => {
  await follow('calls');
  inTeams(adele, MEETING);
  await look();
  expect(await me(adele)).toMatchObject({ presence: 'available' });
  clock = 0;
  await follow('all');
  await look();
  expect(await me(adele)).toMatchObject({ presence: 'busy', teamsSays: 'inAMeeting' });
});

test('what an agent says during a call stands until the call is over', async () => {
  await follow('calls');
  inTeams(adele, CALL);
  await look();
  expect(await say(adele, 'available')).toMatchObject({ presence: 'available', teamsSays: null });
  await look();
  expect(await me(adele)).toMatchObject({ presence: 'available', teamsSays: null });
  inTeams(adele, FREE);
  await look();
  inTeams(adele, CALL);
  await look();
  expect(await me(adele)).toMatchObject({ presence: 'busy', teamsSays: 'inACall' });
});

test('who says they are busy or away is not asked about', async () => {
  await follow('all');
  await say(adele, 'away');
  await say(diego, 'busy');
  const before = asked();
  await look();
  expect(asked()).toBe(before);
  expect(await me(adele)).toMatchObject({ presence: 'away', teamsSays: null });
});

test('two processes ask once', async () => {
  await follow('calls');
  const before = asked();
  const now = new Date();
  await Promise.all([follower().look(now), follower().look(now), follower().look(now)]);
  expect(asked()).toBe(before + 1);
});

test('an offer is taken back from whoever takes a call', async () => {
  await follow('calls');
  const queue = await desk.db.q
    .selectFrom('queue')
    .select('id')
    .where('is_default', '=', true)
    .executeTakeFirstOrThrow();
  await updateQueue(desk.db.q, queue.id, { serviceTargets: { assignment: 'automatic', offerSeconds: 60 } });
  await say(diego, 'away');
  const id = await desk.open(robin);
  const log = createLog('silent');
  await new Assignment(desk.db, desk.escalations, log).sweep();
  const offered = async () =>
    (await desk.db.q.selectFrom('escalation').select('offered_to').where('id', '=', id).executeTakeFirstOrThrow())
      .offered_to;
  expect(await offered()).toBe(adele.id);
  inTeams(adele, CALL);
  await look();
  expect(await offered()).toBeNull();
  await new Assignment(desk.db, desk.escalations, log).sweep();
  expect(await offered()).toBeNull();
});

test.each(['forbidden', 'throttled', 'unavailable', 'garbled'] as const)(
  'Graph that answers %s changes nothing, and managers see why and what to do',
  async (graph) => {
    await follow('calls');
    inTeams(adele, CALL);
    desk.control.setFaults({ graph });
    const now = Date.now();
    await follower().look(new Date(now));
    expect(await me(adele)).toMatchObject({ presence: 'available', teamsSays: null });
    const { presence } = await ask<GraphSettings>(megan, 'GET', '/graph');
    expect(presence.reason).toContain('Microsoft Graph');
    expect(presence.remedy).not.toBeNull();
    // Circuit breaker: without consent it is not asked again half a minute later.
    if (graph === 'forbidden') {
      const before = asked();
      await follower().look(new Date(now + 60_000));
      expect(asked()).toBe(before);
      const later = new Date(now + 11 * 60_000);
      await setPresence(desk.db.q, { tenantId: SANDBOX.tenantId, id: adele.id }, {}, { now: later, until: later });
      await follower().look(later);
      expect(asked()).toBe(before + 1);
    }
  },
);

test('what was read counts no longer than it is read again', async () => {
  await follow('calls');
  inTeams(adele, CALL);
  await follower().look(new Date(Date.now() - 120_000));
  expect(await me(adele)).toMatchObject({ presence: 'available', teamsSays: null });
});

test('no longer followed, nothing that was read counts', async () => {
  await follow('calls');
  inTeams(adele, CALL);
  await look();
  await follow('off');
  expect(await me(adele)).toMatchObject({ presence: 'available', teamsSays: null });
});

test('only managers may see and change it', async () => {
  const token = await desk.control.token(adele.id);
  for (const method of ['GET', 'PATCH']) {
    const response = await fetch(`${desk.url}/api/graph`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(method === 'PATCH' && { body: JSON.stringify({ followPresence: 'all' }) }),
    });
    expect(response.status).toBe(403);
  }
});
