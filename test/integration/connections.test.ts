import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import * as contract from '../../src/contract/api';
import { BotInbox } from '../../src/arrival/botInbox';
import { upkeep } from '../../src/connection/upkeep';
import { createDirectLine, type DirectLineStandIn } from '../../src/sandbox/directLine/directLine';
import { FaultSwitches } from '../../src/sandbox/teams/faults';
import { createSampleBot } from '../../src/sandbox/directLine/sampleBot';
import { appendAudit } from '../../src/escalation/audit/append';
import { contactFailed } from '../../src/store/connectionHealth';
import { connectionSecret, findConnection, signingSecretsOf } from '../../src/store/connections';
import { eventually } from '../support/eventually';
import { type ApiDesk, FOREIGN, startApiDesk } from '../support/apiDesk';

type Shown = contract.ConnectionWithSecret;

let desk: ApiDesk;
let bots: Server;
let service: DirectLineStandIn;
let url: string;
let megan: string;
let adele: string;
const faults = new FaultSwitches();

beforeAll(async () => {
  const app = express();
  bots = createServer(app);
  await new Promise<void>((resolve) => bots.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(bots.address() as AddressInfo).port}`;
  const bot = createSampleBot();
  const baseUrl = `${url}/directline`;
  service = createDirectLine({ baseUrl, secret: 'good', bot, faults: () => faults.current, thinkMs: 0 });
  app.use('/directline', service.router);
  app.get('/page/token', (_req, res) => void res.send('<html>Chat with me</html>'));
  app.get('/moved/token', (_req, res) => res.redirect('/elsewhere'));
  app.get('/locked/token', (_req, res) => void res.status(403).json({ error: { code: 'Forbidden', message: 'no' } }));
  app.get('/silent/token', () => undefined);
  desk = await startApiDesk({ allowLoopback: true });
  megan = await desk.token({ oid: 'megan', name: 'Megan Bowen', preferred_username: 'megan@contoso.example' });
  adele = await desk.token();
});

afterEach(() => faults.clear());

afterAll(async () => {
  await desk.stop();
  service.close();
  bots.closeAllConnections();
  await new Promise((resolve) => bots.close(resolve));
});

const HANDOFF = {
  topic: null,
  lastPhrase: null,
  agentMessage: null,
  language: null,
  variables: [],
  transcript: [],
  problems: [],
};

async function add(options: object = {}): Promise<Shown> {
  const directLine = { tokenEndpoint: `${url}/directline/token` };
  const body = { kind: 'copilotStudio', name: 'Contoso', appId: randomUUID(), directLine, ...options };
  const { status, body: made } = await desk.ask(megan, '/connections', { body });
  expect({ status, made }).toMatchObject({ status: 201 });
  return made as Shown;
}

const on = (id: string, verb: string, body: object = {}) => desk.ask(megan, `/connections/${id}/${verb}`, { body });
const change = (id: string, body: object) => desk.ask(megan, `/connections/${id}`, { method: 'PATCH', body });
const remove = (id: string) => desk.ask(megan, `/connections/${id}`, { method: 'DELETE' });
const shown = async (id: string) => (await desk.ask(megan, `/connections/${id}`)).body as contract.Connection;
const audit = async (id: string) =>
  ((await desk.ask(megan, `/connections/${id}/audit`)).body as contract.Page<contract.AuditEntry>).items;

async function tested(id: string, body: object = {}): Promise<contract.TestReport> {
  expect(await on(id, 'test', body)).toMatchObject({ status: 200, body: { test: { by: 'Megan Bowen' } } });
  const isOver = async () => (await findConnection(desk.db.q, id))?.test_report?.state !== 'running';
  await eventually(isOver, { what: 'the test to end' });
  return contract.TestReport.parse((await shown(id)).test);
}

const failedStep = ({ steps }: contract.TestReport) => steps.find(({ state }) => state === 'failed');

describe('the registry', () => {
  it('has an app ID once, whatever its capitals', async () => {
    const appId = `Parcels-${randomUUID()}`;
    const rest = { kind: 'rest', name: 'Parcels', directLine: undefined, callbackUrl: `${url}/hook` };
    await add({ ...rest, appId });
    const again = { ...rest, appId: appId.toUpperCase() };
    expect(await desk.ask(megan, '/connections', { body: again })).toMatchObject({
      status: 409,
      body: { code: 'already_exists', errors: [{ path: 'appId' }] },
    });
  });

  it('keeps doubles of before that rule, and says so', async () => {
    const appId = `doubled-${randomUUID()}`;
    const first = await add({ appId });
    const second = await add({});
    const { q } = desk.db;
    await q.updateTable('connection').set({ app_id: appId.toUpperCase() }).where('id', '=', second.id).execute();
    const warnings = [expect.stringMatching(/^Another connection has the app ID/)];
    expect(await shown(first.id)).toMatchObject({ health: { warnings } });
    await remove(second.id);
    expect(await shown(first.id)).toMatchObject({ health: { warnings: [] } });
  });

  it('is called by an app of Entra in one connection', async () => {
    const callerAppId = randomUUID();
    const agent = { kind: 'copilotStudioTeams', directLine: undefined, callerAppId };
    const { id, agent: shownAgent } = await add({ ...agent, appId: randomUUID() });
    expect(shownAgent).toEqual({ callerAppId, keys: [] });
    const taken = { status: 409, body: { errors: [{ path: 'callerAppId' }] } };
    const post = (body: object) => desk.ask(megan, '/connections', { body });
    const again = { name: 'HR', kind: 'copilotStudioTeams', appId: randomUUID(), callerAppId };
    expect(await post({ ...again, callerAppId: callerAppId.toUpperCase() })).toMatchObject(taken);
    expect(await post({ name: 'Skill', kind: 'botFramework', appId: callerAppId })).toMatchObject(taken);
    expect(await change(id, { callerAppId })).toMatchObject({ status: 200 });
    expect(await change(id, { callerAppId: null })).toMatchObject({ body: { agent: { callerAppId: null } } });
    expect(await post(again)).toMatchObject({ status: 201 });
    expect((await audit(id)).map(({ summary }) => summary)[0]).toBe('Contoso no longer calls as a connected agent.');
  });

  it('is for managers, of this tenant', async () => {
    const { id } = await add();
    const foreign = await desk.db.q
      .updateTable('connection')
      .set({ tenant_id: FOREIGN })
      .where('id', '=', (await add()).id)
      .returning('id')
      .executeTakeFirstOrThrow();
    for (const [verb, method] of Object.entries({
      test: 'POST',
      live: 'POST',
      pause: 'POST',
      drain: 'POST',
      rotate: 'POST',
      audit: 'GET',
    })) {
      expect(await desk.ask(null, `/connections/${id}/${verb}`, { method })).toMatchObject({ status: 401 });
      expect(await desk.ask(adele, `/connections/${id}/${verb}`, { method })).toMatchObject({ status: 403 });
    }
    for (const path of [`/connections/${randomUUID()}`, `/connections/${foreign.id}`, '/connections/nonsense']) {
      expect(await desk.ask(megan, path)).toMatchObject({ status: 404 });
      expect(await desk.ask(megan, path, { method: 'DELETE' })).toMatchObject({ status: 404 });
      expect(await desk.ask(megan, `${path}/live`, { method: 'POST' })).toMatchObject({ status: 404 });
      expect(await desk.ask(megan, path, { method: 'PATCH', body: { name: 'Mine' } })).toMatchObject({ status: 404 });
    }
    const elsewhere = randomUUID();
    await appendAudit(desk.db.q, {
      tenantId: FOREIGN,
      actor: { id: 'x', name: 'X' },
      subject: { kind: 'connection', id: elsewhere, name: 'X' },
      verb: 'added',
      summary: 'X',
    });
    expect(await audit(elsewhere)).toEqual([]);
  });

  it.each([
    ['appId', { appId: 'Contoso Assistant' }, 409],
    ['directLine.tokenEndpoint', { directLine: { tokenEndpoint: 'http://10.0.0.1/token' } }, 400],
    ['directLine.tokenEndpoint', { directLine: { tokenEndpoint: 'https://192.168.1.4/token' } }, 400],
    ['directLine.domain', { directLine: { secret: 'x', domain: 'https://user:pw@bot.example' } }, 400],
    ['directLine', { directLine: {} }, 400],
    ['queueId', { queueId: randomUUID() }, 400],
    [
      'bot.appId',
      { bot: { appId: 'bbbbbbbb-2222-4333-8444-555555555555', tenantId: randomUUID(), password: 'x' } },
      400,
    ],
    ['bot.password', { bot: { appId: randomUUID(), tenantId: randomUUID() } }, 400],
  ])('a mistake is told at its field: %s', async (path, options, status) => {
    const directLine = { tokenEndpoint: `${url}/directline/token` };
    const body = { kind: 'copilotStudio', name: 'Contoso', appId: randomUUID(), directLine, ...options };
    const answer = await desk.ask(megan, '/connections', { body });
    expect(answer).toMatchObject({ status, body: { errors: [{ path }] } });
  });

  it('two connections never speak through the same Teams bot of their own', async () => {
    const bot = { appId: randomUUID(), tenantId: randomUUID(), password: 'open sesame' };
    const first = await add({ bot });
    expect(first.bot).toMatchObject({ appId: bot.appId, type: 'SingleTenant' });
    const second = await add();
    expect(await change(second.id, { bot })).toMatchObject({
      status: 409,
      body: { code: 'already_exists', errors: [{ path: 'bot.appId' }] },
    });
    expect(await remove(first.id)).toMatchObject({ status: 204 });
    expect(await change(second.id, { bot })).toMatchObject({ status: 200, body: { bot: { appId: bot.appId } } });
  });

  it('is changed piece by piece; another address wants another test', async () => {
    const { id } = await add();
    await tested(id);
    expect(await change(id, { name: 'Contoso Two', queueId: desk.world.billing })).toMatchObject({
      status: 200,
      body: { name: 'Contoso Two', queueId: desk.world.billing, test: { state: 'passed' } },
    });
    expect(await change(id, { directLine: { secret: 'another', domain: `${url}/directline` } })).toMatchObject({
      status: 200,
      body: { directLine: { tokenEndpoint: null, hasSecret: true, domain: `${url}/directline` }, test: null },
    });
    expect(await on(id, 'live')).toMatchObject({ status: 409, body: { code: 'not_tested' } });
    expect(await change(id, { callbackUrl: 'https://bot.example/hook' })).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'callbackUrl' }] },
    });
    expect(await change(id, { queueId: null })).toMatchObject({ status: 200, body: { queueId: null } });
    expect((await audit(id)).map(({ summary }) => summary)).toEqual([
      'Pointed Contoso Two to the default queue.',
      `Set the Direct Line address of Contoso Two to ${url}/directline.`,
      'Gave Contoso Two a new Direct Line secret.',
      'Pointed Contoso to billing.',
      'Renamed Contoso to Contoso Two.',
      'Tested Contoso: it passed.',
      expect.stringMatching(/^Added Contoso with the app ID /),
    ]);
  });

  it('calls bots by names people can see: nothing hidden, nothing that turns the line round', async () => {
    const made = await add({ name: 'Con\u202etoso\u0007\u200b  bot' });
    expect(made.name).toBe('Contoso bot');
    expect((await change(made.id, { name: '\u202eFabrikam' })).body).toMatchObject({ name: 'Fabrikam' });
    expect(await change(made.id, { name: '\u202e\u200b' })).toMatchObject({
      status: 400,
      body: { code: 'bad_request' },
    });
  });

  it('says who did what and when, page by page, and keeps it when the connection is gone', async () => {
    const { id } = await add();
    for (let n = 1; n <= 4; n += 1) await change(id, { name: `Contoso ${n}` });
    await remove(id);
    const first = (await desk.ask(megan, `/connections/${id}/audit?limit=4`))
      .body as contract.Page<contract.AuditEntry>;
    const second = (await desk.ask(megan, `/connections/${id}/audit?limit=4&cursor=${first.next}`)).body;
    expect(contract.Page(contract.AuditEntry).parse(first)).toEqual(first);
    expect(first.items[0]).toMatchObject({
      actor: { id: 'megan', name: 'Megan Bowen' },
      verb: 'remove',
      summary: 'Removed Contoso 4. Its history stays; its secrets are gone.',
    });
    expect([...first.items, ...second.items]).toHaveLength(6);
    expect(second.next).toBeNull();
    expect(await desk.ask(megan, `/connections/${id}/audit?cursor=x`)).toMatchObject({ status: 400 });
  });

  it('of two managers at once each sees a whole change', async () => {
    const { id } = await add();
    const answers = await Promise.all([
      on(id, 'live', { insist: true }),
      ...Array.from({ length: 6 }, (_, n) => change(id, { name: `Name ${n}` })),
      remove(id),
    ]);
    expect(answers.map(({ status }) => status).filter((status) => status >= 500)).toEqual([]);
    const said = (await audit(id)).reverse().map(({ summary }) => summary);
    // Every rename names what the one before made.
    const names = said.flatMap((words) => /^Renamed (.+) to (.+)\.$/.exec(words) ?? []);
    for (let n = 0; n + 3 < names.length; n += 3) expect(names[n + 4]).toBe(names[n + 2]);
  });
});

describe('removing', () => {
  it('with an open escalation drains first; history stays, secrets go, the app ID is free again', async () => {
    const appId = randomUUID();
    const { id } = await add({ appId, directLine: { secret: 'good', domain: `${url}/directline` } });
    await on(id, 'live', { insist: true });
    // The desk's own bot is answered by another already: these two stand for different chats.
    await desk.db.q.updateTable('connection').set({ state: 'live' }).where('id', '=', id).execute();
    const escalation = await desk.open({ connectionId: id });
    expect(await remove(id)).toMatchObject({ status: 409, body: { code: 'wrong_state' } });
    expect(await on(id, 'pause')).toMatchObject({ status: 200, body: { health: { openEscalations: 1 } } });
    expect(await remove(id)).toMatchObject({
      status: 409,
      body: { code: 'in_use', detail: '1 chat is still open. Stop new requests first.' },
    });
    expect(await on(id, 'drain')).toMatchObject({ status: 200, body: { state: 'draining', can: { remove: false } } });
    expect(await remove(id)).toMatchObject({ status: 409, body: { code: 'in_use' } });
    await desk.ask(megan, `/escalations/${escalation}/claim`, { body: {} });
    await desk.ask(megan, `/escalations/${escalation}/resolve`, { body: {} });
    expect((await shown(id)).can.remove).toBe(true);
    expect(await remove(id)).toMatchObject({ status: 204 });
    expect(await desk.ask(megan, `/escalations/${escalation}`)).toMatchObject({ body: { connection: { id } } });
    const row = await findConnection(desk.db.q, id);
    expect(row).toMatchObject({ state: 'removed', secret: null, previous_secret: null, bot_secret: null });
    expect((await add({ appId })).appId).toBe(appId);
  });

  it('is never overtaken by a handoff that is just arriving', async () => {
    const inbox = new BotInbox(desk.db, desk.escalations);
    const round = async (n: number) => {
      const { id } = await add({ kind: 'rest', directLine: undefined });
      await on(id, 'live', { insist: true });
      const handingOff = inbox.handedOff({
        connectionId: id,
        externalId: `chat-${n}`,
        customer: { id: 'robin', name: 'Robin', locale: null },
        address: { channel: 'callback', url: 'https://bot.example/hook' },
        handoff: HANDOFF,
      });
      await on(id, 'drain');
      const [accepted, { status }] = await Promise.all([handingOff, remove(id)]);
      return `${accepted.ok ? 'opened' : 'declined'}, ${status}`;
    };
    const rounds = await Promise.all(Array.from({ length: 8 }, (_, n) => round(n)));
    // What was opened is never left behind by a removed connection.
    for (const how of rounds) expect(['opened, 409', 'declined, 204']).toContain(how);
  });
});

describe('secrets', () => {
  it('of a REST bot are made by the desk, told once, and rotate with a grace', async () => {
    const made = await add({ kind: 'rest', directLine: undefined });
    expect(contract.ConnectionWithSecret.parse(made)).toEqual(made);
    expect(made.signingSecret).toMatch(/^[\w-]{43}$/);
    const rotated = await on(made.id, 'rotate');
    expect(rotated).toMatchObject({ status: 200, body: { previousSecretUntil: expect.any(String) } });
    const { signingSecret } = rotated.body as Shown;
    expect(signingSecret).not.toBe(made.signingSecret);
    const row = await findConnection(desk.db.q, made.id);
    const good = (now: Date) => row && signingSecretsOf(row, desk.config.secretsKey, now);
    expect(good(new Date())).toEqual([signingSecret, made.signingSecret]);
    expect(good(new Date(Date.now() + 25 * 3_600_000))).toEqual([signingSecret]);
    const leaked = (await on(made.id, 'rotate', { graceHours: 0 })).body as Shown;
    expect(leaked.previousSecretUntil).toBeNull();
    const told = JSON.stringify([
      await shown(made.id),
      await audit(made.id),
      (await desk.ask(megan, '/connections')).body,
    ]);
    for (const secret of [made.signingSecret, signingSecret, leaked.signingSecret]) expect(told).not.toContain(secret);
  });

  it('of a Copilot Studio agent are pasted', async () => {
    const { id } = await add({ directLine: { secret: 'old' } });
    expect(await on(id, 'rotate')).toMatchObject({ status: 400, body: { errors: [{ path: 'secret' }] } });
    expect(await on(id, 'rotate', { secret: 'new' })).toMatchObject({ status: 200, body: { signingSecret: null } });
    const row = await findConnection(desk.db.q, id);
    expect(row && connectionSecret(row, desk.config.secretsKey)).toBe('new');
    expect(await on((await add()).id, 'rotate', { secret: 'new' })).toMatchObject({ status: 400 });
  });

  it('that end are announced at 30, 7 and 1 days, once, whichever process looks', async () => {
    const { id } = await add({ directLine: { secret: 'old' } });
    const days = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString();
    await on(id, 'rotate', { secret: 'new', expiresAt: days(60) });
    const look = (inDays: number) =>
      Promise.all([1, 2, 3].map(() => upkeep(desk.db, new Date(Date.now() + inDays * 86_400_000), [])));
    const notices = async () => {
      const { rows } = await desk.db.pool.query<{ lane: string; text: string }>(
        `select lane, payload ->> 'text' as text from outbox where kind = 'notice' order by id`,
      );
      return rows;
    };
    await look(0);
    expect(await notices()).toEqual([]);
    for (const day of [31, 32, 54, 59.5, 61]) await look(day);
    const lane = `notice:${desk.world.support}`;
    expect(await notices()).toEqual([
      { lane, text: expect.stringMatching(/^The secret of Contoso ends in 29 days/) },
      { lane, text: expect.stringMatching(/^The secret of Contoso ends in 6 days/) },
      { lane, text: expect.stringMatching(/^The secret of Contoso ends tomorrow/) },
      { lane, text: expect.stringMatching(/^The secret of Contoso ended on/) },
    ]);
    expect(await on(id, 'rotate', { secret: 'newer', expiresAt: days(5) })).toMatchObject({
      body: { health: { expiryWarning: expect.stringMatching(/^The secret of Contoso ends in 5 days/) } },
    });
    // Somebody with a chat of their own hears it there.
    const escalation = await desk.open();
    await desk.db.pool.query(
      `update conversation set customer_id = 'megan' where id = (select conversation_id from escalation where id = $1)`,
      [escalation],
    );
    await desk.ask(megan, '/me');
    await look(0);
    expect((await notices()).at(-1)).toMatchObject({ lane: expect.stringMatching(/^agent:.*:megan$/) });
  });
});

describe('a test', () => {
  it('makes a real round trip, step by step, after which the bot may go live', async () => {
    const { id } = await add();
    expect(await on(id, 'live')).toMatchObject({ status: 409, body: { code: 'not_tested' } });
    const report = await tested(id);
    expect(report).toMatchObject({ state: 'passed', by: 'Megan Bowen', escalation: null });
    expect(report.steps.map(({ name, state }) => `${name} ${state}`)).toEqual([
      'token ok',
      'conversation ok',
      'message ok',
      'answer ok',
    ]);
    expect(report.steps.at(-1)?.detail).toMatch(/^It said “Hello, I'm Contoso Assistant/);
    for (const other of [desk.world.connectionId, desk.world.billingConnectionId]) await on(other, 'pause');
    expect(await on(id, 'live')).toMatchObject({ status: 200, body: { state: 'live' } });
    await on(id, 'pause');
  });

  it('with a handoff opens an escalation that says it is one, and that nobody is sent anything for', async () => {
    const { id } = await add();
    const report = await tested(id, { handoff: true });
    expect(report).toMatchObject({ state: 'passed', escalation: { number: expect.any(Number) } });
    const escalation = (await desk.ask(megan, `/escalations/${report.escalation?.id}`)).body as contract.Escalation;
    expect(escalation).toMatchObject({ test: true, status: 'waiting', customer: { name: 'Megan Bowen' } });
    const path = `/escalations/${escalation.id}`;
    await desk.ask(megan, `${path}/claim`, { body: {} });
    const said = await desk.ask(megan, `${path}/messages`, {
      body: { text: 'It works', clientMessageId: randomUUID() },
    });
    expect(said).toMatchObject({ status: 201, body: { delivery: null } });
    await desk.ask(megan, `${path}/resolve`, { body: {} });
    const { rows } = await desk.db.pool.query(
      `select 1 from outbox where kind in ('customer', 'bot') and lane like '%test:%'`,
    );
    expect(rows).toEqual([]);
    expect((await shown(id)).health.openEscalations).toBe(0);
    expect((await audit(id))[0]?.summary).toBe(`Tested Contoso: it passed. It opened #${escalation.number} as a test.`);
  });

  it('whose words lead nowhere says what the bot said instead', async () => {
    const { id } = await add();
    const report = await tested(id, { handoff: true, phrase: 'store hours' });
    expect(failedStep(report)).toMatchObject({
      name: 'handoff',
      detail: expect.stringMatching(/^Instead of handing over it said “Our stores are open/),
      remedy: expect.stringContaining('Transfer conversation'),
    });
  });

  it.each([
    [
      'another page',
      () => ({ tokenEndpoint: `${url}/page/token`, domain: url }),
      'token',
      /not the link to the demo website/,
    ],
    [
      'a redirect',
      () => ({ tokenEndpoint: `${url}/moved/token`, domain: url }),
      'token',
      /Copy the token endpoint again/,
    ],
    [
      'secured access',
      () => ({ tokenEndpoint: `${url}/locked/token`, domain: url }),
      'token',
      /Require secured access/,
    ],
    [
      'no agent',
      () => ({ tokenEndpoint: `${url}/nothing/token`, domain: url }),
      'token',
      /Authenticate with Microsoft/,
    ],
    ['a wrong secret', () => ({ secret: 'bad', domain: `${url}/directline` }), 'token', /Copy the secret again/],
    [
      'nobody there',
      () => ({ tokenEndpoint: 'http://127.0.0.1:9/token', domain: url }),
      'token',
      /let it out to this host/,
    ],
    [
      'another region',
      () => ({ tokenEndpoint: `${url}/directline/token`, domain: url }),
      'conversation',
      /Direct Line address/,
    ],
  ])('that fails for %s says what to do', async (_, access, name, remedy) => {
    const { id } = await add({ directLine: access() });
    const report = await tested(id);
    expect(report.state).toBe('failed');
    expect(failedStep(report)).toMatchObject({ name, remedy: expect.stringMatching(remedy) });
    expect(await on(id, 'live')).toMatchObject({ status: 409, body: { code: 'not_tested' } });
    expect((await audit(id))[0]?.summary).toMatch(/^Tested Contoso: it failed at “/);
  });

  it('of a bot that is broken says so at its step', async () => {
    const { id } = await add();
    faults.set({ badGatewayAfterAccepting: 1 });
    expect(failedStep(await tested(id))).toMatchObject({
      name: 'message',
      remedy: expect.stringContaining('its own test pane'),
    });
  });

  it('is the only one of its connection, and does not outlive the desk silently', async () => {
    const { id } = await add({ directLine: { tokenEndpoint: `${url}/silent/token`, domain: url } });
    expect(await on(id, 'test')).toMatchObject({ status: 200 });
    expect(await on(id, 'test')).toMatchObject({ status: 409, body: { code: 'in_use' } });
    // As it looks when the process died.
    await desk.db.pool.query(
      `update connection set test_report = jsonb_set(test_report, '{startedAt}', '"2026-01-01T00:00:00.000Z"') where id = $1`,
      [id],
    );
    expect((await shown(id)).test).toMatchObject({
      state: 'failed',
      steps: [{ state: 'failed', detail: 'The desk was restarted meanwhile.' }],
    });
  });

  it('of a bot that keeps its customers looks for a call of it, and a REST bot is sent a ping', async () => {
    const skill = await add({ kind: 'botFramework', directLine: undefined });
    expect(failedStep(await tested(skill.id))).toMatchObject({
      name: 'call',
      remedy: expect.stringContaining('/api/skill/manifest.json'),
    });
    await desk.db.q.updateTable('connection').set({ last_contact_at: new Date() }).where('id', '=', skill.id).execute();
    expect((await tested(skill.id)).state).toBe('passed');
    const rest = await add({ kind: 'rest', directLine: undefined, callbackUrl: `${url}/hook` });
    expect((await tested(rest.id)).steps).toMatchObject([{ name: 'ping', state: 'ok' }]);
    expect(await on(rest.id, 'test', { handoff: true })).toMatchObject({ status: 400 });
  });
});

