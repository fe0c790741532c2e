import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as contract from '../../src/contract/api';
import { type ApiDesk, startApiDesk } from '../support/apiDesk';

let desk: ApiDesk;
let adele: string;
let diego: string;
let lee: string;
let megan: string;
let robin: string;
const tabDir = mkdtempSync(join(tmpdir(), 'tab-'));

beforeAll(async () => {
  mkdirSync(join(tabDir, 'assets'));
  writeFileSync(join(tabDir, 'index.html'), '<!doctype html><title>Tab</title>');
  writeFileSync(join(tabDir, 'assets', 'main-abc123.js'), 'export {};');
  desk = await startApiDesk({ tabDir });
  adele = await desk.token();
  diego = await desk.token({ oid: 'diego', name: 'Diego Siciliani' });
  lee = await desk.token({ oid: 'lee', name: 'Lee Gu' });
  megan = await desk.token({ oid: 'megan', name: 'Megan Bowen', roles: ['Manager'] });
  robin = await desk.token({ oid: 'robin', name: 'Robin Ortiz' });
});
afterAll(async () => {
  await desk.stop();
  rmSync(tabDir, { recursive: true });
});

const verb = (who: string, id: string, name: string, body: unknown = {}) =>
  desk.ask(who, `/escalations/${id}/${name}`, { body });
const say = (who: string, id: string, text: string, clientMessageId: string = randomUUID()) =>
  desk.ask(who, `/escalations/${id}/messages`, { body: { text, clientMessageId } });

describe('requests that make no sense', () => {
  it.each<[string, string, { method?: string; body?: unknown; headers?: Record<string, string> }, number, string]>([
    ['a status there is not', '/escalations?status=lost', {}, 400, 'bad_request'],
    ['a queue that is no id', '/escalations?queue=support', {}, 400, 'bad_request'],
    ['a limit too large', '/escalations?limit=1000', {}, 400, 'bad_request'],
    ['a cursor not ours', '/escalations?cursor=abc', {}, 400, 'bad_request'],
    ['a time that is none', '/escalations?from=yesterday', {}, 400, 'bad_request'],
    ['an id that is none', '/escalations/1042', {}, 404, 'not_found'],
    ['an id nobody has', `/escalations/${randomUUID()}`, {}, 404, 'not_found'],
    ['a route there is not', '/tickets', {}, 404, 'not_found'],
    ['a verb there is not', `/escalations/${randomUUID()}/escalate`, { body: {} }, 404, 'not_found'],
    ['JSON that is none', `/escalations/${randomUUID()}/claim`, { body: '{"a":' }, 400, 'bad_request'],
    ['a body too large', `/escalations/${randomUUID()}/claim`, { body: { a: 'x'.repeat(300_000) } }, 413, 'too_large'],
    ['an address that cannot be read', '/escalations/%E0%A4%A', {}, 400, 'bad_request'],
  ])('%s', async (_, path, asking, status, code) => {
    const answer = await desk.ask(adele, path, asking);
    expect(answer).toMatchObject({ status, body: { status, code } });
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(contract.Problem.parse(answer.body)).toEqual(answer.body);
  });

  it('say which field is wrong', async () => {
    const id = await desk.open();
    const { status, body } = await desk.ask(adele, `/escalations/${id}/messages`, { body: { text: '  ' } });
    expect(status).toBe(400);
    expect(body.errors.map((error: { path: string }) => error.path).sort()).toEqual(['clientMessageId', 'text']);
  });

  it('a NUL byte in words is dropped, not a reason to fail', async () => {
    expect((await desk.ask(adele, '/escalations?q=%00abc&assignee=x%00')).status).toBe(200);
    const id = await desk.open();
    await verb(adele, id, 'claim');
    expect((await say(adele, id, 'a\u0000b')).body.text).toBe('ab');
  });
});

