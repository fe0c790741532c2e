/** Several Teams bots on one desk: each with tokens, chats and troubles of its own. */
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import type { BotRegistration } from '../../src/contract/api';
import type { SandboxBot } from '../../src/sandbox/state/contract';
import { SANDBOX } from '../../src/config/world';
import { chatWith } from '../../src/sandbox/state/bots';
import { createConnection, type ConnectionRow } from '../../src/store/connections';
import { conversationByExternalId, lockConversation } from '../../src/store/conversations';
import { seal } from '../../src/store/seal';
import { eventually } from '../support/eventually';
import { adele, channel, robin, type TeamsDesk, startTeamsDesk } from '../support/teamsDesk';

let desk: TeamsDesk;
const complaints = jest.spyOn(console, 'error').mockImplementation(() => undefined);
beforeAll(async () => {
  desk = await startTeamsDesk();
  await desk.deliver();
});
afterAll(async () => {
  complaints.mockRestore();
  await desk.stop();
});
beforeEach(() => desk.control.clearCalls());

const { tenantId } = SANDBOX;

/** A bot of its own in Azure, and the connection that brings it to the desk. */
async function bring(
  name: string,
  options: { credentials?: Partial<BotRegistration>; state?: 'draft' | 'live' } = {},
): Promise<{ bot: SandboxBot; connection: ConnectionRow; chatId: string }> {
  const bot = desk.control.addBot({ name });
  const connection = await createConnection(desk.db.q, desk.config.secretsKey, tenantId, {
    name,
    kind: 'copilotStudio',
    appId: `agent-${bot.appId}`,
    state: options.state ?? 'live',
    directLine: { tokenEndpoint: `${desk.cloud.url}/directline/token` },
    bot: { appId: bot.appId, type: 'SingleTenant', tenantId, password: bot.password, ...options.credentials },
  });
  return { bot, connection, chatId: chatWith(robin, bot).chatId };
}

/** Robin asks this connection's bot, is handed over, and Adele takes it. */
async function claimed(connection: ConnectionRow, bot: SandboxBot): Promise<string> {
  await desk.control.chat(robin.id, { text: 'a person please', bot: bot.appId });
  const id = await desk.db.transaction(async (tx) => {
    const found = await conversationByExternalId(tx.q, connection.id, chatWith(robin, bot).chatId);
    const conversation = found && (await lockConversation(tx.q, found.id));
    if (!conversation) throw new Error('no conversation');
    const handoff = {
      topic: 'Escalate',
      lastPhrase: 'a person please',
      agentMessage: null,
      language: null,
      variables: [],
      transcript: [],
      problems: [],
    };
    return (await desk.escalations.open(tx, { connection, conversation, handoff })).id;
  });
  await desk.escalations.claim(id, agent);
  return id;
}
const agent = { tenantId, id: adele.id, name: adele.name, manager: true, queueIds: [] };

async function answer(escalationId: string, text: string): Promise<string> {
  const { message } = await desk.replies.reply(escalationId, agent, { text, clientMessageId: randomUUID() });
  return message.id;
}

async function giveSecret({ id }: ConnectionRow, password: string): Promise<void> {
  const sealed = seal(desk.config.secretsKey, JSON.stringify({ password }));
  await desk.db.q.updateTable('connection').set({ bot_secret: sealed }).where('id', '=', id).execute();
}

const heard = (chatId: string) => desk.control.messages(chatId).filter(({ from }) => from.kind === 'bot');
const deliveryOf = (id: string) =>
  desk.db.q.selectFrom('message').select(['delivery', 'delivery_reason']).where('id', '=', id).executeTakeFirst();
const connectionNow = (id: string) =>
  desk.db.q.selectFrom('connection').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

const activity = (bot: Pick<SandboxBot, 'id' | 'name'>, chatId: string, overrides: Record<string, unknown> = {}) => ({
  type: 'message',
  id: String(Date.now()) + Math.floor(Math.random() * 1_000_000),
  timestamp: new Date().toISOString(),
  channelId: 'msteams',
  serviceUrl: `${desk.cloud.url}/teams/`,
  from: { id: robin.teamsId, name: robin.name, aadObjectId: robin.id },
  recipient: { id: bot.id, name: bot.name },
  conversation: { id: chatId, conversationType: 'personal', tenantId },
  channelData: { tenant: { id: tenantId } },
  text: 'hello',
  ...overrides,
});

