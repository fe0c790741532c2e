/** Who changed, saw and took what: no route forgets it, the database keeps it, and nothing is lost in silence. */
import { randomUUID } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { sql } from 'kysely';
import { routesOf } from '../../src/api/router';
import type { Route } from '../../src/api/route';
import type { Services } from '../../src/api/services';
import { AuditEntry, type AuditKind, AuditPage, type AuditSubject } from '../../src/contract/api';
import { AuditTrail } from '../../src/escalation/audit/trail';
import { createLog } from '../../src/base/log';
import { SYSTEM } from '../../src/domain/escalation';
import { appendAudit } from '../../src/escalation/audit/append';
import { auditOf, forgetAudit } from '../../src/store/audit';
import { type Answer, type ApiDesk, startApiDesk, TENANT } from '../support/apiDesk';
import { eventually } from '../support/eventually';

let desk: ApiDesk;
let adele: string;
let diego: string;
let megan: string;
beforeAll(async () => {
  desk = await startApiDesk();
  adele = await desk.token();
  diego = await desk.token({ oid: 'diego', name: 'Diego Siciliani' });
  megan = await desk.token({ oid: 'megan', name: 'Megan Bowen', roles: ['Manager'] });
});
afterAll(() => desk.stop());

/** What is written beside the work is written too. */
async function entries(): Promise<AuditEntry[]> {
  await desk.audit.settled();
  const { items } = await auditOf(desk.db.q, { tenantId: TENANT, visibleTo: null, before: null, limit: 5_000 });
  return items.map(({ at, actorId, actorName, subjectKind, subjectId, subjectName, ...row }) => ({
    ...row,
    at: at.toISOString(),
    actor: { id: actorId, name: actorName },
    subject: { kind: subjectKind, id: subjectId, name: subjectName },
  }));
}

async function added(work: () => Promise<unknown>): Promise<AuditEntry[]> {
  const before = new Set((await entries()).map(({ id }) => id));
  await work();
  return (await entries()).filter(({ id }) => !before.has(id));
}

const change = (path: string, body: object, method = 'PATCH') => desk.ask(megan, path, { method, body });
const made = async (path: string, body: object): Promise<string> => {
  const answer = await desk.ask(megan, path, { body });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return answer.body.id as string;
};

let names = 0;
const reply = () => made('/canned-replies', { name: `Reply ${++names}`, text: 'Hello', shared: true });
const view = () => made('/history-views', { name: `View ${++names}`, shows: { status: 'resolved' }, shared: true });
const queue = () => made('/queues', { name: `Queue ${++names}`, teamId: CHANNEL, channelId: CHANNEL });
const connection = () => made('/connections', { name: `Bot ${++names}`, kind: 'rest', appId: randomUUID() });
const agentInTeams = () =>
  made('/connections', { name: `Agent ${++names}`, kind: 'copilotStudioTeams', appId: randomUUID() });
const agentsKey = async () => {
  const id = await agentInTeams();
  const { body } = await change(`/connections/${id}/keys`, {}, 'POST');
  return `${id}/keys/${body.agent.keys[0].id as string}`;
};
const live = async () => {
  const id = await connection();
  await change(`/connections/${id}/live`, { insist: true }, 'POST');
  return id;
};
const replyWithFile = async () => {
  const id = await reply();
  const { body } = await uploadTo(`/canned-replies/${id}/files?name=a.txt`);
  return `${id}/files/${body.files[0].id as string}`;
};
/** Known by their role, once they have opened the tab. */
const anotherManager = async () => {
  await desk.ask(
    await desk.token({ oid: 'olga', name: 'Olga', preferred_username: 'olga@x', roles: ['Manager'] }),
    '/me',
  );
  return 'olga';
};
const CHANNEL = '19:support@thread.tacv2';

function uploadTo(path: string): Promise<Answer> {
  return desk.ask(megan, path, { method: 'POST', body: 'Hello', headers: { 'content-type': 'text/plain' } });
}

/** Somebody else's: it is Adele's, and Megan has no part in it. */
async function adeles(): Promise<string> {
  const id = await desk.open();
  await desk.ask(adele, `/escalations/${id}/claim`, { method: 'POST' });
  return id;
}

/** And all that was said about it has arrived. */
async function ended(): Promise<string> {
  const id = await adeles();
  await desk.escalations.abandon(id, TENANT, SYSTEM, 'Nobody was there');
  await desk.db.pool.query('with gone as (delete from outbox) update lane set pending = 0');
  return id;
}

const version = async (path: string) => (await desk.ask(megan, path)).body.version as number;

