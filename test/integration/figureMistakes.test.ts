/**
 * The mistakes other desks made with their figures, and what became of each here: from real events and words, through the
 * facts, to what a manager reads. Each is a topic of its own, by which its figures are asked for.
 */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Figures, ServiceTargets } from '../../src/contract/api';
import type { OpenEscalation, TranscriptEntry } from '../../src/domain/escalation';
import { markOf } from '../../src/domain/figures/marks';
import { countHistory } from '../../src/escalation/search/history';
import { settleMessage } from '../../src/escalation/settle';
import { appendMessage } from '../../src/store/messages';
import { updateQueue } from '../../src/store/queues';
import { buildPerson, PromisedDesk } from '../support/timedDesk';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const megan = buildPerson('Megan', true);
const adele = { ...megan, id: 'adele', name: 'Adele' };

let desk: PromisedDesk;
let topic: string;
let chats = 0;
beforeAll(async () => {
  desk = await PromisedDesk.start();
});
afterAll(() => desk.stop());
beforeEach(() => (topic = `Topic ${++chats}`));

const open = (handoff: Partial<OpenEscalation> = {}, chat = `chat ${topic} ${++chats}`) =>
  desk.handOver(chat, desk.one, { topic, ...handoff });
const claim = async (id: string, who = adele) => void (await desk.one.escalations.claim(id, who));
const resolve = (id: string, who = adele) => desk.one.escalations.resolve(id, who);
const says = (id: string, text = 'Hello', who = adele) =>
  desk.one.replies.reply(id, who, { text, clientMessageId: randomUUID() });
const promise = (serviceTargets: Partial<ServiceTargets>, queueId = desk.queueId) =>
  updateQueue(desk.one.db.q, queueId, { serviceTargets });
/** What held so far was for what came before now: PostgreSQL has another clock than this desk. */
async function changed(serviceTargets: Partial<ServiceTargets>): Promise<void> {
  const { q } = desk.one.db;
  const { rows } = await sql<{ until: string }>`select until::text from former_targets`.execute(q);
  desk.wait(1_000);
  await promise(serviceTargets);
  await sql`
    update former_targets set until = ${desk.now}
    where not until::text = any(${rows.map(({ until }) => until)}::text[])`.execute(q);
}
const at = (iso: string) => desk.wait(Date.parse(iso) - desk.now.getTime());

const DAYS = { from: '2026-11-01', to: '2027-12-31', zone: 'UTC' };
const figures = async (more: { agent?: string; queue?: string } = {}): Promise<Figures> => {
  const { agent, queue } = more;
  const of = agent === undefined ? { topic } : { agent };
  return (await desk.one.figureReading.read('tenant', { ...DAYS, ...of, ...(queue && { queue }) })).total;
};

const day: [string, string][] = [['09:00', '17:00']];
const OFFICE: ServiceTargets['hours'] = {
  timeZone: 'Europe/Berlin',
  week: { mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day },
  holidays: [],
};
const NONE: Partial<ServiceTargets> = { hours: null, targetSeconds: null, secondQueueId: null };
afterEach(() => changed(NONE));

test('words of the bot, of the desk, of a colleague’s note, and what never arrived, are no first response (chatwoot#6409, #8477)', async () => {
  const id = await open();
  desk.wait(MINUTE);
  await claim(id);
  const { conversationId } = await desk.find(id);
  const by = { kind: 'bot', id: 'bot', name: 'Bot' } as const;
  const word = { conversationId, escalationId: id, text: 'Can I help?', sentAt: desk.now };
  await desk.one.db.transaction(async (tx) => {
    await appendMessage(tx.q, { ...word, author: by });
    await appendMessage(tx.q, { ...word, author: { ...by, kind: 'system' } });
  });
  await desk.one.replies.note(id, adele, { text: 'Looks odd', clientMessageId: randomUUID() });
  const { message } = await says(id, 'Lost on the way');
  await sql`update message set delivery = 'failed' where id = ${message.id}`.execute(desk.one.db.q);
  expect((await figures()).durations.first).toBeNull();
  desk.wait(4 * MINUTE);
  await says(id);
  expect(await figures()).toMatchObject({ counts: { answered: 1 }, durations: { first: { n: 1, median: 300 } } });
});

