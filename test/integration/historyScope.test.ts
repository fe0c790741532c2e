/** What is known of escalations narrows the history, alone and together; list, pages and count go by one rule. */
import { randomUUID } from 'node:crypto';
import type { EscalationCount, EscalationPage } from '../../src/contract/api';
import type { OpenEscalation } from '../../src/domain/escalation';
import { type ApiDesk, startApiDesk } from '../support/apiDesk';

let desk: ApiDesk;
let adele: string;
let lee: string;
let megan: string;
let named: Record<'plain' | 'german' | 'late' | 'abandoned' | 'filed' | 'failed' | 'tested' | 'billing', string>;
const OUTCOME = randomUUID();
const TAG = randomUUID();

const open = (handoff: Partial<OpenEscalation> = {}, connectionId?: string) =>
  desk.open({ handoff, ...(connectionId !== undefined && { connectionId }) });
const set = (id: string, values: object) =>
  desk.db.q.updateTable('escalation').set(values).where('id', '=', id).execute();
const say = async (id: string, text: string) => {
  const { body } = await desk.ask(adele, `/escalations/${id}/messages`, {
    body: { text, clientMessageId: randomUUID() },
  });
  return body.id as string;
};

beforeAll(async () => {
  desk = await startApiDesk();
  adele = await desk.token();
  lee = await desk.token({ oid: 'lee', name: 'Lee Gu' });
  megan = await desk.token({ oid: 'megan', name: 'Megan Bowen', roles: ['Manager'] });
  const end = (id: string, body: object = {}) => desk.ask(adele, `/escalations/${id}/resolve`, { body });
  const claim = (id: string) => desk.ask(adele, `/escalations/${id}/claim`, { body: {} });
  const plain = await open({
    variables: [
      { name: 'Order', value: 'KX-1' },
      { name: 'gold', value: true },
    ],
  });
  const german = await open({ language: 'de-AT', variables: [{ name: 'order', value: 'KX-2' }] });
  await claim(german);
  await end(german, { outcome: 'In own words' });
  const late = await open();
  await claim(late);
  await set(late, { outcome: 'Refunded', outcome_id: OUTCOME, tags: JSON.stringify([{ id: TAG, name: 'Money' }]) });
  await desk.db.q.insertInto('escalation_tag').values({ escalation_id: late, tag_id: TAG }).execute();
  await desk.db.q
    .updateTable('escalation')
    .set(({ ref }) => ({ claimed_at: ref('opened_at') }))
    .where('id', '=', late)
    .execute();
  await set(late, { opened_at: new Date(Date.now() - 2 * 3_600_000) });
  const abandoned = await open();
  await set(abandoned, { status: 'abandoned', ended_at: new Date(), version: 2 });
  const filed = await open();
  await desk.db.q
    .insertInto('message')
    .values({
      conversation_id: (eb) => eb.selectFrom('escalation').select('conversation_id').where('id', '=', filed),
      escalation_id: filed,
      seq: 50,
      author_kind: 'customer',
      author_name: 'Robin',
      text: '',
      attachments: JSON.stringify([{ contentType: 'image/png', name: 'torn box.png', url: 'https://files.example/1' }]),
    })
    .execute();
  const failed = await open();
  await claim(failed);
  const message = await say(failed, 'Are you there?');
  await desk.db.q.updateTable('message').set({ delivery: 'failed' }).where('id', '=', message).execute();
  await set(german, { rating: 2 });
  await set(late, { rating: 5 });
  for (const [escalation_id, grade] of [
    [german, 2],
    [late, 5],
    [failed, null],
  ] as const) {
    await desk.db.q
      .insertInto('survey')
      .values((eb) => ({
        escalation_id,
        source: 'desk',
        tenant_id: 'tenant',
        customer_id: 'robin',
        queue_id: eb.selectFrom('escalation').select('queue_id').where('id', '=', escalation_id),
        asked_at: new Date(),
        scale: 'stars',
        rating: grade,
        grade,
      }))
      .execute();
  }
  const tested = await open();
  await set(tested, { test: true });
  const billing = await open({}, desk.world.billingConnectionId);
  await set(billing, { topic: 'Invoices' });
  await set(plain, { left_message_at: new Date() });
  named = { plain, german, late, abandoned, filed, failed, tested, billing };
});
afterAll(() => desk.stop());

