import type { Message } from '../../src/domain/message';
import { readCommand } from '../../src/teams/inbound/commands';
import { activitiesFor } from '../../src/teams/senders/customerActivities';
import { readAttachment } from '../../src/teams/inbound/files';
import { isTrustedUrl } from '../../src/teams/protocol/trustedUrl';

function message(overrides: Partial<Message> = {}): Message {
  return {
    id: 'm',
    conversationId: 'c',
    escalationId: 'e',
    seq: 1,
    author: { kind: 'agent', id: 'a', name: 'Adele <Vance>' },
    note: false,
    whisperTo: null,
    text: 'Hello',
    format: 'plain',
    attachments: [],
    suggestedActions: [],
    extras: {},
    reactions: [],
    earlier: [],
    externalId: null,
    sentAt: new Date(0),
    editedAt: null,
    deletedAt: null,
    delivery: null,
    clientMessageId: null,
    ...overrides,
  };
}
const bot: Message['author'] = { kind: 'bot', id: null, name: 'Bot' };
const system: Message['author'] = { kind: 'system', id: null, name: 'Handoff Desk' };
const card = {
  contentType: 'application/vnd.microsoft.card.adaptive',
  name: null,
  content: { type: 'AdaptiveCard' },
  url: null,
};

const origin = { serviceUrl: 'https://smba.example/emea/', botAppId: 'b', allowLoopback: false };

describe('words for the customer', () => {
  test.each<[string, Partial<Message>, string, string]>([
    ['an agent’s stand under their name', {}, '<b>Adele &lt;Vance&gt;</b><br/>Hello', 'xml'],
    ['an agent’s keep their lines', { text: 'a\r\nb' }, '<b>Adele &lt;Vance&gt;</b><br/>a<br/>b', 'xml'],
    [
      'an agent’s may be bold, italic, linked and a list',
      { text: '**Now** _please_:\n- [open <it>](https://a.example/_x_?a&b)\n- send', format: 'markdown' },
      '<b>Adele &lt;Vance&gt;</b><br/><b>Now</b> <i>please</i>:<br/>• <a href="https://a.example/_x_?a&amp;b">open &lt;it&gt;</a><br/>• send',
      'xml',
    ],
    [
      'and bring no markup of their own',
      { text: '**<script>x</script>** [y](javascript:z) a_b_c 2 ** 3 ** 4 __init__', format: 'markdown' },
      '<b>Adele &lt;Vance&gt;</b><br/><b>&lt;script&gt;x&lt;/script&gt;</b> [y](javascript:z) a_b_c 2 ** 3 ** 4 __init__',
      'xml',
    ],
    ['a bot’s stay as they are', { author: bot, text: '**hi** <b>', format: 'markdown' }, '**hi** <b>', 'markdown'],
    ['the desk’s are in italics', { author: system, text: 'A & B' }, '<i>A &amp; B</i>', 'xml'],
    [
      'links can be followed',
      { author: system, text: 'see https://a.example/"onclick=x, ok' },
      '<i>see <a href="https://a.example/">https://a.example/</a>&quot;onclick=x, ok</i>',
      'xml',
    ],
  ])('%s', (_, overrides, text, textFormat) => {
    expect(activitiesFor(message(overrides))).toEqual([{ type: 'message', text, textFormat }]);
  });

  test('text, card and choices go one after the other, the choices as buttons', () => {
    const choices = ['Yes', 'No'].map((title) => ({ type: 'imBack' as const, title, value: title }));
    const activities = activitiesFor(message({ author: bot, attachments: [card], extras: { choices } }));
    expect(activities).toHaveLength(3);
    expect(activities[0]).toEqual({ type: 'message', text: 'Hello', textFormat: 'plain' });
    expect(activities[1]?.attachments).toEqual([
      { contentType: card.contentType, content: { type: 'AdaptiveCard', version: '1.5' } },
    ]);
    const [buttons] = activities[2]?.attachments ?? [];
    expect(buttons?.content).toEqual({
      buttons: ['Yes', 'No'].map((title, index) => ({
        type: 'messageBack',
        title,
        text: title,
        displayText: title,
        value: { handoffDesk: 'choice', messageId: 'm', index },
      })),
    });
  });
});

describe('commands', () => {
  test.each([
    ['hi', { verb: 'help' }],
    [' HELLO ! ', { verb: 'help' }],
    ['Help?', { verb: 'help' }],
    ['not helpful', { verb: 'unknown' }],
    ['help me', { verb: 'unknown' }],
    ['connect', { verb: 'connect', name: null }],
    ['Connect  Billing & more ', { verb: 'connect', name: 'Billing & more' }],
    ['connections', { verb: 'unknown' }],
    [`connect ${'x'.repeat(300)}`, { verb: 'unknown' }],
    ['', { verb: 'unknown' }],
  ])('%j is %j', (text, command) => {
    expect(readCommand(text)).toEqual(command);
  });
});

describe('what customers attach', () => {
  const file = (downloadUrl: unknown, fileType?: string) => ({
    contentType: 'application/vnd.microsoft.teams.file.download.info',
    name: 'a.docx',
    content: { downloadUrl, fileType },
    contentUrl: 'https://contoso.sharepoint.example/private',
  });

  test.each([
    ['https://files.example/dl', 'https://files.example/dl'],
    ['http://files.example/dl', null],
    ['javascript:alert(1)', null],
    ['https://user:pw@files.example/dl', null],
    ['http://127.0.0.1:1/x', null],
    [undefined, null],
    [7, null],
  ])('a file behind %j is linked as %j', (downloadUrl, url) => {
    expect(readAttachment(file(downloadUrl), origin)).toEqual({
      contentType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      name: 'a.docx',
      url: null,
      ...(url === null ? { unavailable: 'Teams sent no way to fetch it.' } : { source: { kind: 'link', url } }),
    });
  });

  test.each([
    [
      'https://smba.example/v3/attachments/1',
      { kind: 'teams', url: 'https://smba.example/v3/attachments/1', serviceUrl: origin.serviceUrl, botAppId: 'b' },
    ],
    ['https://pictures.example/1.png', { kind: 'link', url: 'https://pictures.example/1.png' }],
    ['https://smba.example.evil.example/1', { kind: 'link', url: 'https://smba.example.evil.example/1' }],
  ])('a picture at %s is fetched with the bot’s token only from the activity’s own host', (contentUrl, source) => {
    const read = readAttachment({ contentType: 'image/png', contentUrl, content: undefined, name: null }, origin);
    expect(read).toEqual({ contentType: 'image/png', name: 'Picture', url: null, source });
  });
});

describe('an address', () => {
  test.each([
    ['https://smba.trafficmanager.net/emea/', false, true],
    ['http://smba.trafficmanager.net/emea/', true, false],
    ['http://127.0.0.1:3978/', true, true],
    ['http://localhost:3978/', true, true],
    ['https://127.0.0.1/', false, false],
    ['http://localhost.evil.example/', true, false],
    ['https://a:b@smba.example/', true, false],
    ['file:///etc/passwd', true, false],
    ['nonsense', true, false],
  ])('%s with loopback %s: %s', (url, allowLoopback, trusted) => {
    expect(isTrustedUrl(url, allowLoopback)).toBe(trusted);
  });
});
