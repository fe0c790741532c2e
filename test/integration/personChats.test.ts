/** The desk opens the chat with somebody it knows by their Entra id: an agent in Teams handed them over. */
import { SANDBOX } from '../../src/config/world';
import type { Identity, OpenEscalation } from '../../src/domain/escalation';
import { PersonChats } from '../../src/escalation/personChats';
import { createConnection } from '../../src/store/connections';
import { findConversation } from '../../src/store/conversations';
import { findEscalation } from '../../src/store/escalation/escalations';
import { saveGraphSettings } from '../../src/store/graph';
import { queueIdsOf, updateQueue } from '../../src/store/queues';
import { type TeamsDesk, adele, diego, maria, megan, robin, startTeamsDesk } from '../support/teamsDesk';
import { channels } from '../support/channels';
import { patience } from '../support/eventually';

type Person = typeof robin;

let desk: TeamsDesk;
let connectionId: string;
let owner: Identity;
const tenantId = SANDBOX.tenantId;

beforeEach(async () => {
  desk = await startTeamsDesk();
  await desk.deliver();
  // Nobody is behind the desk's own bot but agents in Teams.
  await desk.db.q.updateTable('connection').set({ state: 'removed' }).where('kind', '=', 'copilotStudio').execute();
  const hr = { name: 'Contoso HR', appId: 'hr-of-the-test', kind: 'copilotStudioTeams', state: 'live' } as const;
  connectionId = (await createConnection(desk.db.q, desk.config.secretsKey, tenantId, hr)).id;
  const queueIds = await queueIdsOf(desk.db.q, tenantId, adele.id);
  owner = { tenantId, id: adele.id, name: adele.name, manager: false, queueIds };
});
afterEach(() => desk.stop());

const HANDOFF: OpenEscalation = {
  topic: 'Leave',
  lastPhrase: 'how many days do I have',
  agentMessage: 'Days of leave left',
  language: null,
  variables: [],
  transcript: [],
  problems: [],
};

async function handedOver(person: { id: string; name: string } = robin) {
  const accepted = await desk.agentInbox.handedOff({
    connectionId,
    person: { tenantId, id: person.id, name: person.name, locale: 'en-US' },
    handoff: HANDOFF,
  });
  if (!accepted.ok) throw new Error(accepted.state);
  return accepted;
}
const open = (conversationId: string) => desk.teams.openChat(conversationId, AbortSignal.timeout(patience()));
const link = (conversationId: string, person: Person = robin) =>
  desk.teams.chatLink({ conversationId, personId: person.id });
const read = (person: Person = robin) => desk.control.messages(person.chatId);
const texts = (person: Person = robin) => read(person).map(({ text }) => text);
const cards = (person: Person = robin) => JSON.stringify(read(person).flatMap(({ attachments }) => attachments));
const says = (text: string) => desk.control.chat(robin.id, { text });
const reply = (id: string, text: string) =>
  desk.replies.reply(id, owner, { text, clientMessageId: crypto.randomUUID(), attachments: [] } as never);
const transcript = (conversationId: string) =>
  desk.db.q.selectFrom('message').selectAll().where('conversation_id', '=', conversationId).orderBy('seq').execute();
const notes = async (conversationId: string) =>
  (await transcript(conversationId)).filter(({ note }) => note).map(({ text }) => text);

test('they read who sent them and where they are in the line; then everything is as in any chat', async () => {
  const { escalationId, conversationId } = await handedOver();
  expect(await open(conversationId)).toEqual({ state: 'open' });
  await desk.deliver();
  expect(texts().join()).toContain('Contoso HR');
  expect(texts().join()).toContain('Days of leave left');
  expect(cards()).toContain('You are next in line');
  expect(await findConversation(desk.db.q, conversationId)).toMatchObject({
    external_id: robin.chatId,
    address: { channel: 'teams', conversationId: robin.chatId, serviceUrl: `${desk.cloud.url}/teams/` },
  });

  await desk.escalations.claim(escalationId, owner);
  await says('Hello?');
  await reply(escalationId, 'You have 12 days.');
  await desk.deliver();
  expect((await transcript(conversationId)).map(({ text }) => text)).toContain('Hello?');
  expect(texts().join()).toContain('Adele Vance has joined the chat.');
  expect(texts().at(-1)).toContain('You have 12 days.');

  const mine = read().find(({ from, text }) => from.id === robin.id && text === 'Hello?');
  await desk.control.edit(robin.id, mine?.id ?? '', 'Hello, you?');
  const answer = read().at(-1);
  await desk.control.react(robin.id, answer?.id ?? '', { type: 'like', on: true });
  expect((await transcript(conversationId)).map(({ text }) => text)).toContain('Hello, you?');
  expect(JSON.stringify(await transcript(conversationId))).toContain('"like"');

  await desk.escalations.resolve(escalationId, owner);
  await desk.deliver();
  expect(texts().join()).toContain('Contoso HR is in its own chat');
});

