/** What a bot says, from Direct Line to what its customer sees in Teams and what stands in the transcript. */
import fc from 'fast-check';
import type { Attachment, Message } from '../../src/domain/message';
import type { SandboxMessage } from '../../src/sandbox/state/contract';
import { conversationByExternalId } from '../../src/store/conversations';
import { lastMessages } from '../../src/store/transcript';
import { eventually } from '../support/eventually';
import { scriptedBot } from '../support/scriptedBot';
import { type TeamsDesk, robin, startTeamsDesk } from '../support/teamsDesk';

type Json = Record<string, unknown>;
const HERO = 'application/vnd.microsoft.card.hero';
const ADAPTIVE = 'application/vnd.microsoft.card.adaptive';

const bot = scriptedBot();
let desk: TeamsDesk;
beforeAll(async () => {
  desk = await startTeamsDesk({ mode: 'teams', bot });
  await desk.deliver();
});
afterAll(() => desk.stop());
afterEach(async () => {
  desk.control.setFaults({ refuse: null });
  await desk.db.q.deleteFrom('rate_budget').execute();
});

let turn = 0;

interface Seen {
  /** What the customer got in Teams since they wrote. */
  chat: SandboxMessage[];
  /** What was kept of it. */
  kept: Message[];
}

/** The customer writes, the bot says this, and all of it has arrived when its last word has. */
async function says(...activities: Json[]): Promise<Seen> {
  const end = `end of answer ${(turn += 1)}`;
  bot.script.push([...activities, { type: 'message', text: end }]);
  const before = desk.control.messages(robin.chatId).length;
  await desk.control.chat(robin.id, { text: `turn ${turn}` });
  const chat = () => desk.control.messages(robin.chatId).slice(before + 1);
  await eventually(() => chat().some(({ text }) => text === end), { what: 'the end of the answer' });
  const kept = await transcript();
  const from = kept.findLastIndex(({ text }) => text === `turn ${turn}`);
  return { chat: chat().filter(({ text }) => text !== end), kept: kept.slice(from + 1, -1) };
}

async function transcript(): Promise<Message[]> {
  const { id } = await desk.db.q
    .selectFrom('connection')
    .select('id')
    .where('kind', '=', 'copilotStudio')
    .executeTakeFirstOrThrow();
  const conversation = await conversationByExternalId(desk.db.q, id, robin.chatId);
  if (!conversation) throw new Error('no conversation');
  return lastMessages(desk.db.q, { conversationId: conversation.id, fromSeq: 1, toSeq: null }, 500);
}

const buttonsOf = ({ chat }: Seen): Json[] =>
  chat.flatMap(({ attachments }) => attachments).flatMap(({ content }) => ((content as Json)?.buttons ?? []) as Json[]);

const cardOf = ({ chat }: Seen) => chat.find(({ attachments }) => attachments.length > 0) as SandboxMessage;

/** Presses a button the way Teams does, and gives what the bot heard. */
async function press(message: SandboxMessage, button: Json): Promise<Json> {
  const before = bot.heard.length;
  await desk.control.press(robin.id, { conversationId: robin.chatId, messageId: message.id, action: button });
  await eventually(() => bot.heard.length > before, { what: 'the bot to hear the press' });
  return bot.heard[before] as Json;
}

