/** What an owner is told in Teams of customers they have not read, and managers of a queue that nobody is in any more. */
import { randomUUID } from 'node:crypto';
import type { Identity } from '../../src/domain/escalation';
import { Cues } from '../../src/escalation/cues';
import { Reading } from '../../src/escalation/reading';
import { watchStaffing } from '../../src/escalation/staffing';
import { sawAgent, setPresence } from '../../src/store/agents';
import { queueIdsOf, updateQueue } from '../../src/store/queues';
import { type TeamsDesk, adele, channel, diego, maria, megan, robin, startTeamsDesk } from '../support/teamsDesk';

type Person = typeof adele;

let desk: TeamsDesk;
let queue: { id: string; tenantId: string };
let owner: Identity;
beforeAll(async () => {
  desk = await startTeamsDesk();
  await desk.deliver();
  const found = await desk.db.q
    .selectFrom('queue')
    .select(['id', 'tenant_id as tenantId'])
    .where('is_default', '=', true)
    .executeTakeFirstOrThrow();
  queue = found;
  owner = await identityOf(adele);
  for (const { id, name } of [adele, diego]) await sawAgent(desk.db.q, { ...whoIs(id, name), manager: false }, at(0));
});
afterAll(() => desk.stop());
afterEach(async () => {
  await desk.db.q
    .updateTable('escalation')
    .set({ status: 'abandoned', ended_at: new Date() })
    .where('status', 'in', ['waiting', 'claimed'])
    .execute();
  await desk.db.q.updateTable('agent').set({ looking_until: null }).execute();
  await updateQueue(desk.db.q, queue.id, { serviceTargets: { unreadMinutes: 10 } });
  await desk.deliver();
});

const at = (seconds: number) => new Date(Date.now() + seconds * 1_000);
const whoIs = (id: string, name: string) => ({ tenantId: queue.tenantId, id, name, upn: null });
const identityOf = async ({ id, name }: Person): Promise<Identity> => ({
  tenantId: queue.tenantId,
  id,
  name,
  manager: false,
  queueIds: await queueIdsOf(desk.db.q, queue.tenantId, id),
});
const reading = () => new Reading(desk.db);

async function claimed(customer: Person): Promise<string> {
  const id = await desk.open(customer);
  expect(await desk.escalations.claim(id, owner)).toMatchObject({ ok: true });
  return id;
}
const writes = (customer: Person, text = 'Hello?') => desk.control.chat(customer.id, { text });
async function pass(seconds: number): Promise<void> {
  // A chat in which something is being written is looked at in the next round.
  await desk.deliver();
  await new Cues(desk.db).keep(at(seconds));
  await desk.deliver();
}
/** What the bot has said to a person since. */
function ear({ chatId }: Person) {
  const heard = () => desk.control.messages(chatId).filter(({ from, text }) => from.kind === 'bot' && text !== '');
  const before = heard().length;
  return () =>
    heard()
      .slice(before)
      .map(({ text }) => text);
}

test('an owner who does not look is told once of a burst, with a way into the chat', async () => {
  const id = await claimed(robin);
  const told = ear(adele);
  await writes(robin, 'Are you there?');
  await writes(robin, 'My <b>parcel</b> is *late*');
  await pass(5);
  expect(told()).toEqual([]);
  await pass(11);
  expect(told()).toHaveLength(1);
  expect(told()[0]).toContain('waits for your answer');
  expect(told()[0]).toContain('parcel');
  expect(told()[0]).not.toContain('*late*');
  expect(decodeURIComponent(told()[0] ?? '')).toContain(id);
  await writes(robin, 'And now?');
  await pass(30);
  expect(told()).toHaveLength(1);
});

test('again as often as the queue says, until it is read; what comes then is told anew', async () => {
  const id = await claimed(robin);
  const told = ear(adele);
  await writes(robin);
  await pass(11);
  await pass(12 + 10 * 60);
  expect(told()).toHaveLength(2);
  await reading().read(id, owner, 1_000);
  await pass(13 + 10 * 60);
  await pass(60 * 60);
  expect(told()).toHaveLength(2);
  await writes(robin);
  await pass(11);
  expect(told()).toHaveLength(3);
});

test('once where once is enough, until it is read', async () => {
  await updateQueue(desk.db.q, queue.id, { serviceTargets: { unreadMinutes: null } });
  await claimed(robin);
  const told = ear(adele);
  await writes(robin);
  await pass(11);
  await writes(robin);
  await pass(24 * 60 * 60);
  expect(told()).toHaveLength(1);
});

test('nobody who looks at their tab is told, and is told when they look away without reading', async () => {
  await claimed(robin);
  const told = ear(adele);
  await reading().looking(owner);
  await writes(robin);
  await pass(11);
  expect(told()).toEqual([]);
  await pass(60);
  expect(told()).toHaveLength(1);
});

test('an answer is as good as reading', async () => {
  const id = await claimed(robin);
  const told = ear(adele);
  await writes(robin);
  await desk.replies.reply(id, owner, { text: 'Here', clientMessageId: randomUUID() });
  await pass(60 * 60);
  expect(told()).toEqual([]);
});

test('one message names all of an owner’s customers', async () => {
  await claimed(robin);
  await claimed(maria);
  const told = ear(adele);
  await writes(robin);
  await writes(maria);
  await pass(11);
  expect(told()).toHaveLength(1);
  expect(told()[0]).toContain('2 customers wait for your answer');
  await pass(12);
  expect(told()).toHaveLength(1);
});

test('who is given a chat is told, who takes one is not', async () => {
  const id = await claimed(robin);
  const [adeles, diegos] = [ear(adele), ear(diego)];
  await pass(60);
  expect(adeles()).toEqual([]);
  expect(await desk.escalations.transfer(id, owner, { agentId: diego.id })).toMatchObject({ ok: true });
  await pass(1);
  expect(diegos()).toHaveLength(1);
});

test('two processes tell once', async () => {
  await claimed(robin);
  const told = ear(adele);
  await writes(robin);
  await desk.deliver();
  await Promise.all([1, 2, 3].map(() => new Cues(desk.db).keep(at(11))));
  await pass(12);
  expect(told()).toHaveLength(1);
});

test('managers hear once of a queue that had somebody and has nobody', async () => {
  await sawAgent(desk.db.q, { ...whoIs(megan.id, megan.name), manager: true }, at(0));
  await desk.open(robin);
  await desk.deliver();
  const notices = () =>
    desk.control
      .messages(channel.id)
      .filter(({ attachments }) => JSON.stringify(attachments).includes('Nobody is available in')).length;
  const watch = async (seconds: number) => {
    await watchStaffing(desk.db, at(seconds));
    await desk.deliver();
  };
  const whose = { tenantId: queue.tenantId, id: adele.id };
  await watch(0);
  expect(notices()).toBe(0);
  await setPresence(desk.db.q, whose, { presence: 'available' }, { now: at(0), until: at(0) });
  await watch(1);
  await setPresence(desk.db.q, whose, { presence: 'away' }, { now: at(2), until: at(2) });
  await watch(2);
  await watch(60);
  expect(notices()).toBe(0);
  await watch(200);
  await watch(400);
  expect(notices()).toBe(1);
});