test('how it was is asked in that chat, and answered there after the end', async () => {
  const { queueId } = await desk.db.q
    .selectFrom('queue')
    .select('id as queueId')
    .where('is_default', '=', true)
    .executeTakeFirstOrThrow();
  const survey = { scale: 'stars', wordings: [], everyDays: 0, remindHours: 24 } as const;
  await updateQueue(desk.db.q, queueId, { survey: { ...survey, wordings: [] } });
  const { conversationId, escalationId } = await handedOver();
  await open(conversationId);
  await desk.escalations.claim(escalationId, owner);
  await desk.escalations.resolve(escalationId, owner);
  await desk.deliver();
  const card = read().findLast(({ attachments }) => JSON.stringify(attachments).includes('"survey"'));
  const data = { handoffDesk: 'survey', escalationId, rating: '4' };
  const press = { conversationId: robin.chatId, messageId: card?.id ?? '', verb: '', data };
  await desk.control.submit(robin.id, press);
  expect((await findEscalation(desk.db.q, escalationId))?.survey).toMatchObject({ rating: 4 });
});

test('asked for by many at once it is opened once, and its words come once and in order', async () => {
  const { conversationId, escalationId } = await handedOver();
  await desk.escalations.claim(escalationId, owner);
  for (const text of ['one', 'two', 'three', 'four']) await reply(escalationId, text);
  const url = await link(conversationId);
  const all = await Promise.all([
    ...Array.from({ length: 8 }, () => open(conversationId)),
    desk.control.follow(robin.id, url).then(() => ({ state: 'open' })),
  ]);
  expect(new Set(all.map(({ state }) => state))).toEqual(new Set(['open']));
  await desk.deliver();
  const said = texts().flatMap((text) => /one|two|three|four/.exec(text) ?? []);
  expect(said).toEqual(['one', 'two', 'three', 'four']);
  const lane = await desk.db.q
    .selectFrom('lane')
    .select('rate_key')
    .where('key', '=', `person:${connectionId}:${robin.id}`)
    .executeTakeFirstOrThrow();
  expect(lane.rate_key).toBe(`teams:${robin.chatId}`);
});

test('a process that dies between opening the chat and writing it down leaves it to the next', async () => {
  const { conversationId } = await handedOver();
  const died = jest.spyOn(PersonChats.prototype, 'opened').mockRejectedValueOnce(new Error('killed'));
  await open(conversationId);
  died.mockRestore();
  await desk.deliver();
  expect(await findConversation(desk.db.q, conversationId)).toMatchObject({ external_id: robin.chatId });
  expect(texts().join()).toContain('Contoso HR');
});

describe('a customer without the app', () => {
  let handed: Awaited<ReturnType<typeof handedOver>>;
  beforeEach(async () => {
    await desk.control.setApp(robin.id, false);
    handed = await handedOver();
    expect(await open(handed.conversationId)).toEqual({ state: 'notInstalled' });
    await desk.escalations.claim(handed.escalationId, owner);
    await reply(handed.escalationId, 'Are you there?');
  });

  test('is no secret to the agent, nor to whoever looks after the connection', async () => {
    expect(await open(handed.conversationId)).toEqual({ state: 'notInstalled' });
    expect((await findEscalation(desk.db.q, handed.escalationId))?.laneBlocked).toContain('does not have the app');
    expect((await notes(handed.conversationId)).filter((text) => text.includes('does not have the app'))).toHaveLength(
      1,
    );
    const connection = await desk.db.q
      .selectFrom('connection')
      .select('last_error')
      .where('id', '=', connectionId)
      .executeTakeFirstOrThrow();
    expect(connection.last_error).toContain('setup policy');
  });

  test.each<[string, () => Promise<unknown>]>([
    [
      'adds it by the link their agent shows',
      async () => desk.control.follow(robin.id, await link(handed.conversationId)),
    ],
    ['is given it', () => desk.control.setApp(robin.id, true)],
  ])('who %s reads at once what waited, in order', async (_how, come) => {
    expect(texts()).toEqual([]);
    await come();
    await desk.deliver();
    const said = texts().filter((text) => /asked for a person|has joined|Are you there/.test(text));
    expect(said).toHaveLength(3);
    expect(said[0]).toContain('Contoso HR');
    expect(said[2]).toContain('Are you there?');
    expect((await findEscalation(desk.db.q, handed.escalationId))?.laneBlocked).toBeNull();
    expect((await notes(handed.conversationId)).at(-1)).toContain('has the app now');
  });

  test('gets it from the desk where managers want that', async () => {
    const by = { id: megan.id, name: megan.name };
    await saveGraphSettings(desk.db.q, tenantId, { addApp: 'customers' }, by, new Date());
    expect(await open(handed.conversationId)).toEqual({ state: 'open' });
    await desk.deliver();
    expect(texts().join()).toContain('Are you there?');
  });
});