describe('what a bot offers to press', () => {
  const actions = [
    { type: 'imBack', title: 'Home page', value: 'https://www.homepage.example/' },
    { type: 'imBack', title: 'Yes, go ahead', value: 'confirm_yes_77' },
    { type: 'postBack', title: 'No', value: 'confirm_no_77' },
    { type: 'openUrl', title: 'Read the manual', value: 'https://manual.example/x' },
    { type: 'messageBack', title: 'Later', text: 'later_77', displayText: 'Maybe later', value: { later: true } },
    { type: 'imBack', title: 'Ja', value: 'yes' },
    { type: 'imBack', title: 'Yes', value: 'yes' },
  ];

  test('stands there by its titles, and a press tells the bot exactly what it asked for', async () => {
    const seen = await says({ type: 'message', text: 'What would you like?', suggestedActions: { actions } });
    expect(seen.chat[0]?.text).toBe('What would you like?');
    const buttons = buttonsOf(seen);
    expect(buttons.map(({ title }) => title)).toEqual(actions.map(({ title }) => title));
    expect(seen.kept[0]?.suggestedActions).toEqual(actions.map(({ title }) => title));
    expect(buttons[3]).toMatchObject({ type: 'openUrl', value: 'https://manual.example/x' });
    const card = cardOf(seen);
    expect(await press(card, buttons[1] as Json)).toMatchObject({ text: 'confirm_yes_77' });
    expect(await press(card, buttons[2] as Json)).toMatchObject({
      text: 'confirm_no_77',
      channelData: { postBack: true },
    });
    expect(await press(card, buttons[4] as Json)).toMatchObject({ text: 'later_77', value: { later: true } });
    expect(await press(card, buttons[6] as Json)).toMatchObject({ text: 'yes' });
    const said = (await transcript()).filter(({ author }) => author.kind === 'customer').slice(-4);
    expect(said.map(({ text }) => text)).toEqual(['Yes, go ahead', 'No', 'Maybe later', 'Yes']);
    // A postBack is silent in the chat.
    const shown = desk.control.messages(robin.chatId).filter(({ from }) => from.kind === 'person');
    expect(shown.slice(-3).map(({ text }) => text)).toEqual(['Yes, go ahead', 'Maybe later', 'Yes']);
  });

  test('is reachable however much of it there is', async () => {
    const many = Array.from({ length: 70 }, (_, n) => ({ type: 'imBack', title: `Option ${n}`, value: `o${n}` }));
    const seen = await says({ type: 'message', text: 'Which?', suggestedActions: { actions: many } });
    expect(buttonsOf(seen)).toHaveLength(70);
    for (const { attachments } of seen.chat) {
      expect(attachments.length).toBeLessThanOrEqual(10);
      for (const { content } of attachments)
        expect(((content as Json).buttons as Json[]).length).toBeLessThanOrEqual(6);
    }
    const last = seen.chat.at(-1) as SandboxMessage;
    expect(await press(last, buttonsOf(seen).at(-1) as Json)).toMatchObject({ text: 'o69' });
  });

  test('on a hero card is the same', async () => {
    const buttons = [
      { type: 'imBack', title: 'Track it', value: 'track_1' },
      { type: 'openUrl', title: 'Shop', value: 'https://shop.example/' },
    ];
    const hero = { contentType: HERO, content: { title: 'Your parcel', subtitle: 'On its way', buttons } };
    const seen = await says({ type: 'message', attachments: [hero] });
    const card = cardOf(seen);
    expect(card.attachments[0]?.content).toMatchObject({ title: 'Your parcel', subtitle: 'On its way' });
    expect(await press(card, buttonsOf(seen)[0] as Json)).toMatchObject({ text: 'track_1' });
    expect((await transcript()).at(-1)?.text).toBe('Track it');
  });
});

test('sources and labels reach Teams as its own, and the transcript by name', async () => {
  const entity = {
    type: 'https://schema.org/Message',
    '@type': 'Message',
    '@context': 'https://schema.org',
    '@id': '',
    keywords: ['AIGeneratedContent'],
    usageInfo: { '@type': 'CreativeWork', name: 'Confidential', description: 'Staff only' },
    citation: [
      {
        '@type': 'Claim',
        position: '1',
        appearance: { '@type': 'DigitalDocument', name: 'Returns policy', url: 'https://policies.example/returns' },
      },
      {
        '@type': 'Claim',
        position: 2,
        appearance: { '@type': 'DigitalDocument', name: 'Shoe care.docx', abstract: 'Only unworn' },
      },
    ],
  };
  const { chat, kept } = await says({
    type: 'message',
    textFormat: 'markdown',
    text: 'Return within 30 days[1]. Shoes only unworn[2].\n\n[1]: https://policies.example/returns "Returns policy"\n[2]: cite:2 "Citation-2"',
    entities: [entity],
    channelData: { feedbackLoop: { type: 'default' } },
  });
  expect(chat).toHaveLength(1);
  expect(chat[0]?.text).toBe('Return within 30 days[1]. Shoes only unworn[2].');
  expect(chat[0]?.entities).toEqual([
    expect.objectContaining({
      type: 'https://schema.org/Message',
      additionalType: ['AIGeneratedContent'],
      usageInfo: expect.objectContaining({ name: 'Confidential' }) as Json,
      citation: [
        expect.objectContaining({
          position: 1,
          appearance: expect.objectContaining({ name: 'Returns policy' }) as Json,
        }),
        expect.objectContaining({
          position: 2,
          appearance: expect.objectContaining({ abstract: 'Only unworn' }) as Json,
        }),
      ],
    }),
  ]);
  expect(kept[0]?.extras).toMatchObject({
    aiGenerated: true,
    sensitivity: { name: 'Confidential' },
    citations: [
      { position: 1, name: 'Returns policy', url: 'https://policies.example/returns' },
      { position: 2, name: 'Shoe care.docx', url: null },
    ],
  });
});

