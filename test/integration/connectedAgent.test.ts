/** Agents that have the desk as their connected agent: who may, what opens, and how words reach their customers. */
import fc from 'fast-check';
import { SANDBOX } from '../../src/config/world';
import { PersonChats } from '../../src/escalation/personChats';
import { createConnection } from '../../src/store/connections';
import { anyJson } from '../support/anyJson';
import { CALLER, type ConnectedAgent, startConnectedAgent } from '../support/connectedAgent';
import { eventually } from '../support/eventually';
import { adele, maria, robin, startTeamsDesk, type TeamsDesk } from '../support/teamsDesk';

let desk: TeamsDesk;
let agent: ConnectedAgent;
let connectionId: string;
const complaints = jest.spyOn(console, 'error').mockImplementation(() => undefined);

beforeAll(async () => {
  desk = await startTeamsDesk({ mode: 'teams' });
  agent = await startConnectedAgent({ url: desk.url, mint: (request) => desk.control.mint(request) });
  const { id } = await createConnection(desk.db.q, desk.config.secretsKey, SANDBOX.tenantId, {
    name: 'Contoso HR',
    kind: 'copilotStudioTeams',
    appId: 'hr-of-the-test',
    callerAppId: CALLER,
    state: 'live',
  });
  connectionId = id;
  await desk.deliver();
});
beforeEach(() => agent.reset());
afterAll(async () => {
  complaints.mockRestore();
  await agent.stop();
  await desk.stop();
});

const who = { id: adele.id, name: adele.name, tenantId: SANDBOX.tenantId, manager: true, queueIds: [] };
const laneOf = (conversationId: string) => `connected:${connectionId}:${conversationId}`;
let count = 0;
const chat = () => `chat-${(count += 1)}`;

async function escalationOf(conversationId: string) {
  return desk.db.q
    .selectFrom('escalation as e')
    .innerJoin('conversation as c', 'c.id', 'e.conversation_id')
    .selectAll('e')
    .select(['c.external_id', 'c.customer_name', 'c.address'])
    .where('c.lane', '=', laneOf(conversationId))
    .orderBy('e.number', 'desc')
    .executeTakeFirstOrThrow();
}

async function opened(conversationId = chat(), more = {}) {
  const words = await agent.turn(conversationId, 'I want to talk to a person', more);
  const escalation = await escalationOf(conversationId);
  return { conversationId, words, id: escalation.id, escalation };
}

async function claimed(conversationId = chat(), more = {}) {
  const all = await opened(conversationId, more);
  await desk.escalations.claim(all.id, who);
  return all;
}

const reply = async (id: string, text: string, more = {}) =>
  desk.replies.reply(id, who, { text, clientMessageId: `c${(count += 1)}`, ...more });

interface Kept {
  author: string;
  note: boolean;
  text: string;
  delivery: string | null;
  reason: string | null;
}

async function transcript(conversationId: string): Promise<Kept[]> {
  const rows = await desk.db.q
    .selectFrom('message as m')
    .innerJoin('conversation as c', 'c.id', 'm.conversation_id')
    .select(['m.author_kind as author', 'm.note', 'm.text', 'm.delivery', 'm.delivery_reason as reason'])
    .where('c.lane', '=', laneOf(conversationId))
    .orderBy('m.seq')
    .execute();
  return rows;
}

/** Until an attempt was made on what waits, whatever came of it. */
const refusedOnce = (conversationId: string, text: string) =>
  eventually(async () => (await transcript(conversationId)).some((one) => one.text === text && one.reason !== null), {
    what: `“${text}” to be refused`,
  });

