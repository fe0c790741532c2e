import { joinActivity } from '../../src/sandbox/teams/activities';
import type { InvokeAnswer, SandboxMessage } from '../../src/sandbox/state/contract';
import { SANDBOX } from '../../src/config/world';
import { refreshCard } from '../../src/escalation/consequences/card';
import { lockConversation } from '../../src/store/conversations';
import { cardsOf } from '../../src/store/escalation/cards';
import { eventsOf } from '../../src/store/escalation/events';
import { findEscalation } from '../../src/store/escalation/escalations';
import { lockEscalation } from '../../src/store/escalation/subjects';
import { lastMessages } from '../../src/store/transcript';
import { findTeam, markTeamRemoved } from '../../src/store/teams';
import { eventually } from '../support/eventually';
import {
  type TeamsDesk,
  adele,
  channel,
  diego,
  general,
  maria,
  megan,
  robin,
  startTeamsDesk,
} from '../support/teamsDesk';

let desk: TeamsDesk;
beforeAll(async () => {
  desk = await startTeamsDesk();
  await desk.deliver();
});
afterAll(() => desk.stop());

// All of it happens in one channel, which would soon be at the limit of Teams' rate table.
afterEach(() => desk.db.q.deleteFrom('rate_budget').execute());

const inChannel = () => desk.control.messages(channel.id);
const inChat = (person: { chatId: string }) => desk.control.messages(person.chatId);
const row = async (id: string) => {
  const found = await findEscalation(desk.db.q, id);
  if (!found) throw new Error('no such escalation');
  return found;
};

async function cardMessage(id: string): Promise<SandboxMessage> {
  await desk.deliver();
  const [card] = await cardsOf(desk.db.q, id);
  const message = inChannel().find((m) => m.id === card?.activity_id);
  if (!message) throw new Error('the escalation has no card');
  return message;
}

const shownOn = (message: SandboxMessage) => JSON.stringify(message.attachments[0]?.content);

async function press(person: { id: string }, verb: string, escalationId: string): Promise<InvokeAnswer> {
  const message = await cardMessage(escalationId);
  const data = { escalationId };
  return desk.control.invoke(person.id, { conversationId: channel.id, messageId: message.id, verb, data });
}

async function open(person = robin): Promise<string> {
  const id = await desk.open(person);
  await desk.deliver();
  return id;
}
async function end(id: string): Promise<void> {
  await desk.escalations.abandon(id, (await row(id)).tenantId, { kind: 'system', id: null, name: 'Test' }, 'Over');
  await desk.deliver();
}