test('a request to sign in is a button in the chat, and its link stands nowhere else', async () => {
  const value = 'https://token.botframework.example/api/oauth/signin?signin=0123';
  const { chat, kept } = await says({
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.oauth',
        content: {
          text: 'Please sign in',
          connectionName: 'contosoAuth',
          buttons: [{ type: 'signin', title: 'Sign in', value }],
          tokenExchangeResource: { id: 'tx-1', uri: 'api://contoso-bot' },
        },
      },
    ],
  });
  expect(JSON.stringify(chat)).toContain(value);
  expect(chat[0]?.text).toBe('Please sign in');
  expect(kept[0]?.text).toBe('Please sign in');
  expect(kept[0]?.attachments[0]?.unavailable).toMatch(/asked the customer to sign in/);
  expect(JSON.stringify(kept)).not.toContain('signin=');
});

describe('a large card', () => {
  const label = (chars: number) => ({
    contentType: ADAPTIVE,
    content: {
      type: 'AdaptiveCard',
      version: '1.3',
      body: [
        { type: 'TextBlock', text: 'Your parcel' },
        { type: 'Image', url: `data:image/png;base64,${'A'.repeat(chars)}` },
      ],
    },
  });

  test('that Teams takes reaches the customer, alone and under words', async () => {
    const { chat } = await says(
      { type: 'message', attachments: [label(45_000)] },
      { type: 'message', text: 'Here is your label:', attachments: [label(45_000)] },
    );
    expect(chat.map(({ text, attachments }) => [text, attachments.length])).toEqual([
      ['', 1],
      ['Here is your label:', 0],
      ['', 1],
    ]);
    expect(JSON.stringify(chat[0]?.attachments[0]?.content)).toContain('A'.repeat(45_000));
  });

  test('that Teams does not take is named, in the chat and in the transcript; the words arrive', async () => {
    const long = {
      type: 'AdaptiveCard',
      version: '1.3',
      body: [{ type: 'TextBlock', text: `Your parcel ${'x'.repeat(70_000)}` }],
    };
    const { chat, kept } = await says({
      type: 'message',
      text: 'Here it is:',
      attachments: [{ contentType: ADAPTIVE, content: long }],
    });
    expect(chat[0]?.text).toMatch(/^Here it is:\n\n\*Card cannot be shown here\\?\. .*too large/);
    expect(chat[0]?.text).toContain('Your parcel');
    expect(kept[0]?.attachments[0]?.unavailable).toMatch(/too large/);
  });
});

/** What its manager reads of the connection, once it is written down. */
async function health(): Promise<string | null> {
  const connections = desk.db.q.selectFrom('connection').select('last_error').where('kind', '=', 'copilotStudio');
  const last = await eventually(async () => (await connections.executeTakeFirst())?.last_error);
  await desk.db.q.updateTable('connection').set({ last_error: null }).execute();
  return last;
}