test('who removes the app between two requests is without it at the second', async () => {
  const first = await handedOver();
  await open(first.conversationId);
  await desk.deliver();
  await desk.control.setApp(robin.id, false);
  expect(await findEscalation(desk.db.q, first.escalationId)).toMatchObject({ status: 'abandoned' });
  const second = await handedOver();
  expect(second.conversationId).toBe(first.conversationId);
  expect(await open(second.conversationId)).toEqual({ state: 'notInstalled' });
  expect(await link(second.conversationId)).toContain('/l/app/');
  await desk.control.setApp(robin.id, true);
  await desk.deliver();
  expect(texts().filter((text) => text.includes('asked for a person'))).toHaveLength(2);
});

test('a chat whose history was removed is opened again, and nothing is lost', async () => {
  const { conversationId, escalationId } = await handedOver();
  await open(conversationId);
  await desk.escalations.claim(escalationId, owner);
  await desk.deliver();
  desk.control.forget(robin.id);
  await reply(escalationId, 'Still there?');
  await desk.deliver();
  expect(texts()).toEqual([expect.stringContaining('Still there?')]);
});

test('the connection’s test says whether customers can be written to, and what to do if not', async () => {
  const check = () => desk.teams.checkApp({ connectionId, tenantId }, AbortSignal.timeout(patience()));
  expect(await check()).toMatchObject({ ok: true, found: expect.stringContaining('Nobody was handed over') as string });
  await desk.control.setApp(robin.id, false);
  const { conversationId } = await handedOver();
  expect(await check()).toMatchObject({ ok: false, remedy: expect.stringContaining('setup policy') as string });
  await saveGraphSettings(desk.db.q, tenantId, { addApp: 'customers' }, { id: megan.id, name: megan.name }, new Date());
  desk.control.setFaults({ install: 'notInCatalog' });
  expect(await check()).toMatchObject({ ok: false, remedy: expect.stringContaining('TEAMS_APP_ID') as string });
  desk.control.setFaults({ install: null });
  expect(await check()).toMatchObject({ ok: true });
  expect(await open(conversationId)).toEqual({ state: 'open' });
});

test('an id of nobody is said to be one', async () => {
  const nobody = { id: '00000000-0000-4000-8000-00000000000f', name: 'Nobody' };
  const { conversationId } = await handedOver(nobody);
  expect(await open(conversationId)).toEqual({ state: 'unknown' });
  await desk.deliver();
  const [hello] = await transcript(conversationId);
  expect(hello?.delivery_reason).toContain('nobody');
});