describe('an escalation', () => {
  test('appears as one card in its queue’s channel, and says so', async () => {
    const id = await open();
    const message = await cardMessage(id);
    expect(shownOn(message)).toContain('Robin Ortiz');
    expect(shownOn(message)).toContain('Claim');
    expect((await row(id)).cardState).toBe('posted');
    expect(await cardsOf(desk.db.q, id)).toHaveLength(1);
    await end(id);
  });

  test('is claimed from its card: the winner sees it at once, then everybody, and the second hears who and when', async () => {
    const id = await open();
    const won = await press(adele, 'claim', id);
    expect(won).toMatchObject({ statusCode: 200, type: 'application/vnd.microsoft.card.adaptive' });
    expect(JSON.stringify(won.value)).toContain('Claimed by Adele Vance at');

    const lost = await press(diego, 'claim', id);
    expect(lost).toMatchObject({ statusCode: 200, type: 'application/vnd.microsoft.activity.message' });
    expect(lost.value).toBe('Adele Vance has already claimed this. That was a moment ago.');
    expect(shownOn(await cardMessage(id))).toContain('Claimed by Adele Vance at');
    expect((await row(id)).assigneeId).toBe(adele.id);
    // To the second alone: nobody else reads it, and no post comes of it.
    await desk.deliver();
    const { id: root } = await cardMessage(id);
    expect(inChannel().filter(({ threadId }) => threadId === root)).toEqual([]);
    expect(desk.control.messages(channel.id, megan.id).some(({ text }) => text.includes('already claimed'))).toBe(
      false,
    );

    expect(await press(adele, 'claim', id)).toMatchObject({ type: 'application/vnd.microsoft.card.adaptive' });
    await end(id);
  });

  test('has one winner when two claim at once', async () => {
    const id = await open();
    const answers = await Promise.all([press(adele, 'claim', id), press(diego, 'claim', id)]);
    expect(answers.filter(({ type }) => type.endsWith('card.adaptive'))).toHaveLength(1);
    expect(answers.filter(({ type }) => type.endsWith('activity.message'))).toHaveLength(1);
    await end(id);
  });

  test('is released and resolved from its card, by those who may', async () => {
    const id = await open();
    await press(adele, 'claim', id);
    expect((await press(diego, 'release', id)).value).toContain('This belongs to Adele Vance');
    await press(adele, 'release', id);
    expect((await row(id)).status).toBe('waiting');
    await press(diego, 'claim', id);
    await press(diego, 'resolve', id);
    expect((await row(id)).status).toBe('resolved');
    const shown = shownOn(await cardMessage(id));
    expect(shown).toContain('Resolved');
    expect(shown).not.toContain('Claim"');
    expect((await press(adele, 'claim', id)).value).toBe('This has already been resolved.');
  });

  test('is claimed on clients that only know Action.Submit', async () => {
    const id = await open();
    const message = await cardMessage(id);
    const submit = (person: { id: string }) =>
      desk.control.submit(person.id, {
        conversationId: channel.id,
        messageId: message.id,
        verb: 'claim',
        data: { verb: 'claim', escalationId: id },
      });
    await submit(adele);
    expect((await row(id)).assigneeId).toBe(adele.id);
    // Who came second is told in their chat with the bot; only somebody who has none reads it below the card.
    const thread = () => inChannel().filter((m) => m.threadId === message.id);
    await submit(diego);
    await desk.deliver();
    expect(thread().map((m) => m.text)).toEqual([expect.stringContaining('Adele Vance has already claimed this')]);
    await desk.control.chat(diego.id, { text: 'Hello' });
    await submit(diego);
    await desk.deliver();
    expect(thread()).toHaveLength(1);
    const { number } = await row(id);
    expect(desk.control.messages(diego.chatId).map(({ text }) => text)).toContainEqual(
      expect.stringMatching(new RegExp(`^#${number}: Adele Vance has already claimed this`)),
    );
    await end(id);
  });

  test('that is unknown, or whose button is, is answered in words', async () => {
    const id = await open();
    const message = await cardMessage(id);
    const invoke = (verb: string, data: Record<string, unknown>) =>
      desk.control.invoke(adele.id, { conversationId: channel.id, messageId: message.id, verb, data });
    expect(await invoke('claim', { escalationId: '00000000-0000-4000-8000-000000000000' })).toMatchObject({
      statusCode: 200,
      value: 'This chat no longer exists.',
    });
    expect(await invoke('claim', { escalationId: "x' or 1=1" })).toMatchObject({
      value: 'This chat no longer exists.',
    });
    expect(await invoke('explode', {})).toMatchObject({
      statusCode: 200,
      value: 'This button does nothing here any more.',
    });
    await end(id);
  });

  test('keeps a reply under its card as a note the customer never gets', async () => {
    const id = await open();
    const message = await cardMessage(id);
    const before = inChat(robin).length;
    await desk.control.post(adele.id, channel.id, { text: 'VIP, be nice', mention: true, threadId: message.id });
    await desk.deliver();
    const last = (await lastMessages(desk.db.q, await row(id), 1))[0];
    expect(last).toMatchObject({ note: true, text: 'VIP, be nice', author: { name: 'Adele Vance' }, delivery: null });
    expect(inChat(robin)).toHaveLength(before);
    expect(inChannel().at(-1)).toMatchObject({
      text: expect.stringContaining('VIP, be nice') as string,
      reactions: [{ type: '2705_whiteheavycheckmark' }],
    });
    await end(id);
  });

  const connector = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${desk.cloud.url}/teams/v3/conversations${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${await desk.control.mint({ as: 'bot' })}`,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return (await response.json()) as { activityId: string };
  };
  const claimAsManager = (id: string) =>
    desk.escalations.claim(id, {
      tenantId: desk.config.bot.tenantId,
      id: adele.id,
      name: adele.name,
      manager: true,
      queueIds: [],
    });

  test('whose card was deleted gets a new one while it is open', async () => {
    const id = await open();
    const first = await cardMessage(id);
    await connector('DELETE', `/${encodeURIComponent(channel.id)}/activities/${first.id}`);
    await claimAsManager(id);
    const second = await cardMessage(id);
    expect(second.id).not.toBe(first.id);
    expect(shownOn(second)).toContain('Claimed by Adele Vance at');
    await end(id);
  });

  test('whose card Teams took without saying so adopts it at the first press', async () => {
    const id = await open();
    const known = await cardMessage(id);
    const { activityId } = await connector('POST', '', {
      isGroup: true,
      channelData: { channel: { id: channel.id } },
      activity: { type: 'message', attachments: known.attachments },
    });
    const data = { escalationId: id };
    await desk.control.invoke(adele.id, { conversationId: channel.id, messageId: activityId, verb: 'claim', data });
    await desk.deliver();
    expect((await cardsOf(desk.db.q, id)).map((c) => c.activity_id).sort()).toEqual([known.id, activityId].sort());
    const shown = inChannel()
      .filter((m) => [known.id, activityId].includes(m.id))
      .map(shownOn);
    expect(shown).toEqual([1, 2].map(() => expect.stringContaining('Claimed by Adele Vance at') as string));
    await end(id);
  });

  test('keeps only cards of its own', async () => {
    const id = await open();
    const { id: foreign } = await desk.control.post(adele.id, channel.id, { text: 'not a card' });
    const data = { escalationId: id };
    await desk.control.invoke(adele.id, { conversationId: channel.id, messageId: foreign, verb: 'claim', data });
    await desk.deliver();
    expect((await cardsOf(desk.db.q, id)).map((c) => c.activity_id)).not.toContain(foreign);
    expect((await row(id)).cardState).toBe('posted');
    await end(id);
  });

  test('whose card cannot be posted is marked with the reason, and posted when that is over', async () => {
    desk.control.setFaults({ forbid: 'BotDisabledByAdmin', only: channel.id });
    const id = await desk.open(maria);
    await eventually(async () => (await row(id)).cardState === 'failed');
    expect((await row(id)).cardReason).toBe('An administrator has switched the bot off in Teams');
    desk.control.setFaults({ forbid: null, only: null });
    await claimAsManager(id);
    await desk.deliver();
    expect((await row(id)).cardState).toBe('posted');
    const timeline = (await eventsOf(desk.db.q, id)).items.map(({ type, summary }) => `${type}: ${summary}`);
    expect(timeline.slice(1)).toEqual([
      'card_failed: The card in Teams could not be posted: An administrator has switched the bot off in Teams',
      'claimed: Adele Vance claimed',
      'card_posted: The card in Teams is up to date now',
    ]);
    await end(id);
  });

  test('is changed while its card is settled: neither waits for the other', async () => {
    const id = await open();
    desk.control.setFaults({ delay: 400, only: channel.id });
    await claimAsManager(id);
    await desk.db.transaction(async (tx) => {
      await lockEscalation(tx.q, id);
      const waits = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
      await eventually(async () => (await desk.db.pool.query(waits)).rowCount, { what: 'the card to be settled' });
      await refreshCard(tx, { id, tenantId: SANDBOX.tenantId, queueId: (await row(id)).queueId });
    });
    desk.control.setFaults({ delay: 0, only: null });
    await desk.deliver();
    expect((await row(id)).cardState).toBe('posted');
    await end(id);
  });

  test('whose card waits because the app left the team gets it when the app is back, not at the next retry', async () => {
    await markTeamRemoved(desk.db.q, SANDBOX.team.id);
    const id = await desk.open(robin);
    await eventually(async () => (await row(id)).cardReason === 'The app is no longer installed in Contoso Support.');
    const later = new Date(Date.now() + 300_000);
    await desk.db.q.updateTable('lane').set({ next_at: later }).where('key', '=', `card:${id}`).execute();
    await desk.control.install();
    await desk.deliver();
    expect((await row(id)).cardState).toBe('posted');
    await end(id);
  });
});

test('a team that was archived is served again when it comes back', async () => {
  const isServed = async () => (await findTeam(desk.db.q, SANDBOX.team.id))?.installed;
  const tell = async (eventType: string) => {
    const place = { kind: 'channel' as const, id: general.id, threadId: null };
    const at = { serviceUrl: `${desk.cloud.url}/teams/`, person: megan, place, now: new Date() };
    const { channelData, ...activity } = joinActivity(at, []);
    const answer = await fetch(`${desk.url}/api/messages`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${await desk.control.mint({ as: 'channel' })}`,
      },
      body: JSON.stringify({ ...activity, channelData: { ...(channelData as object), eventType } }),
    });
    expect(answer.status).toBe(200);
  };
  await tell('teamArchived');
  expect(await isServed()).toBe(false);
  await tell('teamUnarchived');
  expect(await isServed()).toBe(true);
  await desk.deliver();
});