describe('what Teams refuses', () => {
  const picture = { contentType: 'image/png', contentUrl: 'https://files.example/a.png', name: 'a.png' };

  test('a document is a named link, and the picture beside it arrives', async () => {
    const pdf = { contentType: 'application/pdf', contentUrl: 'https://files.example/label.pdf', name: 'label.pdf' };
    const { chat, kept } = await says({ type: 'message', attachments: [picture, pdf] });
    expect(chat.map(({ text, attachments }) => [text, attachments.map(({ contentUrl }) => contentUrl)])).toEqual([
      [expect.stringMatching(/\[label\\?\.pdf\]\(https:\/\/files\.example\/label\.pdf\)/), []],
      ['', ['https://files.example/a.png']],
    ]);
    expect(kept[0]?.attachments.map(({ name }) => name)).toEqual(['a.png', 'label.pdf']);
  });

  test('costs itself only, and is seen by whoever holds the chat', async () => {
    desk.control.setFaults({ refuse: '"contentUrl":"https://files.example/bad.png"' });
    const bad = { ...picture, contentUrl: 'https://files.example/bad.png', name: 'bad.png' };
    const { chat, kept } = await says({ type: 'message', text: 'Look', attachments: [picture, bad, picture] });
    const pictures = chat.flatMap(({ attachments }) => attachments.map(({ name }) => name));
    expect(pictures).toEqual(['a.png', 'a.png']);
    expect(chat.some(({ text }) => text.includes('bad.png'))).toBe(true);
    const reasons = kept[0]?.attachments.map(({ unavailable }: Attachment) => unavailable ?? null);
    expect(reasons).toEqual([null, expect.stringMatching(/Teams refused/), null]);
    expect(kept[0]?.delivery?.state).toBe('delivered');
    expect(await health()).toMatch(/^Teams did not take a message of the bot: Teams refused/);
  });

  test('words that are refused are said to be', async () => {
    desk.control.setFaults({ refuse: 'unspeakable' });
    const { chat, kept } = await says({ type: 'message', text: 'unspeakable' });
    expect(chat[0]?.text).toMatch(/A message of Contoso Assistant cannot be shown/);
    expect(kept[0]?.delivery).toMatchObject({ state: 'failed' });
    expect(await health()).toMatch(/^Teams did not take a message of the bot/);
  });
});

test('carousels and lists of any length arrive whole', async () => {
  const cards = Array.from({ length: 23 }, (_, n) => ({ contentType: HERO, content: { title: `Card ${n}` } }));
  const { chat } = await says({ type: 'message', attachmentLayout: 'carousel', attachments: cards });
  expect(chat.map(({ attachments }) => attachments.length)).toEqual([10, 10, 3]);
});

test('a streamed answer shows as typing and is kept once, when it is final', async () => {
  const part = (streamSequence: number, text: string, streamType = 'streaming') => ({
    type: 'typing',
    text,
    channelData: { streamType, streamId: 's1', streamSequence },
    entities: [{ type: 'streaminfo', streamType, streamId: 's1', streamSequence }],
  });
  const final = { type: 'message', text: 'All of it', channelData: { streamType: 'final', streamId: 's1' } };
  const { chat, kept } = await says(
    part(1, 'Thinking about returns', 'informative'),
    part(2, 'All'),
    part(3, 'All of'),
    final,
    part(4, 'late'),
    final,
  );
  expect(kept.map(({ text }) => text)).toEqual(['All of it']);
  expect(chat.map(({ text }) => text)).toEqual(['All of it']);
});

test('a message that is only spoken shows its words', async () => {
  const { chat } = await says({ type: 'message', speak: '<speak>It is <emphasis>on its way</emphasis>.</speak>' });
  expect(chat[0]?.text).toBe('It is on its way.');
});

test('the error sentence of Copilot Studio becomes plain words', async () => {
  const { chat, kept } = await says({
    type: 'message',
    text: 'Sorry, something went wrong. Error code: GenAISearchandSummarizeRateLimitReached. Conversation Id: 3a6c. Time (UTC): 2026-11-25T10:00:00Z.',
  });
  expect(chat[0]?.text).toMatch(/^I could not answer that: .*too much to do.*GenAISearchandSummarizeRateLimitReached/);
  expect(kept[0]?.text).toBe(chat[0]?.text);
});

