/** A manager of some queues: through every route of the API they see of the others what anybody may, and nothing else. */
import { Memberships } from '../../src/api/memberships';
import { routesOf } from '../../src/api/router';
import type { Services } from '../../src/api/services';
import type { Escalation, Manager } from '../../src/contract/api';
import { type Answer, type ApiDesk, type Asking, startApiDesk, TENANT } from '../support/apiDesk';

let desk: ApiDesk;
let megan: string;
let olga: string;
let adele: string;
let ours: string;
let theirs: string;
let number: number;
beforeAll(async () => {
  desk = await startApiDesk();
  megan = await desk.token({ oid: 'megan', name: 'Megan Bowen', preferred_username: 'megan@contoso.example' });
  olga = await desk.token({
    oid: 'olga',
    name: 'Olga',
    preferred_username: 'olga@contoso.example',
    roles: ['Manager'],
  });
  adele = await desk.token();
  ours = await desk.open({ handoff: { topic: 'Visible' } });
  theirs = await desk.open({
    connectionId: desk.world.billingConnectionId,
    handoff: { topic: 'Hiddenmarker', lastPhrase: 'Hiddenmarker', variables: [{ name: 'Hiddenmarker', value: 'x' }] },
  });
  await desk.ask(olga, '/me');
  number = (await desk.ask(megan, `/escalations/${theirs}`)).body.number as number;
  await bound([desk.world.support]);
});
afterAll(() => desk.stop());

const bound = async (queueIds: string[] | null, who = megan, id = 'olga'): Promise<Answer> =>
  desk.ask(who, `/managers/${id}`, { method: 'PATCH', body: { queueIds } });

