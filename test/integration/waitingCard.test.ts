/** What a waiting customer sees in Teams: one card, edited in place. */
import type { SandboxMessage } from '../../src/sandbox/state/contract';
import { updateQueue } from '../../src/store/queues';
import { findEscalation } from '../../src/store/escalation/escalations';
import { lastMessages } from '../../src/store/transcript';
import { type TeamsDesk, megan, startTeamsDesk } from '../support/teamsDesk';
import { channels } from '../support/channels';

type Person = Parameters<TeamsDesk['open']>[0];
let desk: TeamsDesk;
let queueId: string;

beforeAll(async () => {
  desk = await startTeamsDesk();
  await desk.deliver();
  const queue = await desk.db.q
    .selectFrom('queue')
    .select('id')
    .where('is_default', '=', true)
    .executeTakeFirstOrThrow();
  queueId = queue.id;
});
// All of it happens in one channel, which would soon be at the limit of Teams' rate table.
afterEach(() => desk.db.q.deleteFrom('rate_budget').execute());
afterAll(() => desk.stop());

async function newCustomers(count: number): Promise<Person[]> {
  return await desk.control.addPeople({ count, role: 'customer', name: 'Nia', announce: false });
}

const cardsIn = (person: Person): SandboxMessage[] =>
  desk.control
    .messages(person.chatId)
    .filter(
      ({ from, attachments }) => from.kind === 'bot' && /Request #|request is #/.test(JSON.stringify(attachments)),
    );
const shownTo = (person: Person): string => JSON.stringify(cardsIn(person)[0]?.attachments[0]?.content);
const heard = (person: Person): string[] => desk.control.messages(person.chatId).map(({ text }) => text);

async function open(person: Person): Promise<string> {
  const id = await desk.open(person);
  await desk.deliver();
  return id;
}

async function press(person: Person, choice: string, escalationId?: string): Promise<void> {
  const [card] = cardsIn(person);
  if (!card) throw new Error('no card');
  await desk.control.submit(person.id, {
    conversationId: person.chatId,
    messageId: card.id,
    verb: '',
    data: { handoffDesk: choice, escalationId },
  });
  await desk.deliver();
}

const manager = { id: megan.id, name: megan.name, tenantId: '', manager: true, queueIds: [] };
const claim = async (id: string) => {
  const tenantId = (await findEscalation(desk.db.q, id))?.tenantId ?? '';
  await desk.escalations.claim(id, { ...manager, tenantId });
  await desk.deliver();
};

test('whoever moves up learns it in the same card, and at last who is with them', async () => {
  const [first, second] = (await newCustomers(2)) as [Person, Person];
  const [one, two] = [await open(first), await open(second)];
  expect(shownTo(first)).toContain('You are next in line');
  expect(shownTo(second)).toContain('One person is ahead of you');
  await claim(one);
  await channels.showMoves(desk.db);
  await desk.deliver();
  expect(shownTo(first)).toContain(`${megan.name} is with you`);
  expect(shownTo(first)).not.toContain('Stop waiting');
  expect(shownTo(second)).toContain('You are next in line');
  await claim(two);
  expect([cardsIn(first).length, cardsIn(second).length]).toEqual([1, 1]);
});

test('a line that did not move costs nothing', async () => {
  const [customer] = (await newCustomers(1)) as [Person];
  await claim(await open(customer));
  desk.control.clearCalls();
  await channels.showMoves(desk.db);
  await desk.deliver();
  expect(desk.control.calls()).toEqual([]);
});

test('who stops waiting is back with the bot, and told so', async () => {
  const [customer] = (await newCustomers(1)) as [Person];
  const id = await open(customer);
  await press(customer, 'stopWaiting');
  expect(await findEscalation(desk.db.q, id)).toMatchObject({
    status: 'abandoned',
    outcome: 'The customer stopped waiting',
  });
  expect(heard(customer).at(-1)).toContain('You are no longer waiting for a person');
  expect(shownTo(customer)).toContain('You are no longer waiting');
  await press(customer, 'stopWaiting');
  expect(heard(customer).filter((text) => text.includes('You are no longer waiting for a person'))).toHaveLength(1);
});

test('a button left over from an earlier wait ends no later one', async () => {
  const [customer] = (await newCustomers(1)) as [Person];
  const first = await open(customer);
  await press(customer, 'stopWaiting', first);
  const second = await open(customer);
  await press(customer, 'stopWaiting', first);
  expect(await findEscalation(desk.db.q, second)).toMatchObject({ status: 'waiting' });
  await press(customer, 'stopWaiting', second);
  expect(await findEscalation(desk.db.q, second)).toMatchObject({ status: 'abandoned' });
});

test('who leaves a message keeps their place, and agents are told', async () => {
  const [customer] = (await newCustomers(1)) as [Person];
  const id = await open(customer);
  await press(customer, 'leaveMessage');
  await desk.control.chat(customer.id, { text: 'Please call me back' });
  const row = await findEscalation(desk.db.q, id);
  expect(row).toMatchObject({ status: 'waiting', leftMessageAt: expect.any(Date) });
  expect(heard(customer).join()).toContain('Write your message here');
  const lines = row && (await lastMessages(desk.db.q, row, 5));
  expect(lines?.map(({ text, note }) => [text, note])).toEqual(
    expect.arrayContaining([
      ['The customer would rather leave a message than wait.', true],
      ['Please call me back', false],
    ]),
  );
  await claim(id);
  await desk.control.chat(customer.id, { text: 'Now I am here again' });
  expect(await findEscalation(desk.db.q, id)).toMatchObject({ leftMessageAt: null });
});

test('where work is offered and nobody is there, the customer is told, and told otherwise when somebody came', async () => {
  await updateQueue(desk.db.q, queueId, { serviceTargets: { assignment: 'automatic' } });
  const [customer] = (await newCustomers(1)) as [Person];
  const id = await open(customer);
  expect(shownTo(customer)).toContain('Nobody is free to come just now');
  await claim(id);
  expect(shownTo(customer)).not.toContain('Nobody is free');
  await updateQueue(desk.db.q, queueId, { serviceTargets: { assignment: 'claim' } });
});

describe('outside opening hours', () => {
  const week = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
  const hours = { timeZone: 'Europe/Berlin', week, holidays: [] };
  afterEach(() => updateQueue(desk.db.q, queueId, { serviceTargets: { hours: null, closedWords: null } }));

  test('the customer is told, and what they leave waits for the morning', async () => {
    await updateQueue(desk.db.q, queueId, { serviceTargets: { hours, whenClosed: 'leaveMessage' } });
    const [customer] = (await newCustomers(1)) as [Person];
    const id = await open(customer);
    expect(shownTo(customer)).toContain('Leave your message here and somebody will answer in this chat');
    expect(await findEscalation(desk.db.q, id)).toMatchObject({ status: 'waiting' });
    await claim(id);
  });

  test('or goes straight back to the bot, in the queue’s own words', async () => {
    await updateQueue(desk.db.q, queueId, {
      serviceTargets: { hours, whenClosed: 'backToBot', closedWords: 'We are at the fair this week.' },
    });
    const [customer] = (await newCustomers(1)) as [Person];
    const id = await open(customer);
    expect(heard(customer).join()).toContain('We are at the fair this week.');
    expect(await findEscalation(desk.db.q, id)).toMatchObject({ status: 'abandoned' });
    expect(desk.toBot.at(-1)).toMatchObject({ type: 'return', escalationId: id });
  });
});
