/** A customer is erased: whatever was said, captured and sent is nowhere any more, and every figure counts what it did. */
import { SearchIndex } from '../../src/escalation/search/searchIndex';
import { Figures } from '../../src/escalation/figures';
import type { SurveySettings } from '../../src/contract/api';
import { updateQueue } from '../../src/store/queues';
import { whereIn } from '../support/everything';
import { adele, channel, megan, startTeamsDesk, type TeamsDesk } from '../support/teamsDesk';

type Person = Parameters<TeamsDesk['open']>[0];

/** Stands in everything people and bots say here, and nowhere else. */
const MARK = 'qzmark';
const ASKS: SurveySettings = { scale: 'stars', wordings: [], everyDays: 0, remindHours: 24 };

let desk: TeamsDesk;
beforeAll(async () => {
  desk = await startTeamsDesk();
  await desk.deliver();
  const queue = await desk.db.q
    .selectFrom('queue')
    .select('id')
    .where('is_default', '=', true)
    .executeTakeFirstOrThrow();
  await updateQueue(desk.db.q, queue.id, { survey: ASKS });
});
afterEach(() => desk.db.q.deleteFrom('rate_budget').execute());
afterAll(() => desk.stop());

async function ask(
  who: Person,
  path: string,
  body?: unknown,
  method = body === undefined ? 'GET' : 'POST',
): Promise<{ status: number; text: string }> {
  const answer = await fetch(`${desk.url}/api${path}`, {
    method,
    headers: {
      authorization: `Bearer ${await desk.control.token(who.id)}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, text: await answer.text() };
}
async function done<T = unknown>(who: Person, path: string, body?: unknown, method?: string): Promise<T> {
  const { status, text } = await ask(who, path, body, method);
  if (status >= 300) throw new Error(`${path}: ${status} ${text}`);
  return (text ? JSON.parse(text) : null) as T;
}
const erase = (id: string, reason = 'A request of theirs') =>
  ask(megan, `/escalations/${id}/customer/erase`, { reason });

async function newCustomer(name: string): Promise<Person> {
  const [person] = await desk.control.addPeople({ count: 1, role: 'customer', name, announce: false });
  return person as Person;
}

/** What is behind the changes catches up. */
async function caughtUp(): Promise<void> {
  await desk.deliver();
  await new SearchIndex(desk.db).keep();
  await new Figures(desk.db).keep(() => false);
}

const cardIn = (chatId: string): string =>
  JSON.stringify(desk.control.messages(chatId).flatMap(({ attachments }) => attachments));

/** Every way in says something: bot, customer, agents, manager, files, survey. */
async function helped(customer: Person): Promise<string> {
  const base64 = Buffer.from(`%PDF-1.7 ${MARK} within`).toString('base64');
  await desk.control.chat(customer.id, {
    text: `${MARK} said first`,
    files: [{ name: `${MARK}.pdf`, contentType: 'application/pdf', base64 }],
  });
  const id = await desk.open(customer, {
    topic: `${MARK} topic`,
    lastPhrase: `${MARK} phrase`,
    agentMessage: `${MARK} by the bot`,
    language: `${MARK} language`,
    variables: [{ name: `${MARK} name`, value: `${MARK} value` }],
    problems: [`${MARK} problem`],
  });
  await desk.deliver();
  const at = `/escalations/${id}`;
  await done(adele, `${at}/claim`, {});
  await done(adele, `${at}/messages`, { text: `${MARK} answer`, clientMessageId: `${MARK} 1` });
  await desk.deliver();
  const said = await desk.control.chat(customer.id, { text: `${MARK} reply` });
  await desk.control.edit(customer.id, said.id, `${MARK} edited`);
  await desk.deliver();
  const { items } = await done<{ items: { seq: number; text: string }[] }>(adele, `${at}/messages?after=0`);
  const own = items.find(({ text }) => text === `${MARK} answer`)?.seq ?? 0;
  const theirs = items.find(({ text }) => text === `${MARK} edited`)?.seq ?? 0;
  await done(adele, `${at}/messages/${own}`, { text: `${MARK} answered anew` }, 'PATCH');
  await done(adele, `${at}/messages/${theirs}/reactions/like`, {}, 'PUT');
  const answer = desk.control.messages(customer.chatId).find(({ text }) => text.includes('answer'));
  await desk.control.react(customer.id, answer?.id ?? '', { type: 'heart', on: true });
  await done(adele, `${at}/notes`, { text: `${MARK} note`, clientMessageId: `${MARK} 2` });
  await done(megan, `${at}/notes`, { text: `${MARK} whisper`, clientMessageId: `${MARK} 3`, whisper: true });
  await done(adele, `${at}/draft`, { reply: `${MARK} draft`, note: '' }, 'PUT');
  const file = await fetch(`${desk.url}/api${at}/files?name=${MARK}.txt`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await desk.control.token(adele.id)}`, 'content-type': 'text/plain' },
    body: `${MARK} of an agent`,
  });
  expect(file.status).toBe(201);
  await done(adele, `${at}/hold`, { minutes: 5, text: `${MARK} wait`, clientMessageId: `${MARK} 4` });
  await desk.deliver();
  await done(adele, `${at}/release`, { reason: `${MARK} returned` });
  await done(adele, `${at}/claim`, {});
  await done(adele, `${at}/resolve`, { outcome: `${MARK} outcome`, summary: `${MARK} summary` });
  await desk.deliver();
  const card = desk.control.messages(customer.chatId).findLast(({ attachments }) => attachments.length > 0);
  await desk.control.submit(customer.id, {
    conversationId: customer.chatId,
    messageId: card?.id ?? '',
    verb: '',
    data: { handoffDesk: 'survey', escalationId: id, rating: '4', comment: `${MARK} comment` },
  });
  // Whoever takes it all along stands in the audit.
  const archive = await fetch(`${desk.url}/api${at}/customer.zip?zone=UTC`, {
    headers: { authorization: `Bearer ${await desk.control.token(megan.id)}` },
  });
  expect((await archive.arrayBuffer()).byteLength).toBeGreaterThan(1_000);
  await caughtUp();
  return id;
}