async function list(query: Record<string, string>, who = megan): Promise<(keyof typeof named)[]> {
  const found: string[] = [];
  let cursor = '';
  do {
    const path = `/escalations?${new URLSearchParams({ ...query, limit: '3', ...(cursor && { cursor }) }).toString()}`;
    const { status, body } = await desk.ask(who, path);
    if (status !== 200) throw new Error(JSON.stringify(body));
    const page = body as EscalationPage;
    found.push(...page.items.map(({ id }) => id));
    cursor = page.next ?? '';
  } while (cursor);
  const { body } = await desk.ask(who, `/escalations/count?${new URLSearchParams(query).toString()}`);
  expect(body).toEqual({ count: found.length, isMore: false } satisfies EscalationCount);
  const names = Object.keys(named) as (keyof typeof named)[];
  return found.flatMap((id) => names.find((name) => named[name] === id) ?? []);
}

const ALL = ['plain', 'german', 'late', 'abandoned', 'filed', 'failed', 'tested', 'billing'];

describe.each([
  ['before its documents are written', async () => {}],
  ['behind them', () => desk.searchIndex.keep()],
])('%s', (_, written) => {
  beforeAll(written);

  it.each<[string, () => Record<string, string>, string[]]>([
    ['everything', () => ({}), ALL],
    ['a queue', () => ({ queue: desk.world.billing }), ['billing']],
    ['a bot', () => ({ connection: desk.world.billingConnectionId }), ['billing']],
    ['an agent', () => ({ assignee: 'adele' }), ['german', 'late', 'failed']],
    ['an agent and a status', () => ({ assignee: 'adele', status: 'resolved' }), ['german']],
    ['several statuses', () => ({ status: 'resolved,abandoned' }), ['german', 'abandoned']],
    ['an outcome', () => ({ outcome: OUTCOME }), ['late']],
    ['an outcome nobody chose', () => ({ outcome: randomUUID() }), []],
    ['own words for an outcome', () => ({ outcome: 'own' }), ['german']],
    ['no outcome', () => ({ outcome: 'none', assignee: 'adele' }), ['failed']],
    ['a tag', () => ({ tag: TAG }), ['late']],
    ['a rating', () => ({ rating: '5' }), ['late']],
    ['one of several ratings', () => ({ rating: '1,2' }), ['german']],
    ['any rating', () => ({ rating: 'any' }), ['german', 'late']],
    ['no answer', () => ({ rating: 'none' }), ['failed']],
    ['a rating, a tag and a word', () => ({ rating: '4,5', tag: TAG, q: 'robin' }), ['late']],
    ['a language', () => ({ language: 'de' }), ['german']],
    ['the language of a channel', () => ({ language: 'en', queue: desk.world.billing }), ['billing']],
    ['a variable', () => ({ variable: 'ORDER' }), ['plain', 'german']],
    ['a variable nobody has', () => ({ variable: 'colour' }), []],
    ['what a variable is', () => ({ variable: 'order', value: 'kx-2' }), ['german']],
    ['what a variable is, of another kind', () => ({ variable: 'gold', value: 'true' }), ['plain']],
    ['a part of what it is', () => ({ variable: 'order', value: 'kx' }), []],
    ['a file', () => ({ file: 'any' }), ['filed']],
    ['a failed delivery', () => ({ delivery: 'failed' }), ['failed']],
    ['a long wait', () => ({ waited: '3600' }), ['late']],
    ['no wait to speak of', () => ({ waited: '100000' }), []],
    [
      'a wait shorter than any that is looked up',
      () => ({ waited: '30', to: new Date(Date.now() - 3_600_000).toISOString() }),
      ['late'],
    ],
    ['a topic', () => ({ topic: 'Invoices' }), ['billing']],
    ['a topic of a bot that has it not', () => ({ topic: 'Invoices', connection: desk.world.connectionId }), []],
    ['a topic in another case', () => ({ topic: 'invoices' }), []],
    ['a message left', () => ({ leftMessage: 'any' }), ['plain']],
    ['a rating of an agent', () => ({ rating: 'any', assignee: 'adele' }), ['german', 'late']],
    ['tests', () => ({ test: 'only' }), ['tested']],
    ['no tests', () => ({ test: 'without' }), ALL.filter((name) => name !== 'tested')],
    ['words and a filter', () => ({ q: 'torn', file: 'any' }), ['filed']],
    ['words and another filter', () => ({ q: 'torn', delivery: 'failed' }), []],
    [
      'twenty years',
      () => ({ from: '2015-01-01T00:00:00Z', to: '2035-01-01T00:00:00Z', variable: 'order' }),
      ['plain', 'german'],
    ],
    ['a time before all', () => ({ to: '2015-01-01T00:00:00Z', variable: 'order' }), []],
    [
      'an end before the beginning',
      () => ({ from: '2035-01-01T00:00:00Z', to: '2015-01-01T00:00:00Z', q: 'returns' }),
      [],
    ],
  ])('%s', async (_name, query, expected) => {
    expect((await list(query())).sort()).toEqual([...expected].sort());
  });

  it('in the order of opening, either way, and by the longest wait', async () => {
    const oldest = await list({ order: 'oldest' });
    expect(await list({ order: 'newest' })).toEqual(oldest.toReversed());
    expect(await list({ order: 'oldest', q: 'robin' })).toEqual(oldest);
    expect(await list({ order: 'newest', q: 'robin' })).toEqual(oldest.toReversed());
    expect(oldest[0]).toBe('late');
    const waited = await list({ order: 'waited' });
    expect(waited.slice(0, 4).sort()).toEqual(['billing', 'filed', 'plain', 'tested']);
    expect(waited[4]).toBe('late');
    expect(await list({ order: 'waited', q: 'robin' })).toEqual(waited);
  });

  it('and no further than one may see', async () => {
    expect(await list({ file: 'any' }, lee)).toEqual([]);
    expect(await list({ language: 'en' }, lee)).toEqual(['billing']);
  });
});