describe('who may see what', () => {
  it('hides what is in another queue as if it were not there', async () => {
    const id = await desk.open();
    for (const path of ['', '/messages', '/events']) {
      expect(await desk.ask(lee, `/escalations/${id}${path}`)).toMatchObject({ status: 404 });
    }
    for (const name of ['claim', 'release', 'transfer', 'resolve', 'typing']) {
      const body = name === 'transfer' ? { queueId: desk.world.billing } : {};
      expect(await verb(lee, id, name, body)).toMatchObject({ status: 404 });
    }
    expect(await say(lee, id, 'hello')).toMatchObject({ status: 404 });
    expect((await desk.ask(lee, '/escalations')).body.items).toEqual([]);
  });

  it('shows members their queue, and managers everything', async () => {
    const id = await desk.open();
    const billing = await desk.open({ connectionId: desk.world.billingConnectionId });
    const seen = async (who: string) =>
      (await desk.ask(who, '/escalations')).body.items.map((item: { id: string }) => item.id) as string[];
    expect(await seen(adele)).toEqual(expect.arrayContaining([id]));
    expect(await seen(adele)).not.toContain(billing);
    expect(await seen(megan)).toEqual(expect.arrayContaining([id, billing]));
    expect(await seen(robin)).toEqual([]);
    await verb(lee, billing, 'resolve');
  });

  it('lets whoever had it once read on, and no more', async () => {
    const id = await desk.open();
    await verb(adele, id, 'claim');
    expect(await verb(adele, id, 'transfer', { queueId: desk.world.billing })).toMatchObject({ status: 200 });
    expect(await desk.ask(adele, `/escalations/${id}`)).toMatchObject({ status: 200, body: { can: { claim: false } } });
    expect(await verb(adele, id, 'claim')).toMatchObject({ status: 403, body: { code: 'not_your_queue' } });
    expect(await desk.ask(diego, `/escalations/${id}`)).toMatchObject({ status: 404 });
  });

  it.each([
    ['agents', '/connections', 'GET'],
    ['agents', '/queues', 'POST'],
  ])('keeps settings from %s: %s', async (_, path, method) => {
    const body = method === 'POST' ? { body: { name: 'x', teamId: 'x', channelId: 'x' } } : {};
    expect(await desk.ask(adele, path, body)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  });

  it('tells customers nothing about queues and agents', async () => {
    for (const path of ['/queues', '/agents']) expect((await desk.ask(robin, path)).status).toBe(403);
    expect((await desk.ask(adele, '/queues')).body.items).toHaveLength(2);
    expect((await desk.ask(adele, '/agents')).body.items).toContainEqual(
      expect.objectContaining({
        id: 'lee',
        name: 'lee',
        queueIds: [desk.world.billing],
      }),
    );
  });
});

describe('verbs', () => {
  it('claim: one wins, the other is told by whom and when', async () => {
    const id = await desk.open();
    const [one, other] = await Promise.all([verb(adele, id, 'claim'), verb(diego, id, 'claim')]);
    const [won, lost] = one.status === 200 ? [one, other] : [other, one];
    expect(won).toMatchObject({ status: 200, body: { status: 'claimed', can: { reply: true, claim: false } } });
    expect(lost).toMatchObject({
      status: 409,
      body: { code: 'already_claimed', claimedBy: won.body.assignee, claimedAt: won.body.claimedAt },
    });
    expect(contract.Problem.parse(lost.body)).toEqual(lost.body);
    expect(contract.Escalation.parse(won.body)).toEqual(won.body);
  });

  it('claim: again by the same person is fine', async () => {
    const id = await desk.open();
    const first = await verb(adele, id, 'claim');
    const again = await verb(adele, id, 'claim');
    expect(again).toMatchObject({ status: 200, body: { version: first.body.version } });
  });

  it('need no body', async () => {
    const id = await desk.open();
    expect(await desk.ask(adele, `/escalations/${id}/claim`, { method: 'POST' })).toMatchObject({ status: 200 });
  });

  it('release, transfer and resolve are the owner’s and the manager’s', async () => {
    const id = await desk.open();
    expect(await verb(adele, id, 'release')).toMatchObject({ status: 409, body: { code: 'not_claimed' } });
    await verb(adele, id, 'claim');
    expect(await verb(diego, id, 'release')).toMatchObject({ status: 403, body: { code: 'not_yours' } });
    expect(await verb(megan, id, 'transfer', { agentId: 'diego' })).toMatchObject({
      status: 200,
      body: { assignee: { id: 'diego' } },
    });
    expect(await verb(diego, id, 'release', { reason: 'lunch' })).toMatchObject({ body: { status: 'waiting' } });
    await verb(diego, id, 'claim');
    expect(await verb(diego, id, 'resolve', { outcome: 'Refunded' })).toMatchObject({
      status: 200,
      body: { status: 'resolved', outcome: 'Refunded', can: { reply: false, resolve: false } },
    });
    expect(await verb(diego, id, 'resolve')).toMatchObject({ status: 409, body: { code: 'closed' } });
    const { body } = await desk.ask(diego, `/escalations/${id}/events`);
    expect(body.items.map((event: { type: string }) => event.type)).toEqual([
      'opened',
      'claimed',
      'transferred',
      'released',
      'claimed',
      'resolved',
    ]);
  });

  it('transfer wants exactly one target, and one there is', async () => {
    const id = await desk.open();
    await verb(adele, id, 'claim');
    expect(await verb(adele, id, 'transfer')).toMatchObject({ status: 400 });
    expect(await verb(adele, id, 'transfer', { agentId: 'diego', queueId: randomUUID() })).toMatchObject({
      status: 400,
    });
    expect(await verb(adele, id, 'transfer', { queueId: 'billing' })).toMatchObject({ status: 400 });
    expect(await verb(adele, id, 'transfer', { queueId: randomUUID() })).toMatchObject({ status: 404 });
    expect(await verb(adele, id, 'transfer', { agentId: 'robin' })).toMatchObject({ status: 400 });
  });
});

describe('words', () => {
  it('reach the customer from the owner only', async () => {
    const id = await desk.open();
    expect(await say(adele, id, 'Hello')).toMatchObject({ status: 409, body: { code: 'not_claimed' } });
    await verb(adele, id, 'claim');
    for (const who of [diego, megan]) {
      expect(await say(who, id, 'Hello')).toMatchObject({ status: 403, body: { code: 'not_yours' } });
    }
    const said = await say(adele, id, 'Hello');
    expect(said).toMatchObject({
      status: 201,
      body: { author: { kind: 'agent', id: 'adele' }, note: false, delivery: { state: 'sending' } },
    });
    expect(contract.Message.parse(said.body)).toEqual(said.body);
  });

  it('sent twice are said once: 201, then 200', async () => {
    const id = await desk.open();
    await verb(adele, id, 'claim');
    const first = await say(adele, id, 'Once', 'the-same');
    const second = await say(adele, id, 'Once', 'the-same');
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.body).toEqual(first.body);
  });

  it('are read in order, after any place', async () => {
    const id = await desk.open();
    await verb(adele, id, 'claim');
    for (const text of ['one', 'two', 'three']) await say(adele, id, text);
    const all = (await desk.ask(adele, `/escalations/${id}/messages`)).body.items as contract.Message[];
    expect(all.map(({ seq }) => seq)).toEqual(all.map((_, at) => at + 1));
    const after = await desk.ask(adele, `/escalations/${id}/messages?after=${all.length - 2}&limit=1`);
    expect(after.body).toMatchObject({ items: [{ text: 'two' }], next: String(all.length - 1) });
  });

  it('notes are never for delivery', async () => {
    const id = await desk.open();
    const note = { body: { text: 'Angry', clientMessageId: 'n1' } };
    const written = await desk.ask(diego, `/escalations/${id}/notes`, note);
    expect(written).toMatchObject({ status: 201, body: { note: true, delivery: null } });
    expect(await desk.ask(diego, `/escalations/${id}/notes`, note)).toMatchObject({ status: 200 });
    await verb(megan, id, 'claim');
    await verb(megan, id, 'resolve');
    const late = { body: { text: 'Too late', clientMessageId: 'n2' } };
    expect(await desk.ask(diego, `/escalations/${id}/notes`, late)).toMatchObject({
      status: 409,
      body: { code: 'closed' },
    });
  });

  it('that failed are sent again when asked', async () => {
    const id = await desk.open();
    await verb(adele, id, 'claim');
    const { seq, id: messageId } = (await say(adele, id, 'Hello')).body as contract.Message;
    await desk.db.q
      .updateTable('message')
      .set({ delivery: 'failed', delivery_reason: 'No' })
      .where('id', '=', messageId)
      .execute();
    const retry = (who: string, place: number | string) =>
      desk.ask(who, `/escalations/${id}/messages/${place}/retry`, { method: 'POST' });
    expect(await retry(diego, seq)).toMatchObject({ status: 403 });
    expect(await retry(adele, 'x')).toMatchObject({ status: 404 });
    expect(await retry(adele, 4_000)).toMatchObject({ status: 404 });
    expect(await retry(adele, seq)).toMatchObject({
      status: 200,
      body: { delivery: { state: 'sending', reason: null } },
    });
  });

  it('being written show as typing, for the owner only', async () => {
    const id = await desk.open();
    await verb(adele, id, 'claim');
    desk.typed.length = 0;
    expect((await verb(diego, id, 'typing')).status).toBe(204);
    expect(desk.typed).toEqual([]);
    expect((await verb(adele, id, 'typing')).status).toBe(204);
    expect(desk.typed).toHaveLength(1);
  });
});