describe('what opens', () => {
  test('the first words open an escalation, are its last phrase, and are answered in the turn', async () => {
    const { words, escalation } = await opened();
    expect(words).toEqual([expect.stringMatching(/^You are being transferred to a person\. Your request is #\d+\./)]);
    expect(escalation).toMatchObject({ status: 'waiting', last_phrase: 'I want to talk to a person' });
    expect(escalation.customer_name).toBe('Megan Bowen');
    expect(agent.said).toEqual([]);
    // A turn is no call by key: the connection's test looks for each by itself.
    const contact = async () =>
      desk.db.q
        .selectFrom('connection')
        .select(['last_turn_at', 'last_contact_at'])
        .where('caller_app_id', '=', CALLER)
        .executeTakeFirstOrThrow();
    await eventually(async () => (await contact()).last_turn_at !== null, { what: 'the turn to be written down' });
    expect((await contact()).last_contact_at).toBeNull();
  });

  test('fifty turns at once, the first of a chat, open one escalation and are all kept', async () => {
    const id = chat();
    const said = Array.from({ length: 50 }, (_, n) => `word ${n}`);
    const answers = await Promise.all(said.map((text) => agent.turn(id, text)));
    const kept = await transcript(id);
    expect(
      kept
        .filter(({ author }) => author === 'customer')
        .map(({ text }) => text)
        .sort(),
    ).toEqual([...said].sort());
    const rows = await desk.db.q
      .selectFrom('escalation as e')
      .innerJoin('conversation as c', 'c.id', 'e.conversation_id')
      .select('e.id')
      .where('c.lane', '=', laneOf(id))
      .execute();
    expect(rows).toHaveLength(1);
    expect([...answers.flat(), ...agent.texts()].filter((text) => text.startsWith('You are being'))).toHaveLength(1);
    await desk.deliver();
  });

  test('history and variables come along from wherever they sit', async () => {
    const { escalation, conversationId } = await opened(chat(), {
      channelData: {
        userEmail: 'megan@contoso.example',
        accessToken: 'hunter2',
        variables: { topic: 'payslip', apiKey: 'hunter2' },
        conversationHistory: [
          { role: 'user', content: 'My payslip is wrong' },
          { role: 'assistant', content: 'Shall I get a person?' },
          { role: 'user', content: 'I want to talk to a person' },
        ],
      },
    });
    expect(escalation.variables).toEqual([
      { name: 'userEmail', value: 'megan@contoso.example' },
      { name: 'topic', value: 'payslip' },
    ]);
    const kept = await transcript(conversationId);
    expect(kept.slice(0, 3).map(({ author, text }) => [author, text])).toEqual([
      ['customer', 'My payslip is wrong'],
      ['bot', 'Shall I get a person?'],
      ['customer', 'I want to talk to a person'],
    ]);
  });

  test('a connection that is not live takes nobody over, says so, and keeps nothing', async () => {
    const before = await desk.db.q
      .selectFrom('message')
      .select(({ fn }) => fn.countAll().as('n'))
      .execute();
    await desk.db.q.updateTable('connection').set({ state: 'paused' }).where('id', '=', connectionId).execute();
    expect(await agent.turn(chat(), 'hello')).toEqual([
      'Nobody can take over here at the moment.',
      '<endOfConversation>',
    ]);
    await agent.turn(chat(), 'hello', { deliveryMode: 'normal' });
    await eventually(() => agent.texts().length > 0, { what: 'the customer to be told' });
    expect(agent.texts()).toEqual(['Nobody can take over here at the moment.']);
    await desk.db.q.updateTable('connection').set({ state: 'live' }).where('id', '=', connectionId).execute();
    expect(
      await desk.db.q
        .selectFrom('message')
        .select(({ fn }) => fn.countAll().as('n'))
        .execute(),
    ).toEqual(before);
  });
});

describe('words of a person', () => {
  test('between turns go to the newest address, as given and without a token, with the person named in each', async () => {
    const { conversationId, id } = await claimed();
    await desk.deliver();
    await reply(id, 'Hello *there*');
    await reply(id, '**bold** [x](https://example.com)', { format: 'markdown' });
    await desk.deliver();
    expect(agent.texts()).toEqual([
      'Adele Vance has joined the chat.',
      '**Adele Vance:** Hello \\*there\\*',
      '**Adele Vance:** **bold** [x](https://example.com)',
    ]);
    for (const { headers, activity } of agent.said) {
      expect(headers['authorization']).toBeUndefined();
      expect(activity).toMatchObject({ type: 'message', textFormat: 'markdown', conversation: { id: conversationId } });
    }
  });

  test('follow the address from turn to turn, and not back to that of a turn that comes late', async () => {
    const { conversationId, id } = await claimed();
    await desk.deliver();
    agent.reset();
    const [newer, older] = [agent.url(conversationId, 'newer'), agent.url(conversationId, 'older')];
    const at = (ms: number) => new Date(Date.now() + ms).toISOString();
    await agent.turn(conversationId, 'second', { serviceUrl: newer, timestamp: at(2_000) });
    await agent.turn(conversationId, 'first', { serviceUrl: older, timestamp: at(1_000) });
    await reply(id, 'Here');
    await desk.deliver();
    expect(agent.said.map(({ sig }) => sig)).toEqual(['newer']);
    const kept = await transcript(conversationId);
    expect(kept.filter(({ author }) => author === 'customer')).toHaveLength(3);
  });

  test.each([
    ['401', { status: 401 }],
    ['404', { status: 404 }],
    ['410', { status: 410 }],
    ['500', { status: 500 }],
    ['a redirect, which is not followed', { status: 307, location: 'https://evil.example/' }],
  ] as [string, { status: number; location?: string }][])(
    'that meet %s are kept and come with the next turn, in order and once',
    async (_, { status, location }) => {
      const { conversationId, id } = await claimed();
      await desk.deliver();
      agent.reset();
      agent.otherwise = status;
      if (location) agent.answers = [{ status, location }];
      await reply(id, 'one');
      await refusedOnce(conversationId, 'one');
      await reply(id, 'two');
      const [refused] = (await transcript(conversationId)).filter(({ text }) => text === 'one');
      expect(refused).toMatchObject({ delivery: 'sending', reason: expect.stringContaining(`(${status})`) });
      expect(await agent.turn(conversationId, 'are you there?')).toEqual([
        '**Adele Vance:** one',
        '**Adele Vance:** two',
      ]);
      await eventually(
        async () => {
          const kept = await transcript(conversationId);
          return kept.filter(({ author }) => author === 'agent').every(({ delivery }) => delivery === 'delivered');
        },
        { what: 'both to count as delivered' },
      );
      agent.otherwise = 200;
      expect(await agent.turn(conversationId, 'thanks')).toEqual([]);
      await desk.deliver();
      expect(agent.said).toEqual([]);
    },
  );

  test('that were refused go at once to the address of a turn that waits for no answer', async () => {
    const { conversationId, id } = await claimed();
    await desk.deliver();
    agent.reset();
    agent.good = new Set();
    await reply(id, 'one');
    await refusedOnce(conversationId, 'one');
    agent.good = new Set(['fresh']);
    const more = { deliveryMode: undefined, serviceUrl: agent.url(conversationId, 'fresh') };
    const { status, body } = await agent.post(agent.activity(conversationId, 'hello?', more));
    expect([status, body]).toEqual([200, {}]);
    await desk.deliver();
    expect(agent.texts()).toEqual(['**Adele Vance:** one']);
  });

  test('come as a stream to an agent that wants one', async () => {
    const id = chat();
    const { status, type, text } = await agent.post(agent.activity(id, 'A person, please', { deliveryMode: 'stream' }));
    expect([status, type]).toEqual([200, expect.stringContaining('text/event-stream')]);
    const [, data] = /^event: activity\r\ndata: (.*)\r\n\r\n$/.exec(text) ?? [];
    expect(JSON.parse(data ?? '')).toMatchObject({ type: 'message', text: expect.stringContaining('transferred') });
  });

  test('of an answer nobody heard are not lost', async () => {
    const { conversationId, id } = await claimed();
    await desk.deliver();
    agent.reset();
    agent.good = new Set();
    await reply(id, 'one');
    await refusedOnce(conversationId, 'one');
    const gone = new AbortController();
    const call = fetch(`${desk.url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: await agent.token() },
      body: JSON.stringify(agent.activity(conversationId, 'hello?')),
      signal: gone.signal,
    });
    gone.abort();
    await expect(call).rejects.toThrow();
    agent.good = null;
    const later = await agent.turn(conversationId, 'still there?');
    await desk.deliver();
    expect([...later, ...agent.texts()]).toContain('**Adele Vance:** one');
  });

  test('cannot be changed, taken back or reacted to, which is said', async () => {
    const { conversationId, id } = await claimed();
    await desk.deliver();
    const { message } = await reply(id, 'Hello');
    await desk.deliver();
    for (const work of [
      () => desk.amendments.edit(id, who, message.seq, 'Hallo'),
      () => desk.amendments.remove(id, who, message.seq),
    ])
      await expect(work()).rejects.toThrow('The customer’s own channel cannot change what was sent.');
    await agent.turn(conversationId, 'hi');
    const { seq } = await desk.db.q
      .selectFrom('message')
      .select('seq')
      .where('text', '=', 'hi')
      .executeTakeFirstOrThrow();
    await expect(desk.amendments.react(id, who, seq, 'like', true)).rejects.toThrow('cannot show a reaction');
  });
});

describe('what the agent’s chat refuses for long', () => {
  // Robin has the app.
  const robins = { from: { id: '29:robin', name: 'Robin Ortiz', role: 'user', aadObjectId: robin.id } };
  const heard = (from = 0) =>
    desk.control
      .messages(robin.chatId)
      .filter((one) => one.from.kind === 'bot')
      .slice(from)
      .map(({ text }) => text.replace(/<b>.*?<\/b><br\/>|<\/?i>/g, ''));

  /** What a chat has refused since before the desk's patience: tests have none. */
  async function outwaited(conversationId: string, id: string, ...texts: string[]) {
    for (const text of texts) await reply(id, text);
    await refusedOnce(conversationId, texts[0] ?? '');
    const past = new Date(Date.now() - 130_000);
    await desk.db.q.updateTable('message').set({ sent_at: past }).where('text', 'in', texts).execute();
    await desk.db.q
      .updateTable('lane')
      .set({ next_at: new Date() })
      .where('key', '=', laneOf(conversationId))
      .execute();
  }

  test('goes to the desk’s own chat with the customer, in order and once, and they go on there', async () => {
    const { conversationId, id } = await claimed(chat(), robins);
    await desk.deliver();
    agent.reset();
    agent.otherwise = 410;
    const before = heard().length;
    await outwaited(conversationId, id, 'moved one', 'moved two');
    await eventually(() => heard(before).length >= 3, { what: 'the words to arrive', patienceMs: 30_000 });
    expect(heard(before)).toEqual([
      expect.stringMatching(/^You go on here, in this chat: Contoso HR does not pass on .* Your request is #\d+\.$/),
      'moved one',
      'moved two',
    ]);
    expect(agent.said).toEqual([]);
    const kept = await transcript(conversationId);
    expect(kept.find(({ note }) => note)?.text).toContain('The chat with Contoso HR does not take your words (410).');
    // In the chat with the desk's bot they are heard, and so are they in the agent's; who answers is told there once.
    await desk.control.chat(robin.id, { text: 'here I am' });
    expect(await agent.turn(conversationId, 'and here', robins)).toEqual([
      'Adele Vance reads this, and answers you in your other chat in Teams, where this goes on.',
    ]);
    expect(await agent.turn(conversationId, 'still here', robins)).toEqual([]);
    await reply(id, 'moved three');
    await eventually(() => heard(before).includes('moved three'), { what: 'the next words', patienceMs: 30_000 });
    const said = (await transcript(conversationId)).filter(({ author }) => author === 'customer');
    expect(said.slice(-3).map(({ text }) => text)).toEqual(['here I am', 'and here', 'still here']);
    await desk.escalations.resolve(id, who, { outcome: 'done' });
    await desk.deliver();
  });

  test('does so again for the next chat the agent has with the same customer', async () => {
    const { conversationId, id } = await claimed(chat(), robins);
    await desk.deliver();
    agent.otherwise = 401;
    const before = heard().length;
    await outwaited(conversationId, id, 'again one');
    await eventually(() => heard(before).includes('again one'), { what: 'the words to arrive', patienceMs: 30_000 });
    // Whatever else is heard of them leaves the chat with the newest.
    const { address } = await desk.db.q
      .selectFrom('conversation')
      .select('address')
      .where('id', '=', (eb) => eb.selectFrom('escalation').select('conversation_id').where('id', '=', id))
      .executeTakeFirstOrThrow();
    if (address?.channel !== 'teams') throw new Error('They are not in the chat with the desk’s bot.');
    const chats = new PersonChats(desk.db, desk.escalations.channels);
    await desk.db.transaction((tx) => chats.heard(tx, { id: robin.id, arrives: true }, address));
    await desk.control.chat(robin.id, { text: 'I am here again' });
    await eventually(async () => (await transcript(conversationId)).some(({ text }) => text === 'I am here again'), {
      what: 'the customer to be heard in the newest',
      patienceMs: 30_000,
    });
    await desk.escalations.resolve(id, who, { outcome: 'done' });
    await desk.deliver();
    agent.otherwise = 200;
    // Back in the agent's chat, a new request is answered there.
    expect(await agent.turn(conversationId, 'I need to speak to somebody again', robins)).toEqual([
      expect.stringContaining('You are being transferred'),
    ]);
  });

  test('comes with the next turn after all while that chat is not open, and what introduced it is not said', async () => {
    await desk.control.setApp(maria.id, false);
    const theirs = { from: { id: '29:maria', name: 'Maria', role: 'user', aadObjectId: maria.id } };
    const { conversationId, id } = await claimed(chat(), theirs);
    await desk.deliver();
    agent.reset();
    agent.otherwise = 404;
    await outwaited(conversationId, id, 'stuck one', 'stuck two');
    await eventually(
      async () => (await transcript(conversationId)).some(({ note, text }) => note && text.includes('does not take')),
      { what: 'the note', patienceMs: 30_000 },
    );
    let read: string[] = [];
    await eventually(
      async () => {
        read = [...read, ...(await agent.turn(conversationId, 'hello?', theirs))];
        return read.length >= 2;
      },
      { what: 'the words to come with a turn', patienceMs: 30_000 },
    );
    expect(read).toEqual(['**Adele Vance:** stuck one', '**Adele Vance:** stuck two']);
  });

  test('waits on where the agent does not say who its customer is', async () => {
    const { conversationId, id } = await claimed();
    await desk.deliver();
    agent.reset();
    agent.otherwise = 401;
    await outwaited(conversationId, id, 'unknown one');
    expect(await agent.turn(conversationId, 'hello?')).toEqual(['**Adele Vance:** unknown one']);
  });
});

describe('a turn that comes again', () => {
  test('is one turn, and is answered the same', async () => {
    const id = chat();
    const turn = agent.activity(id, 'A person, please');
    const first = await agent.post(turn);
    expect((await agent.post(turn)).body).toEqual(first.body);
    await Promise.all(Array.from({ length: 10 }, () => agent.post(turn)));
    const kept = await transcript(id);
    expect(kept.map(({ author }) => author)).toEqual(['customer', 'system']);
    await desk.deliver();
    expect(agent.said).toEqual([]);
  });

  test('ten times at once opens one, and its words are said once', async () => {
    const id = chat();
    const turn = agent.activity(id, 'A person, please');
    const answers = await Promise.all(Array.from({ length: 10 }, () => agent.post(turn)));
    await desk.deliver();
    // Whichever of them the agent shows, its customer reads the same.
    for (const { body } of answers) expect(body).toEqual(answers[0]?.body);
    expect(answers[0]?.body.activities).toHaveLength(1);
    expect(agent.said).toEqual([]);
    expect((await transcript(id)).map(({ author }) => author)).toEqual(['customer', 'system']);
  });
});

describe('the end', () => {
  async function ended() {
    const all = await claimed();
    await desk.escalations.resolve(all.id, who, { outcome: 'done' });
    await desk.deliver();
    return all;
  }

  test('is said once; what follows is told once that they have left, and opens nothing until somebody is asked for', async () => {
    const { conversationId, id } = await ended();
    expect(agent.texts()).toEqual([
      'Adele Vance has joined the chat.',
      'The agent has left the chat. You are back with Contoso HR.',
    ]);
    expect(await agent.turn(conversationId, 'thank you, bye')).toEqual([
      'Adele Vance has left; you are back with Contoso HR. To have a person again, write “Speak to a person”.',
      '<endOfConversation>',
    ]);
    expect(await agent.turn(conversationId, 'bye')).toEqual(['<endOfConversation>']);
    expect((await escalationOf(conversationId)).id).toBe(id);
    expect(await agent.turn(conversationId, 'I need to speak to somebody again')).toEqual([
      expect.stringContaining('You are being transferred'),
    ]);
    expect((await escalationOf(conversationId)).id).not.toBe(id);
  });

  test('gives control back behind its words to an agent that waits for no answers', async () => {
    const { conversationId } = await ended();
    agent.reset();
    await agent.turn(conversationId, 'thank you', { deliveryMode: undefined });
    await desk.deliver();
    expect(agent.said.map(({ activity: { type } }) => type)).toEqual(['message', 'endOfConversation']);
    expect(agent.texts()[0]).toMatch(/^Adele Vance has left; /);
  });

  test('comes with the turn, and gives control back, where words between turns are refused', async () => {
    const { conversationId, id } = await claimed();
    await desk.deliver();
    agent.reset();
    agent.otherwise = 410;
    await desk.escalations.resolve(id, who, { outcome: 'done' });
    await refusedOnce(conversationId, 'The agent has left the chat. You are back with Contoso HR.');
    expect(await agent.turn(conversationId, 'hello?')).toEqual([
      'The agent has left the chat. You are back with Contoso HR.',
      '<endOfConversation>',
    ]);
    expect(await agent.turn(conversationId, 'hello?')).toEqual(['<endOfConversation>']);
  });

  test('is over after a while: then words open again', async () => {
    const { conversationId, id } = await ended();
    const earlier = new Date(Date.now() - 11 * 60_000);
    await desk.db.q.updateTable('escalation').set({ ended_at: earlier }).where('id', '=', id).execute();
    expect(await agent.turn(conversationId, 'My payslip is wrong')).toEqual([
      expect.stringContaining('You are being transferred'),
    ]);
  });

  test('asks how it was in words, and takes a number for an answer', async () => {
    const survey = JSON.stringify({ scale: 'stars', wordings: [], everyDays: 0, remindHours: null });
    await desk.db.q.updateTable('queue').set({ survey }).execute();
    const { conversationId, id } = await ended();
    expect(agent.said.at(-1)?.activity).not.toHaveProperty('attachments');
    expect(agent.texts().at(-1)).toMatch(/^How was the help you got\? \(5: /);
    expect(await agent.turn(conversationId, '5, very quick')).toEqual([
      'Thank you for your answer.',
      '<endOfConversation>',
    ]);
    const kept = await desk.db.q.selectFrom('survey').selectAll().where('escalation_id', '=', id).executeTakeFirst();
    expect(kept).toMatchObject({ rating: 5, comment: 'very quick' });
    await desk.db.q.updateTable('queue').set({ survey: null }).execute();
  });
});

describe('a call', () => {
  const health = async () => {
    const row = await desk.db.q
      .selectFrom('connection')
      .select(['last_error', 'last_error_at'])
      .where('id', '=', connectionId)
      .executeTakeFirstOrThrow();
    return row.last_error;
  };
  const stored = async () => {
    const count = async (table: 'message' | 'inbox' | 'conversation' | 'escalation') =>
      (
        await desk.db.q
          .selectFrom(table)
          .select(({ fn }) => fn.countAll().as('n'))
          .executeTakeFirstOrThrow()
      ).n;
    return Promise.all((['message', 'inbox', 'conversation', 'escalation'] as const).map(count));
  };
  async function refused(body: unknown, status: number, authorization?: string | null) {
    const before = await stored();
    const answer = await agent.post(body, authorization);
    expect(answer).toMatchObject({ status, type: expect.stringContaining('application/problem+json') });
    expect(await stored()).toEqual(before);
    return answer.body;
  }

  test('without a token is refused in words, and the connection’s health says so', async () => {
    const { detail } = await refused(agent.activity(chat(), 'hello'), 401, null);
    expect(detail).toContain('carries no token');
    expect(detail).toContain('Client credentials');
    await eventually(async () => (await health())?.includes('without a token'), { what: 'the health to say it' });
  });

  test.each<[string, string, () => Promise<string>]>([
    ['for somebody else', 'audience', () => agent.token({ aud: '00000000-0000-4000-8000-00000000beef' })],
    ['of a person', 'person’s token', () => agent.token({ scp: 'user_impersonation' })],
    ['that has expired', 'expired', () => agent.token({}, { expiresIn: -3_600 })],
    ['that is forged', 'not valid', () => agent.token({}, { signature: 'forged' })],
    [
      'of a foreign tenant',
      'ALLOWED_TENANTS',
      () => {
        const tid = 'f0f0f0f0-0000-4000-8000-000000000000';
        return agent.token({ tid, iss: `https://sts.windows.net/${tid}/` });
      },
    ],
  ])('with a token %s is refused, and the connection’s health says so', async (_, words, make) => {
    await refused(agent.activity(chat(), 'hello'), 401, await make());
    await eventually(async () => (await health())?.includes(words), { what: 'the health to say it' });
  });

  test('by an app nobody registered is 403 and says which', async () => {
    const stranger = '99999999-2222-4333-8444-555555555555';
    const { detail } = await refused(agent.activity(chat(), 'hi'), 403, await agent.token({ appid: stranger }));
    expect(detail).toContain(stranger);
  });

  test('that is no connected agent’s is 403, and so is one about somebody of another tenant', async () => {
    const skill = agent.activity(chat(), 'hi', { recipient: { id: 'desk', role: 'skill' } });
    expect((await refused(skill, 403)).detail).toContain('connectoruser');
    const tenantId = 'f0f0f0f0-0000-4000-8000-000000000000';
    const foreign = agent.activity(chat(), 'hi', { channelData: { tenant: { id: tenantId } } });
    expect((await refused(foreign, 403)).detail).toContain('ALLOWED_TENANTS');
  });

  test.each([
    ['of a foreign host', 'https://evil.example/x?sig=1'],
    ['of a host that only looks like it', 'https://powerplatform.com.evil.example/x?sig=1'],
    ['of a private network', 'https://10.0.0.7/x?sig=1'],
    ['of the cloud’s metadata service', 'https://169.254.169.254/x?sig=1'],
    ['without TLS', 'http://prod.api.powerplatform.com/x?sig=1'],
    ['with a user name', 'https://me@prod.api.powerplatform.com/x?sig=1'],
    ['that is none', 'prod'],
  ])('that wants to be answered at an address %s is 400, and an open chat stays as it was', async (_, serviceUrl) => {
    const { conversationId, id } = await claimed();
    await desk.deliver();
    agent.reset();
    const body = await refused(agent.activity(conversationId, 'hi', { serviceUrl }), 400);
    expect(body.errors).toEqual([expect.objectContaining({ path: 'serviceUrl' })]);
    expect(JSON.stringify(body)).not.toContain('sig=1');
    await reply(id, 'Hello');
    await desk.deliver();
    expect(agent.texts()).toEqual(['**Adele Vance:** Hello']);
  });

  test('leaves its address nowhere in the clear: not in the database, not in the log', async () => {
    const { conversationId, id } = await claimed();
    agent.otherwise = 500;
    const serviceUrl = agent.url(conversationId, 'SECRETSIGNATURE');
    await agent.turn(conversationId, 'hi', { serviceUrl, value: { where: serviceUrl }, relatesTo: { serviceUrl } });
    await reply(id, 'Hello');
    await refusedOnce(conversationId, 'Hello');
    agent.otherwise = 200;
    await agent.turn(conversationId, 'hello?', { serviceUrl, channelData: { variables: { url: serviceUrl } } });
    const { rows } = await desk.db.pool.query<{ name: string }>(
      `select quote_ident(table_name) as name from information_schema.tables where table_schema = 'public'`,
    );
    const found: string[] = [];
    for (const { name } of rows) {
      const { rows: hits } = await desk.db.pool.query(
        `select 1 from ${name} t where t::text like '%SECRETSIGNATURE%' limit 1`,
      );
      if (hits.length > 0) found.push(name);
    }
    expect(found).toEqual([]);
    expect(desk.logged.filter((line) => line.includes('SECRETSIGNATURE'))).toEqual([]);
    expect(desk.logged.length).toBeGreaterThan(0);
  });

  test('of any shape is taken or refused, never broken, and what is refused leaves nothing', async () => {
    const { json } = anyJson(['type', 'id', 'text', 'role', 'value', 'history', 'from', 'recipient', 'serviceUrl']);
    const right = agent.activity('fuzz', 'hello');
    const fields = Object.fromEntries(
      Object.entries(right).map(([name, value]) => [
        name,
        fc.oneof({ weight: 8, arbitrary: fc.constant(value) }, json),
      ]),
    );
    const token = await agent.token();
    await fc.assert(
      fc.asyncProperty(fc.record({ ...fields, channelData: json, value: json, attachments: json }), async (body) => {
        const before = await stored();
        const { status, body: answer } = await agent.post(body, token);
        expect([200, 400, 403]).toContain(status);
        if (status === 200) return;
        expect(await stored()).toEqual(before);
        expect(answer.code).toBeDefined();
      }),
      { numRuns: 60 },
    );
    expect(desk.logged.filter((line) => line.includes('request_failed'))).toEqual([]);
  });
});