async function raw(path: string, who = olga, { method = 'GET', body }: Asking = {}) {
  const answer = await fetch(`${desk.url}/api${path}`, {
    method,
    headers: { authorization: `Bearer ${who}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, text: await answer.text() };
}

const today = () => {
  const day = new Date().toISOString().slice(0, 10);
  return `from=${day}&to=${day}`;
};
const scopes = (more = '') => [
  `?${more}`,
  `?queue=${desk.world.billing}${more}`,
  `?q=Hiddenmarker${more}`,
  `?topic=Hiddenmarker${more}`,
  `?figure=opened&figureQueue=${desk.world.billing}${more}`,
  `?connection=${desk.world.billingConnectionId}${more}`,
];

/** Asked with these, nothing of the other queue shows. */
type Asked = () => string[];
/** Not for a manager of some queues. */
const DESK = 'for managers of the whole desk';
const OWN = 'it is one’s own';
const NOT_SHOWN = 'it shows no escalation';

/** Every route that is not of one escalation; a new one is added here. */
const ROUTES: Record<string, Asked | string> = {
  'GET /escalations': () => scopes(),
  'GET /escalations/count': () => scopes(),
  'GET /exports/escalations.csv': () => scopes(),
  'GET /exports/escalations.jsonl': () => scopes(),
  'GET /audit': () => ['', '?kind=access', `?subject=${theirs}`, `?q=%23${number}`, '?person=megan'],
  'GET /exports/audit.csv': () => ['', `?subject=${theirs}`],
  'GET /exports/audit.jsonl': () => ['', `?subject=${theirs}`],
  'GET /figures': () => [`?${today()}&by=topic`, `?${today()}&by=queue`, `?${today()}&queue=${desk.world.billing}`],
  'GET /figures/agent-times': () => [`?${today()}`],
  'GET /figures/bots': DESK,
  'GET /failures': () => [`?${today()}`, `?${today()}&queue=${desk.world.billing}`, `?${today()}&by=topic`],
  'GET /exports/failures.csv': () => [`?${today()}`, `?${today()}&by=topic`],
  'GET /exports/failures.jsonl': () => [`?${today()}`, `?${today()}&by=topic`],
  'POST /now/wall-link': NOT_SHOWN,
  'GET /failures/answers': () => [`?${today()}&topic=Other`, `?topic=Visible&queue=${desk.world.billing}`],
  'POST /agents/:id/presence': 'below',
  'GET /now': () => [''],
  'GET /live': () => [''],
  'GET /stats': () => [''],
  'GET /connections': () => [''],
  'GET /queues': 'queues are no secret among colleagues: their names are what one transfers to',
  'GET /agents': 'colleagues are no secret among each other',
  'GET /me': OWN,
  'PATCH /me': OWN,
  'POST /me/looking': OWN,
  'POST /agents/:id/hand-on': 'it gives on what is of their queues: below',
  'PATCH /agents/:id': 'below',
  'PATCH /queues/:id': 'below',
  'DELETE /queues/:id': 'below',
  'GET /canned-replies': NOT_SHOWN,
  'POST /canned-replies': 'below',
  'PATCH /canned-replies/:id': NOT_SHOWN,
  'DELETE /canned-replies/:id': NOT_SHOWN,
  'POST /canned-replies/:id/files': NOT_SHOWN,
  'DELETE /canned-replies/:id/files/:fileId': NOT_SHOWN,
  'GET /history-views': NOT_SHOWN,
  'POST /history-views': 'below',
  'PATCH /history-views/:id': NOT_SHOWN,
  'DELETE /history-views/:id': NOT_SHOWN,
  'POST /history-link': NOT_SHOWN,
  'GET /rules': NOT_SHOWN,
  'POST /rules/check': NOT_SHOWN,
  'GET /wrap-up': NOT_SHOWN,
  'POST /queues': DESK,
  'PUT /rules': DESK,
  'GET /rules/scope': DESK,
  'POST /rules/dry-run': DESK,
  'PUT /wrap-up': DESK,
  'GET /graph': DESK,
  'PATCH /graph': DESK,
  'POST /connections': DESK,
  'GET /connections/:id': DESK,
  'PATCH /connections/:id': DESK,
  'DELETE /connections/:id': DESK,
  'POST /connections/:id/test': DESK,
  'POST /connections/:id/live': DESK,
  'POST /connections/:id/pause': DESK,
  'POST /connections/:id/drain': DESK,
  'POST /connections/:id/rotate': DESK,
  'POST /connections/:id/keys': DESK,
  'DELETE /connections/:id/keys/:keyId': DESK,
  'GET /connections/:id/agent-files': DESK,
  'GET /connections/:id/package': DESK,
  'GET /connections/:id/audit': DESK,
  'GET /agent-figures': NOT_SHOWN,
  'PATCH /agent-figures': DESK,
  'GET /retention': DESK,
  'GET /retention/preview': DESK,
  'PUT /retention': DESK,
  'GET /managers': DESK,
  'PATCH /managers/:id': DESK,
};

const served = routesOf({} as Services).map(({ method, path }) => ({ method: method.toUpperCase(), path }));
const ofOne = served.filter(({ path }) => path.startsWith('/escalations/:id'));
const others = served.filter(({ path }) => !path.startsWith('/escalations/:id'));

test('every route is looked at', () => {
  expect(Object.keys(ROUTES).sort()).toEqual(others.map(({ method, path }) => `${method} ${path}`).sort());
});

test.each(ofOne.map(({ method, path }) => [method, path] as const))(
  '%s %s of another queue’s chat is refused as if it were not there',
  async (method, path) => {
    const asked = pathOf(path);
    const body = method === 'GET' ? {} : { body: BODY };
    const { status, text } = await raw(`${asked}?q=Hiddenmarker&name=a.txt`, olga, { method, ...body });
    expect([status, text.includes('Hiddenmarker')]).toEqual([404, false]);
  },
);
/** An agent sees the queues of their teams by the same rule; what is for managers they are refused. */
test.each(ofOne.map(({ method, path }) => [method, path] as const))(
  '%s %s of another queue’s chat is no agent’s of this one',
  async (method, path) => {
    const asked = pathOf(path);
    const body = method === 'GET' ? {} : { body: BODY };
    const { status, text } = await raw(`${asked}?q=Hiddenmarker&name=a.txt`, adele, { method, ...body });
    expect([[403, 404].includes(status), text.includes('Hiddenmarker')]).toEqual([true, false]);
  },
);

const pathOf = (path: string): string =>
  path
    .replace(':id', theirs)
    .replace(':seq', '1')
    .replace(':type', 'like')
    .replace(/:\w+Id/, ours);
/** Something for everybody. */
const BODY = {
  text: 'x',
  clientMessageId: 'x',
  agentId: 'adele',
  upTo: 1,
  minutes: 5,
  draft: null,
  version: null,
  reason: 'x',
};

const asking = Object.entries(ROUTES).flatMap(([route, asked]) =>
  typeof asked === 'string' ? [] : [[route, asked] as const],
);

test.each(asking)('%s shows nothing of another queue, however it is asked', async (route, asked) => {
  // Somebody has looked at it.
  await desk.ask(megan, `/escalations/${theirs}/messages`);
  for (const [query, who] of asked().flatMap((query) => [[query, olga] as const, [query, adele] as const])) {
    const { text } = await raw(route.replace('GET ', '') + query, who);
    // What one has asked for oneself is in the audit, in one's own words.
    for (const mark of route.includes('audit') ? [`of #${number}`] : ['Hiddenmarker', theirs]) {
      expect(text).not.toContain(mark);
    }
  }
});

