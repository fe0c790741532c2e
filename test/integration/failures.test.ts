/** What makes bots fail: each group counts what its history counts, by the API and by PostgreSQL's own comparison. */
import { randomUUID } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import {
  type EscalationCount,
  ExportedFailure,
  type FailureAnswers,
  type FailuresAnswer,
} from '../../src/contract/api';
import { areAlike } from '../../src/domain/failures/grouping';
import { wordsOf } from '../../src/domain/failures/words';
import { reportHours } from '../../src/store/figures/botHours';
import { Failures } from '../../src/escalation/failures/failures';
import { type ApiDesk, startApiDesk, TENANT } from '../support/apiDesk';

const ZONE = 'Europe/Berlin';
const DAY_MS = 86_400_000;
const dayOf = (ago: number): string =>
  new Date(Date.now() - ago * DAY_MS).toLocaleDateString('sv-SE', { timeZone: ZONE });
const WEEK = { from: dayOf(6), to: dayOf(0), zone: ZONE };

let desk: ApiDesk;
let adele: string;
let megan: string;
const OUTCOME = randomUUID();

async function said(
  lastPhrase: string | null,
  { ago = 0, topic = 'Orders', connectionId = '' }: { ago?: number; topic?: string; connectionId?: string } = {},
): Promise<string> {
  const id = await desk.open({ handoff: { lastPhrase, topic }, ...(connectionId && { connectionId }) });
  if (ago > 0) {
    await desk.db.q
      .updateTable('escalation')
      .set({ opened_at: new Date(Date.now() - ago * DAY_MS) })
      .where('id', '=', id)
      .execute();
  }
  return id;
}

async function answer(id: string, ...texts: string[]): Promise<void> {
  await desk.ask(adele, `/escalations/${id}/claim`, { body: {} });
  for (const text of texts) {
    const sent = await desk.ask(adele, `/escalations/${id}/messages`, {
      body: { text, clientMessageId: randomUUID() },
    });
    expect(sent.status).toBe(201);
  }
}

async function resolve(id: string, ...texts: string[]): Promise<void> {
  await answer(id, ...texts);
  expect((await desk.ask(adele, `/escalations/${id}/resolve`, { body: {} })).status).toBe(200);
}

beforeAll(async () => {
  desk = await startApiDesk();
  adele = await desk.token();
  megan = await desk.token({ oid: 'megan', name: 'Megan Bowen', roles: ['Manager'] });
  const twice = [
    'I was charged twice',
    'charged TWICE for my order!',
    'Why was I charged twice?',
    'I was charged twice',
    'My card has been charged twice, order 4711',
  ];
  const charged: string[] = [];
  for (const phrase of twice) charged.push(await said(phrase));
  await said('charged twice again', { ago: 9 });
  await said('parcel is late', { topic: 'Parcels', connectionId: desk.world.billingConnectionId });
  await said('My parcel is still late', { topic: 'Parcels', ago: 1 });
  await said('where is my late parcel', { topic: 'Parcels', ago: 8 });
  await said('我要退款', { topic: 'Escalate' });
  await said('speak to an agent', { topic: '' });
  await said(null, { topic: '' });
  const tested = await said('I was charged twice');
  await desk.db.q.updateTable('escalation').set({ test: true }).where('id', '=', tested).execute();
  const [one = '', two = '', three = '', four = ''] = charged;
  const refund = 'The second payment is only a reservation, your bank releases it within three days.';
  await resolve(one, 'Hello, my name is Adele, how may I assist today?', refund, 'You are welcome!');
  await resolve(two, 'Hello, my name is Adele, how may I assist today?', `${refund} Promised!`);
  await resolve(three, 'Please send the invoice number to us by mail, colleagues look at that.');
  await desk.db.q.updateTable('escalation').set({ rating: 1 }).where('id', '=', three).execute();
  await desk.db.q
    .updateTable('escalation')
    .set({ outcome: 'Refunded', outcome_id: OUTCOME })
    .where('id', '=', one)
    .execute();
  await answer(four, refund);
  for (const topic of ['Opening hours', 'Delivery']) {
    await resolve(await said(`${topic} unknown`, { topic }), 'Hello, my name is Adele, how may I assist today?');
  }
});
afterAll(() => desk.stop());

async function failures(query: Record<string, string> = {}): Promise<FailuresAnswer> {
  const { status, body } = await desk.ask(megan, `/failures?${new URLSearchParams({ ...WEEK, ...query }).toString()}`);
  expect([status, body]).toEqual([200, expect.anything()]);
  return body as FailuresAnswer;
}

