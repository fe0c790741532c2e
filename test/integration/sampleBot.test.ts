/** What the sandbox's own people and bot can show, through the whole desk: the page only draws it. */
import type { SandboxMessage } from '../../src/sandbox/state/contract';
import { showsFrom } from '../../src/sandbox/directLine/sampleBotShows';
import type { Message } from '../../src/domain/message';
import { conversationByExternalId } from '../../src/store/conversations';
import { lastMessages } from '../../src/store/transcript';
import { eventually } from '../support/eventually';
import { adele, channel, robin, startTeamsDesk, type TeamsDesk } from '../support/teamsDesk';

let desk: TeamsDesk;
beforeAll(async () => {
  desk = await startTeamsDesk({ bot: 'sample' });
  await desk.deliver();
});
afterAll(() => desk.stop());
afterEach(() => desk.db.q.deleteFrom('rate_budget').execute());

const chat = (): SandboxMessage[] => desk.control.messages(robin.chatId);

/** What the customer gets after these words; complete once this is among it. */
async function answerTo(text: string, complete: (answer: SandboxMessage[]) => boolean): Promise<SandboxMessage[]> {
  const before = chat().length + 1;
  await desk.control.chat(robin.id, { text });
  return eventually(() => (complete(chat().slice(before)) ? chat().slice(before) : null), {
    what: `“${text}” answered`,
  });
}
const hears = (text: string, words: RegExp) =>
  answerTo(text, (answer) => answer.some((message) => words.test(message.text + JSON.stringify(message.attachments))));

async function transcript(): Promise<Message[]> {
  const { id } = await desk.db.q
    .selectFrom('connection')
    .select('id')
    .where('kind', '=', 'copilotStudio')
    .executeTakeFirstOrThrow();
  const conversation = await conversationByExternalId(desk.db.q, id, robin.chatId);
  return lastMessages(desk.db.q, { conversationId: conversation?.id ?? '', fromSeq: 1, toSeq: null }, 500);
}

describe('the sample bot', () => {
  test('says what it can show', async () => {
    const shown = JSON.stringify(await hears('What can you show me?', /Sign me in/));
    for (const { asked } of showsFrom('https://samples.example')) expect(shown).toContain(asked);
  });

  test.each<[string, RegExp, object]>([
    ['Show me a card', /Order 10482/, { attachments: [{ contentType: 'application/vnd.microsoft.card.hero' }] }],
    ['Show me several cards', /10530/, { carousel: true, attachments: [{}, {}, {}] }],
    [
      'Show me choices',
      /Pick it up/,
      { attachments: [{ content: { buttons: [{ title: 'Home delivery' }, {}, {}] } }] },
    ],
    ['Show me sources', /unworn/, { entities: [{ additionalType: ['AIGeneratedContent'], citation: [{}, {}] }] }],
    ['Show me a picture', /parcel\.png/, { attachments: [{ contentType: 'image/png' }] }],
    [
      'Show me a document',
      /return-label\.pdf/,
      { text: expect.stringContaining('Here is your return label.') as string },
    ],
    ['Sign me in', /sign-in/, { attachments: [{ contentType: 'application/vnd.microsoft.card.signin' }] }],
  ])('“%s” arrives in Teams as what it is', async (asked, complete, shape) => {
    expect((await hears(asked, complete)).at(-1)).toMatchObject(shape);
  });

  test('shows a picture and a document that are there', async () => {
    for (const [name, kind] of [
      ['parcel.png', 'image/png'],
      ['return-label.pdf', 'application/pdf'],
    ]) {
      const answer = await fetch(`${desk.cloud.url}/samples/${name}`);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, kind]);
    }
    const { state } = await eventually(async () => {
      const files = await desk.db.q.selectFrom('file').select(['name', 'state']).execute();
      return files.find(({ name, state }) => name === 'parcel.png' && state !== 'fetching');
    });
    expect(state).toBe('ready');
  });

  test('hears what was meant by a choice, and the code of the sign-in', async () => {
    const choices = (await hears('Show me choices', /Pick it up/)).at(-1) as SandboxMessage;
    const [action] = (choices.attachments[0]?.content as { buttons: Record<string, unknown>[] }).buttons;
    await desk.control.press(robin.id, {
      conversationId: robin.chatId,
      messageId: choices.id,
      action: action as Record<string, unknown>,
    });
    await eventually(() => chat().some(({ text }) => text === 'It comes to your door.'));
    await hears('482913', /you are signed in/);
  });
});