describe('the list', () => {
  it('is filtered and paged', async () => {
    const ids = [await desk.open(), await desk.open(), await desk.open()];
    await verb(diego, ids[0] ?? '', 'claim');
    const list = async (query: string) => (await desk.ask(diego, `/escalations?${query}`)).body;
    const mine = await list('assignee=me&status=claimed&limit=1');
    expect(mine.items[0].assignee.id).toBe('diego');
    expect(await list('status=claimed,resolved&q=nothing+like+it')).toEqual({ items: [], next: null });
    const number = (await desk.ask(diego, `/escalations/${ids[1]}`)).body.number as number;
    expect((await list(`q=%23${number}`)).items.map((item: { id: string }) => item.id)).toEqual([ids[1]]);
    const first = await list('status=waiting&limit=1');
    const second = await list(`status=waiting&limit=1&cursor=${first.next}`);
    expect([first.items[0].id, second.items[0].id]).toEqual([ids[2], ids[1]]);
    expect(contract.Page(contract.Escalation).parse(first)).toEqual(first);
  });

  it('has numbers beside it', async () => {
    const { body } = await desk.ask(megan, '/stats');
    expect(contract.Stats.parse(body)).toEqual(body);
    expect(body.waiting).toBeGreaterThan(0);
    const nobody = (await desk.ask(robin, '/stats')).body as contract.Stats;
    expect(nobody).toMatchObject({ waiting: 0, claimed: 0, longestWait: null });
  });
});