interface Leaves {
  kind: AuditKind;
  subject: AuditSubject;
  /** What has to be there first; its id. */
  given: () => Promise<string>;
  ask: (id: string) => Promise<{ status: number }>;
}

const setting = (subject: AuditSubject, given: Leaves['given'], ask: Leaves['ask']): Leaves => ({
  kind: 'setting',
  subject,
  given,
  ask,
});
const access = (ask: Leaves['ask']): Leaves => ({ kind: 'access', subject: 'escalation', given: adeles, ask });
const taken = (ask: Leaves['ask']): Leaves => ({ kind: 'export', subject: 'export', given: nothing, ask });
const nothing = async () => '';
const transcript = (form: string): Leaves => ({
  kind: 'export',
  subject: 'export',
  given: adeles,
  ask: (id) => download(`/escalations/${id}/transcript.${form}`),
});

/** Its events keep who did what. */
const ITS_EVENTS = 'the escalation’s own events keep it';
const ITS_TRANSCRIPT = 'the transcript keeps it';
const OWN = 'it is one’s own';
const LIST = 'it opens no chat';
const READS_SETTINGS = 'it reads settings, which have no secrets';
const CHANGES_NOTHING = 'it changes nothing, and shows nobody’s chat';

const TODAY = ['from', 'to'].map((name) => `${name}=${new Date().toISOString().slice(0, 10)}`).join('&');

