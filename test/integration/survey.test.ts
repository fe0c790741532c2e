/** Customers are asked how it was, once a person has helped them: by card in Teams, in words elsewhere. */
import type { SurveySettings } from '../../src/contract/api';
import { askedSince, formFor } from '../../src/domain/survey';
import { SYSTEM } from '../../src/domain/escalation';
import { Surveys } from '../../src/escalation/surveys';
import { eventsOf } from '../../src/store/escalation/events';
import { findEscalation } from '../../src/store/escalation/escalations';
import { findSurvey, insertSurvey } from '../../src/store/escalation/surveys';
import { updateQueue } from '../../src/store/queues';
import type { SandboxMessage } from '../../src/sandbox/state/contract';
import { type TeamsDesk, megan, startTeamsDesk } from '../support/teamsDesk';

type Person = Parameters<TeamsDesk['open']>[0];
const ASKS: SurveySettings = { scale: 'stars', wordings: [], everyDays: 0, remindHours: 24 };
const HOUR = 3_600_000;

let desk: TeamsDesk;
let queueId: string;
let surveys: Surveys;

beforeAll(async () => {
  desk = await startTeamsDesk();
  await desk.deliver();
  const queue = await desk.db.q
    .selectFrom('queue')
    .select('id')
    .where('is_default', '=', true)
    .executeTakeFirstOrThrow();
  queueId = queue.id;
  surveys = new Surveys(desk.db, desk.escalations);
});
beforeEach(() => asks(ASKS));
// All of it happens in one channel, which would soon be at the limit of Teams' rate table.
afterEach(() => desk.db.q.deleteFrom('rate_budget').execute());
afterAll(() => desk.stop());

const asks = (survey: SurveySettings | null) => updateQueue(desk.db.q, queueId, { survey });

async function newCustomer(name = 'Nia'): Promise<Person> {
  const [person] = await desk.control.addPeople({ count: 1, role: 'customer', name, announce: false });
  return person as Person;
}

const cardsOf = (person: Person): SandboxMessage[] =>
  desk.control
    .messages(person.chatId)
    .filter(({ attachments }) => /"id":"rating"|answer|closed now|Antwort/.test(JSON.stringify(attachments)));
const shownTo = (person: Person): string => JSON.stringify(cardsOf(person).at(-1)?.attachments[0]?.content);
const heard = (person: Person): string[] => desk.control.messages(person.chatId).map(({ text }) => text);

async function helped(person: Person, locale?: string): Promise<string> {
  const id = await desk.open(person, locale === undefined ? {} : { language: locale });
  const tenantId = (await findEscalation(desk.db.q, id))?.tenantId ?? '';
  const manager = { id: megan.id, name: megan.name, tenantId, manager: true, queueIds: [queueId] };
  await desk.escalations.claim(id, manager);
  const ended = await desk.escalations.resolve(id, manager, { outcome: 'Refunded' });
  expect(ended.ok).toBe(true);
  await desk.deliver();
  return id;
}

async function answer(person: Person, escalationId: string, given: object, by = person): Promise<void> {
  const card = cardsOf(person).at(-1);
  if (!card) throw new Error('no card');
  await desk.control.submit(by.id, {
    conversationId: person.chatId,
    messageId: card.id,
    verb: '',
    data: { handoffDesk: 'survey', escalationId, ...given },
  });
  await desk.deliver();
}

const ratingOf = async (id: string) => (await findEscalation(desk.db.q, id))?.survey ?? null;
const ratedEvents = async (id: string) =>
  (await eventsOf(desk.db.q, id)).items
    .filter(({ type }) => type === 'rated')
    .map(({ summary, reason }) => [summary, reason]);

test('whoever was helped is asked behind the last words, and their card says thanks with what they chose', async () => {
  const customer = await newCustomer();
  const id = await helped(customer);
  expect(heard(customer).at(-2)).toContain('The agent has left the chat');
  expect(shownTo(customer)).toContain('How was the help you got?');
  await answer(customer, id, { rating: '4', comment: '  Quick and kind ' });
  expect(await ratingOf(id)).toMatchObject({ rating: 4, grade: 4, comment: 'Quick and kind', changedAt: null });
  expect(shownTo(customer)).toContain('Thank you for your answer.');
  expect(shownTo(customer)).toContain('★★★★☆ Good');
  expect(cardsOf(customer)).toHaveLength(1);
  const events = (await eventsOf(desk.db.q, id)).items;
  expect(events.at(-1)).toMatchObject({
    type: 'rated',
    summary: `${customer.name} rated 4 of 5`,
    reason: 'Quick and kind',
    actor: { kind: 'customer', name: customer.name },
  });
  expect(await findEscalation(desk.db.q, id)).toMatchObject({ status: 'resolved', version: events.at(-1)?.version });
  // Nothing of it went to the bot.
  expect(desk.toBot.filter((item) => JSON.stringify(item).includes('"message"'))).toHaveLength(desk.toBot.length - 1);
});