test('an Action.Execute of a card becomes what Direct Line can answer, and a link stays a link', async () => {
  const content = {
    type: 'AdaptiveCard',
    version: '1.6',
    refresh: { action: { type: 'Action.Execute', verb: 'refresh' } },
    body: [{ type: 'TextBlock', text: 'Order' }],
    actions: [
      { type: 'Action.Execute', title: 'Go', verb: 'go', data: { id: 7 } },
      { type: 'Action.OpenUrl', title: 'Read', url: 'https://manual.example/' },
    ],
  };
  const seen = await says({ type: 'message', attachments: [{ contentType: ADAPTIVE, content }] });
  expect(cardOf(seen).attachments[0]?.content).toMatchObject({
    version: '1.5',
    actions: [
      { type: 'Action.Submit', title: 'Go', data: { id: 7, verb: 'go' } },
      { type: 'Action.OpenUrl', url: 'https://manual.example/' },
    ],
  });
  expect(cardOf(seen).attachments[0]?.content).not.toHaveProperty('refresh');
});

/** Every kind of activity and content the protocol knows: nothing of it ends in silence. */
describe('no trace is lost', () => {
  const KINDS: [string, Json, 'words' | 'card' | 'service'][] = [
    ['words', { text: 'Hello' }, 'words'],
    ['words without a type', { type: undefined, text: 'Hello' }, 'words'],
    ['a kind nobody knows, with words', { type: 'newKind', text: 'Hello' }, 'words'],
    ['an edit', { type: 'messageUpdate', text: 'Hello again' }, 'words'],
    ['a suggestion', { type: 'suggestion', text: 'Try this' }, 'words'],
    ['a text attached', { attachments: [{ contentType: 'text/plain', content: 'Hello' }] }, 'words'],
    ['HTML attached', { attachments: [{ contentType: 'text/html', content: '<p>Hello</p>' }] }, 'words'],
    ['choices alone', { suggestedActions: { actions: ['Yes', 'No'] } }, 'words'],
    [
      'a file of any kind',
      { attachments: [{ contentType: 'application/zip', name: 'a.zip', contentUrl: 'https://files.example/a.zip' }] },
      'words',
    ],
    [
      'a sound',
      { attachments: [{ contentType: 'audio/mpeg', name: 'a.mp3', contentUrl: 'https://files.example/a.mp3' }] },
      'words',
    ],
    [
      'an SVG',
      { attachments: [{ contentType: 'image/svg+xml', name: 'a.svg', contentUrl: 'https://files.example/a.svg' }] },
      'words',
    ],
    [
      'a file nobody can open',
      { attachments: [{ contentType: 'application/pdf', name: 'a.pdf', contentUrl: 'file:///etc/passwd' }] },
      'words',
    ],
    [
      'data nobody can show',
      { attachments: [{ contentType: 'application/vnd.contoso.map', content: { x: 1 } }] },
      'words',
    ],
    ['an attachment without anything', { attachments: [{ contentType: 'image/png' }] }, 'words'],
    ['an attachment that is none', { attachments: [7] }, 'words'],
    ['a card that cannot be read', { attachments: [{ contentType: ADAPTIVE, content: 'nonsense' }] }, 'words'],
    [
      'a sign-in without a link',
      { attachments: [{ contentType: 'application/vnd.microsoft.card.oauth', content: { connectionName: 'x' } }] },
      'words',
    ],
    [
      'a file consent',
      {
        attachments: [{ contentType: 'application/vnd.microsoft.teams.card.file.consent', name: 'a.pdf', content: {} }],
      },
      'words',
    ],
    ...['hero', 'thumbnail', 'receipt', 'audio', 'video', 'animation'].map((kind): [string, Json, 'card'] => [
      `a ${kind} card`,
      {
        attachments: [
          {
            contentType: `application/vnd.microsoft.card.${kind}`,
            content: {
              title: 'Title',
              media: [{ url: 'https://media.example/a' }],
              buttons: [{ type: 'imBack', title: 'B', value: 'b' }],
            },
          },
        ],
      },
      'card',
    ]),
    [
      'a signin card',
      {
        attachments: [
          {
            contentType: 'application/vnd.microsoft.card.signin',
            content: { text: 'Sign in', buttons: [{ type: 'signin', title: 'In', value: 'https://id.example/' }] },
          },
        ],
      },
      'card',
    ],
    [
      'an adaptive card as text',
      { attachments: [{ contentType: ADAPTIVE, content: JSON.stringify({ type: 'AdaptiveCard', body: [] }) }] },
      'card',
    ],
    [
      'a list card',
      {
        attachments: [
          { contentType: 'application/vnd.microsoft.teams.card.list', content: { title: 'List', items: [] } },
        ],
      },
      'card',
    ],
    ['a picture', { attachments: [{ contentType: 'image/png', contentUrl: 'https://files.example/a.png' }] }, 'card'],
    ['an empty message', { text: '' }, 'service'],
    ['a value for a page', { value: { map: 1 } }, 'service'],
    ...[
      'typing',
      'trace',
      'event',
      'invoke',
      'invokeResponse',
      'conversationUpdate',
      'contactRelationUpdate',
      'installationUpdate',
      'messageReaction',
      'messageDelete',
      'deleteUserData',
      'command',
      'commandResult',
      'delay',
    ].map((type): [string, Json, 'service'] => [
      `a ${type} activity`,
      { type, name: 'x', text: 'not for people' },
      'service',
    ]),
  ];

  test.each(KINDS)('%s', async (_, activity, end) => {
    const { chat, kept } = await says({ type: 'message', ...activity });
    if (end === 'service') {
      expect([chat, kept]).toEqual([[], []]);
      return;
    }
    expect(kept).toHaveLength(1);
    const message = kept[0] as Message;
    expect(message.text !== '' || message.attachments.length > 0).toBe(true);
    expect(message.delivery?.state).toBe('delivered');
    expect(chat.length).toBeGreaterThan(0);
    const cards = chat.flatMap(({ attachments }) => attachments);
    if (end === 'card') expect(cards.length).toBeGreaterThan(0);
    else expect(chat.some(({ text }) => text !== '')).toBe(true);
  });
});