describe('words for the customer', () => {
  const owner = { tenantId: '', id: adele.id, name: adele.name, manager: false, queueIds: [] as string[] };

  test('arrive under the agent’s name and to the letter, and are marked delivered', async () => {
    const id = await open();
    await press(adele, 'claim', id);
    const who = { ...owner, tenantId: (await row(id)).tenantId };
    const text = '2 < 3 & *not bold* <at>x</at>\nsee https://example.com/a?b=1&c=2.';
    await desk.replies.reply(id, who, { text, clientMessageId: 'c-1' });
    await desk.deliver();
    expect(inChat(robin).at(-1)).toMatchObject({
      textFormat: 'xml',
      text:
        '<b>Adele Vance</b><br/>2 &lt; 3 &amp; *not bold* &lt;at&gt;x&lt;/at&gt;<br/>' +
        'see <a href="https://example.com/a?b=1&amp;c=2">https://example.com/a?b=1&amp;c=2</a>.',
    });
    const last = (await lastMessages(desk.db.q, await row(id), 1))[0];
    expect(last?.delivery).toEqual({ state: 'delivered', reason: null });
    await end(id);
  });

  test('that the customer blocked fail with the reason and mark the lane', async () => {
    const id = await open();
    await press(adele, 'claim', id);
    desk.control.block(robin.id, true);
    const who = { ...owner, tenantId: (await row(id)).tenantId };
    await desk.replies.reply(id, who, { text: 'Are you there?', clientMessageId: 'c-2' });
    await desk.deliver();
    const last = (await lastMessages(desk.db.q, await row(id), 1))[0];
    expect(last?.delivery).toEqual({ state: 'failed', reason: 'The customer has blocked or removed the bot' });
    expect((await row(id)).laneBlocked).toBe('The customer has blocked or removed the bot');
    desk.control.block(robin.id, false);
    await end(id);
  });

  test('are sent once more, and only once, when Teams asks to slow down', async () => {
    const id = await open();
    await press(adele, 'claim', id);
    await desk.deliver();
    const who = { ...owner, tenantId: (await row(id)).tenantId };
    desk.control.setFaults({ throttle: 1, only: robin.chatId });
    await desk.replies.reply(id, who, { text: 'Patience', clientMessageId: 'c-3' });
    const sends = () => desk.control.calls().filter((c) => c.op === 'send' && c.text?.includes('Patience'));
    await eventually(() => sends().length > 0);
    const last = await eventually(async () => {
      const message = (await lastMessages(desk.db.q, await row(id), 1))[0];
      return message?.delivery?.reason ? message : null;
    });
    expect(last.delivery).toEqual({ state: 'sending', reason: 'Teams asks to slow down' });
    desk.control.setFaults({ throttle: 0, only: null });
    await desk.deliver();
    expect(sends().map((c) => c.status)).toEqual([429, 201]);
    await end(id);
  });
});