/** Every route, and the row it leaves; or in words why it leaves none. A new one is added here. */
const ROUTES: Record<string, Leaves | string> = {
  'GET /me': OWN,
  'PATCH /me': OWN,
  'POST /me/looking': OWN,
  'GET /now': LIST,
  'GET /live': LIST,
  'GET /stats': LIST,
  'GET /figures': LIST,
  'GET /figures/agent-times': LIST,
  'GET /figures/bots': LIST,
  'GET /failures': LIST,
  'GET /failures/answers': LIST,
  'POST /agents/:id/presence': setting(
    'agent',
    async () => {
      await desk.ask(adele, '/me');
      return 'adele';
    },
    (id) => change(`/agents/${id}/presence`, { presence: 'away', reason: 'Gone home' }, 'POST'),
  ),
  'GET /escalations': LIST,
  'GET /escalations/count': LIST,
  'GET /escalations/:id': access((id) => desk.ask(megan, `/escalations/${id}`)),
  'GET /escalations/:id/earlier': LIST,
  'GET /escalations/:id/events': access((id) => desk.ask(megan, `/escalations/${id}/events`)),
  'GET /escalations/:id/messages': access((id) => desk.ask(megan, `/escalations/${id}/messages`)),
  'GET /escalations/:id/messages/search': access((id) => desk.ask(megan, `/escalations/${id}/messages/search?q=hello`)),
  'GET /escalations/:id/transcript.html': transcript('html'),
  'GET /escalations/:id/transcript.txt': transcript('txt'),
  'GET /escalations/:id/customer.zip': {
    ...transcript('txt'),
    ask: (id) => download(`/escalations/${id}/customer.zip`),
  },
  'GET /escalations/:id/files/:fileId': access(async (id) => {
    const { body } = await desk.ask(megan, `/escalations/${id}/files?name=a.txt`, {
      method: 'POST',
      body: 'Hello',
      headers: { 'content-type': 'text/plain' },
    });
    const answer = await fetch(`${desk.url}/api/escalations/${id}/files/${body.fileId as string}`, {
      headers: { authorization: `Bearer ${megan}` },
    });
    await answer.arrayBuffer();
    return answer;
  }),
  'GET /escalations/:id/files/:fileId/thumbnail': 'it comes with the chat, which leaves a row',
  'GET /escalations/:id/hold-words': 'it says nothing of the chat but its language',
  'GET /escalations/:id/draft': OWN,
  'PUT /escalations/:id/draft': OWN,
  'PUT /escalations/:id/read': OWN,
  'DELETE /escalations/:id/read': OWN,
  'POST /escalations/:id/viewers': OWN,
  'DELETE /escalations/:id/viewers': OWN,
  'POST /escalations/:id/claim': ITS_EVENTS,
  'POST /escalations/:id/pass': ITS_EVENTS,
  'POST /escalations/:id/release': ITS_EVENTS,
  'POST /escalations/:id/transfer': ITS_EVENTS,
  'POST /escalations/:id/resolve': ITS_EVENTS,
  'POST /escalations/:id/hold': ITS_EVENTS,
  'POST /escalations/:id/continue': ITS_EVENTS,
  'POST /escalations/:id/consult': ITS_EVENTS,
  'POST /escalations/:id/join': ITS_EVENTS,
  'POST /escalations/:id/leave': ITS_EVENTS,
  'POST /agents/:id/hand-on': ITS_EVENTS,
  'POST /escalations/:id/messages': ITS_TRANSCRIPT,
  'POST /escalations/:id/notes': ITS_TRANSCRIPT,
  'POST /escalations/:id/messages/:seq/retry': ITS_TRANSCRIPT,
  'PATCH /escalations/:id/messages/:seq': ITS_TRANSCRIPT,
  'DELETE /escalations/:id/messages/:seq': ITS_TRANSCRIPT,
  'PUT /escalations/:id/messages/:seq/reactions/:type': ITS_TRANSCRIPT,
  'DELETE /escalations/:id/messages/:seq/reactions/:type': ITS_TRANSCRIPT,
  'POST /escalations/:id/typing': CHANGES_NOTHING,
  'POST /escalations/:id/files': OWN,
  'POST /escalations/:id/canned-replies/:replyId/files': OWN,
  'GET /canned-replies': READS_SETTINGS,
  'POST /canned-replies': setting('cannedReply', nothing, () =>
    desk.ask(megan, '/canned-replies', { body: { name: 'Greeting', text: 'Hello', shared: true } }),
  ),
  'PATCH /canned-replies/:id': setting('cannedReply', reply, (id) =>
    change(`/canned-replies/${id}`, { text: 'Good day' }),
  ),
  'DELETE /canned-replies/:id': setting('cannedReply', reply, (id) => change(`/canned-replies/${id}`, {}, 'DELETE')),
  'POST /canned-replies/:id/files': setting('cannedReply', reply, (id) =>
    uploadTo(`/canned-replies/${id}/files?name=a.txt`),
  ),
  'DELETE /canned-replies/:id/files/:fileId': setting('cannedReply', replyWithFile, (id) =>
    change(`/canned-replies/${id}`, {}, 'DELETE'),
  ),
  'GET /history-views': READS_SETTINGS,
  'POST /history-views': setting('historyView', nothing, () =>
    desk.ask(megan, '/history-views', { body: { name: 'Gave up', shows: { status: 'abandoned' }, shared: true } }),
  ),
  'PATCH /history-views/:id': setting('historyView', view, (id) =>
    change(`/history-views/${id}`, { shows: { status: 'waiting' } }),
  ),
  'DELETE /history-views/:id': setting('historyView', view, (id) => change(`/history-views/${id}`, {}, 'DELETE')),
  'POST /history-link': CHANGES_NOTHING,
  'GET /queues': READS_SETTINGS,
  'POST /queues': setting('queue', nothing, () =>
    desk.ask(megan, '/queues', { body: { name: 'Sales', teamId: CHANNEL, channelId: CHANNEL } }),
  ),
  'PATCH /queues/:id': setting('queue', queue, (id) => change(`/queues/${id}`, { name: `Queue ${++names}` })),
  'DELETE /queues/:id': setting('queue', queue, (id) => change(`/queues/${id}`, {}, 'DELETE')),
  'GET /rules': READS_SETTINGS,
  'PUT /rules': setting('rules', nothing, async () =>
    change(
      '/rules',
      {
        version: await version('/rules'),
        rules: [{ name: 'All', condition: 'true', queueId: desk.world.support, priority: 2 }],
      },
      'PUT',
    ),
  ),
  'POST /rules/check': CHANGES_NOTHING,
  'GET /rules/scope': READS_SETTINGS,
  'POST /rules/dry-run': CHANGES_NOTHING,
  'GET /wrap-up': READS_SETTINGS,
  'PUT /wrap-up': setting('wrapUp', nothing, async () =>
    change('/wrap-up', { version: await version('/wrap-up'), outcomes: [{ name: 'Refunded' }], tags: [] }, 'PUT'),
  ),
  'GET /graph': READS_SETTINGS,
  'PATCH /graph': setting('graph', nothing, () => change('/graph', { tellBy: 'feed' })),
  'GET /escalations/:id/candidates': 'it says of colleagues who could take it, and nothing of the chat',
  'GET /escalations/:id/customer': 'it counts, and shows nothing of it',
  'POST /escalations/:id/customer/erase': {
    kind: 'erasure',
    subject: 'customer',
    given: ended,
    ask: (id) => change(`/escalations/${id}/customer/erase`, { reason: 'A letter' }, 'POST'),
  },
  'GET /retention': READS_SETTINGS,
  'GET /retention/preview': CHANGES_NOTHING,
  'PUT /retention': setting('retention', nothing, () => change('/retention', { days: 90, version: 0 }, 'PUT')),
  'GET /agent-figures': READS_SETTINGS,
  'PATCH /agent-figures': setting('agentFigures', nothing, () => change('/agent-figures', { shownTo: 'themselves' })),
  'GET /managers': READS_SETTINGS,
  'PATCH /managers/:id': setting('manager', anotherManager, (id) =>
    change(`/managers/${id}`, { queueIds: [desk.world.support] }),
  ),
  'GET /agents': LIST,
  'PATCH /agents/:id': setting('agent', nothing, () =>
    change('/agents/adele', { capacity: ++names, skills: ['refunds'] }),
  ),
  'GET /connections': READS_SETTINGS,
  'POST /connections': setting('connection', nothing, () =>
    desk.ask(megan, '/connections', { body: { name: 'Another bot', kind: 'rest', appId: randomUUID() } }),
  ),
  'GET /connections/:id': READS_SETTINGS,
  'PATCH /connections/:id': setting('connection', connection, (id) =>
    change(`/connections/${id}`, { name: `Bot ${++names}` }),
  ),
  'DELETE /connections/:id': setting('connection', connection, (id) => change(`/connections/${id}`, {}, 'DELETE')),
  'POST /connections/:id/test': setting('connection', connection, async (id) => {
    const answer = await change(`/connections/${id}/test`, {}, 'POST');
    await eventually(async () => (await entries()).some(({ subject, verb }) => subject.id === id && verb === 'tested'));
    return answer;
  }),
  'POST /connections/:id/live': setting('connection', connection, (id) =>
    change(`/connections/${id}/live`, { insist: true }, 'POST'),
  ),
  'POST /connections/:id/pause': setting('connection', live, (id) => change(`/connections/${id}/pause`, {}, 'POST')),
  'POST /connections/:id/drain': setting('connection', live, (id) => change(`/connections/${id}/drain`, {}, 'POST')),
  'POST /connections/:id/rotate': setting('connection', connection, (id) =>
    change(`/connections/${id}/rotate`, {}, 'POST'),
  ),
  'POST /connections/:id/keys': setting('connection', agentInTeams, (id) =>
    change(`/connections/${id}/keys`, {}, 'POST'),
  ),
  'DELETE /connections/:id/keys/:keyId': setting('connection', agentsKey, (key) =>
    change(`/connections/${key}`, {}, 'DELETE'),
  ),
  'GET /connections/:id/agent-files': READS_SETTINGS,
  'GET /connections/:id/package': READS_SETTINGS,
  'GET /connections/:id/audit': READS_SETTINGS,
  'GET /audit': READS_SETTINGS,
  'POST /now/wall-link': CHANGES_NOTHING,
  'GET /exports/failures.csv': taken(() => download(`/exports/failures.csv?${TODAY}`)),
  'GET /exports/failures.jsonl': taken(() => download(`/exports/failures.jsonl?${TODAY}`)),
  'GET /exports/audit.csv': taken(() => download('/exports/audit.csv')),
  'GET /exports/audit.jsonl': taken(() => download('/exports/audit.jsonl')),
  'GET /exports/escalations.csv': taken(() => download('/exports/escalations.csv')),
  'GET /exports/escalations.jsonl': taken(() => download('/exports/escalations.jsonl')),
};