async function post(appId: string, body: unknown): Promise<{ status: number; text: string }> {
  const token = await desk.control.mint({ as: 'channel', appId });
  const response = await fetch(`${desk.url}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
  return { status: response.status, text: await response.text() };
}

/** Everything an activity could have left behind. */
async function traces(): Promise<string> {
  const [messages, keys, conversations, teams, queues, escalations] = await Promise.all([
    desk.db.q.selectFrom('message').select(['id', 'text', 'deleted_at', 'edited_at']).orderBy('id').execute(),
    desk.db.q.selectFrom('inbox').select('key').orderBy('key').execute(),
    desk.db.q.selectFrom('conversation').select(['id', 'address']).orderBy('id').execute(),
    desk.db.q.selectFrom('team').selectAll().orderBy('id').execute(),
    desk.db.q.selectFrom('queue').select(['id', 'channel_id']).orderBy('id').execute(),
    desk.db.q.selectFrom('escalation').select(['id', 'status']).orderBy('id').execute(),
  ]);
  return JSON.stringify([messages, keys, conversations, teams, queues, escalations]);
}

test('customers get answers from the bot they wrote to, with that bot’s own token', async () => {
  const fabrikam = await bring('Fabrikam Assistant');
  const contosoId = await desk.open(robin);
  await desk.escalations.claim(contosoId, agent);
  const fabrikamId = await claimed(fabrikam.connection, fabrikam.bot);
  await answer(contosoId, 'Contoso speaking');
  await answer(fabrikamId, 'Fabrikam speaking');
  await desk.deliver();

  const said = (words: string) => desk.control.calls().filter(({ text }) => text?.includes(words));
  expect(said('Contoso speaking')).toMatchObject([
    { conversationId: robin.chatId, appId: SANDBOX.bot.appId, accepted: true },
  ]);
  expect(said('Fabrikam speaking')).toMatchObject([
    { conversationId: fabrikam.chatId, appId: fabrikam.bot.appId, accepted: true },
  ]);
  expect(heard(fabrikam.chatId).map(({ text }) => text)).toEqual(
    expect.arrayContaining([expect.stringContaining('Fabrikam speaking')]),
  );
  expect(
    heard(fabrikam.chatId)
      .map(({ text }) => text)
      .join(),
  ).not.toContain('Contoso speaking');
  // The card is in the team, where the desk speaks with its own bot.
  const card = await desk.db.q.selectFrom('card').selectAll().where('escalation_id', '=', fabrikamId).execute();
  expect(card).toMatchObject([{ bot_app_id: SANDBOX.bot.appId, channel_id: channel.id }]);
  await desk.escalations.resolve(contosoId, agent);
  await desk.escalations.resolve(fabrikamId, agent);
});

describe('a token of one bot', () => {
  let one: Awaited<ReturnType<typeof bring>>;
  let other: Awaited<ReturnType<typeof bring>>;
  let words: { id: string };
  beforeAll(async () => {
    one = await bring('Northwind');
    other = await bring('Tailspin');
    words = await desk.control.chat(robin.id, { text: 'my secret', bot: one.bot.appId });
    await desk.control.chat(robin.id, { text: 'hello Contoso' });
    await desk.deliver();
  });

  test.each<[string, () => unknown]>([
    ['words to the other bot', () => activity(one.bot, one.chatId)],
    ['words in a chat with the other bot', () => activity(other.bot, one.chatId)],
    ['words in a chat with the desk’s own bot', () => activity(other.bot, robin.chatId)],
    [
      'an edit in a chat with the other bot',
      () =>
        activity(other.bot, one.chatId, {
          type: 'messageUpdate',
          id: words.id,
          text: 'something else',
          channelData: { tenant: { id: tenantId }, eventType: 'editMessage' },
        }),
    ],
    [
      'a deletion in a chat with the other bot',
      () => activity(other.bot, one.chatId, { type: 'messageDelete', id: words.id }),
    ],
    [
      'a customer leaving the other bot',
      () => activity(other.bot, one.chatId, { type: 'installationUpdate', action: 'remove', text: undefined }),
    ],
    [
      'the app in the team',
      () =>
        activity(other.bot, SANDBOX.team.id, {
          type: 'installationUpdate',
          action: 'remove',
          conversation: { id: SANDBOX.team.id, conversationType: 'channel', tenantId },
          channelData: { tenant: { id: tenantId }, team: { id: SANDBOX.team.id } },
        }),
    ],
    [
      'a command in a channel',
      () =>
        activity(other.bot, channel.id, {
          text: '<at>Tailspin</at> connect',
          entities: [{ type: 'mention', text: '<at>Tailspin</at>', mentioned: { id: other.bot.id } }],
          conversation: { id: channel.id, conversationType: 'channel', tenantId },
          channelData: { tenant: { id: tenantId }, team: { id: SANDBOX.team.id }, channel: { id: channel.id } },
        }),
    ],
    [
      'a channel dressed as a personal chat',
      () =>
        activity(other.bot, channel.id, { conversation: { id: channel.id, conversationType: 'personal', tenantId } }),
    ],
  ])('says nothing about %s: 403, and nothing is stored', async (_, body) => {
    const before = await traces();
    expect(await post(other.bot.appId, body())).toMatchObject({
      status: 403,
      text: expect.stringContaining('"code":"forbidden"') as string,
    });
    expect(await traces()).toBe(before);
  });

  test('says nothing to the desk’s own bot either', async () => {
    const before = await traces();
    const answered = await post(other.bot.appId, activity(SANDBOX.bot, robin.chatId));
    expect(answered.status).toBe(403);
    expect((await post(SANDBOX.bot.appId, activity(other.bot, other.chatId))).status).toBe(403);
    expect(await traces()).toBe(before);
  });

  test('claims nothing whose card another bot posted', async () => {
    const id = await desk.open(robin);
    await desk.deliver();
    const [card] = await desk.db.q.selectFrom('card').selectAll().where('escalation_id', '=', id).execute();
    const press = (conversation: object) =>
      activity(other.bot, '', {
        type: 'invoke',
        name: 'adaptiveCard/action',
        from: { id: adele.teamsId, name: adele.name, aadObjectId: adele.id },
        replyToId: card?.activity_id,
        text: undefined,
        conversation,
        channelData: { tenant: { id: tenantId }, team: { id: SANDBOX.team.id }, channel: { id: channel.id } },
        value: { action: { type: 'Action.Execute', verb: 'claim', data: { escalationId: id } }, trigger: 'manual' },
      });
    const thread = `${channel.id};messageid=${card?.activity_id}`;
    const before = await traces();
    expect((await post(other.bot.appId, press({ id: thread, conversationType: 'channel', tenantId }))).status).toBe(
      403,
    );
    expect(await traces()).toBe(before);
    // In its own chat a button is that bot's own, even if it is called "claim".
    const own = chatWith(adele, other.bot).chatId;
    expect((await post(other.bot.appId, press({ id: own, conversationType: 'personal', tenantId }))).status).toBe(200);
    expect(await desk.db.q.selectFrom('escalation').select('status').where('id', '=', id).execute()).toEqual([
      { status: 'waiting' },
    ]);
  });
});

describe('a connection’s bot', () => {
  test('greets in the connection’s name, and says so while nobody answers yet', async () => {
    const { bot, chatId } = await bring('Wing*tip* Toys', { state: 'draft' });
    await desk.control.setApp(robin.id, true, bot.appId);
    await desk.control.chat(robin.id, { text: 'help', bot: bot.appId });
    await desk.deliver();
    const words = heard(chatId).map(({ text }) => text);
    expect(words).toEqual([
      expect.stringMatching(/^Hello! I am Wing\\\*tip\\\* Toys\. Ask me anything\./),
      expect.stringMatching(/^Hello! I am Wing\\\*tip\\\* Toys\. I cannot answer yet/),
    ]);
    expect(words.join()).not.toMatch(/tab|agent|queue|Handoff Desk/i);
  });

  test('with a wrong secret is told so in its health, holds up nobody else, and speaks once the secret is right', async () => {
    const broken = await bring('Broken', { credentials: { password: 'not-the-secret' } });
    const fine = await bring('Fine');
    const brokenId = await claimed(broken.connection, broken.bot);
    const fineId = await claimed(fine.connection, fine.bot);
    const stuck = await answer(brokenId, 'from the broken one');
    const sent = await answer(fineId, 'from the fine one');
    await eventually(async () => (await deliveryOf(sent))?.delivery === 'delivered', { what: 'the other to speak' });
    const health = await eventually(
      async () => {
        const row = await connectionNow(broken.connection.id);
        return row.last_error !== null && row;
      },
      { what: 'the fault to be written down' },
    );
    expect(health.last_error).toBe(
      'The bot could not sign in: its client secret is wrong. Take the secret’s value, not its id (AADSTS7000215). ' +
        'Check the Teams bot of “Broken” in Settings → Connections.',
    );
    expect(await connectionNow(fine.connection.id)).toMatchObject({ last_error: null });
    expect(await deliveryOf(stuck)).toMatchObject({ delivery: 'sending' });
    expect(heard(broken.chatId)).toEqual([]);

    await giveSecret(broken.connection, broken.bot.password);
    await desk.deliver();
    expect(await deliveryOf(stuck)).toMatchObject({ delivery: 'delivered' });
    expect(
      heard(broken.chatId)
        .map(({ text }) => text)
        .join(),
    ).toContain('from the broken one');
  });

  test('whose secret has expired is told what to do', async () => {
    const { bot, connection } = await bring('Expired');
    const id = await claimed(connection, bot);
    await desk.deliver();
    desk.control.registerApp(bot.appId, { password: bot.password, expired: true });
    await giveSecret(connection, bot.password);
    await answer(id, 'late');
    const { last_error: error } = await eventually(
      async () => {
        const row = await connectionNow(connection.id);
        return row.last_error !== null && row;
      },
      { what: 'the fault to be written down' },
    );
    expect(error).toMatch(/client secret has expired\. Make a new one .* \(AADSTS7000222\)/);
    desk.control.registerApp(bot.appId, { password: 'the next one' });
    await giveSecret(connection, 'the next one');
    await desk.deliver();
  });

  test('signs in with a certificate', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const thumbprint = 'A1B2C3D4E5F60718293A4B5C6D7E8F9001122334';
    const pem = { publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(), thumbprint };
    const certificate = { thumbprint, privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
    const { bot, connection } = await bring('Certified', { credentials: { password: null, certificate } });
    desk.control.registerApp(bot.appId, pem);
    const sent = await answer(await claimed(connection, bot), 'signed and sealed');
    await desk.deliver();
    expect(await deliveryOf(sent)).toMatchObject({ delivery: 'delivered' });
    expect(desk.control.calls().find(({ text }) => text?.includes('signed and sealed'))).toMatchObject({
      appId: bot.appId,
    });
  });

  test('is refused from the moment its connection is removed, and what it still had to say fails with the reason', async () => {
    const { bot, connection, chatId } = await bring('Gone');
    const id = await claimed(connection, bot);
    await desk.deliver();
    await desk.db.q.updateTable('connection').set({ state: 'removed' }).where('id', '=', connection.id).execute();
    const before = await traces();
    expect((await post(bot.appId, activity(bot, chatId))).status).toBe(401);
    expect(await traces()).toBe(before);
    const lost = await answer(id, 'too late');
    await desk.deliver();
    expect(await deliveryOf(lost)).toEqual({
      delivery: 'failed',
      delivery_reason: expect.stringContaining('is not registered with the desk any more') as string,
    });
  });

  test('nobody registered is refused', async () => {
    const stranger = desk.control.addBot({ name: 'Stranger' });
    expect((await post(stranger.appId, activity(stranger, chatWith(robin, stranger).chatId))).status).toBe(401);
  });
});
