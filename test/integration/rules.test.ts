import type { RuleDraft } from '../../src/contract/api';
import type { Identity } from '../../src/domain/escalation';
import { type ApiDesk, startApiDesk, TENANT } from '../support/apiDesk';
import { cpuTime } from '../support/cpuTime';

let desk: ApiDesk;
let manager: string;
let agent: string;

beforeAll(async () => {
  desk = await startApiDesk();
  manager = await desk.token({ oid: 'megan', name: 'Megan Bowen', preferred_username: 'megan@contoso.example' });
  agent = await desk.token();
});
afterAll(async () => desk.stop());

const who: Identity = { tenantId: TENANT, id: 'megan', name: 'Megan Bowen', manager: true, queueIds: [] };

function draft(condition: string, overrides: Partial<RuleDraft> = {}): RuleDraft {
  return { name: 'Large refunds', condition, queueId: desk.world.billing, ...overrides };
}

/** Saves over whatever is there. */
async function save(rules: RuleDraft[]) {
  const { body } = await desk.ask(manager, '/rules');
  return desk.ask(manager, '/rules', { method: 'PUT', body: { version: body.version, rules } });
}

async function read(id: string) {
  return (await desk.ask(manager, `/escalations/${id}`)).body;
}

const captured = (values: Record<string, string | number>) => ({
  handoff: { variables: Object.entries(values).map(([name, value]) => ({ name, value })) },
});

test('rules are for managers', async () => {
  expect((await desk.ask(null, '/rules')).status).toBe(401);
  for (const [path, how] of [
    ['/rules', {}],
    ['/rules', { method: 'PUT', body: { version: 0, rules: [] } }],
    ['/rules/check', { body: { condition: 'true' } }],
    ['/rules/scope', {}],
    ['/rules/dry-run', { body: { rules: [] } }],
  ] as const) {
    expect((await desk.ask(agent, path, how)).status).toBe(403);
  }
});

test('a saved rule routes the next escalation, which keeps the rule and its reason', async () => {
  const rules = [draft(`va_LastTopic == 'Billing' && amount > 100`, { priority: 2, requiredSkill: 'refunds' })];
  expect((await save(rules)).status).toBe(200);
  const billing = await read(await desk.open(captured({ va_LastTopic: 'Billing', amount: 120 })));
  expect(billing).toMatchObject({
    queue: { name: 'billing' },
    routingReason: 'billing, because va_LastTopic is “Billing” and amount 120 > 100',
    rule: 'Large refunds',
    priority: 2,
    requiredSkill: 'refunds',
    passedOver: [],
  });
  expect(billing.moved).toBe(false);
  const small = await read(await desk.open(captured({ va_LastTopic: 'Billing', amount: 5 })));
  expect(small).toMatchObject({ queue: { name: 'support' }, rule: null, priority: 0, passedOver: [] });
  const unknown = await read(await desk.open(captured({ va_LastTopic: 'Billing' })));
  expect(unknown).toMatchObject({
    queue: { name: 'support' },
    passedOver: [{ rule: 'Large refunds', why: 'amount was not captured' }],
  });
});

test('after a transfer the reason is known to speak of another queue, whatever the queues are called', async () => {
  await save([draft('true', { name: 'Everything' })]);
  const id = await desk.open(captured({ va_LastTopic: 'Billing' }));
  expect(await read(id)).toMatchObject({ queue: { name: 'billing' }, moved: false });
  await desk.ask(manager, `/escalations/${id}/transfer`, { body: { queueId: desk.world.support } });
  expect(await read(id)).toMatchObject({ queue: { name: 'support' }, moved: true });
});

test('the second of two managers is told by whom and when, and nothing of the first is lost', async () => {
  const { body: opened } = await desk.ask(manager, '/rules');
  const first = await desk.ask(manager, '/rules', {
    method: 'PUT',
    body: { version: opened.version, rules: [draft('amount > 1', { name: 'First' })] },
  });
  expect(first.body).toMatchObject({ version: opened.version + 1, changedBy: { name: 'Megan Bowen' } });
  const second = await desk.ask(manager, '/rules', {
    method: 'PUT',
    body: { version: opened.version, rules: [draft('amount > 2', { name: 'Second' })] },
  });
  expect(second.status).toBe(409);
  expect(second.body).toMatchObject({
    code: 'changed_meanwhile',
    detail: 'Megan Bowen saved these rules after you opened them. Yours are not saved yet.',
    changedBy: { id: 'megan', name: 'Megan Bowen' },
    changedAt: first.body.changedAt,
  });
  expect((await desk.ask(manager, '/rules')).body.rules).toEqual(first.body.rules);
});