test('health counts the faults of the last day and the escalations that are open', async () => {
  const { id } = await add();
  const hoursAgo = (n: number) => new Date(Date.now() - n * 3_600_000);
  for (const hours of [0, 0, 3, 30]) await contactFailed(desk.db.q, id, 'no answer', hoursAgo(hours));
  await desk.open({ connectionId: id });
  const { health } = await shown(id);
  expect(health).toMatchObject({ faultsLastDay: 3, openEscalations: 1, expiresAt: null, expiryWarning: null });
  expect(contract.Connection.parse(await shown(id)).id).toBe(id);
  await upkeep(desk.db, new Date(Date.now() + 40 * 3_600_000), []);
  const { rows } = await desk.db.pool.query('select 1 from connection_fault where connection_id = $1', [id]);
  expect(rows).toHaveLength(2);
});

describe('keys of an agent in Teams', () => {
  const keyOf = async (id: string, body: object = {}) =>
    (await on(id, 'keys', body)) as { status: number; body: contract.ConnectionWithKey };
  const called = async (key: string) =>
    (await fetch(`${desk.url}/api/agents/handoffs`, { method: 'POST', headers: { 'x-desk-key': key }, body: '{}' }))
      .status;
  const agent = () => add({ kind: 'copilotStudioTeams', directLine: undefined });

  it('are told once, good at once, replaced with an overlap, and revoked at once', async () => {
    const { id } = await agent();
    const { status, body } = await keyOf(id);
    expect(status).toBe(201);
    expect(body.key).toMatch(/^hd_[\w-]{43}$/);
    expect(JSON.stringify(await shown(id))).not.toContain(body.key.slice(3, 20));
    const [first] = body.agent?.keys ?? [];
    expect(first).toMatchObject({ hint: body.key.slice(-4), createdBy: 'Megan Bowen', until: null, lastUsedAt: null });
    expect(await called(body.key)).toBe(400);
    const second = await keyOf(id, { replaces: first?.id });
    expect(second.body.agent?.keys).toMatchObject([{ id: first?.id, until: expect.any(String) }, { until: null }]);
    expect([await called(body.key), await called(second.body.key)]).toEqual([400, 400]);
    const gone = await desk.ask(megan, `/connections/${id}/keys/${first?.id ?? ''}`, { method: 'DELETE' });
    expect(gone).toMatchObject({ status: 200, body: { agent: { keys: [{ lastUsedAt: expect.any(String) }] } } });
    expect([await called(body.key), await called(second.body.key)]).toEqual([401, 400]);
    expect(await desk.ask(megan, `/connections/${id}/keys/${first?.id ?? ''}`, { method: 'DELETE' })).toMatchObject({
      status: 404,
    });
    expect((await audit(id))[0]?.summary).toMatch(/^Revoked the key …/);
    await remove(id);
    expect(await called(second.body.key)).toBe(401);
  });

  it('are tested by their calls: none yet, or the latest one was refused', async () => {
    const { id } = await agent();
    const { key } = (await keyOf(id)).body;
    expect(failedStep(await tested(id))).toMatchObject({
      name: 'call',
      remedy: expect.stringMatching(/agents\/handoffs/),
    });
    await called(key);
    const refused = async () => /conversationId/.test((await shown(id)).health.lastError ?? '');
    await eventually(refused, { what: 'the refusal to be written down' });
    expect(failedStep(await tested(id))).toMatchObject({
      name: 'refused',
      detail: expect.stringMatching(/^Its call was refused/),
      remedy: expect.stringMatching(/^Mend that/),
    });
  });

  it('are at most five, of agents in Teams only, and managers’ to make', async () => {
    const { id } = await agent();
    for (let n = 0; n < 5; n += 1) expect((await keyOf(id)).status).toBe(201);
    expect(await keyOf(id)).toMatchObject({ status: 409, body: { code: 'in_use' } });
    expect(await keyOf(id, { replaces: randomUUID() })).toMatchObject({ status: 400 });
    expect(await keyOf((await add()).id)).toMatchObject({ status: 400 });
    expect(await desk.ask(adele, `/connections/${id}/keys`, { body: {} })).toMatchObject({ status: 403 });
    expect(await desk.ask(megan, `/connections/${id}/agent-files`)).toMatchObject({
      status: 200,
      body: { topic: expect.stringContaining('AdaptiveDialog') },
    });
    expect(await desk.ask(megan, `/connections/${(await add()).id}/agent-files`)).toMatchObject({ status: 409 });
  });
});