it.each([
  ['a queue that is no id', { queue: 'support' }],
  ['a language that is none', { language: 'de-AT!' }],
  ['a rating that is none', { rating: '6' }],
  ['ratings that are too many', { rating: '1,2,3,4,5,1' }],
  ['a value of no variable', { value: 'x' }],
  ['a wait that is none', { waited: 'long' }],
  ['an outcome that is none', { outcome: 'good' }],
])('%s is refused', async (_, query) => {
  expect(await desk.ask(megan, `/escalations?${new URLSearchParams(query).toString()}`)).toMatchObject({ status: 400 });
});

it('spaces that a bot left around a variable do not count', async () => {
  const id = await open({ variables: [{ name: ' parcel', value: ' PX-7\n' }] });
  const found = async (query: Record<string, string>) => {
    const { body } = await desk.ask(megan, `/escalations?${new URLSearchParams(query).toString()}`);
    return (body as EscalationPage).items.map((one) => one.id);
  };
  for (const written of [async () => {}, () => desk.searchIndex.keep()]) {
    await written();
    expect(await found({ variable: 'Parcel' })).toEqual([id]);
    expect(await found({ variable: 'parcel', value: 'px-7' })).toEqual([id]);
    expect(await found({ variable: 'parcel', value: 'px' })).toEqual([]);
  }
});

it('a cursor of another order is refused', async () => {
  const { body } = await desk.ask(megan, '/escalations?limit=1&q=robin');
  expect(await desk.ask(megan, `/escalations?order=waited&cursor=${body.next}`)).toMatchObject({ status: 400 });
});

it.each([
  '0000-01-01T00:00:00Z',
  '+275760-09-13',
  '2026-02-30 10:00:00+00',
  '2026-02-03 10:00:00+18',
  'Jan 1',
  'infinity',
  '1e3',
])('a cursor that is not ours is refused, and breaks nothing: %s', async (at) => {
  const cursor = Buffer.from(JSON.stringify([at, named.plain])).toString('base64url');
  for (const q of ['', 'robin']) {
    const query = new URLSearchParams({ cursor, ...(q && { q }) });
    const { status } = await desk.ask(megan, `/escalations?${query.toString()}`);
    expect([200, 400]).toContain(status);
  }
});

it('a queue taken away between two pages takes its escalations with it', async () => {
  const { body } = await desk.ask(lee, '/escalations?limit=1&q=robin');
  expect(body.items).toHaveLength(1);
  await open({}, desk.world.billingConnectionId);
  const first = (await desk.ask(lee, '/escalations?limit=1&q=robin')).body as EscalationPage;
  await desk.db.q.deleteFrom('team_member').where('user_id', '=', 'lee').execute();
  await desk.db.transaction(
    async (tx) => void tx.hint({ kind: 'roster', tenantId: '11111111-2222-4333-8444-555555555555' }),
  );
  let after = await desk.ask(lee, `/escalations?limit=1&q=robin&cursor=${first.next}`);
  for (let n = 0; n < 50 && after.body.items.length > 0; n += 1)
    after = await desk.ask(lee, `/escalations?limit=1&q=robin&cursor=${first.next}`);
  expect(after).toMatchObject({ status: 200, body: { items: [], next: null } });
});