const whole = Object.entries(ROUTES).flatMap(([route, asked]) => (asked === DESK ? [route] : []));
test.each(whole)('%s is for managers of the whole desk', async (route) => {
  const [method, path = ''] = route.split(' ');
  const { status } = await raw(path.replace(':id', desk.world.connectionId), olga, {
    method: method ?? '',
    ...(method !== 'GET' && { body: {} }),
  });
  expect(status).toBe(403);
});

describe('what is counted is counted of their queues', () => {
  const counted = async (path: string) => (await desk.ask(olga, path)).body;

  test('lists, counts, exports, figures, Live and standing are of the same chats', async () => {
    const list = (await counted('/escalations')).items as Escalation[];
    expect(list.map(({ id }) => id)).toEqual([ours]);
    expect(await counted('/escalations/count')).toMatchObject({ count: 1 });
    expect(await counted(`/escalations/count?queue=${desk.world.billing}`)).toMatchObject({ count: 0 });
    expect(await counted('/stats')).toMatchObject({ waiting: 1 });
    expect((await counted('/now')).queues.map((row: { queue: { name: string } }) => row.queue.name)).toEqual([
      'support',
    ]);
    expect((await raw('/exports/escalations.jsonl')).text.trim().split('\n')).toHaveLength(1);
    const figures = await counted(`/figures?${today()}&by=queue`);
    expect(figures).toMatchObject({ preparing: null, total: { counts: { entered: 1 } } });
    expect(figures.rows.map((row: { name: string }) => row.name)).toEqual(['support']);
    expect(await desk.ask(olga, `/figures?${today()}&queue=${desk.world.billing}`)).toMatchObject({ status: 404 });
    expect((await desk.ask(megan, `/figures?${today()}`)).body.total.counts.entered).toBe(2);
  });
});

describe('what they may do', () => {
  test('a queue of theirs is theirs to change, another is not', async () => {
    const change = (queueId: string, body: object) => desk.ask(olga, `/queues/${queueId}`, { method: 'PATCH', body });
    expect(await change(desk.world.support, { serviceTargets: { targetSeconds: 77 } })).toMatchObject({ status: 200 });
    expect(await change(desk.world.billing, { serviceTargets: { targetSeconds: 77 } })).toMatchObject({ status: 403 });
    expect(await change(desk.world.support, { isDefault: true })).toMatchObject({ status: 403 });
    expect(await desk.ask(olga, `/queues/${desk.world.billing}`, { method: 'DELETE' })).toMatchObject({ status: 403 });
  });

  test('agents of theirs are theirs, and what everybody has is the whole desk’s', async () => {
    const agent = (id: string) => desk.ask(olga, `/agents/${id}`, { method: 'PATCH', body: { capacity: 3 } });
    expect(await agent('adele')).toMatchObject({ status: 200 });
    expect(await agent('lee')).toMatchObject({ status: 403 });
    const presence = { body: { presence: 'away', reason: 'Gone home' } };
    expect(await desk.ask(olga, '/agents/lee/presence', presence)).toMatchObject({ status: 403 });
    const reply = { body: { name: 'All', text: 'Hello', shared: true } };
    expect(await desk.ask(olga, '/canned-replies', reply)).toMatchObject({ status: 403 });
    const view = { body: { name: 'All', shows: {}, shared: true } };
    expect(await desk.ask(olga, '/history-views', view)).toMatchObject({ status: 403 });
  });

  test('they act on others’ work in their queues alone', async () => {
    const id = await desk.open({ connectionId: desk.world.billingConnectionId });
    const lee = await desk.token({ oid: 'lee', name: 'Lee' });
    await desk.ask(lee, `/escalations/${id}/claim`, { method: 'POST' });
    const handOn = (who: string) => desk.ask(who, '/agents/lee/hand-on', { body: {} });
    expect(await handOn(olga)).toMatchObject({ status: 200, body: { items: [] } });
    expect((await handOn(megan)).body.items).toHaveLength(1);
    await desk.ask(megan, `/escalations/${id}/claim`, { method: 'POST' });
    await desk.ask(megan, `/escalations/${id}/resolve`, { body: {} });
  });

  test('they read in the tab what they manage', async () => {
    expect((await desk.ask(olga, '/me')).body).toMatchObject({
      roles: ['manager'],
      manages: [{ id: desk.world.support, name: 'support' }],
    });
    expect((await desk.ask(megan, '/me')).body).toMatchObject({ manages: null });
  });
});

