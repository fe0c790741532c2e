/** What a card in a channel shows each person, and how it asks before Resolve; Teams' client is the sandbox's. */
import { cardsOf } from '../../src/store/escalation/cards';
import { findEscalation } from '../../src/store/escalation/escalations';
import { insertQueue, listQueues, updateQueue } from '../../src/store/queues';
import { saveWrapUp } from '../../src/store/wrapUp';
import { sawAgent } from '../../src/store/agents';
import { SANDBOX } from '../../src/config/world';
import { type TeamsDesk, adele, channel, diego, megan, robin, startTeamsDesk } from '../support/teamsDesk';

const refunded = { id: '6f1d2c3b-0000-4000-8000-00000000000a', name: 'Refunded' };
const replaced = { id: '6f1d2c3b-0000-4000-8000-00000000000b', name: 'Replaced' };
const vip = { id: '6f1d2c3b-0000-4000-8000-00000000000c', name: 'VIP' };
const late = { id: '6f1d2c3b-0000-4000-8000-00000000000d', name: 'Late, very late' };

let desk: TeamsDesk;

beforeAll(async () => {
  desk = await startTeamsDesk();
  await desk.deliver();
  const { q } = desk.db;
  const { tenantId } = SANDBOX;
  const by = { id: megan.id, name: megan.name };
  await saveWrapUp(q, { tenantId, version: 0, outcomes: [refunded, replaced], tags: [vip, late], by, now: new Date() });
  await sawAgent(q, { tenantId, id: megan.id, name: megan.name, upn: null, manager: true }, new Date());
  await insertQueue(q, {
    tenantId,
    name: 'Billing',
    teamId: SANDBOX.team.id,
    channelId: null,
    channelName: null,
    isDefault: false,
  });
  for (const { id, channelId } of await listQueues(q, tenantId)) {
    if (channelId === channel.id) await updateQueue(q, id, { wrapUpRequires: ['outcome'] });
  }
});
afterAll(() => desk.stop());

async function card(id: string) {
  await desk.deliver();
  const [found] = await cardsOf(desk.db.q, id);
  if (!found) throw new Error('the escalation has no card');
  return found;
}

async function press(person: { id: string }, id: string, verb: string, data: object = {}) {
  const { activity_id: messageId } = await card(id);
  const pressed = { conversationId: channel.id, messageId, verb, data: { escalationId: id, ...data } };
  const answer = await desk.control.invoke(person.id, pressed);
  await desk.deliver();
  return answer;
}

/** The titles of the buttons this person sees on the card. */
async function buttons(person: { id: string } | null, id: string): Promise<string[]> {
  const { activity_id: messageId } = await card(id);
  if (person) await desk.control.look(person.id, channel.id);
  const shown = desk.control.messages(channel.id, person?.id ?? null).find((one) => one.id === messageId);
  const body = (shown?.attachments[0]?.content as { body: { type: string; actions?: { title: string }[] }[] }).body;
  return body.flatMap((part) => (part.type === 'ActionSet' ? (part.actions ?? []) : [])).map(({ title }) => title);
}

async function claimed(): Promise<string> {
  const id = await desk.open(robin);
  await press(adele, id, 'claim');
  return id;
}

const row = async (id: string) => findEscalation(desk.db.q, id);
const end = async (id: string) => press(adele, id, 'resolve', { outcome: refunded.id });

test('a card shows each person what they may do: the owner and managers all of it, a colleague the chat', async () => {
  const id = await desk.open(robin);
  expect(await buttons(null, id)).toEqual(['Claim', 'Open chat']);
  expect(await buttons(diego, id)).toEqual(['Claim', 'Open chat']);
  await press(adele, id, 'claim');
  expect(await buttons(null, id)).toEqual(['Open chat']);
  expect(await buttons(diego, id)).toEqual(['Open chat']);
  for (const one of [adele, megan]) {
    expect(await buttons(one, id)).toEqual(['Open chat', 'Resolve', 'Return to queue', 'Transfer']);
  }
  await press(adele, id, 'release');
  for (const one of [null, adele, diego]) expect(await buttons(one, id)).toEqual(['Claim', 'Open chat']);
  await press(adele, id, 'claim');
  await end(id);
  for (const one of [null, adele, megan]) expect(await buttons(one, id)).toEqual(['Open chat']);
});

test('whoever claims sees their own view at once, and is the one Teams asks for', async () => {
  const id = await desk.open(robin);
  const { value } = await press(adele, id, 'claim');
  expect(value).toMatchObject({ refresh: { userIds: [adele.teamsId, megan.teamsId] } });
  const shown = JSON.stringify(value);
  expect(shown).toContain(`"choices":[{"title":"Refunded","value":"${refunded.id}"}`);
  expect(shown).toContain('"title":"Late, very late"');
  await end(id);
});

test('Resolve without what the queue asks for is refused in words, to the presser alone, and changes nothing', async () => {
  const id = await claimed();
  const before = desk.control.messages(channel.id).length;
  const answer = await press(adele, id, 'resolve');
  expect(answer).toMatchObject({
    statusCode: 200,
    type: 'application/vnd.microsoft.activity.message',
    value: 'Not resolved yet: this queue asks for an outcome.',
  });
  expect((await press(adele, id, 'resolve', { outcome: 'Whatever' })).value).toBe(
    'Not resolved yet: “Whatever” is not an outcome here. Choose one of these: Refunded, Replaced.',
  );
  expect(await row(id)).toMatchObject({ status: 'claimed', outcome: null, version: 2 });
  expect(desk.control.messages(channel.id)).toHaveLength(before);
  await end(id);
});

test('Resolve with an outcome, tags and a summary keeps them, and the card says how it ended', async () => {
  const id = await claimed();
  const said = { outcome: refunded.id, tags: `${vip.id},${late.id}`, summary: 'Paid twice.' };
  expect(JSON.stringify((await press(adele, id, 'resolve', said)).value)).toContain('Refunded · VIP, Late, very late');
  expect(await row(id)).toMatchObject({
    status: 'resolved',
    outcome: 'Refunded',
    outcomeId: refunded.id,
    tags: [vip, late],
    summary: 'Paid twice.',
  });
});

test('on a client that knows only Action.Submit the same is asked, and the refusal stands in the thread', async () => {
  const id = await claimed();
  const { activity_id: messageId } = await card(id);
  const pressed = { conversationId: channel.id, messageId, verb: 'resolve' };
  await desk.control.submit(adele.id, { ...pressed, data: { verb: 'resolve', escalationId: id } });
  await desk.deliver();
  const thread = desk.control.messages(channel.id).filter(({ threadId }) => threadId === messageId);
  expect(thread.map(({ text }) => text)).toEqual([
    expect.stringMatching(/^#\d+: Not resolved yet: this queue asks for an outcome\.$/),
  ]);
  const data = { verb: 'resolve', escalationId: id, outcome: replaced.id };
  await desk.control.submit(adele.id, { ...pressed, data });
  expect(await row(id)).toMatchObject({ status: 'resolved', outcome: 'Replaced' });
});
