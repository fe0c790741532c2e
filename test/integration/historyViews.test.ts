/** What somebody chose to see in the history, kept under a name: for themselves, or by a manager for everybody. */
import { LIMITS } from '../../src/contract/fields';
import { type ApiDesk, startApiDesk } from '../support/apiDesk';

let desk: ApiDesk;
let adele: string;
let diego: string;
let megan: string;
let robin: string;
beforeAll(async () => {
  desk = await startApiDesk();
  adele = await desk.token();
  diego = await desk.token({ oid: 'diego', name: 'Diego Siciliani' });
  megan = await desk.token({ oid: 'megan', name: 'Megan Bowen', roles: ['Manager'] });
  robin = await desk.token({ oid: 'robin', name: 'Robin Ortiz' });
});
afterAll(() => desk.stop());

const keep = (who: string | null, name: string, more: object = {}) =>
  desk.ask(who, '/history-views', { body: { name, shows: { status: 'abandoned', days: '7' }, ...more } });
const names = async (who: string) =>
  (await desk.ask(who, '/history-views')).body.items.map(({ name }: { name: string }) => name) as string[];

test('is kept by whoever works here, and by nobody else', async () => {
  expect(await keep(null, 'x')).toMatchObject({ status: 401 });
  expect(await keep(robin, 'x')).toMatchObject({ status: 403 });
  expect(await keep(adele, ' ')).toMatchObject({ status: 400 });
  expect(await keep(adele, 'x', { shows: { colour: 'red' } })).toMatchObject({ status: 400 });
  expect(await keep(adele, 'x', { shows: { q: 'x'.repeat(501) } })).toMatchObject({ status: 400 });
  expect(await keep(adele, 'Gave up')).toMatchObject({
    status: 201,
    body: { name: 'Gave up', shared: false, shows: { status: 'abandoned', days: '7' }, can: { change: true } },
  });
});

test('is one’s own unless a manager shares it', async () => {
  await keep(diego, 'Mine alone');
  expect(await keep(diego, 'For all', { shared: true })).toMatchObject({ status: 403 });
  expect(await keep(megan, 'For all', { shared: true })).toMatchObject({ status: 201, body: { shared: true } });
  expect(await names(diego)).toEqual(['For all', 'Mine alone']);
  expect(await names(adele)).not.toContain('Mine alone');
});

test('is changed and deleted by whom it belongs to', async () => {
  const { body: view } = await keep(megan, 'Late ones', { shared: true });
  const path = `/history-views/${view.id}`;
  const change = (who: string, body: object) => desk.ask(who, path, { method: 'PATCH', body });
  expect(await change(adele, { name: 'Mine' })).toMatchObject({ status: 403 });
  expect(await change(megan, { name: 'Late', shows: { waited: '10' }, version: 1 })).toMatchObject({
    status: 200,
    body: { name: 'Late', shows: { waited: '10' }, version: 2 },
  });
  expect(await change(megan, { name: 'Later', version: 1 })).toMatchObject({
    status: 409,
    body: { code: 'changed_meanwhile' },
  });
  expect(await desk.ask(adele, path, { method: 'DELETE' })).toMatchObject({ status: 403 });
  expect(await desk.ask(megan, path, { method: 'DELETE' })).toMatchObject({ status: 204 });
  expect(await change(megan, { name: 'Gone' })).toMatchObject({ status: 404 });
  const own = (await keep(diego, 'Hidden')).body.id as string;
  expect(await desk.ask(megan, `/history-views/${own}`, { method: 'DELETE' })).toMatchObject({ status: 404 });
});

test('is called like no other in the same list, so that they can be told apart', async () => {
  const taken = { status: 400, body: { detail: 'There is a view of this name already.' } };
  const { body: first } = await keep(megan, 'Refunds', { shared: true });
  expect(await keep(megan, 'refunds', { shared: true })).toMatchObject(taken);
  expect(await keep(megan, 'Refunds')).toMatchObject({ status: 201 });
  expect(await keep(diego, 'Refunds')).toMatchObject({ status: 201 });
  expect(await keep(diego, ' REFUNDS ')).toMatchObject(taken);
  const { body: other } = await keep(megan, 'Returns', { shared: true });
  const change = (body: object) => desk.ask(megan, `/history-views/${other.id}`, { method: 'PATCH', body });
  expect(await change({ name: 'Refunds' })).toMatchObject(taken);
  expect(await change({ name: 'returns' })).toMatchObject({ status: 200, body: { name: 'returns' } });
  expect(await change({ name: 'returns', shows: { q: 'x' } })).toMatchObject({ status: 200 });
  expect(await desk.ask(megan, `/history-views/${first.id}`, { method: 'DELETE' })).toMatchObject({ status: 204 });
  expect(await change({ name: 'Refunds' })).toMatchObject({ status: 200 });
});

test('is sent as a link that opens the tab in Teams', async () => {
  const link = (shows: object) => desk.ask(adele, '/history-link', { body: { shows } });
  const { status, body } = await link({ q: 'charged "twice"', days: '7' });
  expect(status).toBe(200);
  const { subEntityId } = JSON.parse(new URL(body.url).searchParams.get('context') ?? '') as { subEntityId: string };
  expect(JSON.parse(subEntityId.replace(/^history:/, ''))).toEqual({ q: 'charged "twice"', days: '7' });
  expect(await link({ q: '退款'.repeat(250) })).toMatchObject({ status: 400 });
});

test('is one of so many', async () => {
  const lee = await desk.token({ oid: 'lee', name: 'Lee Gu' });
  for (let n = 0; n < LIMITS.viewsOwn; n += 1) expect((await keep(lee, `View ${n}`)).status).toBe(201);
  expect(await keep(lee, 'One too many')).toMatchObject({ status: 400 });
});

test('is one of so many, and called like no other, also where many are kept at once', async () => {
  const ola = await desk.token({ oid: 'ola', name: 'Ola', roles: ['Manager'] });
  const same = await Promise.all(Array.from({ length: 8 }, () => keep(ola, 'Same')));
  expect(same.filter(({ status }) => status === 201)).toHaveLength(1);
  const many = await Promise.all(Array.from({ length: LIMITS.viewsOwn + 10 }, (_, n) => keep(ola, `At once ${n}`)));
  expect(many.filter(({ status }) => status === 201)).toHaveLength(LIMITS.viewsOwn - 1);
});

test('the audit says by its names what one shows that everybody has', async () => {
  const queues = await desk.ask(megan, '/queues');
  const [queue] = queues.body.items as { id: string; name: string }[];
  const { body: lists } = await desk.ask(megan, '/wrap-up');
  const { body: kept } = await desk.ask(megan, '/wrap-up', {
    method: 'PUT',
    body: { version: lists.version, outcomes: [{ name: 'Refunded' }], tags: [{ name: 'Parcel' }] },
  });
  const shows = { queue: queue?.id, outcome: kept.outcomes[0].id, tag: kept.tags[0].id, assignee: 'me' };
  expect(await keep(megan, 'By name', { shared: true, shows })).toMatchObject({ status: 201 });
  const { body: audit } = await desk.ask(megan, '/audit?limit=1');
  const change = audit.items[0].changes.find(({ what }: { what: string }) => what === 'Shows');
  for (const words of [`queue = “${queue?.name}”`, 'outcome = “Refunded”', 'tag = “Parcel”', 'assignee = “me”'])
    expect(change.after).toContain(words);
});