test('an answer can be changed for a day, and the same one twice is one', async () => {
  const customer = await newCustomer();
  const id = await helped(customer);
  await answer(customer, id, { rating: '2' });
  await answer(customer, id, { rating: '2' });
  await answer(customer, id, { rating: '5', comment: 'It works after all' });
  expect(await ratedEvents(id)).toEqual([
    [`${customer.name} rated 2 of 5`, null],
    [`${customer.name} changed the rating to 5 of 5`, 'It works after all'],
  ]);
  await desk.db.q
    .updateTable('survey')
    .set({ answered_at: new Date(Date.now() - 25 * HOUR) })
    .where('escalation_id', '=', id)
    .execute();
  await answer(customer, id, { rating: '1' });
  expect(await ratingOf(id)).toMatchObject({ rating: 5 });
  expect(shownTo(customer)).not.toContain('"id":"rating"');
  // It stays, and says so: what they chose just now is gone from their screen.
  expect(shownTo(customer)).toContain('It can no longer be changed.');
  expect(heard(customer).at(-1)).toContain('This question is closed now');
});

test('pressed several times at once it is one answer, whichever part of the desk hears each', async () => {
  const customer = await newCustomer();
  const id = await helped(customer);
  const conversationId = (await findSurvey(desk.db.q, id))?.conversationId ?? '';
  const other = new Surveys(desk.db, desk.escalations);
  const given = { rating: 3, comment: null };
  const results = await Promise.all(
    [surveys, other, surveys, other].map((each) =>
      desk.db.transaction((tx) => each.answered(tx, conversationId, id, given)),
    ),
  );
  expect(results.map(({ result }) => result).sort()).toEqual(['rated', 'same', 'same', 'same']);
  expect(await ratedEvents(id)).toHaveLength(1);
  await desk.deliver();
});

test('nobody else answers, nobody answers for another chat, and nothing is no answer', async () => {
  const [customer, stranger] = [await newCustomer(), await newCustomer('Zoe')];
  const id = await helped(customer);
  await helped(stranger);
  await answer(stranger, id, { rating: '1' });
  expect(await ratingOf(id)).toMatchObject({ rating: null });
  await answer(customer, id, {});
  await answer(customer, id, { rating: '9' });
  expect(heard(customer).at(-1)).toContain('choose one of the answers');
  expect(await ratingOf(id)).toMatchObject({ rating: null });
});

test('who comes back before answering is not reminded, and may answer still', async () => {
  const customer = await newCustomer();
  const id = await helped(customer);
  const again = await desk.open(customer);
  await surveys.remind(new Date(Date.now() + 25 * HOUR));
  await desk.deliver();
  expect(cardsOf(customer)).toHaveLength(1);
  await answer(customer, id, { rating: '5' });
  expect(await ratingOf(id)).toMatchObject({ rating: 5, remindedAt: null });
  const tenantId = (await findEscalation(desk.db.q, again))?.tenantId ?? '';
  await desk.escalations.abandon(again, tenantId, SYSTEM, 'over');
  await desk.deliver();
  // Nobody had it: nothing to ask about.
  expect(await ratingOf(again)).toBeNull();
});

test('one reminder, and none once they have answered or the queue asks no more', async () => {
  const [slow, quick, lucky] = [await newCustomer(), await newCustomer('Ada'), await newCustomer('Eve')];
  const id = await helped(slow);
  await answer(quick, await helped(quick), { rating: '4' });
  const later = new Date(Date.now() + 25 * HOUR);
  for (const _ of [1, 2, 3]) await surveys.remind(later);
  await desk.deliver();
  expect([cardsOf(slow).length, cardsOf(quick).length]).toEqual([2, 1]);
  expect(shownTo(slow)).toContain('You have not answered yet');
  // The older card goes on working, and both say thanks.
  await answer(slow, id, { rating: '3' });
  expect(cardsOf(slow).every(({ attachments }) => JSON.stringify(attachments).includes('Thank you'))).toBe(true);
  await helped(lucky);
  await asks(null);
  await surveys.remind(later);
  await desk.deliver();
  expect(cardsOf(lucky)).toHaveLength(1);
});