describe('the link', () => {
  test('proves who came, once, and is of no use to anybody else', async () => {
    const { conversationId, number } = await handedOver();
    await open(conversationId);
    const url = await link(conversationId);
    await desk.control.follow(maria.id, url);
    await desk.deliver();
    expect(texts(maria).at(-1)).toContain('This link does nothing');
    expect(texts(maria).join()).not.toContain(String(number));
    expect(await desk.control.follow(robin.id, url)).toEqual({ chatId: robin.chatId, status: 200 });
    await desk.deliver();
    expect(texts().at(-1)).toBe(`You are in the right place: request #${number} goes on here.`);
    await desk.control.follow(robin.id, url);
    await desk.deliver();
    expect(texts().at(-1)).toContain('This link does nothing');
  });

  test.each(['', 'made-up', 'x'.repeat(300)])('with the token %j does nothing, and says so', async (token) => {
    const url = `${desk.cloud.origin}/l/chat/0/0?users=${SANDBOX.bot.id}&continuation=${token}`;
    expect((await desk.control.follow(robin.id, url)).status).toBe(200);
    await desk.deliver();
    expect(texts()).toEqual([expect.stringContaining('This link does nothing')]);
  });

  test('is too old after an hour, and keeps no secret in the database', async () => {
    const { conversationId } = await handedOver();
    const [hash] = await desk.db.q.selectFrom('chat_token').select('hash').execute();
    expect(hash).toBeUndefined();
    const early = new PersonChats(desk.db, channels, () => new Date(Date.now() - 61 * 60_000));
    const token = await early.token({ conversationId, tenantId, personId: robin.id });
    const { hash: kept } = await desk.db.q.selectFrom('chat_token').select('hash').executeTakeFirstOrThrow();
    expect(kept.toString('base64url')).not.toContain(token);
    await desk.control.follow(
      robin.id,
      `${desk.cloud.origin}/l/chat/0/0?users=${SANDBOX.bot.id}&continuation=${token}`,
    );
    await desk.deliver();
    expect(texts().join()).toContain('This link does nothing');
  });

  test('is answered without a body, and a sign-in that failed is no error either', async () => {
    const { conversationId } = await handedOver();
    const activity = (name: string, value: object) => ({
      type: 'invoke',
      name,
      value,
      id: `f:${crypto.randomUUID()}`,
      channelId: 'msteams',
      serviceUrl: `${desk.cloud.url}/teams/`,
      from: { id: robin.teamsId, aadObjectId: robin.id },
      recipient: { id: SANDBOX.bot.id, name: SANDBOX.bot.name },
      conversation: { id: robin.chatId, conversationType: 'personal', tenantId },
      channelData: { tenant: { id: tenantId } },
    });
    const token = new URL(await link(conversationId)).searchParams.get('continuation');
    expect(await desk.hear(activity('handoff/action', { continuation: token }))).toEqual({ status: 200, body: null });
    expect(await desk.hear(activity('signin/failure', { code: 'resourcematchfailed' }))).toEqual({
      status: 200,
      body: null,
    });
    expect((await desk.hear(activity('something/new', {}))).status).toBe(200);
  });
});

describe('after the end', () => {
  let handed: Awaited<ReturnType<typeof handedOver>>;
  beforeEach(async () => {
    handed = await handedOver();
    await open(handed.conversationId);
    await desk.escalations.claim(handed.escalationId, owner);
    await desk.escalations.resolve(handed.escalationId, owner);
    await desk.deliver();
  });
  const press = (person = robin, escalationId = handed.escalationId) =>
    desk.control.submit(person.id, {
      conversationId: person.chatId,
      messageId: read(person).at(-1)?.id ?? '',
      verb: '',
      data: { handoffDesk: 'askAgain', escalationId },
    });

  test('whoever writes hears that it is over, and asks again with what they wrote', async () => {
    await says('One more thing');
    await desk.deliver();
    expect(cards()).toContain(`Request #${handed.number} has ended`);
    await press();
    await desk.deliver();
    const opened = await desk.db.q
      .selectFrom('escalation')
      .select(['id', 'previous_id', 'from_seq'])
      .where('status', '=', 'waiting')
      .executeTakeFirstOrThrow();
    expect(opened.previous_id).toBe(handed.escalationId);
    const said = (await transcript(handed.conversationId)).filter(({ seq }) => seq >= opened.from_seq);
    expect(said.map(({ text }) => text)).toContain('One more thing');
    await press();
    await desk.deliver();
    expect(texts().at(-1)).toContain('You have asked already');
    expect(
      await desk.db.q.selectFrom('escalation').select('id').where('status', '=', 'waiting').execute(),
    ).toHaveLength(1);
  });

  test('nobody else asks in their name, and no draft or paused agent takes it', async () => {
    await says('One more thing');
    await desk.deliver();
    await desk.control.chat(diego.id, { value: { handoffDesk: 'askAgain', escalationId: handed.escalationId } });
    await desk.deliver();
    expect(await desk.db.q.selectFrom('escalation').select('id').where('status', '=', 'waiting').execute()).toEqual([]);
    await desk.db.q.updateTable('connection').set({ state: 'paused' }).where('id', '=', connectionId).execute();
    await press();
    await desk.deliver();
    expect(texts().at(-1)).toContain('No person can be asked for here any more');
  });

  test('an agent that is live again meanwhile begins a chat of its own with them, and the words are there once', async () => {
    await says('Hello?');
    const again = await handedOver();
    expect(again.conversationId).toBe(handed.conversationId);
    expect((await transcript(handed.conversationId)).filter(({ text }) => text === 'Hello?')).toHaveLength(1);
  });
});