test('typing is shown, and gives way when a message might need the room', async () => {
  const id = await open();
  const { conversationId } = await row(id);
  const conversation = await desk.db.transaction((tx) => lockConversation(tx.q, conversationId));
  if (conversation?.address?.channel !== 'teams') throw new Error('no address');
  const { address } = conversation;
  const shown = () =>
    desk.control.calls().filter(({ op, conversationId: at }) => op === 'typing' && at === robin.chatId);
  const before = shown().length;
  // Seven sends are let out in a second; two stay free for messages.
  await desk.db.q.deleteFrom('rate_budget').execute();
  for (let n = 0; n < 7; n += 1) await desk.typing(address);
  expect(shown().length - before).toBe(5);
  await end(id);
});

describe('what customers do', () => {
  test('an edit and a deletion change the transcript; redelivery does nothing twice', async () => {
    const id = await open();
    const said = await desk.control.chat(robin.id, { text: 'helo' });
    desk.control.setFaults({ deliveries: 3 });
    await desk.control.edit(robin.id, said.id, 'hello');
    const again = await desk.control.chat(robin.id, { text: 'one more' });
    desk.control.setFaults({ deliveries: 1 });
    const outcomes = desk.arrivals.slice(-6).sort();
    expect(outcomes).toEqual(['accepted', 'accepted', 'duplicate', 'duplicate', 'duplicate', 'duplicate']);
    const texts = async () => (await lastMessages(desk.db.q, await row(id), 2)).map((m) => m.text);
    expect(await texts()).toEqual(['hello', 'one more']);
    await desk.control.remove(robin.id, again.id);
    expect(await texts()).toEqual(['hello', '']);
    await end(id);
  });

  test('a file and a picture are kept by name, and fetched; the ways to them are shown to nobody', async () => {
    const id = await open();
    const base64 = Buffer.from('x').toString('base64');
    await desk.control.chat(robin.id, {
      text: 'look',
      files: [
        { name: 'till.pdf', contentType: 'application/pdf', base64 },
        { name: 'till.png', contentType: 'image/png', base64 },
      ],
    });
    const last = (await lastMessages(desk.db.q, await row(id), 1))[0];
    const known = { fileId: expect.any(String) as string, from: expect.stringMatching(/^[\w-]{16}$/) as string };
    expect(last?.attachments).toEqual([
      { contentType: 'application/pdf', name: 'till.pdf', url: null, ...known },
      { contentType: 'image/png', name: 'till.png', url: null, ...known },
    ]);
    await end(id);
  });

  test('a choice in a bot’s card goes to the bot as its value', async () => {
    await desk.control.chat(maria.id, { value: { rating: 5 } });
    await desk.deliver();
    expect(desk.toBot.at(-1)).toMatchObject({ type: 'message' });
    const stored = await desk.db.q.selectFrom('message').select('value').orderBy('sent_at', 'desc').limit(1).execute();
    expect(stored[0]?.value).toEqual({ rating: 5 });
  });

  test('removing the app ends what they waited for', async () => {
    const id = await open();
    await desk.control.setApp(robin.id, false);
    expect((await row(id)).status).toBe('abandoned');
    await desk.control.setApp(robin.id, true);
    await desk.deliver();
    expect(inChat(robin).at(-1)?.text).toContain('Ask me anything');
  });
});