test('an answer that is found to have failed once the chat has ended is none, and one that is sent again is', async () => {
  const { db, replies } = desk.one;
  const fail = (messageId: string) =>
    db.transaction((tx) => settleMessage(tx, messageId, { result: 'failed', reason: 'Blocked' }));
  const id = await open();
  desk.wait(MINUTE);
  await claim(id);
  const { message } = await says(id);
  expect((await figures()).counts.answered).toBe(1);
  await fail(message.id);
  expect((await figures()).counts.answered).toBe(0);
  await replies.retry(id, adele, message.seq);
  expect((await figures()).counts.answered).toBe(1);
  await resolve(id);
  expect((await figures()).counts).toMatchObject({ answered: 1, unanswered: 0 });
  await fail(message.id);
  expect(await figures()).toMatchObject({ counts: { answered: 0, unanswered: 1 }, durations: { first: null } });
});

test('whoever comes back starts a new clock (chatwoot#12058)', async () => {
  for (const minutes of [1, 2]) {
    const id = await open({}, `comes back ${topic}`);
    await claim(id);
    desk.wait(minutes * MINUTE);
    await says(id);
    await resolve(id);
    desk.wait(3 * DAY);
  }
  expect((await figures()).durations).toMatchObject({ first: { n: 2, mean: 90, p90: 120 }, resolution: { p90: 120 } });
});

test('time with the bot is no part of any (chatwoot#7679)', async () => {
  const said = (author: TranscriptEntry['author'], ago: number): TranscriptEntry => ({
    externalId: null,
    author,
    authorName: null,
    text: 'Where is it?',
    format: 'plain',
    attachments: [],
    sentAt: new Date(desk.now.getTime() - ago),
  });
  const id = await open({ transcript: [said('customer', 2 * HOUR), said('bot', HOUR), said('customer', HOUR)] });
  await claim(id);
  desk.wait(10 * MINUTE);
  await says(id);
  await resolve(id);
  expect((await figures()).durations).toMatchObject({
    first: { median: 600 },
    resolution: { median: 600 },
    response: null,
  });
});

test('who had it and said nothing is in no average, and is counted (chatwoot#13312)', async () => {
  const silent = { ...megan, id: `silent ${topic}` };
  const id = await open();
  await claim(id, silent);
  desk.wait(HOUR);
  await resolve(id, silent);
  expect(await figures()).toMatchObject({ counts: { answered: 0, unanswered: 1 }, durations: { first: null } });
  expect(await figures({ agent: silent.id })).toMatchObject({
    counts: { accepted: 1, answered: 0 },
    durations: { first: null },
  });
});

test('nothing is measured before it has happened (Rocket.Chat#21365)', async () => {
  const id = await open();
  desk.wait(HOUR);
  const none = { wait: null, first: null, response: null, handle: null, resolution: null };
  expect((await figures()).durations).toMatchObject(none);
  await claim(id);
  desk.wait(HOUR);
  await says(id);
  expect((await figures()).durations).toMatchObject({ ...none, wait: { n: 1 }, first: { n: 1 } });
});

test('what its owners had is together no more than there was (Rocket.Chat#33080)', async () => {
  const { escalations } = desk.one;
  const people = await desk.addAgents(['Diego', 'Lee']);
  const id = await open();
  desk.wait(MINUTE);
  await claim(id);
  for (const who of [...people, ...people]) {
    desk.wait(5 * MINUTE);
    await escalations.transfer(id, megan, { agentId: who.id });
  }
  desk.wait(5 * MINUTE);
  await escalations.release(id, megan);
  desk.wait(9 * MINUTE);
  await claim(id);
  desk.wait(MINUTE);
  await resolve(id);
  const { handle, resolution, wait } = (await figures()).durations;
  expect(handle).toMatchObject({ n: 6 });
  expect(wait).toMatchObject({ n: 2 });
  const sum = [handle, wait].reduce((all, one) => all + (one?.n ?? 0) * (one?.mean ?? 0), 0);
  expect(sum).toBe(resolution?.median);
});

