/** What customers send in Teams, kind by kind: it is in the transcript as people read it, and the bot hears it. */
import type { Message } from '../../src/domain/message';
import { SANDBOX } from '../../src/config/world';
import { findEscalation } from '../../src/store/escalation/escalations';
import { appendMessage, setDelivery } from '../../src/store/messages';
import { lastMessages } from '../../src/store/transcript';
import { html, inChat, inThread, nextId, pressed } from '../support/teamsActivities';
import { type TeamsDesk, adele, channel, diego, maria, megan, robin, startTeamsDesk } from '../support/teamsDesk';

let desk: TeamsDesk;
let id: string;

beforeAll(async () => {
  desk = await startTeamsDesk({ mode: 'teams' });
  await desk.deliver();
  id = await desk.open(robin);
  await desk.deliver();
});
afterEach(() => desk.db.q.deleteFrom('rate_budget').execute());
afterAll(() => desk.stop());

const row = async () => {
  const found = await findEscalation(desk.db.q, id);
  if (!found) throw new Error('no such escalation');
  return found;
};
const transcript = async (): Promise<Message[]> => lastMessages(desk.db.q, await row(), 200);
const last = async (): Promise<Message> => {
  const message = (await transcript()).at(-1);
  if (!message) throw new Error('nothing was said');
  return message;
};
/** The customer sends this; what became of it. */
async function sends(fields: Record<string, unknown>): Promise<Message> {
  const before = (await transcript()).length;
  expect(await desk.hear(inChat(desk, robin, fields))).toMatchObject({ status: 200 });
  expect((await transcript()).length).toBe(before + 1);
  return last();
}

describe('words that are only in the HTML', () => {
  test('of a voice note say that it came and cannot be played', async () => {
    const span = '<span itemid="0f0e0d" itemscope="" itemtype="http://schema.skype.com/InputExtension"></span>';
    const said = await sends({ text: null, attachments: [html(`<div>${span}</div>`)] });
    expect(said.text).toMatch(/Voice message.*cannot be played here/);
  });

  test('beside a voice note are kept with it', async () => {
    const span = '<span itemid="0f0e0d" itemscope="" itemtype="http://schema.skype.com/InputExtension"></span>';
    const said = await sends({ text: 'listen', attachments: [html(`<p>listen</p>${span}`)] });
    expect(said.text).toBe('listen');
    expect(said.attachments).toEqual([
      expect.objectContaining({
        name: 'Voice message',
        url: null,
        unavailable: expect.stringContaining('played') as string,
      }),
    ]);
  });

  test('of a GIF are its alternative text, and the picture is fetched', async () => {
    const img = `<img alt="Waving cat (GIF Image)" src="${desk.cloud.url}/files/giphy.gif" width="364">`;
    const said = await sends({ text: '', attachments: [html(`<div><div>${img}</div></div>`)] });
    expect(said.text).toBe('Waving cat (GIF Image)');
    expect(said.attachments).toEqual([
      expect.objectContaining({ contentType: 'image/gif', name: 'Waving cat (GIF Image)' }),
    ]);
  });

  test.each([
    ['a list', '<p>I need</p><ul><li>bread</li><li>milk &amp; honey</li></ul>', 'I need\n\n- bread\n- milk & honey'],
    ['an emoji', '<p><emoji id="smile" alt="🙂" title="Smile"></emoji></p>', '🙂'],
    ['code', '<pre itemid="1"><code>if (a &lt; b)<br>  stop();</code></pre>', 'if (a < b)\n  stop();'],
    ['a script, which is none', '<p>hi</p><script>alert(1)</script>', 'hi'],
  ])('of %s are read', async (_, content, text) => {
    expect((await sends({ text: '', attachments: [html(content)] })).text).toBe(text);
  });

  test('of nothing at all leave a trace, too', async () => {
    expect((await sends({ text: '', attachments: [] })).text).toContain('nothing in it that can be shown');
  });
});