describe('settings', () => {
  const studio = (options: object = {}) => ({
    name: 'Fabrikam',
    kind: 'copilotStudio',
    appId: 'fabrikam',
    directLine: { secret: 'very secret indeed' },
    ...options,
  });

  it('a connection begins as a draft; its secret is sealed and never shown', async () => {
    const made = await desk.ask(megan, '/connections', { body: studio() });
    expect(made).toMatchObject({ status: 201, body: { state: 'draft', directLine: { hasSecret: true } } });
    expect(contract.ConnectionWithSecret.parse(made.body)).toEqual(made.body);
    const listed = await desk.ask(megan, '/connections');
    expect(JSON.stringify([made.body, listed.body])).not.toContain('very secret');
    const row = await desk.db.q
      .selectFrom('connection')
      .select('secret')
      .where('id', '=', made.body.id)
      .executeTakeFirst();
    expect(row?.secret?.toString('latin1')).not.toContain('very secret');
    expect(await desk.ask(megan, '/connections', { body: studio() })).toMatchObject({
      status: 409,
      body: { code: 'already_exists' },
    });
  });

  it.each([
    ['neither endpoint nor secret', { directLine: {} }],
    ['both', { directLine: { secret: 'x', tokenEndpoint: 'https://bot.example/token' } }],
    ['plain http', { directLine: { tokenEndpoint: 'http://bot.example/token' } }],
    ['an unknown kind', { kind: 'fax' }],
  ])('a connection with %s is refused', async (_, options) => {
    const body = studio({ appId: randomUUID(), ...options });
    expect(await desk.ask(megan, '/connections', { body })).toMatchObject({ status: 400 });
  });

  it('one Teams bot is answered by one connection at a time', async () => {
    const { body } = await desk.ask(megan, '/connections', { body: studio({ appId: randomUUID() }) });
    const turn = (id: string, to: string, insist = false) =>
      desk.ask(megan, `/connections/${id}/${to}`, { body: { insist } });
    expect(await turn(body.id, 'live')).toMatchObject({ status: 409, body: { code: 'not_tested' } });
    expect(await turn(body.id, 'live', true)).toMatchObject({ status: 409, body: { code: 'in_use' } });
    for (const id of [desk.world.connectionId, desk.world.billingConnectionId]) {
      expect(await turn(id, 'pause')).toMatchObject({ status: 200, body: { state: 'paused' } });
    }
    expect(await turn(body.id, 'live', true)).toMatchObject({ status: 200, body: { state: 'live' } });
    expect(await turn(body.id, 'pause')).toMatchObject({ status: 200 });
    expect(await turn(randomUUID(), 'live')).toMatchObject({ status: 404 });
    expect(await desk.ask(adele, `/connections/${body.id}/live`, { method: 'POST' })).toMatchObject({ status: 403 });
  });

  it('queues are made, renamed and removed by managers', async () => {
    const channelId = '19:billing@thread.tacv2';
    const made = await desk.ask(megan, '/queues', { body: { name: 'Refunds', teamId: channelId, channelId } });
    expect(made).toMatchObject({ status: 201, body: { name: 'Refunds', waiting: 0 } });
    expect(contract.Queue.parse(made.body)).toEqual(made.body);
    const path = `/queues/${made.body.id}`;
    expect(await desk.ask(megan, path, { method: 'PATCH', body: { name: 'Money back' } })).toMatchObject({
      status: 200,
      body: { name: 'Money back' },
    });
    expect((await desk.ask(megan, path, { method: 'DELETE' })).status).toBe(204);
    expect((await desk.ask(megan, path, { method: 'DELETE' })).status).toBe(404);
    const standard = `/queues/${desk.world.support}`;
    expect(await desk.ask(megan, standard, { method: 'DELETE' })).toMatchObject({
      status: 409,
      body: { code: 'in_use' },
    });
  });
});