test('ten managers at once: one saves, nine are told', async () => {
  const { body: opened } = await desk.ask(manager, '/rules');
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, n) =>
      desk.ask(manager, '/rules', {
        method: 'PUT',
        body: { version: opened.version, rules: [draft(`amount > ${n}`)] },
      }),
    ),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 9 }, () => 409)]);
});

test('every save leaves an audit row in words', async () => {
  await save([draft('true', { name: 'Catch all' })]);
  const row = await desk.db.q
    .selectFrom('audit')
    .selectAll()
    .where('subject_kind', '=', 'rules')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
  expect(row).toMatchObject({ actor_name: 'Megan Bowen', subject_name: 'Routing rules', verb: 'changed' });
  expect(row.summary).toContain('Added “Catch all”');
});

test('what cannot be read is refused with the rule, the place and the reason, and changes nothing', async () => {
  await save([draft('true')]);
  const before = (await desk.ask(manager, '/rules')).body;
  const answer = await save([draft('amount > 1'), draft('amount = 5', { name: 'Wrong' }), draft('rand(1, 2) == 1')]);
  expect(answer.status).toBe(400);
  expect(answer.body.detail).toBe('Rule “Wrong”, at character 8: Two values are compared with ==. (1 more)');
  expect(answer.body.errors[0]).toEqual({
    path: 'rules.1.condition',
    message: 'Two values are compared with ==.',
    position: 7,
    length: 1,
  });
  expect(answer.body.errors[1]).toMatchObject({ path: 'rules.2.condition', position: 0, length: 4 });
  expect((await desk.ask(manager, '/rules')).body).toEqual(before);
});

test.each<[string, () => RuleDraft[], RegExp]>([
  ['a rule of 100 KB', () => [draft('amount > 1 || '.repeat(7_200))], /has 100,800 characters; 2,000 is the most/],
  ['a deleted queue', () => [draft('true', { queueId: '00000000-0000-4000-8000-000000000000' })], /queue was deleted/],
  ['101 rules', () => Array.from({ length: 101 }, () => draft('true')), /at most 100 rules/],
  ['no name', () => [draft('true', { name: ' ' })], /./],
])('%s is refused in clear words', async (_, rules, words) => {
  const { status, body } = await save(rules());
  expect(status).toBe(400);
  expect(JSON.stringify(body)).toMatch(words);
});

test('a queue of another tenant is no queue', async () => {
  const foreign = await desk.db.q
    .insertInto('queue')
    .values({ tenant_id: 'other', name: 'Theirs', team_id: null, channel_id: null, channel_name: null })
    .returning('id')
    .executeTakeFirstOrThrow();
  expect((await save([draft('true', { queueId: foreign.id })])).status).toBe(400);
});

test('a condition is checked while it is written', async () => {
  const check = async (condition: string) => (await desk.ask(manager, '/rules/check', { body: { condition } })).body;
  expect(await check("amount > 100 && variables.topic == 'x'")).toEqual({
    mistake: null,
    variables: ['amount', 'topic'],
  });
  expect(await check('amount >')).toMatchObject({ mistake: { position: 8, length: 0 } });
});

test('the scope names fields, functions and what bots captured lately', async () => {
  await desk.open(captured({ 'Order number': 77 }));
  const { body } = await desk.ask(manager, '/rules/scope');
  expect(body.fields.map(({ name }: { name: string }) => name)).toContain('lastPhrase');
  expect(body.functions).toContain('startsWith');
  expect(body.variables).toContainEqual({ name: 'Order number', example: '77' });
});

test('a rule whose queue was deleted later falls through, and the escalation stays claimable', async () => {
  const { body: queue } = await desk.ask(manager, '/queues', {
    body: { name: 'Short-lived', teamId: '19:billing@thread.tacv2', channelId: '19:billing@thread.tacv2' },
  });
  expect((await save([draft('true', { name: 'To the gone', queueId: queue.id })])).status).toBe(200);
  expect((await desk.ask(manager, `/queues/${queue.id}`, { method: 'DELETE' })).status).toBe(204);
  const id = await desk.open();
  expect(await read(id)).toMatchObject({
    queue: { name: 'support' },
    passedOver: [{ rule: 'To the gone', why: 'its queue was deleted' }],
  });
  expect((await desk.ask(agent, `/escalations/${id}/claim`, { body: {} })).status).toBe(200);
});