async function download(path: string): Promise<{ status: number; text: string }> {
  const answer = await fetch(`${desk.url}/api${path}`, { headers: { authorization: `Bearer ${megan}` } });
  return { status: answer.status, text: await answer.text() };
}

const served = routesOf({} as Services).map(({ method, path }: Route) => `${method.toUpperCase()} ${path}`);

test('every route says which row it leaves in the audit, or why it leaves none', () => {
  expect([...Object.keys(ROUTES)].sort()).toEqual([...served].sort());
});

const leaving = Object.entries(ROUTES).flatMap(([route, leaves]) =>
  typeof leaves === 'string' ? [] : [[route, leaves] as const],
);

test.each(leaving)('%s leaves a row: who, what and which', async (_, { kind, subject, given, ask }) => {
  const id = await given();
  const rows = await added(async () => expect((await ask(id)).status).toBeLessThan(300));
  expect(rows.at(-1)).toMatchObject({
    kind,
    subject: { kind: subject },
    actor: { id: 'megan', name: 'Megan Bowen' },
    summary: expect.stringMatching(/\w/),
  });
});

describe('a change of a setting', () => {
  test('is told from what to what', async () => {
    const id = await queue();
    const week = { mon: [['09:00', '17:30']], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
    const [row] = await added(() =>
      change(`/queues/${id}`, {
        name: 'Returns',
        serviceTargets: {
          hours: { timeZone: 'Europe/Berlin', week, holidays: ['2026-12-25'] },
          targetSeconds: 90,
          secondQueueId: desk.world.billing,
        },
      }),
    );
    expect(row?.changes).toEqual([
      { what: 'Name', before: expect.stringMatching(/^Queue/), after: 'Returns' },
      {
        what: 'Hours',
        before: 'always open',
        after: 'Mon 09:00–17:30, Tue closed, Wed closed, Thu closed, Fri closed, Sat closed, Sun closed',
      },
      { what: 'Time zone', before: null, after: 'Europe/Berlin' },
      { what: 'Holidays', before: null, after: '2026-12-25' },
      { what: 'Target time to claim', before: '5 min', after: '1 min 30 s' },
      { what: 'If missed twice, move to', before: null, after: 'billing' },
    ]);
  });

  test('that changes nothing leaves nothing', async () => {
    const id = await queue();
    const { body } = await desk.ask(megan, '/queues');
    const { name } = body.items.find((one: { id: string }) => one.id === id);
    expect(await added(() => change(`/queues/${id}`, { name }))).toEqual([]);
  });

  test('of a rule is told with its condition and its queue', async () => {
    const rule = { name: 'Money', condition: 'amount > 1', queueId: desk.world.support };
    await change('/rules', { version: await version('/rules'), rules: [rule] }, 'PUT');
    const { body } = await desk.ask(megan, '/rules');
    const rules = [{ ...body.rules[0], queueId: desk.world.billing, priority: 1 }];
    const [row] = await added(() => change('/rules', { version: body.version, rules }, 'PUT'));
    expect(row?.changes).toEqual([
      {
        what: 'Rule “Money”',
        before: '“Money”: if amount > 1 then to support',
        after: '“Money”: if amount > 1 then to billing, priority high',
      },
    ]);
  });

  test('of what is one’s own is nobody else’s business', async () => {
    expect(
      await added(async () => {
        await desk.ask(adele, '/canned-replies', { body: { name: 'Mine', text: 'x' } });
        await desk.ask(adele, '/history-views', { body: { name: 'Mine', shows: {} } });
      }),
    ).toEqual([]);
  });

  test('never tells a secret', async () => {
    const secret = 'sekret-sekret-sekret';
    const directLine = { tokenEndpoint: `https://bot.example/${secret}?code=${secret}` };
    const id = await made('/connections', { name: 'S', kind: 'copilotStudio', appId: 'secretive', directLine });
    await change(`/connections/${id}`, { directLine: { secret } });
    await change(`/connections/${id}`, { directLine: { secret: `${secret}2` } });
    await change(`/connections/${id}`, {
      bot: { appId: randomUUID(), tenantId: randomUUID(), password: secret },
    });
    await change(`/connections/${id}/rotate`, { secret: `${secret}3` }, 'POST');
    const rows = (await entries()).filter(({ subject }) => subject.id === id);
    expect(rows.length).toBeGreaterThan(4);
    expect(JSON.stringify(rows)).not.toContain(secret);
    const { rows: stored } = await sql<{ all: string }>`
      select string_agg(a::text, ' ') as all from audit a where subject_id = ${id}`.execute(desk.db.q);
    expect(stored[0]?.all).not.toContain(secret);
  });
});

describe('a chat of others', () => {
  test('leaves one row a person, chat and day, however often it is read', async () => {
    const id = await adeles();
    const rows = await added(async () => {
      for (const path of ['', '/messages', '/events', '/messages', ''])
        await desk.ask(megan, `/escalations/${id}${path}`);
      await desk.ask(diego, `/escalations/${id}/messages`);
    });
    expect(rows.map(({ actor, subject }) => [actor.id, subject.id])).toEqual([
      ['diego', id],
      ['megan', id],
    ]);
  });

  test('leaves one row, whichever process is asked', async () => {
    const id = await adeles();
    const row = await desk.db.q
      .selectFrom('escalation')
      .select(['id', 'number', 'tenant_id as tenantId', 'status', 'queue_id as queueId', 'assignee_id as assigneeId'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const trail = () => new AuditTrail(desk.db, { log: createLog('silent'), tenantId: TENANT, keptDays: 730 });
    const who = { tenantId: TENANT, id: 'megan', name: 'Megan Bowen', manager: true, queueIds: [] };
    const rows = await added(async () => {
      for (const one of [trail(), trail()]) {
        await one.looked(who, { ...row, number: Number(row.number), people: [] }, 'chat');
      }
    });
    expect(rows).toHaveLength(1);
  });

  test('leaves none of its owner, of who had a part in it, and of its team while it waits', async () => {
    const id = await desk.open();
    expect(
      await added(async () => {
        await desk.ask(diego, `/escalations/${id}/messages`);
        await desk.ask(adele, `/escalations/${id}/claim`, { method: 'POST' });
        await desk.ask(adele, `/escalations/${id}/messages`);
        await desk.ask(adele, `/escalations/${id}/transfer`, { body: { agentId: 'diego' } });
        await desk.ask(adele, `/escalations/${id}/messages`);
      }),
    ).toEqual([]);
  });

  test('is not named by its customer or their words', async () => {
    const id = await desk.open({ handoff: { topic: 'Umlauts', lastPhrase: 'my private trouble' } });
    await desk.ask(adele, `/escalations/${id}/claim`, { method: 'POST' });
    const rows = await added(() => desk.ask(megan, `/escalations/${id}/messages`));
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toMatch(/Robin|Umlauts|private/);
  });

  test('that cannot be written is refused, and so is not read, until the database is back', async () => {
    const id = await adeles();
    await sql`alter table audit rename to audit_away`.execute(desk.db.q);
    const refused = await desk.ask(megan, `/escalations/${id}/messages`);
    expect(refused).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    expect(refused.body.detail).toMatch(/The audit keeps who opens this chat/);
    // Of its own work the audit keeps nothing.
    expect(await desk.ask(adele, `/escalations/${id}/messages`)).toMatchObject({ status: 200 });
    await sql`alter table audit_away rename to audit`.execute(desk.db.q);
    expect(await desk.ask(megan, `/escalations/${id}/messages`)).toMatchObject({ status: 200 });
    expect((await entries()).filter(({ subject }) => subject.id === id)).toHaveLength(1);
  });
});

describe('sign-ins that are refused', () => {
  test('are told by reason and origin, as one row a minute, without a token', async () => {
    const expired = await desk.token({ exp: 1_000 });
    const rows = await added(async () => {
      for (let n = 0; n < 5; n += 1) await desk.ask(expired, '/me');
      await desk.ask(null, '/me');
      await desk.ask('a.b.c', '/me');
      await desk.audit.keep(new Date());
    });
    expect(rows.map(({ summary }) => summary).sort()).toEqual([
      '5 sign-ins from 127.0.0.1 refused within a minute: it had expired.',
      'A sign-in from 127.0.0.1 refused within a minute: it is not valid here.',
      'A sign-in from 127.0.0.1 refused within a minute: there was none.',
    ]);
    expect(rows[0]).toMatchObject({
      kind: 'signIn',
      actor: { id: null },
      subject: { kind: 'signIn', id: '127.0.0.1' },
    });
    expect(JSON.stringify(rows)).not.toContain(expired.slice(0, 20));
  });

  test('that cannot be written are kept, counted, and written once the database is back', async () => {
    await desk.ask('a.b.c', '/me');
    await sql`alter table audit rename to audit_away`.execute(desk.db.q);
    await desk.audit.keep(new Date()).catch(() => undefined);
    expect(desk.audit.unwritten).toMatchObject({ count: 1 });
    expect(await (await fetch(`${desk.url}/metrics`)).text()).toContain('handoff_audit_unwritten 1');
    await sql`alter table audit_away rename to audit`.execute(desk.db.q);
    const rows = await added(() => desk.audit.keep(new Date()));
    expect(desk.audit.unwritten).toBeNull();
    expect(rows.map(({ kind }) => kind)).toEqual(['signIn']);
  });

  test('from a thousand addresses are a few rows, and all are counted', async () => {
    const trail = new AuditTrail(desk.db, { log: createLog('silent'), tenantId: TENANT, keptDays: 730 });
    const rows = await added(async () => {
      for (let n = 0; n < 1_000; n += 1) {
        trail.refused({ why: 'invalid', tenantId: null } as never, `10.0.${n >> 8}.${n & 255}`);
      }
      await trail.keep(new Date());
    });
    expect(rows).toHaveLength(21);
    expect(rows.map(({ summary }) => summary)).toContain(
      '980 sign-ins from other addresses refused within a minute: it is not valid here.',
    );
  });
});

describe('the list', () => {
  const found = async (query: Record<string, string>) => {
    const { status, body } = await desk.ask(megan, `/audit?${new URLSearchParams(query).toString()}`);
    expect(status).toBe(200);
    return AuditPage.parse(body);
  };
  const row = (name: string, more: Partial<Parameters<typeof appendAudit>[1]> = {}) =>
    appendAudit(desk.db.q, {
      tenantId: TENANT,
      actor: { id: 'list', name: 'Lea Ålesund' },
      subject: { kind: 'queue', id: 'list', name },
      verb: 'changed',
      summary: `Changed ${name}: Hours.`,
      ...more,
    });

  test('is for managers', async () => {
    for (const path of ['/audit', '/exports/audit.csv', '/exports/audit.jsonl']) {
      expect((await desk.ask(null, path)).status).toBe(401);
      expect((await desk.ask(adele, path)).status).toBe(403);
    }
  });

  test('is found by person, kind, subject, time and words, in any spelling', async () => {
    await row('Zebra', { changes: [{ what: 'Hours', before: 'always open', after: 'Mon 09:00–17:00' }] });
    await row('Giraffe', { kind: 'access', subject: { kind: 'escalation', id: 'e-1', name: '#4711' } });
    const names = async (query: Record<string, string>) =>
      (await found({ person: 'list', ...query })).items.map(({ summary }) => summary.split(/[ :]/)[1]);
    expect(await names({})).toEqual(['Giraffe', 'Zebra']);
    expect(await names({ kind: 'access' })).toEqual(['Giraffe']);
    expect(await names({ subjectKind: 'queue', subject: 'list' })).toEqual(['Zebra']);
    expect(await names({ q: 'zeb' })).toEqual(['Zebra']);
    expect(await names({ q: 'alesund giraffe' })).toEqual(['Giraffe']);
    expect(await names({ q: 'alesund -giraffe' })).toEqual(['Zebra']);
    expect(await names({ q: '#4711' })).toEqual(['Giraffe']);
    expect(await names({ q: '"always open"' })).toEqual(['Zebra']);
    expect(await names({ to: '2020-01-01T00:00:00Z' })).toEqual([]);
    expect(await names({ from: '2020-01-01T00:00:00Z', q: 'changed' })).toEqual(['Giraffe', 'Zebra']);
  });

  test('is found by three words in a row, part of a Chinese word, and without such, as the history is', async () => {
    const by = { actor: { id: 'rough', name: 'R' } };
    await row('Otter', { ...by, summary: 'Otter: the late shift begins, and the late night shift ends.' });
    await row('Okapi', { ...by, summary: 'Okapi: the late night begins; a late shift ends, the shift begins.' });
    await row('Panda', { ...by, summary: 'Panda: 退款申请已经处理' });
    await row('Quoll', { ...by, summary: 'Quoll: 申请退款款项申请' });
    for (let n = 0; n < 450; n += 1) await row('Emu', { ...by, summary: 'Emu: a late night. Night shift ends.' });
    const names = async (query: Record<string, string>) => {
      const { items } = await found({ person: 'rough', limit: '10', ...query });
      return items.map(({ summary }) => summary.split(':')[0]);
    };
    expect(await names({ q: '"late night shift"' })).toEqual(['Otter']);
    expect(await names({ q: 'shift -"late night shift" begins' })).toEqual(['Okapi']);
    expect(await names({ q: '"late night shift' })).toEqual(['Otter']);
    expect(await names({ q: '申请已' })).toEqual(['Panda']);
    expect(await names({ q: '退款申请 ' })).toEqual(['Panda']);
    expect(await names({ q: '退款 -退款申请 ' })).toEqual(['Quoll']);
    const { items, next } = await found({ person: 'rough', q: 'night -"late night shift" ends', limit: '100' });
    expect([items.length, next === null]).toEqual([100, false]);
    const csv = await fetch(`${desk.url}/api/exports/audit.jsonl?person=rough&q=%22late%20night%20shift%22`, {
      headers: { authorization: `Bearer ${megan}` },
    });
    expect((await csv.text()).trim().split('\n')).toHaveLength(1);
  });

  test('is paged, and no entry comes twice or is missed while others are added', async () => {
    for (let n = 0; n < 7; n += 1) await row(`Page ${n}`, { actor: { id: 'paged', name: 'P' } });
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: AuditPage = await found({ person: 'paged', limit: '3', ...(cursor !== null && { cursor }) });
      seen.push(...page.items.map(({ subject }) => subject.name));
      cursor = page.next;
      await row('Added meanwhile', { actor: { id: 'paged', name: 'P' } });
    } while (cursor !== null);
    expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0].map((n) => `Page ${n}`));
  });

  test.each([
    ['words that are none', 'q=%3F%3F'],
    ['too many words', `q=${Array.from({ length: 40 }, (_, n) => `w${n}`).join('+')}`],
    ['too long', `q=${'x'.repeat(501)}`],
    ['a kind there is not', 'kind=gossip'],
    ['a time that is none', 'from=yesterday'],
    ['a cursor that is not ours', 'cursor=abc'],
  ])('refuses %s in words', async (_, query) => {
    expect(await desk.ask(megan, `/audit?${query}`)).toMatchObject({ status: 400, body: { code: 'bad_request' } });
  });

  test.each(['%_\\', "'; drop table audit; --", '"unbalanced', 'a:* & !b', '(((', '日本 語'])(
    'takes “%s” for what it is',
    async (q) => {
      const { status } = await desk.ask(megan, `/audit?q=${encodeURIComponent(q)}`);
      expect([200, 400]).toContain(status);
    },
  );

  test('says what could not be written yet', async () => {
    expect((await found({})).unwritten).toBeNull();
  });

  test('of another tenant is another', async () => {
    await row('Theirs', { tenantId: 'elsewhere', actor: { id: 'elsewhere', name: 'E' } });
    expect((await found({ person: 'elsewhere' })).items).toEqual([]);
  });
});