describe('commands', () => {
  const say = async (person: { id: string }, text: string, where = channel.id) => {
    await desk.control.post(person.id, where, { text, mention: true });
    await desk.deliver();
    return desk.control.messages(where).at(-1);
  };

  test.each(['hi', 'Hello!', 'HELP', 'help '])('%j is answered with help', async (text) => {
    const answer = await say(adele, text);
    expect(answer?.from.kind).toBe('bot');
    expect(JSON.stringify(answer?.attachments)).toContain('make this channel a queue');
  });

  test('words that only contain "help" are not a command, and get a way forward', async () => {
    await say(adele, 'that was not helpful');
    const texts = inChannel().slice(-2);
    expect(texts[0]?.text).toContain('I did not understand that');
    expect(JSON.stringify(texts[1]?.attachments)).toContain('connect');
  });

  test('nobody but a manager connects a channel, and is told how one becomes a manager', async () => {
    const answer = await say(adele, 'connect', general.id);
    expect(JSON.stringify(answer?.attachments)).toContain('Only a manager can do that');
    expect(JSON.stringify(answer?.attachments)).toContain('MANAGERS');
  });

  test('the sandbox’s manager connects a channel though she never opened the tab', async () => {
    const [, , billing] = SANDBOX.team.channels;
    const answer = await say(megan, 'connect', billing?.id);
    expect(JSON.stringify(answer?.attachments)).toContain('This channel is the queue **Billing**');
  });
});