describe('a quote', () => {
  let ours: Message;
  const quoted = 'Shall I send a new one, or refund you?';
  const teamsId = nextId();
  beforeAll(async () => {
    const { conversationId } = await row();
    ours = await desk.db.transaction((tx) =>
      appendMessage(tx.q, {
        conversationId,
        escalationId: id,
        author: { kind: 'agent', id: adele.id, name: adele.name },
        text: quoted,
        externalId: teamsId,
        sentAt: new Date(),
      }),
    );
  });

  test('as HTML stands beside the words and knows its message', async () => {
    const content =
      `<blockquote itemscope="" itemtype="http://schema.skype.com/Reply" itemid="${teamsId}">` +
      `<strong itemprop="mri" itemid="28:bot">Handoff Desk</strong><span itemprop="time" itemid="${teamsId}"></span>` +
      `<p itemprop="preview">${quoted}</p></blockquote><p>yes please</p>`;
    const said = await sends({ text: 'yes please', attachments: [html(content)] });
    expect(said.text).toBe('yes please');
    expect(said.extras.quote).toEqual({ messageId: ours.id, seq: ours.seq, author: 'Adele Vance', text: quoted });
    expect(said.attachments).toEqual([]);
  });

  test('as an entity does, too, and its mark is no word', async () => {
    const quotedReply = { messageId: teamsId, senderId: '28:bot', senderName: 'Handoff Desk', preview: quoted };
    const said = await sends({
      text: `<quoted messageId="${teamsId}"/>\nyes please`,
      entities: [{ type: 'quotedReply', quotedReply }],
    });
    expect(said.text).toBe('yes please');
    expect(said.extras.quote).toMatchObject({ seq: ours.seq, text: quoted });
  });

  test('of what the desk never had keeps what Teams says of it', async () => {
    const quotedReply = { messageId: '17', senderName: 'Somebody', preview: 'before your time' };
    const said = await sends({ text: 'this', entities: [{ type: 'quotedReply', quotedReply }] });
    expect(said.extras.quote).toEqual({ messageId: null, seq: null, author: 'Somebody', text: 'before your time' });
  });

  test('forwarded words are marked, and apart from the customer’s own', async () => {
    const forward = '<blockquote itemtype="http://schema.skype.com/Forward"><p>We close at five.</p></blockquote>';
    const alone = await sends({ text: 'We close at five.', attachments: [html(forward)] });
    expect(alone).toMatchObject({ text: 'We close at five.', extras: { forwarded: true } });
    const both = await sends({
      text: 'see this\r\n\r\nWe close at five.',
      attachments: [html(`<p>see this</p>${forward}`)],
    });
    expect(both).toMatchObject({
      text: 'see this\n\nForwarded message:\nWe close at five.',
      extras: { forwarded: true },
    });
  });
});