describe('the audit as a file', () => {
  const person = { id: 'taken', name: '=HYPERLINK("http://evil")' };
  beforeAll(() =>
    appendAudit(desk.db.q, {
      tenantId: TENANT,
      actor: person,
      subject: { kind: 'queue', id: 'x', name: '+1' },
      verb: 'changed',
      summary: '@cmd',
      changes: [{ what: 'Name', before: null, after: '=1+1' }],
    }),
  );

  test('opens in a spreadsheet, and nothing of it is calculated', async () => {
    const { text } = await download('/exports/audit.csv?person=taken&zone=Europe/Berlin');
    const [line] = parse<Record<string, string>>(text, { bom: true, columns: true, record_delimiter: '\r\n' });
    expect(line).toMatchObject({
      Kind: 'Setting changed',
      Who: `'${person.name}`,
      Which: "'+1",
      'What happened': "'@cmd",
      'Before and after': 'Name: – → =1+1',
    });
    expect(Object.keys(line ?? {}).slice(0, 2)).toEqual(['When (Europe/Berlin)', 'When (UTC)']);
  });

  test('is lines of JSON for programs, whole however many there are, and leaves an entry itself', async () => {
    await Promise.all(
      Array.from({ length: 1_100 }, (_, n) =>
        appendAudit(desk.db.q, {
          tenantId: TENANT,
          actor: { id: 'many', name: 'Many' },
          subject: { kind: 'queue', id: 'x', name: String(n) },
          verb: 'changed',
          summary: `Changed ${n}.`,
        }),
      ),
    );
    const { text } = await download('/exports/audit.jsonl?person=many');
    const lines = text
      .split('\n')
      .filter(Boolean)
      .map((line) => AuditEntry.parse(JSON.parse(line)));
    expect(new Set(lines.map(({ subject }) => subject.name)).size).toBe(1_100);
    const [newest] = (await desk.ask(megan, '/audit?kind=export&limit=1')).body.items as AuditEntry[];
    expect(newest).toMatchObject({
      actor: { id: 'megan' },
      verb: 'exported',
      summary: 'The export of the audit is complete: 1100 entries.',
    });
  });
});

