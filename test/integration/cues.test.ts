/** What an owner is told in Teams of customers they have not read, and managers of a queue that nobody is in any more. */
import { randomUUID } from 'node:crypto';
import type { GraphSettings } from '../../src/contract/api';
import type { Identity } from '../../src/domain/escalation';
import { Cues } from '../../src/escalation/cues';
import { Reading } from '../../src/escalation/reading';
import { watchStaffing } from '../../src/escalation/staffing';
import { sawAgent, setPresence } from '../../src/store/agents';
import { graphHealth, saveGraphSettings } from '../../src/store/graph';
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

const nobodyIn = (conversationId: string) =>
  desk.control
    .messages(conversationId)
    .filter(({ attachments }) => JSON.stringify(attachments).includes('Nobody is available in')).length;
const watch = async (seconds: number, managers: string[] = []) => {
  await watchStaffing(desk.db, at(seconds), managers);
  await desk.deliver();
};
async function adeleComesAndGoes(managers: string[] = []): Promise<void> {
  const whose = { tenantId: queue.tenantId, id: adele.id };
  await desk.open(robin);
  await desk.deliver();
  await watch(0, managers);
  await setPresence(desk.db.q, whose, { presence: 'available' }, { now: at(0), until: at(0) });
  await watch(1, managers);
  await setPresence(desk.db.q, whose, { presence: 'away' }, { now: at(2), until: at(2) });
  await watch(2, managers);
  await watch(60, managers);
}

test('managers hear once of a queue that had somebody and has nobody, in a chat that is begun for it', async () => {
  await sawAgent(desk.db.q, { ...whoIs(megan.id, megan.name), manager: true }, at(0));
  await adeleComesAndGoes();
  expect(nobodyIn(megan.chatId)).toBe(0);
  await watch(200);
  await watch(400);
  expect(nobodyIn(megan.chatId)).toBe(1);
  expect(nobodyIn(channel.id)).toBe(0);
});

test('so do those whom MANAGERS names by sign-in name, though they never opened the tab', async () => {
  await desk.db.q.deleteFrom('agent').where('id', '=', megan.id).execute();
  const before = nobodyIn(megan.chatId);
  await adeleComesAndGoes([megan.upn]);
  await watch(200, [megan.upn]);
  expect(nobodyIn(megan.chatId)).toBe(before + 1);
});

test('where no manager is known, the default queue’s channel reads it', async () => {
  await adeleComesAndGoes(['nobody@contoso.example']);
  await watch(200, ['nobody@contoso.example']);
  expect(nobodyIn(channel.id)).toBe(1);
});

describe('in the activity feed, where managers want that', () => {
  const feed = () => desk.control.graph.feed(adele.id);
  const settings = async (change: object) => {
    const token = await desk.control.token(megan.id);
    const response = await fetch(`${desk.url}/api/graph`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(change),
    });
    expect(response.status).toBe(200);
    return (await response.json()) as GraphSettings;
  };
  beforeAll(async () => void (await settings({ tellBy: 'feed' })));
  afterEach(() => void desk.control.setFaults({ graph: null }));
  afterAll(async () => void (await settings({ tellBy: 'chat' })));

  test('an owner is told there, once of a burst, with a way into the chat, and not by the bot as well', async () => {
    const id = await claimed(robin);
    const told = ear(adele);
    const before = feed().length;
    await writes(robin, 'Are you there?');
    await writes(robin, 'My parcel is *late*');
    await pass(11);
    await pass(30);
    const [item, ...more] = feed().slice(before);
    expect(more).toEqual([]);
    expect(item).toMatchObject({ text: `${robin.name} waits for your answer`, preview: 'My parcel is *late*' });
    expect(decodeURIComponent(item?.link ?? '')).toContain(id);
    expect(told()).toEqual([]);
    await pass(31 + 10 * 60);
    expect(feed()).toHaveLength(before + 2);
    expect(await settings({})).toMatchObject({ isSetUp: true, feed: { failedAt: null, reason: null } });
  });

  test('one notification counts all of an owner’s customers', async () => {
    await claimed(robin);
    await claimed(maria);
    await writes(robin);
    await writes(maria);
    await pass(11);
    expect(feed().at(-1)).toMatchObject({ text: '2 customers wait for your answer', topic: '2 chats' });
  });

  test.each(['throttled', 'unavailable', 'reset', 'garbled', 'forbidden'] as const)(
    'the bot says it when Graph answers %s, and managers see why',
    async (graph) => {
      const other = await startTeamsDesk();
      try {
        const said = () => other.control.messages(adele.chatId).filter(({ text }) => text.includes('waits for your'));
        await saveGraphSettings(
          other.db.q,
          owner.tenantId,
          { tellBy: 'feed' },
          { id: megan.id, name: megan.name },
          at(0),
        );
        other.control.setFaults({ graph });
        await other.deliver();
        const id = await other.open(robin);
        const queueIds = await queueIdsOf(other.db.q, owner.tenantId, adele.id);
        expect(await other.escalations.claim(id, { ...owner, queueIds })).toMatchObject({ ok: true });
        for (const seconds of [11, 700]) {
          await other.control.chat(robin.id, { text: 'Hello?' });
          await other.deliver();
          await new Cues(other.db).keep(at(seconds));
          await other.deliver();
        }
        expect(said()).toHaveLength(2);
        expect(other.control.graph.feed(adele.id)).toEqual([]);
        const [health] = await graphHealth(other.db.q, owner.tenantId);
        expect(health).toMatchObject({
          use: 'feed',
          workedAt: null,
          reason: expect.stringContaining('Microsoft Graph'),
        });
        // Whatever was refused is not asked again at once.
        const tries = { throttled: 1, unavailable: 1, reset: 1, garbled: 1, forbidden: 1 };
        expect(other.control.graph.calls()).toHaveLength(tries[graph]);
      } finally {
        await other.stop();
      }
    },
  );

  test('whoever lacks the app in their own Teams is told by the bot, everybody else in the feed', async () => {
    await claimed(robin);
    const id = await claimed(maria);
    expect(await desk.escalations.transfer(id, owner, { agentId: diego.id })).toMatchObject({ ok: true });
    await desk.control.setApp(diego.id, false);
    try {
      const before = feed().length;
      await writes(robin);
      await writes(maria);
      await pass(11);
      expect(feed()).toHaveLength(before + 1);
      expect(desk.control.graph.feed(diego.id)).toEqual([]);
      expect(await settings({})).toMatchObject({
        feed: { remedy: expect.stringContaining('TeamsActivity.Send.User') },
      });
    } finally {
      await desk.control.setApp(diego.id, true);
    }
  });
});