test('a chart adds up to its number, and that to its list (Rocket.Chat#24203)', async () => {
  for (let n = 0; n < 5; n += 1) {
    await open();
    desk.wait(7 * HOUR);
  }
  const { db, figureReading } = desk.one;
  const { series, total, load } = await figureReading.read('tenant', { ...DAYS, topic });
  expect(total.counts.opened).toBe(5);
  expect(series.reduce((sum, { figures }) => sum + figures.counts.opened, 0)).toBe(5);
  expect(load.reduce((sum, count) => sum + count, 0)).toBe(5);
  const scope = { tenantId: 'tenant', visibleTo: null, search: null, reader: { id: 'megan', manager: true }, topic };
  const mark = markOf('opened', { queue: null, agent: null });
  expect(await countHistory(db.q, { ...scope, mark })).toEqual({ count: 5, isMore: false });
});

test('every day of the week is one (osTicket#6739)', async () => {
  await changed({ hours: OFFICE, targetSeconds: 900 });
  at('2026-12-14T11:00:00Z');
  for (let n = 0; n < 7; n += 1) {
    const id = await open();
    desk.wait((n % 2 === 0 ? 10 : 20) * MINUTE);
    await claim(id);
    desk.wait(DAY - (n % 2 === 0 ? 10 : 20) * MINUTE);
  }
  expect(await figures()).toMatchObject({
    counts: { kept: 4, missed: 3 },
    durations: { waitOpen: { n: 7, mean: Math.round((4 * 600 + 3 * 1_200) / 7) } },
  });
});

test('a hold moves no target, and is told apart (frappe/helpdesk#2449)', async () => {
  await changed({ hours: OFFICE, targetSeconds: 900 });
  at('2026-12-28T11:00:00Z');
  const id = await open();
  desk.wait(10 * MINUTE);
  await claim(id);
  await desk.one.holds.hold(id, adele, { minutes: 30, text: 'Please wait', clientMessageId: randomUUID() });
  desk.wait(30 * MINUTE);
  await desk.one.holds.continue(id, adele);
  await desk.one.escalations.release(id, adele);
  desk.wait(20 * MINUTE);
  await claim(id);
  await resolve(id);
  // Kept the first time, missed the second: once is enough.
  expect(await figures()).toMatchObject({
    counts: { missed: 1, kept: 0, judged: 1 },
    durations: { waitOpen: { n: 2, mean: 900 }, onHold: { n: 1, median: 1_800 }, resolution: { median: 3_600 } },
  });
});

test('of a day off the clock begins when the queue opens, and not at midnight (frappe/helpdesk#2075)', async () => {
  await changed({ hours: { ...OFFICE, week: { ...OFFICE.week, sun: [] } }, targetSeconds: 600 });
  at('2027-01-10T12:00:00Z');
  const id = await open();
  at('2027-01-11T08:05:00Z');
  await claim(id);
  expect(await figures()).toMatchObject({ counts: { kept: 1 }, durations: { waitOpen: { median: 300 } } });
});

test('a later target overrules none (zammad#5177)', async () => {
  await changed({ targetSeconds: 60 });
  const id = await open();
  desk.wait(MINUTE / 2);
  await changed({ targetSeconds: 3_600 });
  desk.wait(5 * MINUTE);
  await claim(id);
  expect(await figures()).toMatchObject({ serviceLevel: 0, counts: { missed: 1 } });
});