/** What figures say of today, and how many chats each opens. */
async function figures(): Promise<{ counts: Record<string, number>; opened: Record<string, number>; total: unknown }> {
  await caughtUp();
  const day = (ms: number) => new Date(Date.now() + ms).toISOString().slice(0, 10);
  const [from, to] = [day(-DAY_MS), day(DAY_MS)];
  const { preparing, total } = await done<{ preparing: unknown; total: { counts: Record<string, number> } }>(
    megan,
    `/figures?zone=UTC&from=${from}&to=${to}`,
  );
  expect(preparing).toBeNull();
  const opened: Record<string, number> = {};
  for (const figure of Object.keys(total.counts)) {
    const { count } = await done<{ count: number }>(
      megan,
      `/escalations/count?figure=${figure}&from=${from}T00:00:00Z&to=${day(2 * DAY_MS)}T00:00:00Z`,
    );
    opened[figure] = count;
  }
  return { counts: total.counts, opened, total };
}
const DAY_MS = 86_400_000;

test('what was said is in no table, no answer and no export any more, and figures count what they did', async () => {
  const customer = await newCustomer(`${MARK} Name`);
  const id = await helped(customer);
  const theirs = [MARK, customer.id, customer.chatId];
  const tables = new Set((await whereIn(desk.db, theirs)).map((row) => row.split(':')[0]));
  // The test itself says something everywhere words are kept.
  for (const table of ['conversation', 'message', 'escalation', 'escalation_event', 'file', 'file_chunk', 'survey']) {
    expect([...tables]).toContain(table);
  }
  for (const table of ['search_document', 'audit', 'draft']) expect([...tables]).toContain(table);
  expect(cardIn(channel.id)).toContain(MARK);
  const before = await figures();
  expect(before.counts).toMatchObject({ opened: 1, resolved: 1, rated4: 1 });
  expect(before.opened).toMatchObject({ opened: 1, resolved: 1 });

  const words = await done<Record<string, unknown>>(megan, `/escalations/${id}/customer`);
  expect(words).toMatchObject({ chats: 1, requests: 1, files: 2, open: [] });
  const { status, text } = await erase(id, 'Asked for by letter');
  expect([status, text]).toMatchObject([200, expect.stringContaining('"requests":1')]);
  await caughtUp();

  // Keys of arrivals are ids alone, and go within a day.
  const left = (await whereIn(desk.db, theirs)).filter((row) => !row.startsWith('inbox:'));
  expect(left).toEqual([]);
  expect(await whereIn(desk.db, [MARK])).toEqual([]);
  expect(cardIn(channel.id)).not.toContain(MARK);
  expect(cardIn(channel.id)).toContain('erased');
  expect(await figures()).toEqual(before);

  const shown = await done<Record<string, unknown>>(megan, `/escalations/${id}`);
  expect(shown).toMatchObject({
    status: 'resolved',
    customer: { id: '', name: '' },
    erased: { by: { id: megan.id, name: megan.name } },
    survey: { rating: { value: 4, comment: null } },
    lastPhrase: null,
    preview: null,
  });
  for (const path of [
    `/escalations/${id}`,
    `/escalations/${id}/messages?after=0`,
    `/escalations/${id}/events`,
    `/escalations/${id}/earlier`,
    `/escalations/${id}/transcript.html?zone=UTC`,
    `/escalations/${id}/transcript.txt?zone=UTC`,
    `/escalations?status=resolved`,
    `/escalations?q=${MARK}`,
    '/exports/escalations.jsonl',
    '/exports/escalations.csv?zone=UTC',
    '/exports/audit.jsonl',
  ]) {
    const answer = await ask(megan, path);
    expect([path, answer.status]).toEqual([path, 200]);
    expect([path, answer.text.toLowerCase().includes(MARK)]).toEqual([path, false]);
  }
  expect((await ask(megan, `/escalations/${id}/customer.zip?zone=UTC`)).status).toBe(404);
  expect(await done(megan, `/escalations?q=${MARK}`)).toMatchObject({ items: [] });
  const listed = await done<{ items: { id: string }[] }>(megan, '/escalations?status=resolved');
  expect(listed.items.map((one) => one.id)).toContain(id);
});