describe('an answer on a bot’s card', () => {
  const cardId = nextId();
  const content = {
    type: 'AdaptiveCard',
    body: [
      { type: 'Input.Text', id: 'orderNumber', label: 'Order number' },
      {
        type: 'Input.ChoiceSet',
        id: 'reason',
        label: 'Reason:',
        choices: [
          { title: 'It is damaged', value: 'damaged' },
          { title: 'It came late', value: 'late' },
        ],
      },
      { type: 'Input.Toggle', id: 'agree', title: 'I agree' },
      { type: 'Input.Text', id: 'pin', label: 'PIN', style: 'Password' },
    ],
    actions: [{ type: 'Action.Submit', title: 'Send' }],
  };
  beforeAll(async () => {
    await desk.control.chat(maria.id, { text: 'hello' });
    for (const person of [robin, maria]) {
      const { id: conversationId } = await desk.db.q
        .selectFrom('conversation')
        .select('id')
        .where('external_id', '=', person.chatId)
        .executeTakeFirstOrThrow();
      await desk.db.transaction((tx) =>
        appendMessage(tx.q, {
          conversationId,
          escalationId: person === robin ? id : null,
          author: { kind: 'bot', id: null, name: 'Bot' },
          text: '',
          attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', name: null, content, url: null }],
          externalId: cardId,
          sentAt: new Date(),
        }),
      );
    }
  });

  test('by Action.Submit reads like words, with the card’s labels', async () => {
    const value = { orderNumber: 'A-1001', reason: 'damaged', agree: 'true', pin: '1234' };
    const said = await sends({ text: null, value, replyToId: cardId });
    expect(said.text).toBe('Order number: A-1001 · Reason: It is damaged · I agree: Yes · PIN: ••••');
    expect(said.extras.answers).toContainEqual({ label: 'Reason', value: 'It is damaged' });
  });

  test('by Action.Execute does, too, and Teams hears that it was sent', async () => {
    const data = { orderNumber: 'A-1002', reason: 'late' };
    const answer = await desk.hear(pressed(desk, robin, { verb: 'sendForm', data }, { replyToId: cardId }));
    expect(answer).toMatchObject({ status: 200, body: { statusCode: 200, value: 'Sent' } });
    expect((await last()).text).toBe('Order number: A-1002 · Reason: It came late');
  });

  test('on a card nobody knows keeps what was entered', async () => {
    expect((await sends({ text: null, value: { colour: 'red', size: 4 }, replyToId: '1' })).text).toBe(
      'colour: red · size: 4',
    );
    expect((await sends({ text: null, value: 'menu_42', replyToId: '1' })).text).toBe('menu_42');
    expect((await sends({ text: null, value: {}, replyToId: '1' })).text).toBe('(Pressed a button.)');
  });

  test('is a value to the bot, and nothing else', async () => {
    await desk.hear(inChat(desk, maria, { text: null, value: { orderNumber: 'A-7' }, replyToId: cardId }));
    await desk.deliver();
    const stored = await desk.db.q
      .selectFrom('message')
      .select(['value', 'text', 'extras'])
      .where('author_name', '=', maria.name)
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow();
    expect(stored).toMatchObject({
      value: { orderNumber: 'A-7' },
      text: 'Order number: A-7',
      extras: { answers: [{ label: 'Order number', value: 'A-7' }] },
    });
    expect(desk.toBot.at(-1)).toMatchObject({ type: 'message' });
  });

  test('reads as words on the channel’s card', async () => {
    await desk.hear(inChat(desk, maria, { text: null, value: { orderNumber: 'A-8' }, replyToId: cardId }));
    await desk.open(maria);
    await desk.deliver();
    const card = desk.control.messages(channel.id).find((m) => JSON.stringify(m).includes(`"${maria.name}"`));
    expect(JSON.stringify(card)).toContain('Order number: A-8');
    expect(JSON.stringify(card)).not.toContain('(no text)');
  });

  test.each(['resolve', 'claim', 'transfer', 'release', 'connect', 'help'])(
    'with the verb %s is the bot’s, whatever the desk calls its own buttons',
    async (verb) => {
      const answer = await desk.hear(pressed(desk, robin, { verb, data: { incident: 1234 } }, { replyToId: '1' }));
      expect(answer.body).toMatchObject({ statusCode: 200, value: 'Sent' });
      const { value } = await desk.db.q
        .selectFrom('message')
        .select('value')
        .where('id', '=', (await last()).id)
        .executeTakeFirstOrThrow();
      expect(value).toEqual({ incident: 1234, verb });
      expect((await row()).status).toBe('waiting');
    },
  );

  test('that looks like the desk’s own is the bot’s, unless the card was the desk’s', async () => {
    const said = await sends({ text: null, value: { handoffDesk: 'stopWaiting', plan: 'b' }, replyToId: '99' });
    expect(said.text).toContain('plan: b');
    expect((await row()).status).toBe('waiting');
  });

  test('when Teams refreshes a card by itself nobody has said anything', async () => {
    const before = (await transcript()).length;
    const refresh = (replyToId: string) => {
      const action = { type: 'Action.Execute', verb: 'initialRefresh', data: {} };
      return desk.hear(pressed(desk, robin, {}, { replyToId, value: { action, trigger: 'automatic' } }));
    };
    expect((await refresh(cardId)).body).toMatchObject({ statusCode: 200, value: content });
    const unknown = await refresh('1');
    expect(unknown).toMatchObject({ status: 200 });
    expect(JSON.stringify(unknown.body)).not.toContain('Sent');
    expect((await transcript()).length).toBe(before);
    expect(desk.outcomes.at(-1)?.outcome).toEqual({ kind: 'service', name: 'refresh' });
  });
});