async function counted(filter: Record<string, string>): Promise<number> {
  const from = new Date(`${WEEK.from}T00:00:00`);
  const query = new URLSearchParams({
    from: new Date(from.getTime() - 12 * 3_600_000).toISOString(),
    test: 'without',
    ...filter,
  });
  const { status, body } = await desk.ask(megan, `/escalations/count?${query.toString()}`);
  expect(status).toBe(200);
  return (body as EscalationCount).count;
}

test('only managers see it, and only what can be answered is asked', async () => {
  const ask = (who: string | null, query = '') =>
    desk.ask(who, `/failures?${new URLSearchParams(WEEK).toString()}${query}`).then(({ status }) => status);
  expect(await ask(null)).toBe(401);
  expect(await ask(adele)).toBe(403);
  expect(await ask(megan, '&by=mood')).toBe(400);
  expect(await ask(megan)).toBe(200);
  expect((await desk.ask(megan, `/failures?from=2026-02-01&to=2026-01-01`)).status).toBe(400);
  expect((await desk.ask(megan, '/failures/answers')).status).toBe(400);
  expect((await desk.ask(megan, '/failures/answers?phrase=%3F%3F')).status).toBe(400);
  expect((await desk.ask(adele, '/failures/answers?phrase=parcel')).status).toBe(403);
});

test('last phrases are grouped by their words, with what was said in as many days before', async () => {
  const { groups, total, previous, unnamed, before, preparing } = await failures();
  expect(preparing).toBeNull();
  expect({ total, previous, unnamed }).toEqual({ total: 12, previous: 2, unnamed: 1 });
  expect(before).toEqual({ from: dayOf(13), to: dayOf(7) });
  expect(groups.map(({ key, count, previous }) => [key, count, previous])).toEqual(
    expect.arrayContaining([
      ['I was charged twice', 5, 1],
      ['parcel is late', 2, 1],
      ['我要退款', 1, 0],
      ['speak to an agent', 1, 0],
    ]),
  );
  expect(groups[0]).toMatchObject({
    share: 5 / 12,
    asksForPerson: false,
    bots: [{ name: 'Contoso Assistant', count: 5 }],
    outcomes: [
      { id: 'none', name: null, count: 2 },
      { id: OUTCOME, name: 'Refunded', count: 1 },
    ],
    resolved: 3,
    abandoned: 0,
    open: 2,
  });
  expect(groups.find(({ key }) => key === 'speak to an agent')?.asksForPerson).toBe(true);
});

test('each group opens the history with as many', async () => {
  const { groups } = await failures();
  for (const { key, count } of groups) expect([key, await counted({ phrase: key })]).toEqual([key, count]);
  const topics = await failures({ by: 'topic' });
  expect(topics.groups.map(({ key, count }) => [key, count])).toContainEqual(['Parcels', 2]);
  for (const { key, count } of topics.groups) expect([key, await counted({ topic: key })]).toEqual([key, count]);
  const [one] = groups;
  expect(await counted({ phrase: one?.key ?? '', status: 'resolved', outcome: OUTCOME })).toBe(1);
});

test('of one queue, one bot or one topic', async () => {
  const { connectionId, billingConnectionId, billing } = desk.world;
  expect((await failures({ connection: billingConnectionId })).total).toBe(1);
  expect((await failures({ queue: billing })).groups.map(({ key }) => key)).toEqual(['parcel is late']);
  const parcels = await failures({ connection: connectionId, topic: 'Parcels' });
  expect(parcels.groups.map(({ key, count, previous }) => [key, count, previous])).toEqual([
    ['My parcel is still late', 1, 1],
  ]);
});

test('the list of the history shows the same, also where words are looked for', async () => {
  const list = async (query: Record<string, string>) => {
    const { body } = await desk.ask(megan, `/escalations?${new URLSearchParams(query).toString()}`);
    return (body as { items: { lastPhrase: string }[] }).items.map(({ lastPhrase }) => lastPhrase);
  };
  expect(await list({ phrase: 'charged twice', test: 'without' })).toHaveLength(6);
  expect(await list({ phrase: 'charged twice', q: 'reservation' })).toHaveLength(3);
});

test('what agents wrote towards a good end, and not to everybody, with where it stands', async () => {
  const [one] = (await failures()).groups;
  const { body } = await desk.ask(
    megan,
    `/failures/answers?${new URLSearchParams({ phrase: one?.key ?? '' }).toString()}`,
  );
  const { handle, goodEnds, answers } = body as FailureAnswers;
  expect(handle?.n).toBe(3);
  expect(goodEnds).toBe(2);
  expect(answers).toHaveLength(1);
  const [found] = answers;
  expect(found).toMatchObject({ count: 2, agent: { id: 'adele' } });
  expect(found?.text).toContain('only a reservation');
  const messages = await desk.ask(megan, `/escalations/${found?.escalation.id}/messages`);
  const there = (messages.body as { items: { seq: number; text: string }[] }).items.find(
    ({ seq }) => seq === found?.seq,
  );
  expect(there?.text).toBe(found?.text);
});