test('the audit keeps who erased how much and why, and no longer of whom', async () => {
  const customer = await newCustomer(`${MARK} Other`);
  const id = await helped(customer);
  const answer = await done<{ reference: string }>(megan, `/escalations/${id}/customer/erase`, { reason: 'Letter 17' });
  const { items } = await done<{ items: Record<string, unknown>[] }>(megan, `/audit?q=${answer.reference}`);
  expect(items).toMatchObject([
    { kind: 'erasure', actor: { id: megan.id }, subject: { kind: 'customer', id: answer.reference }, verb: 'erased' },
  ]);
  expect(items[0]?.['summary']).toMatch(
    /^Erased a customer \(reference \w{8}\): 1 chat since .*1 request, .*Letter 17$/,
  );
  const exports = await done<{ items: { subject: { name: string }; summary: string }[] }>(megan, '/audit?kind=export');
  expect(exports.items.filter(({ summary }) => summary.includes('erased since')).length).toBeGreaterThanOrEqual(2);
  await caughtUp();
  expect(await whereIn(desk.db, [MARK])).toEqual([]);
});

test('an open request, the customer’s name in the reason, and a second time are refused in words', async () => {
  const customer = await newCustomer('Quentin Zahir');
  const id = await desk.open(customer);
  await desk.deliver();
  const open = await erase(id);
  expect([open.status, open.text]).toMatchObject([409, expect.stringMatching(/#\d+ is still open. End it first/)]);
  expect(await done(megan, `/escalations/${id}/customer`)).toMatchObject({ open: [expect.any(Number)] });
  desk.control.setFaults({ throttle: 1, only: customer.chatId });
  await done(adele, `/escalations/${id}/claim`, {});
  await done(adele, `/escalations/${id}/resolve`, { outcome: 'Done' });
  const busy = await erase(id);
  expect([busy.status, busy.text]).toMatchObject([409, expect.stringContaining('still on its way')]);
  desk.control.setFaults({ throttle: 0, only: null });
  await desk.deliver();
  const named = await erase(id, 'quentin  ZAHIR wants it');
  expect([named.status, named.text]).toMatchObject([400, expect.stringContaining('Leave their name out')]);
  for (const [who, status] of [
    [adele, 403],
    [customer, 403],
  ] as const) {
    expect((await ask(who, `/escalations/${id}/customer/erase`, { reason: 'x' })).status).toBe(status);
    expect((await ask(who, `/escalations/${id}/customer`)).status).toBe(status);
  }
  expect((await erase(id)).status).toBe(200);
  expect((await erase(id)).status).toBe(404);
});

test('nothing that comes late brings words back, and whoever writes again is somebody new', async () => {
  const customer = await newCustomer('Nia Late');
  const said = await desk.control.chat(customer.id, { text: 'said before' });
  const id = await desk.open(customer);
  await desk.deliver();
  await done(adele, `/escalations/${id}/claim`, {});
  await done(adele, `/escalations/${id}/messages`, { text: 'answered before', clientMessageId: '1' });
  await done(adele, `/escalations/${id}/resolve`, { outcome: 'Done' });
  await desk.deliver();
  expect((await erase(id)).status).toBe(200);
  await desk.deliver();

  await desk.control.edit(customer.id, said.id, `${MARK} edited late`);
  const card = desk.control.messages(customer.chatId).findLast(({ attachments }) => attachments.length > 0);
  await desk.control.submit(customer.id, {
    conversationId: customer.chatId,
    messageId: card?.id ?? '',
    verb: '',
    data: { handoffDesk: 'survey', escalationId: id, rating: '5', comment: `${MARK} comment` },
  });
  const { status } = await ask(adele, `/escalations/${id}/draft`, { reply: `${MARK} draft`, note: '' }, 'PUT');
  expect(status).toBe(409);
  await desk.deliver();
  await caughtUp();
  expect(await whereIn(desk.db, [MARK])).toEqual([]);

  const next = await desk.open(customer);
  expect(await done(megan, `/escalations/${next}`)).toMatchObject({ customer: { name: customer.name }, erased: null });
  expect(await done(megan, `/escalations/${next}/earlier`)).toMatchObject({ items: [] });
  expect(await done(megan, `/escalations/${id}`)).toMatchObject({ customer: { id: '', name: '' } });
});