describe('files', () => {
  test.each([
    ['invoice_\u202efdp.exe', 'invoice_fdp.exe'],
    ['a\nb\tc.pdf', 'a b c.pdf'],
    ['\u200b', 'File'],
    ['', 'File'],
    [`${'x'.repeat(300)}.pdf`, `${'x'.repeat(115)}….pdf`],
  ])('called %j are shown as %j', async (name, shown) => {
    const file = {
      contentType: 'application/vnd.microsoft.teams.file.download.info',
      contentUrl: 'https://contoso.sharepoint.example/a',
      name,
      content: { downloadUrl: `${desk.cloud.url}/files/gone`, fileType: '' },
    };
    const said = await sends({ text: 'look', attachments: [file] });
    expect(said.attachments[0]?.name).toBe(shown);
    expect(said.text).toBe('look');
  });

  test('that Teams gives no way to are named, and the words stay', async () => {
    const attachments = [
      { contentType: 'application/vnd.microsoft.teams.file.download.info', name: 'a.pdf', content: {} },
      { contentType: 'image/png', name: 'b.png' },
      { contentType: 'application/x-unheard-of', name: 'c' },
      { contentUrl: null, content: '<p>x</p>' },
    ];
    const said = await sends({ text: 'look', attachments });
    expect(said.text).toBe('look');
    expect(said.attachments.map(({ name, unavailable }) => [name, typeof unavailable])).toEqual([
      ['a.pdf', 'string'],
      ['b.png', 'string'],
      ['c', 'string'],
      ['Attachment', 'string'],
    ]);
  });

  test('too many are counted', async () => {
    const attachments = Array.from({ length: 30 }, (_, n) => ({ contentType: 'image/png', name: `${n}.png` }));
    const said = await sends({ text: 'all', attachments });
    expect(said.attachments).toHaveLength(20);
    expect(said.text).toBe('all\n10 more attachments came and were left out.');
  });

  test('a card that is passed on reads as its words, too', async () => {
    const content = { type: 'AdaptiveCard', body: [{ type: 'TextBlock', text: 'Invoice 42' }] };
    const said = await sends({
      text: '',
      attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }],
    });
    expect(said).toMatchObject({ text: 'Invoice 42', attachments: [{ content }] });
  });
});