describe('the database', () => {
  const row = (at: Date) => ({
    tenantId: 'old',
    actor: { id: 'x', name: 'X' },
    subject: { kind: 'graph' as const, id: 'x', name: 'X' },
    verb: 'changed',
    summary: 'X',
    at,
  });
  const ofOld = async () =>
    (await auditOf(desk.db.q, { tenantId: 'old', visibleTo: null, before: null, limit: 10 })).items.length;

  test('lets nobody change, delete or empty what is in the audit', async () => {
    const { q } = desk.db;
    await appendAudit(q, row(new Date()));
    const refused = /only added to/;
    await expect(q.updateTable('audit').set({ summary: 'Nothing' }).execute()).rejects.toThrow(refused);
    await expect(q.deleteFrom('audit').execute()).rejects.toThrow(refused);
    await expect(sql`truncate audit`.execute(q)).rejects.toThrow(refused);
    await expect(sql`update audit set at = now() - interval '3 years'`.execute(q)).rejects.toThrow(refused);
    expect(await ofOld()).toBe(1);
  });

  test('forgets what is older than it is kept, and refuses to forget what is younger than a year', async () => {
    const now = Date.now();
    const daysAgo = (days: number) => new Date(now - days * 24 * 3_600_000);
    const before = await ofOld();
    await appendAudit(desk.db.q, row(daysAgo(800)));
    await appendAudit(desk.db.q, row(daysAgo(700)));
    await forgetAudit(desk.db.q, daysAgo(730), 100);
    expect(await ofOld()).toBe(before + 1);
    await expect(forgetAudit(desk.db.q, daysAgo(-1), 100)).rejects.toThrow(/only added to/);
  });
});
