/** Why nobody gets what waits: the reasons agree with whom assignment would ask, whatever the desk looks like. */
import * as contract from '../../src/contract/api';
import { whyNobody } from '../../src/escalation/candidates';
import { fitsIn } from '../../src/store/escalation/assignment';
import { updateQueue } from '../../src/store/queues';
import { type ApiDesk, TENANT, startApiDesk } from '../support/apiDesk';
import { dice } from '../support/dice';

let desk: ApiDesk;
let adele: string;
let megan: string;

beforeAll(async () => {
  desk = await startApiDesk();
  adele = await desk.token();
  megan = await desk.token({ oid: 'megan', name: 'Megan Bowen', roles: ['Manager'] });
  await desk.ask(adele, '/me');
});
afterAll(() => desk.stop());

const SECOND = 1_000;

const why = async (id: string): Promise<contract.Candidates> => {
  const { status, body } = await desk.ask(megan, `/escalations/${id}/candidates`);
  expect(status).toBe(200);
  expect(contract.Candidates.parse(body)).toEqual(body);
  return body as contract.Candidates;
};
const reasons = ({ candidates }: contract.Candidates, id: string) =>
  candidates.find((one) => one.id === id)?.obstacles.map(({ kind }) => kind);
const save = (id: string, columns: Record<string, unknown>) =>
  desk.db.q.updateTable('agent').set(columns).where('id', '=', id).execute();

test('only managers ask, and only about what is there', async () => {
  const id = await desk.open();
  expect(await desk.ask(null, `/escalations/${id}/candidates`)).toMatchObject({ status: 401 });
  expect(await desk.ask(adele, `/escalations/${id}/candidates`)).toMatchObject({ status: 403 });
  expect(await desk.ask(megan, '/escalations/nothing/candidates')).toMatchObject({ status: 404 });
  const foreign = await desk.token({ oid: 'megan', tid: '99999999-2222-4333-8444-555555555555', roles: ['Manager'] });
  expect((await desk.ask(foreign, `/escalations/${id}/candidates`)).status).toBeGreaterThanOrEqual(401);
});

test('a queue whose work is claimed keeps it from nobody who is there', async () => {
  const id = await desk.open();
  expect(await why(id)).toMatchObject({ assignment: 'claim', open: true, members: 2, offer: null });
  expect(reasons(await why(id), 'adele')).toEqual(['away']);
  expect(reasons(await why(id), 'diego')).toEqual(['neverHere']);
  await desk.ask(adele, '/me', { method: 'PATCH', body: { presence: 'available' } });
  expect(reasons(await why(id), 'adele')).toEqual([]);
  await desk.ask(megan, '/agents/adele', { method: 'PATCH', body: { capacity: 1 } });
  await desk.ask(adele, `/escalations/${id}/claim`, { body: {} });
  const next = await why(await desk.open());
  expect(next.candidates[0]).toMatchObject({ id: 'adele', obstacles: [{ kind: 'full', load: 1, capacity: 1 }] });
  expect(await why(id)).toMatchObject({ status: 'claimed', assigneeName: 'Adele Vance' });
});