describe('a new team', () => {
  let fresh: TeamsDesk;
  beforeAll(async () => {
    fresh = await startTeamsDesk({ env: { MANAGERS: diego.upn }, seeded: false });
  });
  afterAll(() => fresh.stop());

  test('gets one welcome card, whose button makes the channel a queue for a manager known by sign-in name', async () => {
    await fresh.control.install();
    await fresh.control.install();
    await fresh.deliver();
    const posts = fresh.control.messages(general.id);
    expect(posts).toHaveLength(1);
    const [welcome] = posts as [SandboxMessage];
    expect(shownOn(welcome)).toContain('Handoff Desk is ready for Contoso Support');

    const pressConnect = (person: { id: string }) =>
      fresh.control.invoke(person.id, { conversationId: general.id, messageId: welcome.id, verb: 'connect', data: {} });
    expect((await pressConnect(adele)).value).toContain('Only a manager can do that.');
    expect(JSON.stringify((await pressConnect(diego)).value)).toContain('This channel is the queue **General**');

    await fresh.control.post(diego.id, channel.id, { text: 'connect Billing & more', mention: true });
    await fresh.deliver();
    expect(JSON.stringify(fresh.control.messages(channel.id).at(-1)?.attachments)).toContain('Billing \\\\& more');
    const queues = await fresh.db.q.selectFrom('queue').select(['name', 'is_default']).orderBy('name').execute();
    expect(queues).toEqual([
      { name: 'Billing & more', is_default: false },
      { name: 'General', is_default: true },
    ]);
  });

  test('has its people and channels read, and read again when somebody joins', async () => {
    const names = async () => (await fresh.db.q.selectFrom('team_member').select('name').execute()).map((m) => m.name);
    expect(await names()).toContain('Adele Vance');
    await fresh.control.addPeople({ count: 1, role: 'agent', name: 'Nadia', announce: true });
    await fresh.deliver();
    expect(await names()).toContain('Nadia');
    const [team] = await fresh.db.q.selectFrom('team').select('channels').execute();
    expect(team?.channels.map((c) => c.name)).toEqual(['General', 'Customer escalations', 'Billing']);
  });

  test('without a connected bot a customer is told that nobody reads', async () => {
    await fresh.control.chat(robin.id, { text: 'help' });
    await fresh.deliver();
    expect(JSON.stringify(fresh.control.messages(robin.chatId).at(-1)?.attachments)).toContain('No bot is connected');
  });
});