test('PostgreSQL compares phrases as the grouping does', async () => {
  const phrases = [
    'I was charged twice',
    'charged',
    'parcel late',
    '退款',
    'refund for a late parcel that was charged twice',
  ];
  const { rows } = await desk.db.pool.query<{ phrase: number[]; escalation_id: string }>(
    'select escalation_id, phrase from escalation_fact',
  );
  for (const phrase of phrases) {
    const words = wordsOf(phrase);
    const alike = rows.filter((row) => areAlike(row.phrase, words)).length;
    const all = new URLSearchParams({ phrase, test: 'without' });
    const { body } = await desk.ask(megan, `/escalations/count?${all.toString()}`);
    expect([phrase, (body as EscalationCount).count]).toEqual([phrase, alike]);
  }
});

test('its author gets a file: nothing in it is calculated, the phrases and the answer that helped are in it', async () => {
  const id = await said('=HYPERLINK("http://evil.example";"chargeback dispute")');
  const query = new URLSearchParams(WEEK).toString();
  const get = async (path: string, who = megan) => {
    const response = await fetch(`${desk.url}/api/exports/${path}`, { headers: { authorization: `Bearer ${who}` } });
    return { status: response.status, text: await response.text(), headers: response.headers };
  };
  expect((await get(`failures.csv?${query}`, adele)).status).toBe(403);
  const csv = await get(`failures.csv?${query}&separator=semicolon`);
  expect(csv.headers.get('content-disposition')).toContain(`bot-failures-${WEEK.to}.csv`);
  const rows = parse<Record<string, string>>(csv.text, { bom: true, columns: true, delimiter: ';' });
  const shown = (await failures()).groups;
  expect(rows.map((row) => [row['Last phrase'], row['Requests']])).toEqual(
    shown.map(({ key, count }) => [key.startsWith('=') ? `'${key}` : key, String(count)]),
  );
  expect(rows[0]).toMatchObject({
    'Requests before': '1',
    'Share of all (%)': '38,5',
    Bots: 'Contoso Assistant: 5',
    'In so many good ends': '2',
    From: WEEK.from,
  });
  const lines = (await get(`failures.jsonl?${query}`)).text.trim().split('\n');
  expect(lines.map((line) => ExportedFailure.parse(JSON.parse(line)).key)).toEqual(shown.map(({ key }) => key));
  const { body } = await desk.ask(megan, '/audit');
  expect((body as { items: { summary: string }[] }).items.map(({ summary }) => summary)).toContain(
    `The export is complete: ${shown.length} groups.`,
  );
  await desk.db.q.updateTable('escalation').set({ test: true, version: 9 }).where('id', '=', id).execute();
});

test('where more was escalated than is read, the days are fewer, and it says so', async () => {
  const figures = { catchUp: async () => true, howFar: async () => ({ done: 1, of: 1 }) };
  const chats = { keep: async () => false, ofDays: async () => [] };
  const all = { tenantId: TENANT, visibleTo: null };
  const month = { ...WEEK, from: dayOf(20), by: 'phrase' as const };
  const cut = await new Failures(desk.db, figures, chats, 12).read(all, month);
  expect(cut).toMatchObject({ isCut: true, from: dayOf(7), total: 12, previous: 2 });
  await expect(new Failures(desk.db, figures, chats, 3).read(all, month)).rejects.toThrow('Choose a queue or a bot');
});

test('a phrase that is taken away takes its words along', async () => {
  const id = await said('utterly private words');
  expect((await failures()).groups.map(({ key }) => key)).toContain('utterly private words');
  await desk.db.q.updateTable('escalation').set({ last_phrase: null }).where('id', '=', id).execute();
  expect((await failures()).groups.map(({ key }) => key)).not.toContain('utterly private words');
  const { rows } = await desk.db.pool.query('select phrase from escalation_fact where escalation_id = $1', [id]);
  expect(rows).toEqual([{ phrase: [] }]);
});