describe('fields nobody needs', () => {
  const tenant = { id: SANDBOX.tenantId };
  test.each<[string, Record<string, unknown>, string]>([
    ['an entity without a type', { text: 'a', entities: [{ '@type': 'Message' }] }, 'a'],
    ['no entities', { text: 'b', entities: null }, 'b'],
    ['an attachment without a type', { text: 'c', attachments: [{ contentUrl: null, content: '<p>x</p>' }] }, 'c'],
    ['an empty team', { text: 'd', channelData: { tenant, team: {} } }, 'd'],
    ['NUL and half a character', { text: 'mark1 \u0000a\ud800b' }, 'mark1 a\ufffdb'],
    ['a name that is a number', { text: 'e', name: 5, locale: {}, timestamp: 7, value: null, replyToId: [] }, 'e'],
    ['a time before time', { text: 'f', timestamp: '-271821-04-20T00:00:00.000Z' }, 'f'],
    ['entities that are none', { text: 'g', entities: [null, 1, 'x', { type: 'mention' }] }, 'g'],
    ['words that are a number', { text: 42 }, '42'],
    [
      'words in a shape nobody knows',
      { text: { a: 1 } },
      '(A message came with nothing in it that can be shown here.)',
    ],
    ['a very long id', { text: 'h', id: 'x'.repeat(1_000) }, 'h'],
  ])('such as %s cost no words', async (_, fields, text) => {
    expect((await sends(fields)).text).toBe(text);
  });

  test('nested beyond all measure cost no words', async () => {
    const depth = 20_000;
    const value = `${'['.repeat(depth)}${']'.repeat(depth)}`;
    const activity = JSON.stringify(inChat(desk, robin, { text: 'deep', value: 'VALUE' })).replace('"VALUE"', value);
    const response = await fetch(`${desk.url}/api/messages`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${await desk.control.mint({ as: 'channel' })}`,
      },
      body: activity,
    });
    expect(response.status).toBe(200);
    expect((await last()).text).toBe('deep');
  });

  test('two messages without id and time are two', async () => {
    await sends({ text: 'yes', id: undefined, timestamp: undefined });
    await sends({ text: 'yes', id: undefined, timestamp: undefined });
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['who', { from: null }, 'from.id'],
    ['where', { conversation: {} }, 'conversation.id'],
    ['which bot', { recipient: {} }, 'recipient.id'],
  ])('what is needed is not among them: %s', async (_, fields, name) => {
    const answer = await desk.hear(inChat(desk, robin, { text: 'x', ...fields }));
    expect(answer).toMatchObject({ status: 400, body: { detail: expect.stringContaining(name) as string } });
  });
});

describe('what is done to words later', () => {
  test('an edit, a deletion and its undoing show, with what was said before', async () => {
    const first = inChat(desk, robin, { text: 'helo' });
    await desk.hear(first);
    const change = (type: string, eventType: string, text?: string) =>
      desk.hear({
        ...first,
        type,
        text,
        timestamp: new Date().toISOString(),
        channelData: { tenant: { id: SANDBOX.tenantId }, eventType },
      });
    await change('messageUpdate', 'editMessage', 'hello');
    expect(await last()).toMatchObject({
      text: 'hello',
      earlier: [{ text: 'helo' }],
      editedAt: expect.any(Date) as Date,
    });
    await change('messageDelete', 'softDeleteMessage');
    const deleted = await last();
    expect(deleted).toMatchObject({ text: '', deletedAt: expect.any(Date) as Date });
    expect(deleted.earlier.map(({ text }) => text)).toEqual(['helo', 'hello']);
    await change('messageUpdate', 'undeleteMessage', 'hello');
    const back = await last();
    expect(back).toMatchObject({ text: 'hello', deletedAt: null });
    expect(back.earlier.map(({ text }) => text)).toEqual(['helo']);
  });

  test('an edit of words that never came brings them; the late original is the same message', async () => {
    const original = inChat(desk, robin, { text: 'frist' });
    const edit = {
      ...original,
      type: 'messageUpdate',
      text: 'first',
      timestamp: new Date().toISOString(),
      channelData: { tenant: { id: SANDBOX.tenantId }, eventType: 'editMessage' },
    };
    const before = (await transcript()).length;
    await desk.hear(edit);
    await desk.hear(edit);
    await desk.hear(original);
    expect((await transcript()).length).toBe(before + 1);
    expect(await last()).toMatchObject({ text: 'first', editedAt: expect.any(Date) as Date });
    expect(desk.outcomes.slice(-3).map(({ outcome }) => outcome.kind)).toEqual(['stored', 'duplicate', 'duplicate']);
  });

  test('what the customer has read of the agents’ words says so, where Teams tells', async () => {
    const { conversationId } = await row();
    const ids = [nextId(), nextId(), nextId()];
    for (const [n, externalId] of ids.entries()) {
      await desk.db.transaction(async (tx) => {
        const said = { conversationId, escalationId: id, text: `line ${n}`, externalId, sentAt: new Date() };
        const author = { kind: 'agent' as const, id: adele.id, name: adele.name };
        const { id: made } = await appendMessage(tx.q, { ...said, author });
        await setDelivery(tx.q, made, { state: 'delivered', reason: null });
      });
    }
    const name = 'application/vnd.microsoft.readReceipt';
    const receipt = (lastReadMessageId: unknown) =>
      desk.hear(inChat(desk, robin, { type: 'event', name, value: { lastReadMessageId } }));
    const read = async () => (await transcript()).slice(-3).map(({ delivery }) => delivery?.readAt !== undefined);
    for (const nothing of [undefined, 'x', {}, '1']) await receipt(nothing);
    expect(await read()).toEqual([false, false, false]);
    expect(desk.outcomes.at(-1)?.outcome).toEqual({ kind: 'service', name: 'readReceipt' });
    await receipt(ids[1]);
    expect(await read()).toEqual([true, true, false]);
    expect(desk.outcomes.at(-1)?.outcome).toEqual({ kind: 'stored' });
    await receipt(ids[0]);
    expect(await read()).toEqual([true, true, false]);
  });

  test('a reaction to a message shows, and goes again', async () => {
    const { conversationId } = await row();
    const externalId = nextId();
    await desk.db.transaction((tx) =>
      appendMessage(tx.q, {
        conversationId,
        escalationId: id,
        author: { kind: 'agent', id: adele.id, name: adele.name },
        text: 'Done',
        externalId,
        sentAt: new Date(),
      }),
    );
    const react = (fields: Record<string, unknown>) =>
      desk.hear(inChat(desk, robin, { type: 'messageReaction', replyToId: externalId, ...fields }));
    await react({ reactionsAdded: [{ type: 'heart' }, { type: 'like' }] });
    expect((await last()).reactions).toMatchObject([
      { type: 'heart', by: { kind: 'customer', name: robin.name } },
      { type: 'like' },
    ]);
    await react({ reactionsRemoved: [{ type: 'like' }] });
    expect((await last()).reactions).toMatchObject([{ type: 'heart' }]);
  });
});

describe('a customer the desk knows', () => {
  test('keeps name and identity when a message does not say them', async () => {
    const said = await sends({ text: 'nameless', from: { id: robin.teamsId } });
    expect(said.author).toEqual({ kind: 'customer', id: robin.id, name: robin.name });
    expect((await row()).customerName).toBe(robin.name);
  });

  test('has a name people can read', async () => {
    const said = await sends({
      text: 'me',
      from: { id: robin.teamsId, aadObjectId: robin.id, name: 'Rob\u202ein\u200b\n' },
    });
    expect(said.author.name).toBe('Robin');
    await sends({ text: 'me', from: { id: robin.teamsId, aadObjectId: robin.id, name: robin.name } });
  });
});

describe('a sign-in', () => {
  test('ends with a code only the bot hears', async () => {
    const count = () => desk.db.q.selectFrom('message').select('id').execute();
    await desk.control.chat(megan.id, { text: 'show me my orders' });
    const before = (await count()).length;
    const invoke = { type: 'invoke', name: 'signin/verifyState', value: { state: '482913' } };
    expect(await desk.hear(inChat(desk, megan, invoke))).toEqual({ status: 200, body: {} });
    await desk.deliver();
    expect(desk.toBot.at(-1)).toMatchObject({ type: 'code', code: '482913' });
    expect((await count()).length).toBe(before);
  });

  test('whose code is typed by hand tells it to the bot alone, too', async () => {
    await desk.control.chat(megan.id, { text: 'sign me in' });
    const { id: conversationId } = await desk.db.q
      .selectFrom('conversation')
      .select('id')
      .where('external_id', '=', megan.chatId)
      .executeTakeFirstOrThrow();
    const typed = async (text: string) => {
      await desk.hear(inChat(desk, megan, { text }));
      await desk.deliver();
      const said = desk.db.q.selectFrom('message').select('text').where('conversation_id', '=', conversationId);
      return (await said.orderBy('seq', 'desc').limit(1).executeTakeFirstOrThrow()).text;
    };
    expect(await typed('100200')).toBe('100200');
    await desk.db.transaction((tx) =>
      appendMessage(tx.q, {
        conversationId,
        escalationId: null,
        author: { kind: 'bot', id: null, name: 'Bot' },
        text: 'Please sign in.',
        attachments: [{ contentType: 'application/vnd.microsoft.card.signin', name: 'Sign-in', url: null }],
        sentAt: new Date(),
      }),
    );
    expect(await typed(' 482915\n')).toBe('(Entered a sign-in code, which only the bot sees.)');
    expect(desk.toBot.at(-1)).toMatchObject({ type: 'code', code: '482915' });
  });

  test('ends for nobody while a person has the chat', async () => {
    const invoke = { type: 'invoke', name: 'signin/verifyState', value: { state: '482914' } };
    expect(await desk.hear(inChat(desk, robin, invoke))).toEqual({ status: 200, body: {} });
    expect(desk.outcomes.at(-1)?.outcome).toEqual({ kind: 'service', name: 'signInTooLate' });
  });

  test('by token asks for the button, and nothing of the token is kept', async () => {
    const value = { id: 'tx-1', connectionName: 'contosoAuth', token: 'eyJsecret' };
    const answer = await desk.hear(inChat(desk, maria, { type: 'invoke', name: 'signin/tokenExchange', value }));
    expect(answer).toMatchObject({ status: 412, body: { id: 'tx-1', connectionName: 'contosoAuth' } });
    const { rows } = await desk.db.pool.query(`select 1 from message where message::text like '%eyJsecret%'`);
    expect(rows).toEqual([]);
  });
});

describe('a reply in a card’s thread', () => {
  let root: string;
  const bot = {
    type: 'mention',
    text: '<at>Handoff Desk</at>',
    mentioned: { id: SANDBOX.bot.id, name: 'Handoff Desk' },
  };
  beforeAll(async () => {
    await desk.deliver();
    const { activity_id: activityId } = await desk.db.q
      .selectFrom('card')
      .select('activity_id')
      .where('escalation_id', '=', id)
      .executeTakeFirstOrThrow();
    root = activityId;
  });
  const replies = async (fields: Record<string, unknown>) => {
    expect(await desk.hear(inThread(desk, root, fields))).toMatchObject({ status: 200 });
    return last();
  };

  test('keeps mentions as people write them, and entities as characters', async () => {
    const note = await replies({ text: '<at>Ben Agent001</at> can you look at this one? 3 &lt; 5' });
    expect(note).toMatchObject({ note: true, text: '@Ben Agent001 can you look at this one? 3 < 5' });
  });

  test('calls the colleague it names: in their own chat, where the desk knows it', async () => {
    await desk.control.chat(diego.id, { text: 'hello' });
    const mention = { type: 'mention', text: '<at>Diego</at>', mentioned: { id: diego.teamsId, name: diego.name } };
    await replies({ text: '<at>Diego</at> can you help?', entities: [mention] });
    await desk.deliver();
    expect(JSON.stringify(desk.control.messages(diego.chatId).at(-1)?.attachments)).toContain('mentioned you');
  });

  test('or in the thread, where Teams has not done so', async () => {
    await replies({ text: '<at>Lee Gu</at> and you?' });
    await desk.deliver();
    const posts = desk.control.messages(channel.id).filter(({ threadId }) => threadId === root);
    expect(posts.at(-1)?.text).toMatch(/<at>Lee Gu<\/at>.*mentioned you/);
  });

  test('of a picture alone is a note that says so', async () => {
    const picture = {
      contentType: 'image/png',
      contentUrl: `${desk.cloud.url}/teams/v3/attachments/1`,
      name: 'shelf.png',
    };
    const note = await replies({ text: '<at>Handoff Desk</at>', entities: [bot], attachments: [picture] });
    expect(note).toMatchObject({ note: true, text: expect.stringContaining('shelf.png') as string });
  });

  test('that is edited or deleted changes its note', async () => {
    const reply = inThread(desk, root, { text: 'be nise' });
    await desk.hear(reply);
    const channelData = { ...(reply.channelData as object), eventType: 'editMessage' };
    await desk.hear({ ...reply, type: 'messageUpdate', text: 'be nice', channelData });
    expect(await last()).toMatchObject({ note: true, text: 'be nice' });
    await desk.hear({ ...reply, type: 'messageDelete', text: undefined });
    expect(await last()).toMatchObject({ note: true, text: '', deletedAt: expect.any(Date) as Date });
  });

  test('a name that comes as two mentions is still the desk’s', async () => {
    const halves = ['Handoff', 'Desk'].map((name) => ({
      type: 'mention',
      text: `<at>${name}</at>`,
      mentioned: { id: SANDBOX.bot.id, name },
    }));
    await desk.hear(inThread(desk, nextId(), { text: '<at>Handoff</at> <at>Desk</at> help', entities: halves }));
    expect(desk.outcomes.at(-1)?.outcome).toEqual({ kind: 'answered', by: 'command' });
  });
});