describe('around the API', () => {
  it('nothing is kept by anybody on the way, or framed, or guessed', async () => {
    const { headers } = await desk.ask(adele, '/me');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'/);
    expect(headers.get('set-cookie')).toBeNull();
  });

  it('more than 600 requests a minute by one person is too many; others do not feel it', async () => {
    const busy = await desk.token({ oid: 'busy' });
    let last = 0;
    for (let sent = 0; sent < 620 && last !== 429; sent += 20) {
      const answers = await Promise.all(Array.from({ length: 20 }, () => desk.ask(busy, '/nothing')));
      last = Math.max(...answers.map(({ status }) => status));
    }
    expect(last).toBe(429);
    const answer = await desk.ask(busy, '/me');
    expect(answer).toMatchObject({ status: 429, body: { code: 'too_many_requests' } });
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await desk.ask(adele, '/me')).status).toBe(200);
  });

  it('describes itself to anybody', async () => {
    const { status, body } = await desk.ask(null, '/openapi.json');
    expect(status).toBe(200);
    expect(body).toMatchObject({ openapi: '3.1.0', paths: { '/me': expect.anything() } });
  });

  it('frames the tab in Teams and nowhere else; hashed files are kept for ever', async () => {
    const page = await fetch(`${desk.url}/tab/work`);
    expect(await page.text()).toContain('<title>Tab</title>');
    expect(page.headers.get('cache-control')).toBe('no-cache');
    expect(page.headers.get('x-frame-options')).toBeNull();
    expect(page.headers.get('content-security-policy')).toContain(
      "frame-ancestors 'self' https://*.cloud.microsoft https://teams.microsoft.com https://*.teams.microsoft.com",
    );
    const asset = await fetch(`${desk.url}/tab/assets/main-abc123.js`);
    expect(asset.headers.get('cache-control')).toContain('immutable');
    expect((await fetch(`${desk.url}/tab/assets/gone.js`)).status).toBe(404);
    expect(await (await fetch(`${desk.url}/tab/%E0%A4%A`)).text()).toBe('This address cannot be read.');
    expect((await fetch(`${desk.url}/tab/..%2f..%2fpackage.json`)).headers.get('content-type')).toContain('html');
  });

  it.each(['/about', '/privacy', '/terms'])('%s is a page', async (path) => {
    const page = await fetch(desk.url + path);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<h1>');
  });

  it('is alive, ready and counted, without names', async () => {
    expect((await fetch(`${desk.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${desk.url}/readyz`)).status).toBe(200);
    const metrics = await (await fetch(`${desk.url}/metrics`)).text();
    expect(metrics).toMatch(/^handoff_outbox_pending \d+$/m);
    expect(metrics).toMatch(/handoff_verbs_total\{verb="claim",outcome="already_claimed"\} \d/);
    expect(metrics).toContain('route="/escalations/:id/claim"');
    expect(metrics).not.toMatch(/adele|Robin|[0-9a-f]{8}-[0-9a-f]{4}-/i);
  });
});