test('waiting lists show the most urgent first, then the longest waiting, page by page', async () => {
  const { billingConnectionId: connectionId } = desk.world;
  await save([draft('urgency == 2', { priority: 2 }), draft('urgency == 1', { priority: 1 })]);
  const ids: string[] = [];
  for (const urgency of [0, 1, 2, 0, 1, 2]) ids.push(await desk.open({ connectionId, ...captured({ urgency }) }));
  const expected = [2, 5, 1, 4, 0, 3].map((at) => ids[at]);
  const seen: string[] = [];
  let cursor = '';
  do {
    const path = `/escalations?status=waiting&order=longest&limit=2&queue=${desk.world.billing}`;
    const { body } = await desk.ask(manager, cursor ? `${path}&cursor=${cursor}` : path);
    seen.push(...body.items.map(({ id }: { id: string }) => id));
    cursor = body.next ?? '';
  } while (cursor);
  expect(seen.filter((id) => ids.includes(id))).toEqual(expected);
});

describe('a dry run', () => {
  test('compares where the newest went with where they would have gone, and changes nothing', async () => {
    await save([]);
    const large = await desk.open(captured({ amount: 500 }));
    const moved = await desk.open(captured({ amount: 900 }));
    await desk.open(captured({ amount: 1 }));
    await desk.open({ handoff: { variables: [] } });
    // A later transfer does not change where it was sent.
    expect((await desk.escalations.transfer(moved, who, { queueId: desk.world.billing })).ok).toBe(true);
    const rules = [
      draft('amount > 100', { priority: 1 }),
      draft('amout > 1', { name: 'Typo' }),
      draft('true', { name: 'Rest', queueId: desk.world.support }),
    ];
    const { status, body } = await desk.ask(manager, '/rules/dry-run', { body: { rules, last: 4 } });
    expect(status).toBe(200);
    expect(body).toMatchObject({ tried: 4, complete: true, changed: 2 });
    expect(body.queues).toEqual(
      expect.arrayContaining([
        { id: desk.world.support, name: 'support', went: 4, wouldGo: 2 },
        { id: desk.world.billing, name: 'billing', went: 0, wouldGo: 2 },
      ]),
    );
    expect(body.changes.map(({ id }: { id: string }) => id)).toEqual([moved, large]);
    expect(body.changes[1]).toMatchObject({
      customer: 'Robin Ortiz',
      went: { queue: { name: 'support' }, priority: 0, requiredSkill: null },
      wouldGo: { queue: { name: 'billing' }, priority: 1, requiredSkill: null },
      reason: 'billing, because amount 500 > 100',
    });
    expect(body.rules).toEqual([
      { chosen: 2, passedOver: 1, why: 'amount was not captured', unseen: [] },
      { chosen: 0, passedOver: 2, why: 'amout was not captured', unseen: ['amout'] },
      { chosen: 2, passedOver: 0, why: null, unseen: [] },
    ]);
    expect((await desk.ask(manager, '/rules')).body.rules).toEqual([]);
    expect((await read(large)).queue.name).toBe('support');
  });

  test('tests of connections are no escalations of people', async () => {
    const id = await desk.open(captured({ amount: 500 }));
    await desk.db.q.updateTable('escalation').set({ test: true }).where('id', '=', id).execute();
    const { body } = await desk.ask(manager, '/rules/dry-run', {
      body: { rules: [draft('amount == 500')], last: 500 },
    });
    expect(body.changes.map((change: { id: string }) => change.id)).not.toContain(id);
  });

  test('rules that cannot be read are refused as when saving', async () => {
    const { status, body } = await desk.ask(manager, '/rules/dry-run', { body: { rules: [draft('(')] } });
    expect([status, body.errors[0].path]).toEqual([400, 'rules.0.condition']);
    expect((await desk.ask(manager, '/rules/dry-run', { body: { rules: [], last: 501 } })).status).toBe(400);
  });

  test('a hundred rules over five hundred escalations take a moment', async () => {
    for (let n = 0; n < 500; n += 50) {
      await Promise.all(Array.from({ length: 50 }, (_, at) => desk.open(captured({ amount: n + at }))));
    }
    const rules = Array.from({ length: 100 }, (_, n) =>
      draft(`contains(toLower(lastPhrase), 'nothing') || amount == ${n} && topic != 'Sales'`),
    );
    const began = cpuTime();
    const { body } = await desk.ask(manager, '/rules/dry-run', { body: { rules, last: 500 } });
    expect(body.tried).toBeGreaterThan(0);
    expect(cpuTime() - began).toBeLessThan(6_000);
    console.log(`dry run: 100 rules, ${body.tried} of 500 in ${Math.round(cpuTime() - began)} ms`);
  });
});