test('a voice note is told as Teams tells it, and read as one that cannot be played', async () => {
  const sent = await desk.control.chat(robin.id, { voice: true });
  expect(sent).toMatchObject({ text: '', attachments: [{ name: 'Voice message' }] });
  expect((await transcript()).findLast(({ author }) => author.kind === 'customer')?.text).toMatch(/voice message/i);
});

test('a sign under a bot’s message reaches the desk, and can be taken back', async () => {
  const answer = (await hears('hello', /store hours and orders/)).find(({ text }) =>
    /store hours and orders/.test(text),
  );
  const id = answer?.id ?? '';
  const kept = async () => (await transcript()).find(({ externalId }) => externalId === id)?.reactions;
  await desk.control.react(robin.id, id, { type: 'heart', on: true });
  expect(await kept()).toMatchObject([{ type: 'heart', by: { kind: 'customer', name: robin.name } }]);
  await desk.control.react(robin.id, id, { type: 'heart', on: false });
  expect(await kept()).toEqual([]);
  await expect(desk.control.react(adele.id, id, { type: 'heart', on: true })).rejects.toThrow('chat of somebody else');
});

describe('a customer who asks for a person', () => {
  const cards = () => desk.control.messages(channel.id).filter(({ from }) => from.kind === 'bot');
  const card = () => JSON.stringify(cards().at(-1)?.attachments);

  test('reads what is addressed to them when they stop waiting, from the bot, too', async () => {
    const waiting = (await hears('speak to agent', /stopWaiting/)).find(({ attachments }) =>
      JSON.stringify(attachments).includes('stopWaiting'),
    );
    // As the card says it: the press may be there before the desk has noted which message became its card.
    const said = /\{[^{}]*"handoffDesk":"stopWaiting"[^{}]*\}/.exec(JSON.stringify(waiting?.attachments))?.[0] ?? '';
    const data = JSON.parse(said) as Record<string, unknown>;
    expect(data).toMatchObject({ escalationId: expect.any(String) });
    await desk.control.submit(robin.id, { conversationId: robin.chatId, messageId: waiting?.id ?? '', verb: '', data });
    await eventually(() => chat().some(({ text }) => text.includes('You are no longer waiting for a person')));
    await hears('what happened', /You are no longer waiting/);
    const read = chat()
      .map(({ text, attachments }) => text + JSON.stringify(attachments))
      .join('\n');
    expect(read).not.toMatch(/the customer/i);
  });

  test('by a button on a bot’s card is read in the channel by what it says', async () => {
    const order = (await hears('order 10482', /Ask a person/)).at(-1) as SandboxMessage;
    const before = cards().length;
    await desk.control.submit(robin.id, {
      conversationId: robin.chatId,
      messageId: order.id,
      verb: '',
      data: { action: 'agent' },
    });
    await eventually(() => cards().length > before, { what: 'the card in the channel' });
    expect(card()).toContain('Ask a person');
    expect(card()).not.toContain('(no text)');
  });

  test('has a chat that opens on the page which plays Teams', async () => {
    const url = /"url":"([^"]*\/l\/entity\/[^"]*)"/.exec(card())?.[1] ?? '';
    expect(new URL(url).origin).toBe(new URL(desk.config.publicUrl).origin);
  });
});