test('each reason assignment has is said', async () => {
  await updateQueue(desk.db.q, desk.world.support, { serviceTargets: { assignment: 'automatic' } });
  const id = await desk.open();
  const escalation = (columns: Record<string, unknown>) =>
    desk.db.q.updateTable('escalation').set(columns).where('id', '=', id).execute();
  const here = { presence: 'available', said_at: new Date(), presence_at: new Date(), capacity: null };
  const said = async (columns: Record<string, unknown>) => {
    await save('adele', { ...here, there_until: null, manager: false, takes_offers: null, skills: [], ...columns });
    return reasons(await why(id), 'adele');
  };
  const longAgo = new Date(Date.now() - 3_600 * SECOND);
  expect(await said({})).toEqual([]);
  expect(await said({ presence: 'busy' })).toEqual(['busy']);
  expect(await said({ presence_at: longAgo })).toEqual(['offline']);
  expect(await said({ manager: true })).toEqual(['managerUnasked']);
  expect(await said({ takes_offers: false })).toEqual(['declines']);
  await escalation({ required_skill: 'French' });
  expect(await said({ skills: ['german'] })).toEqual(['lacksSkill']);
  expect(await said({ skills: ['french'] })).toEqual([]);
  const again = new Date(Date.now() + 60 * SECOND);
  await escalation({ required_skill: null, passed_by: ['adele'], offered_until: again });
  expect(await said({})).toEqual(['passed']);
  expect((await why(id)).candidates[0]?.obstacles).toEqual([{ kind: 'passed', againAt: again.toISOString() }]);
  await escalation({ passed_by: [], offered_until: null, taken_from: 'adele' });
  expect(await said({})).toEqual(['takenFrom']);
  await escalation({ taken_from: null });
  expect(await said({ presence: 'away', takes_offers: false, skills: [] })).toEqual(['away', 'declines']);
  const closed = { timeZone: 'UTC', week: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] } };
  await updateQueue(desk.db.q, desk.world.support, { serviceTargets: { hours: { ...closed, holidays: [] } } });
  expect(await why(id)).toMatchObject({ open: false, opensAt: null });
  await updateQueue(desk.db.q, desk.world.support, { serviceTargets: { hours: null } });
});

test('whom nothing keeps from it is whom assignment would ask, and nobody else', async () => {
  await desk.db.q.updateTable('escalation').set({ status: 'abandoned', ended_at: new Date() }).execute();
  const ids = [await desk.open(), await desk.open(), await desk.open()];
  const people = ['adele', 'diego', 'lee'];
  for (const oid of people) await desk.ask(await desk.token({ oid, name: oid }), '/me');
  const random = dice(7);
  const any = <T>(...of: T[]): T => of[Math.floor(random() * of.length)] as T;
  let fitting = 0;
  for (let round = 0; round < 150; round += 1) {
    const now = new Date();
    const at = (seconds: number) => new Date(now.getTime() + seconds * SECOND);
    for (const id of people) {
      await save(id, {
        presence: any('available', 'available', 'available', 'busy', 'away'),
        said_at: any(at(-600), null),
        presence_at: any(at(-5), at(-5), at(-600), null),
        there_until: any(at(300), at(-1), null),
        takes_offers: any(true, null, null, false),
        manager: any(false, false, true),
        capacity: any(null, 1, 2),
        skills: any(['French'], ['FRENCH', 'x'], []),
        ...any(
          { teams_presence: 'busy', teams_reason: 'inACall', teams_since: at(-60), teams_until: at(60) },
          { teams_presence: 'away', teams_reason: 'away', teams_since: at(-60), teams_until: at(-1) },
          { teams_presence: null, teams_reason: null, teams_since: null, teams_until: null },
        ),
      });
    }
    for (const id of ids) {
      const offered = any(null, null, null, 'adele');
      await desk.db.q
        .updateTable('escalation')
        .set({
          required_skill: any(null, null, 'french', 'Latin'),
          passed_by: any<string[]>([], [], ['adele'], ['adele', 'diego']),
          taken_from: any(null, null, 'diego'),
          offered_to: offered,
          offered_name: offered,
          offered_until: offered === null ? any(null, at(60), at(-1)) : at(60),
        })
        .where('id', '=', id)
        .execute();
    }
    const fits = await fitsIn(desk.db.q, { tenantId: TENANT, queueIds: [desk.world.support], now });
    const asked = fits.map(({ escalation, agent }) => `${escalation.id} ${agent.id}`).sort();
    const told: string[] = [];
    for (const id of ids) {
      const answer = await whyNobody(desk.db, TENANT, id, { now, showsTimes: true });
      if (!answer || answer.offer) continue;
      told.push(...answer.candidates.filter((one) => one.obstacles.length === 0).map((one) => `${id} ${one.id}`));
    }
    expect(told.sort()).toEqual(asked);
    fitting += asked.length;
  }
  expect(fitting).toBeGreaterThan(20);
});