test('nobody is called at midnight (zammad#4432)', async () => {
  await changed({ hours: OFFICE, targetSeconds: 900 });
  at('2027-01-19T15:50:00Z');
  const id = await open();
  await desk.pass(2 * 16, HOUR / 2);
  expect(await desk.story(id)).not.toContain('overdue');
  await desk.pass(4, 5 * MINUTE);
  expect(await desk.story(id)).toContain('overdue');
  expect((await figures()).counts).toMatchObject({ missed: 1, waiting: 1 });
});

test('what is a holiday elsewhere is none here (zammad#390)', async () => {
  await changed({ hours: { ...OFFICE, holidays: ['2027-05-01'] }, targetSeconds: 600 });
  at('2027-01-26T11:00:00Z');
  const id = await open();
  desk.wait(5 * MINUTE);
  await claim(id);
  expect((await figures()).durations.waitOpen).toMatchObject({ median: 300 });
});

test('whether it was in time is known once it was accepted, and not when it comes back (zammad#4516)', async () => {
  await changed({ targetSeconds: 600 });
  const id = await open();
  desk.wait(MINUTE);
  expect((await figures()).serviceLevel).toBeNull();
  await claim(id);
  expect(await figures()).toMatchObject({ serviceLevel: 1, counts: { kept: 1, judged: 1 } });
  await resolve(id);
  expect((await figures()).serviceLevel).toBe(1);
});

test.each([
  ['put on', '2027-03-27T22:00:00Z', 8 * 3_600],
  ['put back', '2027-10-30T22:00:00Z', 10 * 3_600],
])('a night in which the clock is %s is as long as it is', async (_, opened, seconds) => {
  const night: [string, string][] = [['00:00', '09:00']];
  await changed({ hours: { ...OFFICE, week: { ...OFFICE.week, sun: night, sat: [] } }, targetSeconds: 60 });
  at(opened);
  const id = await open();
  desk.wait(12 * HOUR);
  await claim(id);
  expect((await figures()).durations).toMatchObject({ wait: { median: 43_200 }, waitOpen: { median: seconds } });
});

test('hours that are edited afterwards change no past figure', async () => {
  await changed({ hours: OFFICE, targetSeconds: 600 });
  at('2027-11-09T11:00:00Z');
  const id = await open();
  desk.wait(15 * MINUTE);
  await claim(id);
  const before = await figures();
  await changed({ hours: { ...OFFICE, week: { ...OFFICE.week, tue: [] } } });
  await sql`update figure_state set definitions = 0`.execute(desk.one.db.q);
  expect(await figures()).toEqual(before);
  expect(before).toMatchObject({ serviceLevel: 0, durations: { waitOpen: { median: 900 } } });
});

test('each of two queues goes by hours of its own', async () => {
  const always = await desk.addQueue(`Always ${topic}`);
  await promise({ targetSeconds: 600 }, always);
  await changed({ hours: { ...OFFICE, week: { ...OFFICE.week, sun: [] } }, targetSeconds: 600 });
  at('2027-11-14T11:00:00Z');
  const id = await open();
  desk.wait(HOUR);
  await desk.one.escalations.transfer(id, megan, { queueId: always });
  desk.wait(15 * MINUTE);
  await claim(id);
  expect(await figures({ queue: desk.queueId })).toMatchObject({ counts: { missed: 0, movedOut: 1 } });
  expect(await figures({ queue: always })).toMatchObject({
    counts: { missed: 1, movedIn: 1 },
    durations: { waitOpen: { median: 900 } },
  });
});

test('no time at all is no time, and a clock that was put back makes none below', async () => {
  await resolved(0);
  await resolved(-5_000);
  expect((await figures()).durations).toMatchObject({
    wait: { n: 2, mean: 0 },
    first: { n: 1, mean: 0 },
    handle: { n: 2, mean: 0 },
    resolution: { n: 2, mean: 0 },
  });

  async function resolved(after: number): Promise<void> {
    const id = await open();
    desk.wait(after);
    await claim(id);
    await says(id);
    await resolve(id);
  }
});