test('made-up activities cost nothing but themselves', async () => {
  const kinds = fc.constantFrom('message', 'typing', 'newKind', 'messageUpdate', 'event');
  const any = fc.jsonValue({ maxDepth: 3 });
  const card = fc.record({
    contentType: fc.constantFrom(ADAPTIVE, HERO, 'image/png', 'x'),
    contentUrl: any,
    content: any,
  });
  const made = fc.record({
    type: kinds,
    text: fc.oneof(any, fc.string({ unit: 'binary' })),
    attachments: fc.oneof(any, fc.array(card)),
    entities: any,
    suggestedActions: fc.oneof(any, fc.record({ actions: fc.array(any) })),
    channelData: any,
  });
  const { kept } = await says(...fc.sample(made, 20));
  expect(kept.every(({ delivery }) => delivery?.state === 'delivered')).toBe(true);
  const { chat } = await says({ type: 'message', text: 'Still here' });
  expect(chat[0]?.text).toBe('Still here');
});

test('what is nested beyond all measure, huge or half a character costs no words', async () => {
  const deep = (): unknown => JSON.parse(`${'{"a":'.repeat(3_000)}1${'}'.repeat(3_000)}`);
  const odd = {
    value: deep(),
    entities: [deep()],
    channelData: deep(),
    suggestedActions: { actions: [{ type: 'postBack', title: 'Go on', value: deep() }] },
    attachments: [
      { contentType: ADAPTIVE, content: deep(), name: 'deep' },
      { contentType: 'x/y', name: `\u0000\ud800${'n'.repeat(100_000)}`, content: 'z'.repeat(100_000) },
    ],
  };
  const { chat, kept } = await says({ type: 'message', text: 'kept \u0000\ud800', ...odd });
  expect(chat[0]?.text).toContain('kept');
  expect(kept[0]?.text).toMatch(/^kept/);
  expect(kept[0]?.delivery?.state).toBe('delivered');
  expect(kept[0]?.attachments).toHaveLength(2);
  expect(kept[0]?.attachments[1]?.unavailable).toBeDefined();
});

test('the end of a bot conversation brings its last words, or says what went wrong', async () => {
  bot.script.push([{ type: 'endOfConversation', text: 'Goodbye', code: 'completedSuccessfully' }]);
  await desk.control.chat(robin.id, { text: 'bye' });
  const sees = (words: RegExp) =>
    eventually(() => desk.control.messages(robin.chatId).some(({ text }) => words.test(text)), { what: String(words) });
  await sees(/^Goodbye$/);
  bot.script.push([{ type: 'endOfConversation', code: 'botTimedOut' }]);
  await desk.control.chat(robin.id, { text: 'hello again' });
  await sees(/waited too long/);
});