describe('of the bot’s chats', () => {
  const HOUR_MS = 3_600_000;
  /** Noon of the day before yesterday where days begin at half past an hour, in UTC. */
  const noon = new Date(`${dayOf(2)}T06:30:00Z`).getTime();
  let shop: string;

  async function bot(name: string): Promise<string> {
    const { body } = await desk.ask(megan, '/connections', { body: { name, kind: 'rest', appId: randomUUID() } });
    return body.id as string;
  }

  async function saidAt(connectionId: string, phrase: string, at: number): Promise<void> {
    const id = await desk.open({ connectionId, handoff: { lastPhrase: phrase, topic: 'Vouchers' } });
    await desk.db.q
      .updateTable('escalation')
      .set({ opened_at: new Date(at) })
      .where('id', '=', id)
      .execute();
  }

  const reported = (at: number, resolved: number) =>
    reportHours(desk.db.q, shop, [
      { hour: new Date(Math.floor(at / HOUR_MS) * HOUR_MS), resolved, gaveUp: 0, unknown: 0, known: true },
    ]);

  beforeAll(async () => {
    shop = await bot('Shop');
    const silent = await bot('Silent');
    const before = noon - 7 * DAY_MS;
    await saidAt(shop, 'voucher rejected', noon);
    await saidAt(shop, 'voucher rejected', noon + 60_000);
    // Of this hour nothing is known.
    await saidAt(shop, 'voucher rejected', noon + 3 * HOUR_MS);
    await saidAt(shop, 'voucher rejected', before);
    await saidAt(silent, 'voucher rejected', noon);
    await reported(noon, 8);
    await reported(before, 3);
  });

  const voucher = async (query: Record<string, string> = {}) => {
    const answer = await failures(query);
    return { ...answer, group: answer.groups.find(({ key }) => key === 'voucher rejected') };
  };

  test('only hours that were reported count, and what was not reported is said of nothing', async () => {
    const { group, bots } = await voucher();
    expect(group?.bots).toEqual([
      { id: shop, name: 'Shop', count: 3, ofChats: { count: 2, chats: 10, share: 0.2, previous: 0.25 } },
      { id: expect.any(String) as string, name: 'Silent', count: 1, ofChats: null },
    ]);
    expect(bots?.map(({ name, source, hours }) => [name, source, hours.known])).toEqual(
      expect.arrayContaining([
        ['Shop', 'reported', 1],
        ['Silent', 'notReported', 0],
      ]),
    );
    const topics = await failures({ by: 'topic' });
    const topic = topics.groups.find(({ key }) => key === 'Vouchers');
    expect(topic?.bots[0]?.ofChats).toEqual(group?.bots[0]?.ofChats);
  });

  test('the share opens the history with as many', async () => {
    const { group } = await voucher();
    const shown = { figure: 'escalated', phrase: group?.key ?? '', connection: shop };
    expect(await counted(shown)).toBe(group?.bots[0]?.ofChats?.count);
  });

  test('where nothing is known of the time before, there is no share of it', async () => {
    const days = { from: dayOf(3), to: dayOf(0) };
    expect((await voucher(days)).group?.bots[0]?.ofChats).toMatchObject({ count: 2, chats: 10, previous: null });
  });

  test('an hour belongs to the day it begins on, also where days begin at half past', async () => {
    const midnight = noon + 12 * HOUR_MS;
    await saidAt(shop, 'voucher rejected', midnight + 15 * 60_000);
    await reported(midnight, 3);
    const day = { from: dayOf(2), to: dayOf(2), zone: 'Asia/Kolkata' };
    const { group } = await voucher(day);
    expect(group?.bots.find(({ id }) => id === shop)).toMatchObject({ count: 3, ofChats: { count: 3, chats: 14 } });
    const next = (await voucher({ ...day, from: dayOf(1), to: dayOf(1) })).group;
    expect(next?.bots).toEqual([{ id: shop, name: 'Shop', count: 1, ofChats: null }]);
  });

  test('its author gets the shares', async () => {
    const query = new URLSearchParams({ ...WEEK, topic: 'Vouchers' }).toString();
    const answer = await fetch(`${desk.url}/api/exports/failures.csv?${query}`, {
      headers: { authorization: `Bearer ${megan}` },
    });
    const [row] = parse<Record<string, string>>(await answer.text(), { bom: true, columns: true });
    expect(row).toMatchObject({
      Bots: 'Shop: 4, Silent: 1',
      'Share of the bot’s chats': 'Shop: 21 %, Silent: not known',
      'Share of the bot’s chats before': 'Shop: 25 %, Silent: not known',
    });
  });

  test('a manager of some queues is told nothing of chats, which have no queue', async () => {
    const olga = await desk.token({ oid: 'olga', name: 'Olga', preferred_username: 'olga@x', roles: ['Manager'] });
    await desk.ask(olga, '/me');
    await desk.ask(megan, '/managers/olga', { method: 'PATCH', body: { queueIds: [desk.world.support] } });
    const { body } = await desk.ask(olga, `/failures?${new URLSearchParams(WEEK).toString()}`);
    const { groups, bots } = body as FailuresAnswer;
    expect(groups.length).toBeGreaterThan(0);
    expect(bots).toBeNull();
    expect(groups.flatMap((group) => group.bots).filter(({ ofChats }) => ofChats !== null)).toEqual([]);
  });
});
