import * as contract from '../../src/contract/api';
import { type ApiDesk, startApiDesk } from '../support/apiDesk';

let desk: ApiDesk;
let adele: string;
let megan: string;
let robin: string;

beforeAll(async () => {
  desk = await startApiDesk();
  adele = await desk.token();
  megan = await desk.token({ oid: 'megan', name: 'Megan Bowen', roles: ['Manager'] });
  robin = await desk.token({ oid: 'robin', name: 'Robin Ortiz' });
  await desk.ask(adele, '/me');
});
afterAll(() => desk.stop());

const change = (who: string, path: string, body: unknown) => desk.ask(who, path, { method: 'PATCH', body });
const agentIn = (body: { items: contract.Agent[] }, id: string) => body.items.find((agent) => agent.id === id);

test('an agent says they are there, and everybody sees it', async () => {
  const me = await change(adele, '/me', { presence: 'available' });
  expect(me).toMatchObject({ status: 200, body: { presence: 'available', skills: [], capacity: null } });
  expect(contract.Me.parse(me.body)).toEqual(me.body);
  const listed = await desk.ask(adele, '/agents');
  expect(agentIn(listed.body, 'adele')).toMatchObject({ presence: 'available' });
  expect(agentIn(listed.body, 'diego')).toMatchObject({ presence: 'away', load: 0 });
  expect(contract.Page(contract.Agent).parse(listed.body)).toEqual(listed.body);
  expect(await change(adele, '/me', { presence: 'asleep' })).toMatchObject({ status: 400 });
});

test('a manager says what an agent takes; nobody else does', async () => {
  const made = await change(megan, '/agents/adele', { capacity: 1, skills: ['French', ' German '] });
  expect(made).toMatchObject({ status: 200, body: { capacity: 1, skills: ['French', 'German'] } });
  expect(await change(megan, '/agents/adele', { skills: ['French'] })).toMatchObject({ body: { capacity: 1 } });
  expect(await change(adele, '/agents/adele', { capacity: 9 })).toMatchObject({ status: 403 });
  expect(await change(megan, '/agents/nobody', { capacity: 9 })).toMatchObject({ status: 404 });
  expect(await change(megan, '/agents/adele', { capacity: 0 })).toMatchObject({ status: 400 });
});

test('one more than they can take is refused in words', async () => {
  const [first, second] = [await desk.open(), await desk.open()];
  expect(await desk.ask(adele, `/escalations/${first}/claim`, { body: {} })).toMatchObject({ status: 200 });
  expect(await desk.ask(adele, `/escalations/${second}/claim`, { body: {} })).toMatchObject({
    status: 409,
    body: { code: 'at_capacity', detail: expect.stringContaining('as many chats as you can take') as string },
  });
  expect(await desk.ask(adele, `/escalations/${second}/pass`, { body: {} })).toMatchObject({
    status: 409,
    body: { code: 'not_offered' },
  });
});

test('a queue says what it promises; a mistake is told at its field', async () => {
  const queue = desk.world.support;
  const serviceTargets = {
    targetSeconds: 120,
    hours: { timeZone: 'Europe/Berlin', week: { mon: [['09:00', '17:00']] } },
  };
  const changed = await change(megan, `/queues/${queue}`, { serviceTargets });
  expect(changed).toMatchObject({ status: 200, body: { serviceTargets: { targetSeconds: 120, assignment: 'claim' } } });
  expect(contract.Queue.parse(changed.body)).toEqual(changed.body);
  expect(await change(megan, `/queues/${queue}`, { serviceTargets: { targetSeconds: 60 }, version: 1 })).toMatchObject({
    status: 409,
    body: { code: 'changed_meanwhile' },
  });
  const wrong = { hours: { ...serviceTargets.hours, timeZone: 'Mars/Olympus' } };
  expect(await change(megan, `/queues/${queue}`, { serviceTargets: wrong })).toMatchObject({
    status: 400,
    body: { errors: [{ path: 'serviceTargets.hours.timeZone' }] },
  });
  expect(await change(robin, `/queues/${queue}`, { serviceTargets })).toMatchObject({ status: 403 });
});

test('what is offered to somebody is theirs to list, however many wait', async () => {
  const id = await desk.open();
  const until = new Date(Date.now() + 60_000);
  const offer = { offered_to: 'adele', offered_name: 'Adele Vance', offered_until: until };
  await desk.db.q.updateTable('escalation').set(offer).where('id', '=', id).execute();
  const listed = await desk.ask(adele, '/escalations?status=waiting&offered=me&limit=1');
  expect(listed.body.items).toMatchObject([{ id, offer: { to: { id: 'adele' }, until: until.toISOString() } }]);
  expect((await desk.ask(megan, '/escalations?offered=me')).body.items).toEqual([]);
  expect(await desk.ask(megan, '/escalations?offered=diego')).toMatchObject({ status: 400 });
});