test('a queue that asks no more still takes the answers it asked for', async () => {
  const customer = await newCustomer();
  const id = await helped(customer);
  await asks(null);
  await answer(customer, id, { rating: '4' });
  expect(await ratingOf(id)).toMatchObject({ grade: 4 });
  const next = await helped(customer);
  expect(await ratingOf(next)).toBeNull();
});

test('whoever was asked is left alone for as many days as the queue says', async () => {
  await asks({ ...ASKS, everyDays: 30 });
  const customer = await newCustomer();
  const first = await helped(customer);
  const second = await helped(customer);
  expect([await ratingOf(first), await ratingOf(second)]).toEqual([expect.anything(), null]);
  await desk.db.q
    .updateTable('survey')
    .set({ asked_at: new Date(Date.now() - 31 * 24 * HOUR) })
    .where('escalation_id', '=', first)
    .execute();
  expect(await ratingOf(await helped(customer))).not.toBeNull();
});

test('two ends of one customer at the same moment ask once', async () => {
  await asks(null);
  const customer = await newCustomer();
  const ended = [await helped(customer), await helped(customer), await helped(customer)];
  const found = await Promise.all(ended.map((id) => findEscalation(desk.db.q, id)));
  const asked = await Promise.all(found.map((escalation) => askedToday(escalation)));
  expect(asked.filter(Boolean)).toHaveLength(1);
});

/** Whether the end of it asks, where customers are asked once a day. */
async function askedToday(escalation: Awaited<ReturnType<typeof findEscalation>>, as?: string): Promise<boolean> {
  if (!escalation) throw new Error('no escalation');
  const { id: escalationId, tenantId, queueId: queue } = escalation;
  const now = new Date();
  return desk.db.transaction((tx) =>
    insertSurvey(tx.q, {
      ...{ escalationId, tenantId, customerId: as ?? escalation.customerId, queueId: queue, agentId: null, now },
      ...{ form: formFor(ASKS, null, []), askedSince: askedSince({ ...ASKS, everyDays: 1 }, now), remindAt: null },
    }),
  );
}

test('an id that is a bot’s own is somebody else’s at another bot', async () => {
  await asks(null);
  const customer = await newCustomer();
  const [here, there, again] = [await helped(customer), await helped(customer), await helped(customer)];
  await desk.db.pool.query(
    `update escalation set connection_id = (select id from connection where kind = 'rest' limit 1) where id = $1`,
    [there],
  );
  const asked = [];
  for (const id of [here, there, again]) asked.push(await askedToday(await findEscalation(desk.db.q, id), '42'));
  expect(asked).toEqual([true, true, false]);
});

test('in the customer’s language: the queue’s words, else the desk’s, else the queue’s first', async () => {
  await asks({
    ...ASKS,
    scale: 'thumbs',
    wordings: [{ language: 'fi', question: 'Saitko apua?', thanks: 'Kiitos!' }],
  });
  const finnish = await newCustomer();
  const id = await helped(finnish, 'fi-FI');
  expect(shownTo(finnish)).toContain('Saitko apua?');
  await answer(finnish, id, { rating: '2' });
  expect(shownTo(finnish)).toContain('Kiitos');
  expect(await ratingOf(id)).toMatchObject({ rating: 2, grade: 5 });
  const german = await newCustomer();
  await helped(german, 'de_AT');
  expect(shownTo(german)).toContain('Wie war die Hilfe');
  const welsh = await newCustomer();
  await helped(welsh, 'cy');
  expect(shownTo(welsh)).toContain('Saitko apua?');
});

test('a card that is pressed after everything was erased says so, and the bot hears nothing of it', async () => {
  const customer = await newCustomer();
  const id = await helped(customer);
  await desk.db.q.updateTable('message').set({ escalation_id: null }).where('escalation_id', '=', id).execute();
  await desk.db.q.deleteFrom('escalation').where('id', '=', id).execute();
  const before = desk.toBot.length;
  await answer(customer, id, { rating: '4' });
  expect(heard(customer).at(-1)).toContain('This question is closed now');
  expect(desk.toBot).toHaveLength(before);
});

test('who could not be asked counts as not asked', async () => {
  const customer = await newCustomer();
  const id = await desk.open(customer);
  const tenantId = (await findEscalation(desk.db.q, id))?.tenantId ?? '';
  const manager = { id: megan.id, name: megan.name, tenantId, manager: true, queueIds: [queueId] };
  await desk.escalations.claim(id, manager);
  await desk.deliver();
  desk.control.block(customer.id, true);
  await desk.escalations.resolve(id, manager);
  await desk.deliver();
  expect(await ratingOf(id)).toBeNull();
  expect((await eventsOf(desk.db.q, id)).items.at(-1)).toMatchObject({ type: 'survey_failed' });
});