describe('who bounds whom', () => {
  afterEach(() => bound([desk.world.support]));

  test('a queue that is taken away mid-page is gone from the next page on, and no page breaks', async () => {
    await bound([desk.world.support, desk.world.billing]);
    for (let n = 0; n < 2; n += 1) {
      await desk.open();
      await desk.open({ connectionId: desk.world.billingConnectionId });
    }
    const first = await desk.ask(olga, '/escalations?limit=2');
    expect(new Set((first.body.items as Escalation[]).map(({ queue }) => queue.name))).toEqual(
      new Set(['support', 'billing']),
    );
    await bound([desk.world.support]);
    const next = await desk.ask(olga, `/escalations?limit=50&cursor=${first.body.next as string}`);
    expect(next.status).toBe(200);
    expect(new Set((next.body.items as Escalation[]).map(({ queue }) => queue.name))).toEqual(new Set(['support']));
  });

  test('who manages all again sees all again', async () => {
    await bound(null);
    expect((await desk.ask(olga, `/escalations/${theirs}`)).status).toBe(200);
  });

  test('it holds from the answer on, however late the database tells of it', async () => {
    const late = { on: () => () => undefined, onReconnect: () => () => undefined };
    const memberships = new Memberships(desk.db, late);
    memberships.start();
    expect(await memberships.of(TENANT, 'olga')).toMatchObject({ boundTo: [desk.world.support] });
    await bound(null);
    expect(await memberships.of(TENANT, 'olga')).toMatchObject({ boundTo: null });
    memberships.stop();
  });

  test('nobody bounds themselves, nor whom MANAGERS names, nor somebody who is no manager', async () => {
    const all = [desk.world.support];
    await bound(null);
    expect(await bound(all, olga, 'olga')).toMatchObject({ status: 400, body: { code: 'bad_request' } });
    expect(await bound(all, olga, 'megan')).toMatchObject({ status: 400 });
    expect(await bound(all, megan, 'adele')).toMatchObject({ status: 404 });
    expect(await bound([], megan)).toMatchObject({ status: 400 });
    expect(await bound([theirs], megan)).toMatchObject({ status: 400 });
  });

  test('two who bound each other at once: one stays a manager of all', async () => {
    await bound(null);
    const pia = await desk.token({ oid: 'pia', name: 'Pia', preferred_username: 'pia@x.example', roles: ['Manager'] });
    await desk.ask(pia, '/me');
    const [one, other] = await Promise.all([
      bound([desk.world.support], pia, 'olga'),
      bound([desk.world.support], olga, 'pia'),
    ]);
    expect([one.status, other.status].sort()).toEqual([200, 403]);
    await bound(null, megan, 'pia');
  });

  test('a change somebody else made meanwhile is not undone', async () => {
    const { items } = (await desk.ask(megan, '/managers')).body as { items: Manager[] };
    const { version } = items.find(({ id }) => id === 'olga') ?? { version: -1 };
    await bound([desk.world.billing]);
    const late = await desk.ask(megan, '/managers/olga', { method: 'PATCH', body: { queueIds: null, version } });
    expect(late).toMatchObject({ status: 409, body: { code: 'changed_meanwhile' } });
  });

  test('the list says who is bounded, and who is named', async () => {
    const { items } = (await desk.ask(megan, '/managers')).body as { items: Manager[] };
    expect(items.map(({ id, queueIds, isNamed, can }) => [id, queueIds, isNamed, can.change])).toEqual(
      expect.arrayContaining([
        ['megan', null, true, false],
        ['olga', [desk.world.support], false, true],
      ]),
    );
  });
});
